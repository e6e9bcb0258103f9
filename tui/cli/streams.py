"""The program's two streams: in UTF-8, and lived without where they are closed, full or read by nobody."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TextIO


def prepare() -> None:
    """Both streams speak UTF-8. One that was closed before we began takes in what nobody wants."""
    # Python gives None for a closed one, and print() would then write to the other.
    if not sys.stdout:
        sys.stdout = _nowhere()
    if not sys.stderr:
        sys.stderr = _nowhere()
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")


def say(line: str) -> None:
    """One line on stderr. Where that cannot be written, only the exit code tells."""
    try:
        print(line, file=sys.stderr, flush=True)
    except OSError:
        sys.stderr = _nowhere()


def answer(text: str) -> None:
    """`text` on stdout, out of our hands. Raises Refused where it cannot be written; nobody reading is no fault."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        leave_alone()
    except OSError as error:
        from checklists.refused import Refused

        sys.stdout = _nowhere()
        raise Refused("output_failed", file="stdout", reason=error.strerror or "-") from None


def leave_alone() -> None:
    """Nobody reads any more: end quietly, also when Python flushes at its end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())


def _nowhere() -> TextIO:
    return Path(os.devnull).open("w", encoding="utf-8")
