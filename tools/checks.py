"""Every check in turn, then a summary. Quiet about what passes; the tests are shown as they run."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
NO_TESTS = 5
"""pytest's exit code when it ran none."""


def steps(arguments: list[str]) -> dict[str, list[str | Path]]:
    """Name and command of each check, the quick ones first."""
    return {
        "format": [BIN / "ruff", "format", "--check", "."],
        "lint": [BIN / "ruff", "check", "."],
        "types": [BIN / "pyright", "--pythonpath", sys.executable],
        "contracts": [BIN / "lint-imports"],
        "tests": [sys.executable, "-m", "pytest", "-n", str(workers()), "--dist", "worksteal", *arguments],
    }


def workers() -> int:
    """One more than there are cores: many tests wait for a screen as long as they reckon."""
    return (os.cpu_count() or 1) + 1


def run(name: str, command: list[str | Path]) -> int:
    """Exit code of one check. What it says is printed unless it passed; of the tests, always."""
    environment = {**os.environ, "PYRIGHT_PYTHON_IGNORE_WARNINGS": "1"}
    if name == "tests":
        return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode:
        print(f"── {name} ──\n{done.stdout.rstrip()}\n", flush=True)
    return done.returncode


def main() -> int:
    """0 when all passed, 5 when all passed but no test was run, else 1."""
    ended: dict[str, tuple[int, float]] = {}
    for name, command in steps(sys.argv[1:]).items():
        begun = time.monotonic()
        ended[name] = run(name, command), time.monotonic() - begun
    said = {0: "passed"}
    print(f"\nSummary, Python {platform.python_version()}")
    for name, (code, seconds) in ended.items():
        print(f"  {name:<10} {said.get(code, 'FAILED'):<7} {seconds:6.1f} s")
    failed = {name: code for name, (code, _) in ended.items() if code}
    return 0 if not failed else NO_TESTS if failed == {"tests": NO_TESTS} else 1


if __name__ == "__main__":
    sys.exit(main())
