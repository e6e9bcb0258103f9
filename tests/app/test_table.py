"""A table question in the app: rows grow with one key, and take what was copied in a spreadsheet."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.events import Paste
from textual.pilot import Pilot
from textual.widgets import Input

from checklists.form import Column
from tests.app.driver import (
    app_on,
    filled,
    press,
    screen_text,
    settled,
    the_app,
    until,
    until_shown,
    write,
)
from tests.app.made import TODAY, contract, followup
from tui.screens.review import ReviewScreen
from tui.screens.table import TableScreen


async def on_the_sample(pilot: Pilot[None], database: Path) -> TableScreen:
    """The table of sampled persons of a spot check, open and empty."""
    with filled(database) as db:
        name = followup(db, contract(db, "Renhold", "Blank AS", kind="services"), "wage_spot_check", TODAY).id
    app = the_app(pilot)
    app.open_found(f"followup/{name}")
    await until(lambda: isinstance(app.screen, ReviewScreen) and app.screen.review is not None)
    await settled(pilot)
    assert isinstance(app.screen, ReviewScreen)
    app.screen.go_to("sample")
    await pilot.press("enter")
    await until(lambda: isinstance(app.screen, TableScreen))
    await settled(pilot)
    assert isinstance(app.screen, TableScreen)
    return app.screen


async def paste(pilot: Pilot[None], text: str) -> None:
    the_app(pilot).post_message(Paste(text))
    await pilot.pause()
    await settled(pilot)


def rows_kept(database: Path) -> tuple[object, ...]:
    with filled(database) as db:
        value = db.followups.open("O-1").review.answers["sample"].value
    assert isinstance(value, tuple)
    return value


async def test_one_key_adds_a_row_with_the_next_sample_id(database: Path) -> None:
    async with app_on(database) as pilot:
        screen = await on_the_sample(pilot, database)
        await press(pilot, "table.add", "table.add")
        assert [row["person"] for row in screen.answered] == ["A1", "A2"]
    assert rows_kept(database) == ({"person": "A1"}, {"person": "A2"})


async def test_enter_on_a_cell_of_yes_and_no_offers_them(database: Path) -> None:
    async with app_on(database) as pilot:
        screen = await on_the_sample(pilot, database)
        await press(pilot, "table.add")
        screen.column = next(n for n, column in enumerate(screen.columns) if column.key == "hourly_pay")
        screen.draw()
        await pilot.press("enter")
        await until_shown(pilot, "ja", "delvis", "nei", "ikke relevant")
        await pilot.press("3")
        await until(lambda: the_app(pilot).screen is screen)
        await settled(pilot)
    assert rows_kept(database) == ({"person": "A1", "hourly_pay": "no"},)


async def test_rows_copied_in_a_spreadsheet_are_pasted_after_those_that_are_there(database: Path) -> None:
    async with app_on(database) as pilot:
        screen = await on_the_sample(pilot, database)
        await press(pilot, "table.add")
        heading = screen.columns[0].text.nb
        await paste(pilot, f"{heading}\thourly_pay\nA2\tnei\nA3\tja\n")
        await until_shown(pilot, "A3")
    assert rows_kept(database) == (
        {"person": "A1"},
        {"person": "A2", "hourly_pay": "no"},
        {"person": "A3", "hourly_pay": "yes"},
    )


async def test_keys_that_cannot_act_in_a_table_are_greyed_and_say_why(database: Path) -> None:
    with filled(database) as db:
        name = followup(
            db, contract(db, "Renhold", "Blank AS", kind="goods"), "yearly_status_meeting", TODAY
        ).id
    async with app_on(database, language="en") as pilot:
        app = the_app(pilot)
        app.open_found(f"followup/{name}")
        await until(lambda: isinstance(app.screen, ReviewScreen) and app.screen.review is not None)
        await settled(pilot)
        review = app.screen
        assert isinstance(review, ReviewScreen)
        assert review.review is not None
        question = next(each for each in review.review.form.questions if each.fixed)
        screen = TableScreen(review, question)
        app.go_to(screen)
        await settled(pilot)
        greyed = {hint.label for hint in screen.key_bar.hints if hint.greyed}
        assert {"Add row", "Take away row"} <= greyed
        for key in ("table.add", "table.remove"):
            screen.tell("")
            await press(pilot, key)
            await until_shown(pilot, "The rows of this table are fixed.")


async def test_a_table_without_rows_has_none_to_take_away_until_one_is_added(database: Path) -> None:
    def greyed(screen: TableScreen) -> set[str]:
        return {hint.label for hint in screen.key_bar.hints if hint.greyed}

    async with app_on(database, language="en") as pilot:
        screen = await on_the_sample(pilot, database)
        assert "Take away row" in greyed(screen)
        await press(pilot, "table.remove")
        await until_shown(pilot, "There is no row to take away.")
        await press(pilot, "table.add")
        assert not {"Take away row", "Add row"} & greyed(screen)
        yes_no = [each.type == "yes_partly_no" for each in screen.columns]
        while screen.column + 1 < len(yes_no):
            assert ("No" in greyed(screen)) is not yes_no[screen.column]
            await press(pilot, "table.next-column")


async def test_a_pasted_cell_that_is_no_answer_leaves_the_table_as_it_was_and_says_which(
    database: Path,
) -> None:
    async with app_on(database) as pilot:
        await on_the_sample(pilot, database)
        await press(pilot, "table.add")
        await paste(pilot, "person\thourly_pay\nA2\tkanskje\n")
        await until_shown(pilot, "Rad 2", "kanskje")
    assert rows_kept(database) == ({"person": "A1"},)


@pytest.mark.parametrize("size", [(80, 24), (100, 30)])
async def test_a_long_refusal_takes_the_lines_it_needs(database: Path, size: tuple[int, int]) -> None:
    async with app_on(database, size=size) as pilot:
        await on_the_sample(pilot, database)
        await press(pilot, "table.add")
        await paste(pilot, "person\tFornavn\nA2\tKari\n")
        await until_shown(pilot, "Ingen kolonne heter «Fornavn»", "Rett overskriften", "Kolonnene:")
        lines = screen_text(the_app(pilot)).split("\n")
        assert len([line for line in lines if "Ingen kolonne" in line]) == 1
        await press(pilot, "table.add")
        await until_shown(pilot, "A2")


async def half_written(pilot: Pilot[None], screen: TableScreen, row: int) -> None:
    """Begin to write in the marked cell of a row, and leave it as a draft."""
    screen.lines("rows").cursor = row
    screen.column = next(n for n, column in enumerate(screen.columns) if is_written(column))
    await press(pilot, "list.open")
    await until(lambda: the_app(pilot).screen.is_modal and the_app(pilot).screen.is_mounted)
    await write(pilot, "12")
    await press(pilot, "dialog.cancel")
    await settled(pilot)


def is_written(column: Column) -> bool:
    return not column.choices and column.type != "yes_partly_no" and column.role != "sample"


async def offered(pilot: Pilot[None], screen: TableScreen, row: int) -> str:
    """What the same cell of a row offers to write on from."""
    screen.lines("rows").cursor = row
    await press(pilot, "list.open")
    await until(lambda: the_app(pilot).screen.is_modal and the_app(pilot).screen.is_mounted)
    await settled(pilot)
    found = the_app(pilot).screen.query_one(Input).value
    await press(pilot, "dialog.cancel")
    await settled(pilot)
    return found


async def test_a_draft_stays_in_its_row_when_a_row_above_it_is_taken_away(database: Path) -> None:
    async with app_on(database) as pilot:
        screen = await on_the_sample(pilot, database)
        await press(pilot, "table.add", "table.add", "table.add")
        await half_written(pilot, screen, 1)
        screen.lines("rows").cursor = 0
        await press(pilot, "table.remove")
        await settled(pilot)
        assert [row["person"] for row in screen.answered] == ["A2", "A3"]
        assert [await offered(pilot, screen, n) for n in (0, 1)] == ["12", ""]


async def test_a_row_that_is_taken_away_takes_its_draft_along(database: Path) -> None:
    async with app_on(database) as pilot:
        screen = await on_the_sample(pilot, database)
        await press(pilot, "table.add", "table.add")
        await half_written(pilot, screen, 1)
        await press(pilot, "table.remove", "table.add")
        await settled(pilot)
        assert [row["person"] for row in screen.answered] == ["A1", "A2"]
        screen.column = next(n for n, column in enumerate(screen.columns) if is_written(column))
        assert [await offered(pilot, screen, n) for n in (0, 1)] == ["", ""]


async def test_a_draft_stays_in_its_row_when_another_cell_of_the_row_is_answered(database: Path) -> None:
    async with app_on(database) as pilot:
        screen = await on_the_sample(pilot, database)
        await press(pilot, "table.add", "table.add")
        await half_written(pilot, screen, 1)
        column = screen.column
        screen.column = next(n for n, each in enumerate(screen.columns) if each.type == "yes_partly_no")
        await press(pilot, "table.no")
        await settled(pilot)
        screen.column = column
        assert [await offered(pilot, screen, n) for n in (0, 1)] == ["", "12"]


async def test_a_deviation_is_logged_for_some_rows_and_the_others_are_left(database: Path) -> None:
    async with app_on(database, size=(120, 40)) as pilot:
        await on_the_sample(pilot, database)
        await paste(pilot, "person\thourly_pay\nA1\tnei\nA2\tnei\nA3\tnei\n")
        await press(pilot, "go.back")
        await until(lambda: isinstance(the_app(pilot).screen, ReviewScreen))
        await until_shown(pilot, "v bekreft   V noen rader   x avvis", "(3 av 3)")
        await press(pilot, "review.split")
        await until_shown(pilot, "Hvilke rader gjelder avviket?", "A2")
        await pilot.press("enter")
        assert the_app(pilot).screen.is_modal  # something must be chosen
        await pilot.press("2", "enter")
        await until_shown(pilot, "Timelønn")
        await press(pilot, "fields.keep")
        await until_shown(pilot, "A-1: ", "(1 av 3)", "(2 av 3)")
    with filled(database) as db:
        review = db.followups.open("O-1").review
        assert [(each.rows, review.decision_on(each) is None) for each in review.proposals] == [
            (("A2",), False),
            (("A1", "A3"), True),
        ]
        assert db.deviations.get("A-1").value.count == "1/3"
