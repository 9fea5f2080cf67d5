#!/usr/bin/env bash
# Runs a command with the clock of Python set to a moment in UTC: scripts/at-another-hour.sh '23:30' pytest -m dates
# The moment is what `date` reads: an hour of today ('23:30'), or a day and an hour ('2027-02-28 00:30').
# The processes that the command starts have the same clock.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
OPENUPR_TEST_CLOCK=$(($(date -u -d "$1" +%s) - $(date -u +%s)))
export OPENUPR_TEST_CLOCK PYTHONPATH="$here/another-hour${PYTHONPATH:+:$PYTHONPATH}"
echo "== In UTC it is $1 for: ${*:2}"
exec "${@:2}"
