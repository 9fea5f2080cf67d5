#!/usr/bin/env bash
# Renews the lock files: exact versions and hashes of everything, for every Python and system OpenUPR runs on.
# Each holds all of those before it; openupr/project/tests/test_locks.py looks.
set -euo pipefail
cd "$(dirname "$0")/.."
lock() {
    local file=$1
    shift
    .venv/bin/uv pip compile pyproject.toml --group pyproject.toml:build "$@" --universal --python-version 3.11 --upgrade \
        --generate-hashes --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" --quiet -o "$file"
}
lock requirements.lock --extra meaning
lock requirements-postgres.lock --constraints requirements.lock --extra meaning --extra postgres
lock requirements-dev.lock --constraints requirements-postgres.lock --extra dev
lock requirements-bench.lock --constraints requirements-dev.lock --extra dev --extra bench
