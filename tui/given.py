"""What a person typed, read as a date or a number; and what is kept, as it can be typed again."""

from __future__ import annotations

import re
from datetime import date

from checklists.answer import refuse_two_ways
from checklists.form import NUMBERS
from checklists.values import Refused

FIRST_YEAR, LAST_YEAR = 1900, 2199
"""Years that can be meant where a person writes a date; any other is a slip of the finger."""


def day_of(text: str) -> date | None:
    """`2026-12-31` or `31.12.2026` as a date, None when empty; Refused when it is no date that can be meant."""
    written = text.strip()
    if not written:
        return None
    try:
        if found := re.fullmatch(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})", written):
            read = date(int(found[3]), int(found[2]), int(found[1]))
        elif re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", written):
            read = date.fromisoformat(written)
        else:
            raise ValueError(written)
    except ValueError:
        raise Refused("date_not_understood", given=written[:40]) from None
    if not FIRST_YEAR <= read.year <= LAST_YEAR:
        raise Refused("date_out_of_range", given=written[:40], first=str(FIRST_YEAR), last=str(LAST_YEAR))
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
        found = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", kept)
        return f"{int(found[3])}.{int(found[2])}.{found[1]}" if found else kept
    return kept.replace(".", ",") if kind in NUMBERS and language != "en" else kept
