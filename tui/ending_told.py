"""What is left undone when a deviation ends, in words that the command line and the app share."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from checklists.deviation import ENDED
from checklists.measure import Measure
from checklists.words import N_, words
from tui.plain import fit

_WIDEST: Final = 40


def still_open(status: str, measures: Iterable[Measure], language: str) -> str:
    """Which measures are still open when a deviation gets this status; nothing where none is, or it does not end."""
    left = [each for each in measures if each.status == "open"] if status in ENDED else []
    if not left:
        return ""
    return words(language).count(
        N_("{n} measure is still open: {measures}"),
        N_("{n} measures are still open: {measures}"),
        len(left),
        measures=", ".join(f"{each.id} {fit(each.text, _WIDEST).rstrip()}" for each in left),
    )
