"""What cannot be read as a number, a date or an amount: the field stays, and says how it is written."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from checklists.measure import Measure
from tests.app import made
from tests.app.driver import app_on, filled, press, screen_text, settled, the_app, until, until_shown, write
from tui.screens.deviation import DeviationScreen
from tui.screens.review import ReviewScreen
from tui.screens.table import TableScreen


async def on_question(pilot: Pilot[None], database: Path, form: str, key: str) -> None:
    with filled(database) as db:
        name = made.followup(
            db, made.contract(db, "Renhold", "Blank AS", kind="services"), form, made.TODAY
        ).id
    app = the_app(pilot)
    app.open_found(f"followup/{name}")
    await until(lambda: isinstance(app.screen, ReviewScreen) and app.screen.review is not None)
    await settled(pilot)
    assert isinstance(app.screen, ReviewScreen)
    app.screen.go_to(key)
    await pilot.press("enter")
    await settled(pilot)


async def said(pilot: Pilot[None], sentence: str) -> None:
    """Wait until the dialog's line for what is wrong says this."""

    def problem() -> str:
        return " ".join(
            str(each.render()) for each in the_app(pilot).screen.query("#problem").results(Static)
        )

    await until(lambda: sentence in problem())


async def test_a_number_that_is_none_stays_in_its_field_and_is_mended_there(database: Path) -> None:
    async with app_on(database) as pilot:
        await on_question(pilot, database, "site_integrity", "skilled_share")
        await write(pilot, "tolv")
        await pilot.press("enter")
        await said(pilot, "«tolv» er ikke et tall. Skriv det slik: 12,5.")
        assert "skilled_share" not in screen_text(the_app(pilot)), "a key is nothing to a person"
        assert the_app(pilot).screen.is_modal
        await pilot.press("ctrl+u")
        await write(pilot, "12,5")
        await pilot.press("enter")
        await until(lambda: not the_app(pilot).screen.is_modal or "12,5" not in screen_text(the_app(pilot)))
        await settled(pilot)
    with filled(database) as db:
        assert db.followups.open("O-1").review.answers["skilled_share"].value == "12.5"


async def test_a_number_that_was_kept_is_offered_as_it_is_written_here(database: Path) -> None:
    async with app_on(database) as pilot:
        await on_question(pilot, database, "site_integrity", "skilled_share")
        await write(pilot, "12,5")
        await pilot.press("enter")
        await settled(pilot)
        screen = next(each for each in the_app(pilot).screen_stack if isinstance(each, ReviewScreen))
        if the_app(pilot).screen.is_modal:  # the next question has opened
            await press(pilot, "dialog.cancel")
        screen.go_to("skilled_share")
        await press(pilot, "review.write")
        await until_shown(pilot, "12,5")


async def test_a_day_that_is_none_stays_in_its_field(database: Path) -> None:
    async with app_on(database) as pilot:
        await on_question(pilot, database, "wage_spot_check", "period_start")
        await write(pilot, "31.2.2026")
        await pilot.press("enter")
        await said(pilot, "«31.2.2026» er ikke en dato. Skriv den som 31.12.2026 eller 2026-12-31.")
        assert the_app(pilot).screen.is_modal


async def test_a_cell_that_cannot_be_read_stays_open_under_its_column(database: Path) -> None:
    async with app_on(database) as pilot:
        await on_question(pilot, database, "site_integrity", "companies")
        screen = the_app(pilot).screen
        assert isinstance(screen, TableScreen)
        await press(pilot, "table.add")
        while screen.columns[screen.column].key != "tier":
            await press(pilot, "table.next-column")
        await press(pilot, "list.open")
        await write(pilot, "to")
        await pilot.press("enter")
        await said(pilot, "Ledd: «to» er ikke et helt tall. Skriv bare sifre.")
        await pilot.press("ctrl+u")
        await write(pilot, "2")
        await pilot.press("enter")
        await settled(pilot)
        assert screen.answered[0]["tier"] == "2"


@pytest.mark.parametrize(
    ("downs", "typed", "told"),
    [
        (6, "i fjor", "Fra: «i fjor» er ikke en dato. Skriv den som 31.12.2026 eller 2026-12-31."),
        (8, "mye", "Verdi: «mye» er ikke et beløp. Skriv det som 1 234 567,50"),
        (3, "12345", "Organisasjonsnummer: «12345» er ikke et norsk organisasjonsnummer."),
    ],
)
async def test_a_field_among_many_that_cannot_be_read_is_named_and_gets_the_focus(
    database: Path, downs: int, typed: str, told: str
) -> None:
    async with app_on(database) as pilot:
        await press(pilot, "mode.contracts", "contracts.add")
        await write(pilot, "Renhold")
        await pilot.press(*(["down"] * downs))
        await write(pilot, typed)
        await pilot.press(*(["up"] * downs), "ctrl+s")
        await said(pilot, told)
        focused = the_app(pilot).focused
        assert getattr(focused, "value", "") == typed


async def on_a_deviation(pilot: Pilot[None], database: Path) -> DeviationScreen:
    """The page of a deviation that has one measure."""
    with filled(database) as db:
        found = made.deviation(
            db, made.contract(db, "Renhold", "Blank AS", kind="services"), "For lav lønn", date(2026, 12, 1)
        )
        facts = {"deviation": found.id, "kind": "corrective", "text": "Etterbetal", "due": date(2026, 12, 1)}
        db.deviations.add_measure(Measure.model_validate(facts), made.ACT)
    app = the_app(pilot)
    app.open_found(f"deviation/{found.id}")
    await until(lambda: isinstance(app.screen, DeviationScreen) and bool(app.screen.measures))
    await settled(pilot)
    assert isinstance(app.screen, DeviationScreen)
    return app.screen


@pytest.mark.parametrize(
    ("key", "field", "label"),
    [
        ("deviation.edit", "found", "Dato funnet"),
        ("deviation.measure", "due", "Frist"),
        ("deviation.deadline", "deadline", "Ny frist"),
        ("deviation.sanction", "day", "Dato"),
    ],
)
async def test_a_day_in_a_dialog_of_a_deviation_that_is_none_is_told_of_its_field(
    database: Path, key: str, field: str, label: str
) -> None:
    async with app_on(database) as pilot:
        await on_a_deviation(pilot, database)
        await press(pilot, key)
        await until(lambda: the_app(pilot).screen.is_modal and the_app(pilot).screen.is_mounted)
        await settled(pilot)
        the_app(pilot).screen.query_one(f"#field-{field}").focus()
        await pilot.pause()
        await pilot.press("ctrl+u")
        await write(pilot, "31.2.2026")
        await pilot.press("ctrl+s")
        await said(pilot, f"{label}: «31.2.2026» er ikke en dato. Skriv den som 31.12.2026 eller 2026-12-31.")
        assert getattr(the_app(pilot).focused, "value", "") == "31.2.2026"


async def test_the_day_a_measure_was_done_stays_open_until_it_is_one_and_is_a_draft_meanwhile(
    database: Path,
) -> None:
    async with app_on(database) as pilot:
        screen = await on_a_deviation(pilot, database)
        page = screen.lines("page")
        page.cursor = next(n for n in range(len(page.rows)) if page.rows[n].key)
        await press(pilot, "list.open")
        await until_shown(pilot, "Når ble T-1 utført?")
        await pilot.press("ctrl+u")
        await write(pilot, "31.2.2026")
        await pilot.press("enter")
        await said(pilot, "Når ble T-1 utført? «31.2.2026» er ikke en dato.")
        await press(pilot, "dialog.cancel")
        await settled(pilot)
        with filled(database) as db:
            assert db.drafts.all() == {"A-1/T-1/done": "31.2.2026"}
        await press(pilot, "list.open")
        await until_shown(pilot, "31.2.2026")
        await pilot.press("ctrl+u")
        await write(pilot, "1.10.2026")
        await pilot.press("enter")
        await until(lambda: not the_app(pilot).screen.is_modal)
        await settled(pilot)
    with filled(database) as db:
        assert [each.value.done for each in db.deviations.measures("A-1")] == [date(2026, 10, 1)]
        assert not db.drafts.all()
