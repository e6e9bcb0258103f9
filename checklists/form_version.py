"""The life of a form's version: a draft that may be replaced, published for ever, retired from new use."""

from __future__ import annotations

from datetime import date
from typing import Literal, Self

from pydantic import Field

from checklists.form import Form
from checklists.values import Frozen, Key, Name, Refused, Text

FormStatus = Literal["draft", "published", "retired"]


class FormVersion(Frozen):
    """One version of a form as the organisation holds it. Its content is kept apart, under `hash`."""

    form: Key
    number: int = Field(ge=1)
    """Which version of the form."""
    status: FormStatus = "draft"
    hash: str
    """SHA-256 of the form's content."""
    file: Name = ""
    """Name of the file that it came from."""
    published: date | None = None
    """Empty for a form that came with the program."""
    published_by: Name = ""
    retired: date | None = None
    retired_by: Name = ""
    retired_reason: Text = ""

    @classmethod
    def draft_of(cls, form: Form, file: str = "") -> Self:
        return cls(form=form.id, number=form.version, hash=form.content_hash, file=file)

    @classmethod
    def shipped(cls, form: Form) -> Self:
        """The version of a form that came with the program: it is published by that."""
        return cls(form=form.id, number=form.version, status="published", hash=form.content_hash)

    @property
    def subject(self) -> str:
        """What the journal calls it: `workwear_visit/2`."""
        return f"{self.form}/{self.number}"

    def replaced(self, form: Form, file: str = "") -> Self:
        """With the content of `form`. Only a draft may be replaced by something else."""
        if self.hash == form.content_hash:
            return self
        if self.status != "draft":
            raise Refused("form_version_published", form=self.form, version=self.number)
        return self.model_copy(update={"hash": form.content_hash, "file": file or self.file})

    def published_on(self, day: date, by: str) -> Self:
        """Published, for ever as it is. Asked of a published one, that one."""
        self.refuse_retired()
        if self.status == "published":
            return self
        facts = {**dict(self), "status": "published", "published": day, "published_by": by}
        return self.model_validate(facts)

    def retired_on(self, day: date, by: str, reason: str = "") -> Self:
        """No new follow-up may begin on it; those that have begun go on."""
        self.refuse_retired()
        if self.status == "draft":
            raise Refused("form_is_draft", form=self.form, version=self.number)
        facts = {
            **dict(self),
            "status": "retired",
            "retired": day,
            "retired_by": by,
            "retired_reason": reason,
        }
        return self.model_validate(facts)

    def refuse_retired(self) -> None:
        if self.status == "retired":
            raise Refused("form_retired", form=self.form, version=self.number, date=self.retired)
