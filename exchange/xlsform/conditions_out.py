"""Our conditions as expressions that other tools understand, as far as XLSForm has words for them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from checklists.conditions import AnswerTo, CellOf, Condition, Limit, Parameter
from checklists.form import NUMBERS
from exchange.xlsform.asked import Asked

_SIGNS = {"less_than": "<", "at_most": "<=", "at_least": ">=", "more_than": ">"}
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class NotSaid(Exception):
    """XLSForm has no words for it: a number of the contract, a cell of another table, the day of the control."""


@dataclass(frozen=True, slots=True)
class Names:
    """What questions are called in the survey, by key, and what is asked by that name."""

    of_key: Mapping[str, str]
    asked: Mapping[str, Asked]
    cells: Mapping[str, str] = field(default_factory=dict[str, str])
    """What the columns of the table are called that the condition belongs to, by key."""

    def called(self, condition: Condition) -> str:
        """What the test looks at, empty where that is the answer itself."""
        if condition.column is not None:
            return self._of(self.cells, condition.column)
        return "" if condition.question is None else self._of(self.of_key, condition.question)

    def other(self, limit: AnswerTo | CellOf) -> str:
        """What is compared with, as the survey refers to it."""
        if isinstance(limit, CellOf):
            return "${" + self._of(self.cells, limit.column) + "}"
        return "${" + self._of(self.of_key, limit.question) + "}"

    def _of(self, names: Mapping[str, str], key: str) -> str:
        if key not in names:
            raise NotSaid
        return names[key]


def expression(condition: Condition, names: Names, here: Asked | None = None) -> str:
    """The condition as XPath; `here` is what is asked where the test names no question. Raises `NotSaid`."""
    return _whole(condition, names, here, inside="")


def _whole(condition: Condition, names: Names, here: Asked | None, inside: str) -> str:
    if condition.not_ is not None:
        return f"not({_whole(condition.not_, names, here, '')})"
    for word, parts in (("and", condition.all), ("or", condition.any)):
        if parts is not None:
            if not parts:
                raise NotSaid
            told = f" {word} ".join(_whole(part, names, here, word) for part in parts)
            return f"({told})" if inside else told
    return _test(condition, names, here, inside)


def _test(condition: Condition, names: Names, here: Asked | None, inside: str) -> str:
    called = names.called(condition)
    subject, asked = ("${" + called + "}", names.asked.get(called)) if called else (".", here)
    if asked is None:
        raise NotSaid
    name = condition.tests[0]
    told: str | list[str] = _SAID[name](subject, getattr(condition, name), asked, names)
    if isinstance(told, str):
        return told
    return f"({' or '.join(told)})" if inside and len(told) > 1 else " or ".join(told)


def _equals(subject: str, wanted: str | tuple[str, ...], asked: Asked, _: Names) -> str:
    if isinstance(wanted, tuple):
        raise NotSaid
    return f"{subject} = {_literal(wanted, asked)}"


def _in(subject: str, wanted: tuple[str, ...], asked: Asked, names: Names) -> list[str]:
    if not wanted:
        raise NotSaid
    one = _includes if asked.type == "many" else _equals
    return [one(subject, each, asked, names) for each in wanted]


def _includes(subject: str, wanted: str, asked: Asked, _: Names) -> str:
    return f"selected({subject}, {_quoted(wanted, asked)})"


def _answered(subject: str, wanted: bool, asked: Asked, _: Names) -> str:
    if asked.type == "table":
        return f"count({subject}) {'>' if wanted else '='} 0"
    return f"string-length({subject}) {'>' if wanted else '='} 0"


def _compared(sign: str) -> Callable[[str, Limit, Asked, Names], str]:
    def compared(subject: str, limit: Limit, asked: Asked, names: Names) -> str:
        if isinstance(limit, Parameter):
            raise NotSaid
        if isinstance(limit, AnswerTo | CellOf):
            return f"{subject} {sign} {names.other(limit)}"
        return f"{subject} {sign} {_literal(limit, asked)}"

    return compared


def _rows(sign: str) -> Callable[[str, int, Asked, Names], str]:
    return lambda subject, wanted, _, __: f"count({subject}) {sign} {wanted}"


def _older_than(*_: object) -> str:
    raise NotSaid  # other tools know today, and not the day of the control


def _literal(text: str, asked: Asked) -> str:
    if asked.type in NUMBERS and _NUMBER.fullmatch(text):
        return text
    if asked.type == "date" and _DAY.fullmatch(text):
        return f"date('{text}')"
    return _quoted(text, asked)


def _quoted(text: str, asked: Asked) -> str:
    told = asked.name_of(text)
    if "'" not in told:
        return f"'{told}'"
    if '"' not in told and "\n" not in told:
        return f'"{told}"'
    raise NotSaid


_SAID: Mapping[str, Callable[..., str | list[str]]] = {
    "equals": _equals,
    "in_": _in,
    "includes": _includes,
    "answered": _answered,
    **{name: _compared(sign) for name, sign in _SIGNS.items()},
    "older_than": _older_than,
    "rows_at_least": _rows(">="),
    "rows_at_most": _rows("<="),
}
