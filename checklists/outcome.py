"""How a follow-up went, as its answers and decisions tell it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checklists.decision import Decision
from checklists.followup import Outcome
from checklists.form import NO, PARTLY, Question

if TYPE_CHECKING:
    from checklists.review import Review


def outcome_of(review: Review) -> Outcome:
    """`deviations` if one was established, `remarks` if something else was found or not in order, else `ok`.

    Empty when nothing was assessed: then it is not in order either.
    """
    followed = [d for d in review.decisions.values() if d.outcome != "dismissed"]
    if any(_establishes(review, decision) for decision in followed):
        return "deviations"
    if followed or any(_is_remark(review, question) for question in review.questions):
        return "remarks"
    return "ok" if any(review.given(key) is not None for key in review.visible) else ""


def _establishes(review: Review, decision: Decision) -> bool:
    """Is what the decision made a deviation: as it is now, or else as it was proposed?"""
    deviation, proposed = review.deviations.get(decision.deviation), decision.decided
    if deviation is not None:
        return deviation.established
    return proposed is None or proposed.establishes


def _is_remark(review: Review, question: Question) -> bool:
    """Is the answer partly, or a no that is not the good answer, as it is to "were breaches found?"."""
    said, rules = review.given(question.key), [rule.when for rule in question.proposes]
    if question.type != "yes_partly_no" or said not in (NO, PARTLY):
        return False
    hit = any(review.holds(when, this=said) for when in rules)
    return said == PARTLY or hit or not rules
