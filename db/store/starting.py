"""What is known of a contract and a supplier when a follow-up is started: the first rows of its tables."""

from __future__ import annotations

from sqlalchemy import Connection, bindparam, select

from checklists.cleared import is_marked
from checklists.conditions import Row as TableRow
from checklists.first_rows import Sources, started
from checklists.followup import FollowUp
from checklists.form import Form, RowsOf
from checklists.library import requirement_sets
from checklists.measure import Measure
from checklists.requirements import clauses_in_force
from db.rows import measure_value
from db.store.contracts import contract_of
from db.store.opening import open_deviations, opened
from db.store.records import Statements, row_of
from db.tables import contract, followup, measure

_CONTRACT = Statements.of(contract, "unknown_contract")
_MEASURES = (
    select(*measure.columns)
    .where(measure.c.deviation_id.in_(bindparam("ids", expanding=True)))
    .order_by(measure.c.nr)
)
_LATEST = (
    select(*followup.columns)
    .where(
        followup.c.contract_id == bindparam("of_contract"),
        followup.c.supplier_id == bindparam("of_supplier"),
        followup.c.form == bindparam("of_form"),
        followup.c.status == "signed",
        followup.c.day <= bindparam("until"),
    )
    .order_by(followup.c.day.desc(), followup.c.nr.desc())
    .limit(1)
)


def with_first_rows(connection: Connection, new: FollowUp, form: Form) -> FollowUp:
    """The follow-up with the first rows of the tables of its form, as they are at this moment."""
    if all(question.rows_from is None for question in form.questions):
        return new
    agreement = contract_of(connection, _CONTRACT.found(connection, new.contract))
    deviations = open_deviations(connection, new)
    sources = Sources(
        clauses=clauses_in_force(agreement, requirement_sets()),
        deviations=tuple(deviations.values()),
        measures=_measures(connection, list(deviations)),
        answered=lambda of: _answered(connection, new, of),
    )
    return started(new, form, sources)


def _measures(connection: Connection, ids: list[str]) -> dict[str, tuple[Measure, ...]]:
    found = [measure_value(row_of(row)) for row in connection.execute(_MEASURES, {"ids": ids}).mappings()]
    return {id: tuple(each for each in found if each.deviation == id) for id in ids}


def _answered(connection: Connection, new: FollowUp, of: RowsOf) -> tuple[TableRow, ...]:
    """What counts of the rows that the table got in the latest signed follow-up of this contract and supplier."""
    wanted = {
        "of_contract": new.contract,
        "of_supplier": new.supplier,
        "of_form": of.form,
        "until": new.day.isoformat(),
    }
    latest = connection.execute(_LATEST, wanted).mappings().first()
    held = opened(connection, row_of(latest)).review.given(of.question) if latest else None
    if held is None or is_marked(held):
        return ()  # what was deleted cannot be gone on from
    return tuple(row for row in held if isinstance(row, dict))
