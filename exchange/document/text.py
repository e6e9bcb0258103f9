"""A document as plain text that pastes well: no markup, tables as lines of `name: value`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from checklists.formats import NBSP
from exchange.document.blocks import Block, Bullets, Choices, Heading, Outline, Paragraph, Room, Table, boxes

_RULE: Final = 40
_UNDER: Final = {1: "=", 2: "-"}


def written(told: Outline) -> str:
    """The whole outline, ending in a line break."""
    parts = ["\n".join(_lines(block)) for block in told.blocks]
    return "\n\n".join(parts).replace(NBSP, " ") + "\n"


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Heading(level, text):
            yield text
            if level in _UNDER:
                yield _UNDER[level] * len(text)
        case Paragraph(text):
            yield text
        case Bullets(items):
            yield from (f"- {each}" for each in items)
        case Table():
            yield from _table(block)
        case Choices():
            yield from boxes(block)
        case Room(lines):
            yield from ("…" * _RULE for _ in range(lines))


def _table(table: Table) -> Iterator[str]:
    """Two columns as `name: number`, more as one line with the heading before each cell."""
    yield table.caption
    for row in table.rows:
        if table.numeric:
            name, number, *records = row
            told = f" [{records[0]}]" if records and records[0] else ""
            yield f"  {name}: {number}{told}" if name.startswith("–") else f"- {name}: {number}{told}"
        else:
            cells = zip(table.header[1:], row[1:], strict=True)
            yield f"- {row[0]} | " + " | ".join(f"{name}: {cell}" for name, cell in cells)
