"""Dates as people write them. Day and month are never guessed: the form, or the column, decides."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import Literal

from checklists.values import Refused

Order = Literal["day first", "month first"]

_YEAR_FIRST = re.compile(
    r"^(\d{4})([-./])(\d{1,2})\2(\d{1,2})(?:[T ][\d:.]{1,15}(?:Z|[+-]\d\d:\d\d)?)?$", re.ASCII
)
_COMPACT = re.compile(r"^((?:19|20)\d\d)(\d\d)(\d\d)$", re.ASCII)
_YEAR_LAST = re.compile(r"^(\d{1,2})([-./])(\d{1,2})\2(\d{4})(?: [\d:.]{1,15})?$", re.ASCII)
_NAMED = re.compile(r"^(\d{1,2})(?:\.|st|nd|rd|th)?[ -]([^\W\d_]{3,9})\.?,?[ -](\d{4})$")
_SHORT_YEAR = re.compile(r"^\d{1,2}[-./]\d{1,2}[-./]\d{2}$", re.ASCII)
_SERIAL = re.compile(r"^[1-6]\d{4}(?:\.\d+)?$", re.ASCII)
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan januar january",
            "feb februar february",
            "mar mars march",
            "apr april",
            "mai may",
            "jun juni june",
            "jul juli july",
            "aug august",
            "sep sept september",
            "okt oct oktober october",
            "nov november",
            "des dec desember december",
        ),
        1,
    )
    for name in names.split()
}
EARLIEST, LATEST = 1900, 2199


def order_shown_by(written: str) -> Order | None:
    """The order of day and month that this date can only have been written with, None if it shows none."""
    found = _YEAR_LAST.match(written.strip())
    if not found or found[2] == ".":
        return None
    first, second = int(found[1]), int(found[3])
    if first > 12 >= second:
        return "day first"
    return "month first" if second > 12 >= first else None


@lru_cache(maxsize=20_000)
def date_of(written: str, order: Order | None = None) -> date:
    """The date in `written`; `order` is what its column has shown for dates with slashes or hyphens.

    With dots the day stands first, as the Norwegian standard has it. Raises Refused: `date_ambiguous`,
    `date_short_year`, `date_serial`, `date_impossible`, `date_unreadable`.
    """
    text = " ".join(written.split())
    found = _YEAR_FIRST.match(text)
    if found:
        return _day(found[1], found[3], found[4], written)
    found = _COMPACT.match(text)
    if found:
        return _day(found[1], found[2], found[3], written)
    found = _YEAR_LAST.match(text)
    if found:
        return _year_last(found, order, written)
    found = _NAMED.match(text.casefold())
    if found and found[2] in _MONTHS:
        return _day(found[3], str(_MONTHS[found[2]]), found[1], written)
    if _SHORT_YEAR.match(text):
        raise Refused("date_short_year", found=written[:40])
    raise Refused("date_serial" if _SERIAL.match(text) else "date_unreadable", found=written[:40])


def _year_last(found: re.Match[str], order: Order | None, written: str) -> date:
    first, second, year = found[1], found[3], found[4]
    decided = "day first" if found[2] == "." else order_shown_by(found.string) or order
    if decided is None:
        if int(first) > 12 or first == second:
            decided = "day first"
        else:
            raise Refused("date_ambiguous", found=written[:40])
    return _day(year, *((second, first) if decided == "day first" else (first, second)), written)


def _day(year: str, month: str, day: str, written: str) -> date:
    if not EARLIEST <= int(year) <= LATEST:
        raise Refused("date_out_of_range", found=written[:40], earliest=EARLIEST, latest=LATEST)
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise Refused("date_impossible", found=written[:40]) from None
