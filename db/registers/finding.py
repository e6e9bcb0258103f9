"""The search over everything: an id goes straight to its record; words find what they begin words of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Any, Final, Literal

from sqlalchemy import Connection, Select, bindparam, func, select, text

from checklists.listed import Found
from db.columns import WHOLE, WORDS
from db.folding import matching
from db.prepared import Prepared
from db.registers.contracts import FEW, among_hits, count_hits
from db.tables import contract, deviation, followup, supplier

_Hits = Select[Any, Any, Any]
Kind = Literal["contract", "supplier", "deviation", "followup"]
_ID: Final = re.compile(r"(?i)\s*([loa])\s*-?\s*(\d{1,15})\s*")
_SUPPLIERS: Final = text("supplier.nr IN (SELECT rowid FROM supplier_fts WHERE supplier_fts MATCH :words)")
_DEVIATIONS: Final = text(
    "deviation.nr IN (SELECT rowid FROM deviation_fts WHERE deviation_fts MATCH :words)"
)

_CONTRACT: Final[_Hits] = select(contract.c.id, contract.c.title, contract.c.supplier_names)
_SUPPLIER: Final[_Hits] = select(supplier.c.id, supplier.c.name, func.coalesce(supplier.c.number, ""))
_DEVIATION: Final[_Hits] = select(deviation.c.id, deviation.c.title, contract.c.title).join(
    contract, contract.c.id == deviation.c.contract_id
)
_FOLLOWUP: Final[_Hits] = (
    select(followup.c.id, contract.c.title, supplier.c.name + " · " + followup.c.day)
    .join(contract, contract.c.id == followup.c.contract_id)
    .join(supplier, supplier.c.id == followup.c.supplier_id)
)


def found(connection: Connection, typed: str, limit: int) -> tuple[Found, ...]:
    """At most `limit` hits: contracts, suppliers, deviations and follow-ups, each kind with a share of the room."""
    limit = max(1, limit)
    exact = _by_id(connection, typed)
    words = matching(typed)
    if not words:
        return exact[:limit]
    few = count_hits(connection, words) <= FEW
    kinds = [_matches(connection, kind, few, words, limit) for kind in _KINDS]
    room = limit - len(exact)
    shares = [min(len(hits), max(1, room // len(kinds))) for hits in kinds]
    for place, hits in enumerate(kinds):
        shares[place] += max(0, min(len(hits) - shares[place], room - sum(shares)))
    told = [hit for hits, share in zip(kinds, shares, strict=True) for hit in hits[:share]]
    return tuple(dict.fromkeys((*exact, *told)))[:limit]


def _by_id(connection: Connection, typed: str) -> tuple[Found, ...]:
    asked = _ID.fullmatch(typed)
    if not asked:
        return ()
    letter, nr = asked[1].upper(), int(asked[2])
    if letter == "L":
        row = connection.execute(_SUPPLIER.where(supplier.c.nr == nr)).first()
        return (Found("supplier", *row),) if row else ()
    if letter == "A":
        row = connection.execute(_DEVIATION.where(deviation.c.nr == nr)).first()
        return (Found("deviation", *row),) if row else ()
    row = connection.execute(_FOLLOWUP.where(followup.c.nr == nr)).first()
    return (Found("followup", *row),) if row else ()


_KINDS: Final[tuple[Kind, ...]] = ("contract", "supplier", "deviation", "followup")


def _matches(connection: Connection, kind: Kind, few: bool, words: str, limit: int) -> list[Found]:
    rows = _matching(kind, few).stream(connection, {"words": words, "most": limit})
    return [Found(kind, *row) for row in rows]


@cache
def _matching(kind: Kind, few: bool) -> Prepared:
    """Lines of a kind that have the words. A follow-up is found by its contract."""
    contracts = among_hits(few=few)
    found = {
        "contract": _CONTRACT.where(contracts).order_by(contract.c.title_key, contract.c.nr),
        "supplier": _SUPPLIER.where(_SUPPLIERS).order_by(supplier.c.sort_key, supplier.c.nr),
        "deviation": _DEVIATION.where(_DEVIATIONS).order_by(
            deviation.c.is_open.desc(), deviation.c.nr.desc()
        ),
        "followup": _FOLLOWUP.where(contracts).order_by(followup.c.day.desc(), followup.c.nr.desc()),
    }
    return Prepared(found[kind].limit(bindparam("most", type_=WHOLE)))


_THESE_SUPPLIERS: Final = _SUPPLIER.where(supplier.c.id.in_(bindparam("ids", expanding=True, type_=WORDS)))


def supplier_lines(connection: Connection, ids: Sequence[str]) -> tuple[Found, ...]:
    """These suppliers, in the order of the ids."""
    hits = {row[0]: Found("supplier", *row) for row in connection.execute(_THESE_SUPPLIERS, {"ids": ids})}
    return tuple(hits[id] for id in ids if id in hits)
