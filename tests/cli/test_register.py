"""Contracts and suppliers by commands: added, shown, changed, imported."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest
from command_line import Run

CSV = "Referanse;Tittel;Leverandør;Organisasjonsnummer;Verdi;Fra;Til\n"


def test_a_contract_is_added_with_everything_it_can_have(aktsom: Run) -> None:
    added = aktsom(
        "contract", "add", "reference=R-9", "title=Skolebygg", "supplier=Bygg AS", "number=923 609 016",
        "supplier=Rørlegger AS", "category=construction", "type=works", "framework=no", "value=12 500 000.50",
        "signed=2024-01-10", "from=2024-02-01", "to=2026-01-31", "option=2027-01-31,notice=2026-10-31",
        "option=2028-01-31", "building_project=yes", "requirement_set=human_rights",
        "clause=crew;7.1;integrity;Mannskapsliste hver dag;02-01", "risk=high", "responsible=kontraktsforvalter",
    ).out.strip()  # fmt: skip
    shown = aktsom("contract", "show", added, "--json").json
    assert shown["value"] == "12500000.5"
    assert shown["suppliers"] == ["Bygg AS", "Rørlegger AS"]
    assert [each["number"] for each in shown["supplier_facts"]] == ["923609016", None]
    assert [each["until"] for each in shown["options"]] == ["2027-01-31", "2028-01-31"]
    assert shown["requirement_sets"][0]["assumed"] is False
    assert shown["clauses"][-1]["address"] == "own.crew"
    assert "Rørlegger AS" in aktsom("followup", "start", added, "wage_spot_check", code=2).err
    aktsom("followup", "start", added, "wage_spot_check", "--supplier", "rørlegger as")
    aktsom("followup", "start", added, "wage_spot_check", "--supplier", "923 609 016")


def test_options_are_shown_with_their_notice_and_a_framework_as_one(aktsom: Run) -> None:
    added = aktsom(
        "contract", "add", "reference=R-9", "title=Skolebygg", "supplier=Bygg AS", "framework=yes", "to=2026-01-31",
        "option=2027-01-31,notice=2026-10-31", "option=2028-01-31",
    ).out.strip()  # fmt: skip
    shown = [" ".join(line.split()) for line in aktsom("contract", "show", added).out.splitlines()]
    assert "Options to 31 January 2027, notice by 31 October 2026; to 31 January 2028" in shown
    assert "Framework yes" in shown


def test_options_and_notice_dates_that_do_not_pair_say_what_to_write(
    aktsom: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    register = tmp_path / "register.csv"
    heading = "Referanse;Tittel;Leverandør;Opsjon til;Varsel innen\n"
    register.write_text(f"{heading}1;Renhold;Rent AS;;2026-10-31\n", encoding="utf-8")
    monkeypatch.setenv("AKTSOM_LANG", "nb")
    told = aktsom("import", str(register), code=3).err
    assert (
        "Datoer under «Opsjon til»: 0, under «Varsel innen»: 1. Skriv én varseldato for hver opsjon" in told
    )


def test_a_contract_carries_the_sets_of_its_type_until_confirmed(aktsom: Run, contract: str) -> None:
    assert aktsom("contract", "show", contract, "--json").json["requirement_sets"][0]["assumed"] is True
    aktsom("contract", "change", contract, "requirement_set=confirmed")
    assert aktsom("contract", "show", contract, "--json").json["requirement_sets"][0]["assumed"] is False


def test_what_is_changed_is_changed_and_nothing_else(aktsom: Run, contract: str) -> None:
    before = aktsom("contract", "show", contract, "--json").json
    aktsom("contract", "change", contract, "terminated=2026-06-30", "risk=high", "--why", "Heving")
    after = aktsom("contract", "show", contract, "--json").json
    changed = {key for key in before if before[key] != after[key]}
    assert changed == {"terminated", "last_day", "risk"}
    aktsom("contract", "change", contract, "terminated=", "risk=")
    assert aktsom("contract", "show", contract, "--json").json == before


def test_a_refused_change_changes_nothing(aktsom: Run, contract: str) -> None:
    before = aktsom("contract", "show", contract, "--json").out
    for wrong, code in (
        ("to=2020-01-01", 5),
        ("colour=red", 2),
        ("risk=huge", 2),
        ("cpv=12", 2),
        ("signed=31.02.2024", 2),
        ("value=1,234", 2),
        ("value=1e400", 2),
        ("framework=perhaps", 2),
        ("open_ended=yes", 5),
        ("title=", 2),
        ("title=Kari 01010750160", 5),
        ("risk", 2),
    ):
        assert aktsom("contract", "change", contract, wrong, code=code).err.count("\n") == 1
    assert aktsom("contract", "show", contract, "--json").out == before


def test_a_supplier_is_shown_and_renamed(aktsom: Run, contract: str) -> None:
    aktsom("supplier", "change", "L-1", "name=Renere AS", "contact=driftsleder")
    shown = aktsom("supplier", "show", "l-1", "--json").json
    assert (shown["name"], shown["contracts"]) == ("Renere AS", [contract])
    assert aktsom("contracts", "--json").json["contracts"][0]["suppliers"] == ["Renere AS"]


@pytest.mark.parametrize("typed", ["bo", "bø", "boe", "BØ"])
def test_the_register_is_searched_with_folded_accents(aktsom: Run, typed: str) -> None:
    aktsom("contract", "add", "reference=1", "title=Bølgepapp", "supplier=A AS")
    aktsom("contract", "add", "reference=2", "title=Maling", "supplier=B AS")
    found = aktsom("contracts", "--search", typed, "--json").json["contracts"]
    assert [each["title"] for each in found] == ["Bølgepapp"]


def test_an_import_is_reported_and_the_second_time_changes_nothing(aktsom: Run, tmp_path: Path) -> None:
    register = tmp_path / "register.csv"
    rows = "1;Renhold;Rent AS;923609016;1 000;1.1.2024;31.12.2026\n2;Maling;Mal AS;;2 000,50;1.1.2024;31.12.2026\n"
    register.write_text(CSV + rows, encoding="utf-8")
    rehearsal = aktsom("import", str(register), "--dry-run", "--json").json
    assert aktsom("contracts", "--json").json["contracts"] == []
    report = aktsom("import", str(register), "--json").json
    keys = (
        "read",
        "created",
        "updated",
        "unchanged",
        "skipped",
        "refused",
        "contracts",
        "suppliers",
        "value",
        "rows",
    )
    assert all(key in report for key in keys)
    assert {key: rehearsal[key] for key in keys} == {
        **{key: report[key] for key in keys},
        "rows": rehearsal["rows"],
    }
    assert [report[key] for key in keys[:8]] == [2, 2, 0, 0, 0, 0, 2, 2]
    assert report["value"] == {"NOK": "3000.5"}
    assert [(row["line"], row["status"], row["problems"]) for row in report["rows"]] == [
        (2, "created", []),
        (3, "created", []),
    ]
    again = aktsom("import", str(register), "--json").json
    assert (again["created"], again["unchanged"]) == (0, 2)


def test_a_rehearsal_makes_no_database(aktsom: Run, database: Path, tmp_path: Path) -> None:
    register = tmp_path / "register.csv"
    register.write_text(CSV + "1;Renhold;Rent AS;923609016;1 000;1.1.2024;31.12.2026\n", encoding="utf-8")
    database.unlink()
    rehearsed = aktsom("import", str(register), "--dry-run")
    assert "1 created" in rehearsed.out
    assert "nothing was kept" in rehearsed.out
    assert rehearsed.err == ""
    assert not database.exists()
    real = aktsom("import", str(register))
    assert "Created the database" in real.err
    assert database.exists()


def test_rows_of_one_contract_may_stand_far_apart_and_a_late_bad_one_undoes_all(
    aktsom: Run, tmp_path: Path
) -> None:
    register = tmp_path / "register.csv"
    rows = [f"{n % 1300};Avtale {n % 1300};Firma {n} AS;;1 000;1.1.2024;31.12.2026" for n in range(1600)]
    register.write_text(CSV + "\n".join([*rows, "9999;A;B AS;;1 000;31.02.2024;"]) + "\n", encoding="utf-8")
    report = aktsom("import", str(register), "--json", code=3).json
    assert (report["read"], report["created"], report["refused"], report["stored"]) == (1601, 1600, 1, False)
    assert [row["line"] for row in report["rows"]] == list(range(2, 1603))
    assert aktsom("contracts", "--json").json["contracts"] == []
    kept = aktsom("import", str(register), "--skip-bad-rows", "--json", code=1).json
    assert (kept["contracts"], kept["suppliers"], kept["value"]) == (1300, 1600, {"NOK": 1_300_000})
    assert aktsom("journal", "verify").code == 0


def test_one_bad_row_stops_the_file_unless_it_is_skipped(aktsom: Run, tmp_path: Path) -> None:
    register = tmp_path / "register.csv"
    rows = "1;Renhold;Rent AS;923609016;1 000;1.1.2024;31.12.2026\n2;Maling;Mal AS;;2 000;31.02.2024;31.12.2026\n"
    register.write_text(CSV + rows, encoding="utf-8")
    report = aktsom("import", str(register), "--json", code=3).json
    assert (report["refused"], report["stored"]) == (1, False)
    (bad,) = [row for row in report["rows"] if row["status"] == "refused"]
    assert bad["line"] == 3
    assert "31.02.2024" in bad["problems"][0]["message"]
    assert aktsom("contracts", "--json").json["contracts"] == []
    refused = aktsom("import", str(register), code=3)
    assert refused.out.splitlines()[0] == f"{register}: 2 read, 1 refused. Nothing was stored."
    assert "created" not in refused.out
    assert "line 3" in refused.out
    assert aktsom("import", str(register), "--skip-bad-rows", "--json", code=1).json["created"] == 1


def test_a_file_that_cannot_be_read_still_gives_a_report(aktsom: Run, tmp_path: Path) -> None:
    for name, content in (
        ("empty.csv", b""),
        ("binary.csv", bytes(range(256)) * 9),
        ("half.json", b'{"contracts": ['),
    ):
        (tmp_path / name).write_bytes(content)
        done = aktsom("import", str(tmp_path / name), "--json", code=3)
        assert name in done.err
        assert (done.json["read"], done.json["stored"]) == (0, False)
    assert "missing.csv" in aktsom("import", str(tmp_path / "missing.csv"), code=3).err


def test_notices_are_taken_in_and_one_without_winner_says_so(aktsom: Run, shared_data: Path) -> None:
    notices = shared_data / "eforms"
    (winner,) = notices.glob("doffin-can-standard_2022-960991*")
    report = aktsom("import", str(winner), "--json").json
    assert (report["contracts"], report["value"]) == (1, {"NOK": 42000000})
    (nobody,) = notices.glob("sdk-can_24_no_tenders*")
    report = aktsom("import", str(nobody), "--json", code=1).json
    assert report["contracts"] == 0
    assert report["notes"]


def test_what_a_notice_says_is_told_in_words(
    aktsom: Run, shared_data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AKTSOM_LANG", "nb")
    told = "".join(
        aktsom("import", str(notice), code=None).out for notice in (shared_data / "eforms").glob("*.xml")
    )
    assert "varighet (72 måneder)" in told
    assert "men sier ikke hvilken kunngjøring den endrer." in told
    assert "MONTH" not in told
    assert "?" not in told


def test_several_files_are_summed(aktsom: Run, tmp_path: Path) -> None:
    files = [tmp_path / f"{n}.csv" for n in range(3)]
    for n, file in enumerate(files):
        file.write_text(f"{CSV}{n};Avtale {n};Firma {n};;100;1.1.2024;31.12.2026\n", encoding="utf-8")
    report = aktsom("import", *map(str, files), "--json").json
    assert (report["created"], report["value"], len(report["files"])) == (3, {"NOK": 300}, 3)


def test_our_headings_are_printed_in_each_language(aktsom: Run) -> None:
    assert aktsom("--lang", "nb", "import", "--headings").out.startswith("Referanse;Tittel;Leverandør;")
    assert aktsom("import", "--headings").out.startswith("Reference;Title;Supplier;")
    assert "FILE" in aktsom("import", code=2).err


def test_the_whole_database_goes_out_and_comes_back_without_loss(
    aktsom: Run, contract: str, tmp_path: Path
) -> None:
    aktsom(
        "followup",
        "record",
        contract,
        "audit",
        "--date",
        "2025-02-01",
        "--themes",
        "integrity",
        "--outcome",
        "ok",
    )
    out, again = tmp_path / "whole.json", tmp_path / "again.json"
    aktsom("export", str(out))
    assert "holds records already" in aktsom("import", str(out), code=5).err
    elsewhere = str(tmp_path / "elsewhere.db")
    report = aktsom("--db", elsewhere, "import", str(out), "--json").json
    assert (report["contracts"], report["suppliers"]) == (1, 1)
    aktsom("--db", elsewhere, "journal", "verify")
    aktsom("--db", elsewhere, "export", str(again))
    first, second = (json.loads(file.read_text(encoding="utf-8")) for file in (out, again))
    for each in (first, second):
        each["aktsom"].pop("exported")
    assert first == second
    turned = tmp_path / "turned.json"  # its parts in another order, as other programs may write them
    turned.write_text(json.dumps(dict(reversed(json.loads(out.read_text(encoding="utf-8")).items()))))
    report = aktsom("--db", str(tmp_path / "third.db"), "import", str(turned), "--json").json
    assert (report["contracts"], report["suppliers"]) == (1, 1)


def test_what_could_steer_a_terminal_is_shown_as_an_escape(
    aktsom: Run, contract: str, database: Path
) -> None:
    aktsom("contract", "change", contract, "title=[bold]x[/] \x1b[31mrød\x1b]0;t\x07 \u202eabc 👷🏽 漢字")
    for given in (("contract", "show", contract), ("contracts",), ("contracts", "--json")):
        said = aktsom(*given).out
        assert "[bold]x[/]" in said
        assert not [
            char for char in said if unicodedata.category(char) in ("Cc", "Cf") and char not in "\n\u200d"
        ]
    wrong = aktsom("contract", "show", "K\x1b[31m\u202e", code=2).err
    assert "\x1b" not in wrong
    assert "\u202e" not in wrong


def test_an_own_clause_tells_when_it_is_to_be_documented_and_when_it_last_was(
    aktsom: Run, contract: str
) -> None:
    own = "clause=wages;§ 5;working_conditions;Lønn dokumenteres;03-01"
    aktsom("contract", "change", contract, own)
    shown = aktsom("contract", "show", contract).out
    assert "Own clauses\n§ 5  Lønn dokumenteres\n     documentation by 1 March every year\n" in shown
    started = aktsom("followup", "start", contract, "requirements_review", "--date", "2026-02-10").out.strip()
    aktsom("followup", "answer", started, "own__wages=yes", "own__wages.depth=document")
    shown = aktsom("contract", "show", contract).out
    assert "documentation by 1 March every year, last documented 10 February 2026\n" in shown.replace(
        "\xa0", " "
    )
    (told,) = aktsom("contract", "show", contract, "--json").json["own_clauses"]
    assert (told["key"], told["documentation_due"], told["documented"]) == ("wages", "03-01", "2026-02-10")
    nynorsk = aktsom("--lang", "nn", "contract", "show", contract).out.replace("\xa0", " ")
    assert "Eigne punkt\n§ 5  Lønn dokumenteres\n" in nynorsk
    assert "dokumentasjon innan 1. mars kvart år, sist dokumentert 10.2.2026\n" in nynorsk


def test_a_contract_without_own_clauses_says_nothing_of_them(aktsom: Run, contract: str) -> None:
    assert "Own clauses" not in aktsom("contract", "show", contract).out
    assert aktsom("contract", "show", contract, "--json").json["own_clauses"] == []
