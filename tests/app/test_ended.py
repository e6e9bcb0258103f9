"""What has ended, what has not begun, and dates that cannot be: keys are grey and dialogs stay, and say why."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from textual.pilot import Pilot

from checklists.deviation import Step
from checklists.measure import Measure
from tests.app import made
from tests.app.driver import app_on, filled, place, press, settled, the_app, until, until_shown, write
from tui.screens.deviation import DeviationScreen
from tui.screens.report import ReportScreen


def greyed(pilot: Pilot[None]) -> set[str]:
    """The labels of the keys that are told of, but cannot act now."""
    return {hint.label for hint in place(pilot).key_bar.hints if hint.greyed}


async def on_deviation(pilot: Pilot[None], database: Path, *, ended: bool) -> None:
    with filled(database) as db:
        held = made.contract(db, "Renhold", "Blank AS", kind="services")
        found = made.deviation(db, held, "For lav lønn", date(2026, 12, 1))
        db.deviations.add_measure(Measure(deviation=found.id, text="Etterbetal"), made.ACT)
        if ended:
            step = Step(status="dismissed", day=made.TODAY, by="kari", reason="Feil person")
            db.deviations.change(found.stepped(step, today=made.TODAY), 1, made.ACT)
    app = the_app(pilot)
    app.open_found(f"deviation/{found.id}")
    await until(lambda: isinstance(app.screen, DeviationScreen) and bool(app.screen.measures))
    await settled(pilot)


async def test_nothing_more_is_done_about_a_deviation_that_has_ended(database: Path) -> None:
    async with app_on(database) as pilot:
        await on_deviation(pilot, database, ended=True)
        assert {"tiltak", "leverandørens syn", "frist"} <= greyed(pilot)
        for key in ("measure", "position", "deadline", "sanction", "established"):
            await press(pilot, f"deviation.{key}")
            await until_shown(pilot, "A-1 er avsluttet (frafalt). f åpner det igjen.")
            assert not the_app(pilot).screen.is_modal
            place(pilot).tell("")
        await press(pilot, "deviation.step")
        await write(pilot, "Nytt funn")
        await pilot.press("enter")
        await settled(pilot)
        assert greyed(pilot) == {"tiltak utført"}, "which acts on a measure alone"
        await press(pilot, "deviation.position")
        assert the_app(pilot).screen.is_modal


@pytest.mark.parametrize(
    ("key", "field", "written", "told"),
    [
        ("deviation.measure", "due", "30.9.2026", "«frist for tiltaket» (30.9.2026)"),
        ("deviation.sanction", "day", "30.9.2026", "«dato for sanksjonen» (30.9.2026)"),
        ("deviation.edit", "found", "30.11.2026", "30.11.2026"),
    ],
)
async def test_a_date_that_cannot_be_keeps_its_dialog_open(
    database: Path, key: str, field: str, written: str, told: str
) -> None:
    async with app_on(database) as pilot:
        await on_deviation(pilot, database, ended=False)
        await press(pilot, key)
        await until(lambda: the_app(pilot).screen.is_modal and the_app(pilot).screen.is_mounted)
        for name, text in ((field, written), ("reason", "x"), ("text", "x")):
            for found in the_app(pilot).screen.query(f"#field-{name}"):
                found.focus()
                await pilot.pause()
                await pilot.press("ctrl+u")
                await write(pilot, text)
        await pilot.press("ctrl+s")
        await until_shown(pilot, told)
        assert the_app(pilot).screen.is_modal


async def test_a_year_that_has_not_begun_cannot_be_frozen_and_a_running_one_says_its_day(
    database: Path,
) -> None:
    async with app_on(database, size=(120, 40)) as pilot:
        await press(pilot, "mode.report")
        screen = place(pilot)
        await until(lambda: isinstance(screen, ReportScreen) and screen.made is not None)
        await settled(pilot)
        assert "frys" not in greyed(pilot)
        await press(pilot, "report.next-year")
        assert "frys" in greyed(pilot)
        await press(pilot, "report.freeze")
        await until_shown(pilot, "2027 har ikke begynt")
        assert not the_app(pilot).screen.is_modal
        await press(pilot, "report.previous-year", "report.freeze")
        await until_shown(pilot, "2026 er ikke over: året fryses per 22.11.2026.")
        await pilot.press("F")
        await settled(pilot)
    with filled(database) as db:
        [held] = db.reports.frozen()
        assert '"cutoff":"2026-11-22"' in held.json_text
