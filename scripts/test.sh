#!/usr/bin/env bash
# What must be true of every change; with `all`, everything (make test-all). All steps run, also after one has failed.
# The last lines say which failed, what was skipped, and how long it took. With CI=true a skip is a failure.
set -u
cd "$(dirname "$0")/.." || exit
if [ "${1:-}" = all ]; then export TESTS=all; else unset TESTS; fi
scripts/setup.sh test || exit 1
# Compiled once, not again at each of the hundreds of starts that the tests make.
unset PYTHONDONTWRITEBYTECODE
PATH="$PWD/.venv/bin:$PATH"
unset DATABASE_URL

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'kill $(jobs -p) 2>/dev/null; exit 130' INT TERM
export OPENUPR_HOME="$work/home" TESTS_HOMES="$work/homes"
failed=() skipped=()

timed() {
    local began=$SECONDS
    "$@" && echo "   done in $((SECONDS - began)) s"
}
step() {
    local name=$1
    shift
    echo "== $name"
    timed "$@" || failed+=("$name")
}
# beside NAME COMMAND... begins a step that runs beside the others; ended NAME waits for it and shows what it said.
declare -A process
beside() {
    local name=$1
    shift
    timed "$@" >"$work/$name" 2>&1 &
    process[$name]=$!
}
ended() {
    [ -n "${process[$1]:-}" ] || return
    echo "== $1"
    wait "${process[$1]}" || failed+=("$1")
    cat "$work/$1"
}
# A test that hangs is to fail, not to keep everybody waiting.
suite() {
    local processes=$1
    shift
    "$@" timeout --foreground --kill-after=20 3600 python -m pytest -q -rs -n "$processes"
}
checks() {
    local code=0
    ruff check . || code=1
    ruff format --check . || code=1
    djangofmt --check openupr || code=1
    for part in scripts/*.sh .ci/run; do bash -n "$part" || code=1; done
    lint-imports --no-logo || code=1
    openupr check --fail-level WARNING || code=1
    openupr makemigrations --check --dry-run || code=1
    return $code
}

if ! scripts/browser.sh >/dev/null && grep -q '^ID=ubuntu' /etc/os-release 2>/dev/null; then
    playwright install --with-deps chromium || playwright install chromium
fi
if browser=$(scripts/browser.sh) && playwright --version >/dev/null; then
    export OPENUPR_CHROMIUM=$browser
else
    skipped+=("the journeys in a browser; the line that begins with Missing says how to install one")
fi
command -v soffice >/dev/null ||
    skipped+=("our Word files in LibreOffice; apt-get install libreoffice-writer-nogui")

# With that of PostgreSQL one process more than there are cores: many a test waits for a server or a browser.
processes=$(($(nproc) < 8 ? $(nproc) : 7))
# What mypy keeps serves its next run, which a machine of CI never makes.
types=(mypy)
[ "${CI:-}" = true ] && types+=(--cache-dir=/dev/null)
beside "Types" "${types[@]}"
# The one process on PostgreSQL collects alone: in a fresh folder this compiles the product and its tests, which the
# processes that follow would each do for themselves.
if scripts/postgres-programs.sh >/dev/null; then
    export TESTS_COLLECTED="$work/collected"
    beside "Tests on PostgreSQL" suite 0 scripts/with-postgres.sh
    until [ -e "$TESTS_COLLECTED" ] || ! kill -0 "${process["Tests on PostgreSQL"]}" 2>/dev/null; do sleep 0.2; done
else
    skipped+=("the tests on PostgreSQL; apt-get install postgresql")
fi
beside "Style, format, contracts, settings, migrations" checks
step "Tests on SQLite" suite "$processes"
ended "Tests on PostgreSQL"
ended "Style, format, contracts, settings, migrations"
ended "Types"
if [ "${TESTS:-}" = all ]; then
    # The evening in UTC is the next day in Phnom Penh; the last day of February ends a short month.
    for moment in 23:30 "$(($(date +%Y) + 1))-02-28 00:30"; do
        PYTEST_ADDOPTS="-m dates" step "Tests that use dates, at $moment UTC" suite "$processes" scripts/at-another-hour.sh "$moment"
    done
fi

echo
for what in "${skipped[@]}"; do echo "Skipped: $what"; done
for what in "${failed[@]}"; do echo "Failed: $what"; done
# Of this shell, and of all that it has waited for: minutes and seconds, user and system, a line each.
times >"$work/times"
used=$(tr 'ms' '  ' <"$work/times" | awk '{ total += 60 * $1 + $2 + 60 * $3 + $4 } END { printf "%d", total }')
took="$SECONDS s, $used s of processor time"
if [ "${CI:-}" = true ] && [ ${#skipped[@]} -gt 0 ]; then
    echo "With CI=true nothing may be skipped. It took $took."
    exit 1
fi
if [ ${#failed[@]} -gt 0 ]; then
    echo "It took $took."
    exit 1
fi
echo "All is well, in $took."
