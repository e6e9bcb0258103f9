"""Opening a follow-up: everything its review needs, at one moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, or_, select

from checklists.answer import Answer
from checklists.cleared import is_marked
from checklists.contract import Contract, Supplier
from checklists.deviation import Deviation
from checklists.evidence import Evidence
from checklists.followup import FollowUp
from checklists.library import requirement_sets
from checklists.proposals import Decision
from checklists.requirements import clauses_in_force, own_parameters, parameters_in_force
from checklists.review import Review
from checklists.settings import Settings
from checklists.values import Refused
from db.columns import WORDS
from db.rows import (
    Row,
    answer_value,
    decision_value,
    deviation_value,
    evidence_value,
    followup_value,
    supplier_value,
)
from db.store.contracts import contract_of
from db.store.form_copies import stored_form
from db.store.records import Statements, row_of, version_of
from db.tables import answer, contract, decision, deviation, evidence, followup, setting, supplier

_CONTRACT = Statements.of(contract, "unknown_contract")
_SUPPLIER = Statements.of(supplier, "unknown_supplier")
_ANSWERS = select(*answer.columns).where(answer.c.followup_id == bindparam("wanted"))
_DECISIONS = select(*decision.columns).where(decision.c.followup_id == bindparam("wanted"))
_EVIDENCE = select(*evidence.columns).where(
    or_(
        evidence.c.followup_id == bindparam("wanted"),
        evidence.c.id.in_(bindparam("ids", expanding=True, type_=WORDS)),
    )
)
_DEVIATIONS = (
    select(*deviation.columns)
    .where(
        deviation.c.contract_id == bindparam("of_contract"),
        deviation.c.supplier_id == bindparam("of_supplier"),
        deviation.c.is_open == 1,
    )
    .order_by(deviation.c.nr)
)
_BEFORE = (
    select(followup.c.id)
    .where(
        followup.c.supplier_id == bindparam("of_supplier"),
        followup.c.form == bindparam("of_form"),
        followup.c.status == "signed",
        followup.c.id != bindparam("wanted"),
        followup.c.day <= bindparam("until"),
    )
    .order_by(
        (followup.c.contract_id == bindparam("of_contract")).desc(),
        followup.c.day.desc(),
        followup.c.nr.desc(),
    )
    .limit(1)
)
_MONTHS = select(setting.c.value).where(setting.c.key == "evidence_months")


@dataclass(frozen=True)
class Opened:
    """A follow-up being looked at, with the versions that changes of it must name."""

    review: Review
    version: int
    answer_versions: Mapping[str, int]
    """By question; a question without an answer is not there."""
    contract: Contract
    supplier: Supplier
    deviations: Mapping[str, Deviation]
    """Open deviations of the contract at this supplier, by id."""


def opened(connection: Connection, row: Row) -> Opened:
    """The follow-up in a row with all that belongs to it."""
    held = followup_value(row)
    if held.recorded_without_form:
        raise Refused("without_form", followup=held.id)
    agreement = contract_of(connection, _CONTRACT.found(connection, held.contract))
    firm = supplier_value(_SUPPLIER.found(connection, held.supplier))
    answers, versions = _answers(connection, held.id)
    sets = requirement_sets()
    form = stored_form(connection, held.form_hash)
    family = form.requirement_set
    open_here = open_deviations(connection, held)
    review = Review(
        followup=held,
        form=form,
        answers=answers,
        clauses=clauses_in_force(agreement, sets),
        parameters=parameters_in_force(agreement, sets, family),
        decisions=decisions_of(connection, held.id),
        evidence=evidence_of(connection, held.id, answers),
        last_year=_last_year(connection, held),
        evidence_months=_months(connection, own_parameters(agreement, sets, family)),
        deviations=open_here,
    )
    return Opened(review, version_of(row), versions, agreement, firm, open_here)


def _answers(connection: Connection, followup_id: str) -> tuple[dict[str, Answer], dict[str, int]]:
    rows = [row_of(row) for row in connection.execute(_ANSWERS, {"wanted": followup_id}).mappings()]
    values = [(answer_value(row), version_of(row)) for row in rows]
    return {value.question: value for value, _ in values}, {value.question: v for value, v in values}


def answers_of(connection: Connection, followup_id: str) -> dict[str, Answer]:
    """The answers of a follow-up, by question."""
    return _answers(connection, followup_id)[0]


def whole_answers_of(connection: Connection, followup_id: str) -> dict[str, Answer]:
    """Those of which nothing has been deleted: what can be gone on from."""
    answers = answers_of(connection, followup_id)
    return {key: each for key, each in answers.items() if not is_marked(each.value)}


def decisions_of(connection: Connection, followup_id: str) -> dict[str, Decision]:
    """What was decided about its proposals, by proposal."""
    rows = connection.execute(_DECISIONS, {"wanted": followup_id}).mappings()
    return {each.proposal: each for each in (decision_value(row_of(row)) for row in rows)}


def evidence_of(
    connection: Connection, followup_id: str, answers: Mapping[str, Answer]
) -> dict[str, Evidence]:
    """Evidence registered in a follow-up, or that its answers rest on, by id."""
    ids = sorted({id for each in answers.values() for id in each.evidence})
    rows = connection.execute(_EVIDENCE, {"wanted": followup_id, "ids": ids}).mappings()
    return {each.id: each for each in (evidence_value(row_of(row)) for row in rows)}


def _last_year(connection: Connection, held: FollowUp) -> dict[str, Answer]:
    """Answers of the supplier's previous signed follow-up on the same form, this contract's first."""
    wanted = {
        "of_supplier": held.supplier,
        "of_contract": held.contract,
        "of_form": held.form,
        "wanted": held.id,
        "until": held.day.isoformat(),
    }
    previous: str | None = connection.execute(_BEFORE, wanted).scalar()
    return whole_answers_of(connection, previous) if previous else {}


def open_deviations(connection: Connection, held: FollowUp) -> dict[str, Deviation]:
    """Open deviations of the contract at this supplier, by id."""
    wanted = {"of_contract": held.contract, "of_supplier": held.supplier}
    rows = connection.execute(_DEVIATIONS, wanted).mappings()
    return {each.id: each for each in (deviation_value(row_of(row)) for row in rows)}


def _months(connection: Connection, own: Mapping[str, int | str]) -> int:
    """How old evidence may be: the contract's own number, else the organisation's."""
    agreed = own.get("evidence_months")
    if isinstance(agreed, int):
        return agreed
    kept: str | None = connection.execute(_MONTHS).scalar()
    settings = Settings({"evidence_months": kept} if kept else {})
    return settings.integer("evidence_months") or 24
