"""What Today shows: what is due, overdue first, and how far the year has come."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Final

from sqlalchemy import (
    ColumnElement,
    Connection,
    and_,
    bindparam,
    case,
    cast,
    func,
    literal,
    or_,
    select,
    text,
    union_all,
)

from checklists.followup import EXTENDED
from checklists.listed import DueLine, YearSoFar
from db.columns import WHOLE, WORDS
from db.documentation import Read, documentation_due, documented
from db.problems import RowUnreadable
from db.registers.contracts import running
from db.tables import (
    contract,
    contract_supplier,
    decision,
    deviation,
    evidence,
    followup,
    form_copy,
    measure,
    setting,
    supplier,
)

_TODAY, _UNTIL = bindparam("today", type_=WORDS), bindparam("until", type_=WORDS)
_FOLLOWUPS: Final = (
    select(
        followup.c.due_day.label("day"),
        case((followup.c.status == "sent", literal("self_report")), else_=literal("followup")).label("what"),
        followup.c.id,
        contract.c.title,
        supplier.c.name.label("supplier"),
        followup.c.method,
    )
    .join(contract, contract.c.id == followup.c.contract_id)
    .join(supplier, supplier.c.id == followup.c.supplier_id)
    .where(followup.c.due_day <= _UNTIL)
)
_NAME: Final = case((deviation.c.title != "", deviation.c.title), else_=contract.c.title)
_DEVIATIONS: Final = (
    select(
        deviation.c.due_day,
        literal("deviation"),
        deviation.c.id,
        _NAME,
        func.coalesce(supplier.c.name, ""),
        literal(""),
    )
    .join(contract, contract.c.id == deviation.c.contract_id)
    .outerjoin(supplier, supplier.c.id == deviation.c.supplier_id)
    .where(deviation.c.due_day <= _UNTIL, deviation.c.is_open == 1)
)
_MEASURES: Final = (
    select(
        measure.c.due_day,
        literal("measure"),
        measure.c.deviation_id,
        measure.c.text,
        func.coalesce(supplier.c.name, ""),
        literal(""),
    )
    .join(deviation, deviation.c.id == measure.c.deviation_id)
    .outerjoin(supplier, supplier.c.id == deviation.c.supplier_id)
    .where(measure.c.due_day <= _UNTIL)
)
_OPTIONS: Final = select(
    contract.c.option_day,
    literal("option"),
    contract.c.id,
    contract.c.title,
    contract.c.supplier_names,
    literal(""),
).where(contract.c.option_day.between(_TODAY, _UNTIL))
_ENDS: Final = select(
    contract.c.last_day,
    literal("ends"),
    contract.c.id,
    contract.c.title,
    contract.c.supplier_names,
    literal(""),
).where(contract.c.last_day.between(_TODAY, _UNTIL))
_EVIDENCE: Final = (
    select(
        evidence.c.valid_until,
        literal("evidence"),
        func.coalesce(evidence.c.followup_id, evidence.c.deviation_id, measure.c.deviation_id, evidence.c.id),
        evidence.c.title,
        func.coalesce(supplier.c.name, ""),
        literal(""),
    )
    .outerjoin(measure, measure.c.id == evidence.c.measure_id)
    .outerjoin(supplier, supplier.c.id == evidence.c.supplier_id)
    .where(evidence.c.valid_until.between(_TODAY, _UNTIL))
)
_WITH_DAYS: Final = form_copy.alias()
_OF_IT: Final = or_(
    deviation.c.followup_id == followup.c.id,
    deviation.c.id.in_(
        select(decision.c.deviation_id).where(decision.c.followup_id == followup.c.id).correlate(followup)
    ),
)
_OWN_DAYS: Final = (
    select(cast(setting.c.value, WHOLE))
    .where(setting.c.key == "delete_days", setting.c.value != "")
    .scalar_subquery()
)
_CLOSED: Final = func.max(
    followup.c.signed,
    func.coalesce(
        select(func.max(func.json_extract(deviation.c.steps, "$[#-1].day")))
        .where(_OF_IT)
        .correlate(followup)
        .scalar_subquery(),
        "",
    ),
)
_TO_CLEAR: Final = func.date(
    _CLOSED, literal("+") + cast(func.coalesce(_OWN_DAYS, form_copy.c.delete_days), WORDS) + literal(" days")
)
"""As `checklists.clearing.rule_of` has it."""
# Read from the few forms that set a day, and from a follow-up to its own deviations: what is put to a status or a mark
# of openness keeps their indexes, of all that is signed and all that is open, out of it.
_CLEARING: Final = (
    select(
        _TO_CLEAR.label("day"),
        literal("clear"),
        followup.c.id,
        contract.c.title,
        supplier.c.name,
        literal(""),
    )
    .join(form_copy, form_copy.c.hash == followup.c.form_hash)
    .join(contract, contract.c.id == followup.c.contract_id)
    .join(supplier, supplier.c.id == followup.c.supplier_id)
    .where(
        followup.c.form_hash.in_(select(_WITH_DAYS.c.hash).where(_WITH_DAYS.c.delete_days > 0)),
        followup.c.status + literal("") == "signed",
        followup.c.cleared == "[]",
        ~select(literal(1)).where(_OF_IT, deviation.c.is_open + 0 == 1).correlate(followup).exists(),
        _TO_CLEAR <= _UNTIL,
    )
)
_KINDS: Final = (_FOLLOWUPS, _DEVIATIONS, _MEASURES, _OPTIONS, _EVIDENCE, _ENDS, _CLEARING)


def due_lines(connection: Connection, today: date, days: int, limit: int) -> tuple[DueLine, ...]:
    """What has a day until `days` from today: tasks until they are done, the others until their day has passed."""
    last = today + timedelta(days=max(0, min(days, (date.max - today).days)))
    given = {"today": today.isoformat(), "until": last.isoformat()}
    # Each kind is read along its own index and cut there, so that what is far away is never sorted.
    each = [select(kind.order_by(kind.selected_columns[0]).limit(limit).subquery()) for kind in _KINDS]
    found = union_all(*each).subquery()
    wanted = select(found).order_by(found.c.day, found.c.what, found.c.id).limit(limit)
    lines = [
        DueLine(day=day, what=what, id=id, title=title, supplier=by, method=method)
        for day, what, id, title, by, method in connection.execute(wanted, given)
    ]
    with _read_of(connection) as read:
        lines += documentation_due(read, today, last)
    return tuple(sorted(lines, key=DueLine.place)[:limit])


def last_documented(connection: Connection, contract_id: str) -> dict[str, date]:
    """Address of an own clause of the contract → the day of the follow-up that last saw it documented."""
    with _read_of(connection) as read:
        return documented(read, contract_id)


@contextmanager
def _read_of(connection: Connection) -> Generator[Read]:
    """What `db.documentation` reads with; what it cannot read is told as `RowUnreadable`."""
    try:
        yield lambda asked, given: connection.execute(text(asked), given)
    except LookupError as wrong:
        raise RowUnreadable(str(wrong)) from None


def to_clear(connection: Connection, today: date) -> frozenset[str]:
    """Ids of the follow-ups whose details about persons are to be deleted by now."""
    return frozenset(row.id for row in connection.execute(_CLEARING, {"until": today.isoformat()}))


def year_so_far(connection: Connection, year: int, today: date) -> YearSoFar:
    """The figures of `year` as they stand on `today`."""
    first, last = f"{year:04d}-01-01", f"{year:04d}-12-31"
    active = running(first, last)
    contracts = connection.execute(select(func.count()).select_from(contract).where(*active)).scalar_one()
    links = contract_supplier.join(contract, contract.c.id == contract_supplier.c.contract_id)
    theirs = (
        select(literal(1)).select_from(links).where(contract_supplier.c.supplier_id == supplier.c.id, *active)
    )
    suppliers = select(func.count()).select_from(supplier).where(theirs.exists())
    return YearSoFar(
        contracts=contracts,
        suppliers=connection.execute(suppliers).scalar_one(),
        **_followups(connection, year),
        **_deviations(connection, first, min(last, today.isoformat()), year),
        per_month=_per_month(connection, year),
    )


def _followups(connection: Connection, year: int) -> dict[str, int]:
    found: dict[str, int] = dict.fromkeys(("planned", "done", "extended_planned", "extended_done"), 0)
    counts = (
        select(followup.c.status, followup.c.method, func.count())
        .where(followup.c.year == year, followup.c.status != "withdrawn")
        .group_by(followup.c.status, followup.c.method)
    )
    for status, method, n in connection.execute(counts):
        found["planned"] += n
        found["done"] += n if status == "signed" else 0
        found["extended_planned"] += n if method in EXTENDED else 0
        found["extended_done"] += n if method in EXTENDED and status == "signed" else 0
    return found


_ESTABLISHED: Final = and_(
    deviation.c.severity != "observation", deviation.c.suspected == 0, deviation.c.status != "dismissed"
)


def _deviations(connection: Connection, first: str, until: str, year: int) -> dict[str, int]:
    """Open and disputed ones as of now; closed ones of the year; closed in time by the original deadline."""
    counted, closed, original = (
        deviation.c.severity != "observation",
        deviation.c.closed_day,
        (deviation.c.original_deadline),
    )
    fell_due = and_(_ESTABLISHED, original.between(first, until))
    figures = {
        "open_deviations": and_(counted, deviation.c.is_open == 1),
        "disputed_deviations": and_(counted, deviation.c.is_open == 1, deviation.c.disputed == 1),
        "closed_deviations": and_(counted, closed.between(f"{year:04d}-01-01", f"{year:04d}-12-31")),
        "due_to_close": fell_due,
        "closed_in_time": and_(fell_due, closed <= original),
    }
    return {name: _count(connection, wanted) for name, wanted in figures.items()}


def _count(connection: Connection, wanted: ColumnElement[bool]) -> int:
    return connection.execute(select(func.count()).select_from(deviation).where(wanted)).scalar_one()


def _per_month(connection: Connection, year: int) -> tuple[int, ...]:
    month = func.substr(deviation.c.found, 6, 2)
    counts = select(month, func.count()).where(_ESTABLISHED, deviation.c.year == year).group_by(month)
    found = {int(name): n for name, n in connection.execute(counts)}
    return tuple(found.get(number, 0) for number in range(1, 13))
