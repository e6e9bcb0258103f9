"""Rows pasted from a spreadsheet into a table."""

from __future__ import annotations

from typing import Any

import asked
import pytest
from hypothesis import given
from hypothesis import strategies as st

from checklists.conditions import Row
from checklists.form import Choice, Question, Texts
from checklists.pasting import pasted_rows, with_pasted
from checklists.values import Refused

COLUMNS = [
    {"key": "site", "text": {"nb": "Sted", "en": "Site"}},
    {"key": "country", "type": "country", "text": {"nb": "Land", "en": "Country"}},
    {"key": "tier", "type": "integer", "text": {"nb": "Ledd", "en": "Tier"}},
    {"key": "known", "type": "yes_partly_no", "text": {"nb": "Kjent?", "en": "Known?"}},
    {"key": "seen", "type": "date", "text": {"nb": "Sett", "en": "Seen"}},
    {"key": "share", "type": "percent", "text": {"nb": "Andel", "en": "Share"}},
    {
        "key": "risk",
        "type": "one",
        "text": {"nb": "Risiko", "en": "Risk"},
        "choices": [
            {"code": "low", "text": {"nb": "Lav", "en": "Low"}},
            {"code": "high", "text": {"nb": "Høy", "en": "High"}},
        ],
    },
]
SITES = Question.model_validate(asked.question("sites", "table", columns=COLUMNS))
FIXED = Question.model_validate(
    asked.question(
        "topics",
        "table",
        columns=[{"key": "place", "type": "yes_partly_no", "text": {"nb": "På plass?"}}, COLUMNS[0]],
        rows=[
            {"code": "wages", "text": {"nb": "Lønn", "en": "Wages"}},
            {"code": "hours", "text": {"nb": "Arbeidstid", "en": "Hours"}},
        ],
    )
)
WHOLE = {
    "site": "Fabrikk 1",
    "country": "MY",
    "tier": "2",
    "known": "yes",
    "seen": "2026-03-14",
    "share": "12.5",
    "risk": "high",
}


def refused(question: Question, text: str) -> Refused:
    with pytest.raises(Refused) as caught:
        pasted_rows(question, text)
    return caught.value


def test_rows_without_headings_are_taken_in_the_order_of_the_columns() -> None:
    assert pasted_rows(SITES, "Fabrikk 1\tMY\t2\tja\t14.3.2026\t12,5 %\tHøy\nFabrikk 2\n") == (
        WHOLE,
        {"site": "Fabrikk 2"},
    )


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_headings_in_any_language_say_which_column_is_which(end: str) -> None:
    text = end.join(("Land\tSite\trisk\tKjent?", "Malaysia\tFabrikk 1\tHIGH\tYes", ""))
    assert pasted_rows(SITES, text) == (
        {"site": "Fabrikk 1", "country": "MY", "known": "yes", "risk": "high"},
    )


def test_a_cell_with_a_line_break_and_quotes_is_one_cell() -> None:
    assert pasted_rows(SITES, '"Fabrikk ""Nord""\nhall 2"\tNO\n') == (
        {"site": 'Fabrikk "Nord"\nhall 2', "country": "NO"},
    )


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "nothing_pasted"),
        ("\n\t\t\n", "nothing_pasted"),
        ("x\n" * 2_001, "too_much_pasted"),
        ("Sted\tUkjent\nA\tB", "pasted_heading_unknown"),
        ("Sted\tSite\nA\tB", "pasted_heading_twice"),
        ("A\tNO\t1\tja\t1.1.2026\t1\tLav\tmer", "pasted_too_wide"),
        ("A\tNowhere", "pasted_cell"),
        ("A\tNO\tto", "pasted_cell"),
        ("A\tNO\t2\tkanskje", "pasted_cell"),
        ("A\tNO\t1.000", "pasted_cell"),
        ("A\tNO\t2\tja\t31.2.2026", "pasted_cell"),
        (asked.NOBODYS_NUMBER, "identity_number"),
    ],
)
def test_what_cannot_be_taken_is_refused_whole(text: str, code: str) -> None:
    assert refused(SITES, text).code == code


def test_a_refused_cell_is_told_with_its_row_and_column() -> None:
    told = refused(SITES, "Sted\tLedd\nA\t1\nB\tannet\n")
    assert told.params == {"row": 3, "column": "Ledd", "cell": "annet"}


def test_fixed_rows_are_named_first_or_come_in_order() -> None:
    expected = ({"row": "wages", "place": "yes"}, {"row": "hours", "place": "no"})
    assert pasted_rows(FIXED, "Lønn\tja\nArbeidstid\tnei\n") == expected
    assert pasted_rows(FIXED, "ja\nnei\n") == expected
    assert pasted_rows(FIXED, "\tPå plass?\nHours\tnei\nWages\tja\n") == expected[::-1]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Lønn\tja\nFerie\tja\n", "pasted_row_unknown"),
        ("Lønn\tja\nLønn\tnei\n", "pasted_row_twice"),
        ("ja\n", "pasted_row_not_named"),
    ],
)
def test_a_fixed_row_that_is_not_there_is_refused(text: str, code: str) -> None:
    assert refused(FIXED, text).code == code


@given(
    st.lists(st.sampled_from([WHOLE, {"site": "A", "tier": "0"}, {"country": "NO"}]), min_size=1, max_size=5)
)
def test_rows_written_out_with_their_codes_come_back_as_they_were(rows: list[dict[str, str]]) -> None:
    keys = [str(column["key"]) for column in COLUMNS]
    text = "\n".join(
        "\t".join(row.get(key, "") for key in keys) for row in ({key: key for key in keys}, *rows)
    )
    assert pasted_rows(SITES, text) == tuple(rows)


# Rows that stand there already

MEETING = Question.model_validate(
    asked.question(
        "open_items",
        "table",
        columns=[
            {"key": "measure", "text": {"nb": "Tiltak"}, "fill": "measure"},
            {"key": "deadline", "text": {"nb": "Frist"}, "type": "date", "fill": "deadline"},
            {"key": "remark", "text": {"nb": "Kommentar"}},
        ],
        rows_from="open_measures",
    )
)
NAMED = MEETING.model_copy(
    update={"rows": tuple(Choice(code=f"a_1_t_{n}", text=Texts(nb=f"A-1 T-{n}")) for n in (1, 2))}
)
FIRST: tuple[Row, ...] = (
    {"row": "a_1_t_1", "measure": "Etterbetal", "deadline": "2026-03-01"},
    {"row": "a_1_t_2", "measure": "Etterbetal", "deadline": "2026-06-01"},
)


def pasted(text: str, standing: tuple[Row, ...] = FIRST, table: Question = NAMED) -> list[dict[str, Any]]:
    return [dict(row) for row in with_pasted(table, standing, pasted_rows(table, text), FIRST)]


def test_a_row_that_stands_there_is_filled_in_and_not_added_once_more() -> None:
    by_name = pasted("A-1 T-2\t\t\tNesten ferdig\n")
    by_text = pasted("Tiltak\tFrist\tKommentar\netterbetal\t1.6.2026\tNesten ferdig\n")
    assert by_name == by_text == [FIRST[0], {**FIRST[1], "remark": "Nesten ferdig"}]


def test_what_stands_there_unanswered_stays_when_others_are_pasted() -> None:
    clauses: tuple[Row, ...] = ({"row": "a_1_t_1"}, {"row": "a_1_t_2"})
    assert pasted("A-1 T-2\tx\n", clauses) == [{"row": "a_1_t_1"}, {"row": "a_1_t_2", "measure": "x"}]


def test_a_row_about_something_else_is_added() -> None:
    (*standing, new) = pasted("Tiltak\tKommentar\nNy rutine\tI gang\n")
    assert standing == list(FIRST)
    assert new == {"measure": "Ny rutine", "remark": "I gang"}


def test_rows_of_an_earlier_form_are_recognised_by_what_they_were_started_with() -> None:
    first: tuple[Row, ...] = ({"deadline": "2026-03-01", "measure": "Elbil"},)
    rows = pasted_rows(MEETING, "Tiltak\tKommentar\nElbil\tHoldt\nTog\tHoldt\n")
    assert with_pasted(MEETING, first, rows, first) == (
        {"deadline": "2026-03-01", "measure": "Elbil", "remark": "Holdt"},
        {"measure": "Tog", "remark": "Holdt"},
    )


def test_the_same_row_pasted_twice_is_refused() -> None:
    with pytest.raises(Refused) as caught:
        pasted("A-1 T-2\t\t\tx\nA-1 T-2\t\t\ty\n")
    assert caught.value.code == "pasted_row_twice"
