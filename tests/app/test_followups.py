"""The list of follow-ups: started, recorded, sent, received, withdrawn."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from rich.cells import cell_len

from checklists.contract import Supplier
from checklists.settings import checked_setting
from checklists.values import Money
from db.store.form_copies import form_of_text
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
    until,
    until_shown,
    write,
)
from tui.screens.followups import FollowUpsScreen
from tui.screens.records import RecordedScreen
from tui.screens.review import ReviewScreen


async def test_each_status_has_its_heading_and_what_is_late_is_marked(database: Path) -> None:
    with filled(database) as db:
        held = made.workwear(db)
        made.sent(db, held, date(2026, 10, 1), date(2026, 11, 12))
        made.followup(db, held, "wage_spot_check", date(2026, 11, 24))
        made.recorded(db, held, "audit", date(2026, 5, 5), "deviations")
        made.recorded(db, held, "audit", date(2025, 5, 5))
    async with app_on(database, language="en") as pilot:
        await press(pilot, "mode.followups")
        drawn = await until_shown(pilot, "Planned  1", "Sent  1", "Signed 2026  1")
        assert row_with(drawn, "O-1 ").startswith(" ! ")
        assert row_with(drawn, "O-1 ").endswith("12.11.26")
        assert "Self-report – due" in row_with(drawn, "O-1 "), "what it is on, not only the method"
        assert row_with(drawn, "O-2 ").startswith("▌  O-2")
        assert "0/" in row_with(drawn, "O-2 ")
        assert row_with(drawn, "O-3 ").endswith("5.5.26 ✗")
        assert "O-4" not in drawn, "last year's are under another filter"
        await press(pilot, "followups.filter")
        await pilot.press("8")
        assert row_with(await until_shown(pilot, "O-4 "), "O-4 ").endswith("✓")


async def test_starting_one_asks_for_the_contract_the_form_and_the_day_and_opens_it(database: Path) -> None:
    with filled(database) as db:
        made.contract(db, "Bøker og medier", "Bok AS", kind="goods")
        made.contract(db, "Renhold", "Blank AS", kind="services")
    async with app_on(database, language="en") as pilot:
        await press(pilot, "mode.followups", "followups.add")
        await write(pilot, "bok")
        await until_shown(pilot, "Which contract?", "Bøker og medier")
        assert "Blank AS" not in screen_text(the_app(pilot))
        await pilot.press("enter")
        await until_shown(pilot, "Which form?")
        await pilot.press("1")
        await until_shown(pilot, "Counts as", "22 November 2026")
        await pilot.press("enter")
        await until_shown(pilot, "O-1 ", "Bok AS")
        assert isinstance(place(pilot), ReviewScreen)
    with filled(database) as db:
        started = db.followups.get("O-1").value
        assert (started.method, started.form, started.day) == (
            "status_meeting",
            "requirements_review",
            made.TODAY,
        )
        opened = db.followups.open("O-1")
        assert {question.clause for question in opened.review.questions} == {
            clause.address for clause in opened.review.clauses
        }


async def test_one_for_a_later_day_is_planned_and_the_list_stays(database: Path) -> None:
    with filled(database) as db:
        made.workwear(db)
    async with app_on(database, language="en") as pilot:
        await press(pilot, "mode.followups", "followups.add")
        await until_shown(pilot, "Arbeidstøy")
        await pilot.press("enter")
        await until_shown(pilot, "Which form?")
        await pilot.press("1")
        await until_shown(pilot, "Done on")
        await pilot.press("tab", "ctrl+u")
        await write(pilot, "3.12.2026")
        await pilot.press("enter")
        drawn = await until_shown(pilot, "O-1 is planned for 3 December 2026")
        assert isinstance(place(pilot), FollowUpsScreen)
        assert "3.12.26" in row_with(drawn, "O-1  ")


async def test_a_contract_of_little_value_is_offered_the_short_form(database: Path) -> None:
    with filled(database) as db:
        made.workwear(db, value=Money(amount=Decimal(400_000)))
        db.settings.set(checked_setting("short_form_below", "500 000"), ACT)
    async with app_on(database) as pilot:
        await press(pilot, "mode.followups", "followups.add")
        await until_shown(pilot, "Arbeidstøy")
        await pilot.press("enter")
        await until_shown(pilot, "Hvilket skjema?", "4 Dyrevelferd")
        await pilot.press("4")
        await until_shown(pilot, "Omfang", "det korte skjemaet")
        await pilot.press("ctrl+s")
        await until_shown(pilot, "av 5 besvart")
    with filled(database) as db:
        assert db.followups.get("O-1").value.short


async def test_with_several_suppliers_one_is_chosen(database: Path) -> None:
    with filled(database) as db:
        made.contract(db, "Rammeavtale møbler", "Stol AS", "Bord AS", kind="goods")
    async with app_on(database, language="en") as pilot:
        await press(pilot, "mode.followups", "followups.add")
        await until_shown(pilot, "Rammeavtale")
        await pilot.press("enter")
        await until_shown(pilot, "Which supplier?", "Stol AS", "Bord AS")
        await pilot.press("2")
        await until_shown(pilot, "Which form?")
        await pilot.press("1")
        await until_shown(pilot, "Bord AS", "Done on")
        await pilot.press("enter")
        await until_shown(pilot, "O-1 ")
    with filled(database) as db:
        assert db.contracts.supplier(db.followups.get("O-1").value.supplier).value.name == "Bord AS"


async def test_a_control_done_elsewhere_is_recorded_in_a_few_keys(database: Path) -> None:
    with filled(database) as db:
        made.workwear(db)
    async with app_on(database, language="en") as pilot:
        await press(pilot, "mode.followups", "followups.record")
        await until_shown(pilot, "Arbeidstøy")
        await pilot.press("enter")
        await until_shown(pilot, "A control done elsewhere · Verne AS")
        await pilot.press("tab", "tab", "right", "tab")
        await write(pilot, "Rapport 5")
        await pilot.press("enter")
        await until_shown(pilot, "What was looked into?")
        await pilot.press("enter")
        await until_shown(pilot, "Choose at least one")
        await pilot.press("1", "3", "3", "2", "enter")
        drawn = await until_shown(pilot, "Kept 13:00:00 · O-1 Site inspection")
        assert row_with(drawn, "Arbeidstøy").endswith("~")
        await press(pilot, "list.open")
        drawn = await until_shown(pilot, "Rapport 5", "human rights, wages and working conditions")
        assert isinstance(place(pilot), RecordedScreen)
    with filled(database) as db:
        kept = db.followups.get("O-1").value
        assert (kept.status, kept.outcome, kept.form, kept.signed_by) == ("signed", "remarks", "", "kari")


async def test_a_self_report_goes_out_gets_more_time_and_comes_back(database: Path) -> None:
    with filled(database) as db:
        made.followup(db, made.workwear(db), "self_report_due_diligence", made.TODAY)
    async with app_on(database, language="en") as pilot:
        await press(pilot, "mode.followups", "followups.send")
        await until_shown(pilot, "3 January 2027")  # the form gives 42 days
        await pilot.press("enter")
        await until_shown(pilot, "O-1 sent · due 3 January 2027")
        await press(pilot, "followups.send")
        await until_shown(pilot, "New deadline")
        await pilot.press("ctrl+u")
        await write(pilot, "17.1.2027")
        await pilot.press("enter")
        await until_shown(pilot, "O-1 sent · due 17 January 2027")
        await press(pilot, "followups.receive")
        await until_shown(pilot, "O-1 came back on")
        await pilot.press("enter")
        await until_shown(pilot, "O-1 received", "Received  1")
    with filled(database) as db:
        kept = db.followups.get("O-1").value
        assert (kept.status, kept.original_due, kept.due) == ("received", date(2027, 1, 3), date(2027, 1, 17))


async def test_a_key_that_cannot_act_says_why(database: Path) -> None:
    with filled(database) as db:
        made.followup(db, made.workwear(db), "wage_spot_check", made.TODAY)
    async with app_on(database, language="en") as pilot:
        await press(pilot, "mode.followups", "followups.send")
        await until_shown(pilot, "O-1 is not a self-report.")
        await press(pilot, "followups.withdraw")
        await until_shown(pilot, "Withdraw O-1")
        await pilot.press("enter")
        await until_shown(pilot, "A reason is needed.")
        await write(pilot, "kontrakten er sagt opp")
        await pilot.press("enter")
        await until_shown(pilot, "O-1 withdrawn")
    with filled(database) as db:
        assert db.followups.get("O-1").value.withdrawn_reason == "kontrakten er sagt opp"


async def test_a_date_that_is_none_is_refused_in_the_dialog(database: Path) -> None:
    with filled(database) as db:
        made.workwear(db)
    async with app_on(database, language="en") as pilot:
        await press(pilot, "mode.followups", "followups.record")
        await until_shown(pilot, "Arbeidstøy")
        await pilot.press("enter")
        await until_shown(pilot, "A control done elsewhere")
        await pilot.press("tab", "ctrl+u")
        await write(pilot, "30.2.2026")
        await pilot.press("enter")
        await until_shown(pilot, "“30.2.2026” is not a date.")
        await pilot.press("ctrl+u")
        await write(pilot, "23.11.2026")
        await pilot.press("enter")
        await until_shown(pilot, "The date 23 November 2026 has not come yet.")
        await pilot.press("escape")
        await until_shown(pilot, "No follow-ups here yet.")


@pytest.mark.parametrize("size", [(80, 24), (160, 45)])
async def test_what_people_wrote_is_shown_as_it_stands_and_aligned(
    database: Path, size: tuple[int, int]
) -> None:
    with filled(database) as db:
        ugly = made.contract(db, made.UGLY, "漢字 [/] AS")
        plain = made.contract(db, "Vanlig", "Bok AS")
        made.followup(db, ugly, "requirements_review", date(2026, 12, 12))
        made.followup(db, plain, "requirements_review", date(2026, 12, 12))
        supplier = db.contracts.suppliers(ugly.suppliers)[ugly.suppliers[0]]
        assert supplier == Supplier(id=supplier.id, name="漢字 [/] AS")
    async with app_on(database, size=size) as pilot:
        await press(pilot, "mode.followups")
        drawn = await until_shown(pilot, "[bold]fet[/] [/", "漢字 [/] AS")
        first, second = row_with(drawn, "O-1 "), row_with(drawn, "O-2 ")
        assert cell_len(first) == cell_len(second)
        assert first.endswith("12.12.26")


async def test_a_group_that_is_long_reads_on_with_enter(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.screens.followups.PAGE", 3)
    with filled(database) as db:
        held = made.workwear(db)
        for day in range(1, 8):
            made.followup(db, held, "wage_spot_check", date(2026, 12, day))
    async with app_on(database, language="en") as pilot:
        await press(pilot, "mode.followups")
        drawn = await until_shown(pilot, "Planned  7", "4 more: Enter shows them")
        assert "O-4 " not in drawn
        await press(pilot, "list.last", "list.open")
        await until_shown(pilot, "O-6 ", "1 more")
        await press(pilot, "list.last", "list.open")
        drawn = await until_shown(pilot, "O-7 ")
        assert "more:" not in drawn
        await press(pilot, "list.open")
        assert isinstance(place(pilot), ReviewScreen)


async def test_a_control_without_a_form_is_corrected_once_it_is_opened_again(database: Path) -> None:
    with filled(database) as db:
        held = made.recorded(db, made.workwear(db), "audit", date(2026, 5, 5))
    async with app_on(database, language="en") as pilot:
        the_app(pilot).go_to(RecordedScreen(held.id))
        await settled(pilot)
        await press(pilot, "recorded.edit")
        await until_shown(pilot, "It is signed. O opens it again.")
        assert [hint.greyed for hint in place(pilot).key_bar.hints if hint.key == "e"] == [True]
        await press(pilot, "recorded.reopen")
        await write(pilot, "Feil tema")
        await pilot.press("enter")
        await until_shown(pilot, "in progress")
        await press(pilot, "recorded.edit")
        await until_shown(pilot, "Outcome")
        await pilot.press("ctrl+u", *"24.11.2026", "tab", "right", "enter")
        await until_shown(pilot, "has not come yet")
        await pilot.press("shift+tab", "ctrl+u", *"4.5.2026", "enter")
        await until_shown(pilot, "What was looked into?")
        await pilot.press("1", "3", "enter")
        await until_shown(pilot, "Kept 13:00:00", "4 May 2026", "remarks", "integrity")
        await press(pilot, "recorded.sign")
        await until_shown(pilot, "Outcome: remarks")
        await pilot.press("S")
        await until_shown(pilot, "O-1 signed")
    with filled(database) as db:
        after = db.followups.get(held.id).value
        assert (after.themes, after.outcome, after.day) == (("integrity",), "remarks", date(2026, 5, 4))
        entries = db.journal.entries(subject=held.id, limit=10)
        assert len(entries) == 4, "recorded, opened again, corrected, signed once more"


async def test_a_step_of_a_follow_up_is_undone_and_a_new_one_says_why_it_stays(database: Path) -> None:
    with filled(database) as db:
        made.followup(db, made.workwear(db), "self_report_due_diligence", date(2026, 11, 24))
    async with app_on(database, language="en") as pilot:
        await press(pilot, "mode.followups", "followups.send")
        await pilot.press("ctrl+s")
        await until_shown(pilot, "O-1 sent")
        await press(pilot, "undo")
        await until_shown(pilot, "Planned  1", "Undone")
    with filled(database) as db:
        held = db.followups.get("O-1").value
        assert (held.status, held.sent, held.due) == ("planned", None, None)
        assert not db.journal.verify()


@pytest.mark.parametrize("way_there", ["followups", "contract", "today"])
async def test_what_one_rests_on_is_read_before_it_is_opened(database: Path, way_there: str) -> None:
    with filled(database) as db:
        held = made.contract(db, "Renhold", "Blank AS", kind="services")
        name = made.followup(db, held, "wage_spot_check", made.TODAY)
    form_of_text.cache_clear()
    async with app_on(database) as pilot:
        if way_there == "contract":
            the_app(pilot).open_found(f"contract/{held.id}")
            await until_shown(pilot, "Stikkprøve")
            page = place(pilot).lines("page")
            page.show(page.rows, keep=f"followup/{name.id}")
        elif way_there == "followups":
            await press(pilot, "mode.followups")
        await until(lambda: form_of_text.cache_info().currsize == 1)
        before = place(pilot)
        await press(pilot, "list.open")
        await until(lambda: place(pilot) is not before and "Blank AS" in screen_text(the_app(pilot)))
        assert form_of_text.cache_info().misses == 1, "it was not made once more"
