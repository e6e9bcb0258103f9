"""Measures: open, done, cancelled; and evidence that grows old."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from asked import NOBODYS_NUMBER, evidence
from hypothesis import given
from hypothesis import strategies as st

from checklists.measure import Measure
from checklists.values import Refused

TODAY = date(2026, 3, 2)
MEASURE = Measure(id="T-5", deviation="A-8", text="Etterbetaling")


def test_a_measure_is_done_on_a_day_that_has_come_and_keeps_its_evidence() -> None:
    done = MEASURE.model_copy(update={"evidence": ("B-1",)}).done_on(TODAY, ("B-2",), today=TODAY)
    assert (done.status, done.done, done.evidence) == ("done", TODAY, ("B-1", "B-2"))
    with pytest.raises(Refused, match="date_in_future"):
        MEASURE.done_on(TODAY + timedelta(days=1), (), today=TODAY)


def test_a_measure_is_cancelled_for_a_reason() -> None:
    assert MEASURE.cancelled("Firmaet er byttet ut\x1b[2J").reason == "Firmaet er byttet ut[2J"
    for reason, code in ((" ", "reason_needed"), (NOBODYS_NUMBER, "identity_number")):
        with pytest.raises(Refused, match=code):
            MEASURE.cancelled(reason)


def test_what_is_done_or_cancelled_is_finished() -> None:
    for finished in (MEASURE.done_on(TODAY, (), today=TODAY), MEASURE.cancelled("Ikke nødvendig")):
        with pytest.raises(Refused) as refused:
            finished.done_on(TODAY, (), today=TODAY)
        assert refused.value.params == {"measure": "T-5", "status": finished.status}
        with pytest.raises(Refused, match="measure_not_open"):
            finished.cancelled("igjen")


@pytest.mark.parametrize(
    ("dated", "old"),
    [
        (date(2024, 3, 2), False),  # exactly 24 months
        (date(2024, 3, 1), True),
        (date(2024, 2, 29), True),
        (date(2024, 4, 1), False),
        (date(2026, 3, 3), False),
        (None, False),
    ],
)
def test_evidence_is_old_when_more_than_24_months_have_gone(dated: date | None, old: bool) -> None:
    assert evidence("B-1", dated).older_than(24, TODAY) is old


@given(
    st.dates(date(2000, 1, 1), date(2040, 1, 1)),
    st.dates(date(2000, 1, 1), date(2040, 1, 1)),
    st.integers(0, 10**9),
)
def test_evidence_never_grows_younger(dated: date, day: date, months: int) -> None:
    held = evidence("B-1", dated)
    if held.older_than(months, day):
        assert dated < day
        assert held.older_than(months, day + timedelta(days=1))
