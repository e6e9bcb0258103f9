"""A form that is only a draft is told as one where a follow-up begins, and is published by being used."""

from __future__ import annotations

import shutil
from pathlib import Path

from db.database import Database
from tests.app import made
from tests.app.driver import NOW, filled, press, screen_text, settled, until_shown
from tests.conftest import ROOT
from tui.app import Aktsom

SMALL = ROOT / "tests" / "fixtures" / "forms" / "small_form.yaml"


def row_of(screen: str, part: str) -> str:
    return next(line for line in screen.splitlines() if part in line)


async def test_a_draft_is_published_by_the_follow_up_that_begins_on_it(
    database: Path, tmp_path: Path
) -> None:
    """A file in the folder that cannot be used is told, and does not stand in the way."""
    folder = tmp_path / "skjema"
    folder.mkdir()
    shutil.copy(SMALL, folder)
    (folder / "bad.yaml").write_text("id: [", encoding="utf-8")
    with filled(database) as db:
        contract = made.contract(db, "Renhold", "Blank AS", kind="services")
    app = Aktsom(
        lambda: Database.open(str(database), create=True, now=NOW),
        actor="kari",
        language="en",
        clock=lambda: NOW,
        forms_folder=folder,
    )
    async with app.run_test(size=(130, 40)) as pilot:
        await settled(pilot)
        app.open_found(f"contract/{contract.id}")
        await until_shown(pilot, "Blank AS")
        await press(pilot, "contract.add")
        drawn = await until_shown(pilot, "Which form?", "bad.yaml")
        row = row_of(drawn, "Small form")
        assert "10 minutes · draft: published when used" in row
        assert "draft" not in row_of(drawn, "Animal welfare")
        await pilot.press(row.split("Small form")[0].split()[-1])
        await until_shown(pilot, "Done on")
        await pilot.press("enter")
        await until_shown(pilot, "O-1 ")
        assert "Which role?" in screen_text(app)
    with filled(database) as db:
        (held,) = db.forms.versions()
        assert (held.subject, held.status, held.published_by) == ("small_form/1", "published", "kari")
        assert db.followups.get("O-1").value.form_hash == held.hash
