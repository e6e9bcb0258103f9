"""That details about persons were deleted from a follow-up, and what stands where they stood."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from pydantic import Field

from checklists.conditions import AnswerValue, Cell
from checklists.decision import Proposal
from checklists.values import Frozen, Name, Text

GONE: Final = "[…]"
"""Stands where a text or a number stood. It needs no translation, and counts as an answer, as the text did."""
_MARK: Final = re.compile(r"\[(…|\d+)\]")


class Amount(Frozen):
    """How much was deleted."""

    comments: int = Field(default=0, ge=0)
    texts: int = Field(default=0, ge=0)
    """Answers in words."""
    cells: int = Field(default=0, ge=0)
    """Of tables with a row a person."""
    persons: int = Field(default=0, ge=0)
    """Ids of persons in samples."""
    evidence: int = Field(default=0, ge=0)
    """Pieces of evidence that rested on this follow-up alone."""
    files: int = Field(default=0, ge=0)


class Cleared(Frozen):
    """One deletion: when, by whom, under which rule, and how much."""

    day: date
    by: Name
    days: int | None = None
    """The rule: so many days after closing; None where none was set."""
    due: date | None = None
    """The day that gave."""
    why: Text = ""
    """The reason, where it was done before that day."""
    amount: Amount = Amount()
    proposals: tuple[Proposal, ...] = ()
    """What the answers proposed: some of what it rested on is no longer there."""


def is_mark(cell: Cell) -> bool:
    """Does `cell` stand where something was deleted: `[…]`, or `[3]` for the id of a person?"""
    return isinstance(cell, str) and _MARK.fullmatch(cell) is not None


def is_marked(value: AnswerValue) -> bool:
    """Is something of the answer deleted? Such an answer is nothing to go on from the year after."""
    if isinstance(value, str):
        return is_mark(value)
    return any(is_mark(cell) for row in value if isinstance(row, dict) for cell in row.values())
