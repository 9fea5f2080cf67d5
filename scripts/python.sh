#!/usr/bin/env bash
# Prints the Python that OpenUPR will use: the newest of those it is tested with that can make virtual
# environments; else whatever `python3` is, if it is new enough. Prints nothing and fails where there is none.
# PYTHON=/path/to/python overrides.
set -u
suitable='import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 11))'
for name in ${PYTHON:-python3.13 python3.12 python3.11 python3 /usr/bin/python3}; do
    found=$(command -v "$name" 2>/dev/null) || continue
    if "$found" -c "$suitable" 2>/dev/null; then
        echo "$found"
        exit 0
    fi
done
exit 1
