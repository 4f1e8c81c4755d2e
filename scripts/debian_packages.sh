# Get Debian's packages, with rights or without. Read by prepare_browser.sh and prepare_nginx.sh; stdout is theirs alone.
# shellcheck shell=bash

say() { echo "$*" >&2; }
give_up() { say "$*"; exit 1; }

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

may_install() {
    command -v apt-get >/dev/null || return 1
    [ "$(id -u)" = 0 ] || { command -v sudo >/dev/null && sudo -n true 2>/dev/null; }
}

install_packages() { # install_packages NAME…: into the system; no service of theirs is started
    say "Installing $* with apt-get"
    # A foreign package list that does not answer must not stop us: the installation tells.
    as_root apt-get -o DPkg::Lock::Timeout=300 -q update >&2 </dev/null || true
    # RUNLEVEL=1: a server among them would start at once.
    as_root env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 apt-get -o DPkg::Lock::Timeout=300 -q -y \
        --no-install-recommends install "$@" >&2 </dev/null
}

unpack_packages() { # unpack_packages BOX HINT NAME…: they and what they need, into BOX/root; what BOX held goes
# when all of it has been fetched and unpacked, not before.
    local box=$1 fresh=$1.new hint=$2 archive
    shift 2
    if ! command -v apt-get >/dev/null || ! command -v dpkg-deb >/dev/null; then
        give_up "No $* on this machine and no apt-get to fetch it: install it, or $hint."
    fi
    say "No rights to install $*: unpacking Debian's packages into $box"
    local state=$fresh/apt
    rm -rf "$fresh"
    mkdir -p "$state/lists/partial" "$state/archives/partial" "$fresh/root"
    # apt-get with lists and archives of our own, and the machine's word on what it has already.
    local options=(
        -o Debug::NoLocking=1 -o Dir::State="$state" -o Dir::State::lists="$state/lists"
        -o Dir::State::status=/var/lib/dpkg/status -o Dir::Cache="$state"
        -o Dir::Cache::archives="$state/archives" -o Acquire::Languages=none
        -o APT::Sandbox::User="$(id -un)" -o APT::Update::Post-Invoke= -o APT::Update::Post-Invoke-Success=
    )
    apt-get "${options[@]}" -q update >&2 </dev/null || true
    apt-get "${options[@]}" -q -y --no-install-recommends --download-only install "$@" >&2 </dev/null \
        || give_up "apt-get could not fetch $*: see above."
    for archive in "$state"/archives/*.deb; do
        # Without any the pattern stands for itself: the machine has all of them already.
        [ ! -e "$archive" ] || dpkg-deb -x "$archive" "$fresh/root" || give_up "$archive cannot be unpacked."
    done
    rm -rf "$state" "$box"
    mv "$fresh" "$box"
}

library_path() { # library_path BOX: the unpacked folders of shared libraries, some packages keep theirs one folder down
    find "$1"/root/usr/lib/*-linux-gnu "$1"/root/lib/*-linux-gnu -maxdepth 2 \
        -name 'lib*.so*' -printf '%h\n' 2>/dev/null | sort -u | paste -sd:
}
