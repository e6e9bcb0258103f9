"""`aktsom import` as documented: our headings, notices, JSON, the report, its sums and its exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command_line import Run

COUNTS = ("read", "created", "updated", "unchanged", "skipped", "refused")
REPORT = {*COUNTS, "rows", "contracts", "suppliers", "value"}
NOTICES = {
    "doffin-can-desg_2024-110033.xml": (1, {}),
    "doffin-can-modif_2023-677604.xml": (1, {"NOK": 35_000_000}),
    "doffin-can-social_2022-945801.xml": (1, {"NOK": 18_000_000}),
    "doffin-can-social_2024-111341.xml": (1, {"NOK": 10_800_000}),
    "doffin-can-standard_2022-960991.xml": (1, {"NOK": 42_000_000}),
    "doffin-can-standard_2023-632707.xml": (0, {}),
    "doffin-can-standard_2024-100829.xml": (1, {}),
    "doffin-cn_2024-100506.xml": (0, {}),
    "doffin-pin-cfc-social_2024-101732.xml": (0, {}),
    "doffin-veat_2022-674620.xml": (1, {"NOK": 21_700_000}),
    "sdk-can-modif_24_value.xml": (1, None),
    "sdk-can_23_contracts.xml": (2, None),
    "sdk-can_24_minimal.xml": (1, None),
    "sdk-can_24_no_tenders.xml": (0, {}),
    "sdk-can_25_ENG.xml": (1, None),
}
"""Contracts and value that each notice must give; None where the value is not stated beforehand."""
ROWS = (
    ("K-1", "Renhold", "Rent AS", "923609016", "NO", "90911200", "other", "{services}", "{no}", "1 234 567,50", "NOK",
     "2021-01-02", "01.02.2021", "31.12.2030", "", "", "fagleder", "wages_working_conditions", "{high}", "21/55"),
    ("K-2", "Arbeidstøy", "Tekstil AS", "", "NO", "18100000", "textiles", "{goods}", "{yes}", "3000000", "NOK",
     "2.1.2021", "2021-02-01", "2030-12-31", "2032-12-31", "2030-06-01", "", "human_rights", "", "21/56"),
    ("K-2", "Arbeidstøy", "Hansker AS", "", "NO", "18100000", "textiles", "{goods}", "{yes}", "3000000", "NOK",
     "2.1.2021", "2021-02-01", "2030-12-31", "2032-12-31", "2030-06-01", "", "human_rights", "", "21/56"),
)  # fmt: skip
WORDS = {
    "nb": {"services": "tjenester", "goods": "varer", "yes": "ja", "no": "nei", "high": "høy"},
    "nn": {"services": "tenester", "goods": "varer", "yes": "ja", "no": "nei", "high": "høg"},
    "en": {"services": "services", "goods": "goods", "yes": "yes", "no": "no", "high": "high"},
}


def summed(report: dict[str, int]) -> bool:
    return report["read"] == sum(report[each] for each in COUNTS[1:])


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_a_register_with_our_own_headings(aktsom: Run, tmp_path: Path, language: str, separator: str) -> None:
    headings = aktsom("--lang", language, "import", "--headings").out.strip().split(";")
    assert len(headings) == 20
    words = WORDS[language]
    rows = [[cell.format(**words) for cell in row] for row in ROWS]
    quoted = [separator.join(f'"{cell}"' for cell in row) for row in [headings, *rows]]
    file = tmp_path / "register.csv"
    file.write_text("\n".join(quoted) + "\n", encoding="utf-8-sig")
    rehearsed = aktsom("import", str(file), "--dry-run", "--json").json
    assert aktsom("contracts", "--json").json == {"contracts": []}
    report = aktsom("import", str(file), "--json").json
    assert {key: report[key] for key in REPORT} == {key: rehearsed[key] for key in REPORT}
    assert report.keys() >= REPORT
    assert (report["read"], report["created"], report["contracts"], report["suppliers"]) == (3, 3, 2, 3)
    assert report["value"] == {"NOK": "4234567.5"}
    assert [row["line"] for row in report["rows"]] == [2, 3, 4]
    assert all({"line", "status", "problems"} <= row.keys() for row in report["rows"])
    again = aktsom("import", str(file), "--json").json
    assert (again["read"], again["unchanged"]) == (3, 3)
    first = aktsom("contract", "show", "K-1", "--json").json
    assert (first["value"], first["currency"], first["category"]) == ("1234567.5", "NOK", "other")
    assert (first["signed"], first["from"], first["to"]) == ("2021-01-02", "2021-02-01", "2030-12-31")
    second = aktsom("contract", "show", "K-2", "--json").json
    assert second["suppliers"] == ["Tekstil AS", "Hansker AS"]
    assert second["options"]


def test_a_bad_row_stops_the_file_unless_it_is_skipped(aktsom: Run, tmp_path: Path) -> None:
    file = tmp_path / "register.csv"
    file.write_text(
        "Referanse;Tittel;Leverandør;Signert\n1;God;Firma AS;2024-01-02\n2;Dårlig;Firma AS;2024-02-31\n",
        encoding="utf-8",
    )
    refused = aktsom("import", str(file), "--json", code=3).json
    assert (refused["read"], refused["refused"]) == (2, 1)
    assert summed(refused)
    (bad,) = [row for row in refused["rows"] if row["status"] == "refused"]
    assert bad["line"] == 3
    assert bad["problems"]
    assert aktsom("contracts", "--json").json == {"contracts": []}
    taken = aktsom("import", str(file), "--skip-bad-rows", "--json", code=1).json
    assert summed(taken)
    assert len(aktsom("contracts", "--json").json["contracts"]) == 1


@pytest.mark.parametrize("name", sorted(NOTICES))
def test_a_notice_gives_the_contracts_it_should(aktsom: Run, shared_data: Path, name: str) -> None:
    expected, value = NOTICES[name]
    code = 0 if expected else 1
    file = str(shared_data / "eforms" / name)
    report = aktsom("import", file, "--json", code=code).json
    assert report["contracts"] == report["created"] == expected
    assert summed(report)
    if value is not None:
        assert report["value"] == value
    if not expected:
        assert report["notes"], "it says why there is none"
    again = aktsom("import", file, "--json", code=code).json
    assert (again["created"], again["unchanged"]) == (0, expected)


def test_all_notices_at_once(aktsom: Run, shared_data: Path) -> None:
    files = [str(each) for each in sorted((shared_data / "eforms").glob("*.xml"))]
    report = aktsom("import", *files, "--json", code=1).json
    assert report["read"] == report["created"] == report["contracts"] > 10
    again = aktsom("import", *files, "--json", code=1).json
    assert again["created"] == again["updated"] == 0
    assert again["unchanged"] == again["read"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.csv", b""),
        ("cut.xml", b"<?xml version='1.0'?><ContractAwardNotice"),
        ("entity.xml", b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"),
        ("binary.csv", bytes(range(256)) * 8),
        ("wrong.json", b'{"aktsom": 99}'),
        ("cut.json", b'{"contracts": ['),
    ],
)
def test_what_cannot_be_read_is_one_sentence_and_a_report(
    aktsom: Run, tmp_path: Path, name: str, content: bytes
) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    done = aktsom("import", str(file), "--json", code=3)
    assert done.err.count("\n") == 1
    assert summed(done.json)
    assert aktsom("contracts", "--json").json == {"contracts": []}


def test_the_whole_database_goes_out_and_comes_back_into_an_empty_one(
    aktsom: Run, contract: str, tmp_path: Path, shared_data: Path
) -> None:
    aktsom("import", *(str(each) for each in (shared_data / "eforms").glob("doffin-can*.xml")), code=1)
    aktsom("deviation", "add", contract, "--type", "wages", "--severity", "minor", "--found", "2025-02-03")
    aktsom("settings", "set", "purchase_value.2025", "1000")
    out, back = tmp_path / "out.json", tmp_path / "back.json"
    aktsom("export", str(out))
    whole = json.loads(out.read_text(encoding="utf-8"))
    assert "aktsom" in whole
    aktsom("import", str(out), "--dry-run", code=5)
    aktsom("import", str(out), code=5)
    other = ("--db", str(tmp_path / "other.db"))
    aktsom(*other, "import", str(out), "--dry-run", "--json")
    assert aktsom(*other, "contracts", "--json").json == {"contracts": []}
    report = aktsom(*other, "import", str(out), "--json").json
    assert summed(report)
    assert aktsom(*other, "contracts", "--json").out == aktsom("contracts", "--json").out
    assert aktsom(*other, "summary", "2025", "--json").out == aktsom("summary", "2025", "--json").out
    aktsom(*other, "journal", "verify")
    aktsom(*other, "export", str(back))
    again = json.loads(back.read_text(encoding="utf-8"))
    assert {key: value for key, value in again.items() if key != "aktsom"} == {
        key: value for key, value in whole.items() if key != "aktsom"
    }
    new = aktsom(*other, "deviation", "add", contract, "--type", "tax", "--severity", "minor").out.strip()
    assert new == "A-2", "numbers go on where they were"


def test_nothing_is_overwritten_unasked(aktsom: Run, contract: str, tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    aktsom("export", str(out))
    assert "--force" in aktsom("export", str(out), code=2).err
    aktsom("export", str(out), "--force")
