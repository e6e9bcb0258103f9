"""What an answer must fulfil: the author's constraints of questions and cells, and cells that may not be given."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from checklists.answer import Answer
from checklists.cells import ROW, AskedRow, CellFault, Cells
from checklists.conditions import AnswerValue, Cell, Row, is_filled
from checklists.first_rows import asked_rows, standing_rows, with_rows
from checklists.form import LANGUAGES, Column, Question, Texts
from checklists.values import Refused

if TYPE_CHECKING:
    from checklists.review import Review


def cell_faults(review: Review, question: Question) -> tuple[CellFault, ...]:
    """The cells of a table that do not hold against their constraints, as the other answers stand."""
    if all(column.constraint is None for column in question.columns) or review.given(question.key) is None:
        return ()
    return tuple(Cells(question).faults(standing_rows(review, question), review.around))


def fulfils(review: Review, question: Question) -> bool:
    """Does the answer to it hold against its constraint, and every cell against that of its column?"""
    return _holds(review, question) and not cell_faults(review, question)


def refuse_broken(review: Review, question: Question, before: Review | None = None) -> None:
    """Refused in the author's own words where the answer, or a cell, does not hold against its constraint.

    Rows that stood in the review `before` are not held against a change of other rows.
    """
    if question.constraint and not _holds(review, question):
        raise Refused("constraint", question=question.key, **_said("message", question.constraint.message))
    stood = standing_rows(before, question) if before else ()
    for fault in cell_faults(review, question):
        rule = fault.column.constraint
        if rule is not None and fault.row not in stood:
            where = _where(review, question, fault.column, fault.row, fault.number)
            raise Refused("cell_constraint", **where, **_said("message", rule.message))


def refuse_cells(before: Review, after: Review, question: Question) -> None:
    """Refuses cells that are not asked, or not offered, and did not stand there before.

    What stood there, in this year's answer or last year's, is kept: it counts again once it is asked.
    """
    if question.key not in before.form.by_row:
        return
    stood = _counted(standing_rows(before, question))
    if earlier := before.last_year.get(question.key):
        stood |= _counted(row for row in earlier.value if isinstance(row, dict))
    rows = standing_rows(after, question)
    found = list(_not_taken(question, rows, asked_rows(after, question)))
    more = _counted(rows) - stood
    # Of several alike, those that come last are the new ones.
    old = Counter((each.column.key, each.code) for each in found) - more
    for each in found:
        cell = (each.column.key, each.code)
        if cell in more and not old[cell]:
            where = _where(after, question, each.column, rows[each.number - 1], each.number)
            if each.offered is None:
                raise Refused("cell_not_asked", **where)
            raise Refused("cell_not_offered", **where, given=each.code[:60], choices=each.offered)
        old[cell] -= 1


class _Untaken(NamedTuple):
    """What stands in a cell that does not ask for it, or that does not offer it."""

    number: int
    column: Column
    code: str
    offered: str | None
    """The codes that are; None where the cell is not asked."""


def offers(review: Review, question: Question, answer: Answer) -> bool:
    """Is everything offered that is chosen in the answer, apart from cells that are not asked?"""
    if question.type != "table":
        return review.in_force[question.key].value == answer.value
    rows = zip(standing_rows(review, question), asked_rows(review, question), strict=True)
    return all(asked.row.get(key) == row.get(key) for row, asked in rows for key in asked.columns)


def lacks_cells(review: Review, question: Question) -> bool:
    """Is a cell missing that must be filled in, in a row of which something is said and that asks for it?"""
    needed = [column.key for column in question.columns if column.required]
    if not needed or review.given(question.key) is None:
        return False
    rows = [each for each in asked_rows(review, question) if is_filled(each.row)]
    return any(key in each.columns and key not in each.row for each in rows for key in needed)


def _holds(review: Review, question: Question) -> bool:
    value = review.given(question.key)
    rule = question.constraint
    return rule is None or value is None or review.holds(rule.must, this=value)


def _not_taken(question: Question, rows: Iterable[Row], asked: Iterable[AskedRow]) -> Iterator[_Untaken]:
    for number, (row, each) in enumerate(zip(rows, asked, strict=True), 1):
        for column in question.columns:
            there = each.columns.get(column.key)
            codes = [choice.code for choice in there.choices] if there else []
            for code in _codes(row.get(column.key, "")):
                if there is None:
                    yield _Untaken(number, column, code, None)
                elif column.choices and code not in codes:
                    yield _Untaken(number, column, code, ", ".join(codes) or "-")


def _counted(rows: Iterable[Row]) -> Counter[tuple[str, str]]:
    return Counter((key, code) for row in rows for key, cell in row.items() for code in _codes(cell))


def _codes(cell: Cell | AnswerValue) -> Iterator[str]:
    """What stands in a cell: each of several codes, or its one text."""
    for code in (cell,) if isinstance(cell, str) else cell:
        if isinstance(code, str) and code:
            yield code


def _where(review: Review, question: Question, column: Column, row: Row, number: int) -> dict[str, str]:
    """The question, the row by its name or its number, and the column, as a refusal names them."""
    rows = with_rows(review.followup, question).rows
    named = next((each.text for each in rows if each.code == row.get(ROW)), Texts(nb=str(number)))
    return {"question": question.key, **_said("row", named), **_said("column", column.text)}


def _said(name: str, text: Texts) -> dict[str, str]:
    """A text as parameters of a refusal, in the languages it has."""
    others = {f"{name}_{each}": text.text(each) for each in LANGUAGES if each != "nb"}
    return {name: text.nb, **others}
