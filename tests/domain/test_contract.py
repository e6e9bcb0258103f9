"""Contracts and suppliers: organisation numbers as people write them, and when an agreement runs."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from checklists.contract import Contract, ContractOption, OwnClause, Supplier
from checklists.organisation import organisation_number, same_name, shown_number
from checklists.values import Refused

DAYS = st.dates(date(2015, 1, 1), date(2035, 12, 31))


def contract(**facts: Any) -> Contract:
    return Contract(reference="22/14", title="Arbeidstøy", **facts)


@pytest.mark.parametrize(
    "written",
    [
        "998701961",
        "998 701 961",
        "998701961.0",
        "NO998701961MVA",
        "no 998 701 961 mva",
        "NO-998701961",
        "998.701.961",
        "998-701-961",
        "  998701961 \t",
        "998\u00a0701\u00a0961",
        "998\u202f701\u202f961",
    ],
)
def test_a_number_is_read_from_every_usual_spelling(written: str) -> None:
    assert organisation_number(written) == "998701961"


@pytest.mark.parametrize(
    "written",
    [
        "",
        "998701962",
        "45233130.0",
        "45233130-0",
        "998701961 943184097",
        "998701961, 943184097, 982463718, 974760673",
        "998701961943184097982463718974760673",
        "SE5560125790",
        "９９８７０１９６１",
        "998701961x",
        "ikke oppgitt",
        "000000000",
        "1" * 10_000,
    ],
)
def test_anything_else_is_no_number(written: str) -> None:
    assert organisation_number(written) is None


@given(st.text())
def test_reading_a_number_never_fails_and_reads_itself(written: str) -> None:
    number = organisation_number(written)
    assert number is None or organisation_number(number) == number


def test_a_norwegian_number_is_shown_in_threes_and_a_foreign_one_as_it_is() -> None:
    assert shown_number("998701961") == "998 701 961"
    assert shown_number("SE5560125790") == "SE5560125790"
    assert Supplier(name="Grus AS", number="998 701 961").norwegian_number == "998701961"
    assert Supplier(name="Grus AB", number="SE5560125790").norwegian_number is None


def test_names_are_the_same_but_for_blanks_and_case() -> None:
    assert same_name("  Bygg  & Anlegg AS") == same_name("BYGG & ANLEGG as ")
    assert same_name("Bygg AS") != same_name("Bygg A/S")


def test_an_end_before_the_start_is_refused() -> None:
    with pytest.raises(Refused, match="ends_before_start"):
        contract(starts=date(2025, 1, 2), ends=date(2025, 1, 1))
    assert contract(starts=date(2025, 1, 1), ends=date(2025, 1, 1))


def test_open_ended_and_an_end_exclude_each_other() -> None:
    with pytest.raises(Refused, match="open_ended_with_end"):
        contract(open_ended=True, ends=date(2025, 1, 1))


def test_two_options_to_the_same_day_are_refused() -> None:
    until = ContractOption(until=date(2027, 1, 1))
    with pytest.raises(Refused, match="option_twice"):
        contract(options=(until, until.model_copy(update={"exercised": True})))


def test_an_exercised_option_prolongs_and_a_termination_shortens() -> None:
    options = (
        ContractOption(until=date(2027, 12, 31), exercised=True),
        ContractOption(until=date(2028, 12, 31), notice_by=date(2027, 6, 30)),
    )
    held = contract(starts=date(2023, 1, 1), ends=date(2026, 12, 31), options=options)
    assert held.last_day == date(2027, 12, 31)
    assert held.next_option == options[1]
    ended = contract(starts=date(2023, 1, 1), ends=date(2026, 12, 31), terminated=date(2024, 5, 5))
    assert ended.last_day == date(2024, 5, 5)
    assert (ended.active_in(2024), ended.active_in(2025)) == (True, False)


def test_an_open_ended_agreement_runs_until_it_is_ended() -> None:
    open_ended = contract(signed=date(2020, 3, 1), open_ended=True)
    assert (open_ended.last_day, open_ended.end_unknown, open_ended.active_in(2034)) == (None, False, True)
    option = ContractOption(until=date(2021, 1, 1), exercised=True)
    assert contract(open_ended=True, options=(option,)).active_in(2034)
    assert not contract(open_ended=True, terminated=date(2024, 1, 1)).active_in(2025)


def test_an_unknown_end_counts_as_running_and_says_so() -> None:
    held = contract(signed=date(2020, 3, 1))
    assert held.end_unknown
    assert held.active_in(2034)
    assert not held.active_in(2019)


@given(DAYS, st.integers(0, 4000), DAYS)
def test_it_is_active_in_a_year_exactly_when_it_is_active_on_a_day_of_it(
    start: date, days: int, day: date
) -> None:
    held = contract(starts=start, ends=start + timedelta(days=days))
    if held.active_on(day):
        assert held.active_in(day.year)
    overlap = max(start, date(day.year, 1, 1)) <= min(start + timedelta(days=days), date(day.year, 12, 31))
    assert held.active_in(day.year) is overlap


@pytest.mark.parametrize("day", ["02-30", "13-01", "00-10", "04-31", "1-1", "2026-01-01"])
def test_a_yearly_day_that_does_not_exist_is_refused(day: str) -> None:
    with pytest.raises(ValidationError):
        OwnClause(key="a", reference="1", text="t", theme="integrity", documentation_due=day)


@pytest.mark.parametrize("day", ["", "02-29", "12-31", "04-30"])
def test_a_yearly_day_is_a_day_of_the_calendar(day: str) -> None:
    own = OwnClause(key="a", reference="1", text="t", theme="integrity", documentation_due=day)
    assert own.documentation_due == day


def test_a_contract_survives_its_json() -> None:
    held = contract(
        suppliers=("L-1", "L-2"),
        kind="goods",
        cpv="18100000",
        value={"amount": "1234567.5", "currency": "SEK"},
        starts=date(2024, 1, 1),
        options=(ContractOption(until=date(2027, 1, 1)),),
        requirement_sets=(
            {"set_id": "human_rights", "version": 1, "parameters": {"max_tiers": 2, "note": "x"}},
        ),
        own_clauses=(
            {"key": "2b", "reference": "7.3", "text": "Utslippsfritt", "theme": "climate_environment"},
        ),
    )
    again = Contract.model_validate_json(held.canonical())
    assert again == held
    assert again.canonical() == held.canonical()
