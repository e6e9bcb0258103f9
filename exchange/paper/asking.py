"""How a question stands on paper: its number, what is said about it, and the room for its answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from checklists.codelists import label
from checklists.form import (
    NOT_APPLICABLE,
    NOT_ASSESSED,
    NUMBERS,
    VERDICTS,
    Choice,
    Column,
    Form,
    Question,
    Section,
)
from checklists.said import column_notes, notes_said
from checklists.words import N_, words
from exchange.document.blocks import Block, Bullets, Choices, Paragraph, Room, Table
from exchange.paper.logic import Logic

EMPTY_ROWS = 6
"""Rows to write on in a table that people add rows to."""
MOST_COLUMNS = 6
"""Columns of a table that can be read, and written in, on an upright page."""
_LINES = {"text": 4, "evidence": 2, "date": 1, **dict.fromkeys(NUMBERS, 1)}


def asked_in(form: Form, short: bool) -> tuple[tuple[Section, tuple[Question, ...]], ...]:
    """The sections with the questions of that depth; a section without any is left out."""
    found = [
        (section, tuple(question for question in section.questions if question.short or not short))
        for section in form.sections
    ]
    return tuple((section, questions) for section, questions in found if questions)


def numbers(form: Form, short: bool = False) -> Mapping[str, str]:
    """Key of each question → its number on paper, `2.3`. A note has none."""
    told: dict[str, str] = {}
    for part, (_, questions) in enumerate(asked_in(form, short), 1):
        answerable = [question.key for question in questions if question.answerable]
        told |= {key: f"{part}.{place}" for place, key in enumerate(answerable, 1)}
    return told


def about(question: Question, logic: Logic) -> Iterator[Block]:
    """Help, evidence expected, condition and the author's sentence about what an answer must fulfil."""
    language, text = logic.language, words(logic.language).text
    marks = [text(N_("must be answered"))] if question.required else []
    marks += [text(N_("lead question"))] if question.lead else []
    if marks:
        yield Paragraph(f"({', '.join(marks)})")
    if question.when is not None:
        yield Paragraph(text(N_("Answer only if {condition}."), condition=logic.condition(question.when)))
    if question.help:
        yield Paragraph(question.help.text(language))
    yield from (Paragraph(told) for told in notes_said(question, language))
    if question.constraint:
        yield Paragraph(question.constraint.message.text(language))
    if question.evidence:
        yield Paragraph(text(N_("Show: {evidence}"), evidence=question.evidence.text(language)))
    told = (_about_column(column, logic.within(question)) for column in question.columns)
    if notes := tuple(each for each in told if each):
        yield Bullets(notes)


def _about_column(column: Column, logic: Logic) -> str:
    """What is said of a column under its heading; empty where that is nothing."""
    language, text = logic.language, words(logic.language).text
    told: list[str] = []
    if column.when is not None:
        told.append(text(N_("Answer only if {condition}."), condition=logic.condition(column.when)))
    told += [column.help.text(language)] if column.help else []
    told += column_notes(column, language)
    if any(choice.when is not None for choice in column.choices):
        told.append(", ".join(choice_said(choice, logic) for choice in column.choices) + ".")
    return f"{column.text.text(language)}: {' '.join(told)}" if told else ""


def room(question: Question, logic: Logic) -> Iterator[Block]:
    """What is filled in: boxes to tick, room to write in, or an empty table."""
    language = logic.language
    if question.type == "yes_partly_no":
        codes = [*VERDICTS, NOT_APPLICABLE, *([NOT_ASSESSED] if question.not_assessed else [])]
        yield Choices(tuple((False, label("verdicts", code, language)) for code in codes))
    elif question.type in ("one", "many"):
        yield Choices(tuple((False, choice_said(choice, logic)) for choice in question.choices))
    elif question.type == "table":
        yield _table(question, language)
    if question.type in _LINES:
        yield Room(_LINES[question.type])
    if question.type == "yes_partly_no":
        yield Paragraph(words(language).text(N_("Comment:")))
        yield Room(2)


def choice_said(choice: Choice, logic: Logic) -> str:
    """A choice, and when it may be chosen."""
    told, text = choice.text.text(logic.language), words(logic.language).text
    if choice.when is None:
        return told
    return text(N_("{choice} (only if {condition})"), choice=told, condition=logic.condition(choice.when))


def _table(question: Question, language: str) -> Table:
    """Rows to write on. With many columns each question is a row instead, and what is asked about a column."""
    texts = tuple(column.text.text(language) for column in question.columns)
    caption = words(language).text(N_("To fill in"))
    if len(texts) <= MOST_COLUMNS:
        blank = ("",) * len(texts)
        if not question.rows:
            return Table(caption, texts, (blank,) * EMPTY_ROWS)
        return Table(caption, ("", *texts), tuple((row.text.text(language), *blank) for row in question.rows))
    across = [row.text.text(language) for row in question.rows] or [str(n) for n in range(1, EMPTY_ROWS + 1)]
    header = (words(language).text(N_("Question")), *across)
    return Table(caption, header, tuple((text, *("",) * len(across)) for text in texts))
