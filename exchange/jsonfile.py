"""JSON from outside: exact numbers, no key twice, nothing that standard JSON does not have; refused by its place."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import TypeAlias

from checklists.values import InputRefused
from exchange.jsonplace import number_fits, place_of_fault

Json: TypeAlias = "str | int | Decimal | bool | list[Json] | dict[str, Json] | None"

MOST_LEVELS = 64
_LOCATED = 8_000_000


class _Fault(ValueError):
    def __init__(self, code: str, found: str) -> None:
        super().__init__(code)
        self.code, self.found = code, found


def parse_json(raw: bytes, name: str) -> Json:
    """`raw` as values, numbers with a point or exponent as Decimal from their text.

    Raises InputRefused with the place (`path`, `line`): NaN and Infinity, numbers out of range, a key twice,
    more than `MOST_LEVELS` levels, lone surrogates, NUL, and anything that is not one whole JSON document.
    """
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise InputRefused("json_not_utf8", file=name, line=line) from None
    try:
        value: Json = json.loads(
            text,
            object_pairs_hook=_pairs,
            parse_float=_decimal,
            parse_int=_integer,
            parse_constant=_constant,
        )
    except json.JSONDecodeError as error:
        raise InputRefused("json_malformed", file=name, line=error.lineno, column=error.colno) from None
    except RecursionError:
        raise InputRefused("json_too_deep", file=name, limit=MOST_LEVELS) from None
    except _Fault as fault:
        raise _refusal(fault, text, name) from None
    if _levels(value) > MOST_LEVELS:
        raise InputRefused("json_too_deep", file=name, limit=MOST_LEVELS)
    if "\\u" in text:
        _refuse_bad_characters(value, text, name)
    return value


def _refusal(fault: _Fault, text: str, name: str) -> InputRefused:
    place = place_of_fault(text, fault.code) if len(text) <= _LOCATED else None
    path, line = place or ("?", 0)
    return InputRefused(fault.code, file=name, found=fault.found[:40], path=path, line=line)


def _pairs(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    found = dict(pairs)
    if len(found) != len(pairs):
        seen: set[str] = set()
        for key, _ in pairs:
            if key in seen:
                raise _Fault("json_key_twice", key)
            seen.add(key)
    return found


def _decimal(digits: str) -> Decimal:
    if not number_fits(digits):
        raise _Fault("json_number_out_of_range", digits)
    return Decimal(digits)


def _integer(digits: str) -> int:
    if not number_fits(digits):
        raise _Fault("json_number_out_of_range", digits)
    return int(digits)


def _constant(word: str) -> Json:
    raise _Fault("json_constant", word)


def _levels(value: Json) -> int:
    deepest = 0
    waiting: list[tuple[Json, int]] = [(value, 1)]
    while waiting:
        item, level = waiting.pop()
        if isinstance(item, dict | list):
            deepest = max(deepest, level)
            inner = item.values() if isinstance(item, dict) else item
            waiting.extend((part, level + 1) for part in inner if isinstance(part, dict | list))
    return deepest


_BAD = re.compile("[\ud800-\udfff\x00]")


def _refuse_bad_characters(value: Json, text: str, name: str) -> None:
    for word in _texts(value):
        found = _BAD.search(word)
        if found:
            code = "json_nul" if found.group() == "\x00" else "json_surrogate"
            raise _refusal(_Fault(code, f"U+{ord(found.group()):04X}"), text, name)


def _texts(value: Json) -> Iterator[str]:
    waiting = [value]
    while waiting:
        item = waiting.pop()
        if isinstance(item, str):
            yield item
        elif isinstance(item, list):
            waiting.extend(item)
        elif isinstance(item, dict):
            yield from item
            waiting.extend(item.values())
