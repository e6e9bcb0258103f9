"""Hostile text in every name and note: shown as text in every list and document, columns aligned, never obeyed."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from badinput_calls import called, done
from hostile import HOSTILE, steering_in
from rich.cells import cell_len

from checklists.cleaning import clean

LISTS = (
    ("contracts",),
    ("followup", "list"),
    ("deviation", "list"),
    ("risk", "list"),
    ("settings", "list"),
    ("journal", "show"),
    ("evidence", "list", "--contract", "K-2026-001"),
)


@pytest.fixture
def contracts(hostile_database: Path) -> list[dict[str, object]]:
    return json.loads(done("contracts", "--json"))["contracts"]


@pytest.mark.parametrize("argv", LISTS, ids=" ".join)
def test_lists_are_aligned_and_steer_nothing(
    contracts: list[dict[str, object]], argv: tuple[str, ...]
) -> None:
    drawn = done(*argv)
    assert not steering_in(drawn)
    assert "\x1b" not in done(*argv, "--json")


@pytest.mark.parametrize(
    ("argv", "last"), [(("contracts",), r"31.December.2030$"), (("followup", "list"), r"1/\d+$")]
)
def test_the_last_column_stands_in_one_place_in_cells(
    contracts: list[dict[str, object]], argv: tuple[str, ...], last: str
) -> None:
    found = [(line, re.search(last, line)) for line in done(*argv).splitlines()]
    starts = {cell_len(line[: match.start()]) for line, match in found if match}
    assert len(starts) == 1
    assert sum(match is not None for _, match in found) == len(HOSTILE)


@pytest.mark.parametrize("name", list(HOSTILE))
def test_one_thing_is_shown_as_it_was_written(contracts: list[dict[str, object]], name: str) -> None:
    at = list(HOSTILE).index(name)
    meant = clean(HOSTILE[name])
    kept = next(each for each in contracts if str(each["reference"]).startswith(f"{name} "))
    assert kept["title"] == meant
    assert kept["note"] == clean(HOSTILE[name], lines=True)
    shown = [
        ("contract", "show", str(kept["id"])),
        ("deviation", "show", f"A-{at + 1}"),
        ("followup", "show", f"O-{2 * at + 1}"),
    ]
    for argv in shown:
        drawn, document = done(*argv), json.loads(done(*argv, "--json"))
        assert not steering_in(drawn)
        assert meant.split()[0] in drawn
        assert document["id"] == argv[-1]


@pytest.mark.parametrize("name", list(HOSTILE))
def test_a_sentence_with_hostile_text_is_one_line_and_steers_nothing(
    hostile_database: Path, name: str
) -> None:
    text = HOSTILE[name]
    for argv in (
        (text,), ("contracts", "--search", text), ("contract", "show", text), ("followup", "show", text),
        ("deviation", "step", "A-1", text), ("settings", "set", text, "x"), ("contract", "add", f"{text}=1"),
        ("followup", "answer", "O-1", f"{text}={text}"), ("import", text), ("forms", "show", text),
        ("restore", text, "--force"), ("journal", "verify", "--anchor", text), ("--lang", text, "contracts"),
    ):  # fmt: skip
        ended = called(*argv)
        assert ended.code in (0, 1, 2, 3, 4, 5), (argv, ended.err)
        assert not steering_in(ended.out + ended.err)
        if ended.code > 1 and argv[0] != text:
            assert ended.err.count("\n") == 1, (argv, ended.err)


@pytest.mark.parametrize("form", ["text", "md", "json"])
@pytest.mark.parametrize("public", [(), ("--public",)])
def test_the_section_steers_nothing_in_any_format(
    hostile_database: Path, form: str, public: tuple[str, ...]
) -> None:
    written = done("summary", "2026", "--format", form, *public)
    assert not steering_in(written)
    if form == "json":
        json.loads(written)
    if form == "md":
        assert not re.search(r"(?<!\\)<script", written)


def test_a_word_document_of_hostile_text_opens_and_holds_no_field_or_link(
    hostile_database: Path, tmp_path: Path
) -> None:
    from docx import Document

    file = tmp_path / "report.docx"
    done("summary", "2026", "--out", str(file))
    document = Document(str(file))
    told = "\n".join(each.text for each in document.paragraphs)
    assert not steering_in(told)
    with zipfile.ZipFile(file) as parts:
        body = parts.read("word/document.xml").decode()
    assert "w:hyperlink" not in body
    assert "=cmd" in body


def test_text_that_is_too_long_is_refused_with_the_limit(contract: str) -> None:
    head = done("journal", "anchor")
    for argv in (
        ("contract", "change", contract, "title=" + "x" * 501),
        ("contract", "change", contract, "note=" + "x" * 100_000),
        ("settings", "set", "rhythm", "x" * 100_000),
        ("summary", "text", "2026", "4.A.1", "--text", "x" * 100_000),
    ):
        ended = called(*argv)
        assert ended.code in (2, 5)
        assert ended.err.count("\n") == 1
        assert len(ended.err) < 400
    assert done("journal", "anchor") == head


@pytest.mark.parametrize("argv", [(b"title=B\xf8", b"supplier=x"), (b"title=x", b"supplier=B\xf8 AS")])
def test_bytes_that_are_no_text_are_refused_and_no_letter_is_lost(
    database: Path, argv: tuple[bytes, ...]
) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "tui", "contract", "add", b"reference=R", *argv],
        cwd=Path(__file__).resolve().parents[2],
        capture_output=True,
        check=False,
    )
    assert ran.returncode == 2
    assert ran.stderr.count(b"\n") == 1
    assert not database.exists()
