"""Finding the names of firms in text that may be published."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_SHORTEST_NAME = 3
_COMPANY_FORM = re.compile(r" (as|asa|ans|da|enk|sa|nuf|ab|oy|a/s|gmbh|ltd|limited|inc|bv|b\.v\.)\.?$")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class FirmNames:
    """Names folded and without their company form, by their first word."""

    by_first_word: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, names: Iterable[str]) -> FirmNames:
        found: dict[str, set[str]] = {}
        for name in names:
            folded = _COMPANY_FORM.sub("", " ".join(name.casefold().split()))
            first = _WORD.search(folded)
            if first and len(folded) >= _SHORTEST_NAME:
                found.setdefault(first.group(), set()).add(folded)
        return cls({word: tuple(sorted(held)) for word, held in found.items()})

    def named_in(self, text: str) -> tuple[str, ...]:
        """Those that the text names, as whole words."""
        if not text:
            return ()
        told = " ".join(text.casefold().split())
        likely = [name for word in set(_WORD.findall(told)) for name in self.by_first_word.get(word, ())]
        return tuple(sorted(n for n in likely if re.search(rf"(?<!\w){re.escape(n)}(?!\w)", told)))
