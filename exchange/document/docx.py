"""A document for Word: real headings, tables with repeated header rows, language tags, page numbers.

Tables are written as a stream into the saved document: cell by cell through the library, large ones would take minutes.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape

from checklists.formats import NBSP
from exchange.document.blocks import Block, Bullets, Choices, Heading, Outline, Paragraph, Room, Table, boxes

if TYPE_CHECKING:
    from docx.document import Document

LANGUAGE_TAGS: Final = {"nb": "nb-NO", "nn": "nn-NO", "en": "en-GB"}
_BODY: Final = "word/document.xml"
_LONGEST: Final = 255
"""Letters of a property of the document."""
_MARK: Final = "\ue000"
"""Where a table or the page number comes; a private character, which no cleaned text holds; between cells too."""
_MARKED_RUN: Final = f"<w:r><w:t>{_MARK}</w:t></w:r>"
_PAGE_FIELD: Final = '<w:fldSimple w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
_TEXT_WIDTH: Final = 9638
"""Twentieths of a point between the margins of an upright A4 page."""
_LINE: Final = 7
"""Millimetres of a line that is written by hand."""
_FONT: Final = "Arial"
_LETTER: Final = 112
"""Twentieths of a point that a letter of a table takes, on the wide side."""
_MEASURED: Final = 300
"""Rows that the widths of a table's columns are measured by."""
_AT_ONCE: Final = 200
"""Rows of a table that are written together."""
_FIXED_TIME: Final = (1980, 1, 1, 0, 0, 0)


def written(told: Outline, when: datetime | None = None) -> bytes:
    """The whole outline as a .docx file. `when` stands in its properties; without it, none is told."""
    from docx import Document as new_document

    document = new_document()
    _set_up(document, told, when or datetime(2000, 1, 1, tzinfo=UTC))
    tables = [block for block in told.blocks if isinstance(block, Table)]
    for block in told.blocks:
        _add(document, block)
    saved = BytesIO()
    document.save(saved)
    return _with_marks_filled(saved, tables)


def _set_up(document: Document, told: Outline, when: datetime) -> None:
    """Page, language of every style, properties, and page numbers in the footer."""
    from docx.shared import Mm

    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(20)
    section.top_margin = section.bottom_margin = Mm(20)
    _dress(document)
    tag = LANGUAGE_TAGS[told.language]
    _speak(document, tag)
    properties = document.core_properties
    properties.language = tag
    properties.title, properties.subject = told.title[:_LONGEST], told.subject[:_LONGEST]
    properties.author = properties.last_modified_by = told.organisation
    properties.comments = properties.keywords = ""
    properties.created = properties.modified = when
    _number_pages(document)


def _dress(document: Document) -> None:
    """One plain typeface for text and headings, and a little room after each paragraph."""
    from docx.oxml.ns import qn
    from docx.shared import Pt
    from docx.styles.style import ParagraphStyle

    for fonts in document.styles.element.iter(qn("w:rFonts")):
        for name in list(fonts.attrib):
            del fonts.attrib[name]
        for kind in ("w:ascii", "w:hAnsi", "w:cs"):
            fonts.set(qn(kind), _FONT)
    normal = document.styles["Normal"]
    if isinstance(normal, ParagraphStyle):
        normal.paragraph_format.space_after = Pt(6)


def _speak(document: Document, tag: str) -> None:
    """The language as the default of every run, for screen readers and spelling."""
    from docx.oxml.ns import qn

    for spoken in document.styles.element.iter(qn("w:lang")):
        spoken.set(qn("w:val"), tag)
    for spoken in document.settings.element.iter(qn("w:themeFontLang")):
        spoken.set(qn("w:val"), tag)


def _number_pages(document: Document) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run(_MARK)


def _add(document: Document, block: Block) -> None:
    match block:
        case Heading(level, text):
            document.add_heading(text, level=level)
        case Paragraph(text):
            document.add_paragraph(text)
        case Bullets(items):
            for each in items:
                document.add_paragraph(each, style="List Bullet")
        case Table(caption):
            named = document.add_paragraph(caption, style="Caption")
            named.paragraph_format.keep_with_next = True
            document.add_paragraph(_MARK)
            document.add_paragraph()
        case Choices():
            document.add_paragraph((NBSP * 4 + " ").join(boxes(block)))
        case Room(lines):
            _add_room(document, lines)


def _add_room(document: Document, lines: int) -> None:
    """A frame to write in, which grows with what is typed there."""
    from docx.shared import Mm

    frame = document.add_table(rows=1, cols=1, style="Table Grid")
    frame.rows[0].height = Mm(_LINE * lines)
    document.add_paragraph()


def _with_marks_filled(saved: BytesIO, tables: list[Table]) -> bytes:
    """The saved document with tables and page number where their marks stand.

    Members carry no time of their own, so the same document is the same bytes.
    """
    made = BytesIO()
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            part = zipfile.ZipInfo(name, _FIXED_TIME)
            part.compress_type = zipfile.ZIP_DEFLATED
            content = source.read(name)
            with target.open(part, "w") as member:
                if name == _BODY:
                    for piece in _filled(content.decode("utf-8"), tables):
                        member.write(piece.encode("utf-8"))
                elif name.startswith("word/footer"):
                    member.write(content.decode("utf-8").replace(_MARKED_RUN, _PAGE_FIELD).encode("utf-8"))
                else:
                    member.write(content)
    return made.getvalue()


def _filled(body: str, tables: list[Table]) -> Iterator[str]:
    between = body.split(f"<w:p>{_MARKED_RUN}</w:p>")
    for before, table in zip(between, tables, strict=False):
        yield before
        yield from _table(table)
    yield between[-1]


def _table(table: Table) -> Iterator[str]:
    """The XML of a table. Its first row is marked as the header and repeated on every page."""
    widths = _widths(table)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    yield (
        '<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="5000" w:type="pct"/>'
        '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" '
        f'w:noVBand="1"/><w:tblCaption w:val="{escape(table.caption, {chr(34): "&quot;"})}"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>"
    )
    yield _row(widths, table.numeric, header=True) % tuple(map(escape, table.header))
    row = _row(widths, table.numeric, header=False)
    for start in range(0, len(table.rows), _AT_ONCE):
        some = table.rows[start : start + _AT_ONCE]
        # Escaped and put in place many at a time: one by one, cells take longer than their compression.
        texts = escape(_MARK.join([_MARK.join(cells) for cells in some])).split(_MARK)
        yield row * len(some) % tuple(texts)
    yield "</w:tbl>"


def _widths(table: Table) -> list[int]:
    """Room for the longest word of each column first; what is left goes where the texts are long."""
    rows = (table.header, *table.rows[:_MEASURED])
    columns = [[row[index] for row in rows] for index in range(len(table.header))]
    least = [max(len(word) for cell in cells for word in (cell.split(" ") or [""])) for cells in columns]
    # A column without a word in it is there to be written in.
    wanted = [min(60, max(len(cell) for cell in cells)) if any(cells[1:]) else 60 for cells in columns]
    needed = [min(letters + 2, 26) * _LETTER for letters in least]
    if sum(needed) >= _TEXT_WIDTH:
        return [_TEXT_WIDTH * width // sum(needed) for width in needed]
    rest = _TEXT_WIDTH - sum(needed)
    return [width + rest * want // sum(wanted) for width, want in zip(needed, wanted, strict=True)]


def _row(widths: list[int], numeric: frozenset[int], *, header: bool) -> str:
    """A row with `%s` where the text of each cell comes."""
    marked = "<w:trPr><w:cantSplit/>" + ("<w:tblHeader/>" if header else "") + "</w:trPr>"
    inner = "".join(_cell(width, right=index in numeric, bold=header) for index, width in enumerate(widths))
    return f"<w:tr>{marked}{inner}</w:tr>"


def _cell(width: int, *, right: bool, bold: bool) -> str:
    aligned = '<w:jc w:val="right"/>' if right else ""
    strong = f'<w:rPr>{"<w:b/>" if bold else ""}<w:sz w:val="18"/></w:rPr>'
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr><w:p><w:pPr><w:spacing w:after="0"/>{aligned}'
        f'</w:pPr><w:r>{strong}<w:t xml:space="preserve">%s</w:t></w:r></w:p></w:tc>'
    )
