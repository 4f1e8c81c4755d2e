#!/bin/bash
# Print the path of a Chromium that can draw Chinese; all else is said on stderr.
#
# CHROMIUM= names one. Otherwise a browser of the system is taken, or Debian's is installed (as root
# or with sudo), or, without any rights, Debian's packages are unpacked into .cache/chromium and
# started from there. A Chinese font is looked after in the same way.
set -euo pipefail
cd "$(dirname "$0")/.."

box=$PWD/.cache/chromium
launcher=$box/chromium
font_package=fonts-noto-cjk

say() { echo "$*" >&2; }
give_up() { say "$*"; exit 1; }

system_browser() {
    local name
    for name in chromium chromium-browser google-chrome google-chrome-stable; do
        command -v "$name" && return
    done
    return 1
}

has_chinese_font() {
    if command -v fc-list >/dev/null; then
        [ -n "$(fc-list :lang=zh-cn family 2>/dev/null)" ]
    else
        [ -n "$(find /usr/share/fonts /usr/local/share/fonts "$HOME/.local/share/fonts" "$HOME/.fonts" \
            -iname '*cjk*' -print -quit 2>/dev/null)" ]
    fi
}

starts() { # starts BROWSER: it opens a page without a screen
    local profile status=0
    profile=$(mktemp -d)
    timeout 120 "$1" --headless --no-sandbox --disable-gpu --disable-dev-shm-usage --no-first-run \
        --disable-background-networking --disable-component-update --disable-sync \
        --user-data-dir="$profile" --dump-dom 'data:text/html,<p>ready' 2>"$profile/log" \
        | grep -q ready || status=1
    [ $status = 0 ] || tail -5 "$profile/log" >&2
    rm -rf "$profile"
    return $status
}

# --- with rights: Debian's packages, installed -----------------------------------------------------

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

may_install() {
    command -v apt-get >/dev/null || return 1
    [ "$(id -u)" = 0 ] || { command -v sudo >/dev/null && sudo -n true 2>/dev/null; }
}

install_packages() { # install_packages NAME…
    say "Installing $* with apt-get"
    # A foreign package list that does not answer must not stop us: the installation tells.
    as_root apt-get -o DPkg::Lock::Timeout=300 -q update >&2 || true
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 -q -y \
        --no-install-recommends install "$@" >&2 </dev/null
}

# --- without rights: Debian's packages, unpacked -----------------------------------------------------

unpack_packages() { # unpack_packages NAME…: they and what they need, into $box/root
    command -v apt-get >/dev/null && command -v dpkg-deb >/dev/null \
        || give_up "No $* on this machine and no apt-get to fetch it: install it, or name a Chromium with CHROMIUM=."
    say "No rights to install $*: unpacking Debian's packages into $box"
    local state=$box/apt
    mkdir -p "$state/lists/partial" "$state/archives/partial" "$box/root"
    local options=(
        -o Debug::NoLocking=1 -o Dir::State="$state" -o Dir::State::lists="$state/lists"
        -o Dir::State::status=/var/lib/dpkg/status -o Dir::Cache="$state"
        -o Dir::Cache::archives="$state/archives" -o Acquire::Languages=none
        -o APT::Sandbox::User="$(id -un)" -o APT::Update::Post-Invoke= -o APT::Update::Post-Invoke-Success=
    )
    apt-get "${options[@]}" -q update >&2 || true
    apt-get "${options[@]}" -q -y --no-install-recommends --download-only install "$@" >&2 </dev/null \
        || give_up "apt-get could not fetch $*: see above."
    local archive
    for archive in "$state"/archives/*.deb; do
        dpkg-deb -x "$archive" "$box/root"
    done
    rm -rf "$state"
}

write_fonts_conf() {
    {
        echo '<?xml version="1.0"?>'
        echo '<!DOCTYPE fontconfig SYSTEM "fonts.dtd">'
        echo '<fontconfig>'
        echo '  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>'
        echo "  <dir>$box/root/usr/share/fonts</dir>"
        echo '  <dir>/usr/share/fonts</dir>'
        echo "  <cachedir>$box/fontconfig</cachedir>"
        echo '  <alias><family>sans-serif</family><prefer><family>Noto Sans CJK SC</family></prefer></alias>'
        echo '</fontconfig>'
    } > "$box/fonts.conf"
}

write_launcher() { # write_launcher BROWSER: starts it with what is unpacked
    local libraries=$box/root/usr/lib/$(uname -m)-linux-gnu
    {
        echo '#!/bin/sh'
        echo "export FONTCONFIG_FILE='$box/fonts.conf'"
        # Only a browser that was unpacked needs libraries that were; one of the system keeps its own.
        case $1 in "$box"/*)
            echo "export LD_LIBRARY_PATH='$libraries:$libraries/nss:$box/root/lib/$(uname -m)-linux-gnu'" ;;
        esac
        echo "exec '$1' \"\$@\""
    } > "$launcher.new"
    chmod +x "$launcher.new"
    mv "$launcher.new" "$launcher"
}

unpacked_browser() { # a launcher for the system's browser, or an unpacked one, with an unpacked font
    local browser
    if [ -x "$launcher" ] && starts "$launcher"; then
        echo "$launcher"
        return
    fi
    rm -rf "$box"
    if browser=$(system_browser); then
        unpack_packages "$font_package"
    elif has_chinese_font; then
        unpack_packages chromium
        browser=$box/root/usr/lib/chromium/chromium
    else
        unpack_packages chromium "$font_package"
        browser=$box/root/usr/lib/chromium/chromium
    fi
    write_fonts_conf
    write_launcher "$browser"
    echo "$launcher"
}

# --- which of them -----------------------------------------------------------------------------------

if [ -n "${CHROMIUM:-}" ]; then
    browser=$(command -v "$CHROMIUM") || give_up "CHROMIUM=$CHROMIUM is not a program."
elif browser=$(system_browser) && has_chinese_font; then
    :
else
    mkdir -p .cache
    exec 9>.cache/chromium.lock
    flock 9
    missing=()
    system_browser >/dev/null || missing+=(chromium)
    has_chinese_font || missing+=("$font_package")
    if [ ${#missing[@]} = 0 ]; then
        browser=$(system_browser) # another process installed them meanwhile
    elif may_install && install_packages "${missing[@]}"; then
        browser=$(system_browser)
    else
        browser=$(unpacked_browser)
    fi
fi

# Proved once for each browser and version; asking again costs nothing.
proof=$PWD/.cache/chromium-starts
identity="$browser $(stat -Lc '%s %Y' "$browser")"
if [ "$(cat "$proof" 2>/dev/null)" != "$identity" ]; then
    starts "$browser" || give_up "$browser does not start: see above. Another one can be named with CHROMIUM=."
    mkdir -p .cache
    echo "$identity" > "$proof"
fi
echo "$browser"
