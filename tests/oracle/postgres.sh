#!/usr/bin/env bash
# A throwaway PostgreSQL server for the tests.
#
#   postgres.sh find            prints the folder of initdb and pg_ctl
#   postgres.sh start FOLDER    starts a server in FOLDER, prints its URL
#   postgres.sh stop FOLDER     stops it and removes FOLDER
#   postgres.sh crash FOLDER    stops it as a crash would, and starts it again
#
# It listens on a free port of 127.0.0.1 and asks for a password, so that wrong
# passwords can be tested. It does not sync: nothing in it is to be kept.
# BRIDGE_TEST_AUTH=password spares clients the 4096 rounds of SCRAM, most of what
# a debug build does for a short run.
set -euo pipefail

password=bridge-test

find_binaries() {
    local initdb
    for initdb in /usr/lib/postgresql/*/bin/initdb "$(command -v initdb 2>/dev/null || true)"; do
        if [ -x "$initdb" ] && [ -x "$(dirname "$initdb")/pg_ctl" ]; then
            dirname "$initdb"
            return
        fi
    done
    echo "no PostgreSQL server found; on Debian: apt-get install postgresql" >&2
    return 1
}

# The server refuses to run as root.
as_server_user() {
    if [ "$(id -u)" = 0 ]; then
        runuser -u postgres -- "$@"
    else
        "$@"
    fi
}

start() {
    local folder="$1" binaries port attempt
    binaries="$(find_binaries)"
    mkdir -p "$folder"
    printf '%s\n' "$password" >"$folder/password"
    if [ "$(id -u)" = 0 ]; then chown -R postgres "$folder"; fi
    cd "$folder"
    as_server_user "$binaries/initdb" -D "$folder/data" -U postgres -E UTF8 --locale=C.UTF-8 \
        -A "${BRIDGE_TEST_AUTH:-scram-sha-256}" --pwfile="$folder/password" --no-sync >"$folder/initdb.log"
    for attempt in 1 2 3 4 5; do
        port=$((20000 + RANDOM % 20000))
        if as_server_user "$binaries/pg_ctl" -D "$folder/data" -l "$folder/server.log" -w -t 60 \
            -o "-p $port -k '$folder' -c listen_addresses=127.0.0.1 -c fsync=off -c full_page_writes=off -c max_connections=200 -c timezone=UTC" \
            start >/dev/null; then
            echo "postgresql://postgres:$password@127.0.0.1:$port/postgres"
            return
        fi
    done
    cat "$folder/server.log" >&2
    return 1
}

stop() {
    local folder="$1" binaries
    binaries="$(find_binaries)"
    if [ -f "$folder/data/postmaster.pid" ]; then
        (cd "$folder" && as_server_user "$binaries/pg_ctl" -D "$folder/data" -m immediate -w stop >/dev/null) || true
    fi
    rm -rf "$folder"
}

crash() {
    local folder="$1" binaries
    binaries="$(find_binaries)"
    # The options are those of the first start.
    (cd "$folder" && as_server_user "$binaries/pg_ctl" -D "$folder/data" -l "$folder/server.log" \
        -m immediate -w -t 60 restart >/dev/null)
}

case "${1:-}" in
find) find_binaries ;;
start) start "$2" ;;
stop) stop "$2" ;;
crash) crash "$2" ;;
*)
    sed -n '2,12p' "${BASH_SOURCE[0]}" >&2
    exit 2
    ;;
esac
