"""The report: figures that open their records, one's own text contradicted, and the case entered by hand."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from checklists.settings import OwnText
from tests.app import made
from tests.app.driver import ACT, app_on, filled, place, press, settled, the_app, until, until_shown, write
from tui.screens.records import RecordsScreen
from tui.screens.report import ReportScreen

IN_2023 = datetime(2023, 12, 4, 12, tzinfo=UTC)
FOLLOWED_UP = (
    ("Arbeidstøy teknisk sektor", "working_conditions"),
    ("Arbeidstøy kjøkken og helse", "working_conditions"),
    ("Frukt og grønt", "animal_welfare"),
    ("Anleggstjenester", "climate_environment"),
)


def municipality(database: Path) -> None:
    """145 agreements that are active in 2023, each with a supplier of its own."""
    with filled(database) as db:
        for number in range(141):
            made.contract(
                db,
                f"Avtale {number:03}",
                f"Firma {number} AS",
                signed=date(2022, 1, 3),
                starts=date(2022, 2, 1),
            )
        for number, (title, _) in enumerate(FOLLOWED_UP):
            made.contract(
                db,
                title,
                f"Leverandør {number} AS",
                signed=date(2021, 5, 3),
                starts=date(2021, 6, 1),
                framework=True,
            )


async def record_by_hand(pilot: Pilot[None], title: str, theme: str) -> None:
    """Find the contract, open it, record a document check done elsewhere: keys only."""
    app = the_app(pilot)
    await press(pilot, "palette")
    await write(pilot, title)
    await until_shown(pilot, title)
    await pilot.press("enter")
    await until(lambda: type(app.screen).__name__ == "ContractScreen")
    await settled(pilot)
    await press(pilot, "contract.record")
    await until(lambda: app.screen.is_modal)
    field = app.screen.query_one("#field-method")
    codes = [code for code, _ in getattr(field, "choices", ())]
    await pilot.press(str(codes.index("document_check") + 1))
    await press(pilot, "fields.keep")
    await until(lambda: bool(app.screen.query("#choices")))
    await settled(pilot)
    app.screen.query_one("#choices").focus()
    from checklists.codelists import codes as listed

    await pilot.press(str(list(listed("themes")).index(theme) + 1))
    await pilot.press("enter")
    await until_shown(pilot, "O-")
    await settled(pilot)
    await press(pilot, "go.back")


async def test_the_published_case_entered_by_hand(database: Path) -> None:
    municipality(database)
    async with app_on(database, size=(120, 40), clock=lambda: IN_2023) as pilot:
        for title, theme in FOLLOWED_UP:
            await record_by_hand(pilot, title, theme)
        await press(pilot, "mode.report")
        screen = place(pilot)
        assert isinstance(screen, ReportScreen)
        await until(lambda: screen.made is not None)
        assert screen.made is not None
        assert screen.made.year == 2023
        assert screen.made.active_agreements.value == 145
        assert screen.made.followed_up.agreements.value == 4
        assert screen.made.followed_up.suppliers.value == 4
        assert screen.made.deviations.controls.value == 4
        assert screen.made.deviations.answer == "none_found"
        await press(pilot, "report.write")
        await pilot.press("2")
        await until(lambda: bool(the_app(pilot).screen.query("TextArea")))
        await settled(pilot)
        the_app(pilot).screen.query_one(TextArea).text = "Vi har fulgt opp tre leverandører."
        await press(pilot, "text.keep")
        await until(lambda: bool(screen.made and screen.made.own_texts))
        await settled(pilot)
        assert "text_contradicts_figure" in {notice.code for notice in screen.made.notices}


@pytest.fixture
def one_control(database: Path) -> Path:
    with filled(database) as db:
        held = made.workwear(db, framework=True, signed=date(2025, 3, 1))
        made.recorded(db, held, "document_check", date(2026, 5, 4))
    return database


async def test_enter_on_a_figure_opens_the_records_it_counts(one_control: Path) -> None:
    async with app_on(one_control, size=(120, 40)) as pilot:
        await press(pilot, "mode.report")
        screen = place(pilot)
        await until(lambda: isinstance(screen, ReportScreen) and screen.made is not None)
        await settled(pilot)
        figures = screen.lines("figures")
        figures.show(figures.rows, keep="figure/controls")
        await pilot.press("enter")
        await until(lambda: isinstance(the_app(pilot).screen, RecordsScreen))
        assert "O-1" in await until_shown(pilot, "O-1")


async def test_an_export_is_written_once_and_never_over_another_file(
    one_control: Path, tmp_path: Path
) -> None:
    target = tmp_path / "4A.docx"
    async with app_on(one_control, size=(120, 40)) as pilot:
        await press(pilot, "mode.report")
        screen = place(pilot)
        await until(lambda: isinstance(screen, ReportScreen) and screen.made is not None)
        for _ in range(2):
            await press(pilot, "report.export")
            await until_shown(pilot, "Tekst (.txt)")
            await pilot.press("1")
            await settled(pilot)
            the_app(pilot).screen.query_one(Input).value = str(target)
            await pilot.press("enter")
            await settled(pilot)
        await until_shown(pilot, "Overskrive 4A.docx?", "Filen finnes fra før.")
        before = target.read_bytes()
        await press(pilot, "dialog.cancel")
        assert target.read_bytes() == before
    assert target.read_bytes()[:2] == b"PK"


async def test_a_frozen_year_is_stored_as_it_was(one_control: Path) -> None:
    async with app_on(one_control, size=(120, 40)) as pilot:
        await press(pilot, "mode.report")
        screen = place(pilot)
        await until(lambda: isinstance(screen, ReportScreen) and screen.made is not None)
        await press(pilot, "report.freeze")
        await pilot.press("F")
        await settled(pilot)
        assert isinstance(screen, ReportScreen)
        told = ["".join(text for text, _ in row.parts).strip() for row in screen.lines("figures").rows]
        assert told[told.index("Endret siden året ble frosset") + 1] == "Ingenting er endret."
        with filled(one_control) as db:
            db.reports.set_text(OwnText(year=2026, part="4.A.3", text="Ingen avvik."), ACT)
        await screen.reload()
        told = ["".join(text for text, _ in row.parts).strip() for row in screen.lines("figures").rows]
        assert "Teksten i 4.A.3 er en annen" in told
    with filled(one_control) as db:
        [held] = db.reports.frozen(2026)
        assert '"year":2026' in held.json_text


async def test_how_much_stands_behind_the_answer_is_one_line_and_a_contradiction_stands_under_its_text(
    one_control: Path,
) -> None:
    async with app_on(one_control, size=(160, 45)) as pilot:
        await press(pilot, "mode.report")
        await until_shown(pilot, "Spurt 0 › Svart 0 › Vurdert 0 · Kontroller 1 · Ikke svart 0")
        await press(pilot, "report.write")
        await until_shown(pilot, "Hvilken del vil du skrive?", "2 4.A.2 Leverandører som er fulgt opp")
        await pilot.press("2")
        await until_shown(pilot, "4.A.2 Leverandører som er fulgt opp")
        the_app(pilot).screen.query_one(TextArea).text = "Vi har fulgt opp tre leverandører."
        await press(pilot, "text.keep")
        drawn = (await until_shown(pilot, "└ ")).split("\n")
        told = next(
            number for number, text in enumerate(drawn) if "Vi har fulgt opp tre leverandører." in text
        )
        assert "└ 4.A.2 sier «tre leverandører», men postene viser" in drawn[told + 1]


@pytest.mark.parametrize("size", [(80, 24), (100, 30)])
async def test_the_texts_fill_their_side_from_the_first_time_they_are_shown(
    one_control: Path, size: tuple[int, int]
) -> None:
    async with app_on(one_control, size=size) as pilot:
        await press(pilot, "mode.report")
        await until_shown(pilot, "4.A.1 Hvem som følger med")
        texts = place(pilot).lines("texts")
        longest = max(len(row.text) for row in texts.rows)
        assert texts.size.width * 3 // 4 < longest <= texts.size.width
