"""What a document is made of before it has a format: headings, paragraphs, lists and tables."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from checklists.formats import NBSP
from checklists.values import cleaned


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the document's."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str


@dataclass(frozen=True, slots=True)
class Bullets:
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a row of headings. Every row has as many cells as there are headings."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: frozenset[int] = frozenset()
    """Columns of numbers, set to the right."""


@dataclass(frozen=True, slots=True)
class Choices:
    """Boxes to tick, each ticked or not."""

    items: tuple[tuple[bool, str], ...]


@dataclass(frozen=True, slots=True)
class Room:
    """Room to write in, so many lines high."""

    lines: int


Block = Heading | Paragraph | Bullets | Table | Choices | Room
TICKED, UNTICKED = "\u2612", "\u2610"


def boxes(choices: Choices) -> tuple[str, ...]:
    """Each choice with its box before it."""
    return tuple(f"{TICKED if ticked else UNTICKED}{NBSP}{text}" for ticked, text in choices.items)


@dataclass(frozen=True, slots=True)
class Outline:
    """A document without a format: `blocks` begin with its only heading of level 1."""

    title: str
    language: str
    organisation: str
    subject: str
    blocks: tuple[Block, ...]


def outlined(
    title: str, language: str, blocks: Iterable[Block], *, organisation: str, subject: str
) -> Outline:
    """The outline of these blocks, without characters that a file could be upset by, wherever they came from."""
    clean = tuple(_cleaned(block) for block in blocks)
    return Outline(_line(title), language, _line(organisation), _line(subject), clean)


def _line(text: str) -> str:
    # The blank that never breaks, which dates and amounts have, is not called printable.
    return text if text.replace(NBSP, " ").isprintable() else cleaned(text)[0]


def _cleaned(block: Block) -> Block:
    match block:
        case Heading(level, text):
            return Heading(level, _line(text))
        case Paragraph(text):
            return Paragraph(_line(text))
        case Bullets(items):
            return Bullets(tuple(_line(each) for each in items))
        case Table(caption, header, rows, numeric):
            inner = tuple(tuple(_line(cell) for cell in row) for row in rows)
            return Table(_line(caption), tuple(_line(cell) for cell in header), inner, numeric)
        case Choices(items):
            return Choices(tuple((ticked, _line(text)) for ticked, text in items))
        case Room():
            return block
