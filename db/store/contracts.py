"""Contracts and their suppliers: recorded, found, changed, taken in from a register."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from checklists.change import Act, Action
from checklists.contract import Contract, Supplier
from checklists.intake import ImportReport, Register
from checklists.organisation import organisation_number, same_name
from checklists.possible import contract_faults, refuse_new
from checklists.values import Refused
from db.rows import (
    Row,
    contract_row,
    contract_value,
    number_key,
    supplier_links,
    supplier_row,
    supplier_value,
    with_suppliers,
)
from db.search import indexed, reindexed
from db.store.intake import Intake
from db.store.records import Statements, row_of, version_of
from db.store.suppliers import Matching, recorded
from db.tables import contract, contract_supplier, supplier
from db.versioned import Versioned
from db.writing import Reader, RolledBack, Write, Writer

_CONTRACT = Statements.of(contract, "unknown_contract")
_SUPPLIER = Statements.of(supplier, "unknown_supplier")
_BY_REFERENCE = select(*contract.columns).where(contract.c.reference == bindparam("wanted")).limit(3)
_SAME = select(contract.c.id).where(
    contract.c.source == bindparam("of_source"), contract.c.reference == bindparam("wanted")
)
_LINKS = (
    select(contract_supplier.c.supplier_id)
    .where(contract_supplier.c.contract_id == bindparam("of_contract"))
    .order_by(contract_supplier.c.position)
)
_LINK = insert(contract_supplier)
_UNLINK = delete(contract_supplier).where(contract_supplier.c.contract_id == bindparam("of_contract"))
_CONTRACTS_OF = (
    select(*contract.columns)
    .join(contract_supplier, contract_supplier.c.contract_id == contract.c.id)
    .where(contract_supplier.c.supplier_id == bindparam("of_supplier"))
)
_RENAMED = update(contract).where(contract.c.id == bindparam("at_id"))
_SAME_NUMBER = select(supplier.c.id).where(
    supplier.c.number_key == bindparam("wanted"), supplier.c.id != bindparam("not_id")
)


class Contracts:
    """The register of contracts and suppliers."""

    def __init__(self, writer: Writer, reader: Reader) -> None:
        self._writer = writer
        self._reader = reader

    def add(self, contract: Contract, suppliers: tuple[Supplier, ...], act: Act) -> Contract:
        """Record a contract; its suppliers are the recorded ones, or new. Refused("contract_exists")."""
        with self._writer.transaction(act) as write:
            refuse_new(contract_faults(contract))
            refuse_same(write, contract)
            ids = [*contract.suppliers, *(firm.id for firm in Matching(write).recorded(suppliers))]
            change = {"id": write.new_id("contract"), "suppliers": tuple(dict.fromkeys(ids))}
            made = contract.model_copy(update=change)
            row = contract_row(made, found_suppliers(write.connection, made.suppliers))
            write.run(_CONTRACT.insert, row)
            write.run(_LINK, supplier_links(made))
            indexed(write.connection, "contract", [row])
            write.tell("contract", made.id, "created", None, made)
        return made

    def get(self, id_or_reference: str) -> Versioned[Contract]:
        """The contract with this id or, failing that, this reference.

        Refused("unknown_contract"), or ("ambiguous_reference") when several sources use the reference.
        """
        with self._reader.transaction() as connection:
            row = _found(connection, id_or_reference.strip())
            return Versioned(contract_of(connection, row), version_of(row))

    def change(self, contract: Contract, version: int, act: Act) -> int:
        """Keep a changed contract; its new version. Refused("conflict") unless it is still at `version`."""
        with self._writer.transaction(act) as write:
            before = contract_of(write.connection, _CONTRACT.found(write.connection, contract.id))
            refuse_new(contract_faults(contract), contract_faults(before))
            return changed_contract(write, contract, version)

    def change_suppliers(
        self, contract: Contract, suppliers: tuple[Supplier, ...], version: int, act: Act
    ) -> int:
        """Give a contract these suppliers in this order; its new version. Those without an id are recorded with it,
        unless they are there already. Refused("conflict") unless the contract is still at `version`.
        """
        with self._writer.transaction(act) as write:
            matching = Matching(write)
            ids = [
                firm.id for each in suppliers for firm in ((each,) if each.id else matching.recorded((each,)))
            ]
            after = contract.model_copy(update={"suppliers": tuple(dict.fromkeys(ids))})
            return changed_contract(write, after, version)

    def supplier(self, id: str) -> Versioned[Supplier]:
        """Refused("unknown_supplier")."""
        with self._reader.transaction() as connection:
            row = _SUPPLIER.found(connection, id.strip().upper())
            return Versioned(supplier_value(row), version_of(row))

    def suppliers(self, ids: Iterable[str]) -> dict[str, Supplier]:
        """Suppliers by id; those that are not there are left out."""
        with self._reader.transaction() as connection:
            found = connection.execute(_SUPPLIER.some, {"ids": list(ids)}).mappings()
            values = [supplier_value(row_of(row)) for row in found]
        return {each.id: each for each in values}

    def find_supplier(self, contract: Contract, text: str | None) -> Supplier:
        """The contract's supplier that `text` (id, number or name) means; its only one for None.

        Refused("supplier_needed") when there are several and none is named, ("unknown_supplier") for another.
        """
        there = list(self.suppliers(contract.suppliers).values())
        names = ", ".join(f"{each.id} {each.name}" for each in there) or "-"
        if text is None or not text.strip():
            if len(there) == 1:
                return there[0]
            raise Refused("supplier_needed", contract=contract.id, suppliers=names)
        wanted = text.strip()
        number = organisation_number(wanted)
        hits = [
            each
            for each in there
            if each.id == wanted.upper()
            or same_name(each.name) == same_name(wanted)
            or (each.number is not None and each.number in (wanted, number))
        ]
        if len(hits) != 1:
            raise Refused("unknown_supplier", id=wanted[:80], contract=contract.id, suppliers=names)
        return hits[0]

    def add_supplier(self, supplier: Supplier, act: Act) -> Supplier:
        """Record a supplier; Refused("supplier_exists") when its number is another's."""
        with self._writer.transaction(act) as write:
            made = supplier.model_copy(update={"id": write.new_id("supplier")})
            _refuse_same_number(write, made)
            recorded(write, [made])
        return made

    def change_supplier(self, supplier: Supplier, version: int, act: Act) -> int:
        """Keep a changed supplier; its new version. Its name is changed wherever contracts are searched by it."""
        with self._writer.transaction(act) as write:
            return changed_supplier(write, supplier, version)

    def take_in(
        self, register: Register, act: Act, *, dry_run: bool = False, skip_bad: bool = False
    ) -> ImportReport:
        """Take in a register: all of it or nothing. A second time changes nothing.

        Refused rows leave everything as it was, unless they are to be skipped and the file was read to its end.
        A dry run is the real one, undone.
        """
        report: ImportReport | None = None
        try:
            with self._writer.large(act) as write:
                intake = Intake(write, register)
                intake.run()
                keep = not dry_run and not register.stopped and (skip_bad or not intake.refused)
                report = intake.report(stored=keep)
                if not keep or not intake.changed:
                    raise RolledBack
        except RolledBack:
            pass
        if report is None:
            raise Refused("import_failed")
        return report


def refuse_same(write: Write, contract: Contract) -> None:
    """Refuses a second contract with the same source and reference."""
    same = write.one(_SAME, of_source=contract.source, wanted=contract.reference)
    if same is not None and same.id != contract.id:
        raise Refused("contract_exists", reference=contract.reference, contract=same.id)


def changed_contract(write: Write, after: Contract, version: int, action: Action = "changed") -> int:
    """Keep a changed contract within a transaction; the version it has then."""
    row = _CONTRACT.found(write.connection, after.id)
    before = contract_of(write.connection, row)
    if version_of(row) != version:
        raise Refused("conflict", subject=after.id, version=version)
    if before == after:
        return version
    if (before.source, before.reference) != (after.source, after.reference):
        refuse_same(write, after)
    made = contract_row(after, found_suppliers(write.connection, after.suppliers))
    new = write.changed(_CONTRACT.change, made, at=after.id, version=version)
    if before.suppliers != after.suppliers:
        write.run(_UNLINK, {"of_contract": after.id})
        write.run(_LINK, supplier_links(after))
    reindexed(write.connection, "contract", row, made)
    write.tell("contract", after.id, action, before, after)
    return new


def changed_supplier(write: Write, after: Supplier, version: int) -> int:
    """Keep a changed supplier within a transaction; the version it has then."""
    row = _SUPPLIER.found(write.connection, after.id)
    before = supplier_value(row)
    if version_of(row) != version:
        raise Refused("conflict", subject=after.id, version=version)
    if before == after:
        return version
    _refuse_same_number(write, after)
    made = supplier_row(after)
    new = write.changed(_SUPPLIER.change, made, at=after.id, version=version)
    reindexed(write.connection, "supplier", row, made)
    write.tell("supplier", after.id, "changed", before, after)
    if (before.name, before.number) != (after.name, after.number):
        _rename_in_contracts(write, after.id)
    return new


def _rename_in_contracts(write: Write, supplier_id: str) -> None:
    rows = write.connection.execute(_CONTRACTS_OF, {"of_supplier": supplier_id}).mappings().all()
    for found in rows:
        row = row_of(found)
        held = contract_of(write.connection, row)
        derived = with_suppliers(held, found_suppliers(write.connection, held.suppliers))
        write.run(_RENAMED, {**derived, "at_id": held.id})
        reindexed(write.connection, "contract", row, {**row, **derived})


def _refuse_same_number(write: Write, firm: Supplier) -> None:
    key = number_key(firm)
    same = write.one(_SAME_NUMBER, wanted=key, not_id=firm.id) if key else None
    if same is not None:
        raise Refused("supplier_exists", number=firm.number or "", supplier=same.id)


def found_suppliers(connection: Connection, ids: tuple[str, ...]) -> list[Supplier]:
    """Suppliers in the order of `ids`. Refused("unknown_supplier") for one that is not there."""
    if not ids:
        return []
    rows = connection.execute(_SUPPLIER.some, {"ids": list(ids)}).mappings()
    found = {each.id: each for each in (supplier_value(row_of(row)) for row in rows)}
    for id in ids:
        if id not in found:
            raise Refused("unknown_supplier", id=id[:80])
    return [found[id] for id in ids]


def contract_of(connection: Connection, row: Row) -> Contract:
    """The contract in a row, its suppliers read as well."""
    links = connection.execute(_LINKS, {"of_contract": row["id"]}).scalars()
    return contract_value(row, tuple(links))


def _found(connection: Connection, wanted: str) -> Row:
    row = connection.execute(_CONTRACT.get, {"at_id": wanted.upper()}).mappings().first()
    if row is not None:
        return row_of(row)
    rows = connection.execute(_BY_REFERENCE, {"wanted": wanted}).mappings().all()
    if not rows:
        raise Refused("unknown_contract", id=wanted[:80])
    if len(rows) > 1:
        ids = ", ".join(str(each["id"]) for each in rows)
        raise Refused("ambiguous_reference", reference=wanted[:80], contracts=ids)
    return row_of(rows[0])
