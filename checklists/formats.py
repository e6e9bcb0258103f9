"""Amounts, whole numbers, shares and dates as they are written in each language. Blanks inside never break."""

from __future__ import annotations

import re
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

NBSP: Final = "\u00a0"
_PAIRS: Final = re.compile(r"([^0-9]*)([0-9]{0,18})")
_MONTHS: Final = (
    "January February March April May June July August September October November December".split()
)
_NORWEGIAN_MONTHS: Final = (
    "januar februar mars april mai juni juli august september oktober november desember".split()
)
"""In both bokmål and nynorsk."""


def whole(n: int, language: str) -> str:
    """`1 234 567`; in English `1,234,567`."""
    grouped = f"{n:,}"
    return grouped if language == "en" else grouped.replace(",", NBSP)


def amount(value: Decimal, currency: str, language: str) -> str:
    """`1 234 567,50 kr`, other currencies by their code; in English `NOK 1,234,567.50`. Whole ones without decimals."""
    decimals = -min(0, int(value.normalize().as_tuple().exponent))
    number = f"{value:,.{max(decimals, 2) if decimals else 0}f}"
    if language == "en":
        return f"{currency}{NBSP}{number}"
    number = number.replace(",", NBSP).replace(".", ",")
    return f"{number}{NBSP}{'kr' if currency == 'NOK' else currency}"


def day(value: date, language: str) -> str:
    """`14.3.2026`; in English `14 March 2026`."""
    if language == "en":
        return f"{value.day}{NBSP}{_MONTHS[value.month - 1]}{NBSP}{value.year}"
    return f"{value.day}.{value.month}.{value.year}"


def day_of_year(yearly: str, language: str) -> str:
    """`03-01`, a day of every year: `1. mars`; in English `1 March`."""
    month, number = int(yearly[:2]), int(yearly[3:])
    if language == "en":
        return f"{number}{NBSP}{_MONTHS[month - 1]}"
    return f"{number}.{NBSP}{_NORWEGIAN_MONTHS[month - 1]}"


def month_of(name: str) -> int:
    """The month of an English name or its first letters, three or more; 0 where it is none."""
    found = (n for n, month in enumerate(_MONTHS, 1) if month.casefold().startswith(name.casefold()))
    return next(found, 0) if len(name) > 2 else 0


def share(part: Decimal | int, total: Decimal | int, language: str) -> str:
    """`part` of `total` in per cent with one decimal: `2,8 %`; in English `2.8%`. `total` is not 0."""
    percent = (Decimal(part) * 100 / Decimal(total)).quantize(Decimal("0.1"), ROUND_HALF_UP)
    number = f"{percent:f}".removesuffix(".0")
    return f"{number}%" if language == "en" else f"{number.replace('.', ',')}{NBSP}%"


class Counted(int):
    """A whole number that a message writes grouped: `words.count("{n} agreement", …, Counted.of(1234, "nb"))`."""

    language: str = "nb"

    @classmethod
    def of(cls, n: int, language: str) -> Counted:
        counted = cls(n)
        counted.language = language
        return counted

    def __format__(self, spec: str) -> str:
        return super().__format__(spec) if spec else whole(int(self), self.language)


def natural(identifier: str) -> tuple[tuple[str, int], ...]:
    """A key that sorts `A-8` before `A-12`: letters and the number after them, by turns."""
    return tuple((letters, int(digits or -1)) for letters, digits in _PAIRS.findall(identifier))
