#!/bin/bash
# Make .venv and install the pinned requirements into it.
#
#   scripts/make_venv.sh run    what the dashboard needs
#   scripts/make_venv.sh dev    the same, and what tests and checks need
#
# A stamp with the checksum of what was asked for is written last, so that a second call returns
# at once and an interrupted one starts again from nothing.
set -euo pipefail
cd "$(dirname "$0")/.."

kind=${1:?run or dev}
case $kind in
    run) requirements='requirements.txt' ;;
    dev) requirements='requirements-dev.txt' ;;
    *) echo "make_venv.sh: run or dev, not '$kind'" >&2; exit 2 ;;
esac
python=$(scripts/find_python.sh)
venv=$PWD/.venv

# The folder and the interpreter belong to the checksum: a venv that was moved, or whose Python was
# replaced, is made anew.
base=$(printf '%s\n' "$venv" "$("$python" -VV)" "$python")
wanted() {
    { echo "$base"; cat constraints.txt requirements.txt; [ "$1" = run ] || cat requirements-dev.txt; } \
        | sha256sum | cut -d' ' -f1
}
stamp_of() { echo "$venv/.installed-$1"; }
is_current() {
    [ -x "$venv/bin/python" ] && [ "$(cat "$(stamp_of "$1")" 2>/dev/null)" = "$(wanted "$1")" ]
}

if is_current "$kind"; then
    exit 0
fi

# Two calls at once: the second waits, then finds the work done.
mkdir -p .cache
exec 9>.cache/venv.lock
flock 9
if is_current "$kind"; then
    exit 0
fi

if [ "$(cat "$venv/.base" 2>/dev/null)" != "$base" ] \
    || ! ls "$venv"/.installed-* >/dev/null 2>&1; then
    echo "Making .venv with $("$python" --version)" >&2
    rm -rf "$venv"
    "$python" scripts/bootstrap_venv.py "$venv"
    echo "$base" > "$venv/.base"
fi

# From here on an interruption leaves no stamp, hence a fresh start next time.
rm -f "$venv"/.installed-*
echo "Installing $requirements ($(grep -c '==' constraints.txt) pinned packages at most; a few minutes the first time)" >&2
# pip compiles one file after another; all cores do it in half the time.
if ! "$venv/bin/python" -m pip install --disable-pip-version-check --no-input --only-binary :all: --no-compile \
    -r "$requirements" >&2; then
    echo "Installing $requirements failed: see above. Another package index can be named with PIP_INDEX_URL=." >&2
    exit 1
fi
"$venv/bin/python" -m compileall -q -j 0 "$venv"/lib/python3*/site-packages >/dev/null || true
"$venv/bin/python" -m pip check --disable-pip-version-check >&2

wanted run > "$(stamp_of run)"
if [ "$kind" = dev ]; then
    wanted dev > "$(stamp_of dev)"
fi
