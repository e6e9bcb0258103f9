"""Several keys in one read, a megabyte pasted, and a database that goes away while the app is open."""

from __future__ import annotations

import asyncio
import os
import shutil
import time
from pathlib import Path

import pytest
from hostile import HOSTILE
from textual import events
from textual.widgets import Input, TextArea

from tests.app.driver import app_on, filled, press, screen_text, settled, the_app, until, until_shown
from tests.app.made import TODAY, contract, deviation, followup, workwear
from tests.app.test_review import opened, spot_check, stand_on
from tui.app import Aktsom
from tui.dialogs.dialog import Dialog

OPENING = {
    "today": "nabcdefghijklmoprstvxyz",
    "contracts": "nabcdefghijklmoprstvxyz/",
    "followups": "nabcdefghijklmoprstvxyz",
    "deviations": "nabcdefghijklmoprstvxyz",
    "report": "nabcdefghijklmoprstvxyzTE",
    "forms": "nabcdefghijklmoprstvxyz",
    "contract": "nabcdefghijklmoprstvxyzRD",
    "followup": "abcdefghijklmnoprstvxyzKGBDNS",
    "deviation": "nabcdefghijklmoprstvxyzS",
}
"""Keys that may open a dialog, by place. A key that opens none there is passed over."""


def office(database: Path) -> dict[str, str]:
    """One of each thing; the address of each place."""
    with filled(database) as db:
        held = workwear(db)
        contract(db, "Renhold", "Rent AS", kind="services")
        begun = followup(db, held, "self_report_due_diligence", TODAY)
        found = deviation(db, held, "For lav lønn", TODAY)
        return {
            "contract": f"contract/{held.id}",
            "followup": f"followup/{begun.id}",
            "deviation": f"deviation/{found.id}",
        }


def typed(app: Aktsom, *keys: str) -> None:
    """All of these keys, as they come when they lie in one read."""
    for key in keys:
        character = key if len(key) == 1 else {"enter": "\r", "tab": "\t"}.get(key)
        app.post_message(events.Key({"/": "slash"}.get(key, key), character))


async def at(app: Aktsom, pilot: object, place: str, addresses: dict[str, str]) -> None:
    if place in addresses:
        app.open_found(addresses[place])
    else:
        app.action_mode(place)
    await settled(pilot)  # type: ignore[arg-type]


@pytest.mark.parametrize("place", list(OPENING))
async def test_every_dialog_lives_through_two_quick_enters(database: Path, place: str) -> None:
    addresses = office(database)
    asked = 0
    async with app_on(database, size=(80, 24)) as pilot:
        app = the_app(pilot)
        for key in ["ctrl+p", "question_mark", *OPENING[place]]:
            await at(app, pilot, place, addresses)
            depth = len(app.screen_stack)
            for after in (("enter", "enter", "enter"), ("escape", "escape"), (key, "enter", "escape")):
                typed(app, key)
                await pilot.pause()
                if not isinstance(app.screen, Dialog):
                    break
                asked += 1
                typed(app, *after)
                await settled(pilot)
                assert app.is_running, (key, after)
                assert sum(screen.is_modal for screen in app.screen_stack) <= 1, (key, after)
                for _ in range(2):
                    typed(app, "escape", "escape")
                    await settled(pilot)
                while len(app.screen_stack) > depth:
                    app.go_back()
                    await settled(pilot)
                await at(app, pilot, place, addresses) if len(app.screen_stack) < depth else None
            while len(app.screen_stack) > 1:
                typed(app, "escape")
                app.go_back()
                await settled(pilot)
    assert asked > 5


BURSTS = (("enter", "enter"), ("enter", "escape"), ("enter", "k", "x"), ("enter", "q", "enter"))


@pytest.mark.parametrize("keys", BURSTS)
@pytest.mark.parametrize("mode", ["today", "contracts", "followups", "deviations", "report"])
async def test_keys_that_come_while_a_place_opens_do_no_harm(
    database: Path, mode: str, keys: tuple[str, ...]
) -> None:
    office(database)
    async with app_on(database, size=(80, 24)) as pilot:
        app = the_app(pilot)
        app.action_mode(mode)
        await settled(pilot)
        await pilot.press("home", "down")
        for _ in range(5):
            typed(app, *keys)
            await settled(pilot)
            assert app.is_running
            assert len(app.screen_stack) <= 3
            while len(app.screen_stack) > 1:
                typed(app, "escape")
                await settled(pilot)


@pytest.mark.parametrize("mode", ["contracts", "followups", "deviations"])
@pytest.mark.parametrize("key", ["enter", "ctrl+p", "n", "question_mark"])
async def test_quitting_while_a_place_opens_is_no_fault(database: Path, mode: str, key: str) -> None:
    office(database)
    async with app_on(database, size=(80, 24)) as pilot:
        app = the_app(pilot)
        app.action_mode(mode)
        await settled(pilot)
        await pilot.press("home", "down")
        typed(app, key, "ctrl+q")
        await until(lambda: not app.is_running)
    assert app.return_code in (None, 0)


async def test_a_megabyte_pasted_into_a_comment_is_refused_with_the_limit(database: Path) -> None:
    name = spot_check(database)
    async with app_on(database) as pilot:
        screen = await opened(pilot, name)
        await stand_on(pilot, screen, "policy_adopted")
        await press(pilot, "answer.yes", "review.comment")
        await until(lambda: bool(the_app(pilot).screen.query(TextArea)))
        before = time.monotonic()
        the_app(pilot).post_message(events.Paste("æ" * 1_000_000))
        await settled(pilot)
        await press(pilot, "text.keep")
        assert time.monotonic() - before < 30
        assert "20000" in screen_text(the_app(pilot)).replace("\u00a0", "").replace(" ", "")
        await pilot.press("escape")
        await settled(pilot)
    with filled(database) as db:
        assert db.followups.open(name).review.answers["policy_adopted"].comment == ""
        assert not db.journal.verify()


@pytest.mark.parametrize("text", list(HOSTILE.values()), ids=list(HOSTILE))
async def test_what_is_pasted_into_a_comment_is_kept_as_text(database: Path, text: str) -> None:
    from checklists.values import clean

    name = spot_check(database)
    async with app_on(database) as pilot:
        screen = await opened(pilot, name)
        await stand_on(pilot, screen, "policy_adopted")
        await press(pilot, "answer.yes", "review.comment")
        await until(lambda: bool(the_app(pilot).screen.query(TextArea)))
        the_app(pilot).post_message(events.Paste(text))
        await settled(pilot)
        assert "\x1b" not in screen_text(the_app(pilot))
        await press(pilot, "text.keep")
        await settled(pilot)
    with filled(database) as db:
        assert db.followups.open(name).review.answers["policy_adopted"].comment == clean(text, lines=True)


async def test_a_megabyte_pasted_into_a_field_does_not_end_it(database: Path) -> None:
    office(database)
    async with app_on(database) as pilot:
        app = the_app(pilot)
        app.action_palette()
        await until(lambda: bool(app.screen.query(Input)))
        app.post_message(events.Paste("x" * 1_000_000))
        await settled(pilot)
        await pilot.press("escape")
        await settled(pilot)
        assert app.is_running


@pytest.mark.parametrize("what", ["deleted", "replaced", "truncated", "scribbled"])
async def test_a_database_that_goes_away_is_said_and_what_was_written_is_kept(
    database: Path, tmp_path: Path, what: str
) -> None:
    name = spot_check(database)
    other = tmp_path / "other.db"
    shutil.copyfile(database, other)
    async with app_on(database) as pilot:
        screen = await opened(pilot, name)
        await stand_on(pilot, screen, "policy_adopted")
        await press(pilot, "answer.yes", "review.comment")
        await until(lambda: bool(the_app(pilot).screen.query(TextArea)))
        await pilot.press(*"viktig")
        if what == "deleted":
            database.unlink()
        elif what == "replaced":
            other.replace(database)
        else:
            with database.open("r+b") as file:
                if what == "truncated":
                    file.truncate(8192)
                else:
                    file.seek(4096)
                    file.write(os.urandom(100_000))
        await asyncio.sleep(2.2)
        await press(pilot, "text.keep")
        await settled(pilot)
        app = the_app(pilot)
        assert app.is_running
        reason = {"deleted": "slettet", "replaced": "byttet ut"}.get(what, "skadet")
        drawn = await until_shown(pilot, "viktig", reason)
        assert "Kommentar" in drawn  # the text stands in its field, to be kept elsewhere


@pytest.mark.parametrize("keys", [("x", "enter", "escape"), ("j", "2", "k", "a")])
async def test_keys_after_quitting_are_no_fault(database: Path, keys: tuple[str, ...]) -> None:
    office(database)
    async with app_on(database, size=(80, 24)) as pilot:
        app = the_app(pilot)
        typed(app, "ctrl+q", *keys * 20)
        await until(lambda: not app.is_running)
        typed(app, *keys)
    assert app.return_code in (None, 0)
