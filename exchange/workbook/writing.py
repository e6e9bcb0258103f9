"""Sheets of text as an .xlsx workbook in which nothing is a formula, a link or a number."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import Final

_FIXED_TIME: Final = (1980, 1, 1, 0, 0, 0)
_MADE: Final = datetime(2000, 1, 1)
_MODIFIED: Final = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
LONGEST_CELL: Final = 32_767
_WIDEST: Final = 60


def written_workbook(sheets: Sequence[tuple[str, Sequence[Sequence[str]]]]) -> bytes:
    """The sheets as (name, rows), the first row of each as its headings. The same sheets give the same bytes."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for number, row in enumerate(rows, 1):
            for column, text in enumerate(row, 1):
                if not text:
                    continue
                cell = sheet.cell(number, column, text)
                cell.data_type = "s"  # or `=1+1` would be a formula
                if number == 1:
                    cell.font = Font(bold=True)
                else:
                    cell.alignment = Alignment(vertical="top", wrap_text=True)
        sheet.freeze_panes = "A2"
        for column in range(1, max(map(len, rows), default=0) + 1):
            longest = max((len(row[column - 1]) for row in rows if len(row) >= column), default=0)
            sheet.column_dimensions[get_column_letter(column)].width = min(max(longest + 2, 8), _WIDEST)
    book.properties.created = _MADE
    saved = BytesIO()
    book.save(saved)
    return _timeless(saved)


def _timeless(saved: BytesIO) -> bytes:
    """The archive with one and the same time on every part."""
    out = BytesIO()
    with zipfile.ZipFile(saved) as given, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in given.namelist():
            part = zipfile.ZipInfo(name, _FIXED_TIME)
            part.compress_type = zipfile.ZIP_DEFLATED
            # The library writes the time of saving into the properties, whatever stood there.
            archive.writestr(part, _MODIFIED.sub(rb"\g<1>2000-01-01T00:00:00Z", given.read(name)))
    return out.getvalue()
