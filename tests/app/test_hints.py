"""What the bottom line and dialogs say of the keys: those that act here, none that does not, in one manner."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from textual.pilot import Pilot

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
    screen_text,
    settled,
    the_app,
    until,
    until_shown,
)
from tui.screens.review import ReviewScreen


def footer(pilot: Pilot[None]) -> dict[str, str]:
    """Each key that the bottom line tells of, and what it says of it."""
    return {hint.key: hint.label for hint in place(pilot).key_bar.hints}


async def reviewed(pilot: Pilot[None], question: str = "") -> None:
    app = the_app(pilot)
    app.open_found("followup/O-1")
    await until(lambda: isinstance(app.screen, ReviewScreen) and app.screen.review is not None)
    await settled(pilot)
    assert isinstance(app.screen, ReviewScreen)
    if question:
        app.screen.go_to(question)
        await settled(pilot)


async def test_the_key_that_looks_deeper_is_told_of_where_it_acts(database: Path) -> None:
    with filled(database) as db:
        held = made.workwear(db)
        form = standard_form(clauses_in_force(held, requirement_sets()))
        facts = {"contract": held.id, "supplier": held.suppliers[0], "method": "status_meeting"}
        db.followups.start(FollowUp.model_validate(facts | {"day": date(2026, 11, 20)}), form, ACT)
    async with app_on(database, language="en", size=(120, 30)) as pilot:
        await reviewed(pilot)
        assert footer(pilot)["m"] == "Look deeper"
        assert not {"x", "U", "O", "R", "b"} & set(footer(pilot)), "nothing is proposed, signed or sent here"


async def test_a_question_without_a_requirement_has_nothing_deeper(database: Path) -> None:
    with filled(database) as db:
        made.followup(db, made.workwear(db), "wage_spot_check", date(2026, 11, 20))
    async with app_on(database, language="en") as pilot:
        await reviewed(pilot, "period_start")
        assert "m" not in footer(pilot)


async def test_what_is_proposed_is_told_of_with_the_key_that_dismisses_it(database: Path) -> None:
    with filled(database) as db:
        made.followup(db, made.workwear(db), "self_report_due_diligence", date(2026, 11, 20))
    async with app_on(database, language="en", size=(120, 30)) as pilot:
        await reviewed(pilot, "policy_adopted")
        assert "x" not in footer(pilot)
        await press(pilot, "answer.no")
        assert footer(pilot)["x"] == "Dismiss"


@pytest.mark.parametrize("mode", ["today", "contracts", "followups", "deviations", "report", "forms"])
async def test_english_keys_are_told_of_in_sentence_case(database: Path, mode: str) -> None:
    async with app_on(database, language="en") as pilot:
        if mode != "today":
            await press(pilot, f"mode.{mode}")
        labels = footer(pilot).values()
        assert labels
        assert all((label[0].isupper() and not label.istitle()) or " " not in label for label in labels)
        assert all(label[0].isupper() for label in labels)
        assert not any(word.istitle() for label in labels for word in label.split()[1:])


@pytest.mark.parametrize("rows", [24, 45])
async def test_a_choice_says_how_it_is_left_however_many_choices_there_are(database: Path, rows: int) -> None:
    async with app_on(database, size=(80, rows)) as pilot:
        await press(pilot, "mode.contracts", "contracts.filter")
        await until_shown(pilot, "Enter velg · Esc avbryt")
        await pilot.press("end")
        assert "annet" in screen_text(the_app(pilot)), "the last choice is scrolled to"


async def test_the_labels_of_fields_are_never_cut(database: Path) -> None:
    with filled(database) as db:
        made.workwear(db)
    for language, words in (
        ("nb", ("Annen oppdragsgiver (hvis deres)",)),
        ("nn", ("Annan oppdragsgivar (dersom det", "er deira)")),
    ):
        async with app_on(database, size=(80, 24), language=language) as pilot:
            the_app(pilot).open_found("contract/K-2026-001")
            await settled(pilot)
            await press(pilot, "contract.record")
            await until_shown(pilot, *words)


@pytest.mark.parametrize("size", [(80, 24), (100, 30)])
async def test_the_next_thing_to_mend_is_shown_with_all_its_lines(
    database: Path, size: tuple[int, int]
) -> None:
    with filled(database) as db:
        for number in range(12):
            held = made.contract(db, f"Avtale {number}", f"Firma {number}")
            made.deviation(db, held, "Avvik", date(2026, 11, 1))
    async with app_on(database, size=size) as pilot:
        await press(pilot, "mode.report")
        figures = place(pilot).lines("figures")
        for _ in range(6):
            await press(pilot, "report.mend")
            last = figures.cursor
            while last + 1 < len(figures.rows) and not figures.rows[last + 1].key:
                last += 1
            assert figures.key.startswith("notice/")
            assert figures.scroll_offset.y <= figures.cursor
            assert last < figures.scroll_offset.y + figures.size.height


async def test_a_file_that_is_there_is_asked_about_not_refused_in_words_of_the_command_line(
    database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "O-1.md").write_text("min egen", encoding="utf-8")
    with filled(database) as db:
        made.followup(db, made.workwear(db), "wage_spot_check", date(2026, 11, 20))
    async with app_on(database, language="en") as pilot:
        await reviewed(pilot)
        await press(pilot, "review.paper")
        await pilot.press("3", "1", "enter")
        drawn = await until_shown(pilot, "Overwrite O-1.md?", "The file is there already.")
        assert "--force" not in drawn
        await press(pilot, "dialog.cancel")
        assert (tmp_path / "O-1.md").read_text(encoding="utf-8") == "min egen"
        await press(pilot, "review.paper")
        await pilot.press("3", "1", "enter")
        await until_shown(pilot, "Overwrite O-1.md?")
        await pilot.press("O")
        await until_shown(pilot, "Written to O-1.md")
        assert "min egen" not in (tmp_path / "O-1.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(("size", "all_told"), [((60, 15), False), ((66, 24), False), ((160, 45), True)])
async def test_the_way_back_and_the_help_are_told_of_where_there_is_no_room_for_all(
    database: Path, size: tuple[int, int], all_told: bool
) -> None:
    with filled(database) as db:
        made.followup(db, made.workwear(db), "self_report_due_diligence", date(2026, 11, 20))
    async with app_on(database, size=size) as pilot:
        await reviewed(pilot)
        drawn = await until_shown(pilot, "q tilbake", "? hjelp")
        last = drawn.split("\n")[-1]
        assert last.endswith("? hjelp")
        assert ("…" not in last) == all_told
        assert ("S signer" in drawn) == all_told
