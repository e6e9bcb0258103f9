"""The code book of a form: each permanent key with its type, its codes, its clause and what answers propose."""

from __future__ import annotations

from collections.abc import Iterator

from checklists.codelists import label
from checklists.form import Form, Question
from checklists.said import column_notes, deletion_said
from checklists.words import N_, words
from exchange.document.blocks import Block, Heading, Outline, Paragraph, Table, outlined
from exchange.paper.asking import choice_said
from exchange.paper.logic import Logic


def codebook(form: Form, language: str) -> Outline:
    """The code book as a document of its own."""
    text = words(language).text
    title = text(N_("Code book: {form}"), form=form.title.text(language))
    blocks = [Heading(1, title), *_identity(form, language), *codebook_blocks(form, language)]
    return outlined(title, language, blocks, organisation="", subject=form.purpose.text(language))


def codebook_blocks(form: Form, language: str) -> Iterator[Block]:
    """The code book as the end of a document: a table of keys a section, and one of the codes."""
    text = words(language).text
    logic = Logic(form, language, {question.key: question.key for question in form.questions})
    yield Heading(2, text(N_("Code book")))
    header = (text(N_("Key")), text(N_("Question")), text(N_("Clause")), text(N_("Logic")))
    for section in form.sections:
        rows = [row for question in section.questions for row in _rows(question, logic)]
        yield Table(f"{section.title.text(language)} ({section.key})", header, tuple(rows))
    codes = tuple(_codes(form, logic))
    if codes:
        names = (text(N_("Key")), text(N_("Code")), text(N_("Text")))
        yield Table(text(N_("Codes of the answers")), names, codes)


def _identity(form: Form, language: str) -> Iterator[Block]:
    text = words(language).text
    told = (
        f"{form.id} {form.version}",
        label("methods", form.method, language),
        text(N_("Source: {source}"), source=form.source),
        text(N_("Licence: {licence}"), licence=form.licence),
        text(N_("Fingerprint: {hash}"), hash=form.content_hash[:16]),
    )
    yield Paragraph(" · ".join(told))
    if form.delete_days:
        yield Paragraph(deletion_said(form.delete_days, language))


def _rows(question: Question, logic: Logic) -> Iterator[tuple[str, ...]]:
    language, text = logic.language, words(logic.language).text
    marks = [label("answer_types", question.type, language)]
    marks += [text(N_("must be answered"))] if question.required else []
    marks += [text(N_("lead question"))] if question.lead else []
    marks += [text(N_("also in the short form"))] if question.short else []
    asked = (
        [text(N_("asked if {condition}"), condition=logic.condition(question.when))] if question.when else []
    )
    told = "; ".join([*asked, *(logic.proposal(rule, question) for rule in question.proposes)])
    named = f"{question.text.text(language)} ({', '.join(marks)})"
    yield question.key, named, question.clause or "–", told or "–"
    for column in question.columns:
        clauses = dict.fromkeys(rule.clause for rule in column.proposes if rule.clause)
        here = logic.within(question)
        told = (
            [text(N_("asked if {condition}"), condition=here.condition(column.when))] if column.when else []
        )
        told += [note.rstrip(".") for note in column_notes(column, language)]
        told = "; ".join([*told, *(here.proposal(rule, column) for rule in column.proposes)])
        kind = label("answer_types", column.type, language)
        named = f"{column.text.text(language)} ({kind})"
        yield f"{question.key}.{column.key}", named, ", ".join(clauses) or "–", told or "–"


def _codes(form: Form, logic: Logic) -> Iterator[tuple[str, str, str]]:
    for question in form.questions:
        for choice in (*question.choices, *question.rows):
            yield question.key, choice.code, choice_said(choice, logic)
        for column in question.columns:
            for choice in column.choices:
                told = choice_said(choice, logic.within(question))
                yield f"{question.key}.{column.key}", choice.code, told
