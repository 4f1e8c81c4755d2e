#!/bin/bash
# Get ready what the browser tests need: a Chromium, a Chinese font, and what Playwright's driver lacks.
#
# Prints NAME=value lines for the environment of the tests (CHROMIUM, perhaps PLAYWRIGHT_NODEJS_PATH);
# all else is said on stderr.
#
# CHROMIUM= names a browser. Otherwise one of the system is taken. What is missing is installed from
# Debian's packages (as root or with sudo), or, without any rights, unpacked from them into
# .cache/browser and started from there.
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=scripts/debian_packages.sh
. scripts/debian_packages.sh

box=$PWD/.cache/browser
proof=$PWD/.cache/browser-starts

# --- what is there -----------------------------------------------------------------------------------

system_browser() {
    local name
    for name in ${CHROMIUM:+"$CHROMIUM"} chromium chromium-browser google-chrome google-chrome-stable; do
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

driver_node() { # the node program inside the Python package playwright
    local node
    for node in .venv/lib/python3*/site-packages/playwright/driver/node; do
        [ ! -x "$node" ] || echo "$PWD/$node"
    done
}

driver_starts() {
    local node
    node=$(driver_node)
    [ -z "$node" ] || "$node" --version >/dev/null 2>&1
}

missing_packages() {
    system_browser >/dev/null || echo chromium
    has_chinese_font || echo fonts-noto-cjk
    driver_starts || echo libatomic1
}

opens_a_page() { # opens_a_page BROWSER, without a screen
    local profile status=0
    profile=$(mktemp -d)
    timeout 120 "$1" --headless --no-sandbox --disable-gpu --disable-dev-shm-usage --no-first-run \
        --disable-background-networking --disable-component-update --disable-sync \
        --user-data-dir="$profile" --dump-dom 'data:text/html,<p>ready' 2>"$profile/log" </dev/null \
        | grep -q ready || status=1
    [ $status = 0 ] || tail -5 "$profile/log" >&2
    rm -rf "$profile"
    return $status
}

# --- without rights: started from where they are unpacked --------------------------------------------

write_fonts_conf() {
    cat > "$box/fonts.conf" <<EOF
<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>/usr/share/fonts</dir>
  <dir>$box/root/usr/share/fonts</dir>
  <cachedir>$box/fontconfig</cachedir>
</fontconfig>
EOF
}

write_launcher() { # write_launcher NAME PROGRAM: $box/NAME starts PROGRAM with what is unpacked
    {
        echo '#!/bin/sh'
        echo "export FONTCONFIG_FILE='$box/fonts.conf'"
        # A program of the system keeps to the system's libraries.
        case $2 in "$box"/* | "$(driver_node)") echo "export LD_LIBRARY_PATH='$(library_path "$box")'" ;; esac
        echo "exec '$2' \"\$@\""
    } > "$box/$1"
    chmod +x "$box/$1"
}

unpack_missing() { # unpack_missing NAME…, once: a stamp with their names is written last
    if [ "$(cat "$box/unpacked" 2>/dev/null)" != "$*" ]; then
        unpack_packages "$box" 'name a Chromium with CHROMIUM=' "$@"
        write_fonts_conf
        write_launcher chromium "$(system_browser || echo "$box/root/usr/lib/chromium/chromium")"
        driver_starts || write_launcher node "$(driver_node)"
        echo "$*" > "$box/unpacked"
    fi
}

# --- all together ------------------------------------------------------------------------------------

# Our own answer of an earlier call is no wish of the caller's.
if [ "${CHROMIUM:-}" = "$box/chromium" ]; then
    unset CHROMIUM
fi
if [ -n "${CHROMIUM:-}" ] && ! command -v "$CHROMIUM" >/dev/null; then
    give_up "CHROMIUM=$CHROMIUM is not a program."
fi

mkdir -p .cache
exec 9>.cache/browser.lock
flock 9

node=
mapfile -t missing < <(missing_packages)
if [ ${#missing[@]} != 0 ] && may_install; then
    install_packages "${missing[@]}" || say "apt-get could not install ${missing[*]}: see above."
    mapfile -t missing < <(missing_packages)
fi
if [ ${#missing[@]} = 0 ]; then
    browser=$(system_browser)
else
    unpack_missing "${missing[@]}"
    browser=$box/chromium
    [ ! -x "$box/node" ] || node=$box/node
fi

# Proved once for each browser and version; asking again costs nothing.
identity="$browser $(stat -Lc '%s %Y' "$browser")"
if [ "$(cat "$proof" 2>/dev/null)" != "$identity" ]; then
    opens_a_page "$browser" || give_up "$browser does not open a page: see above. Another one can be named with CHROMIUM=."
    echo "$identity" > "$proof"
fi
if [ -n "$node" ]; then
    "$node" --version >/dev/null || give_up "$node does not start: see above."
fi

echo "CHROMIUM=$browser"
[ -z "$node" ] || echo "PLAYWRIGHT_NODEJS_PATH=$node"
