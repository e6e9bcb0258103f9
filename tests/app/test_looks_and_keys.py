"""The person's own keys, the two looks, help on what is in focus, and a palette that finds things."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.database import Database
from tests.app import made
from tests.app.driver import NOW, app_on, filled, press, settled, the_app, until, until_shown, write
from tests.app.test_review import opened, spot_check, stand_on
from tui.app import Aktsom
from tui.dialogs.help import Help
from tui.screens.deviation import DeviationScreen
from tui.screens.review import ReviewScreen
from tui.widgets.lines import Lines


async def test_a_key_of_ones_own_answers(database: Path) -> None:
    name = spot_check(database)
    app = Aktsom(
        lambda: Database.open(str(database), create=True, now=NOW),
        actor="kari",
        language="nb",
        clock=lambda: NOW,
        keymap={"answer.no": "z"},
    )
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await opened(pilot, name)
        await stand_on(pilot, screen, "policy_adopted")
        await pilot.press("z")
        await settled(pilot)
        assert isinstance(app.screen, ReviewScreen)
        assert app.screen.review is not None
        assert app.screen.review.answers["policy_adopted"].value == "no"


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
async def test_help_is_about_the_thing_in_focus(database: Path, language: str) -> None:
    async with app_on(database, size=(100, 40), language=language) as pilot:
        await press(pilot, "mode.deviations", "help")
        app = the_app(pilot)
        assert isinstance(app.screen, Help)
        await until_shown(pilot, "Enter")
        await pilot.press("escape")
        await until(lambda: not app.screen.is_modal)


async def test_help_writes_keys_as_they_stand_on_a_keyboard(database: Path) -> None:
    async with app_on(database, size=(100, 40)) as pilot:
        await press(pilot, "mode.deviations", "help")
        drawn = await until_shown(pilot, "Page Up", "Home", "Tab", "Shift+Tab")
        assert "pgup" not in drawn
        assert "super" not in drawn.casefold()
        # A letter is shown as it is pressed: r and R are two keys.
        await until_shown(pilot, " a ")


@pytest.mark.parametrize("size", [(60, 15), (80, 24)])
async def test_help_begins_with_the_keys_of_the_place_and_says_how_it_is_left(
    database: Path, size: tuple[int, int]
) -> None:
    async with app_on(database, size=size) as pilot:
        await press(pilot, "mode.deviations", "help")
        await until_shown(pilot, "Esc lukk")
        keys = [
            row.text.split("  ")[0].strip() for row in the_app(pilot).screen.query_one("#help", Lines).rows
        ]
        assert keys.index("a") < keys.index("Tab") < keys.index("Home")


async def test_the_palette_says_what_it_finds_and_shows_where_one_stands(database: Path) -> None:
    with filled(database) as db:
        made.workwear(db)
    async with app_on(database, size=(80, 24)) as pilot:
        await press(pilot, "palette")
        await until_shown(pilot, "Finn en kontrakt, en leverandør, et avvik eller et sted i appen")
        await write(pilot, "arb")
        await until_shown(pilot, "▌kontrakt   Arbeidstøy")


async def test_a_modes_first_place_tells_how_to_quit_and_not_of_a_way_back(database: Path) -> None:
    with filled(database) as db:
        made.workwear(db)
    async with app_on(database, size=(80, 24)) as pilot:
        await until_shown(pilot, "Ctrl+Q avslutt")
        await pilot.press("q")
        await until_shown(pilot, "Det ligger ikke noe bak dette. Ctrl+Q avslutter.")
        await press(pilot, "mode.contracts", "list.open")
        await until_shown(pilot, "q tilbake")


async def test_while_one_writes_only_keys_that_act_are_told_of(database: Path) -> None:
    with filled(database) as db:
        made.workwear(db)
    async with app_on(database) as pilot:
        await press(pilot, "mode.contracts")
        await until_shown(pilot, "/ søk", "s sorter")
        await press(pilot, "contracts.search")
        drawn = await until_shown(pilot, "Esc tilbake", "F1 hjelp")
        assert "s sorter" not in drawn
        assert "/ søk" not in drawn
        await pilot.press("escape")
        await until_shown(pilot, "s sorter")


async def test_the_palette_finds_a_deviation_by_a_few_letters_without_its_accents(database: Path) -> None:
    with filled(database) as db:
        held = made.workwear(db)
        made.deviation(db, held, "Bøter og trekk i lønn", made.TODAY)
    async with app_on(database) as pilot:
        await press(pilot, "palette")
        await write(pilot, "boter")
        await until_shown(pilot, "Bøter og trekk")
        await pilot.press("enter")
        await until(lambda: isinstance(the_app(pilot).screen, DeviationScreen))


async def test_light_and_dark_are_one_choice_away(database: Path) -> None:
    async with app_on(database) as pilot:
        await the_app(pilot).run_action("theme")
        assert the_app(pilot).theme == "aktsom-light"


async def test_two_quick_enters_in_the_palette_do_one_thing(database: Path) -> None:
    with filled(database) as db:
        made.workwear(db)
    async with app_on(database) as pilot:
        await press(pilot, "palette")
        await write(pilot, "arbeid")
        await until_shown(pilot, "Arbeidstøy")
        await pilot.press("enter", "enter")
        await settled(pilot)
        assert the_app(pilot).is_running
