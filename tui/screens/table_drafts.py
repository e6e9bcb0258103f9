"""The drafts of the cells of a table: each belongs to the row it was written in, wherever that row comes to stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING

from checklists.conditions import Row

if TYPE_CHECKING:
    from db.database import Database

Keys = tuple[dict[str, str], ...]
"""For each row, the key of the draft of each of its cells by column."""


def draft_keys(table: str, rows: Sequence[Row], columns: Iterable[str]) -> Keys:
    """Keys of the drafts of a table, such as `O-31/sample`.

    A cell is known by what else stands in its row. Rows that say the same are told apart by their order, as long as
    there are as many of them.
    """
    found: Keys = tuple({} for _ in rows)
    for column in columns:
        beside = [_beside(row, column) for row in rows]
        many, seen = Counter(beside), Counter[str]()
        for keys, said in zip(found, beside, strict=True):
            known = sha256(f"{said} {seen[said]}/{many[said]}".encode()).hexdigest()[:16]
            keys[column] = f"{table}/{known}/{column}"
            seen[said] += 1
    return found


def _beside(row: Row, column: str) -> str:
    """What stands in a row beside one of its cells."""
    return repr(sorted((key, cell) for key, cell in row.items() if key != column and cell))


def carry_drafts(db: Database, before: Keys, after: Keys, changed: int | None, now: datetime) -> None:
    """Take drafts along with the row that was changed; those of a row that is no longer there are dropped."""
    there = {key for row in after for key in row.values()}
    along = (
        dict(zip(before[changed].values(), after[changed].values(), strict=True))
        if changed is not None
        else {}
    )
    gone = {key for row in before for key in row.values()} - there
    for key, written in db.drafts.all().items():
        if key in gone:
            db.drafts.drop(key)
            if key in along:
                db.drafts.keep(along[key], written, now)
