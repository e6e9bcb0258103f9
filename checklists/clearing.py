"""Deleting details about persons from a follow-up that is closed: when, what goes, and what stays.

What is chosen from a list stays, and what tells of a place or a firm; what is written goes, and so do ids of persons.
So every figure stays what it was. What the answers proposed is kept beside, since some of it rests on what goes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from checklists.answer import Answer
from checklists.cleared import GONE, Amount, Cleared, is_mark
from checklists.conditions import AnswerValue, Cell, Row
from checklists.decision import Decision, Proposal
from checklists.deviation import Deviation, days_after
from checklists.evidence import Evidence
from checklists.followup import FirstRow, FollowUp
from checklists.form import NOT_APPLICABLE, NOT_ASSESSED, Column, Form, Question
from checklists.review import Review
from checklists.values import Refused, canonical_json

_CHOSEN: Final = frozenset({"yes_partly_no", "one", "many", "country"})
_PLACE: Final = frozenset({"company", "country", "tier", "stage", "site"})


@dataclass(frozen=True, slots=True)
class Rule:
    """When details about persons are to be deleted: `days` after `closed`. None where that is not known."""

    days: int | None
    closed: date | None

    @property
    def due(self) -> date | None:
        return None if self.days is None or self.closed is None else days_after(self.closed, self.days)


def rule_of(
    followup: FollowUp, form: Form, deviations: Iterable[Deviation], organisation: int | None
) -> Rule:
    """The form says that there is such a day; the organisation's own number goes before the form's.

    A follow-up is closed when it is signed and no deviation of it is open: the later of the two.
    """
    days = form.delete_days if organisation is None or form.delete_days is None else organisation
    found = tuple(deviations)
    if followup.signed is None or any(each.is_open for each in found):
        return Rule(days, None)
    return Rule(days, max([followup.signed, *(each.steps[-1].day for each in found if each.steps)]))


def refuse_clearing(
    followup: FollowUp, deviations: Iterable[Deviation], rule: Rule, today: date, why: str
) -> None:
    """Refused("cleared_already"), ("clear_open"), ("clear_deviations_open"), or ("clear_early") and ("clear_no_day")
    without a reason."""
    for done in followup.cleared:
        raise Refused("cleared_already", followup=followup.id, date=done.day, by=done.by)
    if followup.is_open:
        raise Refused("clear_open", followup=followup.id, status=followup.status)
    if still := ", ".join(each.id for each in deviations if each.is_open):
        raise Refused("clear_deviations_open", followup=followup.id, deviations=still)
    if why.strip():
        return
    if rule.due is None:
        raise Refused("clear_no_day", followup=followup.id)
    if rule.due > today:
        raise Refused("clear_early", followup=followup.id, date=rule.due)


@dataclass(frozen=True)
class Clearing:
    """What deleting would do: the records as they are afterwards, those that change."""

    answers: Mapping[str, Answer]
    decisions: Mapping[str, Decision]
    evidence: tuple[Evidence, ...]
    followup: FollowUp
    """Without the deletion itself."""
    proposals: tuple[Proposal, ...]
    amount: Amount
    gone: Mapping[str, Amount]
    """What goes of each answer, by question."""
    kept_evidence: tuple[str, ...] = ()
    """Pieces of evidence that something else rests on too."""

    def done(self, rule: Rule, day: date, by: str, why: str) -> FollowUp:
        """The follow-up with the deletion."""
        facts = {"day": day, "by": by, "days": rule.days, "due": rule.due, "why": why}
        cleared = Cleared.model_validate({**facts, "amount": self.amount, "proposals": self.proposals})
        return self.followup.model_copy(update={"cleared": (cleared,)})


class Persons:
    """Numbers in place of ids of persons: the same for the same person, in an order that tells nothing."""

    def __init__(self) -> None:
        self._numbers: dict[str, str] = {}

    def of(self, name: str) -> str:
        if is_mark(name):
            return name
        return self._numbers.setdefault(name, f"[{len(self._numbers) + 1}]")


def clearing(review: Review, alone: Iterable[str], persons: Persons) -> Clearing:
    """What deleting would do. `alone`: ids of evidence that nothing but this follow-up rests on."""
    after = {
        key: cleared_answer(review.form.by_key.get(key), each, persons) for key, each in _in_order(review)
    }
    gone = {key: _gone(review.form.by_key.get(key), review.answers[key], now) for key, now in after.items()}
    resting = frozenset(alone)
    seen = tuple(review.evidence[id] for id in sorted(review.evidence) if id in resting)
    evidence = tuple(now for each in seen if (now := cleared_evidence(each)) != each)
    files = sum(each.file is not None for each in seen)
    decisions = {key: cleared_decision(each, review.form, persons) for key, each in review.decisions.items()}
    return Clearing(
        answers={key: now for key, now in after.items() if now != review.answers[key]},
        decisions={key: now for key, now in decisions.items() if now != review.decisions[key]},
        evidence=evidence,
        followup=cleared_first_rows(review.followup, review.form, persons),
        proposals=tuple(_nameless(each, review.form, persons) for each in review.proposals),
        amount=_sum([*gone.values(), Amount(evidence=len(evidence), files=files)]),
        gone={key: each for key, each in gone.items() if each != Amount()},
        kept_evidence=tuple(sorted(review.evidence.keys() - resting)),
    )


def _in_order(review: Review) -> list[tuple[str, Answer]]:
    """The answers in the order of the form, so that persons get their numbers in it; then those it does not ask."""
    order = {question.key: number for number, question in enumerate(review.form.questions)}
    return sorted(review.answers.items(), key=lambda each: (order.get(each[0], len(order)), each[0]))


def is_sample(question: Question) -> bool:
    """Has the table a row for each person, or other thing, of a sample?"""
    return any(column.role == "sample" for column in question.columns)


def cleared_answer(question: Question | None, answer: Answer, persons: Persons) -> Answer:
    """The answer without what tells of persons. `question` is None for one that the form no longer asks."""
    value: AnswerValue = answer.value
    if question is None or question.type in ("text", "evidence"):
        stays = value in ("", NOT_APPLICABLE, NOT_ASSESSED) or not answer.given
        value = value if stays else GONE
    elif is_sample(question) and not isinstance(value, str):
        value = cleared_rows(question, tuple(row for row in value if isinstance(row, dict)), persons)
    return answer.model_copy(update={"value": value, "comment": "", "reason_text": ""})


def cleared_rows(question: Question, rows: tuple[Row, ...], persons: Persons) -> tuple[Row, ...]:
    """The rows of a sample: what was chosen, and where. They stand firm by firm in an order of their content,
    so that their place does not tell who was who; fixed rows stand where they stood."""
    columns = {column.key: column for column in question.columns}
    firms = [column.key for column in question.columns if column.role == "company"]
    seen: dict[tuple[Cell, ...], int] = {}
    for row in rows:
        seen.setdefault(tuple(row.get(key, "") for key in firms), len(seen))

    def place(row: Row) -> tuple[int, str]:
        return seen[tuple(row.get(key, "") for key in firms)], canonical_json(_stays(columns, row))

    ordered = rows if any("row" in row for row in rows) else tuple(sorted(rows, key=place))
    return tuple(_cleared_row(columns, row, persons) for row in ordered)


def _stays(columns: Mapping[str, Column], row: Row) -> Row:
    return {
        key: cell for key, cell in row.items() if key == "row" or (key in columns and _keeps(columns[key]))
    }


def _keeps(column: Column) -> bool:
    return column.role != "sample" and (column.type in _CHOSEN or column.role in _PLACE)


def _cleared_row(columns: Mapping[str, Column], row: Row, persons: Persons) -> Row:
    stays = _stays(columns, row)
    return {
        key: stays[key] if key in stays else _mark(columns.get(key), cell, persons)
        for key, cell in row.items()
    }


def _mark(column: Column | None, cell: Cell, persons: Persons) -> Cell:
    if column is not None and column.role == "sample" and isinstance(cell, str):
        return persons.of(cell)
    return GONE


def cleared_first_rows(followup: FollowUp, form: Form, persons: Persons) -> FollowUp:
    """The follow-up with the rows that its samples had from the start without what tells of persons."""

    def cleared(row: FirstRow) -> FirstRow:
        question = form.by_key.get(row.question)
        if question is None or not is_sample(question):
            return row
        columns = {column.key: column for column in question.columns}
        return row.model_copy(update={"cells": _cleared_row(columns, row.cells, persons)})

    return followup.model_copy(update={"first_rows": tuple(map(cleared, followup.first_rows))})


def cleared_decision(decision: Decision, form: Form, persons: Persons) -> Decision:
    """The decision, with the proposal as it stood but for the ids of persons."""
    stood = decision.decided
    if stood is None:
        return decision.model_copy(update={"fact": ""})
    now = _nameless(stood, form, persons)
    return decision if now == stood else decision.model_copy(update={"fact": now.canonical()})


def _nameless(proposal: Proposal, form: Form, persons: Persons) -> Proposal:
    asked = (form.by_key.get(key) for key in proposal.questions)
    if not any(question is None or is_sample(question) for question in asked):
        return proposal
    return proposal.model_copy(update={"rows": tuple(map(persons.of, proposal.rows))})


def cleared_evidence(evidence: Evidence) -> Evidence:
    """The evidence with its dates and where it is archived; its title, note and file go."""
    return evidence.model_copy(update={"title": evidence.id, "note": "", "page": None, "file": None})


def _gone(question: Question | None, before: Answer, after: Answer) -> Amount:
    comments = (before.comment != after.comment) + (before.reason_text != after.reason_text)
    if question is None or not is_sample(question) or isinstance(before.value, str):
        return Amount(comments=comments, texts=int(before.value != after.value))
    columns = {column.key: column for column in question.columns}
    rows = [row for row in before.value if isinstance(row, dict)]
    going = [
        (columns.get(key), cell)
        for row in rows
        for key, cell in row.items()
        if key not in _stays(columns, row)
    ]
    named = [str(cell) for column, cell in going if column is not None and column.role == "sample"]
    return Amount(comments=comments, cells=len(going) - len(named), persons=len(set(named)))


def _sum(amounts: Iterable[Amount]) -> Amount:
    found = [each.model_dump() for each in amounts]
    return Amount.model_validate({name: sum(each[name] for each in found) for name in Amount.model_fields})
