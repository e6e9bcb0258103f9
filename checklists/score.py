"""How far the requirements asked about are fulfilled: a weighted share, over what was in fact assessed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from checklists.form import NO, PARTLY, YES, Question, Section
from checklists.review import Review

_POINTS = {YES: Fraction(1), PARTLY: Fraction(1, 2), NO: Fraction(0)}


@dataclass(frozen=True, slots=True)
class Score:
    """`share` is from 0 to 1 by weight, None when nothing was assessed: never 0 or 1 then."""

    share: Fraction | None
    assessed: int
    """Questions that it rests on."""

    @property
    def percent(self) -> int | None:
        """The share in whole per cent, rounded half up."""
        return None if self.share is None else int(self.share * 100 + Fraction(1, 2))


def score(review: Review, section: Section | None = None) -> Score:
    """The score of one section, or of all.

    Only visible questions answered yes, partly or no have a part in it: hidden, not applicable and not assessed ones
    leave both sides, and so does a weight of 0. Where the form proposes something on a yes and nothing on a no
    ("have breaches been found?"), no is the answer that fulfils.
    """
    return _of(review, section.questions if section else review.form.questions)


def _of(review: Review, questions: Iterable[Question]) -> Score:
    points, weights, assessed = Fraction(0), 0, 0
    for question in questions:
        said = review.given(question.key)
        if (
            question.type != "yes_partly_no"
            or not isinstance(said, str)
            or said not in _POINTS
            or not question.weight
        ):
            continue
        share = _POINTS[said]
        points += question.weight * (1 - share if _asks_for_no(review, question) else share)
        weights += question.weight
        assessed += 1
    return Score(points / weights if weights else None, assessed)


def _asks_for_no(review: Review, question: Question) -> bool:
    def proposed(value: str) -> bool:
        rules = (rule.when for rule in question.proposes)
        return any(review.holds(when, this=value) for when in rules)

    return proposed(YES) and not proposed(NO)
