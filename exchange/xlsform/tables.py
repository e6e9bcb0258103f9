"""The sheets of an XLSForm with their columns named the one way, whatever their headings are written like."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from checklists.values import Refused, cleaned, refuse_identity_number
from exchange.form_reading import Remarks
from exchange.workbook.grid import Cell, Grid, column_letters

OURS: Final = "aktsom::"
"""What our own columns begin with."""
SHEETS: Final = ("survey", "choices", "settings")
_BETWEEN = re.compile(r"\s*::\s*|(?<!jr)\s*:\s*")
_AROUND = frozenset(("bind", "control", "media", "body", "instance"))
_MORE = re.compile(r"::[0-9]+$")
_ALIASES: Final[Mapping[str, str]] = {
    "jr:constraintmsg": "constraint_message",
    "constraining_message": "constraint_message",
    "constraint_msg": "constraint_message",
    "jr:requiredmsg": "required_message",
    "requiredmsg": "required_message",
    "relevance": "relevant",
    "caption": "label",
    "readonly": "read_only",
    "calculate": "calculation",
    "command": "type",
    "tag": "name",
    "value": "name",
    "listname": "list_name",
    "jr:count": "repeat_count",
    "count": "repeat_count",
    "set_form_title": "form_title",
    "set_form_id": "form_id",
    "title": "form_title",
    "id_string": "form_id",
}


class Column(NamedTuple):
    """A column by its meaning, and the language it is in where its heading says one."""

    name: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a sheet: its number as the file counts, and its cells that hold something."""

    number: int
    cells: Mapping[Column, str]

    def get(self, name: str) -> str:
        """The cell of a column that has no language."""
        return self.cells.get(Column(name), "")


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet with named columns."""

    sheet: str
    headings: Mapping[Column, str]
    """As they are written in the file."""
    lines: tuple[Line, ...]

    def heading(self, name: str) -> str:
        """What the column's heading is, whatever language it is in; its name where there is none."""
        return next((written for column, written in self.headings.items() if column.name == name), name)


EMPTY: Final = Table("", {}, ())


def column_of(heading: str) -> Column:
    """`bind::relevant` → relevant; `label::English (en)` → label in English (en)."""
    told = " ".join(heading.split())
    if told.lower().startswith(OURS):
        return Column(_MORE.sub("", told.lower()))
    parts = _BETWEEN.split(told)
    if len(parts) > 1 and parts[0].lower() in _AROUND:
        parts = parts[1:]
    name = parts[0].strip().lower().replace(" ", "_")
    return Column(_ALIASES.get(name, name), "::".join(parts[1:]).strip())


def table_of(grid: Grid, sheet: str, remarks: Remarks) -> Table:
    """The grid with its first row as headings. Formulas, faults and what may not be kept are left out and told."""
    if grid.hidden:
        remarks.add("sheet_hidden", sheet)
    for reference in grid.merged:
        remarks.add("cells_merged", sheet, column=reference, cells=reference)
    first = min((row for row, _ in grid.cells), default=0)
    columns: dict[int, tuple[Column, str]] = {}
    for (row, column), cell in sorted(grid.cells.items()):
        if row == first and (text := _text(cell, sheet, row, column_letters(column), remarks)):
            columns[column] = (column_of(text), text)
    headings, kept = _headings(columns, sheet, first, remarks)
    rows: dict[int, dict[Column, str]] = {}
    for (row, column), cell in sorted(grid.cells.items()):
        if row == first or column not in kept or not cell.text.strip():
            continue
        text = _text(cell, sheet, row, kept[column][1], remarks)
        named = kept[column][0]
        held = rows.setdefault(row, {})
        # A structure too long for one cell goes on in the next column of its name.
        held[named] = held.get(named, "") + text if named.name.startswith(OURS) else text
    lines = (Line(row, {c: t for c, t in cells.items() if t}) for row, cells in sorted(rows.items()))
    return Table(sheet, headings, tuple(line for line in lines if line.cells))


def _headings(
    columns: Mapping[int, tuple[Column, str]], sheet: str, row: int, remarks: Remarks
) -> tuple[dict[Column, str], dict[int, tuple[Column, str]]]:
    headings: dict[Column, str] = {}
    kept: dict[int, tuple[Column, str]] = {}
    for number, (column, written) in columns.items():
        if column in headings and not column.name.startswith(OURS):
            remarks.add("column_twice", sheet, row, written, first=headings[column])
            continue
        headings.setdefault(column, written)
        kept[number] = (column, written)
    return headings, kept


def _text(cell: Cell, sheet: str, row: int, column: str, remarks: Remarks) -> str:
    if cell.kind in ("formula", "error"):
        code = "cell_formula" if cell.kind == "formula" else "cell_error"
        remarks.add(code, sheet, row, column, text=cleaned(cell.text)[0])
        return ""
    text, removed = cleaned(cell.text, lines=True)
    if removed:
        remarks.add("cell_characters_removed", sheet, row, column, count=removed)
    try:
        refuse_identity_number(text)
    except Refused:
        remarks.add("cell_identity_number", sheet, row, column)
        return ""
    return text


def told_rows(numbers: Iterable[int]) -> str:
    """`2–4, 8`: rows as a sentence names them."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)
