"""An XLSForm in any container as a form of ours, with a report of everything that is not as it stood."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from checklists.finding import Finding
from checklists.form import Form
from checklists.library import vocabulary
from checklists.lint import lint_made
from checklists.lint_links import entangled, entangled_columns
from checklists.lint_shape import draft_of
from checklists.publishing import errors_of
from checklists.values import InputRefused
from exchange.form_reading import Container, FormReading, Remarks
from exchange.workbook.grid import Grid
from exchange.xlsform.choices import remark_columns
from exchange.xlsform.containers import grids_of
from exchange.xlsform.ours import valid
from exchange.xlsform.sections import Sections, sections_of
from exchange.xlsform.settings_in import form_fields, title_of
from exchange.xlsform.survey import Place, Survey
from exchange.xlsform.survey_columns import remark_survey_columns
from exchange.xlsform.tables import EMPTY, SHEETS, Table, table_of

_MOST_ROWS: Final = 3_000
_MOST_READINGS: Final = 5
"""Readings of one form. What does not fit even then is told, and the form cannot be published."""
_ONE_BY_ONE: Final = 2
"""Readings after which every condition in or behind a circle is left out, and not one of each circle."""


def read_xlsform(raw: bytes, name: str) -> FormReading:
    """The form in the file. Raises InputRefused for a file that is no XLSForm, or that may not be opened."""
    container, grids = grids_of(raw, name)
    return read_sheets(grids, name, container)


def read_sheets(grids: tuple[Grid, ...], name: str, container: Container) -> FormReading:
    """The form in sheets that were read already. Raises InputRefused where they make no XLSForm."""
    refused: frozenset[Place] = frozenset()
    readings = 0
    while True:
        readings += 1
        reading, sections = _read(grids, name, container, refused)
        # A condition that does not fit is left out; without it another may no longer be reached.
        errors = [each for each in lint_made(reading.form, vocabulary()) if each.severity == "error"]
        more = {place for each in errors for place in _conditions_at(each, sections)}
        if readings > _ONE_BY_ONE:
            more |= _entangled(reading.form, sections)
        if more <= refused or readings == _MOST_READINGS:
            return _with_errors(reading, errors_of(reading.form), sections)
        refused |= more


@dataclass(frozen=True, slots=True)
class Read:
    """A form as its sheets tell it, before the linter has seen it."""

    form: Form
    sections: Sections
    survey: Survey


def form_in(
    tables: Mapping[str, Table], name: str, remarks: Remarks, refused: frozenset[Place] = frozenset()
) -> Read:
    """The form in the sheets. `refused` are the conditions that are to be left out."""
    survey = Survey(tables, remarks, refused)
    title = title_of(survey.settings, name)
    sections = sections_of(survey, title)
    if not sections.found:
        raise InputRefused("xlsform_asks_nothing", file=name)
    form = valid(Form, form_fields(survey.settings, name, title, sections, remarks))
    if form is None:
        raise InputRefused("xlsform_not_one", file=name)
    return Read(form, sections, survey)


def _read(
    grids: tuple[Grid, ...], name: str, container: Container, refused: frozenset[Place]
) -> tuple[FormReading, Sections]:
    remarks = Remarks()
    tables = _tables(grids, name, remarks)
    read = form_in(tables, name, remarks, refused)
    used = read.survey.lists_used()
    choices = tables.get("choices", EMPTY)
    for each in read.survey.lists:
        if each not in used:
            line = next(line for line in choices.lines if line.get("list_name") == each)
            remarks.add("list_not_used", "choices", line.number, choices.heading("list_name"), list=each)
    remark_columns(choices, read.survey.filtered_by, remarks)
    remark_survey_columns(read.survey)
    groups = sum(node.type.kind == "group" for top in read.survey.tree for node in top.walk())
    lines = len(read.survey.table.lines)
    asked = read.sections.asked
    reading = FormReading(read.form, name, container, lines, asked, groups, len(used), remarks.all())
    return reading, read.sections


def _tables(grids: tuple[Grid, ...], name: str, remarks: Remarks) -> Mapping[str, Table]:
    """The three sheets that make a form; of others it is told that they are not carried."""
    by_name: dict[str, Grid] = {}
    for grid in grids:
        by_name.setdefault(grid.name.strip().lower(), grid)
    if "survey" not in by_name and len(grids) == 1:
        by_name = {"survey": grids[0]}
    if "survey" not in by_name:
        raise InputRefused("xlsform_no_survey", file=name)
    tables = {sheet: table_of(by_name[sheet], sheet, remarks) for sheet in SHEETS if sheet in by_name}
    named = {column.name for column in tables["survey"].headings}
    if "type" not in named or not named & {"name", "label"}:
        raise InputRefused("xlsform_no_survey", file=name)
    if len(tables["survey"].lines) > _MOST_ROWS:
        raise InputRefused("xlsform_too_long", file=name, limit=_MOST_ROWS)
    for sheet, grid in by_name.items():
        if sheet not in SHEETS and grid.cells:
            remarks.add("sheet_not_carried", grid.name.strip()[:60] or "?", name=grid.name)
    return tables


def _entangled(form: Form, sections: Sections) -> set[Place]:
    """The cells of all conditions of the questions, and the columns, that stand in a circle or behind one."""
    rows: list[int] = []
    draft = draft_of(json.loads(form.stored()))
    for placed in entangled(draft):
        key, section = placed.question.key, placed.section.path[1]
        rows += [sections.row_of.get(key, 0), sections.rows[int(section)]]
        rows += [row for column in sections.columns.get(key, []) for row in column]
    for key, number in entangled_columns(draft):
        rows += sections.columns[key][number] if key in sections.columns else ()
    return {(row, name) for row in rows for name in ("relevant", "choice_filter")}


def _conditions_at(found: Finding, sections: Sections) -> Iterator[Place]:
    """The cells of the condition that the linter speaks of, if it is one."""
    if found.question and found.question in sections.row_of:
        field, rows = found.field, (sections.row_of[found.question],)
        if within := _COLUMN.match(field):
            columns = sections.columns.get(found.question, [])
            number, field = int(within[1]) - 1, within[2]
            rows = columns[number] if number < len(columns) else ()
        name = _COLUMN_OF.get(_first(field), "")
        yield from ((row, name) for row in rows if name)
        return
    number, _, rest = found.field.removeprefix("sections[").partition("]")
    if found.field.startswith("sections[") and number.isdecimal() and _first(rest.lstrip(".")) == "when":
        yield sections.rows[int(number) - 1], "relevant"


_COLUMN: Final = re.compile(r"columns\[(\d+)\]\.(.+)")
_COLUMN_OF: Final = {"when": "relevant", "constraint": "constraint", "choices": "choice_filter"}


def _first(field: str) -> str:
    return field.partition(".")[0].partition("[")[0]


def _with_errors(reading: FormReading, errors: Iterable[Finding], sections: Sections) -> FormReading:
    """The reading with what the linter still finds: what a person must mend before the form is published."""
    remarks = Remarks()
    for each in reading.remarks:
        remarks.add(each.code, each.sheet, each.row, each.column, **each.params)
    for each in errors:
        row = sections.row_of.get(each.question, 0)
        if each.code == "theme_missing":
            remarks.add("theme_not_told", "survey", row, "aktsom::theme")
        else:
            told = {
                key: value
                for key, value in each.params.items()
                if key not in ("code", "sheet", "row", "column")
            }
            remarks.add("lint", "survey", row, each.field, problem=each.code, **told)
    return replace(reading, remarks=remarks.all())
