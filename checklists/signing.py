"""What signing a follow-up does beside closing it: the contract's level of risk, and who should have been heard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checklists.contract import Contract, RiskLevel
from checklists.followup import FollowUp, RiskWritten
from checklists.form import Writes

if TYPE_CHECKING:
    from checklists.review import Review

LEVELS: tuple[RiskLevel, ...] = ("low", "medium", "high")
_STEPS = {"up": 1, "same": 0, "down": -1}


def contract_after(review: Review, contract: Contract) -> Contract:
    """The contract as signing leaves it: with the level of risk, and the reason for it, that were answered.

    A step is taken from the level the contract had before this follow-up was first signed, so that opening and
    signing it once more takes no second step; where no level is set, from the middle.
    """
    said = _answered(review, "risk")
    before = _level_before(review.followup, contract)
    if said in _STEPS:
        step = _STEPS[said]
        place = LEVELS.index(before or "medium") + step
        level = before if not step else LEVELS[max(0, min(len(LEVELS) - 1, place))]
    else:
        level = next((each for each in LEVELS if each == said), None)
    if level is None:
        return contract
    reason = _answered(review, "risk_reason") or contract.risk_reason
    return contract.model_copy(update={"risk": level, "risk_reason": reason})


def with_written(followup: FollowUp, before: Contract, after: Contract) -> FollowUp:
    """The signed follow-up, with what it wrote on the contract kept in it."""
    if after == before or after.risk is None:
        return followup
    written = RiskWritten(before=_level_before(followup, before), after=after.risk)
    return followup.model_copy(update={"risk_written": (*followup.risk_written, written)})


def unheard(review: Review) -> str:
    """Key of the question for the supplier's own comments, when it is empty and deviations are logged; or empty."""
    if all(decision.outcome == "dismissed" for decision in review.decisions.values()):
        return ""
    asked = (q.key for q in review.questions if q.hears_supplier and not review.is_answered(q.key))
    return next(asked, "")


def _answered(review: Review, writes: Writes) -> str:
    given = (review.given(question.key) for question in review.questions if question.writes == writes)
    return next((said for said in given if isinstance(said, str)), "")


def _level_before(followup: FollowUp, contract: Contract) -> RiskLevel | None:
    """The level that steps are taken from: not the one that an earlier signing of this follow-up wrote."""
    last = followup.risk_written[-1] if followup.risk_written else None
    return last.before if last and last.after == contract.risk else contract.risk
