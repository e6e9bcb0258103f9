# Sourced by the scripts beside it: sets $python to a Python of at least 3.11, or says in a sentence what is missing.
# PYTHON=python3.12 chooses.
fits() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

python=
if [ -n "${PYTHON:-}" ]; then
    if ! fits "$PYTHON"; then
        echo "PYTHON=$PYTHON does not start a Python of version 3.11 or newer." >&2
        exit 2
    fi
    python=$PYTHON
else
    for candidate in python3 python3.14 python3.13 python3.12 python3.11 python; do
        if fits "$candidate"; then
            python=$candidate
            break
        fi
    done
fi
if [ -z "$python" ]; then
    echo "aktsom needs Python 3.11 or newer, and none was found. Install one (on Debian and Ubuntu:" >&2
    echo "apt install python3 python3-venv), or name it: PYTHON=/path/to/python3.12 $0" >&2
    exit 2
fi
