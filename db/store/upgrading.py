"""Taking an open follow-up to a newer version of its form, in one transaction."""

from __future__ import annotations

from sqlalchemy import Connection, bindparam, delete, update

from checklists.answer import Answer
from checklists.form import Form
from checklists.review import Review
from checklists.standard_form import FORM_ID
from checklists.upgrade import Upgrade, target, upgrade, upgraded
from checklists.values import Refused
from db.rows import answer_row
from db.store.form_copies import kept_form
from db.store.form_versions import standing
from db.store.opening import Opened
from db.tables import answer
from db.writing import Write

_THIS = (
    answer.c.followup_id == bindparam("of_followup"),
    answer.c.question == bindparam("of_question"),
    answer.c.version == bindparam("seen"),
)
_CHANGE, _DELETE = update(answer).where(*_THIS), delete(answer).where(*_THIS)


def kept_upgrade(write: Write, opened: Opened, form: Form, seen: Upgrade | None) -> tuple[Upgrade, Review]:
    """Keep the answers of a follow-up as they are on `form`; what became of each, and the review as it then is.

    The follow-up itself is left to be kept by the caller. Refused as `checklists.upgrade.refuse_upgrade` says, for a
    form that is not published, and ("upgrade_conflict") when it would not do what was `seen`.
    """
    review = opened.review
    to = target(review, form)
    after, doing = upgraded(review, to), upgrade(review, to)
    refuse_unpublished(write.connection, to)
    if seen is not None and seen != doing:
        raise Refused("upgrade_conflict", followup=review.followup.id)
    kept_form(write, to)
    for key, before in review.answers.items():
        _keep(write, after, before, opened.answer_versions[key])
    return doing, after


def refuse_unpublished(connection: Connection, form: Form) -> None:
    """Refuses to take a follow-up to a draft or a retired version."""
    here = standing(connection, form.id).get(form.version)
    if here is None or here.status == "draft":
        raise Refused("upgrade_to_draft", form=form.id, version=form.version)
    here.refuse_retired()
    if here.hash != form.content_hash and form.id != FORM_ID:
        raise Refused("form_version_published", form=form.id, version=form.version)


def _keep(write: Write, after: Review, before: Answer, version: int) -> None:
    followup, key = after.followup.id, before.question
    now = after.answers.get(key)
    at = {"of_followup": followup, "of_question": key, "seen": version}
    if now is None:
        done = write.run(_DELETE, at)
        write.tell("answer", f"{followup}/{key}", "removed", before, None)
    else:
        # The theme of a carried answer follows its question; that is derived, and no change of the answer.
        row = answer_row(followup, now, after.form.theme_of(key), version + (now != before))
        cells = {name: cell for name, cell in row.items() if name not in ("followup_id", "question")}
        done = write.run(_CHANGE, cells | at)
        if now != before:
            write.tell("answer", f"{followup}/{key}", "changed", before, now)
    if done != 1:
        raise Refused("conflict", subject=f"{followup}/{key}", version=version)
