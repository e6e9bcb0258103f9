"""What a person typed, read as a date or a number; and what is kept, as it can be typed again."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from checklists.answer import refuse_two_ways
from checklists.form import NUMBERS
from checklists.formats import NBSP, day_of_year, month_of
from checklists.formats import day as written_day
from checklists.values import Refused
from checklists.words import N_, words

if TYPE_CHECKING:
    from checklists.contract import OwnClause

FIRST_YEAR = 1900
"""No earlier year can be meant where a person writes a date: it is a slip of the finger."""


def told(day: date | None, language: str) -> str:
    """A date as the language writes it, and as `day_of` reads it again; empty for none."""
    return written_day(day, language).replace(NBSP, " ") if day else ""


def day_cells(language: str) -> int:
    """Cells that any date has room in."""
    return max(len(told(date(2026, month, 30), language)) for month in (9, 12))


def day_of(text: str) -> date | None:
    """`31.12.2026`, `31 December 2026` or `2026-12-31` as a date, None when empty; Refused when it is no date that
    can be meant."""
    written = text.strip()
    if not written:
        return None
    found = re.fullmatch(r"([0-9]{1,2})(?:\.([0-9]{1,2})\.|\s+([A-Za-z]{3,9})\s+)([0-9]{4})", written)
    try:
        if found:
            month = int(found[2]) if found[2] else month_of(found[3])
            read = date(int(found[4]), month, int(found[1]))
        elif re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", written):
            read = date.fromisoformat(written)
        else:
            raise ValueError(written)
    except ValueError:
        raise Refused("date_not_understood", given=written[:40]) from None
    if read.year < FIRST_YEAR:
        raise Refused("date_too_early", given=written[:40], first=str(FIRST_YEAR))
    return read


def as_kept(kind: str, written: str) -> str:
    """What was typed as the answer to a question, or in a column, of this type: a date becomes ISO text.

    Refused as `day_of` says, and where a number may be two.
    """
    if kind in NUMBERS:
        refuse_two_ways(written)
    if kind != "date":
        return written
    day = day_of(written)
    return day.isoformat() if day else ""


def as_typed(kind: str, kept: str, language: str) -> str:
    """An answer as a person would type it: `12,5`, `31.12.2026`. What is none of its type stands as it is."""
    if kind == "date":
        try:
            return told(date.fromisoformat(kept), language)
        except ValueError:
            return kept
    return kept.replace(".", ",") if kind in NUMBERS and language != "en" else kept


def documentation_told(own: OwnClause, documented: date | None, language: str) -> tuple[str, ...]:
    """When a contract's own clause is to be documented each year, and when it last was, as far as is known."""
    if not own.documentation_due:
        return ()
    text = words(language).text
    yearly = day_of_year(own.documentation_due, language).replace(NBSP, " ")
    due = text(N_("documentation by {day} every year"), day=yearly)
    return (due, text(N_("last documented {day}"), day=told(documented, language))) if documented else (due,)


def documents_told(days: int, language: str) -> str:
    """What a deadline rests on that the contract gives for handing over documents."""
    return words(language).count(
        N_("{n} day to hand over documents, by the contract"),
        N_("{n} days to hand over documents, by the contract"),
        days,
    )
