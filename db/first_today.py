"""What Today shows, for the app's first data: the standard library's sqlite3 alone, read-only.

Everything else is imported after it; a test holds it equal to `Registers.due` and `Registers.year_so_far`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import TypeVar
from urllib.parse import quote

from checklists.listed import DueLine, YearSoFar
from db.documentation import documentation_due
from db.first_year import first_year

T = TypeVar("T")

_CLEARING = (
    "SELECT * FROM (SELECT date(max(f.signed, coalesce((SELECT max(json_extract(d.steps, '$[#-1].day')) "
    "FROM deviation d WHERE OF_IT), '')), '+' || coalesce((SELECT value FROM setting WHERE key = 'delete_days' "
    "AND value != ''), k.delete_days) || ' days') AS day, 'clear', f.id, c.title, s.name, '' FROM form_copy k "
    "JOIN followup f ON f.form_hash = k.hash JOIN contract c ON c.id = f.contract_id "
    "JOIN supplier s ON s.id = f.supplier_id "
    "WHERE f.form_hash IN (SELECT hash FROM form_copy WHERE delete_days > 0) AND f.status || '' = 'signed' "
    "AND f.cleared = '[]' AND NOT EXISTS (SELECT 1 FROM deviation d WHERE OF_IT AND d.is_open + 0 = 1)) "
    "WHERE day <= :until"
).replace(
    "OF_IT",
    "(d.followup_id = f.id OR d.id IN (SELECT p.deviation_id FROM decision p WHERE p.followup_id = f.id))",
)
_KINDS = (
    "SELECT f.due_day AS day, CASE WHEN f.status = 'sent' THEN 'self_report' ELSE 'followup' END AS what, f.id AS id, "
    "c.title AS title, s.name AS supplier, f.method AS method FROM followup f JOIN contract c ON c.id = f.contract_id "
    "JOIN supplier s ON s.id = f.supplier_id WHERE f.due_day <= :until",
    "SELECT d.due_day AS day, 'deviation', d.id, CASE WHEN d.title != '' THEN d.title ELSE c.title END, "
    "coalesce(s.name, ''), '' FROM deviation d JOIN contract c ON c.id = d.contract_id "
    "LEFT JOIN supplier s ON s.id = d.supplier_id WHERE d.due_day <= :until AND d.is_open = 1",
    "SELECT m.due_day AS day, 'measure', m.deviation_id, m.text, coalesce(s.name, ''), '' FROM measure m "
    "JOIN deviation d ON d.id = m.deviation_id LEFT JOIN supplier s ON s.id = d.supplier_id WHERE m.due_day <= :until",
    "SELECT option_day AS day, 'option', id, title, supplier_names, '' FROM contract "
    "WHERE option_day BETWEEN :today AND :until",
    "SELECT e.valid_until AS day, 'evidence', coalesce(e.followup_id, e.deviation_id, m.deviation_id, e.id), e.title, "
    "coalesce(s.name, ''), '' FROM evidence e LEFT JOIN measure m ON m.id = e.measure_id "
    "LEFT JOIN supplier s ON s.id = e.supplier_id WHERE e.valid_until BETWEEN :today AND :until",
    "SELECT last_day AS day, 'ends', id, title, supplier_names, '' FROM contract "
    "WHERE last_day BETWEEN :today AND :until",
    _CLEARING,
)
_EACH = " UNION ALL ".join(f"SELECT * FROM ({kind} ORDER BY day LIMIT :most)" for kind in _KINDS)  # noqa: S608
_SQL = f"SELECT * FROM ({_EACH}) ORDER BY day, what, id LIMIT :most"  # noqa: S608
_APPLICATION_ID = 0x416B7473


class AtOnce:
    """A database file, looked into before it is opened. What cannot be read at once is None, whatever the reason."""

    def __init__(self, path: Path) -> None:
        self._address = f"file:{quote(str(path))}?mode=ro"

    def due(self, today: date, days: int, limit: int) -> tuple[DueLine, ...] | None:
        """What is due within `days` days, by day."""
        until = today + timedelta(days=days)
        given = {"today": today.isoformat(), "until": until.isoformat(), "most": limit}

        def read(connection: sqlite3.Connection) -> tuple[DueLine, ...]:
            rows = connection.execute(_SQL, given).fetchall()
            lines = [DueLine(*(str(cell or "") for cell in row)) for row in rows]
            lines += documentation_due(connection.execute, today, until)
            return tuple(sorted(lines, key=DueLine.place)[:limit])

        return self._read(read)

    def year(self, today: date) -> tuple[YearSoFar, str] | None:
        """The year of `today` as it stands, and whose database it is."""
        return self._read(lambda connection: first_year(connection, today))

    def _read(self, read: Callable[[sqlite3.Connection], T]) -> T | None:
        try:
            connection = sqlite3.connect(self._address, uri=True, timeout=0.2, isolation_level=None)
            try:
                if connection.execute("PRAGMA application_id").fetchone()[0] != _APPLICATION_ID:
                    return None
                connection.execute("BEGIN")
                return read(connection)
            finally:
                connection.close()
        except (sqlite3.Error, LookupError):
            return None
