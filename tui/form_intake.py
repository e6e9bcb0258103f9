"""A form in a file from outside, whatever wrote it: our own YAML, an XLSForm, or a requirement framework."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from checklists.form import Form
from checklists.library import read_form
from checklists.publishing import errors_of
from checklists.words import N_
from exchange.form_reading import FormReading
from exchange.framework.reading import framework_in_sheets, framework_reading
from exchange.workbook.reading import read_workbook
from exchange.xlsform.reading import read_sheets, read_xlsform

COMMENTS_STAY: Final = N_("The comments in the file (#) do not go with the draft: keep the file as well.")
YAML: Final = (".yaml", ".yml", ".json")
MOST_BYTES: Final = 10_000_000


def read_any_form(path: Path, raw: bytes) -> tuple[Form, FormReading | None]:
    """The form, with the report of what did not come over where another program wrote it. Raises InputRefused."""
    reading: FormReading | None = None
    if raw.startswith(b"PK"):
        grids = read_workbook(raw, path.name)
        reading = framework_in_sheets(grids, path.name) or read_sheets(grids, path.name, "xlsx")
    elif path.suffix.lower() not in YAML:
        reading = read_xlsform(raw, path.name)
    elif b"requirement_nodes" in raw:
        reading = framework_reading(raw, path.name)
    return (reading.form, reading) if reading else (read_form(raw, path.name), None)


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
