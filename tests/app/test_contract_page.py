"""A contract's page: what it shows, what can be done from it, and a new contract."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from textual.pilot import Pilot

from checklists.contract import Contract, RequirementSetInForce
from checklists.evidence import Evidence
from checklists.values import Money
from db.database import Database
from tests.app import made
from tests.app.driver import (
    ACT,
    app_on,
    filled,
    place,
    press,
    row_with,
    screen_text,
    settled,
    the_app,
    until_shown,
    write,
)
from tui.screens.contract import ContractScreen
from tui.screens.contract_fields import money_of
from tui.screens.deviation import DeviationScreen
from tui.screens.records import RecordedScreen
from tui.screens.review import ReviewScreen


async def opened(pilot: Pilot[None], contract: Contract) -> str:
    """The page of a contract, opened; what it shows."""
    the_app(pilot).open_found(f"contract/{contract.id}")
    await settled(pilot)
    return await until_shown(pilot, contract.id)


async def test_the_page_tells_everything_about_one_contract(database: Path) -> None:
    with filled(database) as db:
        held = made.workwear(
            db, value=Money(amount=Decimal("2400000.50")), responsible="Fagansvarlig tekstil"
        )
        made.followup(db, held, "wage_spot_check", date(2026, 11, 24))
        done = made.recorded(db, held, "audit", date(2026, 5, 5))
        made.deviation(db, held, "Timelønn", date(2026, 11, 18))
        db.evidence.add(Evidence(title="Revisjonsrapport", ref="26/7", followup=done.id), None, ACT)
        version = db.contracts.get(held.id).version
        db.contracts.change(held.model_copy(update={"risk": "medium"}), version, ACT)
    async with app_on(database, language="en", size=(120, 48)) as pilot:
        drawn = await opened(pilot, held)
        assert "NOK 2,400,000.50" in row_with(drawn, "Value")
        assert "Fagansvarlig tekstil" in drawn
        assert "to 31 January 2029 · notice by 12 December 2026" in row_with(drawn, "Option     ")
        assert "medium: Bomull fra høyrisikoland" in row_with(drawn, "Risk ")
        assert "assumed: c confirms" in row_with(drawn, "20 clauses")
        assert "planned" in row_with(drawn, "O-1 ")
        assert row_with(drawn, "O-2 ").endswith("✓")
        assert row_with(drawn, "A-1 ").startswith(" ! ")
        assert "26/7" in row_with(drawn, "B-1 ")
        assert "changed: risk" in row_with(drawn, "changed:")
        assert "22 November 2026 13:00" in row_with(drawn, "created")


async def test_enter_opens_what_the_mark_stands_on(database: Path) -> None:
    with filled(database) as db:
        held = made.workwear(db)
        made.followup(db, held, "wage_spot_check", date(2026, 11, 24))
        made.recorded(db, held, "audit", date(2026, 5, 5))
        made.deviation(db, held, "Timelønn", date(2026, 11, 18))
    async with app_on(database, language="en", size=(120, 48)) as pilot:
        await opened(pilot, held)
        await press(pilot, "list.next", "list.open")  # the requirement set folds out
        await until_shown(pilot, "§ 2.2")
        await press(pilot, "list.open", "list.next")
        for there in (ReviewScreen, RecordedScreen, DeviationScreen):
            await press(pilot, "list.open")
            assert isinstance(place(pilot), there)
            await press(pilot, "go.back", "list.next")
        await press(pilot, "list.open")  # the history folds out
        drawn = await until_shown(pilot, "title: Arbeidstøy")
        assert "risk: high" in drawn


async def test_one_key_confirms_what_was_assumed_and_undo_takes_it_back(database: Path) -> None:
    with filled(database) as db:
        held = made.workwear(db)
        assert all(terms.assumed for terms in held.requirement_sets)
    async with app_on(database, language="en", size=(120, 48)) as pilot:
        await opened(pilot, held)
        await press(pilot, "contract.confirm")
        drawn = await until_shown(pilot, "Kept 13:00:00")
        assert "assumed: c confirms" not in drawn
        await press(pilot, "contract.confirm")
        await until_shown(pilot, "No requirement set is assumed.")
        await press(pilot, "undo")
        await until_shown(pilot, "assumed: c confirms", f"Undone: contract {held.id}")


async def test_requirement_sets_are_switched_on_and_off(database: Path) -> None:
    with filled(database) as db:
        held = made.workwear(db)
    async with app_on(database, language="en", size=(120, 48)) as pilot:
        await opened(pilot, held)
        await press(pilot, "contract.sets")
        drawn = await until_shown(pilot, "Which requirements")
        assert drawn.count("✓ ") == 1, "only what is in force is switched on"
        await pilot.press("1", "enter")
        await until_shown(pilot, "Kept 13:00:00", "Animal welfare")
    with filled(database) as db:
        kept = db.contracts.get(held.id).value.requirement_sets
        assert {terms.set_id for terms in kept} == {"human_rights", "animal_welfare"}
        assert not any(terms.assumed for terms in kept)


async def on_the_set(pilot: Pilot[None]) -> None:
    """The mark on the first requirement set."""
    while not place(pilot).lines("page").key.startswith("set/"):
        await press(pilot, "list.next")


async def test_a_contract_gets_numbers_of_its_own_and_undo_takes_them_back(database: Path) -> None:
    with filled(database) as db:
        held = made.contract(db, "Skole", "Bygg AS", kind="works")
    async with app_on(database, language="en", size=(120, 60)) as pilot:
        await opened(pilot, held)
        await on_the_set(pilot)
        await press(pilot, "list.open")
        drawn = await until_shown(pilot, "Most tiers below the main supplier")
        assert row_with(drawn, "Most tiers").endswith("2")
        await press(pilot, "contract.parameters")
        await until_shown(pilot, "the set: 40")
        await write(pilot, "1")
        await pilot.press("tab")
        await write(pilot, "half")
        await pilot.press("enter")
        await until_shown(
            pilot, "Share of hours done by skilled workers, per cent: “half” is not a whole number"
        )
        await pilot.press("ctrl+u")
        await write(pilot, "500")
        await pilot.press("enter")
        await until_shown(pilot, "500 is too much.")
        await pilot.press("ctrl+u")
        await write(pilot, "50")
        await pilot.press("enter")
        drawn = await until_shown(pilot, "Kept 13:00:00", "the contract's own; the requirement set has 2")
        assert row_with(drawn, "● Most tiers").endswith("1")
        assert row_with(drawn, "● Share of hours done by skilled").endswith("50")
        assert row_with(drawn, "· Share of hours done by appr").endswith("7")
    with filled(database) as db:
        kept = db.contracts.get(held.id).value.requirement_sets
        assert [each.parameters for each in kept] == [{"max_tiers": 1, "skilled_share": 50}]
    async with app_on(database, language="en", size=(120, 60)) as pilot:
        await opened(pilot, held)
        await on_the_set(pilot)
        drawn = await until_shown(pilot, "● Most tiers", "● Share")
        assert "Share of hours done by apprentices" not in drawn, "folded, only its own numbers are shown"
        await press(pilot, "list.next", "list.open")  # Enter on a number changes it
        await until_shown(pilot, "the set: 40")
        await pilot.press("ctrl+u", "enter")
        drawn = await until_shown(pilot, "Kept 13:00:00", "● Share")
        assert "● Most tiers" not in drawn
        await press(pilot, "undo")
        await until_shown(pilot, "● Most tiers", f"Undone: contract {held.id}")
    with filled(database) as db:
        kept = db.contracts.get(held.id).value.requirement_sets
        assert [each.parameters for each in kept] == [{"max_tiers": 1, "skilled_share": 50}]


async def test_a_number_written_on_another_set_is_told_where_it_holds(database: Path) -> None:
    with filled(database) as db:
        held = made.contract(db, "Skole", "Bygg AS", kind="works")
        strict = RequirementSetInForce(
            set_id="wages_working_conditions", version=1, parameters={"max_tiers": 1, "tiers": 3}
        )
        sets = (*held.requirement_sets, strict)
        db.contracts.change(held.model_copy(update={"requirement_sets": sets}), 1, ACT)
    async with app_on(database, language="en", size=(140, 60)) as pilot:
        await opened(pilot, held)
        await on_the_set(pilot)
        await press(pilot, "list.open")
        drawn = await until_shown(pilot, "written on Wages and working conditions; this set has 2")
        assert drawn.count("● Most tiers") == 2
        assert "not a number of this set" in row_with(drawn, "tiers: 3")
        await press(pilot, "go.back")
        await opened(pilot, held)
        await press(pilot, "contract.parameters")
        await until_shown(pilot, "The numbers of which set?")
        await pilot.press("2")
        await until_shown(pilot, "Wages and working conditions: the contract's own numbers")
        await pilot.press("ctrl+u", "enter")
        await until_shown(pilot, "Kept 13:00:00")
    with filled(database) as db:
        kept = db.contracts.get(held.id).value.requirement_sets
        assert [each.parameters for each in kept] == [{}, {"tiers": 3}]


async def test_without_numbers_the_key_is_greyed_and_says_why(database: Path) -> None:
    with filled(database) as db:
        held = made.contract(db, "Bok", "Bok AS")
    async with app_on(database, language="en") as pilot:
        await opened(pilot, held)
        assert [hint.greyed for hint in place(pilot).key_bar.hints if hint.key == "p"] == [True]
        await press(pilot, "contract.parameters")
        await until_shown(pilot, "No requirement set here has numbers.")


async def test_the_facts_are_edited_and_the_supplier_corrected(database: Path) -> None:
    with filled(database) as db:
        held = made.workwear(db)
    async with app_on(database, language="en", size=(80, 24)) as pilot:
        await opened(pilot, held)
        await press(pilot, "contract.edit")
        await until_shown(pilot, "Title", "Arbeidstøy")
        await pilot.press("ctrl+u")
        await write(pilot, "Arbeidsklær [/]")
        await pilot.press("tab", "tab", "tab")
        await write(pilot, "974760674")
        await pilot.press("enter")
        await until_shown(pilot, "Organisation number: “974760674” is not a Norwegian")
        await pilot.press("ctrl+u")
        await write(pilot, "974 760 673")
        await pilot.press("enter")
        await until_shown(pilot, "Kept 13:00:00", "Arbeidsklær [/]", "974 760 673")
    with filled(database) as db:
        after = db.contracts.get(held.id).value
        assert after == held.model_copy(update={"title": "Arbeidsklær [/]"})
        assert db.contracts.supplier(held.suppliers[0]).value.number == "974760673"


async def test_another_number_is_another_firm(database: Path) -> None:
    with filled(database) as db:
        held = made.workwear(db)
        first = db.contracts.supplier(held.suppliers[0])
        db.contracts.change_supplier(
            first.value.model_copy(update={"number": "974760673"}), first.version, ACT
        )
    async with app_on(database, language="en", size=(120, 40)) as pilot:
        await opened(pilot, held)
        await press(pilot, "contract.edit")
        await until_shown(pilot, "Organisation number")
        await pilot.press("tab", "tab", "ctrl+u")
        await write(pilot, "Ny AS")
        await pilot.press("tab", "ctrl+u")
        await write(pilot, "923609016")
        await pilot.press("enter")
        await until_shown(pilot, "Kept 13:00:00", "Ny AS")
    with filled(database) as db:
        after = db.contracts.get(held.id).value
        assert after.suppliers != held.suppliers
        assert db.contracts.supplier(held.suppliers[0]).value.name == "Verne AS", (
            "the first firm is as it was"
        )


async def test_the_option_is_exercised_and_the_contract_runs_longer(database: Path) -> None:
    with filled(database) as db:
        held = made.workwear(db)
    async with app_on(database, language="en") as pilot:
        await opened(pilot, held)
        await press(pilot, "contract.option")
        await until_shown(pilot, "exercised: the contract runs to 31 January 2029")
        await pilot.press("1")
        drawn = await until_shown(pilot, "31 January 2029 (prolonged)")
        assert "exercised" in row_with(drawn, "Option     ")
        await press(pilot, "contract.option")
        await until_shown(pilot, "There is no option left to exercise.")


async def test_a_deviation_is_logged_on_a_clause_of_this_contract(database: Path) -> None:
    with filled(database) as db:
        held = made.workwear(db)
    async with app_on(database, language="en") as pilot:
        await opened(pilot, held)
        await press(pilot, "contract.deviation")
        await until_shown(pilot, "Deviation", "Clause")
        await pilot.press("tab", "tab", "right", "enter")
        await until_shown(pilot, "A-1 ")
        assert isinstance(place(pilot), DeviationScreen)
    with filled(database) as db:
        logged = db.deviations.get("A-1").value
        assert (logged.clause, logged.origin) == ("human_rights.working_conditions", "")


async def test_a_new_contract_needs_only_a_few_facts(database: Path) -> None:
    async with app_on(database, language="en") as pilot:
        await press(pilot, "mode.contracts", "contracts.add")
        await until_shown(pilot, "A contract")
        await pilot.press("enter")
        await until_shown(pilot, "“Title” must be filled in.")
        for text in ("Renhold skoler", "26/9", "Blank AS", "923 609 016"):
            await write(pilot, text)
            await pilot.press("tab")
        await pilot.press("3", "tab", "tab")  # services; the category stays
        await write(pilot, "1.1.2027")
        await pilot.press("tab")
        await write(pilot, "31.12.2026")
        await pilot.press("enter")
        await until_shown(pilot, "The contract ends 31 December 2026, before it starts")
        await pilot.press("ctrl+u", *"31.12.2030", "tab")
        await write(pilot, "1 250 000,50")
        await pilot.press("enter")
        drawn = await until_shown(pilot, "K-2026-001", "Renhold skoler", "923 609 016")
        assert isinstance(place(pilot), ContractScreen)
        assert "NOK 1,250,000.50" in drawn
    with filled(database) as db:
        kept = db.contracts.get("26/9").value
        assert kept.kind == "services"
        assert [(terms.set_id, terms.assumed) for terms in kept.requirement_sets] == [
            ("wages_working_conditions", True)
        ]


@pytest.mark.parametrize(
    ("written", "amount", "currency"),
    [
        ("2 400 000", "2400000", "NOK"),
        ("2400000,50 kr", "2400000.50", "NOK"),
        ("100000 EUR", "100000", "EUR"),
        ("SEK 12.5", "12.5", "SEK"),
    ],
)
def test_amounts_are_read_as_they_are_written(written: str, amount: str, currency: str) -> None:
    assert money_of(written) == Money(amount=Decimal(amount), currency=currency)


@pytest.mark.parametrize("size", [(80, 24), (160, 45)])
async def test_what_people_wrote_is_shown_as_it_stands(database: Path, size: tuple[int, int]) -> None:
    with filled(database) as db:
        held = made.contract(
            db, made.UGLY, made.UGLY, risk="low", risk_reason=made.UGLY, responsible=made.UGLY
        )
    async with app_on(database, size=size) as pilot:
        drawn = await opened(pilot, held)
        assert "\x1b" not in drawn
        assert drawn.count("[bold]fet[/] [/ 漢字") >= 3
        assert "\x1b" not in screen_text(the_app(pilot))


async def test_suppliers_are_added_put_in_order_and_taken_away(database: Path) -> None:
    with filled(database) as db:
        held = made.contract(db, "Vakthold", "Verne AS", "Sikker AS", kind="services")
    async with app_on(database, language="en", size=(100, 48)) as pilot:
        await opened(pilot, held)
        await press(pilot, "contract.suppliers")
        await until_shown(pilot, "Suppliers of K-2026-001", "1  Verne AS")
        await pilot.press("plus")
        await until_shown(pilot, "1  Sikker AS", "2  Verne AS")
        await press(pilot, "ordered.more")
        await write(pilot, "Ny AS")
        await pilot.press("enter")
        await until_shown(pilot, "Kept 13:00:00", "Ny AS")
        with filled(database) as db:
            assert names(db, held) == ["Sikker AS", "Verne AS", "Ny AS"]
        await press(pilot, "contract.suppliers")
        await pilot.press("x", "enter")
        await settled(pilot)
        with filled(database) as db:
            assert names(db, held) == ["Verne AS", "Ny AS"]
        await press(pilot, "undo")
        await until_shown(pilot, f"Undone: contract {held.id}")
        with filled(database) as db:
            assert names(db, held) == ["Sikker AS", "Verne AS", "Ny AS"]
            assert not db.journal.verify()
            assert not db.drafts.all()


async def test_the_last_supplier_stays_and_one_that_is_there_is_not_added_again(database: Path) -> None:
    with filled(database) as db:
        held = made.contract(db, "Vakthold", "Verne AS", kind="services")
    async with app_on(database, language="en", size=(80, 24)) as pilot:
        await opened(pilot, held)
        await press(pilot, "contract.suppliers")
        await pilot.press("x")
        await until_shown(pilot, "One must stay.")
        await press(pilot, "ordered.more")
        await write(pilot, "verne as")
        await pilot.press("enter")
        await until_shown(pilot, "verne as is a supplier of this contract already.")
    with filled(database) as db:
        assert names(db, held) == ["Verne AS"]


async def test_a_contract_without_a_supplier_gets_its_first(database: Path) -> None:
    with filled(database) as db:
        held = made.contract(db, "Vakthold", kind="services")
    async with app_on(database, language="en") as pilot:
        await opened(pilot, held)
        await press(pilot, "contract.suppliers")
        await write(pilot, "Verne AS")
        await pilot.press("tab")
        await write(pilot, "974760673")
        await pilot.press("enter")
        await until_shown(pilot, "Kept 13:00:00", "974 760 673")
    with filled(database) as db:
        assert names(db, held) == ["Verne AS"]


async def test_suppliers_changed_by_two_people_are_never_mixed(database: Path) -> None:
    with filled(database) as db:
        held = made.contract(db, "Vakthold", "Verne AS", "Sikker AS", kind="services")
    async with app_on(database, language="en") as pilot:
        await opened(pilot, held)
        await press(pilot, "contract.suppliers")
        with filled(database) as db:
            now = db.contracts.get(held.id)
            db.contracts.change(now.value.model_copy(update={"responsible": "Ola"}), now.version, ACT)
        await pilot.press("x", "enter")
        await until_shown(pilot, held.id, "changed")
    with filled(database) as db:
        assert names(db, held) == ["Verne AS", "Sikker AS"]


def names(db: Database, held: Contract) -> list[str]:
    """The suppliers of a contract, in their order."""
    ids = db.contracts.get(held.id).value.suppliers
    known = db.contracts.suppliers(ids)
    return [known[id].name for id in ids]
