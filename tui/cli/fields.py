"""FIELD=VALUE as it is typed on the command line, and what each kind of field takes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal

from checklists.values import Money, exact
from exchange.register.places import country_code
from tui.cli.wrong import LineWrong
from tui.given import FIRST_YEAR, day_of

Taken = Callable[[str], object]
"""Reads what was typed as a value of the field; raises LineWrong."""


def split(given: Iterable[str]) -> list[tuple[str, str]]:
    """`["risk=high"]` → `[("risk", "high")]`. The value may be empty, the field not."""
    found: list[tuple[str, str]] = []
    for part in given:
        name, equals, value = part.partition("=")
        if not equals or not name.strip():
            raise LineWrong("not_field_and_value", given=part[:60])
        found.append((name.strip(), value))
    return found


def facts(given: Iterable[str], known: Mapping[str, tuple[str, Taken]]) -> dict[str, object]:
    """Fields of a value as typed. `known`: name on the command line → field of the value and how it is read."""
    found: dict[str, object] = {}
    for name, value in split(given):
        if name not in known:
            raise LineWrong("field_unknown_on_line", field=name[:60], fields=", ".join(known))
        if known[name][0] in found:
            raise LineWrong("field_twice_on_line", field=name)
        field, read = known[name]
        found[field] = read(value)
    return found


def text(value: str) -> object:
    return value


def optional(value: str) -> object:
    """Text, or None when empty."""
    return value.strip() or None


def country(value: str) -> str | None:
    """The country's two letters, from its code or its name; None when empty."""
    found = country_code(value) if value.strip() else None
    if found is None and value.strip():
        raise LineWrong("country_unknown", found=value.strip()[:40])
    return found


def day(value: str) -> date | None:
    return day_of(value)


def whole(value: str) -> int | None:
    if not value.strip():
        return None
    if not re.fullmatch(r"[0-9]{1,9}", value.strip()):
        raise LineWrong("not_a_whole_number_here", given=value[:40])
    return int(value)


def year(value: str) -> int | None:
    """A year with four digits; None when empty."""
    if not value.strip():
        return None
    if not re.fullmatch(r"[0-9]{4}", value.strip()) or int(value) < FIRST_YEAR:
        raise LineWrong("not_a_year", given=value[:40])
    return int(value)


def flag(value: str) -> bool:
    known = {
        **dict.fromkeys(("yes", "ja", "true", "1"), True),
        **dict.fromkeys(("no", "nei", "false", "0", ""), False),
    }
    if value.strip().lower() not in known:
        raise LineWrong("not_yes_or_no", given=value[:40])
    return known[value.strip().lower()]


def amount(value: str) -> Money | None:
    """`1000000`, `1 000 000.50` or `1000 EUR`; kroner when no currency is named."""
    written = value.replace("\u00a0", " ").strip()
    if not written:
        return None
    currency = "NOK"
    if written[-3:].isalpha() and written[-3:].isascii():
        currency, written = written[-3:].upper(), written[:-3]
    digits = written.replace(" ", "")
    # A comma before three digits may be a mark of thousands: it is not guessed at.
    if not re.fullmatch(r"[0-9]{1,18}([.][0-9]{1,3}|,[0-9]{1,2})?", digits):
        raise LineWrong("not_an_amount", given=value[:40])
    return Money(amount=exact(Decimal(digits.replace(",", "."))), currency=currency)


def listed(value: str) -> tuple[str, ...]:
    """`a, b` → `("a", "b")`; commas alone name nothing, and are refused."""
    found = tuple(part.strip() for part in value.split(",") if part.strip())
    if not found and value.strip():
        raise LineWrong("names_nothing", given=value[:40])
    return found
