"""One answer, and what a question accepts as one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Final, Literal

from checklists.codelists import codes
from checklists.conditions import AnswerValue, Cell, Row, is_given
from checklists.evidence import Depth
from checklists.form import (
    LANGUAGES,
    NOT_APPLICABLE,
    NOT_ASSESSED,
    NUMBERS,
    VERDICTS,
    Choice,
    Column,
    Question,
)
from checklists.values import TEXT_LIMIT, Frozen, Key, Refused, Text, clean, plain, refuse_identity_number

Reason = Literal["", "not_in_contract", "followed_up_already", "documented_elsewhere", "other"]
MOST_ROWS = 5_000
_TWO_WAYS: Final = re.compile(r"-?[1-9]\d{0,2}[.,]\d{3}")
"""A thousand and more to some, a little more than one to others."""


class Answer(Frozen):
    """The answer to one question. An empty value with a comment is a comment, not an answer."""

    question: Key
    value: AnswerValue = ""
    comment: Text = ""
    reason: Reason = ""
    """Why it is not applicable."""
    reason_text: Text = ""
    depth: Depth = "none"
    evidence: tuple[str, ...] = ()
    """Ids of evidence (`B-9`)."""
    carried: bool = False
    """Kept from last year; its verification starts again."""

    @property
    def given(self) -> bool:
        return is_given(self.value)

    @property
    def counts(self) -> bool:
        """Says something of the requirement: neither empty, not applicable nor not assessed."""
        return self.given and self.value not in (NOT_APPLICABLE, NOT_ASSESSED)


def shown_by(question: Question, answer: Answer, titles: Sequence[str]) -> Answer:
    """`answer` as it is when it rests on evidence with these titles: where that is what was asked for, they answer."""
    if question.type != "evidence" or not titles:
        return answer
    return answer.model_copy(update={"value": clean("; ".join(titles), limit=TEXT_LIMIT)})


def accepted(question: Question, answer: Answer) -> Answer:
    """`answer` as the question keeps it, or Refused with the key, what was given and what may be."""
    if not question.answerable:
        raise Refused("note_has_no_answer", question=question.key)
    if not answer.value:
        return answer.model_copy(update={"reason": "", "reason_text": ""})
    if answer.value == NOT_APPLICABLE:
        return _not_applicable(question, answer)
    value = _checked(question, answer.value)
    return answer.model_copy(update={"value": value, "reason": "", "reason_text": ""})


def _not_applicable(question: Question, answer: Answer) -> Answer:
    if question.type not in ("yes_partly_no", "one", "many", "table"):
        raise Refused("not_applicable_not_allowed", question=question.key)
    if not answer.reason:
        raise Refused("not_applicable_needs_reason", question=question.key)
    if answer.reason == "other" and not answer.reason_text:
        raise Refused("other_reason_needs_text", question=question.key)
    return answer


def _checked(question: Question, value: AnswerValue) -> AnswerValue:
    if question.type == "table":
        if isinstance(value, str) or len(value) > MOST_ROWS:
            raise Refused("not_rows", question=question.key, most=MOST_ROWS)
        rows = tuple(_row(question, row) for row in value if isinstance(row, dict))
        if len(rows) < len(value):
            raise Refused("not_rows", question=question.key, most=MOST_ROWS)
        return rows
    if isinstance(value, tuple) and any(isinstance(part, dict) for part in value):
        raise Refused("rows_only_in_table", question=question.key)
    if question.not_assessed and value == NOT_ASSESSED:
        return value
    cell: Cell = value if isinstance(value, str) else tuple(part for part in value if isinstance(part, str))
    return checked_cell(question.key, _judged_as(question), question.choices, cell)


def _row(question: Question, row: Row) -> Row:
    columns = {column.key: column for column in question.columns}
    kept: Row = {}
    for key, cell in row.items():
        if key == "row" and question.rows:
            kept[key] = checked_cell(f"{question.key}.row", "one", question.rows, cell)
        elif key not in columns:
            raise Refused("unknown_column", question=question.key, column=key, columns=", ".join(columns))
        elif is_given(cell):
            kept[key] = column_cell(f"{question.key}.{key}", columns[key], cell)
    if question.fixed and "row" not in kept:
        raise Refused("row_not_named", question=question.key, rows=", ".join(c.code for c in question.rows))
    return kept


def column_cell(where: str, column: Column, cell: Cell) -> Cell:
    """`cell` as canonical text or codes of the column's type, or Refused naming `where`."""
    if column.type == "country":
        return country_of(where, cell)
    if column.type == "yes_partly_no" and cell == NOT_APPLICABLE:
        return NOT_APPLICABLE
    return checked_cell(where, _judged_as(column), column.choices, cell)


def _judged_as(asked: Question | Column) -> str:
    """Where the form's author says what a share may be, that is what is told."""
    return "number" if asked.type == "percent" and asked.constraint else asked.type


def checked_cell(where: str, kind: str, choices: tuple[Choice, ...], cell: Cell) -> Cell:
    """`cell` as canonical text or codes of the given type, or Refused naming `where`."""
    if kind == "many":
        return _many(where, choices, (cell,) if isinstance(cell, str) else cell)
    if not isinstance(cell, str):
        raise Refused("one_value_only", question=where)
    if kind == "yes_partly_no":
        return _one_of(where, VERDICTS, cell, also=(NOT_APPLICABLE,))
    if kind == "one":
        return _one_of(where, tuple(choice.code for choice in choices), cell)
    if kind == "date":
        return _date(where, cell)
    if kind in NUMBERS:
        return _number(where, kind, cell)
    return clean(cell, lines=True, limit=TEXT_LIMIT)


def _one_of(where: str, known: tuple[str, ...], given: str, *, also: tuple[str, ...] = ()) -> str:
    """`also` may be answered too, in another way, and is told among the choices."""
    if given not in known:
        raise Refused("not_a_choice", question=where, given=given[:60], choices=", ".join((*known, *also)))
    return given


def country_of(where: str, given: Cell) -> str:
    """Its two letters, from them or from its name in one of our languages."""
    word = " ".join(given.split()).casefold() if isinstance(given, str) else ""
    if word.upper() in codes("countries"):
        return word.upper()
    for code, entry in codes("countries").items():
        if word in (entry.label.own(language).casefold() for language in LANGUAGES):
            return code
    raise Refused("not_a_country", question=where, given=str(given)[:60])


def _many(where: str, choices: tuple[Choice, ...], given: tuple[str, ...]) -> tuple[str, ...]:
    known = tuple(choice.code for choice in choices)
    for code in given:
        _one_of(where, known, code)
    chosen = tuple(code for code in known if code in given)
    alone = [choice.code for choice in choices if choice.exclusive and choice.code in given]
    if alone and len(chosen) > 1:
        raise Refused("choice_stands_alone", question=where, choice=alone[0])
    return chosen


def _date(where: str, given: str) -> str:
    try:
        return date.fromisoformat(given.strip()).isoformat()
    except ValueError:
        raise Refused("not_a_date", question=where, given=given[:40]) from None


def refuse_two_ways(written: str) -> None:
    """A number as a person wrote it, Refused where it may be two: `1.234` is not guessed at."""
    number = re.sub(r"[ \u00a0\u202f%]", "", written)
    if _TWO_WAYS.fullmatch(number):
        whole = re.sub("[.,]", "", number)
        raise Refused("number_two_ways", given=written.strip()[:40], whole=whole, parts=f"{number}0")


def _number(where: str, kind: str, given: str) -> str:
    written = re.sub(r"[ \u00a0\u202f]", "", given.strip()).removesuffix("%").replace(",", ".")
    refuse_identity_number(written)
    fits = re.fullmatch(r"-?[0-9]{1,15}(\.[0-9]{1,3}0*)?", written)
    if not fits or (kind == "integer" and Decimal(written) % 1):
        code = "not_a_whole_number" if kind == "integer" else "not_a_number"
        raise Refused(code, question=where, given=given[:40])
    if kind == "percent" and not 0 <= Decimal(written) <= 100:
        raise Refused("not_a_share", question=where, given=given[:40])
    return str(plain(Decimal(written)))
