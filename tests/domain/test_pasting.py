"""Rows pasted from a spreadsheet into a table."""

from __future__ import annotations

import asked
import pytest
from hypothesis import given
from hypothesis import strategies as st

from checklists.form import Question
from checklists.pasting import pasted_rows
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
