"""What was answered before an upgrade took a follow-up to a version that asks it again. Read from the journal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, select

from checklists.answer import Answer
from checklists.change import Entry
from checklists.followup import FollowUp
from checklists.form import Question
from db.chain import stamp
from db.rows.journal import entry_value, held_entry_value
from db.store.form_copies import stored_form
from db.store.records import row_of
from db.tables import journal

_OF_FOLLOWUP = (
    select(*journal.columns)
    .where(journal.c.kind == "followup", journal.c.subject == bindparam("wanted"))
    .order_by(journal.c.seq.desc())
)
_OF_ANSWERS = (
    select(*journal.columns)
    .where(
        journal.c.kind == "answer",
        journal.c.subject.between(bindparam("first"), bindparam("last")),
        journal.c.at == bindparam("at_once"),
        journal.c.seq < bindparam("before"),
    )
    .order_by(journal.c.seq)
)


@dataclass(frozen=True, slots=True)
class Earlier:
    """An answer as it was, with the question as it was asked then."""

    question: Question
    answer: Answer


def asked_again(connection: Connection, followup_id: str) -> Mapping[str, Earlier]:
    """Answers that the follow-up's latest upgrade emptied, by question; an erased one is not told."""
    found = connection.execute(_OF_FOLLOWUP, {"wanted": followup_id}).mappings()
    entries = (entry_value(held_entry_value(row_of(row))) for row in found)
    upgrade = next(((entry, before) for entry in entries if (before := _before_upgrade(entry))), None)
    if upgrade is None:
        return {}
    entry, before = upgrade
    then = stored_form(connection, before.form_hash).by_key
    answers = _emptied(connection, followup_id, entry)
    return {key: Earlier(then[key], answer) for key, answer in answers.items() if key in then}


def _before_upgrade(entry: Entry) -> FollowUp | None:
    """The follow-up as it was, where the entry tells of another version of its form."""
    change = entry.change
    if change.action != "changed" or change.before is None or change.after is None:
        return None
    before, after = FollowUp.model_validate(change.before), FollowUp.model_validate(change.after)
    return before if before.form_hash != after.form_hash else None


def _emptied(connection: Connection, followup_id: str, upgrade: Entry) -> dict[str, Answer]:
    """What the same act emptied: its entries have its time, and stand before it."""
    wanted = {
        "first": f"{followup_id}/",
        "last": f"{followup_id}/\U0010ffff",
        "at_once": stamp(upgrade.at),
        "before": upgrade.seq,
    }
    found: dict[str, Answer] = {}
    for row in connection.execute(_OF_ANSWERS, wanted).mappings():
        change = entry_value(held_entry_value(row_of(row))).change
        if change.before is None:
            continue
        before = Answer.model_validate(change.before)
        emptied = change.after is None or not Answer.model_validate(change.after).given
        if before.given and emptied:
            found[before.question] = before
    return found
