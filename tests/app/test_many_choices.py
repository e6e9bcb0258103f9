"""A question with more choices than there are digits is answered from a list."""

from __future__ import annotations

from pathlib import Path

import asked

from checklists.followup import FollowUp
from tests.app.driver import app_on, filled, settled, the_app, until, until_shown
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
