"""Undo: a new change that puts back what was before, only while its subject still is as the change left it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Final

from sqlalchemy import bindparam, select

from checklists.answer import Answer
from checklists.change import Act, Change, Entry
from checklists.contract import Contract
from checklists.deviation import Deviation
from checklists.followup import FollowUp
from checklists.form_version import FormVersion
from checklists.measure import Measure
from checklists.values import Frozen, Refused
from db.rows import deviation_value, followup_value, measure_value
from db.rows.journal import entry_value, held_entry_value
from db.store.answering import Answering
from db.store.contracts import changed_contract, contract_of
from db.store.decisions import found_decision, taken_back
from db.store.deviations import changed_deviation, changed_measure, removed_measure
from db.store.followups import changed_followup
from db.store.form_versions import changed_version, found_version, removed_draft
from db.store.records import Statements, row_of, version_of
from db.tables import contract, deviation, followup, journal, measure
from db.writing import Reader, Write, Writer

_CONTRACT = Statements.of(contract, "unknown_contract")
_FOLLOWUP = Statements.of(followup, "unknown_followup")
_DEVIATION = Statements.of(deviation, "unknown_deviation")
_MEASURE = Statements.of(measure, "unknown_measure")
_LOOKED_BACK: Final = 200
_UNDOABLE: Final = ("created", "changed", "retired")
_FOR_GOOD: Final = frozenset(
    {
        "form",
        "form_version",
        "form_hash",
        "short",
        "first_rows",
        "signed",
        "signed_by",
        "reopened",
        "risk_written",
    }
)
"""Of a follow-up: what other records were changed together with, or others may have read."""
_LATEST = (
    select(*journal.columns)
    .where(journal.c.seq > bindparam("since"), journal.c.actor == bindparam("by"))
    .order_by(journal.c.seq.desc())
    .limit(_LOOKED_BACK)
)


class Undo:
    """Takes back a person's latest change."""

    def __init__(self, writer: Writer, reader: Reader) -> None:
        self._writer = writer
        self._reader = reader
        self._answering = Answering()
        self._ways: Mapping[str, Callable[[Write, Change], None]] = {
            "answer": self._answer,
            "followup": _followup,
            "decision": _decision,
            "deviation": _deviation,
            "measure": _measure,
            "contract": _contract,
            "form_version": _form_version,
        }

    def latest(self, actor: str, since_seq: int) -> Entry | None:
        """The person's latest change after `since_seq` that has not been undone; None where there is none."""
        with self._reader.transaction() as connection:
            rows = connection.execute(_LATEST, {"since": since_seq, "by": actor}).mappings().all()
        undone: Counter[tuple[str, str]] = Counter()
        for row in rows:
            entry = entry_value(held_entry_value(row_of(row)))
            subject = (entry.change.kind, entry.change.subject)
            if entry.change.action == "undone":
                undone[subject] += 1
            elif undone[subject]:
                undone[subject] -= 1
            elif not _is_no_step(entry.change):
                return entry
        return None

    def undo(self, entry: Entry, act: Act) -> Change:
        """Put back what was before `entry`; the change that this is.

        Refused("undo_conflict") if the subject has changed since, ("cannot_undo") for freezing, imports and whatever
        else stands once done, ("cannot_undo_followup") for a follow-up made, signed, opened again or moved to
        another version of its form, and ("cannot_undo_cleared") for one from which details about persons are deleted.
        """
        change = entry.change
        way = self._ways.get(change.kind)
        if way is None or entry.redacted or change.action not in _UNDOABLE:
            raise Refused("cannot_undo", kind=change.kind, subject=change.subject)
        with self._writer.transaction(act) as write:
            way(write, change)
        facts = {"action": "undone", "before": change.after, "after": change.before, "why": act.why}
        return change.model_copy(update=facts)

    def _answer(self, write: Write, change: Change) -> None:
        followup_id, _, question = change.subject.partition("/")
        held = followup_value(_FOLLOWUP.found(write.connection, followup_id))
        before = Answer.model_validate(change.before) if change.before else None
        self._answering.restore(write, held, question, before, expected=change.after or {})


def _followup(write: Write, change: Change) -> None:
    """A step, and what was written of it, until the next one."""
    before, after = change.before or {}, change.after or {}
    if after.get("cleared"):
        raise Refused("cannot_undo_cleared", subject=change.subject)
    if not before or any(before.get(name) != after.get(name) for name in _FOR_GOOD):
        raise Refused("cannot_undo_followup", subject=change.subject)
    row = _FOLLOWUP.found(write.connection, change.subject)
    _refuse_changed(followup_value(row), change)
    changed_followup(write, FollowUp.model_validate(before), version_of(row), "undone")


def _decision(write: Write, change: Change) -> None:
    followup_id, _, proposal = change.subject.partition("/")
    standing = found_decision(write, followup_id, proposal)
    if standing is None:
        raise Refused("undo_conflict", subject=change.subject)
    _refuse_changed(standing, change)
    if standing.outcome == "confirmed":
        raise Refused("cannot_undo", kind=change.kind, subject=change.subject)
    taken_back(write, standing)


def _deviation(write: Write, change: Change) -> None:
    row = _DEVIATION.found(write.connection, change.subject)
    _refuse_changed(deviation_value(row), change)
    before = Deviation.model_validate(_before(change))
    changed_deviation(write, before, version_of(row), "undone")


def _measure(write: Write, change: Change) -> None:
    row = _MEASURE.found(write.connection, change.subject)
    standing = measure_value(row)
    _refuse_changed(standing, change)
    if change.before is None:
        removed_measure(write, standing)
    else:
        changed_measure(write, Measure.model_validate(change.before), version_of(row), "undone")


def _contract(write: Write, change: Change) -> None:
    row = _CONTRACT.found(write.connection, change.subject)
    _refuse_changed(contract_of(write.connection, row), change)
    changed_contract(write, Contract.model_validate(_before(change)), version_of(row), "undone")


def _form_version(write: Write, change: Change) -> None:
    """A draft is taken away or as it was before; a retired form may be used again."""
    form_id, _, number = change.subject.partition("/")
    standing = found_version(write.connection, form_id, int(number))
    if standing is None:
        raise Refused("undo_conflict", subject=change.subject)
    if standing.value.status == "published":
        raise Refused("cannot_undo", kind=change.kind, subject=change.subject)
    _refuse_changed(standing.value, change)
    if change.before is None:
        removed_draft(write, standing.value)
    else:
        changed_version(write, FormVersion.model_validate(change.before), "undone")


def _before(change: Change) -> dict[str, object]:
    if change.before is None:
        raise Refused("cannot_undo", kind=change.kind, subject=change.subject)
    return change.before


def _refuse_changed(standing: Frozen, change: Change) -> None:
    if standing.model_dump(mode="json") != change.after:
        raise Refused("undo_conflict", subject=change.subject)


def _is_no_step(change: Change) -> bool:
    """A form's content was stored, an entry's content erased, or a follow-up begun by its first answer."""
    if change.kind == "form" or change.erased:
        return True
    after, before = change.after or {}, change.before or {}
    begun = after.get("status") == "in_progress" and before.get("status") in ("planned", "received")
    return change.kind == "followup" and begun
