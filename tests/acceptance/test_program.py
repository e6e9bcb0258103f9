"""Starting, languages, settings, section 4.A, the journal and the care of the database, as documented."""

from __future__ import annotations

import json
import re
import sqlite3
from pathlib import Path

import pytest
from command_line import Run

SUMMARY = {"section", "year", "language", "cutoff", "frozen", "organisation", "key_figures", "warnings"}
FOLLOWED_UP = {
    "text", "suppliers", "agreements", "suppliers_new_agreements", "suppliers_earlier_agreements", "suppliers_both",
    "suppliers_signing_unknown", "kickoff_only", "building_projects", "extended", "by_method", "by_theme",
    "self_reports",
}  # fmt: skip
DEVIATIONS = {
    "text", "answer", "controls", "deviations", "rows", "observations", "suspected", "disputed", "carried_over",
    "closed_this_year",
}  # fmt: skip


def test_version_and_help_in_three_languages(program: Run, database: Path) -> None:
    assert re.fullmatch(r"aktsom \d+\.\d+\.\d+\S*\n", program("--version").out)
    assert program("--lang", "nb", "--help").out.startswith("bruk:")
    assert program("--lang", "nn", "--help").out.startswith("bruk:")
    assert program("--lang", "en", "--help").out.startswith("usage:")
    assert program("--lang", "nb", "--help").out != program("--lang", "nn", "--help").out
    assert not database.exists()


@pytest.mark.parametrize(
    ("given", "env", "language"),
    [
        ("", {"LANG": "C"}, "nb"),
        ("", {"LANG": "POSIX"}, "nb"),
        ("", {"LANG": ""}, "nb"),
        ("", {"LANG": "no_NO.UTF-8"}, "nb"),
        ("", {"LANG": "nn_NO.UTF-8"}, "nn"),
        ("", {"LANG": "de_DE.UTF-8"}, "en"),
        ("", {"LANG": "nb_NO", "LC_MESSAGES": "nn_NO"}, "nn"),
        ("", {"LANG": "nb_NO", "LC_MESSAGES": "nn_NO", "LC_ALL": "en_GB"}, "en"),
        ("", {"LC_ALL": "en_GB", "AKTSOM_LANG": "nn"}, "nn"),
        ("en", {"LC_ALL": "nb_NO", "AKTSOM_LANG": "nn"}, "en"),
    ],
)
def test_the_language_comes_from_the_option_then_the_variable_then_the_locale(
    program: Run, given: str, env: dict[str, str], language: str
) -> None:
    option = ("--lang", given) if given else ()
    blank = {"LC_ALL": "", "LC_MESSAGES": "", "LANG": "", "AKTSOM_LANG": ""}
    assert program(*option, "summary", "2025", "--json", env={**blank, **env}).json["language"] == language


def test_who_did_it_comes_from_the_option_or_the_environment(
    aktsom: Run, contract: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AKTSOM_ACTOR", "innkjøper")
    aktsom("settings", "set", "rhythm", "Hvert kvartal")
    assert aktsom("journal", "--json").json["entries"][0]["actor"] == "innkjøper"
    aktsom("--actor", "controller", "settings", "set", "rhythm", "Hvert halvår")
    assert aktsom("journal", "show", "--json").json["entries"][0]["actor"] == "controller"
    assert re.fullmatch(r"K-\d{4}-\d{3}", contract)


@pytest.mark.parametrize("command", [("journal",), ("backup", "x.db"), ("export", "x.json"), ("migrate",)])
def test_what_needs_a_database_makes_none(
    program: Run, database: Path, tmp_path: Path, command: tuple[str, ...]
) -> None:
    paths = [str(tmp_path / part) if part.startswith("x.") else part for part in command]
    assert program(*paths, code=4).err.count("\n") == 1
    assert not database.exists()
    assert str(database) in program("doctor").out


@pytest.mark.parametrize(
    "wrong", [("nothing",), ("contracts", "--nothing"), ("summary",), ("summary", "20x5")]
)
def test_a_wrong_command_line_is_one_sentence(program: Run, wrong: tuple[str, ...]) -> None:
    done = program(*wrong, code=2)
    assert done.out == ""
    assert done.err.count("\n") == 1


def test_settings_are_listed_set_and_read(aktsom: Run) -> None:
    keys = {each["key"] for each in aktsom("settings", "list", "--json").json["settings"]}
    assert {"organisation.name", "kickoff_counts", "rhythm"} <= keys
    aktsom("settings", "set", "organisation.name", "Vik kommune")
    assert aktsom("settings", "get", "organisation.name").out == "Vik kommune\n"
    assert aktsom("summary", "2025", "--json").json["organisation"] == "Vik kommune"
    aktsom("settings", "set", "purchase_value.2025", "1234")
    assert aktsom("settings", "get", "purchase_value.2025", "--json").json["value"] == "1234"
    assert aktsom("summary", "2025", "--json").json["key_figures"]["purchase_value_nok"]["value"] == 1234
    aktsom("settings", "set", "kickoff_counts", "perhaps", code=2)
    aktsom("settings", "get", "nothing", code=2)


def test_an_empty_year_has_every_key_and_says_that_nothing_was_looked_at(aktsom: Run) -> None:
    told = aktsom("summary", "2025", "--format", "json").json
    assert aktsom("summary", "2025", "--json").json == told
    assert told.keys() >= SUMMARY
    assert told["4.A.2"].keys() >= FOLLOWED_UP
    assert told["4.A.3"].keys() >= DEVIATIONS
    assert {"text", "missing"} <= told["4.A.1"].keys()
    assert (told["section"], told["year"], told["cutoff"], told["frozen"]) == (
        "4.A",
        2025,
        "2025-12-31",
        None,
    )
    assert told["4.A.3"]["answer"] == "cannot_answer"
    assert told["key_figures"]["purchase_value_nok"]["value"] is None, "not known is not 0"
    assert told["4.A.1"]["missing"]
    assert all({"code", "message", "records"} <= warning.keys() for warning in told["warnings"])


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_the_summary_in_every_format_and_language(
    aktsom: Run, contract: str, tmp_path: Path, language: str
) -> None:
    aktsom("followup", "record", contract, "audit", "--date", "2025-02-03", "--themes", "human_rights",
           "--outcome", "ok", "--ref", "25/1")  # fmt: skip
    text = aktsom("summary", "2025", "--lang", language).out
    assert text == aktsom("summary", "2025", "--format", "text", "--lang", language).out
    assert "4.A.1" in text
    assert "4.A.3" in text
    assert aktsom("summary", "2025", "--format", "md", "--lang", language).out.startswith("# ")
    assert "--out" in aktsom("summary", "2025", "--format", "docx", "--lang", language, code=2).err
    for name in ("text", "md", "json", "docx"):
        out = tmp_path / f"out.{name}"
        aktsom("summary", "2025", "--format", name, "--lang", language, "--out", str(out))
        assert out.stat().st_size > 500
    assert json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))["language"] == language
    assert (tmp_path / "out.text").read_text(encoding="utf-8") == text


def test_a_text_of_ones_own_is_kept_beside_the_draft(aktsom: Run, tmp_path: Path) -> None:
    file = tmp_path / "text.txt"
    file.write_text("Vi fulgte opp 7 leverandører.\n", encoding="utf-8")
    for part in ("4.A.1", "4.A.2", "4.A.3"):
        aktsom("summary", "text", "2025", part, "--file", str(file))
        assert aktsom("summary", "text", "2025", part).out.strip() == "Vi fulgte opp 7 leverandører."
        assert "7 leverandører" in aktsom("summary", "2025", "--json").json[part]["text"]
    aktsom("summary", "text", "2025", "4.A.4", "--file", str(file), code=2)
    aktsom("summary", "text", "2025", "4.A.1", "--file", str(tmp_path / "none.txt"), code=3)
    codes = [each["code"] for each in aktsom("summary", "2025", "--json").json["warnings"]]
    assert "text_contradicts_figure" in codes


def test_a_journal_changed_behind_its_back_is_found(aktsom: Run, contract: str, database: Path) -> None:
    assert aktsom("journal", "verify", "--json").json["whole"] is True
    with sqlite3.connect(database) as raw:
        raw.execute("UPDATE contract SET title = 'Endret i smug' WHERE id = ?", (contract,))
    raw.close()
    told = aktsom("journal", "verify", "--json", code=1).json
    assert told["whole"] is False
    assert contract in {each["subject"] for each in told["findings"]}
    aktsom("doctor", code=1)


def test_a_backup_is_restored_and_nothing_is_replaced_unasked(
    aktsom: Run, contract: str, tmp_path: Path
) -> None:
    backup = tmp_path / "backup.db"
    aktsom("backup", str(backup))
    assert backup.stat().st_mode & 0o777 == 0o600
    aktsom("backup", str(backup), code=2)
    aktsom("deviation", "add", contract, "--type", "tax", "--severity", "minor", "--found", "2025-02-03")
    aktsom("restore", str(backup), code=5)
    aktsom("restore", str(backup), "--force")
    assert aktsom("deviation", "list", "--json").json == {"deviations": []}
    aktsom("journal", "verify")
    other = ("--db", str(tmp_path / "other" / "new.db"))
    aktsom(*other, "restore", str(backup))
    assert aktsom(*other, "contract", "show", contract, "--json").json["id"] == contract
    text = tmp_path / "text.db"
    text.write_text("not a database", encoding="utf-8")
    aktsom("restore", str(text), "--force", code=4)
    aktsom("restore", str(tmp_path / "none.db"), "--force", code=4)
    assert aktsom("doctor", "--json").json


def test_refusals_write_dates_as_the_language_does(aktsom: Run, contract: str) -> None:
    deviation = aktsom(
        "deviation", "add", contract, "--type", "tax", "--severity", "minor", "--found", "2025-02-03"
    ).out.strip()
    early = ("deviation", "step", deviation, "correcting", "--date", "2025-01-31")
    assert "31 January 2025" in aktsom(*early, code=5).err.replace("\u00a0", " ")
    assert "31.1.2025" in aktsom("--lang", "nb", *early, code=5).err


def test_the_database_may_be_a_path_or_an_address(program: Run, tmp_path: Path) -> None:
    named = tmp_path / "named"
    assert str(named / "a.db") in program("--db", str(named / "a.db"), "contracts", "--json").err
    assert program("--db", f"sqlite:///{named / 'a.db'}", "contracts", "--json").err == ""
    (named / "text.db").write_text("not a database", encoding="utf-8")
    assert program("--db", str(named / "text.db"), "contracts", code=4).err.count("\n") == 1
