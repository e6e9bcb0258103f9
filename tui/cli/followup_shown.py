"""`aktsom followup show`: the questions with their answers, what is missing and what is proposed."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from checklists.answer import Answer
from checklists.codelists import heading, label
from checklists.conditions import AnswerValue, Cell
from checklists.deeper import Shown
from checklists.first_rows import first_rows_of, rows_of, with_rows
from checklists.followup import FollowUp
from checklists.form import NOT_APPLICABLE, NOT_ASSESSED, NUMBERS, VERDICTS, Column, Question
from checklists.kept import beside, is_last_years
from checklists.review import Review
from checklists.said import row_said, said
from checklists.score import score
from checklists.standard_form import FORM_ID
from checklists.words import N_
from tui.cli import shown
from tui.cli.call import Call
from tui.cli.deciding import proposal_json
from tui.cli.followup_clear import cleared_json, details_told
from tui.cli.followup_deeper import deeper_lines, with_deeper
from tui.cli.table import pairs
from tui.cli.told import Json, Told
from tui.plain import wrap
from tui.signing_told import before_signing

WIDTH = 76
_DECIMAL: Final = re.compile(r"-?\d+(\.\d+)?")


def show(call: Call) -> Told:
    """The follow-up with its questions; without any when it was recorded without a form."""
    db = call.database()
    followup = db.followups.get(str(call.args.followup)).value
    if followup.recorded_without_form:
        empty: dict[str, Json] = {"questions": [], "missing": [], "proposals": []}
        return Told(_facts(call, followup), {**followup_json(followup), **empty})
    opened = db.followups.open(followup.id)
    review = opened.review
    standard = review.form.id == FORM_ID
    deeper = db.followups.deeper(review) if standard else dict[str, tuple[Shown, ...]]()
    questions = [_question_json(review, question, call.language) for question in review.form.questions]
    signing = before_signing(review, opened.contract, call.language) if followup.is_open else []
    data: dict[str, Json] = {
        **followup_json(followup),
        "questions": with_deeper(call, review, questions, deeper) if standard else list(questions),
        "missing": list(review.missing),
        "score": score(review).percent,
        "to_clear": None if followup.cleared else db.followups.rule(followup.id).due,
        "signing": [*signing],
        "proposals": [proposal_json(review, each, opened.deviations) for each in review.proposals],
    }
    told = [*_facts(call, followup), "", *_sections(call, review), *signing]
    return Told([*told, *deeper_lines(call, review, deeper)], data)


def followup_json(followup: FollowUp) -> dict[str, Json]:
    """The facts of a follow-up as the JSON answers have them."""
    return {
        "id": followup.id,
        "status": followup.status,
        "form": followup.form or None,
        "form_version": followup.form_version or None,
        "method": followup.method,
        "contract": followup.contract,
        "supplier": followup.supplier,
        "date": followup.day,
        "short": followup.short,
        "sent": followup.sent,
        "due": followup.due,
        "received": followup.received,
        "signed": followup.signed,
        "signed_by": followup.signed_by or None,
        "themes": list(followup.themes),
        "outcome": followup.outcome or None,
        "reference": followup.reference,
        "reason": followup.reason,
        "participants": followup.participants,
        "overall": followup.overall,
        "next_date": followup.next_day,
        "risk_written": [written.model_dump() for written in followup.risk_written],
        "cleared": cleared_json(followup),
    }


def choices_of(question: Question) -> list[str]:
    """Codes that may be answered; empty for free text and tables."""
    if question.type == "yes_partly_no":
        assessed = (NOT_ASSESSED,) if question.not_assessed else ()
        return [*VERDICTS, NOT_APPLICABLE, *assessed]
    return [choice.code for choice in question.choices]


def column_json(column: Column, language: str) -> dict[str, Json]:
    """A column of a table as the JSON answers have it."""
    return {
        "key": column.key,
        "type": column.type,
        "text": column.text.text(language),
        "help": column.help.text(language) if column.help else None,
        "required": column.required,
        "conditional": column.when is not None,
        "limit": column.constraint.message.text(language) if column.constraint else None,
        "choices": [choice.code for choice in column.choices],
        "suggested": suggested_json(column),
    }


def suggested_json(asked: Question | Column) -> Json:
    """What the form suggests as the answer, or as the cell."""
    told = asked.default
    return told if told is None or isinstance(told, str) else list(told)


def _question_json(review: Review, question: Question, language: str) -> dict[str, Json]:
    answer = review.in_force.get(question.key)
    before = beside(review, question.key)
    return {
        "key": question.key,
        "type": question.type,
        "lead": question.lead,
        "required": question.required,
        "visible": question.key in review.visible,
        "choices": choices_of(review.as_asked(question)),
        "answer": _answer_json(question, answer) if answer else None,
        "last_year": _answer_json(question, before)
        if before and is_last_years(review, question.key)
        else None,
        "suggested": None if question.default is None else _value_json(question, question.default),
        "text": question.text.text(language),
        "section": review.form.section_of[question.key].key,
        "theme": review.form.theme_of(question.key) or None,
        "clause": question.clause or None,
        "columns": [column_json(each, language) for each in question.columns],
        "rows": [row.code for row in with_rows(review.followup, question).rows],
        "first_rows": _value_json(question, first_rows_of(review.followup, question)),
    }


def _answer_json(question: Question, answer: Answer) -> Json:
    return {
        "value": _value_json(question, answer.value),
        "comment": answer.comment,
        "reason": answer.reason or None,
        "reason_text": answer.reason_text,
        "depth": answer.depth,
        "evidence": list(answer.evidence),
        "carried": answer.carried,
    }


def _value_json(question: Question, value: AnswerValue) -> Json:
    if isinstance(value, str):
        return _cell_json(question.type, value) if value else None
    types = {column.key: column.type for column in question.columns}
    return [
        {key: _cell_json(types.get(key, "text"), cell) for key, cell in part.items()}
        if isinstance(part, dict)
        else part
        for part in value
    ]


def _cell_json(kind: str, cell: Cell) -> Json:
    """Codes and text as they are kept; numbers as numbers, which are kept as their decimal text."""
    if not isinstance(cell, str):
        return list(cell)
    return Decimal(cell) if kind in NUMBERS and _DECIMAL.fullmatch(cell) else cell


def _facts(call: Call, followup: FollowUp) -> list[str]:
    text, language = call.text, call.language
    return [
        f"{followup.id}  {heading('methods', followup.method, language)}",
        "",
        *pairs(
            [
                (text(N_("Contract")), shown.contract_named(call, followup.contract)),
                (text(N_("Supplier")), shown.supplier_named(call, followup.supplier)),
                (text(N_("Form")), _form(call, followup)),
                (text(N_("Status")), label("followup_statuses", followup.status, language)),
                (text(N_("Date")), shown.day(followup.day, language)),
                (text(N_("Sent")), shown.day(followup.sent, language)),
                (text(N_("Due")), shown.day(followup.due, language)),
                (text(N_("Received")), shown.day(followup.received, language)),
                (
                    text(N_("Signed")),
                    " ".join(
                        part for part in (shown.day(followup.signed, language), followup.signed_by) if part
                    ),
                ),
                (text(N_("Themes")), ", ".join(label("themes", each, language) for each in followup.themes)),
                (
                    text(N_("Outcome")),
                    label("outcomes", followup.outcome, language) if followup.outcome else "",
                ),
                (text(N_("Reference")), followup.reference),
                (text(N_("Reason")), followup.reason),
                (text(N_("Assessment")), followup.overall),
                (
                    text(N_("Details about persons")),
                    "" if followup.recorded_without_form else details_told(call, followup),
                ),
            ]
        ),
    ]


def _form(call: Call, followup: FollowUp) -> str:
    if not followup.form:
        return call.text(N_("recorded without a form"))
    title = call.database().forms.stored(followup.form_hash).title.text(call.language)
    return f"{title} ({followup.form} {followup.form_version})"


def _sections(call: Call, review: Review) -> list[str]:
    lines: list[str] = []
    for section in review.form.sections:
        asked = [question for question in section.questions if question.key in review.visible]
        if asked:
            lines += [section.title.text(call.language), *_questions(call, review, asked), ""]
    progress = review.progress()
    told = N_(
        "Answered: {answered} of {total}. Required answers missing: {missing}. Proposals undecided: {undecided}."
    )
    lines.append(
        call.text(
            told,
            answered=progress.answered,
            total=progress.total,
            missing=len(review.missing),
            undecided=len(review.undecided),
        )
    )
    found = score(review)
    if found.percent is not None:
        share = N_("Fulfilled: {share} per cent of what was assessed. Questions that it rests on: {n}.")
        lines.append(call.text(share, share=found.percent, n=found.assessed))
    return lines


def _questions(call: Call, review: Review, asked: list[Question]) -> list[str]:
    lines: list[str] = []
    for question in asked:
        answer = review.in_force.get(question.key)
        asked_rows = with_rows(review.followup, question)
        told = said(asked_rows, answer, call.language) if answer else ""
        if told and answer and answer.depth != "none":
            told = f"{told} ({label('depths', answer.depth, call.language)})"
        mark = "*" if question.required and not told else " "
        lines.append(f" {mark}{question.key}")
        lines += [f"    {line}" for line in wrap(question.text.text(call.language), WIDTH)]
        if told:
            lines += [f"    → {line}" for line in wrap(told, WIDTH)]
        if not told and (before := beside(review, question.key)) is not None:
            head = (
                N_("last year {answer}") if is_last_years(review, question.key) else N_("suggested {answer}")
            )
            word = call.text(head, answer=said(asked_rows, before, call.language))
            lines += [f"    ({line})" for line in wrap(word, WIDTH)]
        for row in () if told else rows_of(review, question):
            lines += [f"    · {line}" for line in wrap(row_said(asked_rows, row, call.language), WIDTH)]
        if answer and answer.comment:
            lines += [f"      {line}" for line in wrap(answer.comment, WIDTH)]
    return lines
