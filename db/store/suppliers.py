"""Which supplier a firm is: found by number, or by name where neither has one; otherwise recorded as new."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from sqlalchemy import insert, select

from checklists.contract import Supplier
from checklists.organisation import same_name
from db.ids import made_id
from db.prepared import Prepared, as_list, listed
from db.rows import number_key, supplier_row, supplier_value
from db.search import indexed
from db.tables import supplier
from db.writing import Write

_OF = select(*supplier.columns).order_by(supplier.c.nr)
_BY_NUMBER = Prepared(_OF.where(supplier.c.number_key.in_(listed("keys"))))
# That it has no number is looked at here: asked of the database, it is what all rows would be gone through for.
_BY_NAME = Prepared(_OF.where(supplier.c.name_key.in_(listed("keys"))))
_BY_ID = Prepared(_OF.where(supplier.c.id.in_(listed("keys"))))
_INSERT = Prepared(insert(supplier), *supplier.columns.keys())
_MOST_REMEMBERED: Final = 10_000

Key = tuple[str, str]


def key_of(firm: Supplier) -> Key:
    """What makes two firms the same: their number, or else their name where neither has a number."""
    number = number_key(firm)
    return ("number", number) if number else ("name", same_name(firm.name))


class Matching:
    """Suppliers within one write transaction, by what makes them the same. New ones are recorded at once."""

    def __init__(self, write: Write) -> None:
        self._write = write
        self._known: dict[Key, Supplier] = {}
        self._looked: set[Key] = set()

    def recorded(self, firms: Sequence[Supplier]) -> list[Supplier]:
        """The recorded supplier of each firm, in order; those that are not there are created."""
        if len(self._known) > _MOST_REMEMBERED:
            self._known.clear()
            self._looked.clear()
        keys = list(map(key_of, firms))
        self._look_for(dict.fromkeys([key for key in keys if key not in self._looked]))
        missing: dict[Key, Supplier] = {}
        for key, firm in zip(keys, firms, strict=True):
            if key not in self._known:
                missing.setdefault(key, firm)
        for key, made in zip(missing, self._created(list(missing.values())), strict=True):
            self._known[key] = made
        return [self._known[key] for key in keys]

    def by_id(self, ids: Sequence[str]) -> list[Supplier]:
        """Recorded suppliers by id, in that order."""
        rows = _BY_ID.rows(self._write.connection, {"keys": as_list(ids)})
        found = {each.id: each for each in map(supplier_value, rows)}
        return [found[id] for id in ids]

    def _look_for(self, wanted: Iterable[Key]) -> None:
        keys = list(wanted)
        self._looked.update(keys)
        for kind, statement in (("number", _BY_NUMBER), ("name", _BY_NAME)):
            of_kind = [key for each, key in keys if each == kind]
            for row in statement.rows(self._write.connection, {"keys": as_list(of_kind)}) if of_kind else ():
                if kind == "number" or row["number_key"] is None:
                    found = supplier_value(row)
                    self._known.setdefault(key_of(found), found)

    def _created(self, firms: Sequence[Supplier]) -> list[Supplier]:
        if not firms:
            return []
        first = self._write.numbers("supplier", len(firms)) - len(firms) + 1
        made = [
            firm.model_copy(update={"id": made_id("supplier", number)})
            for number, firm in enumerate(firms, first)
        ]
        recorded(self._write, made)
        return made


def recorded(write: Write, made: Sequence[Supplier]) -> None:
    """Insert suppliers that have their ids, with search words and journal entries."""
    rows = [supplier_row(each) for each in made]
    _INSERT.run_many(write.connection, rows)
    indexed(write.connection, "supplier", rows)
    for each in made:
        write.tell("supplier", each.id, "created", None, each)
