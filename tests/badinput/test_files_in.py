"""Files that are not what they say: each refused by every command that reads files, in a sentence, nothing changed."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from badinput_calls import called, done

REGISTER = "Referanse;Tittel;Leverandør;Verdi;Fra;Til\n24/1;Avtale;Bø AS;1000;01.01.2024;31.12.2027\n"
HEADING = REGISTER.split("\n")[0]
ONE = '{"contracts": [{"reference": "a", "title": %s, "suppliers": [{"name": "x"}]}]}'
FILES: dict[str, bytes | str] = {
    "empty.csv": "",
    "blank.csv": "  \n\n",
    "mark.csv": b"\xef\xbb\xbf",
    "zero.csv": b"\0" * 1000,
    "binary.csv": bytes(range(256)) * 20,
    "zip.csv": b"PK\x03\x04" + bytes(range(256)) * 4,
    "mixed.csv": REGISTER.encode() + b"24/2;B\xf8;B\xf8 AS;1;;\n",
    "quote.csv": REGISTER + '24/2;"Uten slutt;Bø AS;1;;\n',
    "wide.csv": ";".join(f"k{n}" for n in range(10_000)) + "\n",
    "long.csv": REGISTER.replace("Avtale", "x" * 1_000_000),
    "day.csv": REGISTER.replace("31.12.2027", "31.02.2026"),
    "iso_day.csv": REGISTER.replace("31.12.2027", "2026-02-30"),
    "year.csv": REGISTER.replace("31.12.2027", "31.12.9999"),
    "year_zero.csv": REGISTER.replace("31.12.2027", "0000-01-01"),
    "row_501.csv": HEADING
    + "\n"
    + "".join(f"24/{n};A{n};Bø{n} AS;{n};01.01.2024;31.12.2027\n" for n in range(500))
    + "24/x;Ax;Bø AS;1;31.02.2026;31.12.2027\n",
    "empty.json": "",
    "cut.json": (ONE % '"t"')[:-5],
    "after.json": (ONE % '"t"') + "x",
    "nan.json": ONE % "NaN",
    "half_character.json": ONE % '"\\ud800"',
    "null_character.json": ONE % '"a\\u0000"',
    "twice.json": '{"contracts": [], "contracts": []}',
    "deep.json": "[" * 200_000 + "]" * 200_000,
    "deep_objects.json": '{"contracts":' + '{"a":' * 200_000 + "1" + "}" * 200_001,
    "digits.json": '{"contracts": [{"value": ' + "1" * 10_000 + "}]}",
    "large_number.json": '{"contracts": [{"value": 1e400}]}',
    "another_version.json": '{"aktsom": {"format": 99}}',
    "no_version.json": '{"aktsom": null}',
    "deep_database.json": '{"aktsom":' + "[" * 200_000 + "]" * 200_000 + "}",
    "list.json": "[]",
    "empty.xml": "",
    "type.xml": '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>',
    "outside.xml": '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
    "laughs.xml": '<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><a>&b;</a>',
    "deep.xml": "<a>" * 200_000 + "</a>" * 200_000,
    "cut.xml": "<a><b>",
    "attribute.xml": '<a b="' + "x" * 5_000_000 + '"/>',
    "other.xml": '<ContractAwardNotice xmlns="urn:other"/>',
    "encoding.xml": '<?xml version="1.0" encoding="x-none"?><a/>',
    "bytes.xml": b'<?xml version="1.0" encoding="utf-8"?><a>\xff</a>',
    "alias.yaml": "a: &a [1]\nanswers: *a\n",
    "laughs.yaml": "a: &a [x, x, x]\n"
    + "".join(f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join(['*' + chr(97 + n)] * 9)}]\n" for n in range(10)),
    "merge.yaml": "answers:\n  <<: {a: 1}\n",
    "tag.yaml": "answers: !!python/object/apply:os.system ['touch owned']\n",
    "include.yaml": "answers: !include /etc/passwd\n",
    "twice.yaml": 'answers:\n  policy_adopted: "no"\n  policy_adopted: "yes"\n',
    "deep.yaml": "[" * 5000 + "]" * 5000,
    "deep_mapping.yaml": "answers: " + "{a: " * 50_000 + "1" + "}" * 50_000,
    "two.yaml": "answers: {}\n---\nanswers: {}\n",
    "large.yaml": 'answers: {policy_adopted: "' + "x" * 3_000_000 + '"}',
    "nothing.yaml": "null",
    "list.yaml": "[1, 2]",
    "keys.yaml": "answers: {1: x, [a]: b}\n",
    "tab.yaml": "answers:\n\tpolicy_adopted: x\n",
    "latin.yaml": 'answers: {policy_adopted: "B\xf8"}\n'.encode("latin-1"),
    "half_character.yaml": 'answers: {policy_adopted: {value: "no", comment: "\\ud800"}}\n',
    "unknown.yaml": 'answers: {nothing_of_the_kind: "yes"}\n',
    "wrong.yaml": "answers: {policy_adopted: maybe}\n",
    "good_and_bad.yaml": 'answers: {policy_adopted: {value: "yes", evidence: [{title: x}]}, nothing: 1}\n',
    "above.yaml": 'answers: {policy_adopted: {value: "yes", evidence: [{title: x, file: ../../etc/passwd}]}}\n',
    "device.yaml": 'answers: {policy_adopted: {value: "yes", evidence: [{title: x, file: /dev/zero}]}}\n',
    "day.yaml": 'answers: {policy_adopted: {value: "yes", evidence: [{title: x, dated: 2026-02-30}]}}\n',
    "over_limit.yaml": 'answers: {policy_adopted: {value: "yes", comment: "' + "x" * 30_000 + '"}}\n',
}


@pytest.fixture
def followup(contract: str) -> str:
    return done("followup", "start", contract, "self_report_due_diligence", "--date", "2026-01-02")


@pytest.mark.parametrize("name", list(FILES))
def test_each_is_refused_by_every_command_and_changes_nothing(
    followup: str, tmp_path: Path, name: str
) -> None:
    file, content = tmp_path / name, FILES[name]
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    head = done("journal", "anchor")
    commands = [("import", str(file)), ("import", str(file), "--dry-run"), ("restore", str(file), "--force")]
    commands += [("followup", "fill", followup, str(file)), ("import", str(file), "--json")]
    for argv in commands:
        before = time.monotonic()
        ended = called(*argv)
        assert time.monotonic() - before < 20, argv
        expected = (4,) if argv[0] == "restore" else (3, 5) if argv[0] == "followup" else (3,)
        assert ended.code in expected, (argv, ended)
        assert ended.err.count("\n") == 1, ended.err
        assert name in ended.err
        assert len(ended.err) < 700
        if "--json" in argv:
            report = json.loads(ended.out)
            assert report["stored"] is False
    assert done("journal", "anchor") == head
    assert called("forms", "check", str(file)).code in (1, 3)


def test_the_bad_row_among_five_hundred_is_named(contract: str, tmp_path: Path) -> None:
    file = tmp_path / "register.csv"
    file.write_text(str(FILES["row_501.csv"]), encoding="utf-8")
    ended = called("import", str(file))
    assert ended.code == 3
    assert "502" in ended.err
    assert "31.02.2026" in ended.err
    assert "502" in ended.out
    assert len(json.loads(done("contracts", "--json"))["contracts"]) == 1
    assert called("import", str(file), "--skip-bad-rows").code == 1
    assert len(json.loads(done("contracts", "--json"))["contracts"]) == 501


def test_the_same_file_twice_changes_nothing_the_second_time(contract: str, tmp_path: Path) -> None:
    file = tmp_path / "register.csv"
    file.write_text(REGISTER, encoding="utf-8")
    done("import", str(file))
    head = done("journal", "anchor")
    assert json.loads(done("import", str(file), "--json"))["unchanged"] == 1
    assert done("journal", "anchor") == head
    assert json.loads(done("import", str(file), str(file), "--json"))["unchanged"] == 2


@pytest.mark.parametrize(
    "day", ["31.02.2026", "2026-02-30", "2026-13-01", "0000-00-00", "29.02.2025", "i går", "1e5"]
)
def test_a_day_that_does_not_exist_is_refused_wherever_it_is_typed(followup: str, day: str) -> None:
    head = done("journal", "anchor")
    for argv in (
        ("contract", "change", "R-1", f"to={day}"), ("contract", "change", "R-1", f"option={day}"),
        ("followup", "start", "R-1", "wage_spot_check", "--date", day), ("followup", "sign", followup, "--date", day),
        ("deviation", "add", "R-1", "--type", "wages", "--severity", "minor", "--found", day),
        ("deviation", "add", "R-1", "--type", "wages", "--severity", "minor", "--deadline", day),
        ("evidence", "add", "--title", "x", "--dated", day), ("summary", "2026", "--as-of", day),
        ("summary", "2026", "--cutoff", day), ("import", "x.csv", "--as-of", day),
    ):  # fmt: skip
        ended = called(*argv)
        assert ended.code in (2, 3), (argv, ended)
        assert ended.err.count("\n") == 1
    assert done("journal", "anchor") == head


@pytest.mark.parametrize(
    "year", ["9999", "1900", "0", "10000", "-1", "99999999999999999999", "", "x", "２０２６"]
)
def test_any_year_is_reported_on_or_refused(followup: str, year: str) -> None:
    for argv in (("summary", year), ("summary", year, "--format", "json"), ("contracts", "--year", year)):
        ended = called(*argv)
        assert ended.code in (0, 2), (argv, ended)
        assert ended.err.count("\n") == (1 if ended.code else 0)


def test_the_last_day_there_is_does_no_harm(followup: str) -> None:
    done("contract", "change", "R-1", "to=9999-12-31")
    for argv in (
        ("contracts", "--due"),
        ("contract", "show", "R-1"),
        ("summary", "9999"),
        ("summary", "2026"),
    ):
        done(*argv)
    ended = called(
        "deviation", "add", "R-1", "--type", "wages", "--severity", "minor", "--found", "9999-12-31"
    )
    assert ended.code in (0, 2, 5)
    ended = called("followup", "start", "R-1", "self_report_due_diligence", "--date", "9999-12-31")
    assert ended.code in (0, 2, 5)
    assert called("journal", "verify").code == 0


@pytest.mark.parametrize("skipping", [(), ("--skip-bad-rows",)])
def test_a_file_of_nothing_but_bad_rows_is_not_read_to_its_end(
    contract: str, tmp_path: Path, skipping: tuple[str, ...]
) -> None:
    file = tmp_path / "register.csv"
    rows = "".join(f"24/{n};Avtale;Bø AS;1000;31.02.2024;\n" for n in range(30_000))
    file.write_text(f"{HEADING}\n24/x;God;Bø AS;1;;\n{rows}", encoding="utf-8")
    head = done("journal", "anchor")
    ended = called("import", str(file), "--json", *skipping)
    report = json.loads(ended.out)
    assert ended.code == 3
    assert ended.err.count("\n") == 1
    assert report["stored"] is False
    assert report["read"] == report["created"] + report["refused"] == len(report["rows"])
    assert report["refused"] == 20_000
    assert done("journal", "anchor") == head


def test_values_without_number_are_refused_before_they_fill_the_memory(contract: str, tmp_path: Path) -> None:
    file = tmp_path / "register.json"
    for content in ("{}," * 1_200_000, "1.5," * 2_500_000):
        file.write_text(f'{{"contracts":[{content}1]}}', encoding="utf-8")
        ended = called("import", str(file))
        assert (ended.code, ended.err.count("\n")) == (3, 1)


def test_what_is_wrong_in_a_file_without_lines_is_told_by_its_path(contract: str, tmp_path: Path) -> None:
    file = tmp_path / "register.json"
    file.write_text('{"contracts": [{"reference": "a"}, 5]}', encoding="utf-8")
    told = called("import", str(file)).out
    assert "contracts[1]:" in told
    assert "line 1" not in told


def test_of_two_rows_that_contradict_each_other_the_reason_is_told(contract: str, tmp_path: Path) -> None:
    file = tmp_path / "register.csv"
    file.write_text(f"{HEADING}\n24/1;A;Bø AS;1000;;\n24/1;A;Bø AS;2000;;\n", encoding="utf-8")
    ended = called("import", str(file))
    assert ended.code == 3
    assert "line 3, Value" in ended.err


def test_an_identity_number_in_a_yaml_file_is_told_with_its_line(followup: str, tmp_path: Path) -> None:
    file = tmp_path / "answers.yaml"
    comment = 'answers:\n  policy_adopted:\n    value: "yes"\n    comment: "130972 48022"\n'
    file.write_text(comment, encoding="utf-8")
    ended = called("followup", "fill", followup, str(file))
    assert ended.code == 3
    assert "answers.yaml:4:" in ended.err
