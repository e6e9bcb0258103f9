"""The first page of contracts for the first frame: the standard library's sqlite3 alone, read-only.

Everything else is imported after it; a test holds it equal to `Registers.contracts`.
"""

from __future__ import annotations

import sqlite3
from datetime import date
from pathlib import Path
from urllib.parse import quote

from checklists.listed import ContractLine, Page

_SQL = """
SELECT c.id, c.reference, c.title, c.supplier_names, c.category, c.value, c.currency, c.last_day, c.open_ended,
  c.risk, c.first_day, c.option_day, d.task_day, d.task_what, d.depths, c.title_key, c.nr
FROM contract c LEFT JOIN derived_contract d ON d.nr = c.nr ORDER BY c.title_key, c.nr LIMIT ?"""
_APPLICATION_ID = 0x416B7473
_NOTHING_ASKED = "nnnnnnn"


def first_page(path: Path, limit: int, *, today: date) -> Page[ContractLine] | None:
    """The first `limit` contracts by title; None where that cannot be read at once, whatever the reason."""
    address = f"file:{quote(str(path))}?mode=ro"
    try:
        connection = sqlite3.connect(address, uri=True, timeout=0.2, isolation_level=None)
        try:
            if connection.execute("PRAGMA application_id").fetchone()[0] != _APPLICATION_ID:
                return None
            connection.execute("BEGIN")
            total: int = connection.execute("SELECT count(*) FROM contract").fetchone()[0]
            rows = connection.execute(_SQL, (limit + 1,)).fetchall()
        finally:
            connection.close()
    except sqlite3.Error:
        return None
    lines = tuple(_line(row, today.isoformat()) for row in rows[:limit])
    after = (0, *rows[limit - 1][-2:]) if len(rows) > limit else None
    return Page(lines, after, total)


def _line(row: tuple[str | int | None, ...], today: str) -> ContractLine:
    ends, first, option, task_day, task_what, depths = (str(row[n] or "") for n in (7, 10, 11, 12, 13, 14))
    id, reference, title, suppliers, category, currency, risk = (
        str(row[n] or "") for n in (0, 1, 2, 3, 4, 6, 9)
    )
    due = [(task_day, 0, task_what)] if task_day else []
    due += [each for each in ((option, 1, "option"), (ends, 2, "ends")) if each[0] >= today]
    next_day, _, next_what = min(due, default=("", 0, ""))
    value = row[5] if isinstance(row[5], int) else None
    active = first <= today <= (ends or today)
    return ContractLine(
        id, reference, title, suppliers, category, value, currency, ends, bool(row[8]), risk,
        depths or _NOTHING_ASKED, next_day, next_what, active,
    )  # fmt: skip
