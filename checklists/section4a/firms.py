"""Finding the names of firms in text that may be published."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

_SHORTEST_NAME: Final = 3
_FORMS: Final = (
    r"as|asa|ans|da|enk|sa|nuf|ks|ba|bl|a/s|aps|ab|hb|kb|oy|oyj|hf|ehf|oü|sia|uab|ag|kg|gmbh|& co|bv|b\.v|nv|n\.v"
    r"|s\.a|sarl|sas|srl|s\.r\.l|spa|s\.p\.a|s\.r\.o|d\.o\.o|sp\. z o\.o|kft|co|corp|inc|llc|ltd|limited|plc"
    r"|pte|pvt|sdn|bhd"
)
_COMPANY_FORM: Final = re.compile(rf"(?:[ ,]+(?:{_FORMS})\.?)+$")
_WORD: Final = re.compile(r"\w+")
_SENTENCE_BEFORE: Final = re.compile(r"(?:^|[.!?:;\n])[\s«“\"(–-]*\Z")
_LITTLE_WORDS: Final = frozenset(
    "all alle alt and at av bak da de den der det dette disse dykk eg ein eit ei en et etter for fra frå før gjennom "
    "her hos hva i ikke ikkje ingen inn innen innan inne kva med mellom men mot ned nå no når og om opp over på rundt "
    "som så the til under ut uten utan utenfor vår våre ved vi "
    "after before by from in of on our to we with".split()
)
"""Words that any sentence may begin with, and so with a capital."""


@dataclass(frozen=True, slots=True)
class FirmNames:
    """Names folded, each found as a whole.

    A name of several words is one however it is written. A name of one word is one with its company form, or with a
    capital: «Under AS» is not named by the word “under”.
    """

    phrases: Mapping[str, tuple[tuple[str, str], ...]]
    """What is looked for and the name without its company form, by their first word."""
    words: frozenset[str]
    """Names of one word, without their company form."""

    @classmethod
    def of(cls, names: Iterable[str]) -> FirmNames:
        phrases: dict[str, set[tuple[str, str]]] = {}
        words: set[str] = set()
        for name in names:
            whole = " ".join(name.casefold().split())
            bare = _COMPANY_FORM.sub("", whole)
            for told in {whole, bare}:
                first = _WORD.search(told)
                if first is None or len(told) < _SHORTEST_NAME:
                    continue
                if _WORD.fullmatch(told):
                    words.add(told)
                else:
                    phrases.setdefault(first.group(), set()).add((told, bare))
        return cls({word: tuple(sorted(held)) for word, held in phrases.items()}, frozenset(words))

    def named_in(self, text: str) -> tuple[str, ...]:
        """Those that the text names, without their company form. A genitive names the firm too."""
        return tuple(sorted({*self._phrases_in(text), *self._words_in(text)})) if text else ()

    def _phrases_in(self, text: str) -> Iterator[str]:
        folded = " ".join(text.casefold().split())
        for word in set(_WORD.findall(folded)):
            for told, bare in self.phrases.get(word, ()):
                if re.search(rf"(?<!\w){re.escape(told)}(?:['’]?s)?(?!\w)", folded):
                    yield bare

    def _words_in(self, text: str) -> Iterator[str]:
        for found in _WORD.finditer(text):
            written, folded = found.group(), found.group().casefold()
            if written.isalpha() and written.islower():
                continue
            if folded in _LITTLE_WORDS and _SENTENCE_BEFORE.search(text, 0, found.start()):
                continue
            yield from {folded, folded.removesuffix("s")} & self.words
