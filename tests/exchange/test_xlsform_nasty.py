"""Workbooks that mean harm, or are broken, are refused in one sentence and at once; odd cells are told by place."""

from __future__ import annotations

import re
import struct
import time
import zipfile
from collections.abc import Callable, Mapping
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checklists.publishing import errors_of
from checklists.values import InputRefused
from exchange.form_reading import Remark
from exchange.workbook.writing import written_workbook
from exchange.xlsform.containers import contained
from exchange.xlsform.reading import read_xlsform
from tui.refusals import worded

SURVEY = [
    ["type", "name", "label", "required"],
    ["text", "why", "Why?", "yes"],
    ["integer", "how_many", "How many?"],
]
SHEET = "xl/worksheets/sheet1.xml"


def workbook(*rows: list[str], **more: list[list[str]]) -> bytes:
    return written_workbook([("survey", [*SURVEY, *rows]), *more.items()])


def changed(
    raw: bytes, parts: Mapping[str, Callable[[bytes], bytes]], extra: Mapping[str, bytes] | None = None
) -> bytes:
    """The workbook with some parts changed, and others added."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(raw)) as given, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in given.namelist():
            content = given.read(name)
            archive.writestr(name, parts[name](content) if name in parts else content)
        for name, content in (extra or {}).items():
            archive.writestr(name, content)
    return out.getvalue()


def in_sheet(before: bytes, after: bytes) -> bytes:
    def change(content: bytes) -> bytes:
        assert before in content
        return content.replace(before, after, 1)

    return changed(workbook(), {SHEET: change})


def bomb() -> bytes:
    return changed(workbook(), {}, {"xl/media/image1.xml": b" " * 25_000_000})


def lying_bomb() -> bytes:
    """A part that says it is small."""
    raw = bytearray(changed(workbook(), {}, {"xl/big.xml": b"x" * 3_000_000}))
    real = struct.pack("<I", 3_000_000)
    at = raw.find(real)
    while at >= 0:
        raw[at : at + 4] = struct.pack("<I", 500)
        at = raw.find(real, at)
    return bytes(raw)


def strict() -> bytes:
    ordinary = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    purl = b"http://purl.oclc.org/ooxml/spreadsheetml/main"
    return changed(workbook(), {SHEET: lambda raw: raw.replace(ordinary, purl)})


def encrypted() -> bytes:
    return (
        bytes.fromhex("d0cf11e0a1b11ae1") + bytes(2_000) + "EncryptedPackage".encode("utf-16-le") + bytes(500)
    )


def doubled() -> bytes:
    with pytest.warns(UserWarning, match="Duplicate name"):
        return changed(workbook(), {}, {SHEET: b"<worksheet/>"})


DTD = b'<!DOCTYPE x [<!ENTITY a "aaaa">]>'
NASTY: Mapping[str, tuple[Callable[[], bytes], str]] = {
    "bomb": (bomb, "workbook_bomb"),
    "sizes that lie": (lying_bomb, "workbook_damaged"),
    "far cell": (lambda: in_sheet(b'r="C3"', b'r="XFD3"'), "workbook_far_cell"),
    "far row": (lambda: in_sheet(b'<row r="3"', b'<row r="1048576"'), "workbook_far_cell"),
    "cells twice": (lambda: in_sheet(b'r="C3"', b'r="B3"'), "workbook_disordered"),
    "rows out of order": (lambda: in_sheet(b'<row r="3"', b'<row r="1"'), "workbook_disordered"),
    "document type": (lambda: in_sheet(b"<worksheet", DTD + b"<worksheet"), "workbook_declares_type"),
    "document type outside the sheets": (
        lambda: changed(workbook(), {"xl/workbook.xml": lambda raw: DTD + raw}),
        "workbook_declares_type",
    ),
    "merged over everything": (
        lambda: in_sheet(
            b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
        ),
        "workbook_merged_too_far",
    ),
    "macros": (lambda: changed(workbook(), {}, {"xl/vbaProject.bin": b"x"}), "workbook_macros"),
    "links": (
        lambda: changed(workbook(), {}, {"xl/externalLinks/externalLink1.xml": b"<x/>"}),
        "workbook_links",
    ),
    "part outside": (lambda: changed(workbook(), {}, {"../../etc/x.xml": b"<x/>"}), "workbook_unsafe_part"),
    "part twice": (doubled, "workbook_part_twice"),
    "thousands of parts": (
        lambda: changed(workbook(), {}, {f"xl/x{n}.xml": b"<x/>" for n in range(2_000)}),
        "workbook_too_large",
    ),
    "strict": (strict, "workbook_strict"),
    "broken XML": (lambda: changed(workbook(), {SHEET: lambda raw: raw[:-40]}), "workbook_damaged"),
    "cut short": (lambda: workbook()[:1_500], "workbook_damaged"),
    "no workbook inside": (
        lambda: _zip({"word/document.xml": b"<x/>"}),
        "workbook_not_one",
    ),
    "encrypted": (encrypted, "workbook_encrypted"),
    "another old file": (lambda: bytes.fromhex("d0cf11e0a1b11ae1") + bytes(3_000), "workbook_damaged"),
    "no XLSForm": (
        lambda: written_workbook([("Ark1", [["Navn", "Beløp"], ["Vask", "12"]])]),
        "xlsform_no_survey",
    ),
    "only notes about the author": (
        lambda: written_workbook([("survey", [["type", "name"], ["start", "start"], ["end", "end"]])]),
        "xlsform_asks_nothing",
    ),
    "web page": (
        lambda: b"<html><body><table><tr><td>type</td></tr></table></body></html>",
        "xlsform_not_one",
    ),
    "PDF": (lambda: b"%PDF-1.7\n" + b"x" * 100, "xlsform_not_one"),
    "empty": (lambda: b"", "file_empty"),
    "plain text": (lambda: b"Hei, her er skjemaet vi snakket om.\n", "xlsform_no_survey"),
}


def _zip(parts: Mapping[str, bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize("what", NASTY)
def test_it_is_refused_in_one_sentence_and_at_once(what: str) -> None:
    made, code = NASTY[what]
    raw = made()
    began = time.perf_counter()
    with pytest.raises(InputRefused) as refused:
        read_xlsform(raw, "skjema.xlsx")
    took = time.perf_counter() - began
    assert refused.value.code == code
    told = worded(refused.value, "en")
    assert "skjema.xlsx" in told
    assert told.endswith(".")
    assert not re.search(r"[{}]|Traceback|Error", told)
    assert took < 2


def hanging_on(count: int, others: Callable[[int], list[int]]) -> bytes:
    """A form of questions that are asked where those others were answered."""
    rows = [["type", "name", "label", "relevant"]]
    for n in range(count):
        rows.append(["text", f"a{n}", "A", " and ".join(f"${{a{each}}} != ''" for each in others(n))])
    return written_workbook([("survey", rows)])


@pytest.mark.parametrize(
    ("count", "others", "left_out", "times"),
    [
        pytest.param(600, lambda n: [(n + 1) % 600], 20, 12, id="one circle of all"),
        pytest.param(600, lambda n: [n - 1] if n else [], 19, 12, id="a chain of all"),
        pytest.param(60, lambda n: [m for m in range(60) if m != n], 60, 120, id="each on all the others"),
    ],
)
def test_conditions_in_circles_and_long_chains_are_left_out_row_by_row_and_at_once(
    count: int, others: Callable[[int], list[int]], left_out: int, times: int
) -> None:
    plain, knotted = hanging_on(count, lambda _: []), hanging_on(count, others)
    began = time.process_time()
    read_xlsform(plain, "x.xlsx")
    between = time.process_time()
    found = remarks(knotted)
    once, took = between - began, time.process_time() - between
    assert len({each.row for each in found if each.column == "relevant"}) == left_out
    assert {each.code for each in errors_of(read_xlsform(knotted, "x.xlsx").form)} == {"theme_missing"}
    assert took < times * once  # it is read a few times, not once for each condition that is left out


def remarks(raw: bytes, name: str = "x.xlsx") -> list[Remark]:
    settled = ("setting_assumed", "version_made", "id_made", "theme_not_told", "language_not_told")
    return [each for each in read_xlsform(raw, name).remarks if each.code not in settled]


def placed(found: list[Remark]) -> set[tuple[str, str, int, str]]:
    return {(each.code, each.sheet, each.row, each.column) for each in found}


def cell(kind: bytes) -> bytes:
    """The workbook with B3 as another kind of cell."""

    def change(content: bytes) -> bytes:
        new, count = re.subn(rb'<c r="B3"[^>]*>.*?</c>', kind, content)
        assert count == 1
        return new

    return changed(workbook(), {SHEET: change})


def test_a_formula_is_told_by_its_cell_and_never_its_result() -> None:
    raw = cell(b'<c r="B3" t="str"><f>A1&amp;"x"</f><v>stale_result</v></c>')
    assert ("cell_formula", "survey", 3, "name") in placed(remarks(raw))
    form = read_xlsform(raw, "x.xlsx").form
    assert [question.key for question in form.questions] == ["why", "how_many"]
    assert "stale" not in form.stored()


def test_an_error_cell_is_told_and_not_read() -> None:
    assert ("cell_error", "survey", 3, "name") in placed(remarks(cell(b'<c r="B3" t="e"><v>#REF!</v></c>')))


def test_merged_cells_are_told() -> None:
    raw = in_sheet(b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="C2:C3"/></mergeCells>')
    assert ("cells_merged", "survey", 0, "C2:C3") in placed(remarks(raw))


def test_a_hidden_sheet_is_read_and_told() -> None:
    raw = changed(
        workbook(choices=[["list_name", "name", "label"]]),
        {
            "xl/workbook.xml": lambda raw: raw.replace(
                b'name="survey"', b'name="survey" state="hidden"', 1
            ).replace(b'state="visible" ', b"", 1)
        },
    )
    assert ("sheet_hidden", "survey", 0, "") in placed(remarks(raw))


def test_what_steers_terminals_or_names_people_is_left_out() -> None:
    raw = workbook(["text", "a", "r\u202eegnev"], ["text", "b", "Ring 15108695088 nå"])
    form = read_xlsform(raw, "x.xlsx").form
    assert form.by_key["a"].text.nb == "regnev"
    assert form.by_key["b"].text.nb == "b"
    found = placed(remarks(raw))
    assert ("cell_characters_removed", "survey", 4, "label") in found
    assert ("cell_identity_number", "survey", 5, "label") in found


def test_nothing_we_write_is_a_formula() -> None:
    raw = workbook(["text", "a", '=HYPERLINK("http://ond.example")'], ["text", "b", "#N/A"])
    with zipfile.ZipFile(BytesIO(raw)) as archive:
        assert b"<f>" not in archive.read(SHEET)
    assert read_xlsform(raw, "x.xlsx").form.by_key["a"].text.nb.startswith("=HYPERLINK")
    assert read_xlsform(raw, "x.xlsx").form.by_key["b"].text.nb == "#N/A"


@pytest.mark.parametrize("depth", [24, 5_000])
def test_an_expression_without_end_is_told_and_never_hangs(depth: int) -> None:
    rows = [["text", "q", "Q", "", "(" * depth + "${why} = 'a'" + ")" * depth]]
    raw = written_workbook([("survey", [[*SURVEY[0], "relevant"], *SURVEY[1:], *rows])])
    reading = read_xlsform(raw, "x.xlsx")
    assert bool(reading.form.by_key["q"].when) == (depth == 24)
    assert any(each.code == "expression_unreadable" for each in reading.remarks) == (depth == 5_000)


def test_a_circle_of_conditions_is_broken_and_told() -> None:
    rows = [
        ["type", "name", "label", "relevant"],
        ["text", "a", "A", "${b} != ''"],
        ["text", "b", "B", "${a} != ''"],
        ["text", "c", "C", "${c} = 'x'"],
    ]
    reading = read_xlsform(written_workbook([("survey", rows)]), "x.xlsx")
    assert [each.row for each in reading.remarks if each.code == "expression_does_not_fit"] != []
    assert {each.code for each in reading.remarks} & {"lint"} == set()
    assert reading.form.by_key["c"].when is None


_CELLS = st.one_of(
    st.sampled_from(
        (
            "",
            "a",
            "b",
            "A-1",
            "yes",
            "${a} = 'x'",
            ". > 3 and ${b} < 2",
            "count(${a}) <= 0",
            "[]",
            '{"nb":"x"}',
            "table",
            "note",
            "7",
            "=1+1",
            "rows",
            "null",
            '[{"when":{"equals":"a"},"strength":"assess","type":"wages"}]',
        )
    ),
    st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=8),
)
_TYPES = st.sampled_from(
    (
        "text",
        "integer",
        "decimal",
        "date",
        "note",
        "image",
        "range",
        "acknowledge",
        "rank l",
        "select_one l",
        "select_multiple l or_other",
        "select_one gone",
        "begin group",
        "end group",
        "begin repeat",
        "end repeat",
        "calculate",
        "start",
        "hm",
        "",
    )
)
_HEADINGS = (
    "type",
    "name",
    "label",
    "hint",
    "required",
    "read_only",
    "relevant",
    "constraint",
    "label::English (en)",
    "aktsom::type",
    "aktsom::key",
    "aktsom::part",
    "aktsom::rows",
    "aktsom::columns",
    "aktsom::when",
    "aktsom::proposes",
    "aktsom::weight",
    "aktsom::text",
)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.tuples(_TYPES, *(_CELLS for _ in _HEADINGS[1:])), min_size=1, max_size=9),
    st.lists(st.tuples(st.sampled_from(("l", "m", "")), _CELLS, _CELLS), max_size=5),
    st.tuples(_CELLS, _CELLS, _CELLS, _CELLS, _CELLS),
)
def test_whatever_stands_in_the_cells_it_is_read_or_refused(
    rows: list[tuple[str, ...]], choices: list[tuple[str, ...]], said: tuple[str, ...]
) -> None:
    """And what was read is a form whose errors are all told."""
    sheets = [
        ("survey", [list(_HEADINGS), ["text", "a", "A"], *map(list, rows)]),
        ("choices", [["list_name", "name", "label"], *map(list, choices)]),
        ("settings", [["form_title", "form_id", "version", "aktsom::title", "aktsom::minutes"], list(said)]),
    ]
    raw = contained(
        [(name, [[_one_line(cell) for cell in row] for row in held]) for name, held in sheets], "md"
    )
    try:
        reading = read_xlsform(raw, "x.md")
    except InputRefused:
        return
    told = [each for each in reading.remarks if each.code in ("lint", "theme_not_told")]
    assert bool(told) == bool(errors_of(reading.form))


def _one_line(cell: str) -> str:
    return " ".join(cell.split())
