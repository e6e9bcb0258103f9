"""The contract register, and the records behind a figure."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from rich.cells import cell_len

from checklists.values import Money
from tests.app import made
from tests.app.driver import app_on, filled, place, press, row_with, settled, the_app, until_shown, write
from tui.screens.contract import ContractScreen
from tui.screens.deviation import DeviationScreen
from tui.screens.records import RecordedScreen, RecordsScreen
from tui.screens.review import ReviewScreen


async def test_the_search_folds_accents(database: Path) -> None:
    with filled(database) as db:
        made.contract(db, "Bøker og medier", "Bok AS")
        made.contract(db, "Renhold", "Blank AS")
    async with app_on(database, language="en") as pilot:
        await press(pilot, "mode.contracts")
        await until_shown(pilot, "Contracts 2", "Renhold")
        for typed in ("bo", "bø", "boe"):
            await press(pilot, "contracts.search")
            await write(pilot, typed)
            drawn = await until_shown(pilot, "Contracts 1", "Bøker og medier")
            assert "Renhold" not in drawn
            await pilot.press("down")  # from the field to what was found
            await press(pilot, "go.back")
            await until_shown(pilot, "Contracts 2")
        assert the_app(pilot).current_mode == "contracts"


async def test_what_is_read_ahead_of_a_search_is_never_shown_once_it_is_no_longer_so(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.screens.contracts.LARGE", 2)
    with filled(database) as db:
        made.contract(db, "Bøker og medier", "Bok AS")
        made.contract(db, "Renhold", "Blank AS")
    async with app_on(database, language="en") as pilot:
        await press(pilot, "mode.contracts", "contracts.search")
        await write(pilot, "r")
        assert "Bøker" not in await until_shown(pilot, "Contracts 1", "Renhold")
        await press(pilot, "go.back", "contracts.search")
        with filled(database) as other:
            made.contract(other, "Rådgivning", "Råd AS")
        await until_shown(pilot, "Contracts 3")  # somebody else's contract is seen
        await write(pilot, "r")
        await until_shown(pilot, "Contracts 2", "Renhold", "Rådgivning")


async def test_enter_opens_the_contract_and_back_stands_where_it_was(database: Path) -> None:
    with filled(database) as db:
        for number in range(30):
            made.contract(db, f"Avtale {number:02}", "Bok AS")
    async with app_on(database, language="en") as pilot:
        await press(pilot, "mode.contracts", "list.last", "list.open")
        await until_shown(pilot, "Avtale 29")
        assert isinstance(place(pilot), ContractScreen)
        await press(pilot, "go.back", "list.open")
        await until_shown(pilot, "Avtale 29", "Requirements")


async def test_the_order_is_chosen(database: Path) -> None:
    with filled(database) as db:
        made.contract(db, "Aa", "En AS", ends=date(2030, 1, 1))
        made.contract(db, "Ål", "To AS", ends=date(2027, 1, 1))
    async with app_on(database, language="en") as pilot:
        await press(pilot, "mode.contracts", "contracts.sort")
        await pilot.press("5")
        drawn = await until_shown(pilot, "sorted by end")
        assert drawn.index("To AS" if "To AS" in drawn else "Ål") < drawn.index("Aa ")


@pytest.mark.parametrize("columns", [80, 100, 160])
async def test_the_register_says_who_delivers_for_how_much_and_until_when(
    database: Path, columns: int
) -> None:
    with filled(database) as db:
        made.workwear(db, value=Money(amount=Decimal(2_400_000)))
    async with app_on(database, language="en", size=(columns, 30)) as pilot:
        await press(pilot, "mode.contracts")
        row = row_with(await until_shown(pilot, "Verne AS"), "Verne AS")
        assert "Arbeidstøy" in row
        assert "31.1.28" in row
        assert ("2 400 000" in row) == (columns >= 100), "in eighty columns there is no room for it"
        assert ("high" if columns == 160 else "▲") in row


@pytest.mark.parametrize("columns", [60, 80, 95, 96, 100, 115, 116, 160])
async def test_the_next_deadline_is_told_whole_or_by_its_day_alone(database: Path, columns: int) -> None:
    with filled(database) as db:
        made.workwear(db)
        for number in range(40):  # so many that the scrollbar takes its column
            made.contract(db, f"Avtale {number:02}", "Bok AS")
    async with app_on(database, size=(columns, 30)) as pilot:
        await press(pilot, "mode.contracts")
        row = row_with(await until_shown(pilot, "Arbeidstøy"), "Arbeidstøy").rstrip("▁▂▃▄▅▆▇█ ")
        assert row.endswith("12.12.26 opsjon" if columns >= 96 else "12.12.26")
        assert ("Verne AS" in row) == (columns >= 80), "the supplier goes before the title does"


async def test_a_suppliers_contracts_stand_under_its_name(database: Path) -> None:
    with filled(database) as db:
        supplier = made.workwear(db).suppliers[0]
    async with app_on(database, language="en") as pilot:
        the_app(pilot).open_found(f"supplier/{supplier}")
        drawn = await until_shown(pilot, "Contracts 1 · Verne AS")
        assert supplier not in drawn


async def test_the_register_stays_aligned_whatever_is_written(database: Path) -> None:
    with filled(database) as db:
        made.contract(db, made.UGLY, "漢字 [/] AS", ends=date(2028, 1, 1))
        made.contract(db, "Vanlig", "Bok AS", ends=date(2028, 1, 1))
    async with app_on(database, size=(140, 30)) as pilot:
        await press(pilot, "mode.contracts")
        drawn = await until_shown(pilot, "[bold]fet[/]")
        first, second = row_with(drawn, "[bold]"), row_with(drawn, "Vanlig  ")
        assert cell_len(first[: first.index("1.1.28")]) == cell_len(second[: second.index("1.1.28")])


async def test_each_record_behind_a_figure_opens(database: Path) -> None:
    with filled(database) as db:
        held = made.workwear(db)
        one = made.followup(db, held, "wage_spot_check", date(2026, 11, 20))
        other = made.recorded(db, held, "audit", date(2026, 5, 5))
        found = made.deviation(db, held, made.UGLY, date(2026, 12, 18))
    kinds = [
        ("followup", (one.id, other.id), (ReviewScreen, RecordedScreen)),
        ("deviation", (found.id,), (DeviationScreen,)),
        ("contract", (held.id,), (ContractScreen,)),
    ]
    async with app_on(database, language="en") as pilot:
        for kind, ids, places in kinds:
            the_app(pilot).push_screen(RecordsScreen("Kontrollert [/]", kind, ids))
            await settled(pilot)
            await until_shown(pilot, f"Kontrollert [/]  {len(ids)}")
            for there in places:
                await press(pilot, "list.open")
                assert isinstance(place(pilot), there)
                await press(pilot, "go.back", "list.next")
            await press(pilot, "go.back")


async def test_a_recorded_control_opens_its_page_from_the_search_too(database: Path) -> None:
    with filled(database) as db:
        recorded = made.recorded(db, made.workwear(db), "audit", date(2026, 5, 5))
    async with app_on(database, language="en") as pilot:
        await press(pilot, "palette")
        await write(pilot, recorded.id)
        await until_shown(pilot, "follow-up")
        await pilot.press("enter")
        await until_shown(pilot, f"{recorded.id}  Audit", "human rights")
        assert isinstance(place(pilot), RecordedScreen)
        await press(pilot, "recorded.contract")
        await until_shown(pilot, "Bomull fra høyrisikoland")


async def test_suppliers_behind_a_figure_open_their_contracts(database: Path) -> None:
    with filled(database) as db:
        held = made.workwear(db)
        made.contract(db, "Renhold", "Blank AS")
    async with app_on(database, language="en") as pilot:
        the_app(pilot).push_screen(RecordsScreen("Suppliers", "supplier", held.suppliers))
        await settled(pilot)
        await press(pilot, "list.open")
        drawn = await until_shown(pilot, "Contracts 1")
        assert "Arbeidstøy" in drawn
