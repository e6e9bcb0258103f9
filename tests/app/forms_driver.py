"""Drives the Forms mode: the app on a folder of forms, standing on a form, and a form in two versions."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from textual.pilot import Pilot

from checklists.answer import Answer
from checklists.followup import FollowUp
from checklists.library import checked_form
from db.database import Database
from tests.app.driver import ACT, NOW, filled, place, press, settled, the_app
from tests.app.made import TODAY, contract
from tests.conftest import ROOT
from tui.app import Aktsom

SMALL = (ROOT / "tests" / "fixtures" / "forms" / "small_form.yaml").read_text(encoding="utf-8")
SECOND_TEXT = SMALL.replace("version: 1", "version: 2", 1).replace(
    "nb: Finnes retningslinjer?", "nb: Finnes det skriftlige regler?"
)
FIRST, SECOND = checked_form(SMALL, "small.yaml"), checked_form(SECOND_TEXT, "small.yaml")


@asynccontextmanager
async def forms_mode(
    database: Path, folder: Path | None = None, size: tuple[int, int] = (130, 40), language: str = "nb"
) -> AsyncIterator[Pilot[None]]:
    app = Aktsom(
        lambda: Database.open(str(database), create=True, now=NOW),
        actor="kari",
        language=language,
        clock=lambda: NOW,
        forms_folder=folder,
    )
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        await press(pilot, "mode.forms")
        await settled(pilot)
        yield pilot


async def stand_on(pilot: Pilot[None], key: str) -> None:
    lines = place(pilot).lines("library")
    lines.show(lines.rows, keep=key)
    await settled(pilot)
    assert lines.key == key


async def look_for_changes(pilot: Pilot[None]) -> None:
    """What the clock does every other second."""
    await the_app(pilot)._look_for_changes()  # pyright: ignore[reportPrivateUsage]
    await settled(pilot)


def outdated(database: Path, policy: str) -> str:
    """A follow-up on version 1 with a role and a policy, when version 2 words the policy otherwise."""
    with filled(database) as db:
        held = contract(db, "Renhold", "Blank AS", kind="services")
        facts = {"contract": held.id, "supplier": held.suppliers[0], "method": FIRST.method, "day": TODAY}
        name = db.followups.start(FollowUp.model_validate({**facts, "form": FIRST.id}), FIRST, ACT).id
        review = db.followups.open(name).review
        for key, value in (("role", "producer"), ("policy", policy)):
            review = review.answered(Answer.model_validate({"question": key, "value": value}))
        db.followups.answers(review.followup, tuple(review.answers.values()), {}, ACT)
        db.forms.publish(SECOND, ACT)
        return name
