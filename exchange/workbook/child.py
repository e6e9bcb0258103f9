"""Run as a program of its own, with little memory and time: a workbook on standard input, its cells as JSON out.

It stands alone, without the rest of the project, so that a library that hangs or dies takes nothing with it.
"""

from __future__ import annotations

import datetime
import io
import json
import math
import sys
import warnings
from typing import TypeAlias

MEMORY = 1 << 30
SECONDS = 8
MOST_CELLS = 75_000
CellTold: TypeAlias = "tuple[int, int, str, str]"
SheetTold: TypeAlias = "dict[str, str | bool | list[str] | list[CellTold]]"


class Unreadable(Exception):
    """What is wrong, as the code of a refusal."""


def _limit() -> None:
    try:
        import resource
    except ImportError:  # not a POSIX system: the parent's clock is the only limit
        return
    for name, limit in (("RLIMIT_AS", MEMORY), ("RLIMIT_CPU", SECONDS), ("RLIMIT_FSIZE", 0)):
        try:
            resource.setrlimit(getattr(resource, name), (limit, limit))
        except (ValueError, OSError):  # the system knows no such limit, or a lower one stands already
            continue


def _number(value: float) -> str:
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(value)


def _told(value: object) -> tuple[str, str]:
    """Kind and text of a value."""
    if isinstance(value, bool):
        return "truth", "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return ("number", _number(value)) if math.isfinite(value) else ("error", str(value))
    if isinstance(value, datetime.datetime):
        midnight = value.time() == datetime.time()
        return "date", value.date().isoformat() if midnight else value.isoformat(" ")
    if isinstance(value, datetime.date | datetime.time):
        return "date", value.isoformat()
    return "text", str(value)


def read_new(raw: bytes) -> list[SheetTold]:
    """The sheets of an .xlsx workbook."""
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(raw), data_only=False, keep_links=False)
    found: list[SheetTold] = []
    for sheet in book.worksheets:
        cells: list[CellTold] = []
        # The library's own list of cells; its iterators would make every empty one between them.
        for (row, column), cell in sorted(sheet._cells.items()):  # pyright: ignore[reportPrivateUsage]
            value: object = cell.value
            if value is None or value == "":
                continue
            kind, text = _told(value)
            if cell.data_type == "f":
                kind, text = "formula", text if isinstance(value, str) else "="
            elif cell.data_type == "e":
                kind = "error"
            cells.append((row, column, kind, text))
        merged = [str(each) for each in sheet.merged_cells.ranges]
        hidden = sheet.sheet_state != "visible"
        found.append({"name": sheet.title, "hidden": hidden, "merged": sorted(merged), "cells": cells})
    return found


def read_old(raw: bytes) -> list[SheetTold]:
    """The sheets of an .xls workbook. Of a formula this format gives only the stored result."""
    import xlrd
    from xlrd import biffh, xldate

    try:
        book = xlrd.open_workbook(file_contents=raw, logfile=io.StringIO(), formatting_info=True)
    except biffh.XLRDError as error:
        raise Unreadable(
            "workbook_encrypted" if "encrypted" in str(error).lower() else "workbook_not_one"
        ) from None
    found: list[SheetTold] = []
    for sheet in book.sheets():
        cells: list[CellTold] = []
        for row in range(sheet.nrows):
            for column, cell in enumerate(sheet.row(row)):
                if cell.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK) or cell.value == "":
                    continue
                if cell.ctype == xlrd.XL_CELL_ERROR:
                    kind, text = "error", "#ERROR"
                elif cell.ctype == xlrd.XL_CELL_DATE:
                    kind, text = _told(xldate.xldate_as_datetime(float(cell.value), book.datemode))
                else:
                    truth = cell.ctype == xlrd.XL_CELL_BOOLEAN
                    kind, text = _told(bool(cell.value) if truth else cell.value)
                cells.append((row + 1, column + 1, kind, text))
                if len(cells) > MOST_CELLS:
                    raise Unreadable("workbook_too_large")
        merged = [f"{_letters(c0)}{r0 + 1}:{_letters(c1 - 1)}{r1}" for r0, r1, c0, c1 in sheet.merged_cells]
        hidden = bool(sheet.visibility)
        found.append({"name": sheet.name, "hidden": hidden, "merged": sorted(merged), "cells": cells})
    return found


def _letters(column: int) -> str:
    """0 → A; the old format has at most 256 columns."""
    high, low = divmod(column, 26)
    return (chr(ord("A") + high - 1) if high else "") + chr(ord("A") + low)


def main() -> None:
    _limit()
    warnings.simplefilter("ignore")
    raw = sys.stdin.buffer.read()
    out: dict[str, str | list[SheetTold]]
    try:
        out = {"sheets": read_old(raw) if sys.argv[1:] == ["xls"] else read_new(raw)}
    except Unreadable as unreadable:
        out = {"refused": str(unreadable)}
    except MemoryError:
        out = {"refused": "workbook_too_large"}
    except Exception:  # noqa: BLE001 -- whatever a library says of a broken file, the file is what is broken
        out = {"refused": "workbook_damaged"}
    sys.stdout.write(json.dumps(out))


if __name__ == "__main__":
    main()
