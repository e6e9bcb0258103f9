"""A form as it was answered: exactly what was asked, what was answered, on what basis, and what came of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from checklists.answer import Answer
from checklists.codelists import heading, label
from checklists.conditions import Row
from checklists.contract import Contract, Supplier
from checklists.first_rows import rows_of, with_rows
from checklists.followup import FollowUp
from checklists.form import Question, Section
from checklists.formats import day
from checklists.library import set_title
from checklists.proposals import Proposal
from checklists.review import Review
from checklists.said import cell_said, fixed_row_said, row_said, said
from checklists.score import score
from checklists.words import N_, words
from exchange.document.blocks import Block, Bullets, Heading, Outline, Paragraph, Table, outlined
from exchange.paper.asking import MOST_COLUMNS, numbers

Skipped = Literal["omit", "list"]


@dataclass(frozen=True, slots=True)
class Answered:
    """A follow-up with what its document tells: the review and who it is about."""

    review: Review
    contract: Contract
    supplier: Supplier


def filled(held: Answered, language: str, *, skipped: Skipped = "omit") -> Outline:
    """The answered form as a document. Questions that were not asked are left out, or listed at the end."""
    review = held.review
    title = f"{review.followup.id} {review.form.title.text(language)}"
    named = numbers(review.form, review.followup.short)
    blocks = [Heading(1, title), _facts(held, language), *_sections(held, named, language)]
    if review.followup.overall:
        text = words(language).text
        blocks += [Heading(2, text(N_("Overall assessment"))), *_lines(review.followup.overall)]
    if skipped == "list":
        blocks += _not_asked(review, language)
    subject = f"{held.contract.title}, {held.supplier.name}"
    return outlined(title, language, blocks, organisation="", subject=subject)


def _facts(held: Answered, language: str) -> Table:
    text, followup = words(language).text, held.review.followup
    share = score(held.review).percent
    sets = ", ".join(
        f"{set_title(each.set_id, each.version, language)} v{each.version}"
        for each in held.contract.requirement_sets
    )
    form = held.review.form
    signed = " ".join(part for part in (_day(followup.signed, language), followup.signed_by) if part)
    facts = (
        (N_("Contract"), f"{held.contract.id} {held.contract.title}"),
        (N_("Supplier"), held.supplier.name),
        (N_("Requirement set and version"), sets),
        (N_("Method"), heading("methods", followup.method, language)),
        (N_("Form"), f"{form.title.text(language)} v{form.version}"),
        (N_("Date"), _day(followup.day, language)),
        (N_("Status"), label("followup_statuses", followup.status, language)),
        (N_("Participants (roles)"), followup.participants),
        (N_("Case reference"), followup.reference),
        (N_("Signed"), signed),
        (N_("Outcome"), label("outcomes", followup.outcome, language) if followup.outcome else ""),
        (N_("Fulfilled"), "" if share is None else f"{share} %"),
        (N_("Next date"), _day(followup.next_day, language)),
        (N_("Details about persons"), _cleared(followup, language)),
    )
    header = (text(N_("About the follow-up")), text(N_("Content")))
    rows = tuple((text(name), told) for name, told in facts if told)
    return Table(text(N_("The follow-up")), header, rows)


def _cleared(followup: FollowUp, language: str) -> str:
    """When details about persons were deleted, and by whom."""
    said = words(language).text
    told = [
        said(N_("deleted {date} by {by}"), date=day(each.day, language), by=each.by)
        for each in followup.cleared
    ]
    return "; ".join(told)


def _day(value: date | None, language: str) -> str:
    return day(value, language) if value else ""


def _sections(held: Answered, named: Mapping[str, str], language: str) -> Iterator[Block]:
    review = held.review
    for section in review.form.sections:
        asked = [question for question in section.questions if question.key in review.visible]
        if any(question.answerable for question in asked):
            yield Heading(2, section.title.text(language))
            for question in asked:
                yield from _question(held, question, named.get(question.key, ""), language)


def _question(held: Answered, question: Question, number: str, language: str) -> Iterator[Block]:
    text, answer = words(language).text, held.review.in_force.get(question.key)
    if not question.answerable:
        yield Paragraph(question.text.text(language))
        return
    yield Heading(3, f"{number} {question.text.text(language)}".strip())
    rows = rows_of(held.review, question)
    if answer is None or not answer.given:
        yield Paragraph(text(N_("Not answered.")))
    if rows:
        yield _rows(with_rows(held.review.followup, question), rows, language)
    elif answer is not None and answer.given:
        yield from _lines(text(N_("Answer: {answer}"), answer=said(question, answer, language)))
    if answer is not None:
        yield from _beside(held.review, answer, language)
    told = tuple(
        _came_of(held, each, language) for each in held.review.proposals if question.key in each.questions
    )
    if told:
        yield Bullets(told)


def _lines(text: str) -> Iterator[Block]:
    """A text that a person wrote, a paragraph a line."""
    return (Paragraph(line) for line in text.split("\n") if line.strip())


def _beside(review: Review, answer: Answer, language: str) -> Iterator[Block]:
    """What stands beside an answer: its basis, comment and evidence, and that it was kept from last year."""
    text = words(language).text
    if answer.depth != "none":
        yield Paragraph(text(N_("Basis: {basis}"), basis=label("depths", answer.depth, language)))
    if answer.carried:
        yield Paragraph(text(N_("Kept from the previous follow-up.")))
    if answer.comment:
        yield from _lines(text(N_("Comment: {comment}"), comment=answer.comment))
    for name in answer.evidence:
        held = review.evidence.get(name)
        told = f"{name} {held.title}" if held else name
        more = [held.ref, _day(held.dated, language)] if held else []
        named = ", ".join([told, *(part for part in more if part)])
        yield Paragraph(text(N_("Evidence: {evidence}"), evidence=named))


def _rows(question: Question, answered: tuple[Row, ...], language: str) -> Table | Bullets:
    """A table; with more columns than a page has room for, an item a row."""
    if len(question.columns) > MOST_COLUMNS:
        return Bullets(tuple(row_said(question, row, language) for row in answered))
    header = tuple(column.text.text(language) for column in question.columns)
    rows: list[tuple[str, ...]] = []
    for row in answered:
        cells = (
            cell_said(column, row[column.key], language) if column.key in row else ""
            for column in question.columns
        )
        first = (fixed_row_said(question, row, language),) if question.rows else ()
        rows.append((*first, *cells))
    caption = words(language).count(N_("{n} row"), N_("{n} rows"), len(rows))
    return Table(caption, ("", *header) if question.rows else header, tuple(rows))


def _came_of(held: Answered, proposal: Proposal, language: str) -> str:
    """What an answer proposed, and what a person decided about it."""
    text, decision = words(language).text, held.review.decision_on(proposal)
    what = f"{heading('deviation_types', proposal.type, language)}, {label('severities', proposal.severity, language)}"
    if decision is None:
        return text(N_("Proposed, not decided: {what}"), what=what)
    if decision.outcome == "dismissed":
        return text(N_("Dismissed: {what}. Reason: {reason}"), what=what, reason=decision.reason)
    return f"{decision.deviation}: {what}"


def _not_asked(review: Review, language: str) -> Iterator[Block]:
    text = words(language).text
    told = tuple(
        question.text.text(language)
        for section in review.form.sections
        for question in _hidden(review, section)
    )
    if told:
        yield Heading(2, text(N_("Not asked")))
        yield Paragraph(
            text(N_("These questions did not apply, given the answers above or the depth chosen."))
        )
        yield Bullets(told)


def _hidden(review: Review, section: Section) -> Iterator[Question]:
    return (q for q in section.questions if q.answerable and q.key not in review.visible)
