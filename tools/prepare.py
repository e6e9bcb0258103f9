"""Makes the virtual environment that `demo` and `check` run in; quick when it already stands.

Runs on any Python from 3.11 with the standard library alone. The environment is `.venv` in the project, or
`.venv-3.12` and the like where PYTHON asks for another version than `.venv` has; AKTSOM_VENV names another.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("tui", "db", "checklists", "exchange")
PINS = {"run": "requirements.txt", "dev": "requirements-dev.txt"}
INSTALLED_FROM = ("pyproject.toml", "hatch_build.py")


class NotPrepared(Exception):
    """The environment cannot be made; the text says why and what to do."""


def version_of(python: Path | str) -> str:
    """Major and minor version of an interpreter, or nothing if it does not start or is too old."""
    told = "import sys; print('%d.%d' % sys.version_info[:2] if sys.version_info >= (3, 11) else '')"
    try:
        done = subprocess.run([python, "-c", told], capture_output=True, text=True, check=False)
    except OSError:
        return ""
    return done.stdout.strip()


def place() -> Path:
    """The folder of the environment."""
    if named := os.environ.get("AKTSOM_VENV"):
        return Path(named).resolve()
    usual = ROOT / ".venv"
    present = version_of(usual / "bin" / "python")
    wanted = ".".join(map(str, sys.version_info[:2]))
    if present and present != wanted and os.environ.get("PYTHON"):
        return ROOT / f".venv-{wanted}"
    return usual


def run(*command: Path | str) -> None:
    """Runs a step quietly; if it fails, what it said is the reason."""
    quiet = {**os.environ, "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_REQUIRE_VIRTUALENV": "0"}
    done = subprocess.run(
        command, cwd=ROOT, env=quiet, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    if done.returncode:
        raise NotPrepared(f"{done.stdout.strip()}\n\nThis step failed: {' '.join(map(str, command))}")


def make(folder: Path) -> None:
    """An empty environment with pip. Debian packs ensurepip apart: without it, pip fills it from outside."""
    if importlib.util.find_spec("ensurepip"):
        run(sys.executable, "-m", "venv", "--clear", folder)
    elif importlib.util.find_spec("venv") and importlib.util.find_spec("pip"):
        run(sys.executable, "-m", "venv", "--clear", "--without-pip", folder)
        run(sys.executable, "-m", "pip", "--python", folder / "bin" / "python", "install", "pip")
    else:
        raise NotPrepared(
            "This Python can make no virtual environment. Install the package python3-venv (on Debian and\n"
            "Ubuntu: apt install python3-venv), or choose another Python: PYTHON=/path/to/python3.12"
        )


def fingerprint(pins: str) -> str:
    """What an environment was made from: it is made anew, or brought up to date, when this changes."""
    parts = [str(ROOT).encode(), *((ROOT / name).read_bytes() for name in (*INSTALLED_FROM, pins))]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def prepare(kind: str) -> Path:
    """The Python of an environment with everything of `kind` ("run" or "dev"; dev has what run needs)."""
    folder = place()
    python = folder / "bin" / "python"
    stamps = {each: folder / f".aktsom-{each}" for each in PINS}
    wanted = {each: fingerprint(pins) for each, pins in PINS.items()}
    stands = bool(version_of(python))
    for each in ("dev", kind):
        if stands and stamps[each].is_file() and stamps[each].read_text() == wanted[each]:
            refresh(python)
            return python
    print(f"Preparing {folder} (a minute or two the first time) …", file=sys.stderr, flush=True)
    if not stands:
        make(folder)
    pip = (python, "-m", "pip", "install", "--quiet")
    run(*pip, "--requirement", PINS[kind])
    run(*pip, "--no-deps", "--no-build-isolation", "--editable", ".")
    refresh(python)
    stamps[kind].write_text(wanted[kind])
    return python


def refresh(python: Path) -> None:
    """Catalogues and bytecode as new as their sources: without bytecode a start takes four times as long."""
    run(python, "hatch_build.py")
    run(python, "-m", "compileall", "-q", *(room for room in ROOMS if (ROOT / room).is_dir()))


def main() -> int:
    """Prints the environment's Python."""
    try:
        print(prepare(sys.argv[1] if len(sys.argv) > 1 else "run"))
    except NotPrepared as why:
        print(why, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
