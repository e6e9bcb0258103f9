"""The Forms mode: versions with their status, faults that lead to their line, publishing, comparing, upgrading."""

from __future__ import annotations

from pathlib import Path

from textual.widgets import Input

from tests.app.driver import ACT, filled, press, the_app, until, until_shown
from tests.app.forms_driver import (
    FIRST,
    SECOND,
    SMALL,
    forms_mode,
    look_for_changes,
    outdated,
    stand_on,
)
from tui.screens.review import ReviewScreen


async def test_each_form_stands_with_its_version_and_its_status(database: Path, folder: Path) -> None:
    (folder / "small.yaml").write_text(SMALL, encoding="utf-8")
    with filled(database) as db:
        db.forms.retire("animal_welfare", ACT, number=1, reason="erstattet")
    async with forms_mode(database, folder) as pilot:
        drawn = await until_shown(pilot, "Lite skjema", "Dyrevelferd")
        small = next(row for row in drawn.split("\n") if "Lite skjema" in row)
        assert "◌" in small
        assert "utkast" in small
        animals = next(row for row in drawn.split("\n") if "Dyrevelferd" in row)
        assert "○" in animals
        assert "tatt ut av bruk" in animals


async def test_a_draft_is_published_after_what_is_new_was_shown(database: Path, folder: Path) -> None:
    with filled(database) as db:
        db.forms.publish(FIRST, ACT)
        db.forms.keep_draft(SECOND, "small.yaml", ACT)
    async with forms_mode(database, folder) as pilot:
        await stand_on(pilot, "form/small_form/2")
        await press(pilot, "forms.publish")
        await until_shown(pilot, "Siden versjon 1", "Finnes det skriftlige")
        await pilot.press("P")
        await until_shown(pilot, "Lite skjema versjon 2 er publisert")
    with filled(database) as db:
        assert {each.number: each.status for each in db.forms.versions()} == {1: "published", 2: "published"}


async def test_what_is_published_is_retired_with_a_reason_and_never_published_again(database: Path) -> None:
    with filled(database) as db:
        db.forms.publish(FIRST, ACT)
    async with forms_mode(database) as pilot:
        await stand_on(pilot, "form/small_form/1")
        await press(pilot, "forms.publish")
        await until_shown(pilot, "Bare et utkast kan publiseres")
        await press(pilot, "forms.retire")
        await until(lambda: bool(the_app(pilot).screen.query(Input)))
        the_app(pilot).screen.query_one(Input).value = "erstattet"
        await pilot.press("enter")
        await until_shown(pilot, "tatt ut av bruk")
    with filled(database) as db:
        (held,) = db.forms.versions()
        assert (held.status, held.retired_reason) == ("retired", "erstattet")


async def test_a_faulty_file_leads_to_its_line_and_is_well_when_it_is_mended(
    database: Path, folder: Path
) -> None:
    file = folder / "small.yaml"
    file.write_text(SMALL.replace("type: integer", "type: numeral"), encoding="utf-8")
    async with forms_mode(database, folder) as pilot:
        await until_shown(pilot, "small.yaml")
        await stand_on(pilot, "file/small.yaml")
        await press(pilot, "forms.findings")
        line = SMALL[: SMALL.index("type: integer")].count("\n") + 1
        await until_shown(pilot, f"linje {line}", f"{line} ", "type: numeral")
        await look_for_changes(pilot)
        file.write_text(SMALL, encoding="utf-8")
        await look_for_changes(pilot)
        await until_shown(pilot, "ingen funn")
        await pilot.press("q")
        assert "kan ikke brukes" not in await until_shown(pilot, "Lite skjema")


async def test_the_folder_is_read_again_when_a_file_in_it_changes(database: Path, folder: Path) -> None:
    file = folder / "small.yaml"
    file.write_text(SMALL, encoding="utf-8")
    async with forms_mode(database, folder) as pilot:
        await look_for_changes(pilot)
        await until_shown(pilot, "Lite skjema")
        file.write_text(SMALL.replace("nb: Lite skjema", "nb: Nytt navn"), encoding="utf-8")
        await look_for_changes(pilot)
        await until_shown(pilot, "Nytt navn", "lest på nytt")


async def test_comparing_tells_what_differs_and_what_it_touches(database: Path) -> None:
    name = outdated(database, "yes")
    async with forms_mode(database) as pilot:
        await stand_on(pilot, "form/small_form/2")
        await press(pilot, "forms.compare")
        await until_shown(pilot, "v1 → v2", "skriftlige regler", name)


async def test_a_review_tells_of_the_newer_version_and_takes_it_when_confirmed(database: Path) -> None:
    name = outdated(database, "yes")
    async with forms_mode(database) as pilot:
        app = the_app(pilot)
        app.open_found(f"followup/{name}")
        await until(lambda: isinstance(app.screen, ReviewScreen) and app.screen.review is not None)
        await until_shown(pilot, "versjon 2 av skjemaet er kommet")
        await press(pilot, "review.upgrade")
        await until_shown(pilot, "Stilles på nytt (1)", "Videreført (1)", "→ ja")
        await press(pilot, "upgrade.confirm")
        await until_shown(pilot, "U bekreft")
        await pilot.press("U")
        await until(lambda: isinstance(app.screen, ReviewScreen))
        await until_shown(pilot, "skriftlige regler")
    with filled(database) as db:
        held = db.followups.open(name)
        assert held.review.form.version == 2
        assert [key for key, answer in held.review.answers.items() if answer.given] == ["role"]


async def test_the_marked_form_is_written_to_a_file_and_a_file_is_taken_in(
    database: Path, tmp_path: Path
) -> None:
    paper, table = tmp_path / "dyr.md", tmp_path / "eget.csv"
    table.write_text("survey,type,name,label::bokmål (nb)\n,text,why,Hvorfor?\n", encoding="utf-8")
    async with forms_mode(database) as pilot:
        app = the_app(pilot)
        await stand_on(pilot, "form/animal_welfare/1")
        await press(pilot, "forms.export")
        await pilot.press("3")
        await until(lambda: bool(app.screen.query(Input)))
        app.screen.query_one(Input).value = str(paper)
        await pilot.press("enter")
        await until_shown(pilot, "Skrevet til")
        await press(pilot, "forms.import")
        await until(lambda: bool(app.screen.query(Input)))
        app.screen.query_one(Input).value = str(table)
        await pilot.press("enter")
        await until_shown(pilot, "Menneskerettigheter")
        await pilot.press("1")
        await until_shown(pilot, "eget.csv: 1 rader")
    assert paper.read_text(encoding="utf-8").startswith("# Dyrevelferd")
    with filled(database) as db:
        (held,) = db.forms.versions()
        assert held.status == "draft"


async def test_a_key_that_cannot_act_says_why(database: Path) -> None:
    async with forms_mode(database, size=(80, 24)) as pilot:
        await stand_on(pilot, "form/animal_welfare/1")
        await press(pilot, "forms.compare")
        await until_shown(pilot, "bare én versjon")


async def test_a_draft_without_a_theme_is_given_one_when_it_is_published(database: Path) -> None:
    bare = SMALL.replace("    theme: human_rights\n", "").replace("    theme: openness_governance\n", "")
    bare = bare.replace("        clause: human_rights.policy\n", "").replace("        lead: true\n", "")
    bare = bare[: bare.index("        proposes:")] + bare[bare.index("      - key: workers") :]
    bare = bare[: bare.index("            proposes:")] + bare[bare.index("      - key: explained") :]
    with filled(database) as db:
        db.forms.keep_draft(bare, "small.yaml", ACT)
    async with forms_mode(database) as pilot:
        await until_shown(pilot, "! 1 feil")
        await stand_on(pilot, "form/small_form/1")
        await press(pilot, "forms.publish")
        await until_shown(pilot, "Hva handler spørsmålene om?", "Dyrevelferd")
        await pilot.press("1")
        await until_shown(pilot, "ingen funn")
        await pilot.press("P")
        await until_shown(pilot, "Lite skjema versjon 1 er publisert")
    with filled(database) as db:
        (held,) = db.forms.versions()
        assert held.status == "published"
        assert {section.theme for section in db.forms.stored(held.hash).sections} == {"human_rights"}
