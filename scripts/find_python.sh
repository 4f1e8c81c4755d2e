#!/bin/sh
# Print the path of a Python 3.11 or newer. PYTHON= names another one to use.
set -eu

new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

for candidate in ${PYTHON:+"$PYTHON"} python3.11 python3 python; do
    if command -v "$candidate" >/dev/null 2>&1 && new_enough "$candidate"; then
        # The interpreter itself, not a shim that may point elsewhere tomorrow.
        "$candidate" -c 'import os, sys; print(os.path.realpath(sys.executable))'
        exit 0
    fi
    if [ "$candidate" = "${PYTHON:-}" ]; then
        echo "PYTHON=$PYTHON is not a Python 3.11 or newer." >&2
        exit 1
    fi
done

found=$(command -v python3 >/dev/null 2>&1 && python3 --version 2>&1 || echo "no python3")
echo "Python 3.11 or newer is needed, found: $found. On Debian 12: apt-get install python3; elsewhere name one with PYTHON=/path/to/python3." >&2
exit 1
