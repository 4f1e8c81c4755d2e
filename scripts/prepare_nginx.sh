#!/bin/bash
# Find nginx, or get Debian's. Prints NGINX=path; all else is said on stderr.
#
# NGINX= names a program. What is missing is installed with apt-get (as root or with sudo; the service is neither
# started nor enabled), or, without any rights, unpacked from Debian's packages into .cache/nginx.
set -euo pipefail
cd "$(dirname "$0")/.."

box=$PWD/.cache/nginx
say() { echo "$*" >&2; }
give_up() { say "$*"; exit 1; }

found_nginx() {
    local name
    for name in ${NGINX:+"$NGINX"} nginx /usr/sbin/nginx /usr/local/sbin/nginx "$box/nginx"; do
        command -v "$name" && return
    done
    return 1
}

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

may_install() {
    [ "$(id -u)" = 0 ] || { command -v sudo >/dev/null && sudo -n true 2>/dev/null; }
}

install_nginx() {
    say "Installing nginx with apt-get"
    as_root apt-get -o DPkg::Lock::Timeout=300 -q update >&2 </dev/null || true
    # RUNLEVEL=1: the package would start a server on port 80.
    as_root env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 apt-get -o DPkg::Lock::Timeout=300 -q -y \
        --no-install-recommends install nginx-light >&2 </dev/null
}

unpack_nginx() { # with lists and archives of our own
    say "No rights to install nginx: unpacking Debian's package into $box"
    local state=$box/apt archive
    rm -rf "$box"
    mkdir -p "$state/lists/partial" "$state/archives/partial" "$box/root"
    local options=(
        -o Debug::NoLocking=1 -o Dir::State="$state" -o Dir::State::lists="$state/lists"
        -o Dir::State::status=/var/lib/dpkg/status -o Dir::Cache="$state"
        -o Dir::Cache::archives="$state/archives" -o Acquire::Languages=none
        -o APT::Sandbox::User="$(id -un)" -o APT::Update::Post-Invoke= -o APT::Update::Post-Invoke-Success=
    )
    apt-get "${options[@]}" -q update >&2 </dev/null || true
    apt-get "${options[@]}" -q -y --no-install-recommends --download-only install nginx-light >&2 </dev/null \
        || give_up "apt-get could not fetch nginx: see above."
    for archive in "$state"/archives/*.deb; do
        dpkg-deb -x "$archive" "$box/root"
    done
    rm -rf "$state"
    {
        echo '#!/bin/sh'
        echo "export LD_LIBRARY_PATH='$(find "$box/root" -name 'lib*.so*' -printf '%h\n' | sort -u | paste -sd:)'"
        echo "exec '$box/root/usr/sbin/nginx' \"\$@\""
    } > "$box/nginx"
    chmod +x "$box/nginx"
}

if [ -n "${NGINX:-}" ] && ! command -v "$NGINX" >/dev/null; then
    give_up "NGINX=$NGINX is not a program."
fi
mkdir -p .cache
exec 9>.cache/nginx.lock
flock 9
if ! found_nginx >/dev/null; then
    command -v apt-get >/dev/null || give_up "No nginx on this machine and no apt-get to fetch it: install it, or name it with NGINX=."
    if may_install; then
        install_nginx || say "apt-get could not install nginx: see above."
    fi
    found_nginx >/dev/null || unpack_nginx
fi
nginx=$(found_nginx)
"$nginx" -v 2>/dev/null || give_up "$nginx does not start: see above."
echo "NGINX=$nginx"
