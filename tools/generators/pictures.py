"""docs/pictures: what the app shows of the example municipality on a fixed day, as the README shows it."""

from __future__ import annotations

import asyncio
import re
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from db.database import Database
from tui.app import Aktsom
from tui.demo.build import build
from tui.screens.place import Place
from tui.screens.review import ReviewScreen

NOW = datetime(2026, 11, 22, 13, 2, 11, tzinfo=UTC)


def generate() -> dict[str, str]:
    """The pictures: today, a review, section 4.A."""
    with tempfile.TemporaryDirectory() as folder:
        where = str(Path(folder) / "example" / "aktsom.db")
        database = Database.open(where, create=True, now=NOW)
        build(database, NOW.date())
        database.close()
        return asyncio.run(_pictures(where))


async def _pictures(where: str) -> dict[str, str]:
    app = Aktsom(
        lambda: Database.open(where, create=False, now=NOW), actor="kari", language="nb", clock=lambda: NOW
    )
    found: dict[str, str] = {}
    async with app.run_test(size=(116, 32)) as pilot:

        async def quiet() -> None:
            while any(not worker.is_finished for worker in app.workers):
                await asyncio.sleep(0.01)
            await pilot.pause()
            await pilot.pause()

        await quiet()
        found["docs/pictures/today.svg"] = _picture(app)
        app.open_found("followup/O-31")
        while not (isinstance(app.screen, ReviewScreen) and app.screen.review is not None):
            await pilot.pause()
        await quiet()
        app.screen.go_to("sample")
        await quiet()
        found["docs/pictures/review.svg"] = _picture(app)
        app.go_back()
        await app.switch_mode("report")
        await quiet()
        assert isinstance(app.screen, Place)
        found["docs/pictures/report.svg"] = _picture(app)
    return found


def _picture(app: Aktsom) -> str:
    """The screen as SVG that is the same for the same screen, and fetches nothing."""
    drawn = app.export_screenshot(title="aktsom")
    drawn = re.sub(r"terminal-\d+", "terminal", drawn)
    return re.sub(r"@font-face \{.*?\}\s*", "", drawn, flags=re.DOTALL)
