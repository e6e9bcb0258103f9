"""What signing does beside closing: the contract's level of risk, and the word of the supplier."""

from __future__ import annotations

from datetime import date

import pytest
from asked import answered, clause, followup, form, question, replaced, text

from checklists.contract import Contract, RiskLevel
from checklists.decision import Decision
from checklists.followup import FollowUp
from checklists.review import Review
from checklists.signing import contract_after, unheard, with_written

STEPS = [{"code": code, "text": text(code)} for code in ("up", "same", "down")]
ASKED = form(
    question("risk", "one", writes="risk", choices=STEPS),
    question("why", "text", writes="risk_reason"),
    question("comments", "text", hears_supplier=True),
)


def contract(risk: RiskLevel | None) -> Contract:
    return Contract(reference="24/17", title="Renhold", risk=risk, risk_reason="Som før")


def begun(held: FollowUp | None = None, **given: object) -> Review:
    return answered(Review(held or followup(), ASKED, clauses=(clause("wages.hourly_pay"),)), **given)


@pytest.mark.parametrize(
    ("before", "step", "after"),
    [
        ("low", "up", "medium"),
        ("medium", "up", "high"),
        ("high", "up", "high"),
        ("medium", "down", "low"),
        ("low", "down", "low"),
        ("medium", "same", "medium"),
        (None, "up", "high"),
        (None, "down", "low"),
        (None, "same", None),
    ],
)
def test_a_step_is_taken_from_the_level_there_is_or_from_the_middle(
    before: RiskLevel | None, step: str, after: RiskLevel | None
) -> None:
    assert contract_after(begun(risk=step), contract(before)).risk == after


def test_the_reason_comes_along_and_an_unanswered_one_takes_none_away() -> None:
    assert contract_after(begun(risk="up", why="Nye eiere"), contract("low")).risk_reason == "Nye eiere"
    assert contract_after(begun(risk="up"), contract("low")).risk_reason == "Som før"
    assert contract_after(begun(why="Nye eiere"), contract("low")) == contract("low").model_copy(
        update={"risk_reason": "Som før"}
    )


def test_a_question_that_is_not_asked_changes_no_contract() -> None:
    hidden = form(
        question("asked"),
        question("risk", "one", writes="risk", choices=STEPS, when={"question": "asked", "equals": "yes"}),
    )
    held = answered(Review(followup(), hidden), asked="yes", risk="up")
    assert contract_after(held, contract("low")).risk == "medium"
    assert contract_after(answered(held, asked="no"), contract("low")) == contract("low")


def test_signing_once_more_takes_no_second_step() -> None:
    low = contract("low")
    first = begun(risk="up")
    medium = contract_after(first, low)
    signed = with_written(first.followup, low, medium)
    again = begun(signed, risk="up")
    assert contract_after(again, medium).risk == "medium"
    assert contract_after(begun(signed, risk="same"), medium).risk == "low"


def test_a_level_that_somebody_set_since_is_where_the_step_starts() -> None:
    low = contract("low")
    signed = with_written(followup(), low, contract_after(begun(risk="up"), low))
    assert contract_after(begun(signed, risk="down"), contract("high")).risk == "medium"


def test_deviations_without_the_suppliers_word_are_pointed_out() -> None:
    assert unheard(begun(risk="up")) == ""
    logged = {"x": Decision(followup="O-1", proposal="x", outcome="confirmed", deviation="A-1")}
    assert unheard(replaced(begun(risk="up"), decisions=logged)) == "comments"
    assert unheard(replaced(begun(comments="Enig"), decisions=logged)) == ""
    dismissed = {"x": Decision(followup="O-1", proposal="x", outcome="dismissed", reason="Feil")}
    assert unheard(replaced(begun(risk="up"), decisions=dismissed)) == ""


def test_an_old_review_does_not_grow_older() -> None:
    """What is too old is so on the day of the control, and on the day a self-report came in."""
    aged = form(
        question("dated", "date"),
        question("newer", when={"question": "dated", "older_than": 6}),
    )
    held = answered(Review(followup(day=date(2026, 3, 2)), aged), dated="2025-09-02")
    assert "newer" not in held.visible
    late = followup(day=date(2027, 1, 1), status="received", sent=date(2026, 2, 1), received=date(2026, 3, 2))
    assert "newer" not in answered(Review(late, aged), dated="2025-09-02").visible
    assert "newer" in answered(Review(late, aged), dated="2025-09-01").visible
