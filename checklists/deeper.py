"""The deeper modules of the standard form: which forms ask more about a clause, and what they have shown of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from checklists.answer import Answer
from checklists.followup import FollowUp
from checklists.form import Form, Question, Texts
from checklists.review import Review
from checklists.standard_form import FORM_ID

Found = Literal["", "nothing", "observation", "assess", "breach"]
"""The gravest that the answers about a clause propose; empty when none of them is answered."""
_GRAVEST_LAST: tuple[Found, ...] = ("observation", "assess", "breach")
_DEPTHS = ("none", "claim", "document", "checked", "third_party")


@dataclass(frozen=True, slots=True)
class Shown:
    """What another follow-up of the same supplier and contract shows of one clause."""

    followup: FollowUp
    title: Texts
    """Of its form."""
    answered: int
    total: int
    """Visible questions about the clause."""
    found: Found
    depth: str
    """The deepest basis among the answers about it."""
    deviations: tuple[str, ...]
    """Logged from it on this clause, by id."""


def modules(forms: Iterable[Form], address: str) -> tuple[Form, ...]:
    """Forms that ask about the clause at `address`, those of its family before meetings that touch on everything;
    then those about other clauses of its family."""
    family = address.partition(".")[0]
    others = [form for form in forms if form.id != FORM_ID]
    asking = sorted(
        (form for form in others if _about(form, address)), key=lambda form: form.requirement_set != family
    )
    near = [form for form in others if form not in asking and form.requirement_set == family]
    return (*asking, *near)


def shown(review: Review, address: str) -> Shown | None:
    """What `review` shows of the clause; None when its form does not ask about it."""
    asked = [q for q in _about(review.form, address) if q.key in review.visible and q.answerable]
    if not asked:
        return None
    answers = [review.in_force[q.key] for q in asked if review.is_answered(q.key)]
    return Shown(
        followup=review.followup,
        title=review.form.title,
        answered=len(answers),
        total=len(asked),
        found=_found(review, address, answers),
        depth=max((answer.depth for answer in answers), key=_DEPTHS.index, default="none"),
        deviations=_deviations(review, address),
    )


def _about(form: Form, address: str) -> list[Question]:
    return [q for q in form.questions if address in _addresses(q)]


def _addresses(question: Question) -> set[str]:
    """The clause of a question, and those that rules of it or of its columns name for themselves."""
    rules = [*question.proposes, *(rule for column in question.columns for rule in column.proposes)]
    return {question.clause, *(rule.clause for rule in rules)} - {""}


def _found(review: Review, address: str, answers: list[Answer]) -> Found:
    if not any(answer.counts for answer in answers):
        return ""
    standing: set[str] = {
        proposal.strength
        for proposal in review.proposals
        if proposal.clause == address and not _dismissed(review, proposal.id)
    }
    gravest: Found = "nothing"
    for found in _GRAVEST_LAST:
        gravest = found if found in standing else gravest
    return gravest


def _dismissed(review: Review, proposal: str) -> bool:
    decision = review.decisions.get(proposal)
    return decision is not None and decision.outcome == "dismissed"


def _deviations(review: Review, address: str) -> tuple[str, ...]:
    on_it = {proposal.id for proposal in review.proposals if proposal.clause == address}
    return tuple(
        decision.deviation
        for decision in review.decisions.values()
        if decision.proposal in on_it and decision.deviation
    )
