"""Deviations and their measures."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import bindparam, delete, select

from checklists.change import Act, Action
from checklists.deviation import Deviation
from checklists.evidence import Attached
from checklists.measure import Measure
from checklists.possible import deviation_faults, measure_faults, refuse_new
from checklists.values import Refused
from db.rows import deviation_row, deviation_value, measure_row, measure_value
from db.search import indexed, reindexed
from db.store.evidence import added_ids
from db.store.records import Statements, row_of, version_of
from db.tables import deviation, measure
from db.versioned import Versioned
from db.writing import Reader, Write, Writer

_DEVIATION = Statements.of(deviation, "unknown_deviation")
_MEASURE = Statements.of(measure, "unknown_measure")
_OF_CONTRACT = select(*deviation.columns).where(deviation.c.contract_id == bindparam("wanted"))
_OF_FOLLOWUP = select(*deviation.columns).where(deviation.c.followup_id == bindparam("wanted"))
_DELETE_MEASURE = delete(measure).where(measure.c.id == bindparam("at_id"))
_MEASURES = (
    select(*measure.columns).where(measure.c.deviation_id == bindparam("wanted")).order_by(measure.c.nr)
)


class Deviations:
    """The register of deviations."""

    def __init__(self, writer: Writer, reader: Reader) -> None:
        self._writer = writer
        self._reader = reader

    def add(self, deviation: Deviation, act: Act, measures: tuple[Measure, ...] = ()) -> Deviation:
        """Record a deviation, with measures against it (whose `deviation` is set to its id)."""
        with self._writer.transaction(act) as write:
            return added_deviation(write, deviation, measures)

    def get(self, id: str) -> Versioned[Deviation]:
        """Refused("unknown_deviation")."""
        with self._reader.transaction() as connection:
            row = _DEVIATION.found(connection, id.strip().upper())
            return Versioned(deviation_value(row), version_of(row))

    def change(self, deviation: Deviation, version: int, act: Act) -> int:
        """Keep a changed deviation; its new version. Refused("conflict") unless it is still at `version`."""
        with self._writer.transaction(act) as write:
            self._refuse_impossible(write, deviation)
            return changed_deviation(write, deviation, version)

    def _refuse_impossible(self, write: Write, after: Deviation) -> None:
        before, today = deviation_value(_DEVIATION.found(write.connection, after.id)), write.act.today
        refuse_new(deviation_faults(after, today), deviation_faults(before, today))

    def change_resting_on(
        self, new: tuple[Attached, ...], after: Callable[[tuple[str, ...]], Deviation], version: int, act: Act
    ) -> Deviation:
        """Keep new evidence and the deviation that `after` makes of its ids: both, or neither.

        Refused("conflict") unless the deviation is still at `version`; what `after` refuses leaves nothing behind.
        """
        with self._writer.transaction(act) as write:
            made = after(added_ids(write, new))
            self._refuse_impossible(write, made)
            changed_deviation(write, made, version)
            return made

    def measures(self, deviation_id: str) -> tuple[Versioned[Measure], ...]:
        """The deviation's measures, the oldest first."""
        with self._reader.transaction() as connection:
            rows = [row_of(row) for row in connection.execute(_MEASURES, {"wanted": deviation_id}).mappings()]
        return tuple(Versioned(measure_value(row), version_of(row)) for row in rows)

    def measure(self, id: str) -> Versioned[Measure]:
        """Refused("unknown_measure")."""
        with self._reader.transaction() as connection:
            row = _MEASURE.found(connection, id.strip().upper())
            return Versioned(measure_value(row), version_of(row))

    def add_measure(self, measure: Measure, act: Act) -> Measure:
        with self._writer.transaction(act) as write:
            against = deviation_value(_DEVIATION.found(write.connection, measure.deviation))
            against.refuse_if_ended()
            return _added_measure(write, measure, against)

    def change_measure(self, measure: Measure, version: int, act: Act) -> int:
        """Keep a changed measure; its new version. Refused("conflict") unless it is still at `version`."""
        with self._writer.transaction(act) as write:
            self._refuse_impossible_measure(write, measure)
            return changed_measure(write, measure, version)

    def _refuse_impossible_measure(self, write: Write, after: Measure) -> None:
        before = measure_value(_MEASURE.found(write.connection, after.id))
        against = deviation_value(_DEVIATION.found(write.connection, after.deviation))
        refuse_new(measure_faults(after, against), measure_faults(before, against))

    def change_measure_resting_on(
        self, new: tuple[Attached, ...], after: Callable[[tuple[str, ...]], Measure], version: int, act: Act
    ) -> Measure:
        """Keep new evidence and the measure that `after` makes of its ids: both, or neither."""
        with self._writer.transaction(act) as write:
            made = after(added_ids(write, new))
            self._refuse_impossible_measure(write, made)
            changed_measure(write, made, version)
            return made

    def of_contract(self, contract_id: str) -> tuple[Deviation, ...]:
        """The contract's deviations, the oldest first."""
        with self._reader.transaction() as connection:
            rows = connection.execute(_OF_CONTRACT.order_by(deviation.c.nr), {"wanted": contract_id})
            return tuple(deviation_value(row_of(row)) for row in rows.mappings())

    def of_followup(self, followup_id: str) -> tuple[Deviation, ...]:
        """The deviations that a follow-up found, the oldest first."""
        with self._reader.transaction() as connection:
            rows = connection.execute(_OF_FOLLOWUP.order_by(deviation.c.nr), {"wanted": followup_id})
            return tuple(deviation_value(row_of(row)) for row in rows.mappings())


def added_deviation(write: Write, deviation: Deviation, measures: tuple[Measure, ...] = ()) -> Deviation:
    """Record a deviation and its measures within a transaction."""
    refuse_new(deviation_faults(deviation, write.act.today))
    made = deviation.model_copy(update={"id": write.new_id("deviation")})
    row = deviation_row(made)
    write.run(_DEVIATION.insert, row)
    indexed(write.connection, "deviation", [row])
    write.tell("deviation", made.id, "created", None, made)
    for each in measures:
        _added_measure(write, each.model_copy(update={"deviation": made.id}), made)
    return made


def changed_deviation(write: Write, after: Deviation, version: int, action: Action = "changed") -> int:
    """Keep a changed deviation within a transaction; the version it has then."""
    row = _DEVIATION.found(write.connection, after.id)
    before = deviation_value(row)
    if version_of(row) != version:
        raise Refused("conflict", subject=after.id, version=version)
    if before == after:
        return version
    made = deviation_row(after)
    new = write.changed(_DEVIATION.change, made, at=after.id, version=version)
    reindexed(write.connection, "deviation", row, made)
    write.tell("deviation", after.id, action, before, after)
    return new


def _added_measure(write: Write, measure: Measure, against: Deviation) -> Measure:
    refuse_new(measure_faults(measure, against))
    made = measure.model_copy(update={"id": write.new_id("measure")})
    write.run(_MEASURE.insert, measure_row(made))
    write.tell("measure", made.id, "created", None, made)
    return made


def changed_measure(write: Write, after: Measure, version: int, action: Action = "changed") -> int:
    """Keep a changed measure within a transaction; the version it has then."""
    row = _MEASURE.found(write.connection, after.id)
    before = measure_value(row)
    if version_of(row) != version:
        raise Refused("conflict", subject=after.id, version=version)
    if before == after:
        return version
    new = write.changed(_MEASURE.change, measure_row(after), at=after.id, version=version)
    write.tell("measure", after.id, action, before, after)
    return new


def removed_measure(write: Write, measure: Measure) -> None:
    """Take a measure away again: that it was recorded is undone."""
    write.run(_DELETE_MEASURE, {"at_id": measure.id})
    write.tell("measure", measure.id, "undone", measure, None)
