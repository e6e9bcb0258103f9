"""A question with more choices than there are digits is answered from a list."""

from __future__ import annotations

from pathlib import Path

import asked

from checklists.followup import FollowUp
from tests.app.driver import app_on, filled, screen_text, settled, the_app, until, until_shown
from tests.app.made import ACT, TODAY, workwear
from tui.screens.review import ReviewScreen

CHOICES = [{"code": f"c{n}", "text": asked.text(f"Valg {n}")} for n in range(1, 15)]
FORM = asked.form(
    asked.question("place", "one", choices=CHOICES),
    asked.question("goods", "many", choices=CHOICES),
    id="long_lists",
)


async def test_enter_opens_the_list_and_the_chosen_one_is_kept(database: Path) -> None:
    with filled(database) as db:
        held = workwear(db)
        facts = {"contract": held.id, "supplier": held.suppliers[0], "method": "document_check", "day": TODAY}
        name = db.followups.start(FollowUp.model_validate({**facts, "form": FORM.id}), FORM, ACT).id
    async with app_on(database) as pilot:
        app = the_app(pilot)
        app.open_found(f"followup/{name}")
        await until(lambda: isinstance(app.screen, ReviewScreen) and app.screen.review is not None)
        await settled(pilot)
        await pilot.press("enter")
        await until(lambda: app.screen.is_modal and app.screen.is_mounted)
        await settled(pilot)
        await pilot.press("end", "enter")
        await until_shown(pilot, "1 av 2 besvart")
        await pilot.press("enter")
        await until(lambda: app.screen.is_modal and app.screen.is_mounted)
        await settled(pilot)
        await pilot.press("space", "end", "space", "enter")
        await until_shown(pilot, "2 av 2 besvart")
        await settled(pilot)
    with filled(database) as db:
        answers = db.followups.open(name).review.answers
        assert answers["place"].value == "c14"
        assert answers["goods"].value == ("c1", "c14")


NARROWED = asked.form(
    asked.question("county", "one", choices=[{"code": c, "text": asked.text(c)} for c in ("nord", "sor")]),
    asked.question(
        "town",
        "one",
        choices=[
            {"code": "alta", "text": asked.text("Alta"), "when": {"question": "county", "equals": "nord"}},
            {"code": "mandal", "text": asked.text("Mandal"), "when": {"question": "county", "equals": "sor"}},
            {"code": "other", "text": asked.text("Annet sted")},
        ],
    ),
    asked.question(
        "shop",
        "one",
        choices=[
            {"code": c, "text": asked.text(c), "when": {"question": "people", "answered": True}}
            for c in ("x", "y")
        ],
    ),
    asked.question("people", "integer", default="12"),
    id="narrowed",
)


async def test_a_digit_chooses_among_those_offered_and_b_takes_what_is_suggested(database: Path) -> None:
    with filled(database) as db:
        held = workwear(db)
        facts = {"contract": held.id, "supplier": held.suppliers[0], "method": "document_check", "day": TODAY}
        name = db.followups.start(FollowUp.model_validate({**facts, "form": NARROWED.id}), NARROWED, ACT).id
    async with app_on(database, size=(120, 40)) as pilot:
        app = the_app(pilot)
        app.open_found(f"followup/{name}")
        await until(lambda: isinstance(app.screen, ReviewScreen) and app.screen.review is not None)
        await settled(pilot)
        await pilot.press("2", "enter")
        await until_shown(pilot, "1 ○ Mandal")
        assert isinstance(app.screen, ReviewScreen)
        app.screen.go_to("shop")
        await until_shown(pilot, "Det er ingenting å velge ennå")
        await pilot.press("space")
        await settled(pilot)
        assert not app.screen.is_modal
        app.screen.go_to("town")
        assert "Alta" not in screen_text(app)
        await pilot.press("1")
        await settled(pilot)
        app.screen.go_to("people")
        await until_shown(pilot, "Foreslått  ✓ 12   b tar det", "b ta forslaget")
        await until_shown(pilot, "2 av 4 besvart")
        await pilot.press("b")
        await until_shown(pilot, "3 av 4 besvart")
        await pilot.press("home")
        await settled(pilot)
        app.screen.go_to("county")
        await pilot.press("1")
        await until_shown(pilot, "2 av 4 besvart")
        await settled(pilot)
    with filled(database) as db:
        review = db.followups.open(name).review
        assert (review.answers["town"].value, review.given("town"), review.given("people")) == (
            "mandal", None, "12"
        )  # fmt: skip
