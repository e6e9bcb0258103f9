"""Cells of a table in the app that are not asked in a row, are suggested, or break their limit."""

from __future__ import annotations

from pathlib import Path

from asked_cells import SITES
from textual.pilot import Pilot
from textual.widgets import Input

from checklists.followup import FollowUp
from tests.app.driver import app_on, filled, press, settled, the_app, until, until_shown
from tests.app.made import ACT, TODAY, workwear
from tui.screens.review import ReviewScreen
from tui.screens.table import TableScreen


async def on_the_table(pilot: Pilot[None], database: Path) -> TableScreen:
    with filled(database) as db:
        held = workwear(db)
        facts = {"contract": held.id, "supplier": held.suppliers[0], "method": "document_check", "day": TODAY}
        name = db.followups.start(FollowUp.model_validate({**facts, "form": SITES.id}), SITES, ACT).id
    app = the_app(pilot)
    app.open_found(f"followup/{name}")
    await until(lambda: isinstance(app.screen, ReviewScreen) and app.screen.review is not None)
    await settled(pilot)
    assert isinstance(app.screen, ReviewScreen)
    app.screen.go_to("sites")
    await pilot.press("enter")
    await until(lambda: isinstance(app.screen, TableScreen))
    await settled(pilot)
    assert isinstance(app.screen, TableScreen)
    await press(pilot, "table.add")
    await settled(pilot)
    return app.screen


def rows_kept(database: Path) -> object:
    with filled(database) as db:
        return db.followups.open("O-1").review.answers["sites"].value


async def written(pilot: Pilot[None], text: str) -> None:
    app = the_app(pilot)
    await pilot.press("enter")
    await until(lambda: app.screen.is_modal and app.screen.is_mounted)
    await settled(pilot)
    app.screen.query_one(Input).value = text
    await pilot.press("enter")
    await settled(pilot)


async def test_a_cell_that_is_not_asked_is_shown_so_and_passed_over(database: Path) -> None:
    async with app_on(database, size=(120, 40)) as pilot:
        screen = await on_the_table(pilot, database)
        await until_shown(pilot, "Stedets navn.", "╌╌")
        screen.column = 2
        screen.draw()
        await press(pilot, "table.no")
        assert screen.columns[screen.column].key == "share"
        await press(pilot, "table.previous-column")
        await until_shown(pilot, "Det spørres ikke om dette her")
        await pilot.press("1")
        await until_shown(pilot, "Det spørres ikke om dette her")
        await pilot.press("enter")
        await settled(pilot)
        assert screen.columns[screen.column].key == "share"
        assert the_app(pilot).screen is screen
    assert rows_kept(database) == ({"checked": "no"},)


async def test_a_digit_chooses_among_those_offered_in_the_row(database: Path) -> None:
    async with app_on(database, size=(120, 40)) as pilot:
        screen = await on_the_table(pilot, database)
        screen.column = 2
        screen.draw()
        await press(pilot, "table.yes")
        assert screen.columns[screen.column].key == "by"
        await until_shown(pilot, "1 En ordning  2 Andre")
        await pilot.press("1")
        await until_shown(pilot, "En ordning")
        await press(pilot, "table.previous-column", "table.no", "table.previous-column")
        await until_shown(pilot, "«En ordning» er tatt vare på, men teller ikke.")
        await settled(pilot)
    assert rows_kept(database) == ({"checked": "no", "by": "scheme"},)


async def test_what_is_suggested_stands_in_brackets_and_counts_once_b_takes_it(database: Path) -> None:
    async with app_on(database, size=(120, 40)) as pilot:
        screen = await on_the_table(pilot, database)
        await until_shown(pilot, "(Norge)")
        await press(pilot, "table.suggested")
        await until_shown(pilot, "Det er ikke foreslått noe i denne cellen.")
        assert screen.answered == ({},)
        await press(pilot, "table.next-column")
        await until_shown(pilot, "Foreslått: Norge   b tar det")
        await press(pilot, "table.suggested")
        await settled(pilot)
        assert screen.columns[screen.column].key == "checked"
    assert rows_kept(database) == ({"country": "NO"},)


async def test_the_limits_sentence_is_said_where_it_is_written_and_stands_at_the_cell(database: Path) -> None:
    async with app_on(database, size=(120, 40)) as pilot:
        screen = await on_the_table(pilot, database)
        screen.column = 4
        screen.draw()
        await written(pilot, "140")
        await until_shown(pilot, "Andelen er fra 0 til 100.")
        await pilot.press("escape")
        await settled(pilot)
        await written(pilot, "40")
        assert screen.columns[screen.column].key == "late"
        await written(pilot, "60")
        await until_shown(pilot, "Mer enn andelen i alt.")
        await pilot.press("escape")
        await settled(pilot)
    assert rows_kept(database) == ({"share": "40"},)
