"""Text as it is searched and sorted: `bo`, `bø` and `boe` all find Bø, and æ ø å stand last."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import product

_SPELT = {"ø": ("oe", "o"), "ö": ("oe", "o"), "æ": ("ae", "a"), "ä": ("ae", "a"), "å": ("aa", "a")}
"""How a letter is typed by someone without it, the long spelling first."""
_LETTERS = frozenset(_SPELT)
_PLAIN = str.maketrans({"ð": "d", "þ": "th", "ł": "l", "đ": "d", "ı": "i", "œ": "oe", "ß": "ss"})
_ORDINARY = re.compile(r"[\x00-\x7fæøåäö]*")
_MOST_SPECIAL = 3
_WORDS = re.compile(r"[^\W_]+")
_MARKS = "-/,.&()"
_LAST = (("æ", "{"), ("ä", "{"), ("ø", "|"), ("ö", "|"), ("å", "}"))
_LONGEST_NUMBER = 12
_NUMBERS = re.compile(rf"\d{{1,{_LONGEST_NUMBER}}}")


@lru_cache(maxsize=16_384)
def _spellings(word: str) -> tuple[str, ...]:
    """Every spelling under which `word` (lower case) is found."""
    if word.isascii():
        return (word,)
    plain = _without_accents(word)
    special = sum(letter in _LETTERS for letter in plain)
    if special == 0:
        return (plain,)
    if special > _MOST_SPECIAL:
        return tuple("".join(_SPELT[c][way] if c in _LETTERS else c for c in plain) for way in (0, 1))
    ways = product(*(_SPELT.get(letter, (letter,)) for letter in plain))
    return tuple(dict.fromkeys("".join(way) for way in ways))


def _without_accents(text: str) -> str:
    """Lower case without marks, except on the letters that are letters of their own in Norwegian."""
    lowered = text.lower()
    if lowered.isascii() or _ORDINARY.fullmatch(lowered):
        return lowered
    lowered = unicodedata.normalize("NFC", lowered).translate(_PLAIN)
    kept: list[str] = []
    for letter in lowered:
        if letter in _LETTERS:
            kept.append(letter)
        else:
            parts = unicodedata.normalize("NFKD", letter)
            kept.append("".join(part for part in parts if not unicodedata.combining(part)))
    return "".join(kept).lower()


def folded(*texts: str | None) -> str:
    """The words of `texts` in every spelling they are searched by, each once, with blanks between."""
    return " ".join(folded_words(*texts))


def folded_words(*texts: str | None) -> dict[str, None]:
    """The words of `folded`, in order."""
    joined = " ".join(filter(None, texts)).lower()
    words = _words_of(joined)
    if not joined.isascii():
        found: list[str] = []
        for word in words:
            if word.isascii():
                found.append(word)
            else:
                found += _spellings(word)
        words = found
    return dict.fromkeys(words)


def _words_of(lowered: str) -> list[str]:
    """What `_WORDS` finds; sooner where nothing but blanks and the usual marks stand between the words."""
    plain = lowered
    for mark in _MARKS:
        plain = plain.replace(mark, " ")
    words = plain.split()
    return words if "".join(words).isalnum() else _WORDS.findall(lowered)


def search_words(text: str) -> tuple[str, ...]:
    """The words somebody typed, each in the one spelling that `folded` text has of it."""
    words = (_spellings(word)[0] for word in _WORDS.findall(unicodedata.normalize("NFC", text).lower()))
    return tuple(part for word in words for part in _WORDS.findall(word))


def matching(text: str) -> str:
    """An FTS5 query: every word typed must begin a word. Empty when nothing searchable was typed."""
    return " ".join(f'"{word}"*' for word in search_words(text))


def sort_key(text: str) -> str:
    """A text whose order by code points is the Norwegian order: case and accents aside, aa as å, æ ø å last.

    Numbers sort by size: `Avtale 2` before `Avtale 10`.
    """
    if text.isascii() and text.isdigit() and len(text) <= _LONGEST_NUMBER:
        return text.zfill(_LONGEST_NUMBER)
    plain = " ".join(_without_accents(text).split()).replace("aa", "å")
    if not plain.isascii():
        for letter, last in _LAST:
            plain = plain.replace(letter, last)
    return _NUMBERS.sub(_padded, plain)


def _padded(number: re.Match[str]) -> str:
    return number[0].zfill(_LONGEST_NUMBER)
