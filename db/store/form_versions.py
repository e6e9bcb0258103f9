"""Versions of the organisation's own forms, within a transaction: kept as drafts, published, retired, used."""

from __future__ import annotations

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from checklists.change import Action
from checklists.form import Form
from checklists.form_version import FormVersion
from checklists.library import shipped_versions
from checklists.publishing import refuse_unpublishable
from checklists.standard_form import FORM_ID
from checklists.values import Refused
from db.rows import form_version_row, form_version_value
from db.store.form_copies import kept_form, stored_form
from db.store.records import row_of, version_of
from db.tables import form_version
from db.versioned import Versioned
from db.writing import Write

_THIS = (
    form_version.c.form == bindparam("of_form"),
    form_version.c.number == bindparam("of_number"),
)
_ONE = select(*form_version.columns).where(*_THIS)
_OF_FORM = (
    select(*form_version.columns)
    .where(form_version.c.form == bindparam("of_form"))
    .order_by(form_version.c.number)
)
_INSERT = insert(form_version)
_CHANGE = update(form_version).where(*_THIS, form_version.c.version == bindparam("seen"))
_DELETE = delete(form_version).where(*_THIS)


def found_version(connection: Connection, form_id: str, number: int) -> Versioned[FormVersion] | None:
    """The version as the database holds it; None for one that it does not, a shipped one too."""
    found = connection.execute(_ONE, {"of_form": form_id, "of_number": number}).mappings().first()
    if found is None:
        return None
    row = row_of(found)
    return Versioned(form_version_value(row), version_of(row))


def standing(connection: Connection, form_id: str) -> dict[int, FormVersion]:
    """Every version of a form, by number: the shipped ones, and those that the database holds."""
    known = {each.version: FormVersion.shipped(each) for each in shipped_versions(form_id)}
    rows = connection.execute(_OF_FORM, {"of_form": form_id}).mappings()
    return known | {each.number: each for each in (form_version_value(row_of(row)) for row in rows)}


def kept_draft(write: Write, form: Form, file: str) -> FormVersion:
    """Keep a form as a draft, in place of the draft with its number; the version it then is.

    One that is published or retired already is left as it is; with other content it is refused.
    """
    known = standing(write.connection, form.id).get(form.version)
    if known is not None and known.status != "draft":
        return known.replaced(form, file)
    kept_form(write, form)
    if known is None:
        return _added(write, FormVersion.draft_of(form, file))
    return changed_version(write, known.replaced(form, file), "changed")


def published(write: Write, form: Form, file: str) -> FormVersion:
    """Publish a form, for ever as it is. Asked again it changes nothing.

    Refused as `refuse_unpublishable` says, and ("form_retired").
    """
    known = standing(write.connection, form.id)
    here = known.get(form.version)
    if here is not None and here.hash == form.content_hash and here.status != "draft":
        here.refuse_retired()
        return here
    refuse_unpublishable(form, _contents(write.connection, known))
    draft = kept_draft(write, form, file)
    return changed_version(write, draft.published_on(write.act.today, write.act.actor), "published")


def _contents(connection: Connection, known: dict[int, FormVersion]) -> list[Form]:
    """The forms of every version that is or was published."""
    shipped = {form.content_hash: form for each in known.values() for form in shipped_versions(each.form)}
    return [
        shipped.get(each.hash) or stored_form(connection, each.hash)
        for each in known.values()
        if each.status != "draft"
    ]


def retired(write: Write, form_id: str, number: int | None) -> tuple[FormVersion, ...]:
    """Retire one version of a form, or all that are published. The act's reason is the reason.

    Refused("form_never_published"), ("form_is_draft"), ("form_retired").
    """
    known = standing(write.connection, form_id)
    if not known or (number is not None and number not in known):
        raise Refused("form_never_published", form=form_id[:80])
    chosen = [each for each in known.values() if each.status == "published"]
    if number is not None or not chosen:
        chosen = [known[number if number is not None else max(known)]]
    return tuple(_retired(write, each) for each in chosen)


def _retired(write: Write, held: FormVersion) -> FormVersion:
    act = write.act
    gone = held.retired_on(act.today, act.actor, act.why)
    if found_version(write.connection, held.form, held.number) is None:
        shipped = next(form for form in shipped_versions(held.form) if form.version == held.number)
        kept_form(write, shipped)
        _added(write, held)
    return changed_version(write, gone, "retired")


def in_use(write: Write, form: Form) -> None:
    """A follow-up begins on the form: what was a draft is published by that, and what is retired is refused.

    The standard form is made from the clauses of each contract, so its content differs from one to the next.
    """
    if form.id == FORM_ID:
        here = standing(write.connection, form.id).get(form.version)
        if here is not None:
            here.refuse_retired()
        return
    published(write, form, "")


def changed_version(write: Write, after: FormVersion, action: Action) -> FormVersion:
    """Keep a version of a form as it is now, where it is in the database already."""
    before = found_version(write.connection, after.form, after.number)
    if before is None:
        raise Refused("undo_conflict", subject=after.subject)
    if before.value == after:
        return after
    at = {"of_form": after.form, "of_number": after.number, "seen": before.version}
    row = form_version_row(after, before.version + 1)
    write.run(_CHANGE, {name: cell for name, cell in row.items() if name not in ("form", "number")} | at)
    write.tell("form_version", after.subject, action, before.value, after)
    return after


def removed_draft(write: Write, draft: FormVersion) -> None:
    """A draft is taken away again. Its content stays, as everything that the journal tells of."""
    write.run(_DELETE, {"of_form": draft.form, "of_number": draft.number})
    write.tell("form_version", draft.subject, "undone", draft, None)


def _added(write: Write, held: FormVersion) -> FormVersion:
    write.run(_INSERT, form_version_row(held))
    write.tell("form_version", held.subject, "created", None, held)
    return held
