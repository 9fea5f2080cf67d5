#!/bin/sh
# Installs OpenUPR from this folder, without a network, the first time; then starts it. What follows goes to
# `openupr serve`: ./start.sh --host 0.0.0.0
set -eu
here=$(cd "$(dirname "$0")" && pwd)
program=$here/program
wanted=$(cat "$here/python-version")

python=
for each in "${PYTHON:-python$wanted}" python3; do
    if found=$("$each" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null) && [ "$found" = "$wanted" ]; then
        python=$each
        break
    fi
done
if [ -z "$python" ]; then
    echo "This bundle needs Python $wanted. Install it, or make the bundle with the Python that this computer has." >&2
    exit 1
fi

# A virtual environment does not survive being moved, nor half an installation.
if [ "$(cat "$program/installed" 2>/dev/null)" != "$here" ]; then
    echo "Installing into $program ..."
    rm -rf "$program"
    "$python" -m venv --without-pip "$program"
    # A wheel is a ZIP, and Python runs what is in one.
    pip_wheel=$(echo "$here"/wheels/pip-*.whl)
    pip() {
        "$program/bin/python" "$pip_wheel/pip" --disable-pip-version-check --quiet --no-cache-dir install \
            --no-index --find-links "$here/wheels" "$@"
    }
    pip --require-hashes -r "$here/requirements.lock"
    pip --no-deps "$here"/wheels/openupr-*.whl
    echo "$here" >"$program/installed"
fi
exec "$program/bin/openupr" serve "$@"
