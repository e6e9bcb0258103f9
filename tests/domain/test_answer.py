"""What a question accepts as an answer, and how it keeps it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from asked import NOBODYS_NUMBER, form, question, text
from hypothesis import given
from hypothesis import strategies as st

from checklists.answer import MOST_ROWS, Answer, accepted, refuse_two_ways, shown_by
from checklists.conditions import AnswerValue, Cell, is_given
from checklists.form import NOT_APPLICABLE, NOT_ASSESSED, Question
from checklists.values import Refused

CHOICES = [
    {"code": "debt", "text": text("Gjeld")},
    {"code": "papers", "text": text("Papirer")},
    {"code": "none", "text": text("Ingen"), "exclusive": True},
]
COLUMNS = [
    {"key": "company", "text": text("Foretak"), "role": "company"},
    {"key": "country", "text": text("Land"), "type": "country"},
    {"key": "hours", "text": text("Timer"), "type": "integer"},
    {"key": "approved", "text": text("Godkjent"), "type": "yes_partly_no"},
    {"key": "signs", "text": text("Tegn"), "type": "many", "choices": CHOICES},
]
ROWS = [{"code": "child_labour", "text": text("Barnearbeid")}, {"code": "wages", "text": text("Lønn")}]
FORM = form(
    question("verdict"),
    question("assessed", not_assessed=True),
    question("one", "one", choices=CHOICES),
    question("many", "many", choices=CHOICES),
    question("text", "text"),
    question("integer", "integer"),
    question("percent", "percent"),
    question("money", "money"),
    question("date", "date"),
    question("table", "table", columns=COLUMNS),
    question("fixed", "table", columns=COLUMNS[3:4], rows=ROWS),
    question("proof", "evidence"),
    question("note", "note"),
)


def asked(key: str) -> Question:
    return FORM.by_key[key]


def keep(key: str, value: object, **facts: object) -> Answer:
    return accepted(asked(key), Answer.model_validate({"question": key, "value": value, **facts}))


def refusal(key: str, value: object, **facts: object) -> Refused:
    with pytest.raises(Refused) as refused:
        keep(key, value, **facts)
    return refused.value


@pytest.mark.parametrize(
    ("key", "value", "kept"),
    [
        ("verdict", "partly", "partly"),
        ("assessed", NOT_ASSESSED, NOT_ASSESSED),
        ("one", "debt", "debt"),
        ("many", ("papers", "debt", "papers"), ("debt", "papers")),
        ("many", "papers", ("papers",)),
        ("text", "  to\u202e linjer\r\nher ", "to linjer\nher"),
        ("integer", " 1 200 ", "1200"),
        ("integer", "12.0", "12"),
        ("integer", "-0", "0"),
        ("percent", "79,50 %", "79.5"),
        ("money", "4\u00a0250,50", "4250.5"),
        ("money", "-0,00", "0"),
        ("money", "1,2340", "1.234"),
        ("date", " 2026-03-02 ", "2026-03-02"),
        ("date", "20260302", "2026-03-02"),
        ("table", ({"country": " Noreg "},), ({"country": "NO"},)),
        (
            "table",
            ({"company": " Grus AS ", "country": "no", "hours": ""},),
            ({"company": "Grus AS", "country": "NO"},),
        ),
        ("table", ({"signs": "debt"},), ({"signs": ("debt",)},)),
        ("table", ({"approved": NOT_APPLICABLE},), ({"approved": NOT_APPLICABLE},)),
        ("fixed", ({"row": "wages", "approved": "no"},), ({"row": "wages", "approved": "no"},)),
    ],
)
def test_an_answer_is_kept_in_one_way(key: str, value: object, kept: object) -> None:
    once = keep(key, value)
    assert once.value == kept
    assert accepted(asked(key), once) == once


@pytest.mark.parametrize(
    ("key", "value", "code"),
    [
        ("verdict", "maybe", "not_a_choice"),
        ("verdict", True, "not_a_choice"),
        ("verdict", NOT_ASSESSED, "not_a_choice"),
        ("verdict", ("yes", "no"), "one_value_only"),
        ("one", "Gjeld", "not_a_choice"),
        ("many", ("none", "debt"), "choice_stands_alone"),
        ("many", ("unknown",), "not_a_choice"),
        ("integer", "1.5", "not_a_whole_number"),
        ("integer", "1e3", "not_a_whole_number"),
        ("integer", "NaN", "not_a_whole_number"),
        ("integer", "ti", "not_a_whole_number"),
        ("money", "1.234,50", "not_a_number"),
        ("money", "0.0001", "not_a_number"),
        ("money", "9" * 16, "not_a_number"),
        ("percent", "Infinity", "not_a_number"),
        ("percent", "100,5", "not_a_share"),
        ("percent", "-1", "not_a_share"),
        ("date", "31.12.2026", "not_a_date"),
        ("date", "2026-02-30", "not_a_date"),
        ("table", "Grus AS", "not_rows"),
        ("table", ("Grus AS",), "not_rows"),
        ("table", ({"firm": "Grus AS"},), "unknown_column"),
        ("table", ({"country": "Norgeland"},), "not_a_country"),
        ("table", ({"country": "XX"},), "not_a_country"),
        ("table", ({"hours": "mange"},), "not_a_whole_number"),
        ("fixed", ({"approved": "no"},), "row_not_named"),
        ("fixed", ({"row": "tax", "approved": "no"},), "not_a_choice"),
        ("text", ({"company": "Grus"},), "rows_only_in_table"),
        ("note", "yes", "note_has_no_answer"),
        ("text", NOBODYS_NUMBER, "identity_number"),
        ("proof", f"Pass {NOBODYS_NUMBER}", "identity_number"),
        ("integer", NOBODYS_NUMBER, "identity_number"),
        ("money", "151 086 950 88", "identity_number"),
        ("table", ({"company": f"Ola {NOBODYS_NUMBER[:6]} {NOBODYS_NUMBER[6:]}"},), "identity_number"),
        ("table", ({"hours": NOBODYS_NUMBER},), "identity_number"),
        ("text", "x" * 20_001, "text_too_long"),
    ],
)
def test_what_is_no_answer_is_refused_with_its_question(key: str, value: object, code: str) -> None:
    refused = refusal(key, str(value) if value is True else value)
    assert refused.code == code
    assert str(refused.params.get("question", key)).partition(".")[0] == key


def test_a_table_holds_no_more_rows_than_a_person_can_read() -> None:
    row = {"company": "Grus AS"}
    assert len(keep("table", (row,) * MOST_ROWS).value) == MOST_ROWS
    assert refusal("table", (row,) * (MOST_ROWS + 1)).code == "not_rows"


def test_a_refused_cell_says_which_column() -> None:
    assert refusal("table", ({"country": "Norgeland"},)).params["question"] == "table.country"


def test_all_that_may_be_answered_is_told() -> None:
    assert refusal("verdict", "maybe").params["choices"] == "yes, partly, no, not_applicable"


def test_evidence_answers_where_evidence_is_asked_for() -> None:
    resting = Answer(question="proof", evidence=("B-1", "B-2"))
    assert (
        shown_by(asked("proof"), resting, ("Lønnsslipper", "Timelister")).value == "Lønnsslipper; Timelister"
    )
    assert shown_by(asked("proof"), resting, ()).value == ""
    beside = Answer(question="text", evidence=("B-1",))
    assert shown_by(asked("text"), beside, ("Lønnsslipper",)).value == "", (
        "elsewhere it only supports the answer"
    )


@pytest.mark.parametrize("written", ["1.234", "1,234", " 50.000 ", "-1.000", "12.500 %"])
def test_a_number_that_may_be_two_is_not_guessed_at(written: str) -> None:
    with pytest.raises(Refused, match="number_two_ways"):
        refuse_two_ways(written)


@pytest.mark.parametrize(
    "written", ["1234", "1 234", "1.2340", "12,50", "0.125", "1234.500", "1.234,50", "ti"]
)
def test_a_number_that_is_one_thing_only_is_left_to_its_question(written: str) -> None:
    refuse_two_ways(written)


def test_not_applicable_needs_a_reason_and_other_needs_words() -> None:
    assert refusal("verdict", NOT_APPLICABLE).code == "not_applicable_needs_reason"
    assert refusal("verdict", NOT_APPLICABLE, reason="other").code == "other_reason_needs_text"
    kept = keep("verdict", NOT_APPLICABLE, reason="other", reason_text="Ingen ansatte")
    assert (kept.given, kept.counts, kept.reason_text) == (True, False, "Ingen ansatte")
    assert refusal("text", NOT_APPLICABLE, reason="not_in_contract").code == "not_applicable_not_allowed"


def test_the_reason_goes_when_the_answer_is_another() -> None:
    kept = keep("verdict", "yes", reason="other", reason_text="Ingen ansatte")
    assert (kept.reason, kept.reason_text) == ("", "")


def test_not_assessed_is_an_answer_that_does_not_count() -> None:
    kept = keep("assessed", NOT_ASSESSED)
    assert (kept.given, kept.counts) == (True, False)


def test_a_comment_alone_is_no_answer() -> None:
    kept = keep("verdict", "", comment="Spør igjen i mai")
    assert (kept.given, kept.counts, kept.comment) == (False, False, "Spør igjen i mai")


@pytest.mark.parametrize(
    ("key", "value"),
    [("text", " \u200b "), ("many", ()), ("table", ()), ("table", ({},)), ("table", ({"company": " "},))],
)
def test_blanks_are_no_answer(key: str, value: object) -> None:
    assert not keep(key, value).given


def test_a_fixed_row_that_says_nothing_is_no_answer() -> None:
    assert not keep("fixed", ({"row": "wages"},)).given


VALUES: st.SearchStrategy[AnswerValue] = st.one_of(
    st.text(max_size=20),
    st.sampled_from(["yes", "partly", "no", "12", "3,5", "2026-01-01", "debt", "none"]),
    st.lists(st.sampled_from(["debt", "papers", "none", "x", ""]), max_size=3).map(tuple),
    st.lists(
        st.dictionaries(
            st.sampled_from(["company", "country", "hours", "approved", "signs", "row"]),
            st.sampled_from(["", "NO", "no", "5", "debt", "wages", " Grus "]) | st.text(max_size=8),
            max_size=3,
        ).map(dict[str, Cell]),
        max_size=3,
    ).map(tuple),
)


@given(st.sampled_from(sorted(FORM.by_key)), VALUES)
def test_whatever_is_given_is_refused_or_kept_and_then_kept_the_same(key: str, value: AnswerValue) -> None:
    try:
        once = keep(key, value)
    except Refused:
        return
    assert accepted(asked(key), once) == once
    assert Answer.model_validate_json(once.canonical()) == once
    assert once.given == is_given(once.value)


@given(st.sampled_from(["verdict", "one", "many", "date", "integer"]), st.data())
def test_only_what_the_type_knows_is_ever_kept(key: str, data: st.DataObject) -> None:
    judge: dict[str, Callable[[object], bool]] = {
        "verdict": lambda v: v in ("yes", "partly", "no"),
        "one": lambda v: v in ("debt", "papers", "none"),
        "many": lambda v: isinstance(v, tuple) and set(v) <= {"debt", "papers", "none"},
        "date": lambda v: isinstance(v, str) and len(v) == 10,
        "integer": lambda v: isinstance(v, str) and str(int(v)) == v,
    }
    try:
        kept = keep(key, data.draw(VALUES))
    except Refused:
        return
    assert not kept.given or judge[key](kept.value)
