"""A repeat of a survey as a table of ours: what is asked in it becomes columns, as far as a cell can hold it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, get_args

from checklists.form import Column, ColumnType, Question
from exchange.xlsform.ours import PART, ours_in
from exchange.xlsform.questions import Fields, choices_of, made, required, texts_of, told_otherwise
from exchange.xlsform.survey import Survey
from exchange.xlsform.tree import Node

ROWS: Final = "rows"
"""Value of our column `part` on the row that names the fixed rows of a table."""
_IN_CELLS: Final = (*get_args(ColumnType), "evidence")
"""A question of these types may be a column; evidence becomes text there."""


def table_question(node: Node, survey: Survey) -> tuple[Question | None, list[Node]]:
    """The table that a repeat is, and the rows of the survey that its columns came from."""
    asked = [each for each in _cells(node, survey) if each.line.get(PART) != ROWS]
    survey.give_column_keys(asked)
    columns: list[Column] = []
    carried: list[Node] = []
    for each in asked:
        if (column := _column(each, survey)) is not None:
            columns.append(column)
            carried.append(each)
    place = ("survey", node.line.number, survey.table.heading("type"))
    if not columns:
        survey.remarks.add("repeat_empty", *place, name=node.name or "-")
        return None, []
    fields: Fields = {"key": survey.key(node), "type": "table", "columns": columns}
    fields |= texts_of(node, survey)
    if rows := next((each for each in node.inside if each.line.get(PART) == ROWS), None):
        found = survey.lists.get(rows.type.list)
        fields["rows"] = found.choices if found else ()
    elif count := node.line.get("repeat_count"):
        survey.remarks.add("repeat_count", *place[:2], survey.table.heading("repeat_count"), text=count)
    if "when" not in ours_in(node.line) and (when := survey.condition(node.line, "relevant")):
        fields["when"] = when
    told_otherwise(node, "table", survey)
    return made(Question, fields, node, survey), carried


def _cells(node: Node, survey: Survey) -> Iterator[Node]:
    """The questions of a repeat, those of its groups too; what stands in a repeat inside it is told."""
    for each in node.inside:
        place = ("survey", each.line.number, survey.table.heading("type"))
        if each.type.kind == "group":
            survey.remarks.add("group_in_repeat", *place, name=each.name or "-")
            _no_condition(each, survey)
            yield from _cells(each, survey)
        elif each.type.kind == "repeat":
            for lost in each.walk():
                place = ("survey", lost.line.number, survey.table.heading("type"))
                survey.remarks.add("repeat_in_repeat", *place, name=lost.name or "-")
        else:
            yield each


def _column(node: Node, survey: Survey) -> Column | None:
    kind = survey.answer_type(node)
    line = node.line
    if kind not in _IN_CELLS:
        heading = survey.table.heading("type")
        survey.remarks.add("not_in_table", "survey", line.number, heading, type=node.type.written)
        return None
    kept = "text" if kind == "evidence" else kind
    if kept != kind:
        heading = survey.table.heading("type")
        survey.remarks.add("type_changed", "survey", line.number, heading, given=node.type.written, type=kept)
    texts = texts_of(node, survey)
    if "help" in texts:
        heading = survey.table.heading("hint")
        survey.remarks.add("column_not_carried", "survey", line.number, heading, count=1)
    fields: Fields = {"key": survey.key(node), "type": kept, "text": texts["text"]}
    if choices := choices_of(node, kind, survey):
        fields["choices"] = choices
    if "required" not in ours_in(line):
        fields["required"] = required(node, survey)
    _no_condition(node, survey)
    told_otherwise(node, kept, survey)
    if text := line.get("default"):
        survey.remarks.add("default_value", "survey", line.number, survey.table.heading("default"), text=text)
    return made(Column, fields, node, survey)


def _no_condition(node: Node, survey: Survey) -> None:
    for column in ("relevant", "constraint"):
        if text := node.line.get(column):
            place = ("survey", node.line.number, survey.table.heading(column))
            survey.remarks.add("condition_in_table", *place, expression=text)
