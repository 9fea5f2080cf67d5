#!/usr/bin/env bash
# The virtual environment .venv with exactly the locked packages:
#   setup.sh serve    what the product needs (and PostgreSQL's driver where DATABASE_URL asks for it)
#   setup.sh test     and what its tests need
#   setup.sh bench    and what it is measured against
# Does nothing when the locks, pyproject.toml and the folder are those of the last time.
set -euo pipefail
cd "$(dirname "$0")/.."
purpose=$1
parts=$([ "$purpose" = serve ] && echo serve || echo test)
if [ "$purpose" = serve ] && [[ ${DATABASE_URL:-} == postgres* ]]; then purpose=postgres; fi

lock_of() {
    case $1 in
        serve) echo requirements.lock ;;
        postgres) echo requirements-postgres.lock ;;
        test) echo requirements-dev.lock ;;
        bench) echo requirements-bench.lock ;;
    esac
}
# The folder's own path is part of it: a virtual environment does not survive being moved.
state() { { pwd; cat "$(lock_of "$1")" pyproject.toml scripts/setup.sh; } | sha256sum; }
if [ -x .venv/bin/python ] && [ "$(cat ".venv/stamp-$purpose" 2>/dev/null)" = "$(state "$purpose")" ]; then
    missing=$(scripts/system-parts.sh missing "$parts")
    # What could not be installed once is not tried again at every start, which may be far from any network.
    if [ -n "$missing" ] && [ "$missing" != "$(cat ".venv/missing-$parts" 2>/dev/null)" ]; then
        scripts/system-parts.sh install "$parts"
        scripts/system-parts.sh missing "$parts" >".venv/missing-$parts"
    elif [ -n "$missing" ]; then
        echo "$missing" >&2
    fi
    exit 0
fi

scripts/system-parts.sh install "$parts"
if ! .venv/bin/python -c 'import pip' 2>/dev/null || [ "$(cat .venv/stamp-folder 2>/dev/null || pwd)" != "$PWD" ]; then
    python=$(scripts/python.sh)
    echo "Making a virtual environment with $("$python" --version) ..."
    rm -rf .venv
    "$python" -m venv .venv
fi
pwd >.venv/stamp-folder
scripts/system-parts.sh missing "$parts" >".venv/missing-$parts"
lock=$(lock_of "$purpose")
echo "Installing the locked packages ($lock) ..."
pip() { .venv/bin/python -m pip --disable-pip-version-check --quiet "$@"; }
# A half-done installation must not look done.
rm -f .venv/stamp-serve .venv/stamp-postgres .venv/stamp-test .venv/stamp-bench
# The tests' lock holds uv, which installs the rest with a third of pip's work. Where it cannot (a mirror that only pip is
# told of), pip does.
uv_of() { awk '/^[^ #]/ { inside = /^uv==/ } inside' "$1"; }
installed=no
if [ -n "$(uv_of "$lock")" ] && pip install --require-hashes -r <(uv_of "$lock"); then
    if .venv/bin/uv pip install --python .venv/bin/python --quiet --require-hashes -r "$lock"; then installed=yes; fi
fi
if [ $installed = no ]; then pip install --require-hashes -r "$lock"; fi
# setuptools is in the lock, so that nothing is fetched past it.
pip install --no-deps --no-build-isolation --no-index -e .

# Each lock holds all of those before it.
for done in serve postgres test bench; do
    state "$done" >".venv/stamp-$done"
    if [ "$done" = "$purpose" ]; then break; fi
done
