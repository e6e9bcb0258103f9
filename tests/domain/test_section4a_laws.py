"""Laws of section 4.A that hold whatever the records are, and an independent count that must agree."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel
from reported_year import Place, Sanction, Step, Year, closed_on

from checklists.codelists import codes
from checklists.facts import Facts
from checklists.followup import EXTENDED
from checklists.section4a import Figure, Summary, draft, plain, summary
from checklists.section4a.text_deviations import MOST_TOLD_SINGLY

DAYS = st.dates(date(2023, 12, 1), date(2026, 2, 1))
METHODS = st.sampled_from(
    ["kickoff_meeting", "status_meeting", "self_report", "document_check", "audit", "requirements_review"]
)
THEMES = st.lists(st.sampled_from(["human_rights", "integrity", "animal_welfare"]), max_size=2, unique=True)

PLACES = st.builds(
    Place,
    tier=st.none() | st.integers(0, 6),
    stage=st.sampled_from(sorted(codes("stages"))),
    country=st.none() | st.sampled_from(["NO", "MY", "CN"]),
)
STATEMENTS = (
    "",
    "",
    "Vi førte timene riktig.",
    "Det er ikke funnet avvik hos oss. Vi har 77 leverandører og 55 avtaler.",
    "Det er ikkje funne avvik i dei 66 kontrollane",
    "No deviations were found in 88 controls; we have 99 suppliers.",
)
"""What suppliers say for themselves: a text that quotes them claims none of it."""


@st.composite
def years(draw: st.DrawFn) -> Year:
    year = Year(2025, {"kickoff_counts": draw(st.sampled_from(["true", "false"]))})
    for n in range(1, 6):
        year.supplier(f"L-{n}", number="998701961" if n < 3 else None)
    for n in range(1, draw(st.integers(1, 6))):
        signed = draw(st.none() | DAYS)
        starts = draw(st.none() | DAYS)
        year.contract(f"K-{n}", *{f"L-{draw(st.integers(1, 5))}"}, signed=signed, starts=starts, ends=None)
    contracts = sorted(year.facts.contracts) or [year.contract("K-9", "L-1")]
    for n in range(1, draw(st.integers(1, 9))):
        followup(year, n, draw(st.sampled_from(contracts)), draw)
    for n in range(1, draw(st.integers(1, 7))):
        deviation(year, n, draw(st.sampled_from(contracts)), draw)
    return year


def followup(year: Year, n: int, contract: str, draw: st.DrawFn) -> None:
    day = draw(DAYS)
    status = draw(st.sampled_from(["signed", "signed", "signed", "in_progress", "sent", "withdrawn"]))
    year.followup(
        f"O-{n}", contract, draw(METHODS), supplier=f"L-{draw(st.integers(1, 5))}", day=day, status=status,
        signed=day if status == "signed" else None, themes=tuple(draw(THEMES)),
        sent=draw(st.none() | st.just(day)), due=day + timedelta(42),
    )  # fmt: skip


def deviation(year: Year, n: int, contract: str, draw: st.DrawFn) -> None:
    found = draw(DAYS)
    steps: list[Step] = []
    day = found
    for status in draw(st.sampled_from([(), ("correcting",), ("verifying", "closed"), ("dismissed",)])):
        day += timedelta(draw(st.integers(0, 200)))
        steps.append(Step(status=status, day=day, by="x", evidence=("B-1",)))
    year.deviation(
        f"A-{n}", contract, found=found, severity=draw(st.sampled_from(["observation", "minor", "critical"])),
        suspected=draw(st.booleans()) and draw(st.booleans()), disputed=draw(st.booleans()), steps=tuple(steps),
        status=steps[-1].status if steps else "registered", place=Place(tier=draw(st.none() | st.integers(0, 3))),
    )  # fmt: skip


@st.composite
def crowded_years(draw: st.DrawFn) -> Year:
    """A year with so many deviations that the draft tells them in groups, with all that a group may tell."""
    year = draw(years())
    contract = year.contract("K-10", "L-1", "L-2")
    year.followup("O-10", contract)
    kinds = draw(st.lists(st.sampled_from(sorted(codes("deviation_types"))), min_size=1, max_size=3))
    places = draw(st.lists(PLACES, min_size=1, max_size=3))
    for n in range(10, draw(st.integers(21, 40))):
        statement = draw(st.sampled_from(STATEMENTS))
        rungs = draw(st.lists(st.integers(1, 5), max_size=2))
        day = date(2025, 5, 1)
        closed = draw(st.booleans())
        year.deviation(
            f"A-{n}", contract, type=draw(st.sampled_from(kinds)), place=draw(st.sampled_from(places)),
            supplier=draw(st.sampled_from(["L-1", "L-2"])), severity=draw(st.sampled_from(["minor", "critical"])),
            found=draw(st.dates(date(2025, 1, 1), date(2025, 3, 1))), disputed=bool(statement),
            position="disputes" if statement else "", position_text=statement, harm=draw(st.booleans()),
            sanctions=tuple(Sanction(rung=rung, day=day, author="x", reason="y") for rung in rungs),
            **(closed_on(day) if closed else {}),
        )  # fmt: skip
        for kind in draw(st.lists(st.sampled_from(sorted(codes("measure_kinds"))), max_size=3)):
            year.measure(f"T-{n}-{kind}", f"A-{n}", kind=kind)
    return year


def of(facts: Facts) -> Summary:
    return summary(facts, "en", date(2026, 1, 10))


def figures(value: object) -> Iterator[Figure]:
    """Every figure anywhere in a summary."""
    if isinstance(value, Figure):
        yield value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from figures(getattr(value, name))
    elif isinstance(value, dict):
        for each in value.values():  # pyright: ignore[reportUnknownVariableType]
            yield from figures(each)  # pyright: ignore[reportUnknownArgumentType]


@given(years())
def test_every_figure_is_the_number_of_its_distinct_records(year: Year) -> None:
    found = list(figures(of(year.facts)))
    assert len(found) > 40
    assert all(figure.value == len(set(figure.records)) for figure in found)


@given(years())
def test_suppliers_are_new_and_earlier_less_both_and_unknown(year: Year) -> None:
    done = of(year.facts).followed_up
    new, earlier = done.suppliers_new_agreements, done.suppliers_earlier_agreements
    unknown = done.suppliers_signing_unknown
    assert done.suppliers.value == new.value + earlier.value - done.suppliers_both.value + unknown.value


@given(years(), st.randoms(use_true_random=False))
def test_the_order_of_the_records_is_irrelevant(year: Year, shuffle: random.Random) -> None:
    def mixed(held: object) -> object:
        assert isinstance(held, dict)
        keys = list(held)  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType]
        shuffle.shuffle(keys)  # pyright: ignore[reportUnknownArgumentType]
        return {key: held[key] for key in keys}

    kinds = ("contracts", "suppliers", "followups", "deviations")
    other = replace(year.facts, **{kind: mixed(getattr(year.facts, kind)) for kind in kinds})  # pyright: ignore[reportArgumentType]
    assert of(other) == of(year.facts)


@given(years())
def test_an_unsigned_follow_up_changes_nothing(year: Year) -> None:
    before = of(year.facts)
    year.followup(
        "O-900", next(iter(year.facts.contracts)), "audit", status="in_progress", signed=None, supplier="L-5"
    )
    assert of(year.facts) == before


@given(years())
def test_a_second_count_written_otherwise_agrees(year: Year) -> None:
    """The definitions once more, as plain loops over the facts."""
    facts, made = year.facts, of(year.facts)
    kickoff = facts.settings.flag("kickoff_counts")
    agreements: set[str] = set()
    controls = 0
    for each in facts.followups.values():
        performed = date(2025, 1, 1) <= each.day <= date(2025, 12, 31)
        if each.status == "signed" and each.themes and performed:
            if each.method != "kickoff_meeting" or kickoff:
                agreements.add(each.contract)
            controls += each.method in EXTENDED
    assert set(made.followed_up.agreements.records) == agreements
    assert made.deviations.controls.value == controls
    counted: set[str] = set()
    for each in facts.deviations.values():
        dismissed = any(s.status == "dismissed" and s.day <= date(2025, 12, 31) for s in each.steps)
        if (
            each.found.year == 2025
            and each.severity != "observation"
            and not each.suspected
            and not dismissed
        ):
            counted.add(each.id)
    assert set(made.deviations.deviations.records) == counted
    suspected = made.deviations.suspected.value
    expected = "yes" if counted else "cannot_answer" if suspected or not controls else "none_found"
    assert made.deviations.answer == expected


@given(years())
def test_parts_never_exceed_their_whole(year: Year) -> None:
    made = of(year.facts)
    found, done = made.deviations, made.followed_up
    whole = set(found.deviations.records)
    assert set(found.social.records) | set(found.other.records) == whole
    assert not set(found.social.records) & set(found.other.records)
    assert set(found.disputed.records) <= whole
    assert set(found.closed_in_time.records) <= set(found.due_to_close.records)
    assert {row.deviation for row in found.rows} == whole
    assert set(done.building_projects.records) <= set(done.agreements.records)
    reports = done.self_reports
    assert set(reports.assessed.records) <= set(reports.answered.records) <= set(reports.sent.records)
    assert not set(reports.overdue.records) & set(reports.answered.records)


@given(years(), st.sampled_from(["nb", "nn", "en"]), st.booleans())
def test_the_draft_never_contradicts_its_own_figures(year: Year, language: str, public: bool) -> None:
    made = of(year.facts)
    drafted_again(year, made, language, public=public)


@given(crowded_years(), st.sampled_from(["nb", "nn", "en"]), st.booleans())
def test_a_draft_of_many_deviations_never_contradicts_its_own_figures(
    year: Year, language: str, public: bool
) -> None:
    made = of(year.facts)
    assert len(made.deviations.rows) > MOST_TOLD_SINGLY
    drafted_again(year, made, language, public=public)


def drafted_again(year: Year, made: Summary, language: str, *, public: bool) -> None:
    """The drafts, pasted as the person's own texts: nothing in them is told to be wrong."""
    for part in ("4.A.1", "4.A.2", "4.A.3"):
        year.own_text(part, plain(draft(made, part, language, public=public)))
    told = {"text_contradicts_figure", "suppliers_agreements_mixed", "no_deviations_without_controls"}
    assert not [notice.params for notice in of(year.facts).notices if notice.code in told]
