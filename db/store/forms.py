"""The organisation's forms: stored copies that follow-ups refer to, and versions from draft to retired."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import select

from checklists.change import Act
from checklists.form import Form
from checklists.form_version import FormVersion
from checklists.library import Library, read_form
from checklists.whole import HeldForm
from db.rows import form_version_value, held_form_value
from db.store.form_copies import stored_form
from db.store.form_versions import kept_draft, published, retired
from db.store.records import row_of
from db.tables import form_copy, form_version
from db.writing import Reader, Writer

if TYPE_CHECKING:
    from checklists.touched import Touched

_COPIES = select(*form_copy.columns).order_by(form_copy.c.id, form_copy.c.version, form_copy.c.hash)
_VERSIONS = select(*form_version.columns).order_by(form_version.c.form, form_version.c.number)


class Forms:
    """Contents and versions of forms."""

    def __init__(self, writer: Writer, reader: Reader) -> None:
        self._writer = writer
        self._reader = reader

    def stored(self, hash: str) -> Form:
        """The form with this content. Refused("unknown_form_copy")."""
        with self._reader.transaction() as connection:
            return stored_form(connection, hash)

    def used(self) -> tuple[HeldForm, ...]:
        """Every stored copy."""
        with self._reader.transaction() as connection:
            rows = connection.execute(_COPIES).mappings()
            return tuple(held_form_value(row_of(row)) for row in rows)

    def versions(self) -> tuple[FormVersion, ...]:
        """Every version that the database holds: drafts, published, retired; by form and number."""
        with self._reader.transaction() as connection:
            rows = connection.execute(_VERSIONS).mappings()
            return tuple(form_version_value(row_of(row)) for row in rows)

    def library(self) -> Library:
        """The shipped forms, and the versions that the database holds."""
        library = Library()
        with self._reader.transaction() as connection:
            for each in self.versions():
                library = library.with_version(each, stored_form(connection, each.hash))
        return library

    def keep_draft(self, form: Form | bytes | str, file: str, act: Act) -> FormVersion:
        """Keep a form, or the text of a form file, as a draft; a draft with its id and version is replaced.

        Raises FormRefused for a text that has not the shape of a form, and Refused("form_version_published") where
        that version is published with other content.
        """
        read = form if isinstance(form, Form) else read_form(form, file)
        with self._writer.transaction(act) as write:
            return kept_draft(write, read, file)

    def publish(self, form: Form, act: Act, file: str = "") -> FormVersion:
        """Publish a form: this content is its version for ever. Asked again it changes nothing.

        Refused("form_version_published"), ("form_version_not_higher"), ("form_has_faults"), ("form_key_type_changed"),
        ("form_retired").
        """
        with self._writer.transaction(act) as write:
            return published(write, form, file)

    def retire(
        self, form_id: str, act: Act, *, number: int | None = None, reason: str = ""
    ) -> tuple[FormVersion, ...]:
        """Retire a version, or every published one: no new follow-up begins on it. A shipped form too.

        Refused("form_never_published"), ("form_is_draft"), ("form_retired").
        """
        with self._writer.transaction(replace(act, why=reason or act.why)) as write:
            return retired(write, form_id, number)

    def touched(self, form_id: str, number: int, to: Form, today: date) -> Touched:
        """What taking `to` into use would touch of what stands on version `number` of a form."""
        from db.store.touching import touched

        with self._reader.transaction() as connection:
            return touched(connection, form_id, number, to, today)
