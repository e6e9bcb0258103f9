"""The suppliers of a contract: who they are and in which order, the first named first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from checklists.change import Act
from checklists.contract import Contract, Supplier
from checklists.organisation import organisation_number, refuse_wrong_number, same_name, shown_number
from checklists.values import NAME_LIMIT, Refused, clean
from checklists.words import N_
from tui.dialogs.fields import Asked, Fields
from tui.dialogs.ordered import Ordered
from tui.drawing import joined

if TYPE_CHECKING:
    from db.database import Database
    from tui.screens.place import Place


async def change_suppliers(
    place: Place, contract: Contract, version: int, suppliers: tuple[Supplier, ...]
) -> bool:
    """Ask who the suppliers are and keep it as one change; True once it is kept."""
    known = {each.id: each for each in suppliers}
    title = place.text(N_("Suppliers of {contract}"), contract=f"{contract.id} {contract.title}")
    things = [(each.id, joined((each.name, shown_number(each.number or "")))) for each in suppliers]
    order = await place.ask(Ordered(title, things, place.aktsom.language)) if things else None
    if things and order is None:
        return False
    firms = tuple(known[code] for code in order.codes) if order is not None else ()
    draft = f"{contract.id}/supplier"
    if order is None or order.more:
        new = await _ask_supplier(place, draft)
        if new is None:
            return False
        if any(_same(new, each) for each in firms):
            place.tell(
                place.text(N_("{supplier} is a supplier of this contract already."), supplier=new.name),
                bad=True,
            )
            return False
        firms = (*firms, new)
    if firms == suppliers:
        return False
    act = place.aktsom.act(draft=draft if order is None or order.more else "")
    return await place.kept(lambda db: db.contracts.change_suppliers(contract, firms, version, act))


async def _ask_supplier(place: Place, draft: str) -> Supplier | None:
    fields = [
        Asked("supplier", place.text(N_("Supplier"))),
        Asked("number", place.text(N_("Organisation number")), reads=refuse_wrong_number),
    ]

    def written(values: Mapping[str, str]) -> Supplier:
        firm = supplier_written(place, None, values)
        if firm is None:
            raise Refused("field_needed", field=place.text(N_("Supplier")))
        return firm

    asked = Fields(place.text(N_("One more supplier")), fields, place.aktsom.language, written)
    values = await place.ask(asked, draft)
    return written(values) if values is not None else None


def _same(one: Supplier, other: Supplier) -> bool:
    if one.number or other.number:
        return one.number == other.number
    return same_name(one.name) == same_name(other.name)


def supplier_written(place: Place, supplier: Supplier | None, values: Mapping[str, str]) -> Supplier | None:
    """The supplier that was written: the same firm corrected, or another one when its number is another."""
    name, written = clean(values.get("supplier", ""), limit=NAME_LIMIT), values.get("number", "")
    if not name:
        if written or supplier is not None:
            raise Refused("field_needed", field=place.text(N_("Supplier")))
        return None
    norwegian = organisation_number(written)
    if supplier is None or supplier.country in (None, "NO"):
        refuse_wrong_number(written)
    number = norwegian or clean(written, limit=NAME_LIMIT) or None
    if supplier is None or (supplier.number and number != supplier.number):
        return Supplier(name=name, number=number, country="NO" if norwegian else None)
    return Supplier.model_validate({**supplier.model_dump(), "name": name, "number": number})


def recorded_supplier(db: Database, supplier: Supplier, act: Act) -> Supplier:
    """The firm with this number if there is one, else it is recorded."""
    for hit in db.registers.find(supplier.number, 20) if supplier.number else ():
        if hit.kind == "supplier" and hit.detail == supplier.number:
            return db.contracts.supplier(hit.id).value
    return db.contracts.add_supplier(supplier, act)
