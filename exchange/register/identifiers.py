"""Suppliers' identifiers and CPV codes as registers write them."""

from __future__ import annotations

import re
from functools import lru_cache

from stdnum.no import fodselsnummer

from checklists.organisation import organisation_number
from checklists.values import Refused

_BETWEEN = re.compile(r"\s*(?:[;,/|\n\r&]|\s(?:og|and)\s)\s*")
_SCIENTIFIC = re.compile(r"^\d(?:[.,]\d+)?[eE]\+?\d{1,2}$")
_NINE = re.compile(r"^(?:NO)?\d{9}(?:MVA)?$", re.IGNORECASE)
_SAYS_NOTHING = frozenset(
    (
        "",
        "-",
        "–",
        "—",
        "?",
        "0",
        "na",
        "n/a",
        "n.a.",
        "null",
        "none",
        "nan",
        "ukjent",
        "ukjend",
        "unknown",
        "ingen",
    )
)
_CPV = re.compile(r"^(\d{8})(?:-\d)?(?:\.0+)?(?![\d])", re.ASCII)
_CPV_SHORT = re.compile(r"^([39]\d{6})(?:\.0+)?$", re.ASCII)


def says_nothing(written: str) -> bool:
    """A sign that stands for no value: `-`, `n/a`, `ukjent`."""
    return written.strip().casefold() in _SAYS_NOTHING


@lru_cache(maxsize=20_000)
def identifiers_of(written: str, country: str | None) -> tuple[str, ...]:
    """Every identifier in one cell: nine digits for Norwegian firms, any other as it stands.

    Raises Refused: `identity_number`, `number_scientific`, `organisation_number_invalid`.
    """
    text = written.strip()
    if says_nothing(text):
        return ()
    one = _one(text, country) if not _BETWEEN.search(text) else None
    if one is not None:
        return (one,)
    run = _run_of_numbers(text)
    parts = run or tuple(part for part in _BETWEEN.split(text) if part)
    if country not in (None, "NO") and not run:
        return (text,)
    return tuple(dict.fromkeys(_required(part, country) for part in parts))


def _run_of_numbers(text: str) -> tuple[str, ...]:
    """Numbers with nothing but blanks between: `998701961 980400255`."""
    digits = re.sub(r"\s", "", text)
    if not digits.isascii() or not digits.isdigit() or len(digits) < 18 or len(digits) % 9:
        return ()
    parts = tuple(digits[at : at + 9] for at in range(0, len(digits), 9))
    return parts if all(organisation_number(part) for part in parts) else ()


def _one(text: str, country: str | None) -> str | None:
    """The identifier if the text is a single one, None if it may hold several."""
    return None if _run_of_numbers(text) else _required(text, country)


def _required(text: str, country: str | None) -> str:
    plain = re.sub(r"[\s\u00a0.-]", "", text.removesuffix(".0"))
    if plain.isdigit() and len(plain) == 11 and fodselsnummer.is_valid(plain):
        raise Refused("identity_number")
    if _SCIENTIFIC.match(text):
        raise Refused("number_scientific", found=text[:40])
    number = organisation_number(text) if country in (None, "NO") else None
    if number:
        return number
    if country == "NO" or (country is None and (_NINE.match(plain) or plain.isdigit())):
        raise Refused("organisation_number_invalid", found=text[:40])
    return text


@lru_cache(maxsize=20_000)
def cpv_of(written: str) -> tuple[str, bool]:
    """Eight digits, and whether a leading zero that a spreadsheet had dropped was put back.

    The check digit and what follows it are left out. Raises Refused `cpv_unreadable`.
    """
    text = written.strip()
    found = _CPV.match(text)
    if found:
        return found[1], False
    short = _CPV_SHORT.match(text)
    if short:
        # Only divisions 03 and 09 begin with a zero.
        return f"0{short[1]}", True
    raise Refused("cpv_unreadable", found=text[:40])
