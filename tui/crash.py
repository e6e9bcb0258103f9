"""A fault in the program: a report without anything that somebody wrote, and one sentence about it."""

from __future__ import annotations

import os
import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path

from platformdirs import user_state_path

from checklists.words import N_, words


def kept_report(language: str, folder: Path | None = None) -> str:
    """Report the fault being handled, which ends the app."""
    name, where = _kept(sys.exc_info()[1], folder)
    return words(language).text(
        N_(
            "aktsom met a fault in itself ({name}) and stopped. What was kept is safe. The report lies in {where}."
        ),
        name=name,
        where=where,
    )


def told_fault(error: BaseException, language: str, folder: Path | None = None) -> str:
    """Report a fault that the app lives on after: what was asked was not done."""
    name, where = _kept(error, folder)
    return words(language).text(
        N_("A fault in aktsom ({name}): this was not done. The report lies in {where}."),
        name=name,
        where=where,
    )


def _kept(error: BaseException | None, folder: Path | None) -> tuple[str, str]:
    """Write where it happened (files, lines, kinds of error; no values, no messages). Its name, and the file."""
    lines = [
        f"{frame.filename}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(error.__traceback__ if error else None)
    ]
    cause = error
    while cause is not None:
        lines.append(type(cause).__name__)
        cause = cause.__cause__ or cause.__context__
    number = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
    try:
        place = folder or user_state_path("aktsom")
        place.mkdir(parents=True, exist_ok=True, mode=0o700)
        file = place / f"fault-{number}.log"
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as report:
            report.write("\n".join(lines) + "\n")
        where = str(file)
    except OSError:
        where = "-"
    return type(error).__name__, where
