"""What the screen calls kept is kept: in bursts, on leaving, on quitting, and when saving fails."""

from __future__ import annotations

from pathlib import Path
from threading import Event
from typing import Any

import pytest

from checklists.values import Refused
from db.store.followups import FollowUps
from tests.app.driver import app_on, filled, press, settled, the_app, until
from tests.app.test_review import opened, spot_check, stand_on
from tui.screens.place import Place

VERDICTS = ("yes", "partly", "no")


async def test_a_burst_of_answers_is_kept_in_the_order_of_the_keys(database: Path) -> None:
    name = spot_check(database)
    async with app_on(database) as pilot:
        screen = await opened(pilot, name)
        await stand_on(pilot, screen, "policy_adopted")
        for number in range(60):
            screen.action_answer(VERDICTS[number % 3])
        await settled(pilot)
    with filled(database) as db:
        seen = db.journal.entries(subject=f"{name}/policy_adopted", limit=100)
        values = [entry.change.after["value"] for entry in reversed(seen) if entry.change.after]
        assert values == [VERDICTS[number % 3] for number in range(60)]
        assert db.followups.open(name).review.answers["policy_adopted"].value == "no"
        assert not db.journal.verify()


async def test_leaving_the_screen_loses_nothing(database: Path) -> None:
    name = spot_check(database)
    async with app_on(database) as pilot:
        screen = await opened(pilot, name)
        await stand_on(pilot, screen, "policy_adopted")
        for number in range(31):
            screen.action_answer(VERDICTS[number % 3])
        screen.action_back()
        await settled(pilot)
    with filled(database) as db:
        assert len(db.journal.entries(subject=f"{name}/policy_adopted", limit=100)) == 31


async def test_quitting_loses_nothing(database: Path) -> None:
    name = spot_check(database)
    async with app_on(database) as pilot:
        screen = await opened(pilot, name)
        await stand_on(pilot, screen, "policy_adopted")
        for number in range(31):
            screen.action_answer(VERDICTS[number % 3])
        the_app(pilot).exit()
    with filled(database) as db:
        assert len(db.journal.entries(subject=f"{name}/policy_adopted", limit=100)) == 31


async def test_an_answer_that_cannot_be_kept_is_taken_back_and_the_reason_is_told(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = spot_check(database)

    def no_space(*_: Any) -> int:
        raise Refused("followup_withdrawn", followup=name)

    async with app_on(database) as pilot:
        screen = await opened(pilot, name)
        await stand_on(pilot, screen, "policy_adopted")
        monkeypatch.setattr(FollowUps, "answer", no_space)
        await press(pilot, "answer.yes")
        await until(lambda: screen.key_bar.said[1] == "bad")
        assert name in screen.key_bar.said[0]
        assert screen.review is not None
        assert "policy_adopted" not in screen.review.answers


async def test_what_could_not_be_kept_is_told_even_after_the_screen_was_left(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = spot_check(database)
    go_on = Event()

    def no_space(*_: Any) -> int:
        assert go_on.wait(30)
        raise Refused("followup_withdrawn", followup=name)

    async with app_on(database) as pilot:
        screen = await opened(pilot, name)
        await stand_on(pilot, screen, "policy_adopted")
        monkeypatch.setattr(FollowUps, "answer", no_space)
        await press(pilot, "answer.yes")
        screen.action_back()
        await until(lambda: the_app(pilot).screen is not screen and not screen.is_attached)
        go_on.set()
        here = the_app(pilot).screen
        assert isinstance(here, Place)
        await until(lambda: here.key_bar.said[1] == "bad")
        assert name in here.key_bar.said[0]


async def test_somebody_elses_answer_is_never_overwritten_unseen(database: Path) -> None:
    from checklists.answer import Answer
    from tests.app.driver import ACT

    name = spot_check(database)
    async with app_on(database) as pilot:
        screen = await opened(pilot, name)
        await stand_on(pilot, screen, "policy_adopted")
        with filled(database) as db:
            review = db.followups.open(name).review.answered(Answer(question="policy_adopted", value="no"))
            db.followups.answer(review.followup, review.answers["policy_adopted"], 0, ACT)
        screen.action_answer("yes")
        await until(lambda: screen.key_bar.said[1] == "bad")
        await settled(pilot)
        assert screen.review is not None
        assert screen.review.answers["policy_adopted"].value == "no"
    with filled(database) as db:
        assert db.followups.open(name).review.answers["policy_adopted"].value == "no"
