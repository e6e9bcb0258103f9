"""Section 4.A written out: one outline, many writers. The libraries of a format are loaded when it is asked for."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import Final, Literal, get_args

from checklists.section4a.values import Summary

Format = Literal["text", "md", "docx", "json"]
FORMATS: Final[tuple[Format, ...]] = get_args(Format)
BINARY: Final[frozenset[str]] = frozenset({"docx"})
"""Formats that are no text: they need a file to go to."""


def written(made: Summary, form: Format, language: str, public: bool = False) -> bytes:
    """The summary in one format: UTF-8 text, or the bytes of a file. The public one names no supplier."""
    if form == "json":
        from exchange.summary import json

        return json.written(made, language, public).encode() + b"\n"
    from exchange.summary.outline import outline

    told = outline(made, language, public)
    if form == "docx":
        from exchange.document import docx

        return docx.written(told, datetime.combine(made.generated, time(), UTC))
    if form == "md":
        from exchange.document import markdown

        return markdown.written(told).encode()
    from exchange.document import text

    return text.written(told).encode()
