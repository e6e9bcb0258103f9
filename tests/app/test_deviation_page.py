"""A deviation's page and the list of deviations: whose it is, how far it has come, and dates as people write them."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from textual.widgets import Input

from checklists.deviation import Sanction, Step
from checklists.library import requirement_sets
from checklists.measure import Measure
from checklists.requirements import clauses_in_force
from checklists.settings import checked_setting
from db.database import Database
from tests.app import made
from tests.app.driver import (
    ACT,
    app_on,
    filled,
    place,
    press,
    row_with,
    settled,
    the_app,
    until,
    until_shown,
    write,
)
from tui.dialogs.fields import Fields
from tui.given import day_of
from tui.screens.deviation import DeviationScreen

WHAT = "Underleverandøren ut av prosjektet, med kopi av oppsigelsen"


def sanctioned(db: Database) -> str:
    """A deviation that the supplier was told of, with a rung of the ladder and an overdue measure; its id."""
    held = made.workwear(db)
    told = Step(status="supplier_notified", day=date(2026, 10, 4), by="kontraktsforvalter")
    fine = Sanction(
        rung=4,
        day=date(2026, 10, 9),
        author="kontraktsforvalter",
        approver="kontraktseier",
        reason="Dagmulkt etter gjentatt brudd.",
    )
    kept = made.deviation(
        db,
        held,
        "Ikke godkjent underleverandør",
        date(2026, 11, 18),
        severity="major",
        clause=clauses_in_force(held, requirement_sets())[0].address,
        status="supplier_notified",
        steps=(told,),
        sanctions=(fine,),
    )
    measure = Measure.model_validate(
        {
            "deviation": kept.id,
            "kind": "corrective",
            "text": WHAT,
            "role": "leverandør",
            "due": date(2026, 11, 18),
        }
    )
    db.deviations.add_measure(measure, ACT)
    return kept.id


async def opened(database: Path) -> str:
    with filled(database) as db:
        return sanctioned(db)


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (160, 45)])
async def test_the_list_says_whose_each_deviation_is(database: Path, size: tuple[int, int]) -> None:
    await opened(database)
    async with app_on(database, size=size) as pilot:
        await press(pilot, "mode.deviations")
        row = row_with(await until_shown(pilot, "A-1"), "A-1")
        assert "Verne AS" in row
        assert row.rstrip().endswith("18.11.26")
        assert ("Arbeidstøy" in row) == (size[0] == 160)


async def test_an_observation_is_counted_by_itself(database: Path) -> None:
    with filled(database) as db:
        sanctioned(db)
        held = made.contract(db, "Bok", "Bok AS", open_ended=True)
        made.deviation(db, held, "Mye emballasje", date(2026, 12, 24), severity="observation")
    async with app_on(database) as pilot:
        await press(pilot, "mode.deviations")
        await until_shown(pilot, "Avvik 1 · åpne · 1 observasjon")


@pytest.mark.parametrize("width", [80, 100, 160])
async def test_a_life_is_told_in_one_line_and_nothing_runs_together(database: Path, width: int) -> None:
    await opened(database)
    async with app_on(database, size=(width, 45)) as pilot:
        await press(pilot, "mode.deviations", "list.open")
        drawn = await until_shown(pilot, "Historikk")
        life = row_with(drawn, "▌varslet")
        assert life.rstrip().endswith("retting ─ verifisering ─ lukket")
        assert "4.10." in (life if width > 80 else drawn)
        assert "4 dager over" in row_with(drawn, "Frist 18.11.2026")
        # The measure whole, and who, when and how it stands.
        assert WHAT in drawn
        assert "leverandør · frist 18.11.2026 · 4 dager over · korrigerende tiltak" in drawn
        # What happened, who did it, and why on a line of its own.
        assert row_with(drawn, "4.10.2026").split("  ")[-1].strip() == "kontraktsforvalter"
        assert "godkjent av" in drawn
        assert row_with(drawn, "Dagmulkt etter").strip() == "Dagmulkt etter gjentatt brudd."


async def test_a_life_with_every_day_on_it_has_its_days_below(database: Path) -> None:
    life = ("supplier_notified", "answered", "plan_agreed", "correcting", "verifying")
    with filled(database) as db:
        steps = tuple(
            Step(status=status, day=date(2026, 10, 10 + n), by="kari") for n, status in enumerate(life)
        )
        made.deviation(db, made.workwear(db), "Lønn", date(2026, 11, 30), status="verifying", steps=steps)
    async with app_on(database, size=(80, 24)) as pilot:
        await press(pilot, "mode.deviations", "list.open")
        drawn = (await until_shown(pilot, "▌verifisering")).split("\n")
        at = next(n for n, text in enumerate(drawn) if "▌verifisering" in text)
        for name, day in (
            ("varslet", "10.10."),
            ("besvart", "11.10."),
            ("retting", "13.10."),
            ("verifisering", "14.10."),
        ):
            assert drawn[at].index(name) == drawn[at + 1].index(day)
        assert "…" not in drawn[at + 1]


async def test_enter_says_what_it_does_where_one_stands(database: Path) -> None:
    await opened(database)
    async with app_on(database, size=(100, 40)) as pilot:
        await press(pilot, "mode.deviations", "list.open")
        await until_shown(pilot, "Enter tiltak utført")
        await pilot.press("enter")
        await until_shown(pilot, "Gå til et tiltak med piltastene først.")
        page = place(pilot).lines("page")
        page.show(page.rows, keep="T-1")
        await pilot.press("enter")
        await until_shown(pilot, "Når ble T-1 utført?", "22.11.2026")


@pytest.mark.parametrize(
    ("language", "found", "deadline"),
    [
        ("nb", "1.10.2026", "18.11.2026"),
        ("nn", "1.10.2026", "18.11.2026"),
        ("en", "1 October 2026", "18 November 2026"),
    ],
)
async def test_dates_in_a_dialog_are_written_as_the_language_writes_them(
    database: Path, language: str, found: str, deadline: str
) -> None:
    name = await opened(database)
    async with app_on(database, language=language) as pilot:
        await press(pilot, "mode.deviations", "list.open", "deviation.edit")
        dialog = the_app(pilot).screen
        assert isinstance(dialog, Fields)
        assert dialog.query_one("#field-found", Input).value == found
        assert not dialog.query("#field-deadline"), (
            "another deadline needs a reason, and has a key of its own"
        )
        # What stands there can be kept as it stands, and a date may be written in both ways.
        dialog.query_one("#field-found", Input).value = "2026-10-02"
        await press(pilot, "fields.keep")
        await until(lambda: isinstance(the_app(pilot).screen, DeviationScreen))
        await settled(pilot)
        await press(pilot, "deviation.measure")
        await until(lambda: isinstance(the_app(pilot).screen, Fields))
        due = the_app(pilot).screen.query_one("#field-due", Input)
        assert due.value == deadline
        await write(pilot, "Rutine")
        await press(pilot, "fields.keep")
        await settled(pilot)
    with filled(database) as db:
        kept = db.deviations.get(name).value
        assert (kept.found, kept.deadline) == (date(2026, 10, 2), date(2026, 11, 18))
        assert [measure.value.due for measure in db.deviations.measures(name)][-1] == date(2026, 11, 18)


async def test_a_new_deviations_deadline_is_the_one_that_the_organisation_has_set(database: Path) -> None:
    with filled(database) as db:
        made.workwear(db)
        db.settings.set(checked_setting("deadline_days.minor", "10"), ACT)
    async with app_on(database) as pilot:
        await press(pilot, "mode.deviations", "deviations.add")
        await until(lambda: the_app(pilot).screen.is_modal)
        await pilot.press("enter")  # the only contract
        await until(lambda: isinstance(the_app(pilot).screen, Fields))
        dialog = the_app(pilot).screen
        await until(lambda: bool(dialog.query("#field-clause")))
        dialog.query_one("#field-clause").focus()
        await settled(pilot)
        await press(pilot, "choice.next")  # the first clause of the contract
        await press(pilot, "fields.keep")
        await settled(pilot)
    with filled(database) as db:
        (line,) = db.registers.deviations().lines
        kept = db.deviations.get(line.id).value
        assert kept.severity == "minor"
        assert kept.deadline == kept.original_deadline == kept.found + timedelta(days=10)


@pytest.mark.parametrize(
    "written",
    ["14.3.2026", "14.03.2026", "2026-03-14", "14 March 2026", "14 mar 2026", " 14\u00a0March\u00a02026 "],
)
def test_a_date_is_read_as_people_write_it(written: str) -> None:
    assert day_of(written) == date(2026, 3, 14)


async def test_a_new_deviation_asks_for_what_is_needed_and_the_rest_is_one_key_away(database: Path) -> None:
    with filled(database) as db:
        held = made.workwear(db)
    async with app_on(database, size=(80, 24)) as pilot:
        await press(pilot, "mode.deviations", "deviations.add")
        await until_shown(pilot, "Hvilken kontrakt?", held.title)
        await pilot.press("enter")
        drawn = await until_shown(pilot, "Alvorlighetsgrad", "Ctrl+O flere felt")
        assert "Land (to bokstaver)" not in drawn
        await press(pilot, "fields.more")
        drawn = await until_shown(pilot, "Produksjonstrinn", "Land (to bokstaver)")
        assert "Ctrl+O" not in drawn
        dialog = the_app(pilot).screen
        assert dialog.focused is not None
        assert dialog.focused.id == "field-stage", "one stands on the first of those that were not shown"
        # What is refused stands on its field, also where it was one of the seldom ones.
        dialog.query_one("#field-country", Input).value = "Norgeland"
        await press(pilot, "fields.keep")
        await until_shown(pilot, "Land (to bokstaver)")
        assert isinstance(the_app(pilot).screen, Fields)
        await pilot.press("escape")
        await until(lambda: not the_app(pilot).screen.is_modal)
        # The draft is offered again with the field that was written in shown.
        await press(pilot, "deviations.add")
        await until_shown(pilot, "Hvilken kontrakt?", held.title)
        await pilot.press("enter")
        drawn = await until_shown(pilot, "Norgeland", "Ctrl+O flere felt")
        assert "Produksjonstrinn" not in drawn
