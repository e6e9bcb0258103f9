"""A document as Markdown. Text from people is text: no link, image, heading, tag or emphasis comes of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from checklists.formats import NBSP
from exchange.document.blocks import Block, Bullets, Choices, Heading, Outline, Paragraph, Room, Table

_LIVE: Final = re.compile(r"([\\`*_{}\[\]<>|~&@$])")
_LINKED: Final = re.compile(r"(?i)\b(https?|ftp|mailto|xmpp|javascript|data|file):|\b(www)\.")
_RULE: Final = 40
_AT_START: Final = re.compile(r"^(\s*)(#|\+|-|=|!|\d{1,9}(?=[.)]))")


def written(told: Outline) -> str:
    """The whole outline, ending in a line break."""
    return "\n\n".join("\n".join(_lines(block)) for block in told.blocks).replace(NBSP, " ") + "\n"


def escaped(text: str) -> str:
    """`text` on one line, so that Markdown shows it as it is."""
    line = _LIVE.sub(r"\\\1", " ".join(text.split()))
    line = _LINKED.sub(lambda m: f"{m[1]}\\:" if m[1] else f"{m[2]}\\.", line)
    start = _AT_START.match(line)
    if not start:
        return line
    if start[2].isdigit():
        return f"{start[2]}\\{line[start.end() :]}"
    return f"\\{line}"


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Heading(level, text):
            yield f"{'#' * level} {escaped(text)}"
        case Paragraph(text):
            yield escaped(text)
        case Bullets(items):
            yield from (f"- {escaped(each)}" for each in items)
        case Table():
            yield from _table(block)
        case Choices(items):
            yield from (f"- [{'x' if ticked else ' '}] {escaped(each)}" for ticked, each in items)
        case Room(lines):
            yield from ("…" * _RULE + ("\\" if line < lines else "") for line in range(1, lines + 1))


def _table(table: Table) -> Iterator[str]:
    yield f"**{escaped(table.caption)}**"
    yield ""
    yield _row(table.header)
    yield _row("--:" if index in table.numeric else "---" for index in range(len(table.header)))
    yield from (_row(escaped(cell) for cell in row) for row in table.rows)


def _row(cells: Iterator[str] | tuple[str, ...]) -> str:
    return f"| {' | '.join(cells)} |"
