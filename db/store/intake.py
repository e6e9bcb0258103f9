"""Taking in a register within one write transaction: what is new, what differs, what stands there already."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from typing import Final, Literal

from sqlalchemy import bindparam, delete, insert, select

from checklists.contract import Contract, RequirementSetInForce, Supplier
from checklists.intake import ContractDraft, ImportReport, Problem, Reading, RowReport
from checklists.library import requirement_sets
from checklists.requirements import assumed_sets
from checklists.values import Refused
from db.columns import WORDS
from db.ids import made_id
from db.prepared import Prepared
from db.rows import Cell, Row, contract_row, contract_value, says_the_same, supplier_links
from db.search import indexed, reindexed
from db.store.records import Statements, rows_of, version_of
from db.store.suppliers import Matching
from db.tables import contract, contract_supplier
from db.writing import Write

Fate = Literal["created", "updated", "unchanged", "refused"]
_AT_ONCE: Final = 500
_CONTRACT = Statements.of(contract, "unknown_contract")
_INSERT = Prepared(insert(contract), *contract.columns.keys())
_LINK = Prepared(insert(contract_supplier), *contract_supplier.columns.keys())
_UNLINK = delete(contract_supplier).where(contract_supplier.c.contract_id == bindparam("of_contract"))
_THERE = select(*contract.columns).where(
    contract.c.source == bindparam("of_source"),
    contract.c.reference.in_(bindparam("references", expanding=True, type_=WORDS)),
)
_LINKS = (
    select(contract_supplier.c.contract_id, contract_supplier.c.supplier_id)
    .where(contract_supplier.c.contract_id.in_(bindparam("ids", expanding=True, type_=WORDS)))
    .order_by(contract_supplier.c.contract_id, contract_supplier.c.position)
)
_NEVER_FROM_FILE: Final = {"id", "suppliers"}


@dataclass(slots=True)
class Taken:
    """One draft on its way: the row and the suppliers' ids that were there, and what is to be."""

    draft: ContractDraft
    row: Row | None = None
    held: tuple[str, ...] = ()
    suppliers: Sequence[Supplier] = ()
    id: str = ""
    fate: Fate = "unchanged"
    problem: Problem | None = None


class Intake:
    """Takes in a reading. `report` tells what came of it."""

    def __init__(self, write: Write, reading: Reading) -> None:
        self._write = write
        self._reading = reading
        self._matching = Matching(write)
        self._rows: list[RowReport] = []
        self._counts: Counter[str] = Counter()
        self._contracts: set[str] = set()
        self._suppliers: set[str] = set()
        self._assumed: dict[object, tuple[RequirementSetInForce, ...]] = {}
        self._value: dict[str, Decimal] = {}

    @property
    def refused(self) -> bool:
        """Did any row have to be refused, by the reader of the file or here?"""
        return bool(self._reading.refused) or self._counts["refused"] > 0

    @property
    def changed(self) -> bool:
        return self._counts["created"] + self._counts["updated"] > 0

    def run(self) -> None:
        """Take in every draft, in the order of the file."""
        # What was read is many small objects; the collector need not look through them again and again.
        gc.freeze()
        try:
            self._run()
        finally:
            gc.unfreeze()

    def _run(self) -> None:
        for drafts in self._batches():
            taken = self._found(drafts)
            self._match(taken)
            self._create([each for each in taken if each.row is None])
            for each in taken:
                self._update(each)
                self._count(each)
        if self.changed:
            number = self._write.numbers("import")
            after: dict[str, object] = {"format": self._reading.format, "read": self._reading.read}
            after |= {fate: self._counts[fate] for fate in ("created", "updated", "unchanged", "refused")}
            self._write.tell("import", f"import/{number}", "created", None, after)

    def report(self, *, stored: bool) -> ImportReport:
        """What was, or with `stored` false would be, done; rows in the order of their lines."""
        reading = self._reading
        skipped = [RowReport(line=each.line, status="skipped", problems=(each,)) for each in reading.skipped]
        refused = _by_line(reading.refused)
        rows = sorted([*self._rows, *skipped, *refused], key=lambda row: row.line or 0)
        counts = Counter(row.status for row in rows)
        return ImportReport(
            read=reading.read,
            created=counts["created"],
            updated=counts["updated"],
            unchanged=counts["unchanged"],
            skipped=counts["skipped"],
            refused=counts["refused"],
            contracts=len(self._contracts),
            suppliers=len(self._suppliers),
            value={currency: f"{self._value[currency]:f}" for currency in sorted(self._value)},
            rows=tuple(rows),
            notes=reading.notes,
            removed_characters=reading.removed_characters,
            stored=stored,
        )

    def _batches(self) -> Iterable[list[ContractDraft]]:
        """Some drafts at a time, never the same contract twice in one."""
        batch: list[ContractDraft] = []
        keys: set[tuple[str, str]] = set()
        for draft in self._reading.drafts:
            key = (draft.contract.source, draft.contract.reference)
            if len(batch) >= _AT_ONCE or key in keys:
                yield batch
                batch, keys = [], set()
            batch.append(draft)
            keys.add(key)
        if batch:
            yield batch

    def _found(self, drafts: Sequence[ContractDraft]) -> list[Taken]:
        """The drafts with the rows they are about; one that its row cannot become is refused."""
        rows = self._rows_there(drafts)
        links: dict[Cell, list[str]] = {}
        if rows:
            ids = {"ids": [row["id"] for row in rows.values()]}
            for contract_id, supplier_id in self._write.connection.execute(_LINKS, ids):
                links.setdefault(contract_id, []).append(supplier_id)
        taken: list[Taken] = []
        for draft in drafts:
            row = rows.get((draft.contract.source, draft.contract.reference))
            held = tuple(links.get(row["id"], ())) if row else ()
            taken.append(_judged(Taken(draft, row, held, id=str(row["id"]) if row else "")))
        return taken

    def _rows_there(self, drafts: Sequence[ContractDraft]) -> dict[tuple[Cell, Cell], Row]:
        of_source: dict[str, list[str]] = {}
        for draft in drafts:
            of_source.setdefault(draft.contract.source, []).append(draft.contract.reference)
        rows: dict[tuple[Cell, Cell], Row] = {}
        for source, references in of_source.items():
            wanted = {"of_source": source, "references": references}
            for row in rows_of(self._write.connection.execute(_THERE, wanted)):
                rows[row["source"], row["reference"]] = row
        return rows

    def _match(self, taken: Sequence[Taken]) -> None:
        fine = [each for each in taken if each.problem is None]
        matched = iter(self._matching.recorded([firm for each in fine for firm in each.draft.suppliers]))
        for each in fine:
            found = {firm.id: firm for firm in islice(matched, len(each.draft.suppliers))}
            each.suppliers = list(found.values())

    def _create(self, new: Sequence[Taken]) -> None:
        if not new:
            return
        year = self._write.act.today.year
        first = self._write.numbers(f"contract.{year}", len(new)) - len(new) + 1
        rows: list[Row] = []
        links: list[Row] = []
        for number, each in enumerate(new, first):
            each.id = made_id("contract", number, year)
            each.fate = "created"
            ids = tuple([firm.id for firm in each.suppliers])
            change = {"id": each.id, "suppliers": ids, "requirement_sets": self._sets(each.draft.contract)}
            made = each.draft.contract.model_copy(update=change)
            rows.append(contract_row(made, each.suppliers))
            links += supplier_links(made)
            self._write.tell("contract", made.id, "created", None, made)
        _INSERT.run_many(self._write.connection, rows)
        _LINK.run_many(self._write.connection, links)
        indexed(self._write.connection, "contract", rows)

    def _sets(self, new: Contract) -> tuple[RequirementSetInForce, ...]:
        """Those the file gives, or those a contract like it is assumed to carry."""
        if new.requirement_sets:
            return new.requirement_sets
        like = (new.kind, new.signed or new.starts)
        if like not in self._assumed:
            self._assumed[like] = assumed_sets(new, requirement_sets())
        return self._assumed[like]

    def _update(self, each: Taken) -> None:
        row, ids = each.row, tuple([firm.id for firm in each.suppliers]) or each.held
        if row is None or each.problem or (ids == each.held and _same(each.draft, row)):
            return
        before = contract_value(row, each.held)
        after = _merged(before, each.draft).model_copy(update={"suppliers": ids})
        made = contract_row(after, each.suppliers or self._matching.by_id(ids))
        self._write.changed(_CONTRACT.change, made, at=after.id, version=version_of(row))
        if ids != each.held:
            self._write.run(_UNLINK, {"of_contract": after.id})
            _LINK.run_many(self._write.connection, supplier_links(after))
        reindexed(self._write.connection, "contract", row, made)
        self._write.tell("contract", after.id, "changed", before, after)
        each.fate = "updated"

    def _count(self, each: Taken) -> None:
        lines: Sequence[int | None] = each.draft.lines or (None,)
        if self._reading.counted_in == "contracts":
            lines = lines[:1]
        self._counts[each.fate] += len(lines)
        notes = (*each.draft.notes, *((each.problem,) if each.problem else ()))
        contract = "" if each.problem else each.id
        for place, line in enumerate(lines):
            own = tuple([n for n in notes if n.line == line or (place == 0 and n.line not in lines)])
            self._rows.append(RowReport(line=line, status=each.fate, contract=contract, problems=own))
        if each.problem is None:
            self._contracts.add(each.id)
            self._suppliers.update([firm.id for firm in each.suppliers])
            if value := each.draft.contract.value:
                self._value[value.currency] = self._value.get(value.currency, Decimal(0)) + value.amount


def _same(draft: ContractDraft, row: Row) -> bool:
    return says_the_same(draft.contract, draft.given - _NEVER_FROM_FILE, row)


def _judged(taken: Taken) -> Taken:
    """Refuses an update that would make a contract that cannot be."""
    if taken.row is None or _same(taken.draft, taken.row):
        return taken
    try:
        _merged(contract_value(taken.row, taken.held), taken.draft)
    except Refused as refused:
        params = {name: str(value) for name, value in refused.params.items()}
        line = taken.draft.lines[0] if taken.draft.lines else None
        taken.problem = Problem(code=refused.code, params=params, line=line)
        taken.fate = "refused"
    return taken


def _merged(before: Contract, draft: ContractDraft) -> Contract:
    """What is there, with the fields that the file speaks of; checked again as a whole."""
    news = {name: getattr(draft.contract, name) for name in draft.given - _NEVER_FROM_FILE}
    return Contract.model_validate({**dict(before), **news})


def _by_line(problems: Sequence[Problem]) -> list[RowReport]:
    found: dict[int | None, list[Problem]] = {}
    for problem in problems:
        found.setdefault(problem.line, []).append(problem)
    return [RowReport(line=line, status="refused", problems=tuple(all)) for line, all in found.items()]
