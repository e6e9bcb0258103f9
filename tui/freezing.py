"""Freezing a year: the summary stored as it was, with a fingerprint of the data behind it."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import TYPE_CHECKING

from checklists.change import Act
from checklists.formats import day
from checklists.section4a import Summary, cutoff_of_freezing, summary
from checklists.whole import HeldSummary
from checklists.words import N_, words

if TYPE_CHECKING:
    from db.database import Database


def to_freeze(db: Database, year: int, language: str, today: date) -> Summary:
    """The summary of the year as it would be frozen today. Refused("year_not_begun")."""
    return summary(db.reports.facts(year, cutoff=cutoff_of_freezing(year, today)), language, today)


def still_running(made: Summary, language: str) -> str:
    """What to know of a summary that is frozen before its year is over; empty once it is over."""
    if made.cutoff == date(made.year, 12, 31):
        return ""
    told = N_("{year} is not over: it is frozen as of {day}. Freeze it again after 31 December.")
    return words(language).text(told, year=str(made.year), day=day(made.cutoff, language))


def freeze(db: Database, made: Summary, act: Act) -> HeldSummary:
    """Store the summary as it is now. The fingerprint is the SHA-256 of the journal's head and of the summary."""
    frozen = made.model_copy(update={"frozen": act.now.isoformat()})
    text = frozen.canonical()
    seq, head = db.journal.head()
    fingerprint = hashlib.sha256(f"{seq}:{head}:{text}".encode()).hexdigest()
    return db.reports.freeze(made.year, text, fingerprint, act)
