"""A workbook as values: sheets of cells with their text, kind and place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

CellKind = Literal["text", "number", "truth", "date", "formula", "error"]


@dataclass(frozen=True, slots=True)
class Cell:
    """What one cell holds. Of a formula the text is the formula, never its stored result."""

    text: str
    kind: CellKind = "text"


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet. Rows and columns count from one."""

    name: str
    cells: Mapping[tuple[int, int], Cell]
    hidden: bool = False
    merged: tuple[str, ...] = ()
    """Ranges of merged cells: `B2:B5`. Only the first cell of each holds anything."""


def column_letters(column: int) -> str:
    """1 → A, 27 → AA."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
