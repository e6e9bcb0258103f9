"""Freezing a year: the summary stored as it was, with a fingerprint of the data behind it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from pydantic import ValidationError

from checklists.change import Act
from checklists.formats import day
from checklists.section4a import Summary, cutoff_of_freezing, summary
from checklists.values import InputRefused
from checklists.whole import HeldSummary
from checklists.words import N_, words
from tui.version import VERSION

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
    """Store the summary as it is now."""
    frozen = made.model_copy(update={"frozen": act.now.isoformat(), "program": VERSION, "then": None})
    return db.reports.freeze(made.year, frozen.canonical(), frozen.fingerprint, act)


def as_frozen(held: HeldSummary) -> Summary:
    """The summary as it was. Raises InputRefused("frozen_unreadable")."""
    try:
        return Summary.model_validate_json(held.json_text).model_copy(update={"frozen": held.frozen})
    except ValidationError:
        raise InputRefused("frozen_unreadable", year=held.year) from None


def beside_frozen(db: Database, made: Summary) -> Summary:
    """`made` with the summary that was frozen last, where the year has been frozen and that can be read."""
    held = next((each for each in db.reports.frozen(made.year) if each.frozen == made.frozen), None)
    try:
        return made.model_copy(update={"then": as_frozen(held)}) if held else made
    except InputRefused:
        return made
