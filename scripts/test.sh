#!/usr/bin/env bash
# Everything that must be true of a change. All steps run, also after one has failed; the last lines say which failed
# and what was skipped. With CI=true a skip is a failure.
set -u
cd "$(dirname "$0")/.." || exit
scripts/setup.sh test || exit 1
# Compiled once, not again at each of the hundreds of starts that the tests make.
unset PYTHONDONTWRITEBYTECODE
PATH="$PWD/.venv/bin:$PATH"
unset DATABASE_URL

home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
trap 'exit 130' INT TERM
export OPENUPR_HOME="$home/home"
failed=() skipped=()

step() {
    local name=$1 began=$SECONDS
    shift
    echo "== $name"
    if "$@"; then echo "   done in $((SECONDS - began)) s"; else failed+=("$name"); fi
}
# One process more than there are cores: many a test waits for a server or a browser that it has started.
processes=$(($(nproc) < 8 ? $(nproc) + 1 : 8))
# A test that hangs is to fail, not to keep everybody waiting.
suite() { "$@" timeout --foreground --kill-after=20 1800 python -m pytest -q -rs -n "$processes" --dist loadgroup; }

step "Style" ruff check .
step "Format" ruff format --check .
step "Templates" djangofmt --check openupr
step "Shell parts" sh -c 'for part in scripts/*.sh .ci/run; do bash -n "$part" || exit 1; done'
step "Types" mypy
step "Import contracts" lint-imports --no-logo
step "Django's own checks" openupr check --fail-level WARNING
step "No migration missing" openupr makemigrations --check --dry-run
if ! scripts/browser.sh >/dev/null && grep -q '^ID=ubuntu' /etc/os-release 2>/dev/null; then
    playwright install --with-deps chromium || playwright install chromium
fi
if browser=$(scripts/browser.sh) && playwright --version >/dev/null; then
    export OPENUPR_CHROMIUM=$browser
else
    skipped+=("the journeys in a browser; the line that begins with Missing says how to install one")
fi
step "All tests, on SQLite" suite
if scripts/postgres-programs.sh >/dev/null; then
    # What pages look like was seen in the first run.
    JOURNEY_WIDTHS="" HYPOTHESIS_PROFILE=again step "Whatever keeps anything, on PostgreSQL" suite scripts/with-postgres.sh
else
    skipped+=("all tests on PostgreSQL; apt-get install postgresql")
fi
command -v soffice >/dev/null ||
    skipped+=("our Word files in LibreOffice; apt-get install libreoffice-writer-nogui")

echo
for what in "${skipped[@]}"; do echo "Skipped: $what"; done
for what in "${failed[@]}"; do echo "Failed: $what"; done
if [ "${CI:-}" = true ] && [ ${#skipped[@]} -gt 0 ]; then
    echo "With CI=true nothing may be skipped."
    exit 1
fi
[ ${#failed[@]} -eq 0 ] && echo "All is well, in $SECONDS s."
