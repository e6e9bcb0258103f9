"""The journal as it is read: its entries, whether it is whole, and erasing what an entry tells."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from typing import Final

from sqlalchemy import Connection, and_, or_, select, text, update
from sqlalchemy.exc import DBAPIError

from checklists.change import Act, Entry
from checklists.values import Refused
from db.chain import read_head
from db.kinds import KINDS
from db.problems import DatabaseRefused
from db.replay import replay_findings
from db.rows.journal import entry_value, held_entry_value
from db.search import SEARCHED
from db.store.records import row_of
from db.tables import journal
from db.verify import REDACTED, JournalFinding, chain_findings
from db.writing import Reader, RolledBack, Write, Writer

__all__ = ["Journal", "JournalFinding"]
_NAMES: Final = (*(kind.name for kind in KINDS), "import")
_INSIDE: Final = ("answer", "decision")
"""Kinds whose subject begins with the follow-up they belong to."""
_NEWEST_FIRST: Final = select(*journal.columns).order_by(journal.c.seq.desc())


class Journal:
    """The trail of changes."""

    def __init__(self, writer: Writer, reader: Reader) -> None:
        self._writer = writer
        self._reader = reader

    def head(self) -> tuple[int, str]:
        """Number and hash of the last entry: what to keep elsewhere as an anchor."""
        with self._reader.transaction() as connection:
            seq, hash, _ = read_head(connection)
        return seq, hash

    def entries(self, *, subject: str = "", before: int | None = None, limit: int = 100) -> tuple[Entry, ...]:
        """Entries, newest first; of a follow-up also those of its answers and decisions. `before` is a number."""
        statement = _NEWEST_FIRST.limit(max(1, limit))
        if subject:
            inside = journal.c.subject.between(f"{subject}/", f"{subject}/\U0010ffff")
            statement = statement.where(
                or_(
                    and_(journal.c.kind.in_(_NAMES), journal.c.subject == subject),
                    and_(journal.c.kind.in_(_INSIDE), inside),
                )
            )
        if before is not None:
            statement = statement.where(journal.c.seq < before)
        with self._reader.transaction() as connection:
            rows = connection.execute(statement).mappings()
            return tuple(entry_value(held_entry_value(row_of(row))) for row in rows)

    def verify(self, *, replay: bool = True) -> tuple[JournalFinding, ...]:
        """Everything in the trail, and with `replay` in the rows, that is not as the program left it."""
        found: list[JournalFinding] = []
        with self._reader.transaction() as connection:
            try:
                found += chain_findings(connection)
                if replay:
                    found += replay_findings(connection)
            except (DBAPIError, sqlite3.OperationalError) as error:
                # A text that is no UTF-8 any more; whatever else fails is told as the database's trouble.
                cause = error.orig if isinstance(error, DBAPIError) else error
                if not isinstance(cause, sqlite3.OperationalError) or "UTF-8" not in str(cause):
                    raise
                found.append(JournalFinding("text_unreadable", 0, ""))
        return tuple(found)

    def verify_search(self) -> tuple[JournalFinding, ...]:
        """Where the search index is not as the rows say. It may be looked into while `verify` is under way."""
        return tuple(self._search())

    def _search(self) -> Iterator[JournalFinding]:
        """SQLite looks at an index whole only where it might write. Nothing is, so nobody's reading is waited for."""
        for name in SEARCHED:
            try:
                with suppress(RolledBack), self._writer.unjournalled() as connection:
                    connection.execute(text(_CHECK.replace("searched", name)))
                    raise RolledBack
            except DatabaseRefused as refused:
                if refused.code == "database_read_only":
                    return
                if refused.code != "database_damaged":
                    raise
                yield JournalFinding("search_differs", 0, name)

    def redact(self, seq: int, ground: str, act: Act) -> None:
        """Erase what entry `seq` tells, for a legal `ground`; the chain stays whole, and an entry says so.

        Refused("unknown_entry"), ("entry_redacted"), ("ground_needed"), or ("entry_still_true") while no later
        entry tells of the same subject: what stands in the record itself is changed first.
        """
        if not ground.strip():
            raise Refused("ground_needed", seq=seq)
        with self._writer.transaction(replace(act, why=ground)) as write:
            _redacted(write, seq)


_CHECK: Final = "INSERT INTO searched_fts (searched_fts, rank) VALUES ('integrity-check', 1)"


def _raise_version(connection: Connection, kind_name: str, subject: str) -> None:
    """A row's version is one for each entry that tells of it, and this becomes one more."""
    for kind in KINDS:
        if kind.name == kind_name and kind.versioned:
            version = kind.table.c.version
            connection.execute(
                update(kind.table).where(kind.subject == subject).values({version: version + 1})
            )


def _redacted(write: Write, seq: int) -> None:
    connection = write.connection
    row = connection.execute(select(*journal.columns).where(journal.c.seq == seq)).first()
    if row is None:
        raise Refused("unknown_entry", seq=seq)
    if row.payload is None:
        raise Refused("entry_redacted", seq=seq)
    mine = (journal.c.kind == row.kind, journal.c.subject == row.subject)
    later = select(journal.c.payload).where(*mine).order_by(journal.c.seq.desc()).limit(1)
    latest: str | None = connection.execute(later.where(journal.c.seq > seq)).scalar()
    if latest is None:
        raise Refused("entry_still_true", seq=seq, subject=row.subject)
    after = json.loads(latest)["after"]
    connection.execute(update(journal).where(journal.c.seq == seq).values(payload=None, salt=None))
    _raise_version(connection, row.kind, row.subject)
    write.tell(row.kind, row.subject, "changed", {REDACTED: seq}, after)
