"""Keeping one answer: the write that is made at every key, so it reads and writes no more than it must."""

from __future__ import annotations

import json
from typing import Final

from sqlalchemy import and_, bindparam, delete, insert, select, update

from checklists.answer import Answer
from checklists.followup import FollowUp
from checklists.values import Refused
from db.prepared import Prepared
from db.rows import Row, answer_row, answer_value, followup_row, followup_value
from db.rows.followup import STATUSES_CLOSED
from db.store.records import Statements, version_of
from db.tables import answer, followup, form_copy
from db.writing import Write

_FOLLOWUP = Statements.of(followup, "unknown_followup")
_STANDING: Final = Prepared(
    select(followup.c.status.label("followup_status"), *answer.columns)
    .select_from(followup)
    .outerjoin(
        answer, and_(answer.c.followup_id == followup.c.id, answer.c.question == bindparam("of_question"))
    )
    .where(followup.c.id == bindparam("of_followup"))
)
_INSERT = Prepared(insert(answer), *answer.columns.keys())
_SAME = (
    answer.c.followup_id == bindparam("of_followup"),
    answer.c.question == bindparam("of_question"),
    answer.c.version == bindparam("seen"),
)
_SET: Final = tuple(name for name in answer.columns.keys() if name not in ("followup_id", "question"))  # noqa: SIM118
_CHANGE = Prepared(update(answer).where(*_SAME), *_SET)
_DELETE = delete(answer).where(*_SAME)
_FORM = select(form_copy.c.json_text).where(form_copy.c.hash == bindparam("wanted"))


class Answering:
    """Keeps answers. Themes of questions are read once per form."""

    def __init__(self) -> None:
        self._themes: dict[str, dict[str, str]] = {}

    def keep(self, write: Write, followup: FollowUp, answer: Answer, version: int) -> int:
        """Keep an answer and, if the follow-up's status went on with it, that. The answer's new version."""
        standing = _standing(write, followup.id, answer.question)
        status = standing["followup_status"]
        subject = f"{followup.id}/{answer.question}"
        there = version_of(standing)
        if there != version or status in STATUSES_CLOSED:
            raise Refused("conflict", subject=subject, version=version)
        if status != followup.status:
            _begin(write, followup)
        before = answer_value(standing) if there else None
        if before == answer:
            return version
        theme = self._theme(write, followup.form_hash, answer.question)
        _put(write, answer_row(followup.id, answer, theme, version + 1), there)
        write.tell("answer", subject, "changed" if before else "created", before, answer)
        return version + 1

    def restore(
        self,
        write: Write,
        followup: FollowUp,
        question: str,
        before: Answer | None,
        *,
        expected: dict[str, object],
    ) -> None:
        """Put an answer back as it was before, or take it away. Refused unless it is as `expected`."""
        standing = _standing(write, followup.id, question)
        there = version_of(standing)
        subject = f"{followup.id}/{question}"
        now = answer_value(standing) if there else None
        same = now is not None and now.model_dump(mode="json") == expected
        if not same or standing["followup_status"] in STATUSES_CLOSED:
            raise Refused("undo_conflict", subject=subject)
        if before is None:
            write.run(_DELETE, {"of_followup": followup.id, "of_question": question, "seen": there})
        else:
            theme = self._theme(write, followup.form_hash, question)
            _put(write, answer_row(followup.id, before, theme, there + 1), there)
        write.tell("answer", subject, "undone", now, before)

    def _theme(self, write: Write, form_hash: str, question: str) -> str:
        if form_hash not in self._themes:
            text: str | None = write.connection.execute(_FORM, {"wanted": form_hash}).scalar()
            self._themes[form_hash] = themes_of(text) if text else {}
        return self._themes[form_hash].get(question, "")


def themes_of(form_json: str) -> dict[str, str]:
    """Question key → theme, from a form's stored JSON."""
    sections = json.loads(form_json)["sections"]
    return {
        str(question["key"]): str(question.get("theme") or section.get("theme", ""))
        for section in sections
        for question in section["questions"]
    }


def _standing(write: Write, followup_id: str, question: str) -> Row:
    row = _STANDING.row(write.connection, {"of_followup": followup_id, "of_question": question})
    if row is None:
        raise Refused("unknown_followup", id=followup_id[:80])
    return row


def _put(write: Write, row: Row, there: int) -> None:
    if not there:
        _INSERT.run(write.connection, row)
        return
    at = {"of_followup": row["followup_id"], "of_question": row["question"], "seen": there}
    if _CHANGE.run(write.connection, {**row, **at}) != 1:
        raise Refused("conflict", subject=f"{row['followup_id']}/{row['question']}", version=there)


def _begin(write: Write, followup: FollowUp) -> None:
    """The follow-up's status goes on because it was answered."""
    row = _FOLLOWUP.found(write.connection, followup.id)
    before = followup_value(row)
    after = before.model_copy(update={"status": followup.status})
    write.changed(_FOLLOWUP.change, followup_row(after), at=followup.id, version=version_of(row))
    write.tell("followup", followup.id, "changed", before, after)
