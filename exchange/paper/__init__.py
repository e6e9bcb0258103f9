"""Forms on paper: blank, filled in, and with their code book, as documents that every writer writes."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final, Literal, get_args

from exchange.document.blocks import Outline

PaperFormat = Literal["docx", "html", "md"]
PAPER_FORMATS: Final[tuple[PaperFormat, ...]] = get_args(PaperFormat)


def written(told: Outline, form: PaperFormat, when: datetime | None = None) -> bytes:
    """The document in one format; `when` stands in the properties of a Word file."""
    if form == "docx":
        from exchange.document import docx

        return docx.written(told, when or datetime(2000, 1, 1, tzinfo=UTC))
    if form == "html":
        from exchange.document import html

        return html.written(told).encode()
    from exchange.document import markdown

    return markdown.written(told).encode()
