"""What a survey's rows need to know of one another: languages, lists of choices, keys, and what each name asks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final, get_args

from checklists.conditions import Condition
from checklists.form import AnswerType, ColumnType
from exchange.form_reading import Remarks
from exchange.xlsform.asked import Asked
from exchange.xlsform.choices import ChoiceList, lists_of
from exchange.xlsform.conditions_in import NoSuchAnswer, NotOurs, condition_of
from exchange.xlsform.filters import filtered, names_in
from exchange.xlsform.keys import Keys, is_key
from exchange.xlsform.languages import Languages
from exchange.xlsform.ours import OFFERED, PART, ours_in
from exchange.xlsform.tables import EMPTY, OURS, Line, Table
from exchange.xlsform.tree import Node, tree_of
from exchange.xlsform.xpath import NotRead

Place = tuple[int, str]
"""A row of the survey, and the name of a column."""
FLAGS: Final[Mapping[str, bool]] = {
    **dict.fromkeys(("yes", "true", "true()", "1"), True),
    **dict.fromkeys(("", "no", "false", "false()", "0"), False),
}
ACKNOWLEDGED: Final = "ok"
_TYPES: Final = frozenset((*get_args(AnswerType), *get_args(ColumnType)))


class Survey:
    """The sheets of one file, read so far that each row can be read by itself."""

    def __init__(self, tables: Mapping[str, Table], remarks: Remarks, refused: frozenset[Place]) -> None:
        self.table = tables["survey"]
        self.remarks = remarks
        self.settings = tables.get("settings", EMPTY)
        choices = tables.get("choices", EMPTY)
        default = next((line.get("default_language") for line in self.settings.lines), "")
        self.languages = Languages(self.table, choices, default, remarks)
        self.lists: Mapping[str, ChoiceList] = lists_of(choices, self.languages, remarks)
        self.tree = tree_of(self.table, remarks)
        self._refused = refused
        self.filtered_by: set[str] = {OFFERED} if self.is_ours else set()
        """Columns of the sheet choices that filters were read from."""
        self._keys: dict[int, str] = {}
        self._give_keys([node for node in _questions(self.tree) if not self.is_part(node)])
        self.asked: dict[str, Asked] = {}
        for node in _questions(self.tree):
            if node.name and not self.is_part(node):
                self.asked.setdefault(node.name, self._asked_by(node))

    def is_part(self, node: Node) -> bool:
        """Is the row no question of its own, but a part of ours that other tools ask as one?"""
        return bool(node.line.get(PART))

    def key(self, node: Node) -> str:
        return self._keys[node.line.number]

    def give_column_keys(self, nodes: list[Node]) -> None:
        """Keys to the columns of one table."""
        self._give_keys(nodes)

    def _give_keys(self, nodes: list[Node]) -> None:
        keys = Keys(ours_in(node.line).get("key") or node.name for node in nodes)
        for node in nodes:
            own = ours_in(node.line).get("key", "")
            given = own if is_key(own) else node.name
            label = next((text for column, text in node.line.cells.items() if column.name == "label"), "")
            key = keys.key(given, label or node.type.type or "question")
            self._keys[node.line.number] = key
            place = ("survey", node.line.number, self.table.heading("name"))
            if not node.name:
                self.remarks.add("name_missing", *place, key=key)
            elif key != given:
                self.remarks.add("key_made", *place, given=node.name, key=key)

    def answer_type(self, node: Node) -> str:
        """How the row is answered here: as our own column says, else as its type and its list do."""
        own = ours_in(node.line).get("type", "")
        if own in _TYPES:
            return own
        if node.type.kind == "repeat":
            return "table"
        if FLAGS.get(node.line.get("read_only").lower(), False):
            return "note"
        if node.type.kind == "choice":
            return self._chosen(node)
        if node.type.type == "range":
            return "number" if "." in node.line.get("parameters") else "integer"
        return "one" if node.type.type == "acknowledge" else node.type.type

    def _chosen(self, node: Node) -> str:
        choices = self.lists.get(node.type.list)
        if choices is None:
            return "text"
        if node.type.type == "rank":
            return "table"
        verdict = node.type.type == "one" and choices.is_verdict and not node.type.other
        return "yes_partly_no" if verdict else node.type.type

    def _asked_by(self, node: Node) -> Asked:
        key, kind = self.key(node), self.answer_type(node)
        if node.type.type == "acknowledge":
            return Asked(key, kind, {"OK": ACKNOWLEDGED})
        choices = self.lists.get(node.type.list)
        return Asked(key, kind, choices.codes, choices.twins) if choices else Asked(key, kind)

    def cells(self, nodes: Iterable[Node]) -> Mapping[str, Asked]:
        """What the columns of one table are to conditions in its rows, by name."""
        found = ((node, self._asked_by(node)) for node in nodes if node.name)
        return {node.name: replace(asked, is_cell=True) for node, asked in found}

    def condition(
        self,
        line: Line,
        column: str,
        here: Asked | None = None,
        cells: Mapping[str, Asked] | None = None,
    ) -> Condition | None:
        """The condition in a cell; None where it is empty or cannot be carried, which is told.

        `cells` are the columns of the table that the condition belongs to.
        """
        text = line.get(column)
        if not text or text.lower() in ("true()", "yes", "true"):
            return None
        place = ("survey", line.number, self.table.heading(column))
        if (line.number, column) in self._refused:
            self.remarks.add("expression_does_not_fit", *place, expression=text)
            return None
        try:
            return condition_of(text, {**self.asked, **(cells or {})}, here)
        except NotRead as wrong:
            self.remarks.add("expression_unreadable", *place, expression=text, at=wrong.at)
        except NotOurs as wrong:
            self.remarks.add("expression_too_much", *place, expression=text, at=wrong.at)
        except NoSuchAnswer as wrong:
            self.remarks.add("refers_to_nothing", *place, expression=text, name=wrong.name)
        return None

    def offers(
        self, node: Node, cells: Mapping[str, Asked] | None = None
    ) -> Mapping[str, Condition | None] | None:
        """When each choice is offered, by its code; None where all are, also because the filter cannot be carried."""
        text, listed = node.line.get("choice_filter"), self.lists.get(node.type.list)
        if not text or listed is None:
            return None
        try:
            found = filtered(text, listed, {**self.asked, **(cells or {})})
        except (NotRead, NotOurs, NoSuchAnswer):
            found = dict[str, Condition | None]()
        if not found or (node.line.number, "choice_filter") in self._refused:
            heading = self.table.heading("choice_filter")
            self.remarks.add("choice_filter", "survey", node.line.number, heading, text=text)
            return None
        self.filtered_by |= names_in(text)
        return found

    @property
    def is_ours(self) -> bool:
        """Does the file come from an export of ours?"""
        return any(column.name.startswith(OURS) for column in self.settings.headings)

    def lists_used(self) -> set[str]:
        """Names of the lists that questions choose from."""
        nodes = (node for top in self.tree for node in top.walk())
        return {node.type.list for node in nodes if node.type.list in self.lists}


def _questions(nodes: Iterable[Node]) -> Iterator[Node]:
    """Questions and repeats outside every repeat, in order."""
    for node in nodes:
        if node.type.kind == "group":
            yield from _questions(node.inside)
        else:
            yield node
