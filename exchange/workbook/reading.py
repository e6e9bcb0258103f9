"""A workbook as grids: looked at first, then read by a library in a child process that cannot take us with it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ValidationError

from checklists.values import InputRefused
from exchange.workbook.grid import Cell, CellKind, Grid
from exchange.workbook.preflight import MOST_INFLATED, refuse_dangerous

MOST_BYTES: Final = 10_000_000
_SECONDS: Final = 10
_CHILD: Final = Path(__file__).with_name("child.py")
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")


class _SheetTold(BaseModel):
    name: str
    hidden: bool
    merged: tuple[str, ...]
    cells: tuple[tuple[int, int, CellKind, str], ...]


class _BookTold(BaseModel):
    """What the child process writes."""

    sheets: tuple[_SheetTold, ...] = ()
    refused: str = ""


def read_workbook(raw: bytes, name: str) -> tuple[Grid, ...]:
    """The sheets of an .xlsx or .xls workbook, whatever its name says. Raises InputRefused(`workbook_…`)."""
    if len(raw) > MOST_BYTES:
        raise InputRefused("input_too_large", file=name, limit=MOST_BYTES // 1_000_000)
    if raw.startswith(b"PK"):
        refuse_dangerous(raw, name)
        return _read(raw, name, "xlsx")
    if _ENCRYPTED in raw:
        raise InputRefused("workbook_encrypted", file=name)
    return _read(raw, name, "xls")


def _read(raw: bytes, name: str, kind: str) -> tuple[Grid, ...]:
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(_CHILD), kind],
            input=raw,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
            env={key: value for key, value in os.environ.items() if key in ("PATH", "SYSTEMROOT", "LANG")},
        )
    except subprocess.TimeoutExpired:
        raise InputRefused("workbook_too_slow", file=name) from None
    except OSError:
        raise InputRefused("workbook_no_reader", file=name) from None
    try:
        told = _BookTold.model_validate_json(done.stdout)
    except ValidationError:
        # The process was ended by one of its limits, or by the library itself.
        raise InputRefused("workbook_damaged", file=name) from None
    if told.refused:
        _refuse(told.refused, name)
    return tuple(
        Grid(
            sheet.name,
            {(row, column): Cell(text, kind) for row, column, kind, text in sheet.cells},
            sheet.hidden,
            sheet.merged,
        )
        for sheet in told.sheets
    )


def _refuse(code: str, name: str) -> None:
    if code == "workbook_encrypted":
        raise InputRefused("workbook_encrypted", file=name)
    if code == "workbook_not_one":
        raise InputRefused("workbook_not_one", file=name)
    if code == "workbook_too_large":
        raise InputRefused("workbook_too_large", file=name, limit=MOST_INFLATED // 1_000_000)
    raise InputRefused("workbook_damaged", file=name)
