"""What stands beside a question to be taken as its answer: last year's, or what the form suggests."""

from __future__ import annotations

from checklists.answer import Answer
from checklists.first_rows import named_here
from checklists.review import Review
from checklists.values import Refused


def beside(review: Review, key: str) -> Answer | None:
    """Last year's answer, else the one that the form suggests; None when there is neither."""
    before = review.last_year.get(key)
    if before is not None and before.given:
        return before
    suggested = review.form.by_key[key].default
    return None if suggested is None else Answer(question=key, value=suggested)


def is_last_years(review: Review, key: str) -> bool:
    """Was the question answered last year?"""
    return key in review.last_year and review.last_year[key].given


def kept(review: Review, key: str) -> Review:
    """The review with what stands beside the question as its answer.

    Last year's is marked as carried and its verification starts again. Refused where nothing stands there.
    """
    question = review.question(key)
    before = beside(review, key)
    if before is None:
        raise Refused("no_answer_last_year", question=key)
    if not is_last_years(review, key):
        now = review.answers.get(key) or Answer(question=key)
        facts = {"value": before.value, "carried": False, "reason": "", "reason_text": ""}
        return review.answered(now.model_copy(update=facts))
    value = named_here(review.followup, question, before.value)
    facts = {"depth": "none" if before.depth == "none" else "claim", "evidence": ()}
    return review.answered(before.model_copy(update={**facts, "value": value, "carried": True}))
