#!/bin/bash
# Write constraints.txt: the versions that a fresh installation of the requirements settles on.
# What is pinned already stays, unless the requirements ask for something else.
set -euo pipefail
cd "$(dirname "$0")/.."

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp requirements.txt requirements-dev.txt "$work"
# A version named in the requirements wins over the one pinned before.
named=$(sed -nE 's/^([A-Za-z0-9_.-]+)==.*/\1/p' requirements.txt requirements-dev.txt | paste -sd'|')
grep -viE "^($named)==" constraints.txt > "$work/constraints.txt" || true

"$(scripts/find_python.sh)" scripts/bootstrap_venv.py "$work/venv"
"$work/venv/bin/python" -m pip install --disable-pip-version-check --no-input --only-binary :all: \
    -r "$work/requirements-dev.txt"
{
    echo "# Every package that requirements.txt and requirements-dev.txt bring along, at the version last tested."
    echo "# Made by: make lock"
    "$work/venv/bin/python" -m pip freeze | LC_ALL=C sort -f
} > constraints.txt
