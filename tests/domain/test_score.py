"""How far the requirements are fulfilled, as a share of what was in fact assessed."""

from __future__ import annotations

from fractions import Fraction

import asked
from hypothesis import given
from hypothesis import strategies as st

from checklists.answer import Answer
from checklists.review import Review
from checklists.score import score

KEYS = ("a", "b", "c", "d")
FORM = asked.form(
    asked.question("a"),
    asked.question("b", weight=3),
    asked.question("c", not_assessed=True),
    asked.question("d", when={"question": "a", "equals": "yes"}),
    asked.question("told", "text"),
)
GIVEN = st.dictionaries(
    st.sampled_from(KEYS),
    st.sampled_from(("yes", "partly", "no", "not_applicable", "not_assessed")),
    max_size=4,
)


def review(**given: str) -> Review:
    """Answered as far as each question takes the answer, whether it is asked or not."""
    taken = {
        key: Answer.model_validate(
            {
                "question": key,
                "value": value,
                "reason": "not_in_contract" if value == "not_applicable" else "",
            }
        )
        for key, value in given.items()
    }
    return asked.review(FORM, answers=taken)


def test_yes_counts_whole_partly_half_and_no_nothing_by_weight() -> None:
    assert score(review(a="no", b="yes")).share == Fraction(3, 4)
    assert score(review(a="partly", b="no")).share == Fraction(1, 8)
    assert score(review(a="partly", b="no")).percent == 13


def test_all_not_applicable_is_not_assessed_never_nought_or_a_hundred() -> None:
    nothing = score(review(a="not_applicable", b="not_applicable", c="not_assessed"))
    assert (nothing.share, nothing.percent, nothing.assessed) == (None, None, 0)


def test_no_is_what_fulfils_where_a_yes_is_what_is_proposed_on() -> None:
    found = asked.question("found", proposes=[asked.proposes({"equals": "yes"}, "assess")])
    assert score(asked.answered(asked.review(asked.form(found)), found="no")).percent == 100
    assert score(asked.answered(asked.review(asked.form(found)), found="yes")).percent == 0


def test_a_weight_of_nought_is_left_out() -> None:
    form = asked.form(asked.question("a", weight=0), asked.question("b"))
    told = score(asked.answered(asked.review(form), a="no", b="yes"))
    assert (told.percent, told.assessed) == (100, 1)


def test_a_section_has_its_own_score() -> None:
    held = review(a="yes", b="no")
    assert score(held, held.form.sections[0]) == score(held)


@given(GIVEN)
def test_hidden_and_not_applicable_answers_make_no_difference(given: dict[str, str]) -> None:
    held = review(**given)
    counted = {
        key: value for key, value in given.items() if key in held.visible and value in ("yes", "partly", "no")
    }
    assert score(held) == score(review(**counted))
    assert score(held).assessed == len(counted)


@given(GIVEN)
def test_a_score_lies_between_nought_and_one_or_is_not_there(given: dict[str, str]) -> None:
    told = score(review(**given))
    assert (told.share is None) == (told.assessed == 0)
    assert told.share is None or 0 <= told.share <= 1
