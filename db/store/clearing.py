"""Deleting details about persons from a closed follow-up, in one transaction: records, files, drafts, the journal."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Final

from pydantic import ValidationError
from sqlalchemy import Connection, bindparam, delete, or_, select, update

from checklists.answer import Answer
from checklists.change import SubjectKind, erased_by
from checklists.clearing import (
    Clearing,
    Persons,
    Rule,
    cleared_answer,
    cleared_decision,
    cleared_first_rows,
    clearing,
    refuse_clearing,
    rule_of,
)
from checklists.deviation import Deviation
from checklists.evidence import Evidence
from checklists.followup import FollowUp
from checklists.proposals import Decision
from checklists.review import Review
from checklists.settings import Settings
from checklists.values import Frozen, Refused
from db.columns import WORDS
from db.redaction import Payload, erase
from db.rows import Cell, answer_row, decision_row, deviation_value, evidence_row, followup_row
from db.store.evidence import rests_on_others
from db.store.opening import Opened
from db.store.records import Statements, row_of, version_of
from db.tables import answer, attachment, decision, deviation, draft, evidence, followup, journal, setting
from db.writing import Write

_FOLLOWUP = Statements.of(followup, "unknown_followup")
_EVIDENCE = Statements.of(evidence, "unknown_evidence")
_OF = bindparam("of_followup", type_=WORDS)
_DEVIATIONS = (
    select(*deviation.columns)
    .where(
        or_(
            deviation.c.followup_id == _OF,
            deviation.c.id.in_(select(decision.c.deviation_id).where(decision.c.followup_id == _OF)),
        )
    )
    .order_by(deviation.c.nr)
)
_DAYS = select(setting.c.value).where(setting.c.key == "delete_days")
_ANSWER: Final = update(answer).where(
    answer.c.followup_id == _OF,
    answer.c.question == bindparam("of_question"),
    answer.c.version == bindparam("seen"),
)
_THEME: Final = select(answer.c.theme).where(
    answer.c.followup_id == _OF, answer.c.question == bindparam("of_question")
)
_DECISION: Final = update(decision).where(
    decision.c.followup_id == _OF, decision.c.proposal == bindparam("of_proposal")
)
_UNKEPT: Final = delete(attachment).where(
    attachment.c.sha256.in_(bindparam("files", expanding=True)),
    attachment.c.sha256.not_in(select(evidence.c.sha256).where(evidence.c.sha256.is_not(None))),
)
_DRAFTS = draft.c.key.between(bindparam("first"), bindparam("last"))
_TOLD: Final = (
    select(journal.c.seq, journal.c.kind, journal.c.subject, journal.c.payload)
    .where(
        journal.c.payload.is_not(None),
        or_(
            journal.c.kind.in_(("answer", "decision"))
            & journal.c.subject.between(bindparam("first"), bindparam("last")),
            (journal.c.kind == "followup") & (journal.c.subject == _OF),
            (journal.c.kind == "evidence")
            & journal.c.subject.in_(bindparam("seen_evidence", expanding=True)),
        ),
    )
    .order_by(journal.c.seq)
)
_Subject = tuple[SubjectKind, str]


def deviations_of(connection: Connection, followup_id: str) -> tuple[Deviation, ...]:
    """The deviations that the follow-up found, and those that something it found was added to."""
    rows = connection.execute(_DEVIATIONS, {"of_followup": followup_id}).mappings()
    return tuple(deviation_value(row_of(row)) for row in rows)


def rule_in(connection: Connection, review: Review, deviations: Iterable[Deviation]) -> Rule:
    """When details about persons are to be deleted from the follow-up."""
    kept: str | None = connection.execute(_DAYS).scalar()
    own = Settings({"delete_days": kept} if kept else {}).integer("delete_days")
    return rule_of(review.followup, review.form, deviations, own)


def previewed(
    connection: Connection, opened: Opened, today: date, why: str, persons: Persons
) -> tuple[Clearing, Rule]:
    """What deleting would do now. Refused as `checklists.clearing.refuse_clearing` says."""
    review = opened.review
    deviations = deviations_of(connection, review.followup.id)
    rule = rule_in(connection, review, deviations)
    refuse_clearing(review.followup, deviations, rule, today, why)
    shared = rests_on_others(connection, review.followup.id, review.evidence.values())
    return clearing(review, review.evidence.keys() - shared, persons), rule


def kept_clearing(write: Write, opened: Opened, why: str, seen: Clearing | None) -> FollowUp:
    """Delete, and put nulls where the journal told it. Refused("clear_conflict") if it would not do what was `seen`."""
    persons, connection, act = Persons(), write.connection, write.act
    doing, rule = previewed(connection, opened, act.today, why, persons)
    if seen is not None and seen != doing:
        raise Refused("clear_conflict", followup=doing.followup.id)
    after = doing.done(rule, act.today, act.actor, why)
    erased = _erased(connection, opened.review, doing, persons)
    before, of = opened.review.followup, after.id
    of_itself = erased.pop(("followup", of), None)
    _keep_records(write, opened, doing, erased)
    for (kind, subject), entries in erased.items():
        erase(write, kind, subject, entries, _now(opened.review, doing, kind, subject))
    write.changed(_FOLLOWUP.change, followup_row(after), at=of, version=opened.version)
    if of_itself:
        erase(write, "followup", of, of_itself, after)
    else:
        write.tell("followup", of, "changed", before, after)
    connection.execute(delete(draft).where(_DRAFTS), _inside(of))
    return after


def _inside(followup_id: str) -> dict[str, str]:
    return {"first": f"{followup_id}/", "last": f"{followup_id}/\U0010ffff"}


def _erased(
    connection: Connection, review: Review, doing: Clearing, persons: Persons
) -> dict[_Subject, dict[int, Payload]]:
    """The entries of the journal that tell what goes, by what they are about, then by number."""
    seen = {each.id for each in doing.evidence}
    given = {**_inside(review.followup.id), "of_followup": review.followup.id, "seen_evidence": sorted(seen)}
    found: defaultdict[_Subject, dict[int, Payload]] = defaultdict(dict)
    for seq, kind, subject, payload in connection.execute(_TOLD, given):
        told: Payload = json.loads(payload)
        if any(_tells(kind, part, review, persons) for part in _parts(told)):
            found[kind, subject][seq] = told
    return found


def _parts(told: Payload) -> Iterator[dict[str, Any]]:
    before = None if erased_by(told["before"]) else told["before"]
    return (part for part in (before, told["after"]) if part is not None)


def _tells(kind: str, part: dict[str, Any], review: Review, persons: Persons) -> bool:
    """Does it tell anything that goes? What cannot be read by now is taken to."""
    if kind == "evidence":
        return True
    try:
        if kind == "answer":
            given = Answer.model_validate(part)
            return cleared_answer(review.form.by_key.get(given.question), given, persons) != given
        if kind == "decision":
            made = Decision.model_validate(part)
            return cleared_decision(made, review.form, persons) != made
        held = FollowUp.model_validate(part)
        return cleared_first_rows(held, review.form, persons) != held
    except (ValidationError, Refused):
        return True


def _keep_records(write: Write, opened: Opened, doing: Clearing, touched: Iterable[_Subject]) -> None:
    """Keep each record as it is now: at a version more, since one entry more tells of it."""
    of = opened.review.followup.id
    for kind, subject in touched:
        now = _now(opened.review, doing, kind, subject)
        if isinstance(now, Answer):
            seen = opened.answer_versions[now.question]
            theme: str = write.connection.execute(
                _THEME, {"of_followup": of, "of_question": now.question}
            ).scalar_one()
            at = {"of_followup": of, "of_question": now.question, "seen": seen}
            row = answer_row(of, now, theme, seen + 1)
            write.run(_ANSWER, {**_cells(row, "followup_id", "question"), **at})
        elif isinstance(now, Decision):
            row = _cells(decision_row(now), "followup_id", "proposal")
            write.run(_DECISION, {**row, "of_followup": of, "of_proposal": now.proposal})
        elif isinstance(now, Evidence):
            version = version_of(_EVIDENCE.found(write.connection, now.id))
            write.changed(_EVIDENCE.change, evidence_row(now), at=now.id, version=version)
    seen_before = opened.review.evidence
    files = [file.sha256 for each in doing.evidence if (file := seen_before[each.id].file)]
    if files:
        write.connection.execute(_UNKEPT, {"files": files})


def _cells(row: Mapping[str, Cell], *key: str) -> dict[str, Cell]:
    return {name: cell for name, cell in row.items() if name not in key}


def _now(review: Review, doing: Clearing, kind: str, subject: str) -> Frozen | None:
    """The record as it is once details are deleted; None for one that is no longer there."""
    key = subject.partition("/")[2]
    if kind == "answer":
        return doing.answers.get(key) or review.answers.get(key)
    if kind == "decision":
        return doing.decisions.get(key) or review.decisions.get(key)
    return next((each for each in doing.evidence if each.id == subject), None)
