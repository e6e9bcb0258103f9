"""Names of other tools as keys and codes of ours: always the same ones, and never two alike."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

_LONGEST: Final = 64
_KEY = re.compile(r"[a-z][a-z0-9_]{0,63}")
_CODE = re.compile(r"[a-z0-9][a-z0-9_]{0,63}")
_LETTERS = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "ß": "ss", "đ": "d", "ð": "d", "þ": "th", "ł": "l"})
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def is_key(name: str) -> bool:
    return bool(_KEY.fullmatch(name))


def is_code(name: str) -> bool:
    return bool(_CODE.fullmatch(name))


def snake(name: str) -> str:
    """`numberAsString` → `number_as_string`, `Ålesund-2` → `alesund_2`; empty if nothing is left."""
    plain = _HUMP.sub("_", name).lower().translate(_LETTERS)
    bare = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", "_", bare).strip("_")[:_LONGEST].rstrip("_")


class Keys:
    """Keys given out so far. Names that are keys already keep theirs, whatever comes before them."""

    def __init__(self, names: Iterable[str], *, codes: bool = False) -> None:
        self._fits = is_code if codes else is_key
        self._begins = "" if codes else "q_"
        self._kept = {name for name in names if self._fits(name)}
        self._given: set[str] = set()

    def key(self, name: str, otherwise: str) -> str:
        """A key for `name` that nothing else has; made from `otherwise` where nothing of the name is left."""
        if self._fits(name) and name not in self._given:
            self._given.add(name)
            return name
        stem = snake(name) or snake(otherwise) or "q"
        if not self._fits(stem):
            stem = f"{self._begins}{stem}"[:_LONGEST]
        made, number = stem, 1
        while made in self._given or made in self._kept:
            number += 1
            made = f"{stem[: _LONGEST - 6].rstrip('_')}_{number}"
        self._given.add(made)
        return made
