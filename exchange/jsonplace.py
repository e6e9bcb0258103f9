"""Where in a JSON text a fault stands: its path and line. Slow, so it is asked only once something is refused."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from decimal import Decimal

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[\[\]{},:]|[^\s\[\]{},:"]+', re.DOTALL)
_NUMBER_STARTS = frozenset("-0123456789")
MOST_DIGITS = 40
"""Digits of a number before, and after, its point."""
_SURROGATE = re.compile("[\ud800-\udfff]")


class _Walk:
    """Follows the tokens and knows the path: a key for each object, an index for each list."""

    def __init__(self) -> None:
        self.steps: list[str | int] = []
        self.keys: list[set[str] | None] = []
        self.key_comes = False
        self.twice = False

    def step(self, token: str) -> None:
        self.twice = False
        if token in "{[":
            self.steps.append("" if token == "{" else 0)
            self.keys.append(set() if token == "{" else None)
            self.key_comes = token == "{"
        elif token in "}]":
            if self.steps:
                self.steps.pop()
                self.keys.pop()
            self.key_comes = False
        elif token == "," and self.steps:
            last = self.steps[-1]
            if isinstance(last, int):
                self.steps[-1] = last + 1
            self.key_comes = isinstance(last, str)
        elif self.key_comes and token.startswith('"'):
            self._take_key(token)

    def _take_key(self, token: str) -> None:
        key = _unquoted(token)
        self.steps[-1] = key
        seen = self.keys[-1]
        if seen is not None:
            self.twice = key in seen
            seen.add(key)
        self.key_comes = False

    @property
    def path(self) -> str:
        told = ""
        for step in self.steps:
            told += f"[{step}]" if isinstance(step, int) else f".{step}" if told else step
        return told[:200]


def _unquoted(token: str) -> str:
    try:
        return str(json.loads(token))
    except ValueError:
        return token


def number_fits(digits: str) -> bool:
    """Is the JSON number within reason? It may still be larger or finer than an amount that can be kept."""
    if digits.lstrip("-").isdigit():
        return len(digits) <= MOST_DIGITS
    try:
        value = Decimal(digits)
    except ArithmeticError:
        return False
    exponent = value.as_tuple().exponent
    fits = isinstance(exponent, int) and value.adjusted() < MOST_DIGITS and exponent > -MOST_DIGITS
    return fits and len(digits) <= 2 * MOST_DIGITS


_FAULTS: dict[str, Callable[[str, _Walk], bool]] = {
    "json_key_twice": lambda _token, walk: walk.twice,
    "json_number_out_of_range": lambda token, _walk: (
        token[:1] in _NUMBER_STARTS and token != "-Infinity" and not number_fits(token)
    ),
    "json_constant": lambda token, _walk: token in ("NaN", "Infinity", "-Infinity"),
    "json_nul": lambda token, _walk: token.startswith('"') and "\x00" in _unquoted(token),
    "json_surrogate": lambda token, _walk: (
        token.startswith('"') and _SURROGATE.search(_unquoted(token)) is not None
    ),
}


def place_of_fault(text: str, code: str) -> tuple[str, int] | None:
    """Path (`contracts[3].value`) and line of the first fault of this code, or None if it is not found."""
    is_fault, walk = _FAULTS[code], _Walk()
    for token in _TOKEN.finditer(text):
        walk.step(token.group())
        if is_fault(token.group(), walk):
            return walk.path or "$", text.count("\n", 0, token.start()) + 1
    return None
