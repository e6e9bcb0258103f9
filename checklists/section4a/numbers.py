"""Numbers in a written text, in digits and in words, and what they are said to count."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import takewhile
from typing import Final, Literal

Noun = Literal["suppliers", "agreements", "deviations", "controls", "observations", "self_reports"]

_NOUNS: Final[Mapping[Noun, re.Pattern[str]]] = {
    "suppliers": re.compile(r"(hoved|hovud|ramme|stor)?leverandør(en|er|ene|ar|ane)?|suppliers?|vendors?"),
    "agreements": re.compile(
        r"(ramme|enkelt|innkjøps|parallelle?)?-?(avtale[nr]?|avtalene|avtalar|avtalane|kontrakt(en|er|ene|ar|ane)?)"
        r"|agreements?|contracts?"
    ),
    "deviations": re.compile(r"avvik(et|ene|a|i)?|deviations?|non-?conformit(y|ies)"),
    "controls": re.compile(r"kontroll(en|er|ene|ar|ane)?|controls?"),
    "observations": re.compile(r"observasjon(en|er|ene|ar|ane)?|observations?"),
    "self_reports": re.compile(
        r"(egen|eigen)rapport(en|er|ene|ar|ane)?|(egen|eigen)rapportering(en|er|ene|ar|ane)?|self-?reports?"
    ),
}
_TENS_NO = {
    "tjue": 20, "tyve": 20, "tretti": 30, "førti": 40, "femti": 50, "seksti": 60, "sytti": 70, "åtti": 80,
    "nitti": 90, "hundre": 100,
}  # fmt: skip
_ONES_NO = {
    "to": 2, "tre": 3, "tri": 3, "fire": 4, "fem": 5, "seks": 6, "sju": 7, "syv": 7, "åtte": 8, "ni": 9,
}  # fmt: skip
NORWEGIAN: Final[Mapping[str, int]] = {
    "ingen": 0, "inga": 0, "null": 0, "én": 1, "éin": 1, "ett": 1, "eitt": 1, **_ONES_NO,
    "ti": 10, "elleve": 11, "tolv": 12, "tretten": 13, "fjorten": 14, "femten": 15, "seksten": 16,
    "sytten": 17, "søtten": 17, "atten": 18, "nitten": 19, **_TENS_NO,
    **{ten + one: tens + ones for ten, tens in _TENS_NO.items() if tens < 100
       for one, ones in {"en": 1, "én": 1, "ett": 1, "ein": 1, "eitt": 1, **_ONES_NO}.items()},
}  # fmt: skip
_TENS_EN = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_ONES_EN = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
}  # fmt: skip
ENGLISH: Final[Mapping[str, int]] = {
    "no": 0, "zero": 0, **_ONES_EN, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14,
    "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, **_TENS_EN,
    **{f"{ten}-{one}": tens + ones for ten, tens in _TENS_EN.items() for one, ones in _ONES_EN.items()},
}  # fmt: skip
_ENGLISH_MARKS = frozenset(_ONES_EN) | frozenset(
    (
        "the and were was with been of have has no are we our in followed supplier suppliers agreement agreements "
        "contract contracts deviation deviations control controls observation observations"
    ).split()
)
_NORWEGIAN_MARKS = frozenset(_ONES_NO) - {"to"} | frozenset(
    (
        "og er ble vart blei har av som ikke ikkje vi ingen inga hos med fulgt følgt følgd følgde fylgt leverandør "
        "leverandører leverandørar avtale avtaler avtalar kontrakt kontrakter kontraktar avvik kontroll kontroller "
        "kontrollar"
    ).split()
)
_OF = frozenset({"av", "of"})
_WHOLE = _OF | {"totalt", "total"}
_BETWEEN = _OF | {
    "the",
    "våre",
    "vår",
    "vårt",
    "our",
    "de",
    "dei",
    "disse",
    "desse",
    "these",
    "those",
    "alle",
    "all",
}
_STOP = frozenset(
    (
        "i på om for og eller hos med etter før fra frå til per ved mot innen innan under over uten utan at som er ble "
        "vart blei in on about and or at with after before from to by within against without that which is are was "
        "were år years year dager dagar days day uker veker weeks måneder månader months timer timar hours prosent "
        "milliardar percent kr kroner nok mill mrd million millioner millionar milliarder personer personar persons "
        "people ansatte tilsette arbeidere arbeidarar workers employees ledd tiers"
    ).split()
)
_LABELS = frozenset(
    "ledd tier nr no nummer number punkt pkt kapittel kap chapter del part steg step trinn section paragraf vilkår "
    "level nivå".split()
)
_FARTHEST = 4
_LONGEST_LABEL = 9
_TOKEN = re.compile(r"\d{1,3}(?:[ \u00a0\u202f.]\d{3})+(?![\d])|\d+|[^\W\d_]+(?:-[^\W\d_]+)*|\S")
_SENTENCE = re.compile(r"(?<=[.!?;])\s+|\n+")


@dataclass(frozen=True, slots=True)
class Claim:
    """That there are `value` of something, as a text says it."""

    value: int
    noun: Noun
    written: str
    """The words from the number to the noun."""
    between: str
    """What describes it, folded: `aktive`; not what it is said to be a part of."""
    sentence: str
    """The whole sentence, folded."""
    share_of: bool
    """The number is what something is a part of: the 145 of `4 av 145 avtaler`."""


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    start: int
    end: int

    @property
    def folded(self) -> str:
        return self.text.casefold()


def claims(text: str) -> Iterator[Claim]:
    """Every number that a text puts to suppliers, agreements, deviations, controls, observations or self-reports."""
    words = ENGLISH if is_english(text) else NORWEGIAN
    for sentence in sentences(text):
        tokens = [_Token(m.group(), m.start(), m.end()) for m in _TOKEN.finditer(sentence)]
        for index in range(len(tokens)):
            value = _value(tokens, index, sentence, words)
            if value is not None:
                found = _counted(tokens, index, words) or _labelled(tokens, index)
                if found is not None:
                    yield _claim(value, tokens, index, *found, sentence)


def sentences(text: str) -> list[str]:
    return [each for each in _SENTENCE.split(text) if each.strip()]


def is_english(text: str) -> bool:
    """By its commonest words; Norwegian when in doubt. English `to` would else be a Norwegian two."""
    words = re.findall(r"[^\W\d_]+", text.casefold())
    return sum(word in _ENGLISH_MARKS for word in words) > sum(word in _NORWEGIAN_MARKS for word in words)


def noun_of(word: str) -> Noun | None:
    """What a word counts, in any of its forms."""
    folded = word.casefold()
    return next((noun for noun, pattern in _NOUNS.items() if pattern.fullmatch(folded)), None)


def _value(tokens: list[_Token], index: int, sentence: str, words: Mapping[str, int]) -> int | None:
    """The number at a place; None for a word, a year, a date, a reference, an amount or a share."""
    token = tokens[index]
    if not token.text[0].isdigit():
        return words.get(token.folded)
    before = sentence[token.start - 1] if token.start else " "
    after = sentence[token.end :]
    if before.isalnum() or before in ".,/-–§_:" or re.match(r"[./,:–-]?[\w]|\s*[%/]", after):
        return None
    if index and tokens[index - 1].folded in _LABELS | {"§"}:
        return None
    if len(token.text) == 4 and 1900 <= int(token.text) <= 2100:
        return None
    return int(re.sub(r"\D", "", token.text))


def _counted(tokens: list[_Token], index: int, words: Mapping[str, int]) -> tuple[int, Noun] | None:
    """The noun that follows and its index, with no more than a few describing words between."""
    left = _FARTHEST
    for place in range(index + 1, len(tokens)):
        token = tokens[place]
        if noun := noun_of(token.text):
            return place, noun
        if token.text[0].isdigit() or token.folded in words:
            if tokens[place - 1].folded not in _OF:
                return None
            continue
        if token.folded in _BETWEEN:
            continue
        left -= 1
        if left < 0 or token.folded in _STOP or not token.text[0].isalpha():
            return None
    return None


def _labelled(tokens: list[_Token], index: int) -> tuple[int, Noun] | None:
    """The noun in `Leverandører fulgt opp: 3` and its index: the first of the label, which the rest describes."""
    if not index or tokens[index - 1].text not in (":", "="):
        return None
    found: tuple[int, Noun] | None = None
    for place in range(index - 2, max(-1, index - 2 - _LONGEST_LABEL), -1):
        if tokens[place].text in (",", ":", "(", ")", "–", "-"):
            break
        if noun := noun_of(tokens[place].text):
            found = place, noun
    return found


def _claim(value: int, tokens: list[_Token], index: int, place: int, noun: Noun, sentence: str) -> Claim:
    first, last = min(index, place), max(index, place)
    words = [token.folded for token in tokens[first + 1 : last]]
    return Claim(
        value=value,
        noun=noun,
        written=sentence[tokens[first].start : tokens[last].end],
        between=" ".join(takewhile(lambda word: word not in _OF, words)),
        sentence=sentence.casefold(),
        share_of=any(token.folded in _WHOLE for token in tokens[max(0, index - 3) : index]),
    )
