"""What a command answers: lines to read and a JSON document, of which one is printed."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import TypeAlias, Union

Json: TypeAlias = Union["Mapping[str, Json]", "Sequence[Json]", str, int, Decimal, bool, date, datetime, None]
"""What may stand in an answer. Decimals become numbers from their text, dates ISO 8601."""


@dataclass(frozen=True)
class Told:
    """The answer of a command. `lines` are drawn with everything that could steer a terminal made visible."""

    lines: Sequence[str] = ()
    data: Json = field(default_factory=dict[str, Json])
    code: int = 0
    """0 done, 1 done but something was found."""
    written: str | None = None
    """Text that is the answer as it stands, with or without `--json`: a summary, a document of another room."""


def json_text(value: Json) -> str:
    """`value` as one JSON document; numbers exactly as their decimal text."""
    return _written(value, "\n") + "\n"


def _written(value: Json, margin: str) -> str:
    if isinstance(value, str):
        return _quoted(value)
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, Decimal):
        return _number(value)
    if isinstance(value, int):
        return str(value)
    if isinstance(value, date):
        return _quoted(value.isoformat())
    inner = margin + "  "
    if isinstance(value, Mapping):
        parts = [f"{_quoted(key)}: {_written(part, inner)}" for key, part in value.items()]
        opening, closing = "{", "}"
    else:
        parts = [_written(part, inner) for part in value]
        opening, closing = "[", "]"
    return f"{opening}{inner}{f',{inner}'.join(parts)}{margin}{closing}" if parts else opening + closing


def _number(value: Decimal) -> str:
    plain = f"{value:f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def _quoted(text: str) -> str:
    quoted = json.dumps(text, ensure_ascii=False)
    if quoted.isprintable():
        return quoted
    # What could steer a terminal is an escape in JSON too.
    return "".join(char if char.isprintable() else json.dumps(char)[1:-1] for char in quoted)
