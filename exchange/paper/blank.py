"""A blank form to print or send: every question with its help, its condition in words, and room to answer."""

from __future__ import annotations

from collections.abc import Iterator

from checklists.codelists import label
from checklists.form import Form
from checklists.said import deletion_said
from checklists.words import N_, words
from exchange.document.blocks import Block, Heading, Outline, Paragraph, Room, Table, outlined
from exchange.paper.asking import about, asked_in, numbers, room
from exchange.paper.codebook import codebook_blocks
from exchange.paper.logic import Logic


def blank(form: Form, language: str, *, short: bool = False, codebook: bool = False) -> Outline:
    """The form as a document. `codebook` adds, at its end, every key and code and what answers propose."""
    logic = Logic(form, language, numbers(form, short))
    blocks = [*_head(form, language, short), *_questions(logic, short), *_foot(language)]
    if codebook:
        blocks += codebook_blocks(form, language)
    return outlined(
        form.title.text(language), language, blocks, organisation="", subject=form.purpose.text(language)
    )


def _head(form: Form, language: str, short: bool) -> Iterator[Block]:
    spoken = words(language)
    text = spoken.text
    yield Heading(1, form.title.text(language))
    yield Paragraph(form.purpose.text(language))
    asked = sum(question.answerable for _, questions in asked_in(form, short) for question in questions)
    minutes = form.minutes.short if short and form.minutes.short else form.minutes.full
    told = (
        text(N_("Version {version}"), version=form.version),
        text(N_("Filled in by: {who}"), who=label("form_fillers", form.filled_by, language)),
        spoken.count(N_("{n} question"), N_("{n} questions"), asked),
        spoken.count(N_("about {n} minute"), N_("about {n} minutes"), minutes),
    )
    yield Paragraph(" · ".join(told))
    if form.delete_days:
        yield Paragraph(deletion_said(form.delete_days, language))
    names = (
        N_("Contract"),
        N_("Supplier"),
        N_("Requirement set and version"),
        N_("Date"),
        N_("Participants (roles)"),
        N_("Scope"),
        N_("Case reference"),
    )
    header = (text(N_("About the follow-up")), text(N_("Fill in")))
    yield Table(text(N_("The follow-up")), header, tuple((text(name), "") for name in names))


def _questions(logic: Logic, short: bool) -> Iterator[Block]:
    form, language, text = logic.form, logic.language, words(logic.language).text
    for number, (section, questions) in enumerate(asked_in(form, short), 1):
        yield Heading(2, f"{number}. {section.title.text(language)}")
        if section.when is not None:
            condition = logic.condition(section.when)
            yield Paragraph(text(N_("Answer this part only if {condition}."), condition=condition))
        if section.help:
            yield Paragraph(section.help.text(language))
        for question in questions:
            if not question.answerable:
                yield Paragraph(question.text.text(language))
                continue
            yield Heading(3, f"{logic.names[question.key]} {question.text.text(language)}")
            yield from about(question, logic)
            yield from room(question, logic)


def _foot(language: str) -> Iterator[Block]:
    text = words(language).text
    yield Heading(2, text(N_("Conclusion")))
    for name, lines in (
        (N_("Overall assessment"), 5),
        (N_("Deviations registered"), 3),
        (N_("Next date"), 1),
        (N_("Signed by (role) and date"), 2),
    ):
        yield Paragraph(text(name))
        yield Room(lines)
