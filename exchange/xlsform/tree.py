"""The rows of a survey as the tree that its groups and repeats make."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from exchange.form_reading import Remarks
from exchange.xlsform.tables import Line, Table
from exchange.xlsform.types import RowType, type_of


@dataclass(frozen=True, slots=True)
class Node:
    """One row that asks or groups, with the rows inside it."""

    line: Line
    type: RowType
    inside: list[Node] = field(default_factory=list["Node"])

    @property
    def name(self) -> str:
        return self.line.get("name")

    def walk(self) -> Iterator[Node]:
        """This row and every one inside it."""
        yield self
        for each in self.inside:
            yield from each.walk()


def tree_of(table: Table, remarks: Remarks) -> list[Node]:
    """The rows outside every group, and the groups with theirs. What is neither is told and left out."""
    top: list[Node] = []
    open_groups: list[Node] = []
    for line in table.lines:
        place = ("survey", line.number, table.heading("type"))
        if not line.get("type"):
            if line.get("name") or any(column.name == "label" for column in line.cells):
                remarks.add("row_without_type", *place, name=line.get("name") or "-")
            continue
        told = type_of(line.get("type"))
        if told.kind == "end":
            if open_groups:
                open_groups.pop()
            else:
                remarks.add("end_without_begin", *place)
        elif told.kind in ("metadata", "calculation", "unknown"):
            code = {"metadata": "metadata", "calculation": "calculation"}.get(told.kind, "type_unknown")
            remarks.add(code, *place, type=told.written, name=line.get("name") or "-")
        else:
            node = Node(line, told)
            (open_groups[-1].inside if open_groups else top).append(node)
            if told.kind in ("group", "repeat"):
                open_groups.append(node)
    for each in open_groups:
        place = ("survey", each.line.number, table.heading("type"))
        remarks.add("group_not_closed", *place, name=each.name or "-")
    return top
