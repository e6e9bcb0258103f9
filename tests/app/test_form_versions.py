"""Versions in the Forms mode: folded, looked through, taken back; and what an upgrade leaves to be answered again."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.cells import cell_len
from textual.pilot import Pilot
from textual.widgets import Input

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
)
from tests.app.forms_driver import (
    FIRST,
    SECOND,
    SMALL,
    forms_mode,
    look_for_changes,
    outdated,
    stand_on,
)
from tui.drawing import Row
from tui.screens.form_file import FormFileScreen, at_line
from tui.screens.form_upgrade import UpgradeScreen
from tui.screens.review import ReviewScreen

FAULTY = SMALL.replace("type: integer", "type: numeral").replace("type: date", "type: day")


async def type_in(pilot: Pilot[None], text: str) -> None:
    app = the_app(pilot)
    await until(lambda: bool(app.screen.query(Input)))
    app.screen.query_one(Input).value = text
    await pilot.press("enter")
    await settled(pilot)


async def test_older_versions_stand_under_the_newest_when_they_are_asked_for(database: Path) -> None:
    with filled(database) as db:
        db.forms.publish(FIRST, ACT)
        db.forms.keep_draft(SECOND, "small.yaml", ACT)
    async with forms_mode(database) as pilot:
        folded = row_with(screen_text(the_app(pilot)), "◌ Lite skjema")
        assert "v2 utkast ▸" in folded
        assert "v1" not in folded
        await stand_on(pilot, "form/small_form/2")
        await pilot.press("enter")
        await until_shown(pilot, "v2 utkast ▾", "v1 publisert")
        await pilot.press("down")
        await until_shown(pilot, "small_form v1")
        await pilot.press("left")
        await until_shown(pilot, "v2 utkast ▸")
        assert place(pilot).lines("library").key == "form/small_form/2"
        await pilot.press("right")
        await until_shown(pilot, "v2 utkast ▾", "v1 publisert")


async def test_in_a_small_window_the_unfolded_versions_come_into_sight(database: Path) -> None:
    with filled(database) as db:
        db.forms.publish(FIRST, ACT)
        db.forms.keep_draft(SECOND, "small.yaml", ACT)
    async with forms_mode(database, size=(80, 24)) as pilot:
        await stand_on(pilot, "form/small_form/2")
        await pilot.press("right")
        await until_shown(pilot, "v2 utkast ▾", "● ", "v1 publisert")
        lines = place(pilot).lines("library")
        older = next(n for n in range(len(lines.rows)) if lines.rows[n].key == "form/small_form/1")
        assert lines.scroll_offset.y <= lines.cursor
        assert older < lines.scroll_offset.y + lines.size.height


async def test_a_draft_with_errors_says_how_many_and_cannot_be_published(database: Path) -> None:
    """A draft that has the shape of a form may still name a clause that does not exist."""
    text = SMALL.replace(
        "clause: human_rights.policy\n        lead", "clause: human_rights.nowhere\n        lead"
    )
    with filled(database) as db:
        db.forms.keep_draft(text, "small.yaml", ACT)
    async with forms_mode(database) as pilot:
        await until_shown(pilot, "! 1 feil")
        await stand_on(pilot, "form/small_form/1")
        await press(pilot, "forms.publish")
        await until_shown(pilot, "Feil som må rettes først: 1. f viser dem.")
        assert not the_app(pilot).screen.is_modal
    with filled(database) as db:
        assert [each.status for each in db.forms.versions()] == ["draft"]


async def test_a_file_that_becomes_bad_is_told_with_its_errors_and_the_rest_goes_on(
    database: Path, folder: Path
) -> None:
    file = folder / "small.yaml"
    file.write_text(SMALL, encoding="utf-8")
    async with forms_mode(database, folder) as pilot:
        await look_for_changes(pilot)
        file.write_text(FAULTY, encoding="utf-8")
        await look_for_changes(pilot)
        drawn = await until_shown(pilot, "Filer som ikke kan brukes", "small.yaml kan ikke brukes")
        assert "2 feil" in row_with(drawn, "! small.yaml")
        assert "Lite skjema" not in drawn
        assert "Dyrevelferd" in drawn


async def test_a_file_that_is_gone_while_it_is_looked_at_is_told(database: Path, folder: Path) -> None:
    file = folder / "small.yaml"
    file.write_text(FAULTY, encoding="utf-8")
    async with forms_mode(database, folder) as pilot:
        await look_for_changes(pilot)
        await stand_on(pilot, "file/small.yaml")
        await press(pilot, "forms.findings")
        await until_shown(pilot, "2 feil")
        file.unlink()
        await look_for_changes(pilot)
        assert isinstance(the_app(pilot).screen, FormFileScreen)
        await until_shown(pilot, "small.yaml")
        await pilot.press("q")
        await settled(pilot)
        assert "small.yaml" not in screen_text(the_app(pilot)).split("\n", 1)[0]


async def test_enter_on_a_finding_stands_on_its_line_in_the_file(database: Path, folder: Path) -> None:
    (folder / "small.yaml").write_text(FAULTY, encoding="utf-8")
    async with forms_mode(database, folder) as pilot:
        await stand_on(pilot, "file/small.yaml")
        await pilot.press("enter")
        await until_shown(pilot, "2 feil")
        await pilot.press("down")
        await pilot.press("enter")
        await settled(pilot)
        text = place(pilot).lines("text")
        assert text.has_focus
        assert "type: day" in text.rows[text.cursor].text


async def test_what_is_told_is_wrapped_anew_when_the_window_becomes_narrower(
    database: Path, folder: Path
) -> None:
    (folder / "small.yaml").write_text(FAULTY, encoding="utf-8")
    async with forms_mode(database, folder, size=(130, 40)) as pilot:
        await stand_on(pilot, "file/small.yaml")
        await press(pilot, "forms.findings")
        await until_shown(pilot, "2 feil")
        await pilot.resize_terminal(60, 40)
        await settled(pilot)
        widest = max(cell_len(row.text) for row in place(pilot).lines("findings").rows)
        assert widest <= 60


async def test_without_an_editor_the_file_and_the_line_are_said(
    database: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", '"')
    (folder / "small.yaml").write_text(FAULTY, encoding="utf-8")
    number = FAULTY[: FAULTY.index("type: numeral")].count("\n") + 1
    async with forms_mode(database, folder) as pilot:
        await stand_on(pilot, "file/small.yaml")
        await press(pilot, "forms.findings")
        await press(pilot, "formfile.editor")
        await until_shown(pilot, f"Linje {number}: ", "VISUAL")


async def test_an_editor_that_cannot_be_started_is_told(
    database: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISUAL", str(folder / "finnes-ikke"))
    (folder / "small.yaml").write_text(FAULTY, encoding="utf-8")
    async with forms_mode(database, folder) as pilot:
        await stand_on(pilot, "file/small.yaml")
        await press(pilot, "forms.findings")
        await press(pilot, "formfile.editor")
        await until_shown(pilot, "kunne ikke startes")


def test_an_editor_is_given_the_line_in_its_own_way() -> None:
    file = Path("/skjema/a.yaml")
    assert at_line(["vim"], file, 12) == ["vim", "+12", "/skjema/a.yaml"]
    assert at_line(["/usr/bin/code", "--wait"], file, 12) == [
        "/usr/bin/code",
        "--wait",
        "--goto",
        "/skjema/a.yaml:12",
    ]


async def test_retiring_is_undone_with_u(database: Path) -> None:
    async with forms_mode(database) as pilot:
        await stand_on(pilot, "form/animal_welfare/1")
        await press(pilot, "forms.retire")
        await type_in(pilot, "erstattet")
        await until_shown(pilot, "○ Dyrevelferd")
        await press(pilot, "undo")
        await until_shown(pilot, "● Dyrevelferd", "Angret")
    with filled(database) as db:
        assert [each.status for each in db.forms.versions()] == ["published"]


async def test_a_form_that_is_taken_in_with_errors_shows_them_and_is_not_kept(
    database: Path, tmp_path: Path
) -> None:
    faulty = tmp_path / "feil.yaml"
    faulty.write_text(FAULTY, encoding="utf-8")
    async with forms_mode(database) as pilot:
        await press(pilot, "forms.import")
        await type_in(pilot, str(faulty))
        await until_shown(pilot, "feil.yaml: 2 feil", "linje")
        await pilot.press("q")
        await press(pilot, "forms.import")
        await type_in(pilot, str(tmp_path / "borte.yaml"))
        await until_shown(pilot, "borte.yaml")
    with filled(database) as db:
        assert db.forms.versions() == ()


async def test_a_file_is_overwritten_only_when_that_is_confirmed(database: Path, tmp_path: Path) -> None:
    paper = tmp_path / "dyr.html"
    paper.write_text("mitt", encoding="utf-8")
    async with forms_mode(database) as pilot:
        await stand_on(pilot, "form/animal_welfare/1")
        for answer, kept in (("escape", True), ("O", False)):
            await press(pilot, "forms.export")
            await until_shown(pilot, "HTML, med kodeboken")
            await pilot.press("5")
            await type_in(pilot, str(paper))
            await until_shown(pilot, "Overskrive dyr.html?")
            await pilot.press(answer)
            await settled(pilot)
            assert (paper.read_text(encoding="utf-8") == "mitt") is kept
        await until_shown(pilot, "Skrevet til")
    assert "Kodebok" in paper.read_text(encoding="utf-8")


async def test_a_folder_that_is_not_there_is_told_when_a_form_is_written_to_it(
    database: Path, tmp_path: Path
) -> None:
    missing = tmp_path / "borte" / "dyr.md"
    async with forms_mode(database) as pilot:
        await stand_on(pilot, "form/animal_welfare/1")
        await press(pilot, "forms.export")
        await pilot.press("3")
        await type_in(pilot, str(missing))
        await until_shown(pilot, "borte")
    assert not missing.parent.exists()


async def test_enter_on_an_open_follow_up_in_the_comparison_shows_what_becomes_of_its_answers(
    database: Path,
) -> None:
    name = outdated(database, "partly")
    async with forms_mode(database) as pilot:
        await stand_on(pilot, "form/small_form/2")
        await press(pilot, "forms.compare")
        await until_shown(pilot, "v1 → v2", name)
        lines = place(pilot).lines("changes")
        lines.show(lines.rows, keep=f"in_progress/{name}")
        await pilot.press("enter")
        await until(lambda: isinstance(the_app(pilot).screen, UpgradeScreen))
        await until_shown(pilot, "Stilles på nytt (1)", "spørsmålet sier noe annet", "→ delvis")
        await pilot.press("q")
        await settled(pilot)
    with filled(database) as db:
        assert db.followups.open(name).review.form.version == 1


async def test_what_must_be_answered_again_shows_the_old_answer_until_it_is(database: Path) -> None:
    name = outdated(database, "partly")
    with filled(database) as db:
        db.followups.upgrade(name, SECOND, ACT)
    async with app_on(database, size=(150, 30)) as pilot:
        app = the_app(pilot)
        app.open_found(f"followup/{name}")
        await until(lambda: isinstance(app.screen, ReviewScreen) and app.screen.review is not None)
        drawn = await until_shown(pilot, "før: delvis")
        assert "versjon 2 av skjemaet" not in drawn
        assert "skriftlige regler" in row_with(drawn, "før: delvis")
        screen = app.screen
        assert isinstance(screen, ReviewScreen)
        screen.go_to("policy")
        await until_shown(pilot, "Svart før den nye versjonen")
        await press(pilot, "answer.yes")
        assert "før: delvis" not in screen_text(app)
        await press(pilot, "review.upgrade")
        await until_shown(pilot, "ingen nyere publisert versjon")


async def test_a_follow_up_that_was_never_upgraded_has_no_earlier_answers(database: Path) -> None:
    name = outdated(database, "partly")
    with filled(database) as db:
        assert db.followups.asked_again(name) == {}
        db.followups.upgrade(name, SECOND, ACT)
        earlier = db.followups.asked_again(name)
        assert {key: each.answer.value for key, each in earlier.items()} == {"policy": "partly"}
        assert earlier["policy"].question.text.nb == "Finnes retningslinjer?"


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
async def test_the_preview_is_turned_to_each_language_and_depth(database: Path, language: str) -> None:
    async with forms_mode(database, language=language) as pilot:
        await stand_on(pilot, "form/animal_welfare/1")
        told: set[str] = set()
        for _ in range(3):
            told.add("\n".join(row.text for row in _rows(pilot)))
            await press(pilot, "forms.language")
        assert len(told) == 3
        full = len(_rows(pilot))
        await press(pilot, "forms.depth")
        assert len(_rows(pilot)) < full


def _rows(pilot: Pilot[None]) -> list[Row]:
    lines = place(pilot).lines("preview")
    return [lines.rows[n] for n in range(len(lines.rows))]


async def test_keys_that_cannot_act_on_a_requirement_set_say_why(database: Path) -> None:
    async with forms_mode(database) as pilot:
        await stand_on(pilot, "set/animal_welfare")
        for key in ("publish", "retire", "compare", "export", "findings"):
            await press(pilot, f"forms.{key}")
            await until_shown(pilot, "Velg et skjema først")
