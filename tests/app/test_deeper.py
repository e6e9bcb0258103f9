"""From a row of the standard form into a deeper one, and its result shown in the row."""

from __future__ import annotations

from pathlib import Path

from textual.widgets import Input

from checklists.answer import Answer
from checklists.followup import FollowUp
from checklists.library import requirement_sets
from checklists.requirements import clauses_in_force
from checklists.standard_form import standard_form
from tests.app.driver import app_on, filled, press, settled, the_app, until, until_shown
from tests.app.made import ACT, TODAY, contract, followup
from tui.screens.review import ReviewScreen

ON_PAY = "wages__hourly_pay"


def reviewed(database: Path, *, checked: bool = False) -> str:
    """A cleaning contract whose requirements are being reviewed; its spot check was begun too if `checked`."""
    with filled(database) as db:
        held = contract(db, "Renhold", "Blank AS", kind="services")
        form = standard_form(clauses_in_force(held, requirement_sets()))
        facts = {"contract": held.id, "supplier": held.suppliers[0], "method": "status_meeting", "day": TODAY}
        if checked:
            name = followup(db, held, "wage_spot_check", TODAY).id
            row = {"person": "A1", "hourly_pay": "no"}
            opened = db.followups.open(name)
            key = next(
                q.key for q in opened.review.form.questions if any(c.key == "hourly_pay" for c in q.columns)
            )
            after = opened.review.answered(Answer.model_validate({"question": key, "value": (row,)}))
            db.followups.answer(after.followup, after.answers[key], 0, ACT)
        return db.followups.start(FollowUp.model_validate({**facts, "form": form.id}), form, ACT).id


async def standing_on(pilot: object, name: str, key: str) -> ReviewScreen:
    app = the_app(pilot)  # type: ignore[arg-type]
    app.open_found(f"followup/{name}")
    await until(lambda: isinstance(app.screen, ReviewScreen) and app.screen.review is not None)
    await settled(pilot)  # type: ignore[arg-type]
    screen = app.screen
    assert isinstance(screen, ReviewScreen)
    screen.go_to(key)
    await settled(pilot)  # type: ignore[arg-type]
    return screen


async def test_one_key_on_a_requirement_starts_the_form_that_looks_deeper_into_it(database: Path) -> None:
    name = reviewed(database)
    async with app_on(database) as pilot:
        await standing_on(pilot, name, ON_PAY)
        await pilot.press("m")
        await until_shown(pilot, "Stikkprøve")
        await pilot.press("enter")
        await until(lambda: getattr(the_app(pilot).screen, "followup_id", name) != name)
        await until_shown(pilot, "Grunnlag")
    with filled(database) as db:
        deeper = db.followups.get("O-2").value
        assert (deeper.form, deeper.contract) == ("wage_spot_check", db.followups.get(name).value.contract)
        assert name in deeper.reason


async def test_what_the_deeper_form_shows_stands_in_the_row_of_the_standard_form(database: Path) -> None:
    name = reviewed(database, checked=True)
    async with app_on(database, size=(160, 45)) as pilot:
        await standing_on(pilot, name, ON_PAY)
        drawn = await until_shown(pilot, "Sett nærmere på", "O-1 Stikkprøve")
        assert "✗ O-1 Stikkprøve" in drawn
        assert "brudd" in drawn


async def test_coming_back_from_the_deeper_form_shows_its_new_result(database: Path) -> None:
    name = reviewed(database)
    async with app_on(database, size=(160, 45)) as pilot:
        screen = await standing_on(pilot, name, ON_PAY)
        await pilot.press("m", "enter")
        await until(lambda: the_app(pilot).screen is not screen and not the_app(pilot).screen.is_modal)
        await until_shown(pilot, "Grunnlag")
        await pilot.press("q")
        await until(lambda: the_app(pilot).screen is screen)
        await until_shown(pilot, "Sett nærmere på", "O-2 Stikkprøve", "planlagt")


async def test_a_question_without_a_requirement_says_that_nothing_lies_deeper(database: Path) -> None:
    with filled(database) as db:
        held = contract(db, "Uten krav", "Verne AS")
        name = followup(db, held, "requirements_review", TODAY).id
    async with app_on(database) as pilot:
        await standing_on(pilot, name, "general__human_rights")
        await press(pilot, "review.deeper")
        await until_shown(pilot, "gjelder ikke noe krav i kontrakten")


async def test_the_answered_form_is_written_to_a_file_from_the_review(database: Path, tmp_path: Path) -> None:
    name = reviewed(database)
    file = tmp_path / "svar.md"
    async with app_on(database) as pilot:
        await standing_on(pilot, name, ON_PAY)
        await press(pilot, "answer.no", "review.paper")
        await pilot.press("3", "1")
        await until(lambda: bool(the_app(pilot).screen.query(Input)))
        the_app(pilot).screen.query_one(Input).value = str(file)
        await pilot.press("enter")
        await until_shown(pilot, "Skrevet til")
    assert "Er timelønnen minst" in file.read_text(encoding="utf-8")
    assert "Svar: nei" in file.read_text(encoding="utf-8")
