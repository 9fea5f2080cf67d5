#!/usr/bin/env bash
# Prints the folder of the newest PostgreSQL server's programs on this machine; fails where there is none.
set -u
for folder in $(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -t/ -k5 -rn); do
    if [ -x "$folder/initdb" ] && [ -x "$folder/postgres" ]; then
        echo "$folder"
        exit 0
    fi
done
found=$(command -v initdb 2>/dev/null) && [ -x "$(dirname "$found")/postgres" ] && dirname "$found"
