"""Choices that are offered by other answers, and answers that a form suggests."""

from __future__ import annotations

from typing import Any

import pytest
from asked import answered, form, proposes, question, replaced, review, text
from hypothesis import given
from hypothesis import strategies as st

from checklists.answer import Answer
from checklists.form import Form
from checklists.kept import beside, kept
from checklists.review import Progress, Review
from checklists.score import score
from checklists.values import Refused


def choice(code: str, when: object = None) -> dict[str, object]:
    return {"code": code, "text": text(code), **({"when": when} if when else {})}


COUNTIES = form(
    question("county", "one", choices=[choice("north"), choice("south")]),
    question(
        "towns",
        "many",
        required=True,
        choices=[
            choice("alta", {"question": "county", "equals": "north"}),
            choice("bodo", {"question": "county", "equals": "north"}),
            choice("kristiansand", {"question": "county", "equals": "south"}),
            choice("elsewhere"),
        ],
        clause="wages.pay",
        proposes=[proposes({"includes": "alta"})],
    ),
    question("alta_site", "text", when={"question": "towns", "includes": "alta"}),
    question("rated", "yes_partly_no", default="yes"),
    question("people", "integer", default="12"),
)


def offered(held: Review, key: str) -> list[str]:
    return [each.code for each in held.as_asked(held.form.by_key[key]).choices]


def test_a_choice_is_offered_only_when_its_condition_holds() -> None:
    held = review(COUNTIES)
    assert offered(held, "towns") == ["elsewhere"]
    assert offered(answered(held, county="north"), "towns") == ["alta", "bodo", "elsewhere"]
    with pytest.raises(Refused) as refused:
        answered(held, county="south", towns=("alta",))
    assert refused.value.code == "not_a_choice"
    assert refused.value.params["choices"] == "kristiansand, elsewhere"


def test_what_is_no_longer_offered_is_kept_and_never_counted() -> None:
    north = answered(review(COUNTIES, "wages.pay"), county="north", towns=("alta",), alta_site="Kaia")
    assert [each.id for each in north.proposals] == ["wages.wages.pay"]
    assert "alta_site" in north.visible
    south = answered(north, county="south")
    assert south.answers["towns"].value == ("alta",)
    assert south.given("towns") is None
    assert (south.missing, south.proposals, south.is_answered("towns")) == (("towns",), (), False)
    assert "alta_site" not in south.visible
    assert south.progress() == Progress(1, 4)
    back = answered(south, county="north")
    assert (back.given("towns"), back.given("alta_site")) == (("alta",), "Kaia")
    both = answered(answered(north, towns=("alta", "elsewhere")), county="south")
    assert both.given("towns") == ("elsewhere",)
    assert both.in_force["towns"].value == ("elsewhere",)


def test_a_suggested_answer_counts_when_it_is_taken_and_not_before() -> None:
    held = review(COUNTIES)
    told = beside(held, "rated")
    assert told
    assert told.value == "yes"
    assert (held.given("rated"), held.progress().answered, score(held).assessed) == (None, 0, 0)
    with pytest.raises(Refused):
        held.signed_on(held.followup.day, "kari", today=held.followup.day)
    taken = kept(answered(held, people="9"), "rated")
    assert (taken.answers["rated"].value, taken.answers["rated"].carried) == ("yes", False)
    with pytest.raises(Refused) as refused:
        kept(held, "county")
    assert refused.value.code == "no_answer_last_year"


def test_last_years_answer_goes_before_the_one_that_is_suggested() -> None:
    held = replaced(review(COUNTIES), last_year={"people": Answer(question="people", value="40")})
    after = kept(held, "people").answers["people"]
    assert (after.value, after.carried) == ("40", True)


# A law. Every question offers three choices, each of them perhaps only after earlier answers.

CODES = ("a", "b", "c")


@st.composite
def forms(draw: st.DrawFn) -> Form:
    made: list[dict[str, object]] = []
    for n in range(draw(st.integers(2, 6))):

        def maybe(n: int = n) -> Any:
            if not n or draw(st.booleans()):
                return None
            key, code = f"q{draw(st.integers(0, n - 1))}", draw(st.sampled_from(CODES))
            return draw(st.sampled_from([
                {"question": key, "equals": code},
                {"not": {"question": key, "equals": code}},
                {"question": key, "answered": draw(st.booleans())},
            ]))  # fmt: skip

        when = maybe()
        facts: dict[str, object] = {"when": when} if when else {}
        made.append(question(f"q{n}", "one", choices=[choice(code, maybe()) for code in CODES], **facts))
    return form(*made)


def from_scratch(asked: Form, said: dict[str, str]) -> tuple[set[str], dict[str, str]]:
    """What is visible, and what counts as answered, worked out front to back."""
    shown: set[str] = set()
    counts: dict[str, str] = {}

    def true(c: Any) -> bool:
        if c is None:
            return True
        if c.not_ is not None:
            return not true(c.not_)
        if c.answered is not None:
            return (c.question in counts) == c.answered
        return counts.get(c.question) == c.equals

    for each in asked.questions:
        if not true(each.when):
            continue
        shown.add(each.key)
        value = said.get(each.key, "")
        if any(one.code == value and true(one.when) for one in each.choices):
            counts[each.key] = value
    return shown, counts


@given(forms(), st.lists(st.tuples(st.integers(0, 5), st.sampled_from(("", *CODES))), max_size=15))
def test_any_answers_offer_and_count_the_same_as_working_it_out_from_scratch(
    asked: Form, steps: list[tuple[int, str]]
) -> None:
    held, said = review(asked), dict[str, str]()
    for n, value in steps:
        try:
            held = answered(held, **{f"q{n}": value})
        except Refused:
            continue
        said[f"q{n}"] = value
    shown, counts = from_scratch(asked, said)
    assert held.visible == shown
    assert {key: held.given(key) for key in shown if held.given(key)} == counts
    assert held.progress() == Progress(len(counts), len(shown))
    assert {key: answer.value for key, answer in held.answers.items()} == said
