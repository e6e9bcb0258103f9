"""Rows pasted from a spreadsheet into a table: cells by columns, labels or codes, judged whole before any is kept."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable
from datetime import date
from typing import Final

from checklists.answer import column_cell, refuse_two_ways
from checklists.codelists import codes
from checklists.conditions import Cell, Row, is_filled
from checklists.form import LANGUAGES, NOT_APPLICABLE, NUMBERS, VERDICTS, Choice, Column, Question
from checklists.values import Refused

MOST_PASTED: Final = 2_000
_DAY: Final = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")


def pasted_rows(question: Question, text: str) -> tuple[Row, ...]:
    """The rows that tab-separated text gives the table.

    A first line of headings (texts or keys of columns, in any language) says which column is which; without it they
    are taken in order. A cell may be a code or its text in any language. Fixed rows are named in the first column, or
    come in their order. Refused with the line and the column of the first cell that cannot be taken, or when
    there is nothing to take.
    """
    lines = [cells for cells in _lines(text) if any(cell.strip() for cell in cells)]
    if not lines:
        raise Refused("nothing_pasted", question=question.key)
    if len(lines) > MOST_PASTED:
        raise Refused("too_much_pasted", question=question.key, rows=len(lines), most=MOST_PASTED)
    columns = _headed(question, lines[0])
    body = lines[1:] if columns else lines
    order = columns or _in_order(question, lines[0])
    rows = [_row(question, order, number, cells) for number, cells in enumerate(body, 2 if columns else 1)]
    return tuple(_with_fixed_rows(question, rows) if question.fixed else rows)


def with_pasted(
    question: Question, standing: tuple[Row, ...], pasted: tuple[Row, ...], first: tuple[Row, ...] = ()
) -> tuple[Row, ...]:
    """The rows of the table with those that were pasted: what stands there already is filled in, the rest is added.

    A row is the same when it is named alike, or says the same in the cells that the table was started with (`first`).
    Refused when two of the pasted rows are the same one. Rows that say nothing and were added are left out.
    """
    rows = [dict(row) for row in standing if question.fixed or "row" in row or is_filled(row)]
    known = [_known_by(question, row, first) for row in rows]
    taken: set[int] = set()
    for row in pasted:
        place = next((n for n, by in enumerate(known) if _is_same(row, by)), None)
        if place is None:
            rows.append(dict(row))
            continue
        if place in taken:
            name = rows[place].get(_ROW) or next(iter(known[place].values()))
            raise Refused("pasted_row_twice", name=str(name)[:60])
        taken.add(place)
        # What it is recognised by stays as it stands there, however it was written in the spreadsheet.
        by = known[place]
        rows[place] |= {key: cell for key, cell in row.items() if not (key in by and _alike(cell, by[key]))}
    return tuple(rows)


_NOTHING: Final[Row] = {}


def _known_by(question: Question, row: Row, first: tuple[Row, ...]) -> Row:
    """What a standing row is recognised by: its name, and the cells that it was started with."""
    keys = (_ROW, *(column.key for column in question.columns))
    if _ROW in row:
        begun = next((each for each in first if each.get(_ROW) == row[_ROW]), _NOTHING)
    else:
        begun = next(
            (each for each in first if each and all(row.get(k) == c for k, c in each.items())), _NOTHING
        )
    return {key: row[key] for key in keys if key in row and (key == _ROW or key in begun)}


def _is_same(pasted: Row, known: Row) -> bool:
    if _ROW in pasted:
        return known.get(_ROW) == pasted[_ROW]
    told = {key: cell for key, cell in known.items() if key != _ROW}
    lead = next(iter(told), "")  # the first of them is what the row is about
    return lead in pasted and all(_alike(pasted[key], cell) for key, cell in told.items() if key in pasted)


def _alike(one: Cell, other: Cell) -> bool:
    return one == other or (
        isinstance(one, str) and isinstance(other, str) and _folded(one) == _folded(other)
    )


def _lines(text: str) -> list[list[str]]:
    # A spreadsheet puts a cell with a line break in quotation marks, as CSV does.
    return list(csv.reader(io.StringIO(text.replace("\x00", ""), newline=""), delimiter="\t"))


_ROW: Final = "row"


def _headed(question: Question, cells: list[str]) -> list[str] | None:
    """Keys of the columns that the first line names; None when it is no line of headings."""
    known = {_folded(each): column.key for column in question.columns for each in _names(column)}
    found = [known.get(_folded(cell), "") for cell in cells]
    if question.rows and found and not found[0]:
        found[0] = _ROW
    named = [key for key in found if key and key != _ROW]
    if not named:
        return None
    unknown = next((cell for cell, key in zip(cells, found, strict=True) if cell.strip() and not key), "")
    if unknown:
        texts = ", ".join(column.text.nb for column in question.columns)
        raise Refused("pasted_heading_unknown", heading=unknown.strip()[:60], columns=texts)
    twice = next((key for key in named if named.count(key) > 1), "")
    if twice:
        raise Refused("pasted_heading_twice", heading=twice)
    return found


def _names(column: Column) -> Iterable[str]:
    return (column.key, *(column.text.own(language) for language in LANGUAGES if column.text.own(language)))


def _in_order(question: Question, cells: list[str]) -> list[str]:
    keys = [column.key for column in question.columns]
    return [_ROW, *keys] if question.rows and _fixed(question, cells[0]) else keys


def _row(question: Question, order: list[str], number: int, cells: list[str]) -> Row:
    columns = {column.key: column for column in question.columns}
    extra = next((cell for cell in cells[len(order) :] if cell.strip()), "")
    if extra:
        raise Refused("pasted_too_wide", row=number, cell=extra.strip()[:60], columns=len(order))
    row: Row = {}
    for key, cell in zip(order, cells, strict=False):
        written = cell.strip()
        if not written or not key:
            continue
        if key == _ROW:
            row[_ROW] = _named(question, written, number)
        else:
            row[key] = _cell(question, columns[key], written, number)
    return row


def _named(question: Question, written: str, number: int) -> str:
    found = _fixed(question, written)
    if not found:
        rows = ", ".join(choice.text.nb for choice in question.rows)
        raise Refused("pasted_row_unknown", row=number, cell=written[:60], rows=rows)
    return found


def _fixed(question: Question, written: str) -> str:
    return _code(question.rows, written)


def _code(choices: tuple[Choice, ...], written: str) -> str:
    """The code that a cell means: the code itself, or its text in any language; empty for neither."""
    wanted = _folded(written)
    for choice in choices:
        texts = (choice.code, *(choice.text.own(language) for language in LANGUAGES))
        if wanted in {_folded(each) for each in texts if each}:
            return choice.code
    return ""


def _cell(question: Question, column: Column, written: str, number: int) -> Cell:
    try:
        cell = _READ.get(column.type, _as_written)(column, written)
        return column_cell(f"{question.key}.{column.key}", column, cell)
    except Refused as refused:
        if refused.code == "identity_number":
            raise
        raise Refused("pasted_cell", row=number, column=column.text.nb, cell=written[:60]) from None


def _as_written(column: Column, written: str) -> Cell:
    del column
    return written


def _one(column: Column, written: str) -> Cell:
    return _code(column.choices, written) or written


def _many(column: Column, written: str) -> Cell:
    whole = _code(column.choices, written)
    parts = [whole] if whole else [part for part in re.split(r"[,;\n]", written) if part.strip()]
    return tuple(_code(column.choices, part) or part.strip() for part in parts)


def _day(column: Column, written: str) -> Cell:
    del column
    found = _DAY.fullmatch(written)
    if not found:
        return written
    try:
        return date(int(found[3]), int(found[2]), int(found[1])).isoformat()
    except ValueError:
        return written  # no such day: refused as any other text would be


def _verdict(written: str) -> str:
    wanted = _folded(written)
    entries = codes("verdicts")
    for code in (*VERDICTS, NOT_APPLICABLE):
        label = entries[code].label
        if wanted in {code, _folded(label.nb), _folded(label.nn), _folded(label.en), entries[code].glyph}:
            return code
    return written


def _yes_partly_no(column: Column, written: str) -> Cell:
    del column
    return _verdict(written)


def _number(column: Column, written: str) -> Cell:
    del column
    refuse_two_ways(written)
    return written


_READ: Final[dict[str, Callable[[Column, str], Cell]]] = {
    "one": _one,
    "many": _many,
    "date": _day,
    "yes_partly_no": _yes_partly_no,
    **dict.fromkeys(NUMBERS, _number),
}


def _with_fixed_rows(question: Question, rows: list[Row]) -> list[Row]:
    """Each row with the fixed row that it is; without names they come in order, and must all be there."""
    named = [row.get(_ROW) for row in rows]
    if any(named) or len(rows) != len(question.rows):
        missing = next((number for number, name in enumerate(named, 1) if not name), 0)
        if missing:
            raise Refused(
                "pasted_row_not_named", row=missing, rows=", ".join(c.text.nb for c in question.rows)
            )
        twice = next((str(name) for name in named if named.count(name) > 1), "")
        if twice:
            raise Refused("pasted_row_twice", name=twice)
        return rows
    return [{_ROW: fixed.code, **row} for fixed, row in zip(question.rows, rows, strict=True)]


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()
