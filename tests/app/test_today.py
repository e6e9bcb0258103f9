"""Today: what is due, the year so far, and what to do where nothing is registered."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from rich.cells import cell_len

from checklists.answer import Answer
from checklists.contract import OwnClause
from checklists.evidence import Evidence
from checklists.followup import FollowUp
from checklists.library import requirement_sets
from checklists.requirements import clauses_in_force
from checklists.standard_form import standard_form
from tests.app import made
from tests.app.driver import (
    ACT,
    app_on,
    filled,
    place,
    press,
    row_with,
    settled,
    the_app,
    until_shown,
)
from tui.screens.contract import ContractScreen
from tui.screens.deviation import DeviationScreen
from tui.screens.followups import FollowUpsScreen
from tui.screens.review import ReviewScreen
from tui.screens.today import TodayScreen


def some_days(database: Path) -> None:
    with filled(database) as db:
        held = made.workwear(db)
        made.sent(db, held, date(2026, 10, 1), date(2026, 11, 12))
        made.followup(db, held, "wage_spot_check", date(2026, 11, 24))
        made.deviation(db, held, "Timelønn", date(2026, 11, 18))
        made.recorded(db, held, "audit", date(2026, 5, 5))


async def test_what_is_overdue_stands_first_with_how_many_days(database: Path) -> None:
    some_days(database)
    async with app_on(database, language="en") as pilot:
        drawn = await until_shown(pilot, "To do now", "Timelønn")
        lines = drawn.split("\n")
        first = next(number for number, text in enumerate(lines) if "To do now" in text)
        assert "4 · 2 overdue" in lines[first]
        # The heading of the column says what the number is.
        over = lines[first].index("days over") + len("days over")
        assert lines[first + 1].startswith("▌! 12.11.")
        assert lines[first + 1][:over].endswith(" 10")
        assert lines[first + 2].startswith(" ! 18.11.")
        assert "Deviation A-1" in lines[first + 2]
        assert "Timelønn" in lines[first + 2]
        assert "Verne AS" in lines[first + 2]
        assert lines[first + 2][:over].endswith(" 4")
        assert "24.11." in lines[first + 3]
        assert "!" not in lines[first + 3]
        assert "12.12." in lines[first + 4]


async def test_enter_opens_the_thing(database: Path) -> None:
    some_days(database)
    async with app_on(database) as pilot:
        for opened in (ReviewScreen, DeviationScreen, ReviewScreen, ContractScreen):
            await press(pilot, "list.open")
            assert isinstance(place(pilot), opened)
            await press(pilot, "go.back")
            assert isinstance(place(pilot), TodayScreen)
            await press(pilot, "list.next")


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (160, 45)])
async def test_the_year_so_far_is_counted(database: Path, size: tuple[int, int]) -> None:
    some_days(database)
    async with app_on(database, language="en", size=size) as pilot:
        drawn = await until_shown(pilot, "The year so far")
        assert "1 of 3 planned" in row_with(drawn, "Followed up")
        assert "1 of 2 planned" in row_with(drawn, "Extended")
        assert "1 · 1 supplier" in row_with(drawn, "1 supplier")
        assert "1 open · 0 closed" in row_with(drawn, "1 open")
        assert "0 disputed" in drawn
        months = row_with(drawn, "Per month")
        assert "▁" * 18 + "██" + "▁" * 4 in months
        assert row_with(drawn, "Jan  ").index("Jan") == months.index("▁")


async def test_a_figure_of_the_year_opens_what_it_counts(database: Path) -> None:
    some_days(database)
    async with app_on(database) as pilot:
        await pilot.press("tab")
        await press(pilot, "list.open")
        assert isinstance(place(pilot), FollowUpsScreen)


async def test_an_empty_register_says_the_next_step_with_its_key(database: Path) -> None:
    async with app_on(database, language="en") as pilot:
        drawn = await until_shown(pilot, "No contracts are registered yet.")
        assert row_with(drawn, "registers the first one").strip().startswith("a ")
        assert "aktsom import FILE" in drawn
        assert "The year so far" not in drawn
        await press(pilot, "today.add")
        await until_shown(pilot, "A contract", "Title")


async def test_nothing_due_says_so(database: Path) -> None:
    with filled(database) as db:
        made.contract(db, "Kontormøbler", "Møbel AS", open_ended=True)
    async with app_on(database, language="en") as pilot:
        await until_shown(pilot, "Nothing is due in the next 45 days.")


async def test_todays_lines_fit_a_window_that_changed_while_another_place_was_shown(database: Path) -> None:
    some_days(database)
    async with app_on(database, language="en") as pilot:
        await press(pilot, "mode.contracts")
        await pilot.resize_terminal(80, 24)
        await press(pilot, "mode.today")
        drawn = await until_shown(pilot, "To do now", "The year so far")
        assert "│" not in drawn  # the year stands below, not beside
        assert row_with(drawn, "Timelønn").rstrip().endswith(" 4")
        assert len(row_with(drawn, "Timelønn")) > 75


async def test_what_is_behind_a_dialog_fits_the_window_too(database: Path) -> None:
    some_days(database)
    async with app_on(database, language="en", size=(100, 30)) as pilot:
        await press(pilot, "today.add")
        await pilot.resize_terminal(160, 45)
        await settled(pilot)
        drawn = await until_shown(pilot, "What is new?", "days over")
        assert "10 days over" in drawn  # in words, where there is room
        await pilot.press("escape")
        await until_shown(pilot, "4 days over")


async def test_a_window_that_was_too_small_elsewhere_is_not_too_small_here(database: Path) -> None:
    some_days(database)
    async with app_on(database, language="en") as pilot:
        await pilot.resize_terminal(40, 10)
        await until_shown(pilot, "The window is too small.")
        await press(pilot, "mode.contracts")
        await pilot.resize_terminal(100, 30)
        await until_shown(pilot, "Reference")
        await press(pilot, "mode.today")
        await until_shown(pilot, "Timelønn")


@pytest.mark.parametrize("size", [(80, 24), (160, 45)])
async def test_what_people_wrote_is_shown_as_it_stands_and_aligned(
    database: Path, size: tuple[int, int]
) -> None:
    with filled(database) as db:
        held = made.contract(db, "Bok", "Bok AS", open_ended=True)
        made.deviation(db, held, made.UGLY, date(2026, 11, 18))
        made.deviation(db, held, "Vanlig", date(2026, 11, 18))
    async with app_on(database, language="en", size=size) as pilot:
        drawn = await until_shown(pilot, "[bold]fet[/] [/ 漢字")
        assert "\x1b" not in drawn
        ugly, plain = row_with(drawn, "[bold]"), row_with(drawn, "Vanlig")
        # The year may stand beside it, after a rule.
        assert cell_len(ugly.split("│")[0].rstrip()) == cell_len(plain.split("│")[0].rstrip())


async def test_what_is_kept_elsewhere_is_there_on_the_way_back(database: Path) -> None:
    some_days(database)
    async with app_on(database, language="en") as pilot:
        await press(pilot, "mode.followups", "followups.withdraw")
        await pilot.press(*"aviklet", "enter")
        await settled(pilot)
        await press(pilot, "mode.today")
        drawn = await until_shown(pilot, "1 of 1 planned")
        assert "24.11." not in drawn
        assert "3 · 2 overdue" in drawn


def an_expiring_certificate(database: Path, *, used: bool) -> str:
    """Evidence that was registered by itself, and runs out soon; the follow-up that may rest on it."""
    with filled(database) as db:
        name = made.followup(db, made.workwear(db, options=()), "wage_spot_check", date(2027, 6, 1)).id
        facts = Evidence(title="SA8000-sertifikat [/]", ref="26/7", valid_until=date(2026, 12, 1))
        kept = db.evidence.add(facts, None, ACT)
        if used:
            review = db.followups.open(name).review
            asked = next(each for each in review.questions if each.type == "yes_partly_no")
            given = Answer(question=asked.key, value="yes", evidence=(kept.id,), depth="document")
            after = review.answered(given)
            db.followups.answer(after.followup, after.answers[given.question], 0, ACT)
    return name


async def test_evidence_that_nothing_rests_on_says_what_it_is(database: Path) -> None:
    an_expiring_certificate(database, used=False)
    async with app_on(database, language="en", size=(80, 24)) as pilot:
        await until_shown(pilot, "SA8000")
        await press(pilot, "list.open")
        await until_shown(
            pilot, "No answer, deviation or measure rests on B-1 · 26/7 · SA8000-sertifikat [/]."
        )
        assert isinstance(place(pilot), TodayScreen)


async def test_evidence_registered_by_itself_opens_what_rests_on_it(database: Path) -> None:
    name = an_expiring_certificate(database, used=True)
    async with app_on(database, language="en", size=(80, 24)) as pilot:
        await until_shown(pilot, "SA8000")
        await press(pilot, "list.open")
        shown = place(pilot)
        assert isinstance(shown, ReviewScreen)
        assert shown.followup_id == name


@pytest.mark.parametrize(
    ("language", "what", "told"),
    [
        ("nb", "Dokumentasjon", "dokumentasjon innen 1. desember hvert år"),
        ("nn", "Dokumentasjon", "dokumentasjon innan 1. desember kvart år"),
        ("en", "Documentation", "documentation by 1 December every year"),
    ],
)
async def test_a_clause_to_be_documented_stands_here_and_opens_its_contract(
    database: Path, language: str, what: str, told: str
) -> None:
    own = OwnClause(key="own", reference="§ 5", text="Lønn", theme="integrity", documentation_due="12-01")
    with filled(database) as db:
        made.contract(db, "Renhold", "Rent AS", own_clauses=(own,), starts=date(2026, 1, 1))
    async with app_on(database, language=language, size=(80, 24)) as pilot:
        drawn = await until_shown(pilot, "§ 5: Renhold")
        assert what in row_with(drawn, "§ 5: Renhold")
        assert "1.12." in row_with(drawn, "§ 5: Renhold")
        await press(pilot, "list.open")
        assert isinstance(place(pilot), ContractScreen)
        await until_shown(pilot, told)


async def test_a_contracts_page_tells_when_its_own_clause_was_last_documented(database: Path) -> None:
    own = OwnClause(key="own", reference="§ 5", text="Lønn", theme="integrity", documentation_due="02-29")
    with filled(database) as db:
        held = made.contract(db, "Renhold", "Rent AS", own_clauses=(own,))
        form = standard_form(clauses_in_force(held, requirement_sets()))
        of = {"contract": held.id, "supplier": held.suppliers[0], "method": "status_meeting"}
        begun = db.followups.start(FollowUp.model_validate({**of, "day": date(2026, 9, 12)}), form, ACT)
        db.followups.answer(begun, Answer(question="own__own", value="yes", depth="third_party"), 0, ACT)
    async with app_on(database, language="nb", size=(80, 24)) as pilot:
        await settled(pilot)
        the_app(pilot).open_found(f"contract/{held.id}")
        drawn = await until_shown(pilot, "innen 29. februar hvert år")
        assert "sist dokumentert 12.9.2026" in drawn
