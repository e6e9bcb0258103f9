"""Everything section 4.A of a year is computed from: as it stands, or as it was written at an earlier moment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import TypeVar

from sqlalchemy import Connection, Select, bindparam, func, or_, select

from checklists.contract import Contract, Supplier
from checklists.deviation import Deviation
from checklists.evidence import Evidence
from checklists.facts import Facts
from checklists.followup import FollowUp
from checklists.measure import Measure
from checklists.settings import OwnText, PrioritisedRisk, Setting, Settings
from checklists.values import Frozen
from db.asof import values_at
from db.chain import stamp
from db.columns import WORDS
from db.rows import (
    contract_value,
    deviation_value,
    evidence_value,
    followup_value,
    measure_value,
    own_text_value,
    risk_value,
    setting_value,
    supplier_value,
)
from db.rows.fields import Row
from db.store.records import row_of
from db.tables import (
    contract,
    contract_supplier,
    deviation,
    evidence,
    followup,
    measure,
    own_text,
    risk,
    setting,
    summary,
    supplier,
)

ValueT = TypeVar("ValueT", bound=Frozen)
_KINDS = (
    *("supplier", "contract", "followup", "deviation", "measure", "evidence", "risk"),
    *("setting", "own_text"),
)
_FIRST, _LAST = bindparam("first", type_=WORDS), bindparam("last", type_=WORDS)
_NAMED = select(followup.c.contract_id).union(select(deviation.c.contract_id))
_CONTRACTS = (
    select(*contract.columns)
    .where(
        or_(
            (contract.c.first_day.is_(None) | (contract.c.first_day <= _LAST))
            & (contract.c.last_day.is_(None) | (contract.c.last_day >= _FIRST)),
            contract.c.id.in_(_NAMED),
        )
    )
    .order_by(contract.c.nr)
)
_LINKS = select(contract_supplier.c.contract_id, contract_supplier.c.supplier_id).order_by(
    contract_supplier.c.contract_id, contract_supplier.c.position
)
_FOLLOWUPS = select(*followup.columns).order_by(followup.c.nr)
_DEVIATIONS = select(*deviation.columns).order_by(deviation.c.nr)
_MEASURES = select(*measure.columns).order_by(measure.c.nr)
_EVIDENCE = select(*evidence.columns).order_by(evidence.c.nr)
_RISKS = select(*risk.columns).order_by(risk.c.nr)
_SETTINGS = select(*setting.columns)
_SUPPLIERS = select(*supplier.columns).order_by(supplier.c.nr)
_TEXTS = select(*own_text.columns).where(own_text.c.year == bindparam("of_year"))
_FROZEN = select(func.max(summary.c.frozen)).where(summary.c.year == bindparam("of_year"))
_FROZEN_BY = _FROZEN.where(summary.c.frozen <= bindparam("until"))


def present_facts(connection: Connection, year: int, cutoff: date) -> Facts:
    """As the records stand. Contracts are those active in the year, and those that were ever followed up."""
    wanted = {"first": f"{year:04d}-01-01", "last": f"{year:04d}-12-31"}
    links: dict[str, list[str]] = {}
    for contract_id, supplier_id in connection.execute(_LINKS):
        links.setdefault(contract_id, []).append(supplier_id)
    contracts = [
        contract_value(row, tuple(links.get(str(row["id"]), ())))
        for row in _rows(connection, _CONTRACTS, **wanted)
    ]
    texts = [own_text_value(row) for row in _rows(connection, _TEXTS, of_year=year)]
    settings = [setting_value(row) for row in _rows(connection, _SETTINGS)]
    return Facts(
        year=year,
        cutoff=cutoff,
        contracts={each.id: each for each in contracts},
        suppliers=_by_id(supplier_value(row) for row in _rows(connection, _SUPPLIERS)),
        followups=_by_id(followup_value(row) for row in _rows(connection, _FOLLOWUPS)),
        deviations=_by_id(deviation_value(row) for row in _rows(connection, _DEVIATIONS)),
        measures=_by_id(measure_value(row) for row in _rows(connection, _MEASURES)),
        evidence=_by_id(evidence_value(row) for row in _rows(connection, _EVIDENCE)),
        risks=_by_id(risk_value(row) for row in _rows(connection, _RISKS)),
        own_texts={each.part: each for each in texts},
        settings=Settings({each.key: each.value for each in settings}),
        frozen=connection.execute(_FROZEN, {"of_year": year}).scalar(),
    )


def earlier_facts(connection: Connection, year: int, cutoff: date, as_of: datetime) -> Facts:
    """As the journal says they stood at `as_of`. What has been redacted since is not told."""
    held = values_at(connection, as_of, _KINDS)
    texts = [each for each in _of(OwnText, held["own_text"]).values() if each.year == year]
    settings = _of(Setting, held["setting"]).values()
    return Facts(
        year=year,
        cutoff=cutoff,
        contracts=_of(Contract, held["contract"]),
        suppliers=_of(Supplier, held["supplier"]),
        followups=_of(FollowUp, held["followup"]),
        deviations=_of(Deviation, held["deviation"]),
        measures=_of(Measure, held["measure"]),
        evidence=_of(Evidence, held["evidence"]),
        risks=_of(PrioritisedRisk, held["risk"]),
        own_texts={each.part: each for each in texts},
        settings=Settings({each.key: each.value for each in settings}),
        frozen=connection.execute(_FROZEN_BY, {"of_year": year, "until": stamp(as_of)}).scalar(),
    )


def _rows(
    connection: Connection, statement: Select[tuple[object, ...]], **values: str | int
) -> Iterable[Row]:
    return (row_of(row) for row in connection.execute(statement, values).mappings())


RecordT = TypeVar("RecordT", Supplier, FollowUp, Deviation, Measure, Evidence, PrioritisedRisk)


def _by_id(values: Iterable[RecordT]) -> dict[str, RecordT]:
    return {value.id: value for value in values}


def _of(model: type[ValueT], held: Mapping[str, Frozen]) -> dict[str, ValueT]:
    return {subject: value for subject, value in held.items() if isinstance(value, model)}
