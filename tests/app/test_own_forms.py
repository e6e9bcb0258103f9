"""A form of one's own stands beside the shipped ones in the app; a folder that cannot be read is told."""

from __future__ import annotations

import shutil
from pathlib import Path

from db.database import Database
from tests.app.driver import NOW, press, screen_text, settled, until_shown
from tests.conftest import ROOT
from tui.app import Aktsom
from tui.folder import library_of

SMALL = ROOT / "tests" / "fixtures" / "forms" / "small_form.yaml"


def app_with(database: Path, folder: Path) -> Aktsom:
    return Aktsom(
        lambda: Database.open(str(database), create=True, now=NOW),
        actor="kari",
        language="nb",
        clock=lambda: NOW,
        forms_folder=folder,
    )


async def test_a_form_of_ones_own_stands_in_the_library(database: Path, tmp_path: Path) -> None:
    folder = tmp_path / "skjema"
    folder.mkdir()
    shutil.copy(SMALL, folder)
    app = app_with(database, folder)
    title = library_of(folder).form("small_form").title.nb
    async with app.run_test(size=(130, 40)) as pilot:
        await settled(pilot)
        await press(pilot, "mode.forms")
        await until_shown(pilot, title[:30])


async def test_a_folder_that_is_not_there_is_told(database: Path, tmp_path: Path) -> None:
    app = app_with(database, tmp_path / "borte")
    async with app.run_test(size=(130, 40)) as pilot:
        await settled(pilot)
        await press(pilot, "mode.forms")
        await settled(pilot)
        assert "borte" in screen_text(app)
