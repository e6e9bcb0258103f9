"""`aktsom forms`: listed, shown, checked; and the folder of one's own forms."""

from __future__ import annotations

from pathlib import Path

from command_line import Run

from tui.config import config_file

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = ROOT / "checklists" / "forms" / "wage_spot_check.yaml"


def test_the_shipped_forms_are_listed(aktsom: Run) -> None:
    forms = aktsom("forms", "list", "--json").json["forms"]
    assert {"requirements_review", "self_report_due_diligence", "wage_spot_check"} <= {
        each["id"] for each in forms
    }
    assert all({"id", "version", "title", "method", "status"} <= set(each) for each in forms)
    assert "wage_spot_check" in aktsom("forms", "list").out


def test_the_linter_tells_every_problem_and_ends_one(aktsom: Run, tmp_path: Path) -> None:
    assert aktsom("forms", "check", str(SHIPPED), "--json").json["errors"] == 0
    bad = tmp_path / "bad.yaml"
    bad.write_text(
        SHIPPED.read_text(encoding="utf-8").replace("type: integer", "type: numeral"), encoding="utf-8"
    )
    report = aktsom("forms", "check", str(bad), "--json", code=1).json
    assert report["errors"] >= 3
    assert all(
        each["file"] == str(bad) and each["line"] > 1 and each["remedy"] for each in report["findings"]
    )
    assert f"{bad}:" in aktsom("forms", "check", str(bad), code=1).out
    aktsom("forms", "check", str(tmp_path / "none.yaml"), code=3)


def test_a_form_of_ones_own_is_used_from_its_folder(aktsom: Run, tmp_path: Path, contract: str) -> None:
    folder = tmp_path / "forms"
    folder.mkdir()
    text = SHIPPED.read_text(encoding="utf-8").replace("id: wage_spot_check", "id: our_own_check", 1)
    (folder / "own.yaml").write_text(text, encoding="utf-8")
    file = config_file()
    file.parent.mkdir(parents=True)
    file.write_text(f'forms_folder = "{folder}"\nactor = "controller"\n', encoding="utf-8")
    assert "our_own_check" in {each["id"] for each in aktsom("forms", "list", "--json").json["forms"]}
    followup = aktsom("followup", "start", contract, "our_own_check").out.strip()
    (folder / "own.yaml").unlink()
    assert aktsom("followup", "show", followup, "--json").json["questions"]


def test_a_contract_of_little_value_gets_the_short_form_unless_all_of_it_is_asked_for(
    aktsom: Run, contract: str
) -> None:
    def short(*more: str) -> bool:
        id = aktsom("followup", "start", contract, "self_report_due_diligence", *more).out.strip()
        return bool(aktsom("followup", "show", id, "--json").json["short"])

    assert not short()
    aktsom("settings", "set", "short_form_below", "500 000")
    assert not short()  # what it is worth is not known
    aktsom("contract", "change", contract, "value=499 999,50")
    told = aktsom("followup", "start", contract, "self_report_due_diligence").err
    assert "500,000" in told
    assert "--full" in told
    assert short()
    assert not short("--full")
    assert (
        "--full"
        in aktsom("followup", "start", contract, "self_report_due_diligence", "--full", "--short", code=2).err
    )
    aktsom("contract", "change", contract, "value=500 000")
    assert not short()
