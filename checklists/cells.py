"""Which cells of a table are asked in a row, and which of their choices are offered, by the row and other answers.

Conditions cascade, as those of questions do: a cell that is not asked for is none to look at.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from checklists.conditions import AnswerValue, Around, Cell, Condition, Row, holds, is_given
from checklists.form import NOT_APPLICABLE, Column, Question

ROW: Final = "row"
"""Key of the cell that says which fixed row a row is."""


@dataclass(frozen=True, slots=True)
class AskedRow:
    """One row as it is asked."""

    columns: Mapping[str, Column]
    """The columns that are asked in it, by key, with the choices that are offered."""
    row: Row
    """The cells that count."""


@dataclass(frozen=True, slots=True)
class CellFault:
    """A cell that does not hold against the constraint of its column."""

    number: int
    """Of its row, from 1."""
    row: Row
    column: Column


def offered(value: AnswerValue | None, withheld: frozenset[str]) -> AnswerValue | None:
    """What is left of an answer without the choices that are not offered; None when that is nothing."""
    if value is None or not withheld:
        return value
    if isinstance(value, str):
        return None if value in withheld else value
    return _chosen(value, withheld) or None


def _chosen(codes: Iterable[str | Row], withheld: frozenset[str]) -> tuple[str, ...]:
    return tuple(code for code in codes if isinstance(code, str) and code not in withheld)


class Cells:
    """The cells of one table, each judged after those that its conditions look at."""

    def __init__(self, question: Question) -> None:
        self._question = question
        self._all = {column.key: column for column in question.columns}
        self._order = tuple(_in_order(self._all)) if any(c.conditions for c in question.columns) else None

    def asked(self, row: Row, around: Around) -> AskedRow:
        """What is asked in a row, and what counts of it."""
        if self._order is None:
            return AskedRow(self._all, row)
        counted: Row = {ROW: row[ROW]} if ROW in row and ROW not in self._all else {}
        columns: dict[str, Column] = {}
        for column in self._order:
            if column.when is not None and not holds(column.when, around, row=counted):
                continue
            whens = ((choice.code, choice.when) for choice in column.choices if choice.when is not None)
            withheld = frozenset(code for code, when in whens if not holds(when, around, row=counted))
            columns[column.key] = _narrowed(column, withheld)
            cell = _left(row.get(column.key, ""), withheld)
            if is_given(cell):
                counted[column.key] = cell
        return AskedRow(columns, {key: counted[key] for key in row if key in counted})

    def counted(self, value: AnswerValue, around: Around) -> AnswerValue:
        """An answer to the table, with the cells that count; every row keeps its place."""
        if isinstance(value, str):
            return value
        return tuple(self.asked(row, around).row for row in value if isinstance(row, dict))

    def faults(self, rows: Iterable[Row], around: Around) -> Iterator[CellFault]:
        """The cells that count and do not hold against their constraint."""
        limited = [(c, c.constraint.must) for c in self._question.columns if c.constraint is not None]
        for number, row in enumerate(rows, 1) if limited else ():
            counted = self.asked(row, around).row
            for column, must in limited:
                if _breaks(must, counted.get(column.key), around, counted):
                    yield CellFault(number, row, column)


def suggested(column: Column) -> Cell:
    """What is suggested for an empty cell of the column as it is asked; empty where that is nothing that is offered."""
    cell = column.default or ""
    codes = {choice.code for choice in column.choices}
    fits = not codes or codes.issuperset((cell,) if isinstance(cell, str) else cell)
    return cell if fits else ""


def _breaks(must: Condition, cell: Cell | None, around: Around, row: Row) -> bool:
    return cell is not None and cell != NOT_APPLICABLE and not holds(must, around, this=cell, row=row)


def _left(cell: Cell, withheld: frozenset[str]) -> Cell:
    if isinstance(cell, str):
        return "" if cell in withheld else cell
    return _chosen(cell, withheld) if withheld else cell


def _narrowed(column: Column, withheld: frozenset[str]) -> Column:
    if not withheld:
        return column
    left = tuple(choice for choice in column.choices if choice.code not in withheld)
    return column.model_copy(update={"choices": left})


def _in_order(columns: Mapping[str, Column]) -> Iterator[Column]:
    """The columns, each behind those it looks at. Those in a circle, or behind one, are never asked."""
    waiting = {key: looked_at(column) & columns.keys() for key, column in columns.items()}
    while ready := [key for key, others in waiting.items() if not others & waiting.keys()]:
        for key in ready:
            del waiting[key]
            yield columns[key]


def looked_at(column: Column) -> frozenset[str]:
    """Keys of the columns of the row that decide whether a cell is asked, or what may be chosen in it."""
    return frozenset(key for when in column.conditions for key in when.columns)
