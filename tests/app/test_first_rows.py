"""Tables with rows from the start, and what signing will do, in the app."""

from __future__ import annotations

from pathlib import Path

from textual.events import Paste
from textual.pilot import Pilot

from checklists.answer import Answer
from checklists.measure import Measure
from db.database import Database
from tests.app.driver import ACT, app_on, filled, press, settled, the_app, until, until_shown
from tests.app.made import TODAY, contract, deviation, followup
from tui.dialogs.ask import Confirm
from tui.screens.review import ReviewScreen
from tui.screens.table import TableScreen

MUST = {
    "requirements_in_contract": ("wages",),
    "chain_changes": ("none",),
    "incidents": ("none",),
    "risk_change": "up",
    "risk_reason": "Nye eiere",
    "next_meeting": "2027-11-01",
}


def kept(db: Database, name: str, given: dict[str, str | tuple[str, ...]]) -> None:
    seen = db.followups.open(name)
    review = seen.review
    for key, value in given.items():
        review = review.answered(Answer(question=key, value=value))
    db.followups.answers(review.followup, tuple(review.answers.values()), seen.answer_versions, ACT)


async def opened(pilot: Pilot[None], name: str) -> ReviewScreen:
    app = the_app(pilot)
    app.open_found(f"followup/{name}")
    await until(lambda: isinstance(app.screen, ReviewScreen) and app.screen.review is not None)
    await settled(pilot)
    assert isinstance(app.screen, ReviewScreen)
    return app.screen


async def table_of(pilot: Pilot[None], name: str, key: str) -> TableScreen:
    app, screen = the_app(pilot), await opened(pilot, name)
    screen.go_to(key)
    await pilot.press("enter")
    await until(lambda: isinstance(app.screen, TableScreen))
    await settled(pilot)
    assert isinstance(app.screen, TableScreen)
    return app.screen


async def test_the_clauses_stand_there_and_one_key_answers_a_cell(database: Path) -> None:
    with filled(database) as db:
        name = followup(db, contract(db, "Renhold", "Blank AS", kind="services"), "kickoff_meeting", TODAY).id
    async with app_on(database) as pilot:
        screen = await opened(pilot, name)
        await until_shown(pilot, "12 rader")
        screen = await table_of(pilot, name, "requirements_reviewed")
        rows = len(screen.answered)
        assert rows > 5
        await until_shown(pilot, "Timelønn")
        await press(pilot, "table.yes")
        await press(pilot, "table.add", "table.remove", "table.remove")
        assert len(screen.answered) == rows - 1
    with filled(database) as db:
        value = db.followups.open(name).review.answers["requirements_reviewed"].value
        assert len(value) == rows - 1
        assert value[0]["understood"] == "yes"  # pyright: ignore[reportArgumentType,reportIndexIssue]


async def test_pasting_fills_the_rows_that_stand_there_and_keeps_the_others(database: Path) -> None:
    with filled(database) as db:
        name = followup(db, contract(db, "Renhold", "Blank AS", kind="services"), "kickoff_meeting", TODAY).id
    async with app_on(database) as pilot:
        screen = await table_of(pilot, name, "requirements_reviewed")
        rows = len(screen.answered)
        called = screen.question.rows[2].text.nb
        the_app(pilot).post_message(Paste(f"{called}\tja\tnei\tForbehold om fristen\n"))
        await pilot.pause()
        await settled(pilot)
        assert len(screen.answered) == rows
        assert screen.answered[2]["remark"] == "Forbehold om fristen"
    with filled(database) as db:
        assert len(db.followups.open(name).review.answers["requirements_reviewed"].value) == rows


async def test_an_open_measure_stands_there_with_its_number_and_deadline(database: Path) -> None:
    with filled(database) as db:
        held = contract(db, "Renhold", "Blank AS", kind="services")
        found = deviation(db, held, "For lav lønn", TODAY)
        db.deviations.add_measure(Measure(deviation=found.id, text="Etterbetal", due=TODAY), ACT)
        name = followup(db, held, "yearly_status_meeting", TODAY).id
    async with app_on(database) as pilot:
        await table_of(pilot, name, "open_items")
        await until_shown(pilot, "A-1 T-1", "Etterbetal", "22.11.2026")


async def test_signing_shows_the_new_risk_level_before_it_is_written(database: Path) -> None:
    with filled(database) as db:
        held = contract(db, "Renhold", "Blank AS", kind="services", risk="low")
        name = followup(db, held, "yearly_status_meeting", TODAY).id
        kept(db, name, dict(MUST))
    async with app_on(database) as pilot:
        app = the_app(pilot)
        screen = await opened(pilot, name)
        await press(pilot, "review.sign")
        await until(lambda: isinstance(app.screen, Confirm))
        await until_shown(pilot, "lav → middels")
        with filled(database) as db:
            assert db.contracts.get(held.id).value.risk == "low"
        await pilot.press("S")
        await until(lambda: screen.review is not None and screen.review.followup.is_signed)
    with filled(database) as db:
        assert db.contracts.get(held.id).value.risk == "medium"
