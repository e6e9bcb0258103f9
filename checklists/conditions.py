"""Skip logic: a small declarative language over answers, evaluated without `eval`.

A condition is a mapping: `{all: […]}`, `{any: […]}`, `{not: …}` or one test such as
`{question: role, equals: producer}`. Inside `proposes` and `constraint` the question may be left out: then
the test is about the answer itself, and in a table about the cell.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Annotated, Self

from pydantic import BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from checklists.values import Frozen, Key

Cell = str | tuple[str, ...]
"""One answer of a table row, or of a simple question: canonical text, or codes for a `many`."""
Row = dict[str, Cell]
AnswerValue = str | tuple[str, ...] | tuple[Row, ...]
"""An answer as canonical text (decimal point, ISO date), codes of a `many`, or the rows of a table."""


def _plain(value: object) -> object:
    """A number written in a form file, as its text."""
    return str(value) if isinstance(value, int | Decimal) and not isinstance(value, bool) else value


class Parameter(Frozen):
    """A number that the requirement set, or the contract, decides."""

    parameter: Key


Plain = Annotated[str, BeforeValidator(_plain, json_schema_input_type=str | int | float)]


class AnswerTo(Frozen):
    """What was answered to another question: `at_most: {question: workers_on_job}`."""

    question: Key


class CellOf(Frozen):
    """What stands in another column of the same row: `less_than: {column: promised}`."""

    column: Key


Limit = Plain | Parameter | AnswerTo | CellOf
Months = Annotated[int, Field(ge=0, le=1200)] | Parameter


class Condition(Frozen):
    """True or false of the answers given. Exactly one of the joiners, or one test."""

    all: tuple[Condition, ...] | None = None
    any: tuple[Condition, ...] | None = None
    not_: Condition | None = Field(default=None, alias="not")
    question: Key | None = None
    column: Key | None = None
    equals: Plain | tuple[Plain, ...] | None = None
    in_: tuple[Plain, ...] | None = Field(default=None, alias="in")
    includes: Plain | None = None
    answered: bool | None = None
    less_than: Limit | None = None
    at_most: Limit | None = None
    at_least: Limit | None = None
    more_than: Limit | None = None
    older_than: Months | None = None
    """Dated more than so many months before the day of the control; 0 is any day before it."""
    rows_at_least: int | None = Field(default=None, ge=0)
    rows_at_most: int | None = Field(default=None, ge=0)

    @model_validator(mode="after")
    def _one_thing(self) -> Self:
        told = [name for name in self.model_fields_set if getattr(self, name) is not None]
        joiners, tests = sum(n in JOINERS for n in told), sum(n in TESTS for n in told)
        if joiners + tests != 1 or (joiners and (self.question or self.column)):
            # An error of the model, not a refusal: it keeps its place, and the rest is judged too.
            raise PydanticCustomError("condition_not_one_test", "{found} tests", {"found": joiners + tests})
        return self

    @property
    def tests(self) -> tuple[str, ...]:
        """Names of the tests this condition itself makes: one, or none for a joiner."""
        return tuple(
            name for name in self.model_fields_set if name in TESTS and getattr(self, name) is not None
        )

    def walk(self) -> Iterator[Condition]:
        """This condition and every one inside it."""
        yield self
        for inner in (*(self.all or ()), *(self.any or ()), *((self.not_,) if self.not_ else ())):
            yield from inner.walk()

    @property
    def questions(self) -> frozenset[str]:
        """Keys of the questions it looks at."""
        limits = [getattr(c, name) for c in self.walk() for name in c.tests]
        compared = {limit.question for limit in limits if isinstance(limit, AnswerTo)}
        return frozenset(c.question for c in self.walk() if c.question) | compared

    @property
    def columns(self) -> frozenset[str]:
        """Keys of the columns of the row that it looks at."""
        limits = [getattr(c, name) for c in self.walk() for name in c.tests]
        compared = {limit.column for limit in limits if isinstance(limit, CellOf)}
        return frozenset(c.column for c in self.walk() if c.column) | compared


Given = Callable[[str], AnswerValue | None]
"""Key of a question → its answer as far as it counts: None when unanswered, hidden or not applicable."""


@dataclass(frozen=True, slots=True)
class Around:
    """What a condition is judged by: the answers, the numbers of the contract, and the day of the control.

    It is a fact of the follow-up, never of the clock: what was once true of an answer is so for ever.
    """

    given: Given
    parameters: Mapping[str, int | str] = field(default_factory=dict[str, int | str])
    day: date | None = None
    """Without one nothing is older than anything."""


def holds(
    condition: Condition, around: Around, *, this: AnswerValue | None = None, row: Row | None = None
) -> bool:
    """Is `condition` true? `this` is the answer it is about where no question is named, `row` its row."""
    if condition.all is not None:
        return all(holds(c, around, this=this, row=row) for c in condition.all)
    if condition.any is not None:
        return any(holds(c, around, this=this, row=row) for c in condition.any)
    if condition.not_ is not None:
        return not holds(condition.not_, around, this=this, row=row)
    if condition.column is not None:
        value: AnswerValue | None = (row or {}).get(condition.column)
    else:
        value = around.given(condition.question) if condition.question else this
    return _test(condition, value, around, row or {})


def _test(condition: Condition, value: AnswerValue | None, around: Around, row: Row) -> bool:
    name = condition.tests[0]
    wanted = getattr(condition, name)
    # When the other answer, cell or number is not there, no comparison with it holds.
    if isinstance(wanted, AnswerTo):
        wanted = around.given(wanted.question)
    elif isinstance(wanted, CellOf):
        wanted = row.get(wanted.column)
    elif isinstance(wanted, Parameter):
        wanted = around.parameters.get(wanted.parameter)
    if name == "older_than":
        return _older_than(value, wanted, around.day)
    test: Callable[..., bool] = TESTS[name]
    return test(value, wanted)


def is_given(value: AnswerValue | None) -> bool:
    """Has anything been answered? Empty text, no codes, no rows and rows without a cell are not answers."""
    if value is None or isinstance(value, str):
        return bool(value)
    return any(is_filled(part) if isinstance(part, dict) else True for part in value)


def is_filled(row: Row) -> bool:
    """Does the row say anything, beside which fixed row it is?"""
    return any(is_given(cell) for key, cell in row.items() if key != "row")


def _equals(value: AnswerValue | None, wanted: str | tuple[str, ...]) -> bool:
    if isinstance(value, tuple):
        return set(_codes(value)) == ({wanted} if isinstance(wanted, str) else set(wanted))
    return value == wanted


def _codes(value: AnswerValue | None) -> tuple[str, ...]:
    if isinstance(value, tuple):
        return tuple(code for code in value if isinstance(code, str))
    return (value,) if value else ()


def _rows(value: AnswerValue | None) -> int:
    return len(value) if isinstance(value, tuple) else 0


def number_or_day(text: str) -> Decimal | None:
    """A number, or the ordinal of an ISO date, so that both compare; None for anything else, NaN too."""
    try:
        if len(text) == 10 and text[4] == "-":
            return Decimal(date.fromisoformat(text).toordinal())
        number = Decimal(text)
    except (InvalidOperation, ValueError):
        return None
    return number if number.is_finite() else None


def months_apart(earlier: date, later: date) -> tuple[int, int]:
    """Whole months of the calendar between two days, and how many days of the month come on top of them."""
    return (later.year - earlier.year) * 12 + later.month - earlier.month, later.day - earlier.day


def _older_than(value: AnswerValue | None, months: object, day: date | None) -> bool:
    if not isinstance(value, str) or day is None or months is None:
        return False
    try:
        return months_apart(date.fromisoformat(value), day) > (int(str(months)), 0)
    except ValueError:
        return False


def _compare(test: Callable[[Decimal, Decimal], bool]) -> Callable[..., bool]:
    def compared(value: AnswerValue | None, limit: object) -> bool:
        if not isinstance(value, str) or limit is None:
            return False
        left, right = number_or_day(value), number_or_day(str(limit))
        return left is not None and right is not None and test(left, right)

    return compared


def _in(value: AnswerValue | None, wanted: tuple[str, ...]) -> bool:
    return any(code in wanted for code in _codes(value))


def _includes(value: AnswerValue | None, wanted: str) -> bool:
    return wanted in _codes(value)


def _answered(value: AnswerValue | None, wanted: bool) -> bool:
    return is_given(value) == wanted


def _rows_at_least(value: AnswerValue | None, wanted: int) -> bool:
    return _rows(value) >= wanted


def _rows_at_most(value: AnswerValue | None, wanted: int) -> bool:
    return _rows(value) <= wanted


JOINERS = frozenset({"all", "any", "not_"})
TESTS: Mapping[str, Callable[..., bool]] = {
    "equals": _equals,
    "in_": _in,
    "includes": _includes,
    "answered": _answered,
    "less_than": _compare(lambda a, b: a < b),
    "at_most": _compare(lambda a, b: a <= b),
    "at_least": _compare(lambda a, b: a >= b),
    "more_than": _compare(lambda a, b: a > b),
    "older_than": _older_than,
    "rows_at_least": _rows_at_least,
    "rows_at_most": _rows_at_most,
}
