"""Evidence, and the files kept with it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Final

from sqlalchemy import Connection, bindparam, insert, or_, select, union

from checklists.change import Act
from checklists.evidence import Attached, Evidence
from checklists.possible import evidence_faults, refuse_new
from checklists.values import Refused
from db.columns import WORDS
from db.problems import RowUnreadable
from db.rows import evidence_row, evidence_value
from db.store.records import Statements, row_of, version_of
from db.tables import answer, attachment, deviation, evidence, followup, measure
from db.versioned import Versioned
from db.writing import Reader, Write, Writer

LARGEST_FILE: Final = 50_000_000
"""Octets of one attachment."""
_EVIDENCE = Statements.of(evidence, "unknown_evidence")
_FILE = insert(attachment)
_THERE = select(attachment.c.size).where(attachment.c.sha256 == bindparam("wanted"))
_CONTENT = select(attachment.c.content).where(attachment.c.sha256 == bindparam("wanted"))
_ALL = select(*evidence.columns).order_by(evidence.c.nr)
_OF_FOLLOWUP = _ALL.where(evidence.c.followup_id == bindparam("wanted"))
_OF_DEVIATION = _ALL.where(evidence.c.deviation_id == bindparam("wanted"))
_OF_CONTRACT = _ALL.where(
    or_(
        evidence.c.followup_id.in_(
            select(followup.c.id).where(followup.c.contract_id == bindparam("wanted"))
        ),
        evidence.c.deviation_id.in_(
            select(deviation.c.id).where(deviation.c.contract_id == bindparam("wanted"))
        ),
    )
)


_NAMED = bindparam("named", type_=WORDS)
_RESTING = union(
    select(answer.c.followup_id.label("id")).where(answer.c.evidence.like(_NAMED)),
    select(deviation.c.id).where(deviation.c.steps.like(_NAMED)),
    select(measure.c.deviation_id).where(measure.c.evidence.like(_NAMED)),
).order_by("id")


class EvidenceStore:
    """Pieces of evidence; the content of files is kept once, by its SHA-256."""

    def __init__(self, writer: Writer, reader: Reader) -> None:
        self._writer = writer
        self._reader = reader

    def add(self, evidence: Evidence, content: bytes | None, act: Act) -> Evidence:
        """Record evidence, with the content of its file.

        Refused("file_too_large"), or ("file_changed") when the content is not what the evidence says.
        """
        with self._writer.transaction(act) as write:
            return added_evidence(write, Attached(evidence, content))

    def get(self, id: str) -> Versioned[Evidence]:
        """Refused("unknown_evidence")."""
        with self._reader.transaction() as connection:
            row = _EVIDENCE.found(connection, id.strip().upper())
            return Versioned(evidence_value(row), version_of(row))

    def change(self, evidence: Evidence, version: int, act: Act) -> int:
        """Keep changed evidence; its new version. Refused("conflict") unless it is still at `version`."""
        with self._writer.transaction(act) as write:
            row = _EVIDENCE.found(write.connection, evidence.id)
            before = evidence_value(row)
            if version_of(row) != version:
                raise Refused("conflict", subject=evidence.id, version=version)
            if before == evidence:
                return version
            today = write.act.today
            refuse_new(evidence_faults(evidence, today), evidence_faults(before, today))
            new = write.changed(_EVIDENCE.change, evidence_row(evidence), at=evidence.id, version=version)
            write.tell("evidence", evidence.id, "changed", before, evidence)
            return new

    def content(self, sha256: str) -> bytes:
        """The content of a file kept. Refused("unknown_file"), or as damaged when it is not what it was."""
        with self._reader.transaction() as connection:
            found: bytes | None = connection.execute(_CONTENT, {"wanted": sha256}).scalar()
        if found is None:
            raise Refused("unknown_file", sha256=sha256[:12])
        if hashlib.sha256(found).hexdigest() != sha256:
            raise RowUnreadable(f"attachment {sha256[:12]}")
        return found

    def of(
        self, *, followup: str = "", deviation: str = "", contract: str = "", ids: Iterable[str] = ()
    ) -> tuple[Evidence, ...]:
        """Evidence of one follow-up, deviation or contract, or with these ids; the oldest first."""
        with self._reader.transaction() as connection:
            if followup:
                rows = connection.execute(_OF_FOLLOWUP, {"wanted": followup})
            elif deviation:
                rows = connection.execute(_OF_DEVIATION, {"wanted": deviation})
            elif contract:
                rows = connection.execute(_OF_CONTRACT, {"wanted": contract})
            else:
                rows = connection.execute(_EVIDENCE.some, {"ids": list(ids)})
            return tuple(evidence_value(row_of(row)) for row in rows.mappings())

    def resting_on(self, id: str) -> tuple[str, ...]:
        """The follow-ups and deviations in which something rests on this piece of evidence."""
        with self._reader.transaction() as connection:
            return tuple(connection.execute(_RESTING, {"named": f'%"{id}"%'}).scalars())


def rests_on_others(connection: Connection, followup_id: str, some: Iterable[Evidence]) -> frozenset[str]:
    """Ids of those pieces of evidence that belong to something else than the follow-up, or that such rests on."""
    found: set[str] = set()
    for each in some:
        elsewhere = each.followup != followup_id and bool(each.followup or each.supplier)
        resting = set(connection.execute(_RESTING, {"named": f'%"{each.id}"%'}).scalars())
        if elsewhere or each.deviation or each.measure or resting - {followup_id}:
            found.add(each.id)
    return frozenset(found)


def added_evidence(write: Write, new: Attached) -> Evidence:
    """Record evidence and the content of its file within a transaction."""
    refuse_new(evidence_faults(new.evidence, write.act.today))
    if new.content is not None:
        _refuse_content(new.evidence, new.content)
        _kept_file(write, new.content)
    made = new.evidence.model_copy(update={"id": write.new_id("evidence")})
    write.run(_EVIDENCE.insert, evidence_row(made))
    write.tell("evidence", made.id, "created", None, made)
    return made


def added_ids(write: Write, new: Iterable[Attached]) -> tuple[str, ...]:
    """Record pieces of evidence within a transaction; the ids they got."""
    return tuple(added_evidence(write, each).id for each in new)


def _refuse_content(evidence: Evidence, content: bytes) -> None:
    if len(content) > LARGEST_FILE:
        raise Refused("file_too_large", size=len(content), limit=LARGEST_FILE)
    file = evidence.file
    if file is None or file.size != len(content) or file.sha256 != hashlib.sha256(content).hexdigest():
        raise Refused("file_changed", title=evidence.title)


def _kept_file(write: Write, content: bytes) -> None:
    sha256 = hashlib.sha256(content).hexdigest()
    if write.one(_THERE, wanted=sha256) is None:
        write.run(_FILE, {"sha256": sha256, "size": len(content), "content": content})
