"""Ids people can type, and the number inside each: `K-2024-017`, `L-12`, `O-31`, `A-8`, `T-5`, `B-9`, `R-1`."""

from __future__ import annotations

import re
from typing import Final

LETTERS: Final = {
    "supplier": "L",
    "contract": "K",
    "followup": "O",
    "deviation": "A",
    "measure": "T",
    "evidence": "B",
    "risk": "R",
}
_KINDS: Final = {letter: kind for kind, letter in LETTERS.items()}
_CONTRACT = re.compile(r"K-(\d{4})-(\d{3,9})")
_OTHER = re.compile(r"([LOATBR])-(\d{1,15})")
_YEAR = 1_000_000_000
"""A contract's number is its year times this, plus its number within the year."""


def made_id(kind: str, number: int, year: int = 0) -> str:
    """The id of the `number`-th record of a kind; contracts count within the year they were first recorded."""
    return f"K-{year:04d}-{number:03d}" if kind == "contract" else f"{LETTERS[kind]}-{number}"


def number_in(id: str) -> int:
    """The id as one number, which rises with age. Raises ValueError for what is no id."""
    if found := _CONTRACT.fullmatch(id):
        return int(found[1]) * _YEAR + int(found[2])
    if found := _OTHER.fullmatch(id):
        return int(found[2])
    raise ValueError(id)


def counter_of(id: str) -> tuple[str, int]:
    """Name of the counter an id was taken from, and the number it took."""
    if found := _CONTRACT.fullmatch(id):
        return f"contract.{found[1]}", int(found[2])
    if found := _OTHER.fullmatch(id):
        return _KINDS[found[1]], int(found[2])
    raise ValueError(id)
