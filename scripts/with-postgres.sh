#!/usr/bin/env bash
# Runs a command with DATABASE_URL pointing at a private PostgreSQL that is thrown away afterwards:
#   with-postgres.sh COMMAND ARGUMENT...
# No password, no port: a socket in a folder that only its owner may enter. Nothing is kept on disk for sure
# (fsync off), which a test needs least of all. Its log is not recycled, as docs/security.md asks for.
set -euo pipefail
programs=$("$(dirname "$0")/postgres-programs.sh") || { echo "PostgreSQL's server is not installed." >&2; exit 69; }
folder=$(mktemp -d /tmp/openupr-postgres.XXXXXX)

# PostgreSQL refuses to run as root; then it runs as the system's user for it.
if [ "$(id -u)" = 0 ]; then
    owner=postgres
    id "$owner" >/dev/null 2>&1 || owner=nobody
    chown "$owner" "$folder"
    as_owner() { (cd / && exec runuser -u "$owner" -- "$@"); }
else
    as_owner() { (cd / && exec "$@"); }
fi
stop() {
    as_owner "$programs/pg_ctl" -D "$folder/data" -m immediate -w stop >/dev/null 2>&1 || true
    # Waited for, so that its processor time is counted.
    wait || true
    rm -rf "$folder"
}
trap stop EXIT
trap 'exit 130' INT TERM

as_owner "$programs/initdb" -D "$folder/data" -U openupr --auth=trust --encoding=UTF8 --locale=C.UTF-8 --no-sync >"$folder/initdb.log" 2>&1 ||
    { cat "$folder/initdb.log" >&2; exit 70; }
as_owner "$programs/postgres" -D "$folder/data" -k "$folder" -c listen_addresses= -c wal_recycle=off -c fsync=off \
    -c synchronous_commit=off -c full_page_writes=off -c shared_buffers=512MB -c max_connections=100 >"$folder/server.log" 2>&1 &
server=$!
until "$programs/pg_isready" -q -h "$folder"; do
    kill -0 "$server" 2>/dev/null || { cat "$folder/server.log" >&2; exit 70; }
    sleep 0.1
done
as_owner "$programs/createdb" -h "$folder" -U openupr openupr

export DATABASE_URL="postgresql://openupr@${folder//\//%2F}/openupr"
"$@"
