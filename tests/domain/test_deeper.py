"""The deeper modules of the standard form: which forms ask more about a clause, and what they show of it."""

from __future__ import annotations

import asked
import pytest

from checklists.answer import Answer
from checklists.decision import Decision
from checklists.deeper import modules, shown
from checklists.library import Library
from checklists.review import Review

PAY = "wages.hourly_pay"
PAID = asked.question("paid", clause=PAY, proposes=asked.NO_IS_A_BREACH)
SLIPS = asked.question("slips", clause=PAY, proposes=[asked.proposes({"equals": "no"}, "observation")])
REST = asked.question("rest", clause="wages.working_hours", proposes=asked.NO_IS_A_BREACH)


def review(**given: object) -> Review:
    return asked.answered(asked.review(asked.form(PAID, SLIPS, REST), PAY, "wages.working_hours"), **given)


def test_a_form_that_asks_about_the_clause_is_a_module_of_it() -> None:
    found = modules(Library().newest, "wages.hourly_pay")
    assert found[0].id == "wage_spot_check"
    assert "requirements_review" not in [form.id for form in found]


def test_a_form_about_the_same_set_comes_after_those_about_the_clause() -> None:
    near = asked.form(REST, id="near", requirement_set="wages")
    asking = asked.form(PAID, id="asking", requirement_set="wages")
    other = asked.form(
        asked.question("trees", clause="environment.wood"), id="other", requirement_set="environment"
    )
    assert [form.id for form in modules((near, asking, other), PAY)] == ["asking", "near"]


def test_a_table_that_names_the_clause_in_a_column_asks_about_it() -> None:
    column = {
        "key": "paid",
        "text": asked.text("Betalt?"),
        "type": "yes_partly_no",
        "proposes": [asked.proposes({"equals": "no"}, clause=PAY)],
    }
    form = asked.form(asked.question("people", "table", columns=[column], clause="wages.other"))
    assert modules((form,), PAY) == (form,)


def test_what_was_not_answered_shows_nothing_yet() -> None:
    seen = shown(review(), PAY)
    assert seen is not None
    assert (seen.found, seen.answered, seen.total) == ("", 0, 2)


def test_all_in_order_is_said_with_its_count() -> None:
    seen = shown(review(paid="yes"), PAY)
    assert seen is not None
    assert (seen.found, seen.answered, seen.total) == ("nothing", 1, 2)


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({"slips": "no"}, "observation"),
        ({"slips": "no", "paid": "partly"}, "assess"),
        ({"slips": "no", "paid": "no"}, "breach"),
        ({"rest": "no", "paid": "yes"}, "nothing"),
        ({"paid": "not_applicable"}, ""),
    ],
)
def test_the_gravest_of_the_clause_is_what_is_shown(given: dict[str, object], found: str) -> None:
    held = review()
    for key, value in given.items():
        reason = "not_in_contract" if value == "not_applicable" else ""
        held = held.answered(Answer.model_validate({"question": key, "value": value, "reason": reason}))
    seen = shown(held, PAY)
    assert seen is not None
    assert seen.found == found


def test_a_dismissed_proposal_is_no_longer_shown_and_a_confirmed_one_tells_its_deviation() -> None:
    held = review(paid="no", slips="yes")
    proposal = held.proposals[0]
    dismissed = Decision(
        followup="O-1", proposal=proposal.id, outcome="dismissed", reason="rettet", by="kari"
    )
    seen = shown(held.decided(dismissed), PAY)
    assert seen is not None
    assert seen.found == "nothing"
    confirmed = Decision(
        followup="O-1", proposal=proposal.id, outcome="confirmed", deviation="A-1", by="kari"
    )
    seen = shown(held.decided(confirmed), PAY)
    assert seen is not None
    assert (seen.found, seen.deviations) == ("breach", ("A-1",))


def test_a_hidden_question_is_not_counted() -> None:
    hidden = asked.question("why", "text", clause=PAY, when={"question": "paid", "equals": "no"})
    held = asked.review(asked.form(PAID, hidden), PAY)
    seen = shown(asked.answered(held, paid="yes"), PAY)
    assert seen is not None
    assert (seen.answered, seen.total) == (1, 1)


def test_a_form_without_the_clause_shows_nothing_of_it() -> None:
    assert shown(review(paid="no"), "environment.wood") is None
