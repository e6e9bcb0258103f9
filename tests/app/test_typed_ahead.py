"""Keys typed faster than the app opens what they are for: each reaches what the ones before it opened, in order."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from textual import events

from tests.app import made
from tests.app.driver import KEYS, NOW, app_on, filled, place, settled, the_app, until_shown
from tui.app import Aktsom
from tui.dialogs.ask import AskText
from tui.screens.contract import ContractScreen
from tui.screens.review import ReviewScreen
from tui.screens.today import TodayScreen

CHARACTERS = {"enter": "\r", "tab": "\t"}


def typed(app: Aktsom, *keys: str) -> None:
    """All of these keys in one go, as they come when they lie in one read."""
    for key in keys:
        character = key if len(key) == 1 else CHARACTERS.get(key)
        app.post_message(events.Key(KEYS.get(key, key), character))


def two_contracts(database: Path) -> None:
    with filled(database) as db:
        made.contract(db, "Renhold", "Blank AS")
        made.contract(db, "Bøker og medier", "Bok AS")


async def test_a_search_typed_at_once_opens_the_hit(database: Path) -> None:
    two_contracts(database)
    async with app_on(database) as pilot:
        typed(the_app(pilot), "2", "/", "b", "o", "enter")
        await until_shown(pilot, "K-2026-002  Bøker og medier")
        assert isinstance(place(pilot), ContractScreen)


async def test_moves_typed_at_once_end_on_the_line_that_enter_opens(database: Path) -> None:
    with filled(database) as db:
        for n in range(40):
            made.contract(db, f"Avtale {n}", "Blank AS")
    async with app_on(database) as pilot:
        typed(the_app(pilot), "2", *["down"] * 30, "home", *["down"] * 12, "up", "end", *["up"] * 7, "enter")
        await until_shown(pilot, "Avtale 32")
        assert isinstance(place(pilot), ContractScreen)


async def test_finding_anything_typed_at_once_opens_the_hit(database: Path) -> None:
    two_contracts(database)
    async with app_on(database) as pilot:
        assert isinstance(place(pilot), TodayScreen)
        typed(the_app(pilot), "/", *"renh", "enter")
        await until_shown(pilot, "K-2026-001  Renhold")


async def test_enter_right_after_another_mode_opens_its_first_line(database: Path) -> None:
    two_contracts(database)
    async with app_on(database) as pilot:
        typed(the_app(pilot), "2", "enter")
        await settled(pilot)
        assert isinstance(place(pilot), ContractScreen)


@pytest.mark.parametrize("text", ["jdn og mer", "qqq", "2/5?"])
async def test_a_comment_typed_at_once_is_the_comment_and_answers_nothing(database: Path, text: str) -> None:
    with filled(database) as db:
        name = made.followup(db, made.workwear(db), "wage_spot_check", date(2026, 11, 22)).id
        key = db.followups.open(name).review.questions[0].key
    async with app_on(database) as pilot:
        app = the_app(pilot)
        app.open_found(f"followup/{name}")
        typed(app, "k", *text, "ctrl+s")
        await settled(pilot)
        assert isinstance(place(pilot), ReviewScreen)
    with filled(database) as db:
        review = db.followups.open(name).review
        assert {each: answer.comment for each, answer in review.answers.items()} == {key: text}
        assert not review.answers[key].value
        assert not db.drafts.all()


async def test_what_is_pasted_right_after_a_key_is_pasted_in_its_field(database: Path) -> None:
    with filled(database) as db:
        name = made.followup(db, made.workwear(db), "wage_spot_check", date(2026, 11, 22)).id
    async with app_on(database) as pilot:
        app = the_app(pilot)
        app.open_found(f"followup/{name}")
        typed(app, "k")
        app.post_message(events.Paste("limt inn"))
        typed(app, "!")
        await until_shown(pilot, "limt inn!")
        assert isinstance(app.screen, AskText)


async def test_a_whole_deviation_is_typed_without_looking(database: Path) -> None:
    with filled(database) as db:
        held = made.contract(db, "Renhold", "Blank AS", kind="services")
        found = made.deviation(db, held, "For lav lønn", NOW.date())
    async with app_on(database) as pilot:
        app = the_app(pilot)
        app.open_found(f"deviation/{found.id}")
        typed(app, "a", *"Etterbetal", "enter", "a", *"Kontroller", "enter")
        await until_shown(pilot, "Etterbetal", "Kontroller")
        await settled(pilot)
    with filled(database) as db:
        assert [each.value.text for each in db.deviations.measures(found.id)] == ["Etterbetal", "Kontroller"]


async def test_keys_do_not_wait_for_ever_for_what_never_opens(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    two_contracts(database)
    monkeypatch.setattr("tui.typed.LONGEST", 0.05)
    async with app_on(database) as pilot:
        app = the_app(pilot)
        monkeypatch.setattr(type(app), "busy", lambda *_: True)
        typed(app, "2", "3")
        await settled(pilot)
        assert app.current_mode == "followups"
