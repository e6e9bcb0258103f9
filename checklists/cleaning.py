"""Text as it may be kept: clean, of bounded length, and without national identity numbers."""

from __future__ import annotations

import re
import unicodedata

from checklists.refused import Refused

_KEPT_FORMATS = {"\u200c", "\u200d"}
_MOST_COMBINING = 4
_BETWEEN = r"[\s.\-\u2010-\u2015\u200c\u200d]"
_ELEVEN = re.compile(rf"(?<!\d)(?=(\d\d([ .]?)\d\d\2\d\d{_BETWEEN}{{0,3}}\d{{3}} ?\d\d)(?!\d))")
"""Eleven digits as people write them: `01017012345`, `010170 12345`, `01.01.70-12345`, `010170 123 45`."""
_SIX = re.compile(r"\d\d([ .]?)\d\d\1\d\d")
"""How every one of them begins; few texts hold even that."""
_SHORTEST = 11
"""Text shorter than this holds no identity number."""
NAME_LIMIT = 500
TEXT_LIMIT = 20_000


def is_unwanted(char: str) -> bool:
    """Control, bidi-override, zero-width, tag, private and unassigned characters (ZWJ and ZWNJ are kept)."""
    kind = unicodedata.category(char)
    return kind in ("Cc", "Cs", "Co", "Cn") or (kind == "Cf" and char not in _KEPT_FORMATS)


def cleaned(text: str, *, lines: bool = False) -> tuple[str, int]:
    """`text` in NFC without unwanted characters, and how many were removed. Line breaks stay if `lines`."""
    # Printable text below the combining marks is in NFC and has nothing to remove.
    if text.isprintable() and (text.isascii() or max(text) < "\u0300"):
        return text.strip(), 0
    kept: list[str] = []
    removed = combining = 0
    for char in unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")):
        if char in "\n\t\u2028\u2029":
            kept.append("\n" if lines and char == "\n" else " ")
            combining = 0
        elif is_unwanted(char):
            removed += 1
        elif unicodedata.category(char) in ("Mn", "Me"):
            combining += 1
            if combining > _MOST_COMBINING:
                removed += 1
            else:
                kept.append(char)
        else:
            combining = 0
            kept.append(char)
    return unicodedata.normalize("NFC", "".join(kept)).strip(), removed


def clean(text: str, *, lines: bool = False, limit: int = TEXT_LIMIT) -> str:
    """`text` as it may be kept. Refuses a national identity number, and more than `limit` characters."""
    if len(text) < _SHORTEST and text.isascii() and text.isprintable() and len(text) <= limit:
        return text.strip()
    kept, _ = cleaned(text, lines=lines)
    if len(kept) > limit:
        raise Refused("text_too_long", limit=limit, length=len(kept))
    refuse_identity_number(kept)
    return kept


def refuse_identity_number(text: str) -> None:
    """Eleven digits that pass the check for a Norwegian national identity number are never kept."""
    if len(text) < _SHORTEST or not _SIX.search(text):
        return
    for found in _ELEVEN.finditer(text):
        if _is_identity_number("".join(str(int(char)) for char in found.group(1) if char.isdecimal())):
            raise Refused("identity_number")


def _is_identity_number(digits: str) -> bool:
    """Check digits and the day and month of a birth number, a D-number (day + 40) or a made-up one for tests
    (month + 40, + 65 or + 80). The year is not judged: that would take a clock.
    """
    day, month = int(digits[:2]), int(digits[2:4])
    if not (1 <= day <= 31 or 41 <= day <= 71):
        return False
    if not any(1 <= month - added <= 12 for added in (0, 40, 65, 80)):
        return False
    from stdnum.no import fodselsnummer

    return digits[9:] == fodselsnummer.calc_check_digit1(digits) + fodselsnummer.calc_check_digit2(digits)
