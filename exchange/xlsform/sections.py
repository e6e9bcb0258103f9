"""The groups of a survey as sections: one level, with the headings of the groups around in the title."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from checklists.conditions import Condition
from checklists.form import Question, Section
from exchange.xlsform.keys import Keys, is_key
from exchange.xlsform.languages import LONGEST
from exchange.xlsform.ours import ours_in, with_ours
from exchange.xlsform.questions import question_of
from exchange.xlsform.repeats import Rows, table_question
from exchange.xlsform.survey import Survey
from exchange.xlsform.tree import Node

Texts = Mapping[str, str]
_LOOSE: Final = "questions"


@dataclass
class Sections:
    """The sections of a survey, and where everything in them stood."""

    found: list[Section] = field(default_factory=list[Section])
    rows: list[int] = field(default_factory=list[int])
    row_of: dict[str, int] = field(default_factory=dict[str, int])
    """Key of a question → its row."""
    columns: dict[str, list[Rows]] = field(default_factory=dict[str, list[Rows]])
    """Key of a table → the rows that each of its columns hangs on."""
    asked: int = 0
    """Rows that ask something and came over."""


@dataclass(frozen=True, slots=True)
class _Around:
    """The groups around a question, from the outermost."""

    groups: tuple[Node, ...] = ()
    titles: tuple[Texts, ...] = ()
    when: tuple[Condition, ...] = ()


def sections_of(survey: Survey, title: Texts) -> Sections:
    """Every question of the survey in its section. `title` is for questions outside every group."""
    return _Reader(survey, title).read()


class _Reader:
    def __init__(self, survey: Survey, title: Texts) -> None:
        self._survey = survey
        self._title = title
        groups = [node for top in survey.tree for node in top.walk() if node.type.kind == "group"]
        self._keys = Keys(ours_in(node.line).get("key") or node.name for node in groups)
        self._sections = Sections()

    def read(self) -> Sections:
        self._walk(self._survey.tree, _Around())
        return self._sections

    def _walk(self, nodes: Iterable[Node], around: _Around) -> None:
        run: list[Node] = []
        first = True
        for node in nodes:
            if node.type.kind != "group":
                run.append(node)
                continue
            first = not self._section(run, around, first=first) and first
            run = []
            self._walk(node.inside, self._inside(node, around))
        self._section(run, around, first=first)

    def _inside(self, node: Node, around: _Around) -> _Around:
        survey, line = self._survey, node.line
        place = ("survey", line.number, survey.table.heading("type"))
        if not any(each.type.kind != "group" for each in node.walk()):
            survey.remarks.add("group_empty", *place, name=node.name or "-")
        if around.groups:
            survey.remarks.add("group_flattened", *place, name=node.name or "-")
        if text := line.get("appearance"):
            heading = survey.table.heading("appearance")
            survey.remarks.add("appearance", "survey", line.number, heading, text=text)
        title = survey.languages.texts(line, "label", survey.table)
        if title is None and not around.titles:
            survey.remarks.add(
                "label_missing", *place[:2], survey.table.heading("label"), name=node.name or "-"
            )
        own = "when" in ours_in(line)
        when = None if own else survey.condition(line, "relevant")
        return _Around(
            (*around.groups, node),
            (*around.titles, title) if title else around.titles,
            (*around.when, when) if when else around.when,
        )

    def _section(self, run: list[Node], around: _Around, *, first: bool) -> bool:
        """Questions that stand together under the same groups. Was there any?"""
        questions = [question for node in run for question in self._asked(node)]
        if not questions:
            return False
        group = around.groups[-1] if around.groups else None
        fields: dict[str, object] = {
            "key": self._key(group),
            "title": self._heading(around),
            "questions": questions,
        }
        if around.when:
            fields["when"] = around.when[0] if len(around.when) == 1 else Condition(all=around.when)
        if group is not None:
            survey = self._survey
            if hint := survey.languages.texts(group.line, "hint", survey.table):
                fields["help"] = hint
            leaving = () if first and len(around.groups) == 1 else ("key",)
            fields = with_ours(Section, fields, group.line, survey.table, survey.remarks, leaving)
        self._sections.found.append(Section.model_validate(fields))
        self._sections.rows.append(group.line.number if group else 0)
        return True

    def _key(self, group: Node | None) -> str:
        if group is None:
            return self._keys.key(_LOOSE, _LOOSE)
        own = ours_in(group.line).get("key", "")
        given = own if is_key(own) else group.name
        label = next((text for column, text in group.line.cells.items() if column.name == "label"), "")
        return self._keys.key(given, label or "section")

    def _heading(self, around: _Around) -> Texts:
        """The titles of the groups around, one after the other."""
        if not around.titles:
            return {"nb": around.groups[-1].name or self._title["nb"]} if around.groups else self._title
        languages = [
            language for language in ("nb", "nn", "en") if any(t.get(language) for t in around.titles)
        ]
        joined = {
            language: " – ".join(title.get(language) or title["nb"] for title in around.titles)
            for language in languages
        }
        return {language: text[:LONGEST] for language, text in joined.items()}

    def _asked(self, node: Node) -> Iterator[Question]:
        survey = self._survey
        if survey.is_part(node):
            return
        if node.type.kind == "repeat":
            question, columns = table_question(node, survey)
            count = len(columns)
            if question is not None:
                self._sections.columns[question.key] = columns
        else:
            question = question_of(node, survey)
            count = 1 if question and question.answerable else 0
        if question is not None:
            self._sections.asked += count
            self._sections.row_of[question.key] = node.line.number
            yield question
