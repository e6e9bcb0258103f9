"""A repeat of a survey as a table of ours: what is asked in it becomes columns, as far as a cell can hold it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, get_args

from checklists.cells import ROW
from checklists.conditions import Condition
from checklists.form import Column, ColumnType, Question
from exchange.xlsform.asked import Asked
from exchange.xlsform.ours import PART, ours_in
from exchange.xlsform.questions import (
    Fields,
    choices_of,
    constraint_of,
    made,
    offered,
    required,
    texts_of,
    told_otherwise,
    with_default,
)
from exchange.xlsform.survey import Survey
from exchange.xlsform.tree import Node

ROWS: Final = "rows"
"""Value of our column `part` on the row that names the fixed rows of a table."""
_IN_CELLS: Final = (*get_args(ColumnType), "evidence")
"""A question of these types may be a column; evidence becomes text there."""


Rows = tuple[int, ...]
"""The row of the survey that a column came from, and those of the groups around it."""


def table_question(node: Node, survey: Survey) -> tuple[Question | None, list[Rows]]:
    """The table that a repeat is, and where each of its columns came from."""
    repeat = _Repeat(node, survey)
    found = [(column, rows) for column, rows in repeat.columns() if column is not None]
    place = ("survey", node.line.number, survey.table.heading("type"))
    if not found:
        survey.remarks.add("repeat_empty", *place, name=node.name or "-")
        return None, []
    columns = [column for column, _ in found]
    fields: Fields = {"key": survey.key(node), "type": "table", "columns": columns, **texts_of(node, survey)}
    if repeat.named_rows:
        listed = survey.lists.get(repeat.named_rows.type.list)
        fields["rows"] = listed.choices if listed else ()
    elif count := node.line.get("repeat_count"):
        survey.remarks.add("repeat_count", *place[:2], survey.table.heading("repeat_count"), text=count)
    if "when" not in ours_in(node.line) and (when := survey.condition(node.line, "relevant")):
        fields["when"] = when
    told_otherwise(node, "table", survey)
    return made(Question, fields, node, survey), [rows for _, rows in found]


class _Repeat:
    """What is asked in one repeat: each question with the groups around it in there."""

    def __init__(self, node: Node, survey: Survey) -> None:
        self._survey = survey
        self.named_rows = next((each for each in node.inside if each.line.get(PART) == ROWS), None)
        """The row of the survey that names the fixed rows of the table."""
        self._asked = [each for each in _cells(node, (), survey) if each[0] is not self.named_rows]
        survey.give_column_keys([each for each, _ in self._asked])
        self._names = dict(survey.cells(each for each, _ in self._asked))
        if self.named_rows:
            listed = survey.lists.get(self.named_rows.type.list)
            self._names[self.named_rows.name] = Asked(
                ROW, "one", listed.codes if listed else {}, is_cell=True
            )
        self._whens: dict[int, Condition | None] = {}

    def columns(self) -> Iterator[tuple[Column | None, Rows]]:
        """Each question as a column, None where a cell cannot hold it, and where it came from."""
        for node, groups in self._asked:
            yield self._column(node, groups), tuple(each.line.number for each in (node, *groups))

    def _column(self, node: Node, groups: tuple[Node, ...]) -> Column | None:
        survey, line = self._survey, node.line
        kind = survey.answer_type(node)
        heading = survey.table.heading("type")
        if kind not in _IN_CELLS:
            survey.remarks.add("not_in_table", "survey", line.number, heading, type=node.type.written)
            return None
        kept = "text" if kind == "evidence" else kind
        if kept != kind:
            told = node.type.written
            survey.remarks.add("type_changed", "survey", line.number, heading, given=told, type=kept)
        own, here = ours_in(line), self._names.get(node.name)
        fields: Fields = {"key": survey.key(node), "type": kept, **texts_of(node, survey)}
        choices = choices_of(node, kind, survey)
        if kind in ("one", "many") and "choices" not in own:
            choices = offered(choices, survey.offers(node, self._names))
        if choices:
            fields["choices"] = choices
        if "required" not in own:
            fields["required"] = required(node, survey)
        if "when" not in own and (when := self._when(node, groups)):
            fields["when"] = when
        if "constraint" not in own:
            fields |= constraint_of(node, survey, here, self._names)
        told_otherwise(node, kept, survey, filters=kind not in ("one", "many"))
        column = made(Column, fields, node, survey)
        return column if column is None or "default" in own else with_default(column, node, survey, here)

    def _when(self, node: Node, groups: tuple[Node, ...]) -> Condition | None:
        """The conditions of the groups around a question, and its own."""
        for each in (*groups, node):
            if each.line.number not in self._whens:
                found = self._survey.condition(each.line, "relevant", cells=self._names)
                self._whens[each.line.number] = found
        whens = tuple(when for each in (*groups, node) if (when := self._whens[each.line.number]))
        return Condition(all=whens) if len(whens) > 1 else next(iter(whens), None)


def _cells(node: Node, groups: tuple[Node, ...], survey: Survey) -> Iterator[tuple[Node, tuple[Node, ...]]]:
    """The questions of a repeat and the groups in it around each; what stands in a repeat inside it is told."""
    for each in node.inside:
        place = ("survey", each.line.number, survey.table.heading("type"))
        if each.type.kind == "group":
            survey.remarks.add("group_in_repeat", *place, name=each.name or "-")
            yield from _cells(each, (*groups, each), survey)
        elif each.type.kind == "repeat":
            for lost in each.walk():
                place = ("survey", lost.line.number, survey.table.heading("type"))
                survey.remarks.add("repeat_in_repeat", *place, name=lost.name or "-")
        else:
            yield each, groups
