"""A form's sections and questions as the rows of a survey, in the columns that every tool knows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from checklists.cells import ROW
from checklists.codelists import codes
from checklists.conditions import Condition
from checklists.form import NOT_APPLICABLE, NOT_ASSESSED, Choice, Form, Language, Question, Section, Texts
from checklists.form import Column as FormColumn
from exchange.xlsform.asked import Asked
from exchange.xlsform.conditions_out import Names, NotSaid, expression
from exchange.xlsform.languages import HEADED
from exchange.xlsform.naming import Naming, Part, extra_names, naming_of
from exchange.xlsform.ours import EXCLUSIVE, OFFERED, PART
from exchange.xlsform.tables import Column

Cells = dict[Column, str]
VERDICT_LIST: Final = "yes_partly_no"
UNASSESSED_LIST: Final = "yes_partly_no_or_not_assessed"
REASON_LIST: Final = "not_applicable_reasons"
ALWAYS: Final = "0"
"""What stands in it for a choice that is always offered."""
_WHY: Final = Texts(nb="Hvorfor ikke relevant?", nn="Kvifor ikkje relevant?", en="Why is it not applicable?")
_ROW: Final = Texts(nb="Rad", nn="Rad", en="Row")
_TYPES: Final[Mapping[str, str]] = {
    "text": "text",
    "country": "text",
    "integer": "integer",
    "number": "decimal",
    "percent": "decimal",
    "money": "decimal",
    "date": "date",
    "evidence": "file",
    "note": "note",
}


@dataclass
class SurveyRows:
    """The sheets as they grow."""

    form: Form
    languages: tuple[Language, ...]
    flat: Callable[[str], str]
    """Makes a text fit for a cell of the container."""
    survey: list[Cells] = field(default_factory=list[Cells])
    part: dict[int, Part] = field(default_factory=dict[int, Part])
    """Place in `survey` of the row that each part begins with."""
    choices: list[Cells] = field(default_factory=list[Cells])
    unsaid: list[str] = field(default_factory=list[str])
    """Keys of the questions, sections and columns (`table.column`) with a condition that other tools do not see."""
    _lists: set[str] = field(default_factory=set[str])

    @property
    def naming(self) -> Naming:
        return self._naming

    def __post_init__(self) -> None:
        self._naming = naming_of(self.form)
        self._names = Names(self._naming.questions, self._naming.asked)
        for section in self.form.sections:
            self._section(section)

    def _section(self, section: Section) -> None:
        cells = self._row("begin group", self._naming.sections[section.key], section.title)
        if section.help:
            cells |= self._texts("hint", section.help)
        cells |= self._condition("relevant", section.when, section.key)
        self._add(cells, section)
        for question in section.questions:
            self._question(question)
        self._add({Column("type"): "end group"})

    def _question(self, question: Question) -> None:
        name = self._naming.questions[question.key]
        table = question.type == "table"
        kind = "begin repeat" if table else self._type(question, name)
        cells = self._row(kind, name, question.text)
        if question.help:
            cells |= self._texts("hint", question.help)
        cells |= self._condition("relevant", question.when, question.key)
        if not table and question.type != "note":
            cells |= self._answered(question, question.key, self._naming.asked[name], self._names)
        if question.rows:
            cells[Column("repeat_count")] = str(len(question.rows))
        cells |= self._offers(question.choices, kind.partition(" ")[2], question.key, self._names)
        self._add(cells, question)
        if table:
            self._table(question, name)
        elif question.type == "yes_partly_no":
            self._reason(name)

    def _answered(self, asked: Question | FormColumn, key: str, here: Asked, names: Names) -> Cells:
        """What a question, or a column, says of its answer. `key` is told where a condition cannot be said."""
        cells: Cells = {}
        if asked.required:
            cells[Column("required")] = "yes"
        if asked.constraint:
            said = self._condition("constraint", asked.constraint.must, key, here, names)
            if said:
                cells |= said
                cells |= self._texts("constraint_message", asked.constraint.message)
        if asked.default is not None:
            told = asked.default
            cells[Column("default")] = self.flat(told if isinstance(told, str) else " ".join(told))
        if alone := exclusive_codes(asked.choices):
            cells[Column(EXCLUSIVE)] = alone
        return cells

    def _offers(self, choices: Sequence[Choice], listed: str, key: str, names: Names) -> Cells:
        """The filter of the choices, and in the rows of the choices what it looks at."""
        groups = {c.when: str(n) for n, c in enumerate(choices, 1) if c.when is not None}
        if not groups:
            return {}
        try:
            said = {n: expression(when, names) for when, n in groups.items()}
        except NotSaid:
            self.unsaid.append(key)
            return {}
        group = {c.code: groups[c.when] if c.when is not None else ALWAYS for c in choices}
        for row in self.choices:
            if row[Column("list_name")] == listed:
                row[Column(OFFERED)] = group[row[Column("name")]]
        parts = [f"{OFFERED} = '{ALWAYS}'"] if ALWAYS in group.values() else []
        parts += [f"({OFFERED} = '{n}' and ({told}))" for n, told in said.items()]
        return {Column("choice_filter"): self.flat(" or ".join(parts))}

    def _table(self, question: Question, name: str) -> None:
        if question.rows:
            listed = self._list(f"{name}_rows", question.rows)
            row = self._row(f"select_one {listed}", extra_names(name)[1], _ROW)
            self._add({**row, Column(PART): "rows"})
        names = self._names_in(question, name)
        for column in question.columns:
            self._add(self._column(question, column, names), column)
        self._add({Column("type"): "end repeat"})

    def _column(self, question: Question, column: FormColumn, names: Names) -> Cells:
        key, called = f"{question.key}.{column.key}", names.cells[column.key]
        kind = self._type(column, called)
        cells = self._row(kind, called, column.text)
        if column.help:
            cells |= self._texts("hint", column.help)
        cells |= self._condition("relevant", column.when, key, None, names)
        cells |= self._answered(column, key, names.asked[called], names)
        return cells | self._offers(column.choices, kind.partition(" ")[2], key, names)

    def _names_in(self, question: Question, name: str) -> Names:
        """What conditions in the rows of a table may refer to."""
        cells = {ROW: extra_names(name)[1]} if question.rows else {}
        asked = {called: Asked(ROW, "one") for called in cells.values()}
        for column in question.columns:
            called = self._naming.columns[question.key, column.key]
            cells[column.key], asked[called] = called, Asked(column.key, column.type)
        return Names(self._naming.questions, {**self._naming.asked, **asked}, cells)

    def _reason(self, name: str) -> None:
        """Other tools ask for the reason why something is not applicable as a question of its own."""
        listed = self._code_list(REASON_LIST, "not_applicable_reasons", codes("not_applicable_reasons"))
        row = self._row(f"select_one {listed}", extra_names(name)[0], _WHY)
        row[Column("relevant")] = f"${{{name}}} = '{NOT_APPLICABLE}'"
        self._add({**row, Column(PART): "reason"})

    def _type(self, asked: Question | FormColumn, name: str) -> str:
        if asked.type == "yes_partly_no":
            unassessed = isinstance(asked, Question) and asked.not_assessed
            listed = UNASSESSED_LIST if unassessed else VERDICT_LIST
            wanted = [code for code in codes("verdicts") if unassessed or code != NOT_ASSESSED]
            return f"select_one {self._code_list(listed, 'verdicts', wanted)}"
        if asked.type in ("one", "many"):
            how = "select_one" if asked.type == "one" else "select_multiple"
            return f"{how} {self._list(name, asked.choices)}"
        return _TYPES[asked.type]

    def _list(self, name: str, choices: Sequence[Choice]) -> str:
        while name in (*self._lists, VERDICT_LIST, UNASSESSED_LIST, REASON_LIST):
            name += "_"
        self._lists.add(name)
        for choice in choices:
            row = {Column("list_name"): name, Column("name"): choice.code}
            self.choices.append({**row, **self._texts("label", choice.text)})
        return name

    def _code_list(self, name: str, listed: str, wanted: Sequence[str] | Mapping[str, object]) -> str:
        if name not in self._lists:
            self._lists.add(name)
            for code in wanted:
                text = codes(listed)[code].texts
                capital = Texts(nb=_capital(text.nb), nn=_capital(text.nn), en=_capital(text.en))
                row = {Column("list_name"): name, Column("name"): code}
                self.choices.append({**row, **self._texts("label", capital)})
        return name

    def _row(self, kind: str, name: str, text: Texts) -> Cells:
        return {Column("type"): kind, Column("name"): name, **self._texts("label", text)}

    def _texts(self, column: str, text: Texts) -> Cells:
        told = ((HEADED[language], self.flat(text.own(language))) for language in self.languages)
        return {Column(column, heading): each for heading, each in told if each}

    def _condition(
        self,
        column: str,
        condition: Condition | None,
        key: str,
        here: Asked | None = None,
        names: Names | None = None,
    ) -> Cells:
        if condition is None:
            return {}
        try:
            return {Column(column): self.flat(expression(condition, names or self._names, here))}
        except NotSaid:
            self.unsaid.append(key)
            return {}

    def _add(self, cells: Cells, part: Part | None = None) -> None:
        if part is not None:
            self.part[len(self.survey)] = part
        self.survey.append(cells)


def exclusive_codes(choices: Sequence[Choice]) -> str:
    """Codes of the choices that stand alone, as our own column tells them."""
    return " ".join(choice.code for choice in choices if choice.exclusive)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
