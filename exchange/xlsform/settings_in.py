"""The settings sheet as what a form says of itself; what it does not say is assumed, and told."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Final

from checklists.form import LANGUAGES, Form, Texts
from checklists.values import cleaned
from exchange.form_reading import Remarks
from exchange.xlsform.keys import snake
from exchange.xlsform.languages import LONGEST
from exchange.xlsform.ours import ours_in, with_ours
from exchange.xlsform.sections import Sections
from exchange.xlsform.tables import OURS, Line, Table

_READ: Final = frozenset(("form_title", "form_id", "version", "default_language"))
ASSUMED: Final = ("purpose", "filled_by", "method", "minutes", "source", "licence")
"""What XLSForm has no setting for, and every form of ours says."""
_MINUTES_A_QUESTION: Final = 2
_VERSION = re.compile(r"[1-9][0-9]{0,8}")


def title_of(table: Table, file: str) -> Mapping[str, str]:
    """The form's title, else the file's name."""
    line = _line(table)
    nb = (line.get("form_title") or cleaned(stem_of(file))[0] or "XLSForm")[:LONGEST]
    found: dict[str, str] = {"nb": nb}
    if others := _other_titles(line):
        found |= {language: others.own(language) for language in LANGUAGES if others.own(language)}
    return found


def _other_titles(line: Line) -> Texts | None:
    """The title as our own column has it: what `form_title` cannot say. None where it is not as we write it."""
    own = ours_in(line).get("title", "")
    try:
        told = json.loads(own or "{}")
        return Texts.model_validate({"nb": "", **told})
    except (TypeError, ValueError, RecursionError):
        return None


def form_fields(
    table: Table, file: str, title: Mapping[str, str], sections: Sections, remarks: Remarks
) -> dict[str, object]:
    """The fields of the form: what the sheet says of it, and what is assumed."""
    line = _line(table)
    own = ours_in(line)
    minutes = min(600, max(1, sections.asked * _MINUTES_A_QUESTION))
    assumed: dict[str, object] = {
        "purpose": title,
        "filled_by": "supplier",
        "method": "self_report",
        "minutes": {"full": minutes},
        "source": stem_of(file),  # the same form from a workbook, CSV and Markdown
        "licence": "Ikke oppgitt",
    }
    fields: dict[str, object] = {
        **assumed,
        "title": title,
        "sections": tuple(sections.found),
        "id": _id(line, file, table, remarks),
        "version": _version(line, table, remarks),
    }
    if "title" in own and _other_titles(line) is None:
        remarks.add("cell_not_ours", "settings", line.number, OURS + "title", text=own["title"])
    fields = with_ours(Form, fields, line, table, remarks, leaving=("title", "sections"))
    for name in ASSUMED:
        if name not in own:
            told = {"purpose": title["nb"], "minutes": str(minutes)}.get(name, str(assumed[name]))
            remarks.add("setting_assumed", "settings", column=OURS + name, field=name, value=told)
    _others(table, remarks)
    return fields


def _line(table: Table) -> Line:
    return table.lines[0] if table.lines else Line(0, {})


def stem_of(file: str) -> str:
    """`/x/My form.xlsx` → My form."""
    name = re.split(r"[/\\]", file)[-1]
    return name.rpartition(".")[0] or name


def _id(line: Line, file: str, table: Table, remarks: Remarks) -> str:
    given = line.get("form_id") or stem_of(file)
    made = snake(given) or "form"
    if not made[0].isalpha():
        made = f"form_{made}"[:64]
    if made != given or not line.get("form_id"):
        remarks.add("id_made", "settings", line.number, table.heading("form_id"), given=given, key=made)
    return made


def _version(line: Line, table: Table, remarks: Remarks) -> int:
    told = line.get("version")
    if _VERSION.fullmatch(told):
        return int(told)
    remarks.add(
        "version_made", "settings", line.number, table.heading("version"), given=told or "-", version=1
    )
    return 1


def _others(table: Table, remarks: Remarks) -> None:
    for line in table.lines[:1]:
        for column in line.cells:
            if column.name not in _READ and not column.name.startswith(OURS):
                heading = table.headings[column]
                remarks.add("column_not_carried", "settings", line.number, heading, count=1)
