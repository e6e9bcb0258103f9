"""Finds conditions that can never be true because their parts exclude each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from checklists.conditions import Condition, number_or_day
from checklists.finding import Problem, problem
from checklists.yamlfile import Path

Codes = Mapping[int, tuple[str, ...] | None]
"""`id` of a test → the codes of which its question is answered with one; None where there are none."""
_Bound = tuple[Decimal, bool]
"""A limit, and whether the limit itself is allowed."""


def contradictions(condition: Condition, path: Path, codes: Codes) -> Iterator[Problem]:
    """Every `all` (and the condition as a whole) whose tests of one answer cannot hold together."""
    for code, name in excluded_together(condition, codes):
        yield problem(code, path, question=name)
    for name, inner in (("all", condition.all), ("any", condition.any)):
        for n, each in enumerate(inner or ()):
            if name == "any" or each.any or each.not_:
                yield from contradictions(each, (*path, name, n), codes)
    if condition.not_ is not None and (condition.not_.all or condition.not_.any):
        yield from contradictions(condition.not_, (*path, "not"), codes)


def excluded_together(condition: Condition, codes: Codes) -> Iterator[tuple[str, str]]:
    """Why the condition as a whole can never be true: a code, and the question or column it is about."""
    groups: dict[tuple[str, str], list[tuple[Condition, bool]]] = {}
    for test, positive in _together(condition):
        groups.setdefault((test.question or "", test.column or ""), []).append((test, positive))
    for (question, column), tests in groups.items():
        if len(tests) > 1 and (code := _excluded(tests, codes)):
            yield code, column or question


def _together(condition: Condition) -> Iterator[tuple[Condition, bool]]:
    """The tests that must all hold (or, with False, must not) for the condition to be true."""
    if condition.all is not None:
        for inner in condition.all:
            yield from _together(inner)
    elif condition.not_ is not None:
        if condition.not_.tests:
            yield condition.not_, False
    elif condition.any is None:
        yield condition, True


def _excluded(tests: list[tuple[Condition, bool]], codes: Codes) -> str:
    """Why the tests of one answer cannot hold together: a code, or empty."""
    if _codes_excluded(tests, codes) or _unanswered_and_more(tests) or _so_and_not_so(tests):
        return "never_true"
    low = _strictest([b for t, sure in tests if sure and (b := _lower(t))], lowest=True)
    high = _strictest([b for t, sure in tests if sure and (b := _upper(t))], lowest=False)
    if low and high and (low[0] > high[0] or (low[0] == high[0] and not (low[1] and high[1]))):
        return "min_above_max"
    return ""


def _codes_excluded(tests: list[tuple[Condition, bool]], codes: Codes) -> bool:
    """Are all codes that the answer can have ruled out? Without one that must be, no answer at all will do."""
    ruled_in = [
        (wanted, sure, every)
        for test, sure in tests
        if (wanted := _wanted(test)) is not None and (every := codes.get(id(test))) is not None
    ]
    if not any(sure for _, sure, _ in ruled_in):
        return False
    left = set(ruled_in[0][2])
    for wanted, sure, _ in ruled_in:
        left = left & wanted if sure else left - wanted
    return not left


def _wanted(test: Condition) -> set[str] | None:
    if isinstance(test.equals, str):
        return {test.equals}
    return set(test.in_) if test.in_ is not None else None


def _unanswered_and_more(tests: list[tuple[Condition, bool]]) -> bool:
    """Unanswered, and at the same time something that only an answer can be."""
    empty = any((t.answered is False and sure) or (t.answered is True and not sure) for t, sure in tests)
    return empty and any(sure and t.answered is not False and not t.rows_at_most for t, sure in tests)


def _so_and_not_so(tests: list[tuple[Condition, bool]]) -> bool:
    """The same test, which must hold and must not."""
    return any(not sure and (test, True) in tests for test, sure in tests)


def _lower(test: Condition) -> _Bound | None:
    if test.rows_at_least is not None:
        return Decimal(test.rows_at_least), True
    limit = test.at_least if test.at_least is not None else test.more_than
    number = number_or_day(limit) if isinstance(limit, str) else None
    return None if number is None else (number, test.at_least is not None)


def _upper(test: Condition) -> _Bound | None:
    if test.rows_at_most is not None:
        return Decimal(test.rows_at_most), True
    limit = test.at_most if test.at_most is not None else test.less_than
    number = number_or_day(limit) if isinstance(limit, str) else None
    return None if number is None else (number, test.at_most is not None)


def _strictest(bounds: list[_Bound], *, lowest: bool) -> _Bound | None:
    if not bounds:
        return None
    return max(bounds, key=lambda b: (b[0], not b[1])) if lowest else min(bounds, key=lambda b: (b[0], b[1]))
