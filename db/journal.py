"""The journal as it is read: its entries, whether it is whole, and erasing what an entry tells."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Final

from sqlalchemy import and_, or_, select, text
from sqlalchemy.exc import DBAPIError

from checklists.change import Act, Entry
from checklists.values import Refused, clean
from db.chain import read_head
from db.kinds import KINDS
from db.problems import DatabaseRefused
from db.redaction import Erasure, redacted
from db.replay import replay_findings
from db.rows.journal import entry_value, held_entry_value
from db.search import SEARCHED
from db.store.records import row_of
from db.tables import journal
from db.verify import JournalFinding, chain_findings
from db.writing import Reader, RolledBack, Writer

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

    def redact(self, seqs: Sequence[int], ground: str, act: Act) -> Erasure:
        """Erase what these entries tell, for a legal `ground`: all, or none where one is refused.

        The chain stays whole, and an entry says so.
        Refused("ground_needed"), ("unknown_entry"), ("entry_redacted"), ("entry_for_ever"), or ("entry_still_true")
        while no later entry tells of the same subject: what stands in the record itself is changed first.
        """
        if not ground.strip():
            raise Refused("ground_needed", seq=", ".join(map(str, seqs)))
        with self._writer.transaction(replace(act, why=clean(ground, lines=True))) as write:
            return redacted(write, seqs)


_CHECK: Final = "INSERT INTO searched_fts (searched_fts, rank) VALUES ('integrity-check', 1)"
