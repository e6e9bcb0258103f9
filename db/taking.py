"""A whole database taken into an empty one, in one transaction: nothing of it, or all of it."""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from typing import Final

from pydantic import ValidationError
from sqlalchemy import Connection, Table, insert, select, update
from sqlalchemy.exc import IntegrityError

from checklists.change import Act
from checklists.contract import Contract, Supplier
from checklists.deviation import Deviation
from checklists.evidence import Evidence
from checklists.followup import FollowUp
from checklists.form import Form
from checklists.measure import Measure
from checklists.settings import PrioritisedRisk
from checklists.values import InputRefused, Refused
from checklists.whole import HeldForm, WholeDatabase
from db.database import Database
from db.derived import refresh
from db.ids import counter_of
from db.problems import RowUnreadable
from db.replay import replay_findings
from db.rows import (
    Cell,
    answer_row,
    contract_row,
    decision_row,
    deviation_row,
    evidence_row,
    followup_row,
    form_row,
    form_version_row,
    measure_row,
    own_text_row,
    risk_row,
    setting_row,
    summary_row,
    supplier_links,
    supplier_row,
)
from db.search import rebuilt
from db.tables import (
    answer,
    attachment,
    contract,
    contract_supplier,
    counter,
    decision,
    deviation,
    evidence,
    followup,
    form_copy,
    form_version,
    journal,
    journal_head,
    measure,
    metadata,
    own_text,
    risk,
    setting,
    summary,
    supplier,
)
from db.verify import JournalFinding, chain_findings
from db.writing import RolledBack, Write

Rows = Iterator[dict[str, Cell]]
Identified = Supplier | Contract | FollowUp | Deviation | Measure | Evidence | PrioritisedRisk
_AT_ONCE: Final = 2_000
_NOT_RECORDS: Final = frozenset({"journal_head", "draft"})


def take_whole(
    db: Database, whole: WholeDatabase, act: Act, *, dry_run: bool = False
) -> tuple[JournalFinding, ...]:
    """Take in every record and the journal as they are, and what of them is not as the journal says.

    Taking in is no entry of its own. Raises Refused("database_not_empty"), and InputRefused for an export whose
    records do not fit together. A dry run is the real one, undone.
    """
    taking = _Taking(whole)
    found: tuple[JournalFinding, ...] = ()
    with suppress(RolledBack), db.writer.transaction(act) as write:
        _refuse_full(write.connection)
        taking.keep(write)
        found = (*chain_findings(write.connection), *replay_findings(write.connection))
        if dry_run:
            raise RolledBack
    return found


def _refuse_full(connection: Connection) -> None:
    for table in metadata.sorted_tables:
        if table.name not in _NOT_RECORDS and connection.execute(select(table).limit(1)).first():
            raise Refused("database_not_empty", table=table.name)


class _Taking:
    """One taking in."""

    def __init__(self, whole: WholeDatabase) -> None:
        self._whole = whole
        self._forms: dict[str, Form] = {}
        self._suppliers: Mapping[str, Supplier] = {each.id: each for each in whole.suppliers}

    def keep(self, write: Write) -> None:
        """Write every row."""
        self._refuse_numbers()
        for table, part, rows in self._tables():
            try:
                for some in _some(rows()):
                    write.connection.execute(insert(table), some)
            except (KeyError, OverflowError, RowUnreadable, ValidationError, IntegrityError):
                raise InputRefused("export_does_not_fit", where=part) from None
        head = self._whole.journal[-1] if self._whole.journal else None
        if head:
            where = update(journal_head).where(journal_head.c.id == 1)
            values = {"seq": head.seq, "hash": head.entry_hash, "at": head.at}
            write.connection.execute(where, values)
        rebuilt(write.connection)
        with_work = {each.contract for each in (*self._whole.followups, *self._whole.deviations)}
        refresh(write.connection, sorted(with_work))

    def _tables(self) -> Iterator[tuple[Table, str, Callable[[], Rows]]]:
        """Each table, the part of the export it comes from, and its rows; what is referred to comes first."""
        whole, of = self._whole, self._version
        yield supplier, "suppliers", lambda: (supplier_row(s, of("supplier", s.id)) for s in whole.suppliers)
        yield contract, "contracts", self._contracts
        yield (
            contract_supplier,
            "contracts",
            lambda: (link for each in whole.contracts for link in supplier_links(each)),
        )
        yield form_copy, "forms", lambda: (form_row(self._form(held)) for held in whole.forms)
        yield followup, "followups", lambda: (followup_row(f, of("followup", f.id)) for f in whole.followups)
        yield (
            form_version,
            "form_versions",
            lambda: (form_version_row(f, of("form_version", f.subject)) for f in whole.form_versions),
        )
        yield answer, "answers", self._answers
        yield (
            deviation,
            "deviations",
            lambda: (deviation_row(d, of("deviation", d.id)) for d in whole.deviations),
        )
        yield decision, "decisions", lambda: (decision_row(each) for each in whole.decisions)
        yield measure, "measures", lambda: (measure_row(m, of("measure", m.id)) for m in whole.measures)
        yield evidence, "evidence", lambda: (evidence_row(e, of("evidence", e.id)) for e in whole.evidence)
        yield risk, "risks", lambda: (risk_row(r, of("risk", r.id)) for r in whole.risks)
        yield setting, "settings", lambda: (setting_row(each) for each in whole.settings)
        yield own_text, "own_texts", lambda: (own_text_row(each) for each in whole.own_texts)
        yield summary, "summaries", lambda: (summary_row(each) for each in whole.summaries)
        yield attachment, "files", self._files
        yield (
            counter,
            "counters",
            lambda: ({"name": name, "last": last} for name, last in whole.counters.items()),
        )
        yield journal, "journal", lambda: (each.model_dump() for each in whole.journal)

    def _version(self, kind: str, id: str) -> int:
        return self._whole.versions.get(f"{kind}/{id}", 1)

    def _contracts(self) -> Rows:
        for each in self._whole.contracts:
            firms = [self._suppliers[id] for id in each.suppliers]
            yield contract_row(each, firms, self._version("contract", each.id))

    def _form(self, held: HeldForm) -> Form:
        form = Form.model_validate_json(held.json_text)
        if form.content_hash != held.hash or form.stored() != held.json_text:
            raise RowUnreadable(f"form {held.hash[:12]}")
        self._forms[held.hash] = form
        return form

    def _answers(self) -> Rows:
        on = {each.id: each.form_hash for each in self._whole.followups}
        for held in self._whole.answers:
            theme = self._forms[on[held.followup]].theme_of(held.answer.question)
            version = self._version("answer", f"{held.followup}/{held.answer.question}")
            yield answer_row(held.followup, held.answer, theme, version)

    def _files(self) -> Rows:
        for held in self._whole.files:
            try:
                content = base64.b64decode(held.base64, validate=True)
            except binascii.Error:
                raise InputRefused("export_does_not_fit", where="files") from None
            if hashlib.sha256(content).hexdigest() != held.sha256:
                raise InputRefused("export_does_not_fit", where="files")
            yield {"sha256": held.sha256, "size": len(content), "content": content}

    def _refuse_numbers(self) -> None:
        """Every id is one of ours, and no number will be given a second time."""
        for part, id in _ids(self._whole):
            try:
                name, number = counter_of(id)
            except ValueError:
                raise InputRefused("export_does_not_fit", where=part) from None
            if self._whole.counters.get(name, 0) < number:
                raise InputRefused("export_does_not_fit", where="counters")


def _ids(whole: WholeDatabase) -> Iterator[tuple[str, str]]:
    """Each part that has ids, with each of its ids."""
    parts = ("suppliers", "contracts", "followups", "deviations", "measures", "evidence", "risks")
    for part in parts:
        records: tuple[Identified, ...] = getattr(whole, part)
        for each in records:
            yield part, each.id


def _some(rows: Iterable[dict[str, Cell]]) -> Iterator[list[dict[str, Cell]]]:
    held: list[dict[str, Cell]] = []
    for row in rows:
        held.append(row)
        if len(held) == _AT_ONCE:
            yield held
            held = []
    if held:
        yield held
