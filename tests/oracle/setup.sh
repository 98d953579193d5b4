#!/usr/bin/env bash
# Makes an environment with the real Alembic, once, and prints its python.
#
#   setup.sh [FOLDER [REQUIREMENTS]]   default: target/oracle, requirements.txt beside this
#   setup.sh --check                   whether there is a python to make it with
#
# requirements.txt is the Alembic that the sample systems run; requirements-1.20.txt
# the one whose SQL `bridge translate` equals (expectations.py).
#
# PYTHON names the interpreter to start from. Nothing is installed outside
# FOLDER; what the system lacks is said.
set -euo pipefail

here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
root="$(cd "$here/../.." && pwd)"

# A python without `ensurepip` (Debian's, before python3-venv is installed)
# makes a venv without pip, so that is asked first.
find_python() {
    local candidate
    for candidate in ${PYTHON:-} python3 /usr/bin/python3 python3.13 python3.12 python3.11 python3.10; do
        if command -v "$candidate" >/dev/null 2>&1 &&
            "$candidate" -c 'import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 9))' 2>/dev/null; then
            echo "$candidate"
            return
        fi
    done
    echo "no python3 (3.9 or newer) that can make a virtual environment; on Debian: apt-get install python3 python3-venv" >&2
    return 1
}

if [ "${1:-}" = --check ]; then
    find_python >/dev/null 2>&1
    exit
fi

folder="${1:-${CARGO_TARGET_DIR:-$root/target}/oracle}"
python="$folder/bin/python"
requirements="${2:-$here/requirements.txt}"
stamp="$folder/requirements.txt"

if [ -x "$python" ] && cmp -s "$requirements" "$stamp"; then
    echo "$python"
    exit 0
fi

base="$(find_python)"
rm -rf "$folder"
mkdir -p "$(dirname "$folder")"
"$base" -m venv "$folder" >&2
"$python" -m pip install --quiet --disable-pip-version-check -r "$requirements" >&2
cp "$requirements" "$stamp"
echo "$python"
