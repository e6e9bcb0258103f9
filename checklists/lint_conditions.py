"""What can be wrong with one condition of a form: references, tests that do not fit, codes that cannot be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from checklists.conditions import AnswerTo, CellOf, Condition, Parameter
from checklists.finding import Problem, problem, unknown
from checklists.form import NOT_APPLICABLE, NUMBERS, VERDICTS, Choice
from checklists.lint_never import contradictions, excluded_together
from checklists.lint_shape import Draft, PlacedQuestion
from checklists.lint_uses import Use, uses
from checklists.yamlfile import Path

MOST_NESTED = 8
"""Joiners inside one another in one condition."""
_COMPARISONS = ("less_than", "at_most", "at_least", "more_than")
_ROW_TESTS = ("rows_at_least", "rows_at_most")
_FITTING: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("yes_partly_no", "one"), ("equals", "in_", "includes", "answered")),
    "many": ("equals", "in_", "includes", "answered"),
    **dict.fromkeys(("text", "country"), ("equals", "in_", "answered")),
    **dict.fromkeys(NUMBERS, ("equals", "in_", "answered", *_COMPARISONS)),
    "date": ("equals", "in_", "answered", *_COMPARISONS, "older_than"),
    "table": ("answered", *_ROW_TESTS),
    "evidence": ("answered",),
    "note": (),
}
"""Tests that can be true of an answer of each type."""


@dataclass(frozen=True, slots=True)
class Target:
    """What a test looks at."""

    type: str
    choices: tuple[Choice, ...]
    cell: bool = False

    @property
    def codes(self) -> tuple[str, ...] | None:
        """The codes that it can have; None where it is not answered with codes."""
        if self.type == "yes_partly_no":
            return (*VERDICTS, NOT_APPLICABLE) if self.cell else VERDICTS
        return tuple(choice.code for choice in self.choices) if self.type in ("one", "many") else None


def condition_problems(draft: Draft, parameters: frozenset[str]) -> Iterator[Problem]:
    """Everything wrong with the conditions. `parameters`: those of the requirement sets; empty if unknown."""
    by_key = {placed.question.key: placed for placed in draft.questions}
    for use in uses(draft):
        yield from _of_one(use, draft, by_key, parameters)
    for placed in draft.questions:
        yield from _never_asked(placed, by_key)


def _never_asked(placed: PlacedQuestion, by_key: Mapping[str, PlacedQuestion]) -> Iterator[Problem]:
    """A question whose own condition excludes that of its section, and a column whose excludes one of them."""
    around = placed.section.when
    if placed.question.when:
        if around:
            yield from _excluded(around, placed.question.when, (*placed.path, "when"), by_key)
        around = Condition(all=(around, placed.question.when)) if around else placed.question.when
    for n, column in enumerate(placed.question.columns):
        if around and column.when:
            yield from _excluded(around, column.when, (*placed.path, "columns", n, "when"), by_key)


def _excluded(
    around: Condition, own: Condition, path: Path, by_key: Mapping[str, PlacedQuestion]
) -> Iterator[Problem]:
    """Why the two conditions cannot hold together, though each of them can."""
    codes = {
        id(test): Target(asked.type, asked.choices).codes
        for test in (*own.walk(), *around.walk())
        if test.question and test.question in by_key
        if (asked := by_key[test.question].question).type != "many"
    }
    alone = {*excluded_together(own, codes), *excluded_together(around, codes)}
    for code, name in excluded_together(Condition(all=(around, own)), codes):
        if (code, name) not in alone:
            yield problem(code, path, question=name)


def _of_one(
    use: Use, draft: Draft, by_key: Mapping[str, PlacedQuestion], parameters: frozenset[str]
) -> Iterator[Problem]:
    sound = True
    targets: dict[int, Target] = {}
    for condition, path, depth in placed_conditions(use.condition, use.path):
        if depth > MOST_NESTED:
            yield problem("condition_too_nested", path, limit=MOST_NESTED)
            return
        if condition.all == () or condition.any == () or condition.in_ == ():
            yield problem("condition_empty", path)
            sound = False
        if not condition.tests:
            continue
        target = _target(condition, path, use, draft, by_key)
        if isinstance(target, Problem):
            yield target
            sound = False
        elif target is not None:
            targets[id(condition)] = target
            for found in _test_problems(condition, path, target, parameters, draft, use):
                sound = False
                yield found
    if sound:
        codes = {known: target.codes for known, target in targets.items() if target.type != "many"}
        yield from contradictions(use.condition, use.path, codes)


def placed_conditions(
    condition: Condition, path: Path, depth: int = 0
) -> Iterator[tuple[Condition, Path, int]]:
    """`condition` and every one inside it, with its place and how deep it stands."""
    yield condition, path, depth
    for name, inner in (("all", condition.all), ("any", condition.any)):
        for n, each in enumerate(inner or ()):
            yield from placed_conditions(each, (*path, name, n), depth + 1)
    if condition.not_ is not None:
        yield from placed_conditions(condition.not_, (*path, "not"), depth + 1)


def _target(
    condition: Condition, path: Path, use: Use, draft: Draft, by_key: Mapping[str, PlacedQuestion]
) -> Target | Problem | None:
    """What the test looks at, or why there is no such thing; None if that has a wrong shape itself."""
    if condition.column:
        return _cell(condition, condition.column, (*path, "column"), use)
    key = condition.question
    if key is None:
        if not use.of_answer:
            return problem("condition_without_question", path)
        return _own(use)
    if key not in draft.keys:
        return unknown("unknown_reference", (*path, "question"), key, draft.keys)
    if not use.of_answer and _is_about_itself(use, key, by_key):
        return problem("self_reference", (*path, "question"), question=key)
    if key not in by_key:
        return None
    question = by_key[key].question
    return Target(question.type, question.choices)


def _is_about_itself(use: Use, key: str, by_key: Mapping[str, PlacedQuestion]) -> bool:
    if use.question is not None:
        return use.question.key == key
    return key in by_key and by_key[key].section is use.section


def _own(use: Use) -> Target | None:
    if use.column:
        return Target(use.column.type, use.column.choices, cell=True)
    return Target(use.question.type, use.question.choices) if use.question else None


def _cell(condition: Condition, key: str, path: Path, use: Use) -> Target | Problem:
    if condition.question:
        return problem("column_and_question", path, question=condition.question, column=key)
    if use.column is not None and use.column.key == key and not use.of_answer:
        return problem("self_reference", path, question=key)
    if use.column is None or use.question is None:
        return problem("column_outside_table", path, column=key)
    if key == "row" and use.question.rows_from:
        return Target("text", (), cell=True)
    if key == "row" and use.question.rows:
        return Target("one", use.question.rows, cell=True)
    for column in use.question.columns:
        if column.key == key:
            return Target(column.type, column.choices, cell=True)
    return unknown("column_unknown", path, key, [column.key for column in use.question.columns])


def _test_problems(
    condition: Condition, path: Path, target: Target, parameters: frozenset[str], draft: Draft, use: Use
) -> Iterator[Problem]:
    name = condition.tests[0]
    written: Path = (*path, name.rstrip("_"))
    if name not in _FITTING[target.type]:
        fitting = ", ".join(test.rstrip("_") for test in _FITTING[target.type])
        yield problem("test_does_not_fit", written, test=name.rstrip("_"), type=target.type, allowed=fitting)
        return
    operand: Parameter | AnswerTo | CellOf | str | int | tuple[str, ...] = getattr(condition, name)
    if isinstance(operand, Parameter):
        if parameters and operand.parameter not in parameters:
            yield unknown("unknown_parameter", written, operand.parameter, sorted(parameters))
    elif isinstance(operand, AnswerTo):
        yield from _compared_with(operand.question, (*written, "question"), target, draft)
    elif isinstance(operand, CellOf):
        yield from _compared_in_row(condition, operand.column, (*written, "column"), target, use)
    elif not isinstance(operand, int):
        for value in (operand,) if isinstance(operand, str) else operand:
            yield from _value_problems(value, written, target, compared=name in _COMPARISONS)


def _compared_with(key: str, path: Path, target: Target, draft: Draft) -> Iterator[Problem]:
    """The other question exists, and a day is compared with a day, a number with a number."""
    if key not in draft.keys:
        yield unknown("unknown_reference", path, key, draft.keys)
    other = next((p.question.type for p in draft.questions if p.question.key == key), target.type)
    yield from _alike(key, other, path, target)


def _compared_in_row(
    condition: Condition, key: str, path: Path, target: Target, use: Use
) -> Iterator[Problem]:
    """The other column exists in the same row, and holds what can be compared."""
    if condition.question:
        yield problem("column_and_question", path, question=condition.question, column=key)
        return
    other = _cell(condition, key, path, use)
    if isinstance(other, Problem):
        yield other
    else:
        yield from _alike(key, other.type, path, target)


def _alike(key: str, other: str, path: Path, target: Target) -> Iterator[Problem]:
    comparable = other in (*NUMBERS, "date") and (other == "date") == (target.type == "date")
    if not comparable:
        yield problem("not_comparable", path, question=key, type=other, other=target.type)


def _value_problems(value: str, path: Path, target: Target, *, compared: bool) -> Iterator[Problem]:
    if target.codes is not None:
        if value not in target.codes:
            yield _impossible(value, path, target)
    elif target.type == "date":
        if not _is_day(value):
            yield problem("limit_not_date", path, given=value[:60])
    elif target.type in NUMBERS:
        number = _number(value)
        if number is None:
            yield problem("limit_not_number", path, given=value[:60])
        elif not compared and (kept := _as_kept(number)) != value:
            yield problem("number_not_canonical", path, given=value[:60], kept=kept)


def _impossible(value: str, path: Path, target: Target) -> Problem:
    """A code that cannot be answered: perhaps the choice's text was written."""
    folded = value.strip(" \"'“”‘’„").casefold()
    for choice in target.choices:
        if folded in (choice.text.nb.casefold(), choice.text.nn.casefold(), choice.text.en.casefold()):
            return problem("choice_text_not_code", path, given=value[:60], right=choice.code)
    return unknown("impossible_code", path, value, target.codes or ())


def _is_day(value: str) -> bool:
    try:
        return len(value) == 10 and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _number(value: str) -> Decimal | None:
    try:
        number = Decimal(value)
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number) < Decimal(10) ** 15 else None


def _as_kept(number: Decimal) -> str:
    plain = number.normalize()
    return str(plain.quantize(Decimal(1)) if plain == plain.to_integral_value() else plain)
