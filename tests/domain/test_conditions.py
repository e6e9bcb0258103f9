"""Conditions: whatever stands in a file is a condition or is refused, and whatever is answered has a truth."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from checklists.conditions import TESTS, AnswerValue, Around, Cell, Condition, Row, holds

KEYS = ("role", "policy", "workers", "sites", "day")
TEXTS: st.SearchStrategy[str] = st.sampled_from(
    [
        "yes",
        "no",
        "5",
        "5.0",
        "-1",
        "1e9",
        "NaN",
        "sNaN",
        "Infinity",
        "2026-01-31",
        "2026-W05-1",
        "2026-13-01",
        "",
        "²",
    ]
) | st.text(max_size=12)
CELLS: st.SearchStrategy[Cell] = st.one_of(TEXTS, st.lists(TEXTS, max_size=2).map(tuple))
ROWS: st.SearchStrategy[list[Row]] = st.lists(
    st.dictionaries(st.sampled_from(["company", "row", "ok"]), CELLS, max_size=3), max_size=3
)
ANSWERS: st.SearchStrategy[AnswerValue | None] = st.one_of(
    st.none(), TEXTS, st.lists(TEXTS, max_size=3).map(tuple), ROWS.map(tuple)
)
GIVEN = st.dictionaries(st.sampled_from(KEYS), ANSWERS, max_size=5)
LIMITS = TEXTS | st.integers() | st.just({"parameter": "most_tiers"}) | st.just({"question": "workers"})
LIMITS |= st.just({"column": "promised"})
NAMES = [name.rstrip("_") for name in TESTS]
TEST = st.one_of(
    st.fixed_dictionaries({"equals": TEXTS | st.lists(TEXTS, max_size=3)}),
    st.fixed_dictionaries({"in": st.lists(TEXTS, max_size=3)}),
    st.fixed_dictionaries({"includes": TEXTS}),
    st.fixed_dictionaries({"answered": st.booleans()}),
    *(st.fixed_dictionaries({name: LIMITS}) for name in ("less_than", "at_most", "at_least", "more_than")),
    st.fixed_dictionaries({"older_than": st.integers(0, 40) | st.just({"parameter": "most_tiers"})}),
    *(st.fixed_dictionaries({name: st.integers(0, 5)}) for name in ("rows_at_least", "rows_at_most")),
)
TARGET = st.fixed_dictionaries({}, optional={"question": st.sampled_from(KEYS), "column": st.just("company")})
LEAF = st.builds(lambda test, target: {**test, **target}, TEST, TARGET)
WRITTEN = st.recursive(
    LEAF,
    lambda inner: st.one_of(
        st.fixed_dictionaries({"all": st.lists(inner, max_size=3)}),
        st.fixed_dictionaries({"any": st.lists(inner, max_size=3)}),
        st.fixed_dictionaries({"not": inner}),
    ),
    max_leaves=8,
)
CONDITIONS = WRITTEN.map(Condition.model_validate)
JSONISH = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from([*NAMES, "all", "any", "not", "question", "column", "parameter"]),
            inner,
            max_size=3,
        )
    ),
    max_leaves=12,
)


def true(
    condition: Condition, answers: dict[str, AnswerValue | None], this: AnswerValue | None = None
) -> bool:
    around = Around(answers.get, {"most_tiers": 2}, date(2026, 3, 2))
    return holds(condition, around, this=this, row={"company": "A", "promised": "80"})


def of(**written: object) -> Condition:
    return Condition.model_validate({key.rstrip("_"): value for key, value in written.items()})


@given(JSONISH, GIVEN)
def test_anything_written_is_a_condition_or_is_refused(
    written: object, answers: dict[str, AnswerValue | None]
) -> None:
    try:
        condition = Condition.model_validate(written)
    except ValidationError:
        return
    assert true(condition, answers) in (True, False)


@given(CONDITIONS, GIVEN, ANSWERS)
def test_not_not_is_the_same(
    condition: Condition, answers: dict[str, AnswerValue | None], this: AnswerValue | None
) -> None:
    once = Condition.model_validate({"not": condition})
    assert true(once, answers, this) is not true(condition, answers, this)
    assert true(Condition.model_validate({"not": once}), answers, this) is true(condition, answers, this)


@given(st.lists(CONDITIONS, max_size=3), GIVEN)
def test_none_of_them_is_the_same_as_all_of_their_opposites(
    conditions: list[Condition], answers: dict[str, AnswerValue | None]
) -> None:
    neither = Condition.model_validate({"not": {"any": conditions}})
    opposites = Condition.model_validate({"all": [{"not": each} for each in conditions]})
    assert true(neither, answers) is true(opposites, answers)


@given(CONDITIONS, GIVEN)
def test_a_condition_looks_only_at_the_questions_it_names(
    condition: Condition, answers: dict[str, AnswerValue | None]
) -> None:
    named = {key: value for key, value in answers.items() if key in condition.questions}
    assert true(condition, named) is true(condition, answers)


@given(CONDITIONS)
def test_a_condition_kept_as_json_comes_back_the_same(condition: Condition) -> None:
    kept = condition.model_dump_json(by_alias=True, exclude_defaults=True)
    assert Condition.model_validate_json(kept) == condition


@pytest.mark.parametrize(
    ("written", "answer", "expected"),
    [
        ({"equals": "yes"}, "yes", True),
        ({"equals": "yes"}, None, False),
        ({"equals": 5}, "5", True),
        ({"equals": ["a", "b"]}, ("b", "a"), True),
        ({"equals": "a"}, ("a", "b"), False),
        ({"in": ["a", "b"]}, "b", True),
        ({"in": ["a", "b"]}, ("c", "b"), True),
        ({"includes": "b"}, ("c", "b"), True),
        ({"answered": True}, "", False),
        ({"answered": False}, (), True),
        ({"less_than": 50}, "49.999", True),
        ({"less_than": 50}, "50", False),
        ({"at_most": 50}, "50", True),
        ({"at_least": "2026-01-31"}, "2026-01-31", True),
        ({"more_than": "2026-01-31"}, "2026-01-31", False),
        ({"less_than": 50}, None, False),
        ({"less_than": 50}, "NaN", False),
        ({"at_most": "NaN"}, "3", False),
        ({"more_than": {"parameter": "most_tiers"}}, "3", True),
        ({"more_than": {"parameter": "unknown"}}, "3", False),
        ({"at_most": {"question": "workers"}}, "7", True),
        ({"at_most": {"question": "nobody"}}, "7", False),
        ({"less_than": {"column": "promised"}}, "79", True),
        ({"less_than": {"column": "promised"}}, "80", False),
        ({"less_than": {"column": "nobody"}}, "1", False),
        ({"older_than": 6}, "2025-09-01", True),
        ({"older_than": 6}, "2025-09-02", False),
        ({"older_than": 0}, "2026-03-01", True),
        ({"older_than": 0}, "2026-03-02", False),
        ({"older_than": {"parameter": "most_tiers"}}, "2026-01-01", True),
        ({"older_than": {"parameter": "unknown"}}, "1999-01-01", False),
        ({"older_than": 6}, "", False),
        ({"older_than": 6}, "i fjor", False),
        ({"rows_at_least": 1}, ({"company": "A"},), True),
        ({"rows_at_most": 0}, None, True),
        ({"column": "company", "equals": "A"}, "anything", True),
    ],
)
def test_each_test_means_what_it_says(written: object, answer: AnswerValue | None, expected: bool) -> None:
    assert true(Condition.model_validate(written), {"workers": "8"}, answer) is expected


def test_nothing_to_fulfil_is_fulfilled_and_nothing_to_choose_from_is_not() -> None:
    assert true(of(all=[]), {})
    assert not true(of(any=[]), {})


@pytest.mark.parametrize(
    "written",
    [
        {},
        {"question": "a"},
        {"equals": "a", "answered": True},
        {"all": [], "any": []},
        {"not": {}},
        "a == 'b'",
        5,
    ],
)
def test_what_is_not_one_test_is_refused(written: object) -> None:
    with pytest.raises(ValidationError):
        Condition.model_validate(written)


def test_without_a_day_of_the_control_nothing_is_old() -> None:
    older = Condition.model_validate({"older_than": 0})
    assert not holds(older, Around(lambda _: None), this="1999-01-01")
