"""Details about persons in the app: Today says when, D shows what goes and what stays, and deletes it."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from checklists.answer import Answer
from checklists.change import Act
from checklists.library import Library
from db.database import Database
from tests.app.driver import (
    ACT,
    NOW,
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
from tui.dialogs.ask import Confirm
from tui.screens.review import ReviewScreen

ROWS = ({"person": "A1", "employer": "Rent AS", "tier": "0", "hourly_pay": "yes", "back_pay": "0"},)


def signed(db: Database, day: date) -> str:
    """A spot check of a cleaning contract that was signed on that day; its id."""
    held = contract(db, "Renhold", "Rent AS", kind="services", signed=date(2021, 1, 2))
    of = followup(db, held, "wage_spot_check", day).id
    review = db.followups.open(of).review
    for key, value in (("risk_level", "high"), ("risk_reason", "Ola tipset oss"), ("sample", ROWS)):
        review = review.answered(Answer.model_validate({"question": key, "value": value}))
    db.followups.answers(review.followup, tuple(review.answers.values()), {}, ACT)
    then = Act(ACT.actor, NOW - (TODAY - day))
    db.followups.sign(of, lambda read: read.signed_on(day, "kari", today=TODAY), then)
    return of


async def opened(pilot: object, of: str) -> ReviewScreen:
    app = the_app(pilot)  # type: ignore[arg-type]
    app.open_found(f"followup/{of}")
    await until(lambda: isinstance(app.screen, ReviewScreen) and app.screen.rule is not None)
    await settled(pilot)  # type: ignore[arg-type]
    assert isinstance(app.screen, ReviewScreen)
    return app.screen


async def test_today_says_that_the_day_has_come_and_opens_the_follow_up(database: Path) -> None:
    with filled(database) as db:
        of = signed(db, TODAY - timedelta(days=100))
    async with app_on(database) as pilot:
        await until_shown(pilot, "Persondata", "10")
        await pilot.press("enter")
        await until_shown(pilot, "skulle vært slettet", of)


async def test_d_shows_what_goes_and_what_stays_and_deletes_it(database: Path) -> None:
    with filled(database) as db:
        of = signed(db, TODAY - timedelta(days=100))
    async with app_on(database) as pilot:
        await opened(pilot, of)
        await press(pilot, "review.clear")
        drawn = await until_shown(
            pilot, "Slette persondata fra", "Slettes for godt, også fra journalen", "Beholdes"
        )
        assert "1 celle · 1 person-ID" in drawn
        await pilot.press("escape")
        await settled(pilot)
        await press(pilot, "review.clear")
        await until(lambda: isinstance(the_app(pilot).screen, Confirm))
        await pilot.press("S")
        await until_shown(pilot, "Persondata slettet")
        await press(pilot, "undo")
        await until_shown(pilot, "det som ble slettet om personer, er borte")
        await press(pilot, "review.clear")
        await until_shown(pilot, "persondata ble slettet")
        await press(pilot, "review.reopen")
        await until_shown(pilot, "blir stående signert")
        assert "Ola" not in screen_text(the_app(pilot))
    with filled(database) as db:
        review = db.followups.open(of).review
        assert review.answers["risk_reason"].value == "[…]"
        assert review.followup.cleared
        assert db.journal.verify() == ()


async def test_before_its_day_it_asks_why(database: Path) -> None:
    with filled(database) as db:
        of = signed(db, TODAY - timedelta(days=10))
    async with app_on(database) as pilot:
        await opened(pilot, of)
        await press(pilot, "review.clear")
        await until_shown(pilot, "Skal det gjøres før, må du")
        await write(pilot, "Den det gjelder, ba om det")
        await pilot.press("enter")
        await until(lambda: isinstance(the_app(pilot).screen, Confirm))
        await pilot.press("S")
        await until_shown(pilot, "Persondata slettet")
    with filled(database) as db:
        assert db.followups.get(of).value.cleared[0].why == "Den det gjelder, ba om det"


async def test_an_open_one_is_told_why_not(database: Path) -> None:
    with filled(database) as db:
        held = contract(db, "Renhold", "Rent AS", kind="services", signed=date(2021, 1, 2))
        of = followup(db, held, Library().form("wage_spot_check").id, TODAY).id
    async with app_on(database) as pilot:
        app = the_app(pilot)
        app.open_found(f"followup/{of}")
        await until(lambda: isinstance(app.screen, ReviewScreen) and app.screen.review is not None)
        await press(pilot, "review.clear")
        await until_shown(pilot, "Persondata slettes når den er signert eller trukket")
