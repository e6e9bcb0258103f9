"""Section 4.A written out: every format says the same, nothing in it is obeyed, and the public one names nobody."""

from __future__ import annotations

import json
import shutil
import subprocess
import zipfile
from datetime import date
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph as DocumentParagraph
from markdown_it import MarkdownIt
from reported_year import Place, Year, case_1

from checklists.section4a import Summary, summary
from exchange.document.blocks import Heading, Table
from exchange.document.markdown import escaped
from exchange.summary import FORMATS, Format, written
from exchange.summary.outline import outline

MADE = date(2024, 1, 10)
NASTY = (
    "[bold]x[/] **b** <script>alert(1)</script> =cmd|' /C calc'!A0 {{ 7*7 }} ![i](http://x.no/i.png) "
    'www.x.no a@b.no \u202eevil\u202c \x1b[31m \ue000 漢字 👩‍👩‍👧 & "q" </w:t> ]]> %PATH% _x001B_'
)


def of(year: Year, language: str = "en") -> Summary:
    return summary(year.facts, language, MADE)


def with_deviations(year: Year) -> Year:
    for n in range(1, 4):
        key = year.deviation(f"A-{n}", "K-2021-001", place=Place(tier=2, stage="component", country="MY"))
        year.measure(f"T-{n}", key, "Firma L-1 retter")
    return year


def nasty() -> Year:
    year = case_1()
    year.supplier("L-1", NASTY)
    year.contract("K-2021-001", "L-1", title=NASTY)
    year.deviation("A-1", "K-2021-001", position_text=NASTY, position="disputes", public_text=NASTY)
    year.measure("T-1", "A-1", NASTY)
    year.own_text("4.A.1", NASTY + "\n# " + NASTY + "\n- " + NASTY + "\n1. punkt")
    return year


def document(content: bytes) -> dict[str, object]:
    return json.loads(content, parse_float=str)


def test_the_json_has_the_keys_that_scripts_rely_on() -> None:
    told = document(written(of(with_deviations(case_1())), "json", "nb"))
    assert list(told)[:5] == ["section", "year", "language", "cutoff", "generated"]
    assert told["section"] == "4.A"
    assert told["cutoff"] == "2023-12-31"
    assert told["frozen"] is None
    key_figures, part_2, part_3 = told["key_figures"], told["4.A.2"], told["4.A.3"]
    assert isinstance(key_figures, dict)
    assert isinstance(part_2, dict)
    assert isinstance(part_3, dict)
    assert key_figures["purchase_value_nok"] == {"value": 2_000_000_000, "source": "regnskapet"}
    assert (
        key_figures["active_agreements"]["value"] == len(key_figures["active_agreements"]["records"]) == 145
    )
    assert key_figures["agreements_followed_up"]["value"] == 4
    assert set(part_2) >= set(
        "text suppliers agreements suppliers_new_agreements suppliers_earlier_agreements suppliers_both "
        "suppliers_signing_unknown kickoff_only building_projects extended by_method by_theme self_reports".split()
    )
    assert part_2["by_method"]["self_report"] == {"value": 0, "records": []}
    assert set(part_2["by_theme"]) >= {"human_rights", "openness_governance"}
    assert set(part_2["extended"][0]) >= {"contract", "title", "supplier", "methods", "reason", "outcome"}
    assert {
        k: part_2["self_reports"][k] for k in ("sent", "answered", "assessed", "overdue")
    } == dict.fromkeys(("sent", "answered", "assessed", "overdue"), 0)
    assert set(part_3) >= set(
        "text answer controls deviations rows observations suspected disputed carried_over closed_this_year".split()
    )
    assert part_3["rows"][0] == part_3["rows"][0] | {
        "deviation": "A-1", "type": "wages", "severity": "major",
        "place": {"tier": 2, "stage": "component", "country": "MY"}, "measures": ["Firma L-1 retter"],
        "status": "registered", "deadline": "2023-09-01", "closed": None, "harm": False, "position": None,
    }  # fmt: skip


def test_an_own_text_is_preferred_and_the_draft_stands_beside_it() -> None:
    year = case_1()
    year.own_text("4.A.2", "Vi fulgte opp 3 avtaler.")
    told = document(written(of(year), "json", "en"))
    part, warnings = told["4.A.2"], told["warnings"]
    assert isinstance(part, dict)
    assert isinstance(warnings, list)
    assert part["text"] == part["own_text"] == "Vi fulgte opp 3 avtaler."
    assert part["draft"].startswith("In 2023, 4 suppliers were followed up")
    assert warnings[0]["code"] == "text_contradicts_figure"
    assert warnings[0]["message"] == "4.A.2 says “3 avtaler”, but the records show agreements followed up: 4."
    assert warnings[0]["records"] == ["K-2021-001", "K-2021-002", "K-2021-003", "K-2021-004"]


@pytest.mark.parametrize("amount", ["123456789012345.67", "0.1", "2000000000", ""])
def test_the_purchase_value_is_written_digit_for_digit(amount: str) -> None:
    told = document(written(of(Year(2025, {"purchase_value.2025": amount})), "json", "nb"))
    figures = told["key_figures"]
    assert isinstance(figures, dict)
    value = figures["purchase_value_nok"]["value"]
    assert (value is None) if not amount else (str(value) == amount)
    text = written(of(Year(2025, {"purchase_value.2025": amount})), "text", "en").decode()
    assert ("Total purchase value in 2025: not stated" in text) is (not amount)


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("public", [False, True])
def test_every_format_in_every_language_survives_anything(form: Format, language: str, public: bool) -> None:
    content = written(of(nasty(), language), form, language, public)
    if form == "docx":
        assert Document(BytesIO(content)).paragraphs
        return
    text = content.decode()
    assert not {"\x1b", "\u202e", "\ue000"} & set(text)
    assert text.endswith("\n")


@pytest.mark.parametrize("form", FORMATS)
def test_the_public_version_names_no_supplier_and_says_what_is_withheld(form: Format) -> None:
    year = with_deviations(case_1())
    year.own_text("4.A.1", "Ansvarlig, årlig, effekt.")
    internal, public = (written(of(year), form, "en", public) for public in (False, True))
    if form == "docx":
        internal, public = (read(each).encode() for each in (internal, public))
    assert b"Firma L-1" in internal
    assert b"Firma" not in public
    assert b"The names of 4 suppliers are withheld" in public
    assert b"The wording of 3 measures is withheld" in public
    assert b"The names of 4 suppliers are withheld" not in internal


def read(content: bytes) -> str:
    file = Document(BytesIO(content))
    cells = (cell.text for table in file.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(p.text for p in file.paragraphs), *cells])


def test_section_4a3_never_names_a_supplier_not_even_internally() -> None:
    told = document(written(of(with_deviations(case_1())), "json", "en"))
    part = told["4.A.3"]
    assert isinstance(part, dict)
    assert "Firma" not in part["text"]
    assert "corrective measure" in part["text"]


def test_the_outline_has_one_title_and_no_level_is_skipped() -> None:
    levels = [block.level for block in outline(of(case_1()), "en").blocks if isinstance(block, Heading)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(there - here <= 1 for here, there in pairwise(levels))
    for block in outline(of(with_deviations(case_1())), "en").blocks:
        if isinstance(block, Table):
            assert all(len(row) == len(block.header) for row in block.rows)


def test_word_has_real_headings_header_rows_language_and_page_numbers() -> None:
    content = written(of(with_deviations(case_1())), "docx", "nn")
    told = outline(of(with_deviations(case_1())), "nn")
    file = Document(BytesIO(content))
    headings = [(_style(p), p.text) for p in file.paragraphs if _style(p).startswith("Heading")]
    assert [each for each in headings if each[0] == "Heading 1"] == headings[:1]
    assert sum(text.startswith("4.A.") for style, text in headings if style == "Heading 2") == 3
    assert len(file.tables) == sum(isinstance(block, Table) for block in told.blocks)
    for table in file.tables:
        marked = [bool(row.xpath("./w:trPr/w:tblHeader")) for row in table._tbl.tr_lst]  # pyright: ignore[reportPrivateUsage]
        assert marked == [True] + [False] * (len(marked) - 1)
        assert all(run.bold for cell in table.rows[0].cells for p in cell.paragraphs for run in p.runs)
    spoken = [each.get(qn("w:val")) for each in file.styles.element.iter(qn("w:lang"))]
    assert spoken
    assert set(spoken) == {"nn-NO"}
    assert file.core_properties.language == "nn-NO"
    assert file.core_properties.title
    assert file.core_properties.author == "Eksempel kommune"
    with zipfile.ZipFile(BytesIO(content)) as parts:
        names = parts.namelist()
        assert b'w:instr="PAGE"' in b"".join(parts.read(name) for name in names if "footer" in name)
        assert not [name for name in names if "vba" in name.lower()]
        assert "TargetMode" not in parts.read("word/_rels/document.xml.rels").decode()


def _style(paragraph: DocumentParagraph) -> str:
    return (paragraph.style.name or "") if paragraph.style else ""


def test_word_tables_hold_the_text_as_it_is() -> None:
    year = case_1()
    year.contract("K-2021-001", "L-1", title='<b>&amp; "x" ]]> </w:t>')
    rows = [
        cell.text
        for t in Document(BytesIO(written(of(year), "docx", "en"))).tables
        for cell in t.column_cells(0)
    ]
    assert 'K-2021-001 <b>&amp; "x" ]]> </w:t>' in rows


def test_the_same_summary_is_the_same_file() -> None:
    assert written(of(case_1()), "docx", "nb") == written(of(case_1()), "docx", "nb")


def test_twenty_thousand_deviations_are_written() -> None:
    """As a stream: row by row through the library this would run into the time limit of a test."""
    made = of(with_deviations(case_1()))
    rows = tuple(made.deviations.rows[0].model_copy(update={"deviation": f"A-{n}"}) for n in range(20_000))
    large = made.model_copy(update={"deviations": made.deviations.model_copy(update={"rows": rows})})
    with zipfile.ZipFile(BytesIO(written(large, "docx", "en"))) as parts:
        body = parts.read("word/document.xml")
    assert body.count(b"<w:tr>") > 20_000
    assert b">A-19999<" in body


@pytest.mark.parametrize(
    "text",
    [
        NASTY, "# heading", "1. list", "12) list", "+ list", "- list", "=====", "> quote", "    code", "`code`",
        "[a](http://x)", "<http://x.no>", "http://x.no", "https://x.no/a_b", "www.x.no", "a@b.no", "![x](y)", "a|b",
        "~~x~~", "&lt;", "*a* _b_", "\\", "---", "| a |", "!", "javascript:alert(1)", "14.3.2026",
    ],
)  # fmt: skip
def test_markdown_shows_text_as_it_is(text: str) -> None:
    shown = " ".join(text.split())
    reader = MarkdownIt("gfm-like", {"linkify": True, "html": True})
    tokens = [inner for token in reader.parse(escaped(text)) for inner in (token.children or [token])]
    kinds = {token.type for token in tokens}
    assert kinds <= {"paragraph_open", "paragraph_close", "text", "inline", "text_special"}, kinds
    assert "".join(token.content for token in tokens) == shown


def test_markdown_tables_keep_their_columns() -> None:
    text = written(of(nasty()), "md", "en").decode()
    html = MarkdownIt("gfm-like", {"linkify": True}).render(text)
    assert "<script" not in html
    assert "<a " not in html
    assert "<img" not in html
    assert html.count("<h1>") == 1
    assert html.count("<table>") == len(
        [b for b in outline(of(nasty()), "en").blocks if isinstance(b, Table)]
    )


def test_plain_text_pastes_well() -> None:
    text = written(of(with_deviations(case_1())), "text", "en").decode()
    assert "\u00a0" not in text
    assert "\t" not in text
    assert "NOK 2,000,000,000" in text
    assert not [line for line in text.split("\n") if line != line.rstrip()]


def test_word_opens_in_an_office_program(tmp_path: Path) -> None:
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if not office:
        pytest.skip("no LibreOffice here to open the document with")
    source = tmp_path / "summary.docx"
    source.write_bytes(written(of(with_deviations(case_1())), "docx", "nb"))
    command = [office, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    assert (tmp_path / "summary.pdf").read_bytes().startswith(b"%PDF-")
