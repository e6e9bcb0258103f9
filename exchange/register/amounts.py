"""Amounts as people write them. What two people could read as two numbers is refused unless its column decides."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Literal

from checklists.values import Refused
from exchange.register.places import currency_code

Mark = Literal[",", "."]
"""The decimal mark of a column."""

_BLANK = "[ \u00a0\u2007\u2009\u202f'’]"
_DASHES = str.maketrans("\u2212\u2010\u2011\u2013", "----")
_USUAL = re.compile("\\d{1,3}(?:[ \u00a0]\\d{3})+(?:,\\d{1,2})?", re.ASCII)
_UNIT = r"(?:[A-Za-z]{3}|[Kk][Rr]\.?|€|£)"
_NUMBER = rf"-?\d{{1,3}}(?:{_BLANK}\d{{3}})+(?:[.,]\d+)?|-?[\d.,]+"
_WRITTEN = re.compile(
    rf"^(?P<before>{_UNIT})?{_BLANK}*(?P<number>{_NUMBER})(?:[,.]-)?{_BLANK}*(?P<after>{_UNIT})?$", re.ASCII
)
_READ_WITH: dict[Mark, re.Pattern[str]] = {
    ",": re.compile(r"^(\d+|[1-9]\d{0,2}(?:\.\d{3})+)(?:,(\d+))?$", re.ASCII),
    ".": re.compile(r"^(\d+|[1-9]\d{0,2}(?:,\d{3})+)(?:\.(\d+))?$", re.ASCII),
}


def mark_shown_by(written: str) -> Mark | None:
    """The decimal mark that this amount can only have been written with, None if it shows none."""
    if "," not in written and "." not in written:
        return None
    number, _ = _parts(written)
    return _mark_of(number) if number is not None else None


def _mark_of(number: str) -> Mark | None:
    fitting: list[Mark] = [mark for mark, form in _READ_WITH.items() if form.match(number)]
    return fitting[0] if len(fitting) == 1 and not number.isdigit() else None


def amount_of(written: str, mark: Mark | None = None) -> tuple[Decimal, str | None]:
    """The amount, and the currency if one stands beside it. `mark` is the decimal mark the column has shown.

    Raises Refused: `amount_ambiguous`, `amount_negative`, `amount_unreadable`.
    """
    if written.isascii() and written.isdigit():
        return Decimal(written), None
    if _USUAL.fullmatch(written):
        return Decimal(written.replace(" ", "").replace("\u00a0", "").replace(",", ".")), None
    number, currency = _parts(written)
    if number is None:
        raise Refused("amount_unreadable", found=written[:40])
    if number.isdigit():
        return Decimal(number), currency
    if number.startswith("-"):
        raise Refused("amount_negative", found=written[:40])
    known = _mark_of(number) or mark
    if known is None and all(form.match(number) for form in _READ_WITH.values()):
        raise Refused("amount_ambiguous", found=written[:40])
    found = _READ_WITH[known or "."].match(number)
    if not found:
        raise Refused("amount_unreadable", found=written[:40])
    whole = re.sub("[.,]", "", found[1])
    return Decimal(f"{whole}.{found[2]}" if found[2] else whole), currency


def _parts(written: str) -> tuple[str | None, str | None]:
    """The number with its marks but without blanks, and its currency; (None, None) if it is no number."""
    if written.isascii() and written.isdigit():
        return written, None
    found = _WRITTEN.match(written.strip().translate(_DASHES))
    if not found:
        return None, None
    currencies = {currency_code(unit) for unit in (found["before"], found["after"]) if unit}
    if None in currencies or len(currencies) > 1:
        return None, None
    return re.sub(_BLANK, "", found["number"]), next(iter(currencies), None)
