"""`aktsom forms export` and `import`: to other tools and back, with a report of every cell."""

from __future__ import annotations

from pathlib import Path

import pytest
from command_line import Run

from exchange.workbook.writing import written_workbook

FORM = "site_integrity"


@pytest.fixture
def survey(tmp_path: Path) -> Path:
    """Somebody else's form, with something that we cannot carry."""
    file = tmp_path / "Renhold 2026.xlsx"
    rows = [
        ["type", "name", "label", "relevant"],
        ["start", "start", "", ""],
        ["text", "Navn-1", "Hva gjøres?", ""],
        ["select_one jn", "ok", "I orden?", "regex(${Navn-1}, 'x')"],
    ]
    choices = [["list_name", "name", "label"], ["jn", "ja", "Ja"], ["jn", "nei", "Nei"]]
    file.write_bytes(written_workbook([("survey", rows), ("choices", choices)]))
    return file


@pytest.mark.parametrize("name", ["form.xlsx", "form.csv", "form.md"])
def test_a_form_goes_to_other_tools_and_comes_back_as_it_was(aktsom: Run, tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    told = aktsom("forms", "export", FORM, "--to", "xlsform", "--out", str(file), "--json").json
    assert told["format"] == "xlsform"
    assert told["only_here"] == ["apprentice_attempts"]
    there = next(each for each in aktsom("forms", "list", "--json").json["forms"] if each["id"] == FORM)
    back = aktsom("forms", "import", str(file), "--dry-run", "--json").json
    assert back["hash"] == there["hash"]
    assert back["remarks"] == []
    assert back["stored"] is False


def test_a_form_goes_out_as_our_own_file(aktsom: Run, tmp_path: Path) -> None:
    file = tmp_path / "ours.yaml"
    aktsom("forms", "export", FORM, "--out", str(file))
    assert aktsom("forms", "check", str(file), "--json").json["findings"] == []
    kept = aktsom("forms", "import", str(file), "--id", "our_site", "--json").json
    assert (kept["id"], kept["status"], kept["errors"]) == ("our_site", "draft", 0)


def test_a_form_goes_out_on_paper(aktsom: Run, tmp_path: Path) -> None:
    file = tmp_path / "paper.html"
    aktsom("forms", "export", FORM, "--to", "html", "--out", str(file))
    assert b"<html" in file.read_bytes()


def test_a_file_that_is_there_is_not_replaced_unasked(aktsom: Run, tmp_path: Path) -> None:
    file = tmp_path / "form.xlsx"
    file.write_bytes(b"mine")
    aktsom("forms", "export", FORM, "--out", str(file), code=2)
    assert file.read_bytes() == b"mine"
    aktsom("forms", "export", FORM, "--out", str(file), "--force")
    assert file.read_bytes() != b"mine"


def test_a_format_that_we_do_not_write_is_refused(aktsom: Run, tmp_path: Path) -> None:
    assert "--to" in aktsom("forms", "export", FORM, "--out", str(tmp_path / "form.ods"), code=2).err
    out = tmp_path / "form.txt"
    assert ".xlsx" in aktsom("forms", "export", FORM, "--to", "xlsform", "--out", str(out), code=2).err


def test_somebody_elses_form_becomes_a_draft_with_a_report(aktsom: Run, survey: Path) -> None:
    told = aktsom("forms", "import", str(survey), "--json", code=1).json
    assert (told["id"], told["status"], told["questions"]) == ("renhold_2026", "draft", 2)
    found = {(each["sheet"], each["row"], each["column"]): each["code"] for each in told["remarks"]}
    assert found["survey", 2, "type"] == "metadata"
    assert found["survey", 3, "name"] == "key_made"
    assert found["survey", 4, "relevant"] == "expression_too_much"
    assert all(each["problem"].endswith(".") and each["remedy"].endswith(".") for each in told["remarks"])
    shown = aktsom("forms", "show", "renhold_2026", "--json").json
    assert [each["key"] for section in shown["sections"] for each in section["questions"]] == ["navn_1", "ok"]
    assert "survey 4 relevant" in aktsom("forms", "import", str(survey), "--dry-run", code=1).out


def test_an_imported_form_with_a_theme_can_be_published(aktsom: Run, survey: Path) -> None:
    aktsom("forms", "import", str(survey), code=1)
    aktsom("forms", "publish", "renhold_2026", code=5)
    aktsom("forms", "import", str(survey), "--theme", "working_conditions", code=1)
    assert aktsom("forms", "publish", "renhold_2026", "--json").json["status"] == "published"


def test_nothing_is_kept_of_a_rehearsal(aktsom: Run, survey: Path) -> None:
    aktsom("forms", "import", str(survey), "--dry-run", code=1)
    assert "renhold_2026" not in aktsom("forms", "list").out


def test_an_id_or_theme_that_cannot_be_is_refused(aktsom: Run, survey: Path) -> None:
    assert "Min-ID" in aktsom("forms", "import", str(survey), "--id", "Min-ID", code=2).err
    assert "integrity" in aktsom("forms", "import", str(survey), "--theme", "alt", code=2).err


def test_a_file_that_is_no_form_is_refused_with_what_to_do(aktsom: Run, tmp_path: Path) -> None:
    file = tmp_path / "brev.docx"
    file.write_bytes(b"%PDF-1.7 ...")
    assert "XLSForm" in aktsom("forms", "import", str(file), code=3).err
    aktsom("forms", "import", str(tmp_path / "none.xlsx"), code=3)


def test_a_workbook_is_not_checked_as_a_file_of_ours(aktsom: Run, survey: Path) -> None:
    told = aktsom("forms", "check", str(survey), "--json", code=3).json
    assert [each["code"] for each in told["unread"]] == ["form_not_ours_to_check"]
    assert "--dry-run" in told["unread"][0]["problem"]
