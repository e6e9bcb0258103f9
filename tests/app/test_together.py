"""Two people at once: nothing is signed unseen, and what belongs together is kept together or not at all."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import office
import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from checklists.answer import Answer
from checklists.change import Act
from checklists.deviation import Step
from checklists.followup import FollowUp
from checklists.measure import Measure
from db.database import Database
from tests.app.driver import (
    ACT,
    NOW,
    app_on,
    filled,
    place,
    press,
    settled,
    the_app,
    until,
    until_shown,
    write,
)
from tests.app.made import TODAY, deviation, recorded, workwear
from tui.screens.deviation import DeviationScreen
from tui.screens.records import RecordedScreen
from tui.screens.review import ReviewScreen
from tui.widgets.lines import Lines

OLA = Act("ola", NOW)


def begun(database: Path) -> str:
    """Id of a follow-up on a form with three questions, of which one must be answered."""
    with filled(database) as db:
        held = workwear(db)
        facts = {"contract": held.id, "supplier": held.suppliers[0], "method": "document_check", "day": TODAY}
        return db.followups.start(FollowUp.model_validate(facts), office.FORM, ACT).id


def answered_elsewhere(database: Path, followup: str, value: str) -> None:
    with filled(database) as db:
        seen = db.followups.open(followup)
        after = seen.review.answered(Answer(question="policy", value=value))
        version = seen.answer_versions.get("policy", 0)
        db.followups.answer(after.followup, after.answers["policy"], version, OLA)


async def review_of(pilot: Pilot[None], followup: str) -> ReviewScreen:
    app = the_app(pilot)
    app.open_found(f"followup/{followup}")
    await until(lambda: isinstance(app.screen, ReviewScreen) and app.screen.review is not None)
    await settled(pilot)
    screen = app.screen
    assert isinstance(screen, ReviewScreen)
    screen.go_to("policy")
    await settled(pilot)
    return screen


async def test_what_was_answered_a_moment_ago_is_signed_in_one_go(database: Path) -> None:
    followup = begun(database)
    async with app_on(database, size=(120, 40)) as pilot:
        screen = await review_of(pilot, followup)
        await press(pilot, "answer.yes", "answer.no", "answer.no", "answer.partly", "review.sign")
        await until_shown(pilot, "S bekreft")
        await pilot.press("S")
        await until(lambda: screen.review is not None and screen.review.followup.is_signed)
    with filled(database) as db:
        held = db.followups.get(followup).value
        assert (held.status, held.signed_by) == ("signed", "kari")
        assert db.followups.open(followup).review.answers["policy"].value == "partly"
        assert not db.journal.verify()


async def test_a_late_answer_is_told_to_the_signer_and_not_signed(database: Path) -> None:
    followup = begun(database)
    async with app_on(database, size=(120, 40)) as pilot:
        screen = await review_of(pilot, followup)
        await press(pilot, "answer.yes", "review.sign")
        await until_shown(pilot, "S bekreft")
        answered_elsewhere(database, followup, "no")
        await pilot.press("S")
        await until(lambda: screen.key_bar.said[1] == "bad")
        assert f"{followup}/policy" in screen.key_bar.said[0]
        await settled(pilot)
        assert screen.review is not None
        assert screen.review.answers["policy"].value == "no", "the signer sees the answer that came late"
    with filled(database) as db:
        assert db.followups.get(followup).value.status == "in_progress"


def verifying(database: Path) -> str:
    with filled(database) as db:
        made = deviation(db, workwear(db), "For lav lønn", date(2026, 12, 24))
        step = Step(status="verifying", day=TODAY, by="kari")
        db.deviations.change(made.stepped(step, today=TODAY), 1, ACT)
        return made.id


async def closed_with_evidence(pilot: Pilot[None], database: Path, name: str, *, meanwhile: bool) -> None:
    """Closed in its dialog; where somebody changes the deviation meanwhile it is refused, and the draft stays."""
    app = the_app(pilot)
    app.open_found(f"deviation/{name}")
    await until(lambda: isinstance(app.screen, DeviationScreen) and app.screen.deviation is not None)
    await settled(pilot)
    await press(pilot, "deviation.step")
    await pilot.press("enter")
    await until_shown(pilot, "Arkivreferanse")
    app.screen.query_one("#field-evidence", Input).focus()
    if meanwhile:
        await write(pilot, "Ny kontroll")
        with filled(database) as db:
            noted(db, name)
    await press(pilot, "fields.keep")
    await until(lambda: isinstance(app.screen, DeviationScreen))
    await settled(pilot)


def noted(db: Database, name: str) -> None:
    held = db.deviations.get(name)
    db.deviations.change(held.value.model_copy(update={"note": "Sett på"}), held.version, OLA)


async def test_a_deviation_is_closed_together_with_its_evidence_or_not_at_all(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.app.LOOKING", 3600.0)  # what the other did has not been seen yet
    name = verifying(database)
    async with app_on(database, size=(120, 40)) as pilot:
        await closed_with_evidence(pilot, database, name, meanwhile=True)
        assert place(pilot).key_bar.said[1] == "bad"
        with filled(database) as db:
            assert db.deviations.get(name).value.status == "verifying"
            assert db.evidence.of(deviation=name) == ()
        await closed_with_evidence(pilot, database, name, meanwhile=False)
    with filled(database) as db:
        held = db.deviations.get(name).value
        [seen] = db.evidence.of(deviation=name)
        assert (held.status, held.steps[-1].evidence) == ("closed", (seen.id,))
        assert (seen.id, seen.title) == ("B-1", "Ny kontroll")


async def test_closing_a_deviation_tells_which_measures_are_still_open(database: Path) -> None:
    name = verifying(database)
    with filled(database) as db:
        for text in ("Etterbetaling", "Ny rutine"):
            db.deviations.add_measure(Measure(deviation=name, text=text), ACT)
        db.deviations.change_measure(
            db.deviations.measure("T-2").value.done_on(TODAY, (), today=TODAY), 1, ACT
        )
    async with app_on(database) as pilot:
        app = the_app(pilot)
        app.open_found(f"deviation/{name}")
        await until(lambda: isinstance(app.screen, DeviationScreen) and app.screen.deviation is not None)
        await settled(pilot)
        await press(pilot, "deviation.step")
        await pilot.press("enter")
        drawn = await until_shown(pilot, "Arkivreferanse", "1 tiltak er fortsatt åpent: T-1 Etterbetaling")
        assert "T-2 Ny rutine" not in drawn.split("Arkivreferanse")[0].split("fortsatt")[1]


async def test_a_control_without_a_form_is_opened_again_and_signed_once_more(database: Path) -> None:
    with filled(database) as db:
        control = recorded(db, workwear(db), "audit", TODAY, "remarks").id
    async with app_on(database, size=(80, 24)) as pilot:
        app = the_app(pilot)
        app.go_to(RecordedScreen(control))
        await settled(pilot)
        await press(pilot, "recorded.sign")
        assert place(pilot).key_bar.said[1] == "bad"
        await press(pilot, "recorded.reopen")
        await write(pilot, "Feil referanse")
        await pilot.press("enter")
        await settled(pilot)
        with filled(database) as db:
            assert db.followups.get(control).value.status == "in_progress"
        await press(pilot, "recorded.sign")
        await until_shown(pilot, "S bekreft")
        await pilot.press("S")
        await settled(pilot)
    with filled(database) as db:
        held = db.followups.get(control).value
        assert (held.status, held.outcome, held.themes) == ("signed", "remarks", ("human_rights",))
        assert held.reopened[0].reason == "Feil referanse"


async def test_help_tells_its_keys_in_the_language_of_the_app(database: Path) -> None:
    async with app_on(database, size=(120, 60)) as pilot:
        for key in "123456":
            await pilot.press(key)
            await settled(pilot)
            await press(pilot, "help")
            told = [row.text for row in the_app(pilot).screen.query_one("#help", Lines).rows if row.text]
            assert len(told) == len(set(told)), "nothing is told twice"
            drawn = " ".join(told)
            for english in ("Scroll", "Page Left", "Page Right", "Focus", "Copy selected"):
                assert english not in drawn
            assert "tab" in drawn.casefold()
            await press(pilot, "help.close")


async def test_evidence_of_an_answer_that_somebody_else_changed_meanwhile_is_not_left_behind(
    database: Path,
) -> None:
    name = begun(database)
    async with app_on(database) as pilot:
        await review_of(pilot, name)
        await press(pilot, "review.evidence")
        await write(pilot, "Policy fra 2025")
        answered_elsewhere(database, name, "no")
        await press(pilot, "fields.keep")
        await until(lambda: place(pilot).key_bar.said[1] == "bad")
    with filled(database) as db:
        review = db.followups.open(name).review
        assert review.evidence == {}
        assert review.answers["policy"].value == "no"


async def test_evidence_and_the_answer_that_rests_on_it_are_kept_at_once(database: Path) -> None:
    name = begun(database)
    async with app_on(database) as pilot:
        screen = await review_of(pilot, name)
        await press(pilot, "answer.yes", "review.evidence")
        await write(pilot, "Policy fra 2025")
        await press(pilot, "fields.keep")
        await until(lambda: bool(screen.review and screen.review.evidence))
        await press(pilot, "answer.partly")
    with filled(database) as db:
        answer = db.followups.open(name).review.answers["policy"]
        assert (answer.value, answer.depth, answer.evidence) == ("partly", "document", ("B-1",))
