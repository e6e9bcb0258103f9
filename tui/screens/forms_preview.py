"""What a form or a requirement set holds, as rows: every question as it is asked, and what its answers propose."""

from __future__ import annotations

from collections.abc import Iterator

from checklists.codelists import heading, label
from checklists.form import Column, Form, Proposes, Question, Section
from checklists.requirements import RequirementSet
from checklists.said import column_notes, notes_said
from checklists.words import N_, words
from tui.drawing import Row, fit, joined, line, wrapped
from tui.given import told as told_day


def form_rows(form: Form, language: str, width: int, *, short: bool) -> Iterator[Row]:
    """A form as it is asked: sections, questions, choices, clauses, what an answer proposes."""
    minutes = form.minutes.short if short and form.minutes.short else form.minutes.full
    asked = [question for question in form.questions if not short or question.short]
    yield from wrapped(form.title.text(language), width, "strong")
    told = (
        label("methods", form.method, language),
        label("form_fillers", form.filled_by, language),
        words(language).count(N_("{n} question"), N_("{n} questions"), sum(q.answerable for q in asked)),
        words(language).count(N_("{n} minute"), N_("{n} minutes"), minutes),
        f"{form.id} v{form.version}",
    )
    yield from wrapped(joined(told), width, "dim")
    yield line()
    yield from wrapped(form.purpose.text(language), width)
    for section in form.sections:
        questions = [question for question in section.questions if question in asked]
        if questions:
            yield from _section(section, questions, language, width)


def _section(section: Section, questions: list[Question], language: str, width: int) -> Iterator[Row]:
    yield line()
    yield line((section.title.text(language), "heading"))
    if section.help:
        yield from wrapped(section.help.text(language), width)
    for question in questions:
        yield from _question(question, language, width)


def _question(question: Question, language: str, width: int) -> Iterator[Row]:
    translate = words(language).text
    marks = joined(
        (
            label("answer_types", question.type, language),
            question.clause,
            translate(N_("lead question")) if question.lead else "",
            translate(N_("required")) if question.required else "",
            translate(N_("asked only when a condition holds")) if question.when else "",
        )
    )
    yield line()
    yield from wrapped(question.text.text(language), width, "strong")
    yield from wrapped(marks, width, "dim")
    for number, choice in enumerate(question.choices, 1):
        told = choice.text.text(language)
        if choice.when is not None:
            told = joined((told, translate(N_("offered only when a condition holds"))))
        yield line((f"  {number:>2} ", "accent"), fit(told, width - 6))
    for column in question.columns:
        yield from _column(column, language, width)
    for told in notes_said(question, language):
        yield from wrapped(told, width, "dim", indent="  ")
    if question.help:
        yield from wrapped(question.help.text(language), width, "", indent="  ")
    if question.evidence:
        shown = translate(N_("Show: {evidence}"), evidence=question.evidence.text(language))
        yield from wrapped(shown, width, "dim", indent="  ")
    for rule in question.proposes:
        yield from wrapped(_proposes(rule, language), width, "warn", indent="  ")


def _column(column: Column, language: str, width: int) -> Iterator[Row]:
    kind = label("answer_types", column.type, language)
    conditional = words(language).text(N_("asked only when a condition holds")) if column.when else ""
    told = joined((f"{column.text.text(language)} ({kind})", conditional))
    yield from wrapped(f"│ {told}", width, "", indent="  ")
    for note in (*((column.help.text(language),) if column.help else ()), *column_notes(column, language)):
        yield from wrapped(note, width, "dim", indent="    ")
    for rule in column.proposes:
        yield from wrapped(_proposes(rule, language), width, "warn", indent="    ")


def _proposes(rule: Proposes, language: str) -> str:
    strength = label("strengths", rule.strength, language)
    what = heading("deviation_types", rule.type, language)
    return f"→ {strength}: {what}, {label('severities', rule.severity, language)}"


def set_rows(held: RequirementSet, language: str, width: int) -> Iterator[Row]:
    """A requirement set: its clauses with their numbers, and its parameters."""
    translate = words(language).text
    yield from wrapped(held.title.text(language), width, "strong")
    told = translate(N_("valid from {day}"), day=told_day(held.valid_from, language))
    yield from wrapped(joined((f"{held.id} v{held.version}", told, held.source)), width, "dim")
    for clause in held.clauses:
        yield line()
        yield from wrapped(f"{clause.reference}  {clause.title.text(language)}", width, "strong")
        yield from wrapped(
            joined((label("themes", clause.theme, language), clause.question.text(language))), width
        )
    for parameter in held.parameters:
        yield line()
        yield from wrapped(f"{parameter.title.text(language)}: {parameter.value}", width, "dim")
