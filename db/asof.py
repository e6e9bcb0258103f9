"""What was known at a moment: the values as the journal tells them up to then."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final

from pydantic import ValidationError
from sqlalchemy import Connection, bindparam, func, select

from checklists.answer import Answer
from checklists.change import erased_by
from checklists.contract import Contract, Supplier
from checklists.deviation import Deviation
from checklists.evidence import Evidence
from checklists.followup import FollowUp
from checklists.measure import Measure
from checklists.proposals import Decision
from checklists.settings import OwnText, PrioritisedRisk, Setting
from checklists.values import Frozen, Refused
from checklists.whole import HeldSummary
from db.chain import stamp
from db.columns import WHOLE, WORDS
from db.problems import RowUnreadable
from db.tables import journal

MODELS: Final[Mapping[str, type[Frozen]]] = {
    "supplier": Supplier,
    "contract": Contract,
    "followup": FollowUp,
    "answer": Answer,
    "decision": Decision,
    "deviation": Deviation,
    "measure": Measure,
    "evidence": Evidence,
    "setting": Setting,
    "own_text": OwnText,
    "risk": PrioritisedRisk,
    "summary": HeldSummary,
}
_LAST: Final = (
    select(journal.c.seq).where(journal.c.at <= bindparam("moment")).order_by(journal.c.seq.desc()).limit(1)
)
_KIND, _UNTIL = bindparam("of_kind", type_=WORDS), bindparam("until", type_=WHOLE)
_STANDING: Final = (
    select(func.max(journal.c.seq).label("seq"))
    .where(journal.c.kind == _KIND, journal.c.seq <= _UNTIL)
    .group_by(journal.c.subject)
    .subquery()
)
_PAYLOADS: Final = select(journal.c.subject, journal.c.payload).join(
    _STANDING, _STANDING.c.seq == journal.c.seq
)
_LATER: Final = (
    select(journal.c.payload)
    .where(
        journal.c.kind == _KIND,
        journal.c.subject == bindparam("of_subject", type_=WORDS),
        journal.c.seq > _UNTIL,
        journal.c.payload.is_not(None),
    )
    .order_by(journal.c.seq)
    .limit(1)
)


def values_at(
    connection: Connection, at: datetime, kinds: Iterable[str] = tuple(MODELS)
) -> dict[str, dict[str, Frozen]]:
    """The values of these kinds, by kind and subject, as they had been recorded at `at`.

    Where the entry that tells it has been redacted, the next one that has not tells what stood before it.
    """
    last: int = connection.execute(_LAST, {"moment": stamp(at)}).scalar() or 0
    return {kind: _of_kind(connection, kind, last) for kind in kinds}


def _of_kind(connection: Connection, kind: str, last: int) -> dict[str, Frozen]:
    found: dict[str, Frozen] = {}
    given = {"of_kind": kind, "until": last}
    for subject, payload in connection.execute(_PAYLOADS, given).all():
        if payload is not None:
            value = json.loads(payload)["after"]
        else:
            later: str | None = connection.execute(_LATER, {**given, "of_subject": subject}).scalar()
            value = _before(later) if later else None
        if value is not None:
            found[subject] = _value(kind, subject, value)
    return found


def _before(payload: str) -> object:
    told = json.loads(payload)
    before = told["before"]
    return told["after"] if before is None or erased_by(before) else before


def _value(kind: str, subject: str, value: object) -> Frozen:
    try:
        return MODELS[kind].model_validate_json(json.dumps(value))
    except (ValidationError, Refused, ArithmeticError):
        raise RowUnreadable(f"{kind} {subject}") from None
