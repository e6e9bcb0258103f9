"""Expressions of an XLSForm as conditions of ours, as far as ours can say the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Final

from checklists.conditions import Condition
from checklists.form import NUMBERS
from checklists.values import plain
from exchange.xlsform.asked import Asked
from exchange.xlsform.xpath import Call, Compared, Joined, Name, Ref, Tree, Value, parsed

_FLIPPED: Final = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "=", "!=": "!="}
_LIMITS: Final = {"<": "less_than", "<=": "at_most", ">": "more_than", ">=": "at_least"}
_WRAPPINGS: Final = ("number", "int", "date", "string")
"""Functions that leave an answer what it is."""


class NotOurs(Exception):
    """An expression that could be read, but our conditions cannot say it: `at` is the part."""

    def __init__(self, at: str) -> None:
        super().__init__(at)
        self.at = at


class NoSuchAnswer(Exception):
    """The expression looks at something that did not come over as a question."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


@dataclass(frozen=True, slots=True)
class Subject:
    """What a test looks at: an answer, how many rows or choices it has, or how long it is."""

    asked: Asked
    counted: str = ""
    """`rows`, `chosen` or `letters`; empty for the answer itself."""
    is_own: bool = False
    """The answer that the condition is about?"""

    def test(self, **told: object) -> Condition:
        """One test of it."""
        about: Mapping[str, object] = {} if self.is_own else self.asked.about
        return Condition.model_validate({**about, **told})


def condition_of(expression: str, asked: Mapping[str, Asked], here: Asked | None = None) -> Condition:
    """The condition that an expression says. Raises NotRead, NotOurs or NoSuchAnswer."""
    return condition_in(parsed(expression), asked, here)


def condition_in(tree: Tree, asked: Mapping[str, Asked], here: Asked | None = None) -> Condition:
    """The condition that a tree says. Raises NotOurs or NoSuchAnswer."""
    return _Reader(asked, here).condition(tree)


class _Reader:
    def __init__(self, asked: Mapping[str, Asked], here: Asked | None) -> None:
        self._asked = asked
        self._here = here

    def condition(self, tree: Tree) -> Condition:
        match tree:
            case Joined("and", parts):
                return Condition(all=tuple(self.condition(part) for part in parts))
            case Joined(_, parts):
                return _any(tuple(self.condition(part) for part in parts))
            case Call("not", (inner,)):
                return Condition.model_validate({"not": self.condition(inner)})
            case Call("selected", (Ref() as ref, Value(text))):
                subject = self._answer(ref)
                codes = subject.asked.codes_of(text.strip())
                found = tuple(subject.test(includes=code) for code in codes)
                return found[0] if len(found) == 1 else _any(found)
            case Compared(sign, left, right):
                return self._compared(sign, left, right)
            case Call(name, _):
                raise NotOurs(f"{name}()")
            case _:
                raise NotOurs(_told(tree))

    def _compared(self, sign: str, left: Tree, right: Tree) -> Condition:
        subject = self._subject(left)
        if subject is None:
            subject, sign, right = self._subject(right), _FLIPPED[sign], left
        if subject is None:
            raise NotOurs(_told(left))
        if subject.counted:
            return _counted(subject, sign, right)
        other = self._subject(right)
        if other is not None:
            if sign not in _LIMITS or other.is_own or other.counted:
                raise NotOurs(sign)
            return subject.test(**{_LIMITS[sign]: other.asked.about})
        return _tested(subject, sign, _constant(right))

    def _subject(self, tree: Tree) -> Subject | None:
        match tree:
            case Ref():
                return self._answer(tree)
            case Call("string-length", (Ref() as ref,)):
                return self._answer(ref, "letters")
            case Call("count-selected", (Ref() as ref,)):
                return self._answer(ref, "chosen")
            case Call("count", (Ref() as ref,)):
                return self._answer(ref, "rows")
            case Call(name, (Ref() as ref,)) if name in _WRAPPINGS:
                return self._answer(ref)
            case _:
                return None

    def _answer(self, ref: Ref, counted: str = "") -> Subject:
        if not ref.name:
            if self._here is None:
                raise NotOurs(".")
            return Subject(self._here, counted, is_own=True)
        if ref.name not in self._asked:
            raise NoSuchAnswer(ref.name)
        return Subject(self._asked[ref.name], counted)


def _any(parts: tuple[Condition, ...]) -> Condition:
    """Several alternatives; where all are about the same answer, one of several codes."""
    about = {"question": parts[0].question, "column": parts[0].column}
    same = [part for part in parts if {"question": part.question, "column": part.column} == about]
    for name in ("equals", "includes"):
        told: list[object] = [getattr(part, name) for part in same]
        codes = [code for code in told if isinstance(code, str)]
        if len(codes) == len(parts):
            return Condition.model_validate({**about, "in": tuple(codes)})
    return Condition(any=parts)


def _constant(tree: Tree) -> Value:
    match tree:
        case Value():
            return tree
        case Call("date", (Value(text),)):
            return Value(text)
        case Call("true", ()) | Call("false", ()):
            return Value(tree.name)
        case Call(name, _):
            raise NotOurs(f"{name}()")
        case _:
            raise NotOurs(_told(tree))


def _tested(subject: Subject, sign: str, value: Value) -> Condition:
    if sign in _LIMITS:
        return subject.test(**{_LIMITS[sign]: _number(value.text)})
    if not value.text:
        return subject.test(answered=sign == "!=")
    text = _number(value.text) if subject.asked.type in NUMBERS else value.text
    twins = subject.asked.twins.get(text, ())
    if twins:
        one_of = subject.test(**{"in": twins})
        return one_of if sign == "=" else Condition.model_validate({"not": one_of})
    chosen = tuple(text.split()) if subject.asked.type == "many" else ()
    equals = tuple(map(subject.asked.code_of, chosen)) if len(chosen) > 1 else subject.asked.code_of(text)
    same = subject.test(equals=equals)
    return same if sign == "=" else Condition.model_validate({"not": same})


def _number(text: str) -> str:
    """A number as an answer is kept; anything else as it stands."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        return text
    return str(plain(number)) if number.is_finite() and abs(number.adjusted()) < 18 else text


def _counted(subject: Subject, sign: str, right: Tree) -> Condition:
    """Tests of a count: rows of a table, and whether anything was chosen or written at all."""
    number = _constant(right)
    if not number.text.isdecimal() or len(number.text) > 6:
        raise NotOurs(number.text or "''")
    count = int(number.text)
    if (sign, count) in ((">", 0), (">=", 1), ("!=", 0)):
        return subject.test(answered=True)
    if (sign, count) in (("=", 0), ("<", 1), ("<=", 0)):
        return subject.test(answered=False)
    if subject.counted == "rows" and (sign, count) == ("<", 0):
        raise NotOurs(sign)
    if subject.counted != "rows":
        raise NotOurs({"chosen": "count-selected()", "letters": "string-length()"}[subject.counted])
    low = {">": count + 1, ">=": count, "=": count}.get(sign)
    high = {"<": count - 1, "<=": count, "=": count}.get(sign)
    least = subject.test(rows_at_least=low) if low is not None else None
    most = subject.test(rows_at_most=high) if high is not None else None
    if least and most:
        return Condition(all=(least, most))
    found = least or most
    if found is None:
        raise NotOurs(sign)
    return found


def _told(tree: Tree) -> str:
    match tree:
        case Ref(name):
            return "${" + name + "}" if name else "."
        case Value(text):
            return text
        case Name(name):
            return name
        case Call(name, _):
            return f"{name}()"
        case Compared(sign, _, _):
            return sign
        case Joined(word, _):
            return word
