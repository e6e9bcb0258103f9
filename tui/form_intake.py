"""A form in a file from outside, whatever wrote it: our own YAML, an XLSForm, or a requirement framework."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from checklists.form import Form
from checklists.library import read_form
from checklists.publishing import errors_of
from checklists.words import N_
from exchange.form_reading import FormReading
from exchange.framework.reading import framework_reading
from exchange.xlsform.reading import read_xlsform

COMMENTS_STAY: Final = N_("The comments in the file (#) do not go with the draft: keep the file as well.")
YAML: Final = (".yaml", ".yml", ".json")
MOST_BYTES: Final = 10_000_000


def read_any_form(path: Path, raw: bytes) -> tuple[Form, FormReading | None]:
    """The form, with the report of what did not come over where another program wrote it. Raises InputRefused."""
    reading = framework_reading(raw, path.name) if _may_be_framework(path, raw) else None
    if reading is None and path.suffix.lower() in YAML:
        return read_form(raw, path.name), None
    reading = reading or read_xlsform(raw, path.name)
    return reading.form, reading


def _may_be_framework(path: Path, raw: bytes) -> bool:
    """A requirement framework of a governance program is YAML or a workbook, as ours and XLSForms are."""
    return raw.startswith(b"PK") or (path.suffix.lower() in YAML and b"requirement_nodes" in raw)


def has_comments(raw: bytes) -> bool:
    """Has a form file lines for its author alone? A form that is kept has no place for them."""
    return any(line.lstrip().startswith(b"#") for line in raw.splitlines())


def lacks_theme(form: Form) -> bool:
    """Would its answers count for nothing in the report, because nothing says what they are about?"""
    return any(each.code == "theme_missing" for each in errors_of(form))


def named(form: Form, form_id: str, theme: str) -> Form:
    """The form with another id, if one is given, and a theme for its sections that have none."""
    sections = tuple(
        section if section.theme or not theme else section.model_copy(update={"theme": theme})
        for section in form.sections
    )
    # Made anew from its fields: what a form has worked out about itself is no part of it.
    facts = {name: getattr(form, name) for name in Form.model_fields}
    return Form.model_validate({**facts, "id": form_id or form.id, "sections": sections})
