"""Contracts and suppliers: recorded, found, changed."""

from __future__ import annotations

from contextlib import AbstractContextManager
from decimal import Decimal

import office
import pytest
from sqlalchemy import text

from checklists.contract import Contract, Supplier
from checklists.values import Money, Refused
from db.database import Database
from db.folding import matching

BO = Supplier(name="Bø Hansker AS", number="998701961")


def found(db: Database, table: str, typed: str) -> list[str]:
    """Ids that the search index has for what was typed."""
    query = text(
        f"SELECT id FROM {table} WHERE nr IN (SELECT rowid FROM {table}_fts WHERE {table}_fts MATCH :typed)"
    )
    with db.reader.transaction() as connection:
        return sorted(connection.execute(query, {"typed": matching(typed)}).scalars())


def refused(code: str) -> AbstractContextManager[object]:
    return pytest.raises(Refused, match=rf"^{code}\b")


def test_a_contract_comes_back_as_it_was(db: Database) -> None:
    value = Money(amount=Decimal("12345.678"), currency="EUR")
    made = db.contracts.add(Contract(reference="24/1", title="Hansker", value=value), (BO,), office.act())
    assert made.id == "K-2026-001"
    assert made.suppliers == ("L-1",)
    assert db.contracts.get("K-2026-001").value == made
    assert db.contracts.get(" k-2026-001 ").value == made
    assert db.contracts.get("24/1").version == 1
    assert db.contracts.supplier("L-1").value == BO.model_copy(update={"id": "L-1"})


def test_suppliers_are_the_same_by_number_or_by_name_without_one(db: Database) -> None:
    first = db.contracts.add(
        Contract(reference="1", title="x"), (BO, Supplier(name="  Ås   Data ")), office.act()
    )
    second = db.contracts.add(
        Contract(reference="2", title="x"),
        (
            Supplier(name="Another name", number="998 701 961"),
            Supplier(name="åS data"),
            Supplier(name="Bø Hansker AS"),
            Supplier(name="Ås Data", number="914791723"),
        ),
        office.act(),
    )
    assert first.suppliers == ("L-1", "L-2")
    assert second.suppliers == ("L-1", "L-2", "L-3", "L-4")


def test_the_same_firm_twice_in_one_contract_is_one(db: Database) -> None:
    made = db.contracts.add(Contract(reference="1", title="x"), (BO, BO), office.act())
    assert made.suppliers == ("L-1",)


def test_a_reference_is_one_contract_of_its_source(db: Database) -> None:
    office.agreed(db, "24/17")
    with refused("contract_exists"):
        office.agreed(db, "24/17")
    other = office.agreed(db, "24/17", source="doffin")
    with refused("ambiguous_reference"):
        db.contracts.get("24/17")
    assert db.contracts.get(other.id).value.source == "doffin"
    with refused("unknown_contract"):
        db.contracts.get("K-1999-001")


def test_the_suppliers_of_a_contract_can_change(db: Database) -> None:
    made = office.agreed(db, "1", "A", "B", "C")
    turned = made.model_copy(update={"suppliers": tuple(reversed(made.suppliers))})
    assert db.contracts.change(turned, 1, office.act()) == 2
    assert db.contracts.get(made.id).value.suppliers == ("L-3", "L-2", "L-1")
    with refused("unknown_supplier"):
        db.contracts.change(made.model_copy(update={"suppliers": ("L-99",)}), 2, office.act())
    assert db.journal.verify() == ()


def test_a_change_that_changes_nothing_is_no_change(db: Database) -> None:
    made = office.agreed(db)
    head = db.journal.head()
    assert db.contracts.change(made, 1, office.act()) == 1
    assert db.journal.head() == head


def test_a_contract_is_found_by_what_it_is_called_now(db: Database) -> None:
    made = office.agreed(db, "1", "Bø Hansker AS", title="Nitrilhansker")
    assert found(db, "contract", "nitril boe") == [made.id]
    db.contracts.change(made.model_copy(update={"title": "Vinylhansker"}), 1, office.act())
    assert found(db, "contract", "nitril") == []
    assert found(db, "contract", "vinyl") == [made.id]


def test_renaming_a_supplier_renames_it_in_every_contract(db: Database) -> None:
    ids = [office.agreed(db, reference, "Bø", "Ås").id for reference in "12"]
    held = db.contracts.supplier("L-1")
    new = held.value.model_copy(update={"name": "Hå AS", "number": "998701961"})
    assert db.contracts.change_supplier(new, 1, office.act()) == 2
    for typed in ("haa", "998701961"):
        assert found(db, "contract", typed) == ids
    assert found(db, "contract", "boe") == []
    assert found(db, "supplier", "ha") == ["L-1"]
    assert db.contracts.get(ids[0]).version == 1
    assert db.journal.verify() == ()


def test_a_number_belongs_to_one_supplier(db: Database) -> None:
    db.contracts.add_supplier(BO, office.act())
    with refused("supplier_exists"):
        db.contracts.add_supplier(BO.model_copy(update={"name": "x"}), office.act())
    other = db.contracts.add_supplier(Supplier(name="x"), office.act())
    with refused("supplier_exists"):
        db.contracts.change_supplier(other.model_copy(update={"number": BO.number}), 1, office.act())


def test_a_supplier_of_a_contract_is_named_by_id_number_or_name(db: Database) -> None:
    made = db.contracts.add(Contract(reference="1", title="x"), (BO, Supplier(name="Ås")), office.act())
    assert [
        db.contracts.find_supplier(made, typed).id
        for typed in ("L-2", "l-1", "998 701 961", " ås", "BØ HANSKER AS")
    ] == ["L-2", "L-1", "L-1", "L-2", "L-1"]
    with refused("supplier_needed"):
        db.contracts.find_supplier(made, None)
    with refused("unknown_supplier"):
        db.contracts.find_supplier(made, "Hå")
    single = office.agreed(db, "2", "Ås")
    assert db.contracts.find_supplier(single, None).name == "Ås"


def test_suppliers_that_are_not_there_are_left_out(db: Database) -> None:
    office.agreed(db, "1", "Bø", "Ås")
    assert [each.name for each in db.contracts.suppliers(["L-2", "L-9", "L-1"]).values()] == ["Bø", "Ås"]
    assert db.contracts.suppliers([]) == {}
