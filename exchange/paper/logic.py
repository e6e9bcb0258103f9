"""The logic of a form written out in words: when a question is asked, and what an answer proposes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from checklists.codelists import label
from checklists.conditions import AnswerTo, CellOf, Condition, Limit, Parameter
from checklists.form import Choice, Column, Form, Proposes, Question
from checklists.formats import day
from checklists.library import requirement_sets
from checklists.words import N_, words

_COMPARED = {
    "less_than": N_("{subject} is less than {limit}"),
    "at_most": N_("{subject} is at most {limit}"),
    "at_least": N_("{subject} is at least {limit}"),
    "more_than": N_("{subject} is more than {limit}"),
}


@dataclass(frozen=True, slots=True)
class Logic:
    """Words conditions of one form in one language. `names` is what each question is called, by key."""

    form: Form
    language: str
    names: Mapping[str, str]
    table: Question | None = None
    """The table whose columns are spoken of."""

    def within(self, table: Question) -> Logic:
        """The words for conditions in the rows of a table."""
        return replace(self, table=table)

    def condition(self, condition: Condition, about: Question | Column | None = None) -> str:
        """The condition in words. `about` is what is tested where the condition names no question."""
        return self._joined(condition, about, inner=False)

    def proposal(self, rule: Proposes, about: Question | Column) -> str:
        """What is proposed, and when."""
        text = words(self.language).text
        kind, severity = label("deviation_types", rule.type, self.language), rule.severity
        told = [label("strengths", rule.strength, self.language), kind]
        told.append(label("severities", severity, self.language))
        told += [label("deviation_flags", "suspected", self.language)] if rule.suspected else []
        named = ", ".join(told)
        rule_told = text(
            N_("if {condition}: {proposal}"), condition=self.condition(rule.when, about), proposal=named
        )
        if not rule.rows:
            return rule_told
        return text(N_("for the rows {rows}, {rule}"), rows=", ".join(rule.rows), rule=rule_told)

    def _joined(self, condition: Condition, about: Question | Column | None, *, inner: bool) -> str:
        text = words(self.language).text
        if condition.not_ is not None:
            return text(N_("not ({condition})"), condition=self._joined(condition.not_, about, inner=False))
        parts = condition.all or condition.any
        if parts is None:
            return self._test(condition, about)
        word = text(N_("and")) if condition.all else text(N_("or"))
        told = f" {word} ".join(self._joined(part, about, inner=True) for part in parts)
        return f"({told})" if inner and len(parts) > 1 else told

    def _test(self, condition: Condition, about: Question | Column | None) -> str:
        text = words(self.language).text
        tested, subject = self._subject(condition, about)
        name = condition.tests[0]
        if condition.older_than is not None:
            return self._older(condition.older_than, subject)
        if name in _COMPARED:
            limit: Limit = getattr(condition, name)
            return text(_COMPARED[name], subject=subject, limit=self._limit(limit))
        if condition.rows_at_least is not None or condition.rows_at_most is not None:
            return self._rows(condition, subject)
        if condition.answered is not None:
            told = N_("{subject} is answered") if condition.answered else N_("{subject} is not answered")
            return text(told, subject=subject)
        if condition.includes is not None:
            return text(
                N_("{subject} includes “{answer}”"),
                subject=subject,
                answer=self._answer(tested, condition.includes),
            )
        wanted = condition.equals if condition.equals is not None else condition.in_
        codes = (wanted,) if isinstance(wanted, str) else wanted or ()
        shown = [text(N_("“{answer}”"), answer=self._answer(tested, code)) for code in codes]
        if len(shown) == 1:
            return text(N_("{subject} is {answer}"), subject=subject, answer=shown[0])
        joiner = text(N_("or")) if condition.in_ is not None else text(N_("and"))
        listed = f"{', '.join(shown[:-1])} {joiner} {shown[-1]}" if shown else "–"
        return text(N_("{subject} is {answer}"), subject=subject, answer=listed)

    def _older(self, months: int | Parameter, subject: str) -> str:
        spoken = words(self.language)
        if isinstance(months, Parameter):
            limit = self._limit(months)
            return spoken.text(
                N_("{subject} is more months before the day of the control than {limit}"),
                subject=subject,
                limit=limit,
            )
        if not months:
            return spoken.text(N_("{subject} is before the day of the control"), subject=subject)
        return spoken.count(
            N_("{subject} is more than {n} month before the day of the control"),
            N_("{subject} is more than {n} months before the day of the control"),
            months,
            subject=subject,
        )

    def _rows(self, condition: Condition, subject: str) -> str:
        spoken = words(self.language)
        if condition.rows_at_most is None:
            least = condition.rows_at_least or 0
            return spoken.count(
                N_("{subject} has at least {n} row"),
                N_("{subject} has at least {n} rows"),
                least,
                subject=subject,
            )
        most = condition.rows_at_most
        return spoken.count(
            N_("{subject} has at most {n} row"), N_("{subject} has at most {n} rows"), most, subject=subject
        )

    def _subject(
        self, condition: Condition, about: Question | Column | None
    ) -> tuple[Question | Column | None, str]:
        text = words(self.language).text
        if condition.question:
            asked = self.form.by_key.get(condition.question)
            return asked, text(
                N_("question {number}"), number=self.names.get(condition.question, condition.question)
            )
        if condition.column and (column := self._column(condition.column)):
            return column, text(N_("“{answer}”"), answer=column.text.text(self.language))
        if condition.column:
            return self.table, text(N_("the row"))
        return about, text(N_("the answer"))

    def _column(self, key: str) -> Column | None:
        columns = self.table.columns if self.table else ()
        return next((column for column in columns if column.key == key), None)

    def _answer(self, tested: Question | Column | None, code: str) -> str:
        choices: tuple[Choice, ...] = tested.choices if tested else ()
        if isinstance(tested, Question):
            choices += tested.rows
        for choice in choices:
            if choice.code == code:
                return choice.text.text(self.language)
        known = tested is not None and tested.type == "yes_partly_no"
        return label("verdicts", code, self.language) if known else code

    def _limit(self, limit: Limit) -> str:
        if isinstance(limit, Parameter):
            return _parameters(self.language).get(limit.parameter, limit.parameter)
        if isinstance(limit, AnswerTo):
            named = self.names.get(limit.question, limit.question)
            return words(self.language).text(N_("question {number}"), number=named)
        if isinstance(limit, CellOf):
            column = self._column(limit.column)
            named = column.text.text(self.language) if column else limit.column
            return words(self.language).text(N_("“{answer}”"), answer=named)
        try:
            return day(date.fromisoformat(limit), self.language) if len(limit) == 10 else limit
        except ValueError:
            return limit


@cache
def _parameters(language: str) -> Mapping[str, str]:
    """What the parameters of the requirement sets are called."""
    text = words(language).text
    return {
        each.key: text(N_("the contract's limit: {name}"), name=each.title.text(language))
        for terms in requirement_sets().values()
        for each in terms.parameters
    }
