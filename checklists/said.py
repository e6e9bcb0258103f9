"""What was answered, in words: the one wording that the command line and documents share."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation

from checklists.answer import Answer
from checklists.codelists import codes, label
from checklists.conditions import AnswerValue, Cell, Row
from checklists.form import NOT_APPLICABLE, NOT_ASSESSED, Choice, Column, Question
from checklists.formats import amount, day
from checklists.values import plain
from checklists.words import N_, words

_VERDICT_WORDS = (NOT_APPLICABLE, NOT_ASSESSED)


def said(question: Question, answer: Answer, language: str) -> str:
    """The answer in words, with the reason why it is not applicable; empty when nothing is answered."""
    told = value_said(question, answer.value, language)
    if not told or answer.value != NOT_APPLICABLE:
        return told
    reason = answer.reason_text or (
        label("not_applicable_reasons", answer.reason, language) if answer.reason else ""
    )
    return f"{told}: {reason}" if reason else told


def value_said(question: Question, value: AnswerValue, language: str) -> str:
    """A value in words; the rows of a table one after another."""
    if isinstance(value, str):
        return _cell(question.type, question.choices, value, language)
    rows = [row_said(question, part, language) for part in value if isinstance(part, dict)]
    chosen = tuple(part for part in value if isinstance(part, str))
    return "; ".join([*rows, *([_cell(question.type, question.choices, chosen, language)] if chosen else [])])


def row_said(question: Question, row: Row, language: str) -> str:
    """One row of a table: what each filled cell says, with its column's text."""
    told = [_choice(question.rows, str(row["row"]), language)] if "row" in row else []
    told += [
        f"{column.text.text(language)}: {cell_said(column, row[column.key], language)}"
        for column in question.columns
        if column.key in row
    ]
    return ", ".join(told)


def cell_said(column: Column, cell: Cell, language: str) -> str:
    """One cell of a table in words."""
    return _cell(column.type, column.choices, cell, language)


def deletion_said(days: int, language: str) -> str:
    """The rule that details about persons are to be deleted so many days after closing."""
    return words(language).count(
        N_("Details about persons are to be deleted {n} day after the follow-up is closed."),
        N_("Details about persons are to be deleted {n} days after the follow-up is closed."),
        days,
    )


def notes_said(question: Question, language: str) -> list[str]:
    """What is done with the question: the answer suggested, where its rows come from, what its answer becomes."""
    text, told = words(language).text, list[str]()
    if question.default is not None:
        suggested = value_said(question, question.default, language)
        told.append(text(N_("Suggested answer: {answer}"), answer=suggested))
    if question.rows_from == "clauses":
        told.append(text(N_("Has a row for each requirement of the contract from the start.")))
    elif question.rows_from == "open_measures":
        told.append(text(N_("Has a row for each open deviation and measure from the start.")))
    elif question.rows_from:
        of = _title(question.rows_from.form, language)
        told.append(text(N_("Has the rows of the latest signed “{form}” from the start."), form=of))
    if question.writes == "risk":
        told.append(text(N_("The contract gets this level of risk when the follow-up is signed.")))
    elif question.writes == "risk_reason":
        told.append(
            text(N_("The contract gets this reason for its level of risk when the follow-up is signed."))
        )
    if question.hears_supplier:
        told.append(text(N_("Deviations without these comments are pointed out before signing.")))
    return told


def column_notes(column: Column, language: str) -> list[str]:
    """What a cell of the column must fulfil, in the author's words, and what is suggested for it."""
    told = [column.constraint.message.text(language)] if column.constraint else []
    if column.default is not None:
        suggested = cell_said(column, column.default, language)
        told.append(words(language).text(N_("Suggested answer: {answer}"), answer=f"{suggested}."))
    return told


def _title(form_id: str, language: str) -> str:
    """What a form is called; its id where it is none that the program comes with."""
    from checklists.library import shipped_versions

    found = shipped_versions(form_id)
    return found[-1].title.text(language) if found else form_id


def fixed_row_said(question: Question, row: Row, language: str) -> str:
    """What the fixed row of a table that `row` fills in is called; empty for a row that was added."""
    return _choice(question.rows, str(row["row"]), language) if "row" in row else ""


def _cell(kind: str, choices: tuple[Choice, ...], cell: Cell, language: str) -> str:
    if not isinstance(cell, str):
        return ", ".join(_choice(choices, code, language) for code in cell)
    if kind == "yes_partly_no" or cell in _VERDICT_WORDS:
        return label("verdicts", cell, language) if cell else ""
    if kind == "one":
        return _choice(choices, cell, language)
    if kind == "country" and cell in codes("countries"):
        return label("countries", cell, language)
    return _written(kind, cell, language)


def _written(kind: str, cell: str, language: str) -> str:
    """A date or a number as the language writes it; anything else as it stands."""
    try:
        if kind == "date":
            return day(date.fromisoformat(cell), language)
        if kind == "money":
            return amount(Decimal(cell), "NOK", language)
        if kind in ("integer", "number", "percent") and cell:
            number = f"{plain(Decimal(cell))}"
            shown = number if language == "en" else number.replace(".", ",")
            return shown if kind != "percent" else f"{shown}%" if language == "en" else f"{shown}\u00a0%"
    except (ValueError, InvalidOperation):
        return cell  # kept before the question was of this type: shown as it was written
    return cell


def _choice(choices: tuple[Choice, ...], code: str, language: str) -> str:
    return next((choice.text.text(language) for choice in choices if choice.code == code), code)
