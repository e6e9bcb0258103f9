"""The three containers of an XLSForm besides the old workbook: what each holds as sheets, and sheets as each."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from checklists.values import InputRefused
from exchange.files import kind_of
from exchange.form_reading import Container
from exchange.register.csvtext import csv_text
from exchange.workbook.grid import Cell, Grid
from exchange.workbook.reading import read_workbook
from exchange.workbook.writing import LONGEST_CELL, written_workbook

Sheet = tuple[str, Sequence[Sequence[str]]]
"""A sheet's name and its rows, the first of them its headings."""
LONGEST: Final[dict[Container, int]] = {"xlsx": LONGEST_CELL - 767, "csv": 100_000, "md": 100_000}
"""Letters that one cell may have."""
MOST_TEXT: Final = 5_000_000
_MOST_ROWS: Final = 20_000
_PIPE = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r"[|:\s-]+")
_LIVE: Final = ("=", "+", "-", "@", "\t", "\r")
_GUARDED = re.compile(r"'+[=+\-@]")


def grids_of(raw: bytes, name: str) -> tuple[Container, tuple[Grid, ...]]:
    """The sheets in a file, whatever its name says. Raises InputRefused for what is no XLSForm's container."""
    kind = kind_of(raw, "." + name.rpartition(".")[2])
    if kind == "xlsx":
        return "xlsx", read_workbook(raw, name)
    if kind == "old_office":
        return "xls", read_workbook(raw, name)
    if kind == "empty":
        raise InputRefused("file_empty", file=name)
    if kind != "text":
        raise InputRefused("xlsform_not_one", file=name)
    if len(raw) > MOST_TEXT:
        raise InputRefused("input_too_large", file=name, limit=MOST_TEXT // 1_000_000)
    told = csv_text(raw, name)
    text = raw.decode(told.encoding).replace("\r\n", "\n").replace("\r", "\n")
    if re.match(r"(?:\s|#[^\n]*\n)*\|", text):
        return "md", _grids(_markdown_rows(text), name)
    delimiter = told.delimiter if told.has_sep_line else _delimiter(text)
    rows = replace(told, delimiter=delimiter).rows()
    return "csv", _grids([(number, [_unguarded(cell) for cell in row]) for number, row in rows], name)


def _delimiter(text: str) -> str:
    """What the cells of a CSV file are parted by: the row of headings begins with it, as its first cell is empty."""
    lines = (line.lstrip() if line[:1] != "\t" else line for line in text.split("\n"))
    headings = next((line for line in lines if line.startswith((",", ";", "\t", '"",', '"";'))), ",")
    return headings.removeprefix('""')[0]


def _grids(rows: list[tuple[int, list[str]]], name: str) -> tuple[Grid, ...]:
    """Rows whose first cell, where it holds anything, begins a sheet of that name."""
    if len(rows) > _MOST_ROWS:
        raise InputRefused("xlsform_too_long", file=name, limit=_MOST_ROWS)
    sheets: dict[str, dict[tuple[int, int], Cell]] = {}
    here: dict[tuple[int, int], Cell] | None = None
    for number, row in rows:
        if row and (begins := row[0].strip()):
            here = sheets.setdefault(begins, {})
        for column, cell in enumerate(row[1:], 1):
            if cell.strip() and here is not None:
                here[number, column] = Cell(cell.strip())
    return tuple(Grid(sheet, cells) for sheet, cells in sheets.items())


def _markdown_rows(text: str) -> list[tuple[int, list[str]]]:
    found: list[tuple[int, list[str]]] = []
    for number, line in enumerate(text.split("\n"), 1):
        told = line.strip()
        if not told.startswith("|") or _RULE.fullmatch(told):
            continue
        end = told.rfind("|")
        cells = _PIPE.split(told[1:end])
        found.append((number, [cell.strip().replace("\\|", "|") for cell in cells]))
    return found


def contained(sheets: Sequence[Sheet], container: Container) -> bytes:
    """The sheets as a file of that kind. For `md` no cell may hold a line break."""
    if container == "xlsx":
        return written_workbook(sheets)
    told = _markdown(sheets) if container == "md" else _csv(sheets)
    return told.encode()


def _csv(sheets: Sequence[Sheet]) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    for name, rows in sheets:
        writer.writerow([name])
        for row in rows:
            writer.writerow(["", *(_guarded(cell) for cell in row)])
    return out.getvalue()


def _markdown(sheets: Sequence[Sheet]) -> str:
    lines: list[str] = []
    for name, rows in sheets:
        lines.append(f"| {name} |")
        for row in rows:
            lines.append("| " + "".join("| " + cell.replace("|", "\\|") + " " for cell in row) + "|")
    return "\n".join(lines) + "\n"


def _guarded(cell: str) -> str:
    """A cell that a spreadsheet would run as a formula, with a sign before it that makes it text."""
    return f"'{cell}" if cell.startswith(_LIVE) or _GUARDED.match(cell) else cell


def _unguarded(cell: str) -> str:
    return cell[1:] if _GUARDED.match(cell) else cell
