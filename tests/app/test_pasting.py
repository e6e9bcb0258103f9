"""Several lines pasted where one is written: nothing of them is lost, and it is said."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from textual.events import Paste
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from tests.app import made
from tests.app.driver import app_on, filled, press, settled, the_app, until_shown

SAID = "The lines you pasted were put on one line."


async def paste(pilot: Pilot[None], text: str) -> None:
    the_app(pilot).post_message(Paste(text))
    await settled(pilot)


def held(pilot: Pilot[None]) -> str:
    """What the focused field holds."""
    focused = the_app(pilot).focused
    assert isinstance(focused, Input)
    return focused.value


@pytest.mark.parametrize(
    "way_there",
    [
        ("palette",),
        ("mode.contracts", "contracts.search"),
        ("mode.contracts", "contracts.add"),
        ("mode.followups", "followups.add"),
    ],
)
async def test_lines_pasted_in_a_field_of_one_line_become_one_and_it_is_said(
    database: Path, way_there: tuple[str, ...]
) -> None:
    with filled(database) as db:
        made.workwear(db)
    async with app_on(database, language="en") as pilot:
        await press(pilot, *way_there)
        await paste(pilot, "Arbeidstøy\r\n  og verneutstyr \n\n")
        await until_shown(pilot, SAID)
        assert held(pilot) == "Arbeidstøy og verneutstyr"


async def test_a_single_line_is_pasted_as_it_is(database: Path) -> None:
    async with app_on(database, language="en") as pilot:
        await press(pilot, "mode.contracts", "contracts.add")
        await paste(pilot, "Arbeidstøy\n")
        assert held(pilot) == "Arbeidstøy"
        the_app(pilot).copy_to_clipboard("en\nto")
        await pilot.press("ctrl+v")
        assert held(pilot) == "Arbeidstøyen to"
        await until_shown(pilot, SAID)


async def test_a_comment_keeps_the_lines_that_were_pasted(database: Path) -> None:
    with filled(database) as db:
        made.followup(db, made.workwear(db), "wage_spot_check", date(2026, 11, 20))
    async with app_on(database, language="en") as pilot:
        the_app(pilot).open_found("followup/O-1")
        await settled(pilot)
        await press(pilot, "review.comment")
        await paste(pilot, "Første\nAndre")
        assert the_app(pilot).screen.query_one(TextArea).text == "Første\nAndre"
        await press(pilot, "text.keep")
    with filled(database) as db:
        (answer,) = db.followups.open("O-1").review.answers.values()
        assert answer.comment == "Første\nAndre"
