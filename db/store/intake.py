"""Taking in a register within one write transaction: what is new, what differs, what stands there already."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from typing import Final

from sqlalchemy import bindparam, delete, insert, select

from checklists.contract import Contract, RequirementSetInForce, Supplier
from checklists.intake import ContractDraft, ImportReport, Problem, Register, RowReport, RowStatus
from checklists.library import requirement_sets
from checklists.requirements import assumed_sets
from checklists.values import Refused
from db.ids import made_id
from db.indexes import filled
from db.prepared import Prepared, as_list, listed
from db.rows import Cell, Row, contract_row, contract_value, says_the_same, supplier_links
from db.search import indexed, reindexed
from db.store.records import Statements, version_of
from db.store.suppliers import Matching
from db.tables import contract, contract_supplier
from db.writing import Write

_AT_ONCE: Final = 500
_MANY: Final = 5_000
"""Rows from which on it pays to make the indexes of an empty register at the end."""
_CONTRACT = Statements.of(contract, "unknown_contract")
_INSERT = Prepared(insert(contract), *contract.columns.keys())
_LINK = Prepared(insert(contract_supplier), *contract_supplier.columns.keys())
_UNLINK = delete(contract_supplier).where(contract_supplier.c.contract_id == bindparam("of_contract"))
_THERE = Prepared(
    select(*contract.columns).where(
        contract.c.source == bindparam("of_source"), contract.c.reference.in_(listed("references"))
    )
)
_LINKS = Prepared(
    select(contract_supplier.c.contract_id, contract_supplier.c.supplier_id)
    .where(contract_supplier.c.contract_id.in_(listed("ids")))
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
    fate: RowStatus = "unchanged"
    same: bool = False
    """Does the row say all that the draft says, suppliers aside?"""
    problem: Problem | None = None


class Intake:
    """Takes in a register. `report` tells what came of it."""

    def __init__(self, write: Write, register: Register) -> None:
        self._write = write
        self._register = register
        self._counted_in = register.counted_in
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
        return bool(self._register.refused) or self._counts["refused"] > 0

    @property
    def changed(self) -> bool:
        return self._counts["created"] + self._counts["updated"] > 0

    def run(self) -> None:
        """Take in every draft, in the order of the file, some at a time."""
        # Nothing here goes in circles: the collector need not look for such among the many small values.
        collecting = gc.isenabled()
        gc.disable()
        try:
            tables = (contract, contract_supplier) if self._register.read >= _MANY else ()
            with filled(self._write.connection, *tables):
                self._run()
        finally:
            if collecting:
                gc.enable()

    def _run(self) -> None:
        for drafts in self._batches():
            taken = self._found(drafts)
            self._match(taken)
            self._create([each for each in taken if each.row is None])
            for each in taken:
                if each.row is not None:
                    self._update(each, each.row)
                self._count(each)
        if self.changed:
            number = self._write.numbers("import")
            after: dict[str, object] = {"format": self._register.format, "read": self._register.read}
            after |= {fate: self._counts[fate] for fate in ("created", "updated", "unchanged", "refused")}
            self._write.tell("import", f"import/{number}", "created", None, after)

    def report(self, *, stored: bool) -> ImportReport:
        """What was, or with `stored` false would be, done; rows in the order of their lines."""
        register = self._register
        skipped = [RowReport(each.line, "skipped", "", (each,)) for each in register.skipped]
        rows = [*self._rows, *skipped, *_by_line(register.refused)]
        rows.sort(key=_line_of)
        counts = Counter([row.status for row in rows])
        return ImportReport(
            read=len(rows) if register.stopped else register.read,
            created=counts["created"],
            updated=counts["updated"],
            unchanged=counts["unchanged"],
            skipped=counts["skipped"],
            refused=counts["refused"],
            contracts=len(self._contracts),
            suppliers=len(self._suppliers),
            value={currency: f"{self._value[currency]:f}" for currency in sorted(self._value)},
            rows=rows,
            notes=register.notes,
            removed_characters=register.removed_characters,
            stored=stored,
        )

    def _batches(self) -> Iterable[list[ContractDraft]]:
        """Some drafts at a time, never the same contract twice in one."""
        batch: list[ContractDraft] = []
        keys: set[tuple[str, str]] = set()
        for draft in self._register.drafts:
            contract = draft.contract
            key = (contract.source, contract.reference)
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
            ids = {"ids": as_list([str(row["id"]) for row in rows.values()])}
            for link in _LINKS.rows(self._write.connection, ids):
                links.setdefault(link["contract_id"], []).append(str(link["supplier_id"]))
        taken: list[Taken] = []
        for draft in drafts:
            row = rows.get((draft.contract.source, draft.contract.reference))
            held = tuple(links.get(row["id"], ())) if row else ()
            taken.append(_judged(Taken(draft, row, held, id=str(row["id"]))) if row else Taken(draft))
        return taken

    def _rows_there(self, drafts: Sequence[ContractDraft]) -> dict[tuple[Cell, Cell], Row]:
        of_source: dict[str, list[str]] = {}
        for draft in drafts:
            of_source.setdefault(draft.contract.source, []).append(draft.contract.reference)
        rows: dict[tuple[Cell, Cell], Row] = {}
        for source, references in of_source.items():
            wanted = {"of_source": source, "references": as_list(references)}
            for row in _THERE.rows(self._write.connection, wanted):
                rows[row["source"], row["reference"]] = row
        return rows

    def _match(self, taken: Sequence[Taken]) -> None:
        fine = [each for each in taken if each.problem is None]
        matched = iter(self._matching.recorded([firm for each in fine for firm in each.draft.suppliers]))
        for each in fine:
            count = len(each.draft.suppliers)
            found = list(islice(matched, count))
            each.suppliers = found if count < 2 else list({firm.id: firm for firm in found}.values())

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
            sets = assumed_sets(new, requirement_sets())
            # One tuple for all that say the same: what comes of it is then found once.
            self._assumed[like] = next((known for known in self._assumed.values() if known == sets), sets)
        return self._assumed[like]

    def _update(self, each: Taken, row: Row) -> None:
        ids = tuple([firm.id for firm in each.suppliers]) or each.held
        if each.problem or (each.same and ids == each.held):
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
        draft, fate, problem = each.draft, each.fate, each.problem
        lines: Sequence[int | None] = draft.lines or (None,)
        if self._counted_in == "contracts":
            lines = lines[:1]
        self._counts[fate] += len(lines)
        notes = (*draft.notes, problem) if problem else draft.notes
        contract = "" if problem else each.id
        for place, line in enumerate(lines):
            own = notes and tuple(
                [n for n in notes if n.line == line or (place == 0 and n.line not in lines)]
            )
            self._rows.append(RowReport(line, fate, contract, own))
        if problem is None:
            self._contracts.add(contract)
            self._suppliers.update([firm.id for firm in each.suppliers])
            if value := draft.contract.value:
                self._value[value.currency] = self._value.get(value.currency, Decimal(0)) + value.amount


def _line_of(row: RowReport) -> int:
    return row.line or 0


def _same(draft: ContractDraft, row: Row) -> bool:
    return says_the_same(draft.contract, draft.given - _NEVER_FROM_FILE, row)


def _judged(taken: Taken) -> Taken:
    """Refuses an update that would make a contract that cannot be."""
    if taken.row is None:
        return taken
    taken.same = _same(taken.draft, taken.row)
    if taken.same:
        return taken
    before = contract_value(taken.row, taken.held)
    try:
        taken.same = _merged(before, taken.draft) == before
    except Refused as refused:
        params = {name: str(value) for name, value in refused.params.items()}
        line = taken.draft.lines[0] if taken.draft.lines else None
        taken.problem = Problem(code=refused.code, params=params, line=line)
        taken.fate = "refused"
    return taken


def _merged(before: Contract, draft: ContractDraft) -> Contract:
    """What is there, with the fields that the file speaks of; checked again as a whole."""
    news = {name: getattr(draft.contract, name) for name in draft.given - _NEVER_FROM_FILE}
    if "requirement_sets" in news:
        # A file that only names a set says nothing of the numbers that the contract has of its own for it.
        own = {each.set_id: each.parameters for each in before.requirement_sets}
        news["requirement_sets"] = tuple(
            each.model_copy(update={"parameters": each.parameters or own.get(each.set_id, {})})
            for each in draft.contract.requirement_sets
        )
    return Contract.model_validate({**dict(before), **news})


def _by_line(problems: Sequence[Problem]) -> list[RowReport]:
    found: dict[int | None, list[Problem]] = {}
    for problem in problems:
        found.setdefault(problem.line, []).append(problem)
    return [RowReport(line, "refused", "", tuple(all)) for line, all in found.items()]
