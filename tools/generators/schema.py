"""docs/form.schema.json: the form file format, for editors."""

from __future__ import annotations

import json

from checklists.library import vocabulary
from checklists.schema import form_schema


def generate() -> dict[str, str]:
    """The schema, as `aktsom forms schema` prints it."""
    return {"docs/form.schema.json": json.dumps(form_schema(vocabulary()), ensure_ascii=False, indent=2)}
