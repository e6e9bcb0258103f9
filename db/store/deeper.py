"""What other follow-ups of the same supplier and contract show of the clauses that a standard form asks about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from sqlalchemy import Connection, bindparam, select

from checklists.deeper import Shown, shown
from checklists.followup import FollowUp
from checklists.review import Review
from checklists.standard_form import FORM_ID
from db.rows import followup_value
from db.store.form_copies import stored_form
from db.store.opening import answers_of, decisions_of, evidence_of
from db.store.records import row_of
from db.tables import followup

YEARS_BACK = 2
"""How far before the standard form's day another follow-up may lie, to be shown in it."""
_BESIDE = (
    select(*followup.columns)
    .where(
        followup.c.contract_id == bindparam("of_contract"),
        followup.c.supplier_id == bindparam("of_supplier"),
        followup.c.form.not_in(("", FORM_ID)),
        followup.c.status != "withdrawn",
        followup.c.day >= bindparam("since"),
    )
    .order_by(followup.c.day.desc(), followup.c.nr.desc())
)


def deeper_of(connection: Connection, standard: Review) -> Mapping[str, tuple[Shown, ...]]:
    """Address of each clause of `standard` → what others show of it: the latest of each form, newest first."""
    others = list(_latest(connection, standard))
    found: dict[str, tuple[Shown, ...]] = {}
    for address in dict.fromkeys(question.clause for question in standard.form.questions if question.clause):
        told = (shown(other, address) for other in others)
        found[address] = tuple(each for each in told if each is not None)
    return found


def _latest(connection: Connection, standard: Review) -> Iterator[Review]:
    held, seen = standard.followup, set[str]()
    # The 28th is there in every month of every year.
    since = held.day.replace(year=max(1, held.day.year - YEARS_BACK), day=min(held.day.day, 28))
    wanted = {"of_contract": held.contract, "of_supplier": held.supplier, "since": since.isoformat()}
    for row in connection.execute(_BESIDE, wanted).mappings():
        other = followup_value(row_of(row))
        if other.form not in seen:
            seen.add(other.form)
            yield _review(connection, standard, other)


def _review(connection: Connection, standard: Review, other: FollowUp) -> Review:
    answers = answers_of(connection, other.id)
    return replace(
        standard,
        followup=other,
        form=stored_form(connection, other.form_hash),
        answers=answers,
        evidence=evidence_of(connection, other.id, answers),
        decisions=decisions_of(connection, other.id),
        last_year={},
    )
