"""What is looked at in a workbook before any library reads it: its parts, its real size, and where its cells are."""

from __future__ import annotations

import re
import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO
from typing import IO, Final

from checklists.values import InputRefused

MOST_PARTS: Final = 300
MOST_INFLATED: Final = 30_000_000
MOST_CELLS: Final = 75_000
MOST_ROWS: Final = 20_000
MOST_COLUMNS: Final = 200
MOST_MERGED: Final = 10_000
"""Cells in all merged ranges of a sheet together."""
_RATIO: Final = 200
_PART: Final = 65_536
_DECLARES = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
_ACTIVE = ("xl/macrosheets/", "xl/activex/", "xl/embeddings/", "xl/ctrlprops/")
_STRICT = "http://purl.oclc.org/ooxml/"
_PLACE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")


@dataclass
class _Seen:
    """What has been counted in one sheet."""

    cells: int = 0
    merged: int = 0
    row: int = 0
    column: int = 0


def refuse_dangerous(raw: bytes, name: str) -> None:
    """Raises InputRefused(`workbook_…`) for a workbook that no library should be shown."""
    try:
        with zipfile.ZipFile(BytesIO(raw)) as archive:
            _parts(archive, name)
            for part, content in _inflated(archive, name):
                if _SHEET.fullmatch(part):
                    _sheet(content, name, part)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError, zlib.error, OSError):
        raise InputRefused("workbook_damaged", file=name) from None


def _parts(archive: zipfile.ZipFile, name: str) -> None:
    """Names, kinds and declared sizes of the parts."""
    parts = archive.infolist()
    names = [part.filename.lower() for part in parts]
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_INFLATED:
        raise InputRefused("workbook_too_large", file=name, limit=MOST_INFLATED // 1_000_000)
    if len(set(names)) < len(names):
        raise InputRefused("workbook_part_twice", file=name)
    for part in parts:
        pieces = re.split(r"[/\\]", part.filename)
        if ".." in pieces or not pieces[0] or (part.external_attr >> 16) & 0o170000 == 0o120000:
            raise InputRefused("workbook_unsafe_part", file=name)
        if part.flag_bits & 1:
            raise InputRefused("workbook_encrypted", file=name)
        if part.file_size > 1_000_000 and part.file_size > _RATIO * max(part.compress_size, 1):
            raise InputRefused("workbook_bomb", file=name)
    if any("vbaproject" in each or each.startswith(_ACTIVE) for each in names):
        raise InputRefused("workbook_macros", file=name)
    if any(each.startswith("xl/externallinks/") for each in names):
        raise InputRefused("workbook_links", file=name)
    if "xl/workbook.xml" not in names:
        raise InputRefused("workbook_not_one", file=name)


def _inflated(archive: zipfile.ZipFile, name: str) -> list[tuple[str, bytes]]:
    """The XML parts with their content. What they declare of their size is not trusted."""
    found: list[tuple[str, bytes]] = []
    left = MOST_INFLATED
    for part in archive.infolist():
        with archive.open(part) as stream:
            content = _read(stream, left, name)
        left -= len(content)
        if not part.filename.lower().endswith((".xml", ".rels", ".vml")):
            continue
        # A document type may be hidden in an encoding with a zero byte beside each letter.
        if _DECLARES.search(content.replace(b"\x00", b"")):
            raise InputRefused("workbook_declares_type", file=name)
        found.append((part.filename, content))
    return found


def _read(stream: IO[bytes], left: int, name: str) -> bytes:
    content = bytearray()
    while piece := stream.read(_PART):
        content += piece
        if len(content) > left:
            raise InputRefused("workbook_too_large", file=name, limit=MOST_INFLATED // 1_000_000)
    return bytes(content)


def _sheet(content: bytes, name: str, part: str) -> None:
    """The rows in order, no cell twice or far away, and nothing merged over half the sheet."""
    from lxml import etree

    seen = _Seen()
    sheet = part.rpartition("/")[2].removesuffix(".xml")
    try:
        for _, element in etree.iterparse(
            BytesIO(content), events=("start",), resolve_entities=False, no_network=True, huge_tree=False
        ):
            space, _, tag = str(element.tag).rpartition("}")
            if seen.row == 0 and seen.cells == 0 and space.startswith("{" + _STRICT):
                raise InputRefused("workbook_strict", file=name)
            if tag == "row":
                _row(element.get("r"), seen, name, sheet)
            elif tag == "c":
                _cell(element.get("r"), seen, name, sheet)
            elif tag == "mergeCell":
                _merged(element.get("ref") or "", seen, name, sheet)
            if (before := element.getprevious()) is not None:
                before.clear()
    except etree.XMLSyntaxError:
        raise InputRefused("workbook_damaged", file=name) from None


def _row(number: str | None, seen: _Seen, name: str, sheet: str) -> None:
    row = int(number) if number and number.isdecimal() and len(number) < 9 else seen.row + 1
    if row <= seen.row:
        raise InputRefused("workbook_disordered", file=name, sheet=sheet, cell=f"A{row}")
    if row > MOST_ROWS:
        raise InputRefused("workbook_far_cell", file=name, sheet=sheet, cell=f"A{row}")
    seen.row, seen.column = row, 0


def _cell(place: str | None, seen: _Seen, name: str, sheet: str) -> None:
    seen.cells += 1
    if seen.cells > MOST_CELLS:
        raise InputRefused("workbook_too_many_cells", file=name, sheet=sheet, limit=MOST_CELLS)
    row, column = _place(place) if place else (seen.row, seen.column + 1)
    if row > MOST_ROWS or column > MOST_COLUMNS:
        raise InputRefused("workbook_far_cell", file=name, sheet=sheet, cell=str(place)[:20])
    if row != seen.row or column <= seen.column:
        raise InputRefused("workbook_disordered", file=name, sheet=sheet, cell=str(place)[:20])
    seen.column = column


def _merged(reference: str, seen: _Seen, name: str, sheet: str) -> None:
    first, _, last = reference.partition(":")
    (top, left), (bottom, right) = _place(first), _place(last or first)
    seen.merged += (abs(bottom - top) + 1) * (abs(right - left) + 1)
    if seen.merged > MOST_MERGED:
        raise InputRefused("workbook_merged_too_far", file=name, sheet=sheet, cell=reference[:30])


def _place(written: str) -> tuple[int, int]:
    """`B12` → (12, 2)."""
    found = _PLACE.fullmatch(written.upper())
    if not found:
        raise ValueError(written)
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]), column
