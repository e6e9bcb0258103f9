"""How the conditions of a form hang together: cycles, chains that are too long, a short form that is not closed."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping

from checklists.cells import looked_at
from checklists.conditions import Condition
from checklists.finding import Problem, problem
from checklists.form import Column, Question
from checklists.lint_shape import Draft, PlacedQuestion
from checklists.lint_uses import uses
from checklists.yamlfile import Path

MOST_LINKED = 30
"""Questions that hang on one another's conditions, one after the other."""

_Leans = Mapping[str, frozenset[str]]
"""Key of a question, or of a column → keys of those that decide whether it is asked, or what may be chosen."""


def link_problems(draft: Draft) -> Iterator[Problem]:
    """Everything wrong between the questions of the form."""
    by_key = {placed.question.key: placed for placed in draft.questions}
    leans = {key: _leans_on(placed, by_key) for key, placed in by_key.items()}
    depth = _depths(leans)
    for key, linked in depth.items():
        if linked > 1 and linked % MOST_LINKED == 1:  # without the conditions of these no chain is too long
            path = _place(by_key[key], max(leans[key], key=depth.__getitem__))
            yield problem("conditions_too_deep", path, limit=MOST_LINKED)
    for ring in _rings(leans, frozenset(leans) - frozenset(depth)):
        yield problem("cycle", _place(by_key[ring[0]], [*ring, ring[0]][1]), cycle=_named(ring))
    for placed in draft.questions:
        yield from _between_columns(placed)
    yield from _short_not_closed(draft, by_key)


def entangled(draft: Draft) -> tuple[PlacedQuestion, ...]:
    """The questions in a cycle or behind one: without their conditions there is none."""
    by_key = {placed.question.key: placed for placed in draft.questions}
    depth = _depths({key: _leans_on(placed, by_key) for key, placed in by_key.items()})
    return tuple(placed for key, placed in by_key.items() if key not in depth)


def entangled_columns(draft: Draft) -> Iterator[tuple[str, int]]:
    """The columns in a cycle or behind one: the key of their table, and their place in it."""
    for placed in draft.questions:
        depth = _depths(_between(placed.question))
        for n, column in enumerate(placed.question.columns):
            if column.key not in depth:
                yield placed.question.key, n


def _between(question: Question) -> _Leans:
    """Each column with those that it looks at."""
    keys = {column.key for column in question.columns}
    return {column.key: (looked_at(column) & keys) - {column.key} for column in question.columns}


def _leans_on(placed: PlacedQuestion, by_key: Mapping[str, PlacedQuestion]) -> frozenset[str]:
    found = {key for when, _ in _whens(placed) for key in when.questions}
    return frozenset(key for key in found if key in by_key and key != placed.question.key)


def _whens(placed: PlacedQuestion) -> Iterator[tuple[Condition, Path]]:
    """What decides whether the question, a choice of it or a cell of it is asked, with its place."""
    question, path = placed.question, placed.path
    if question.when:
        yield question.when, (*path, "when")
    if placed.section.when:
        yield placed.section.when, (*placed.section.path, "when")
    for n, choice in enumerate(question.choices):
        if choice.when:
            yield choice.when, (*path, "choices", n, "when")
    for n, column in enumerate(question.columns):
        yield from ((when, (*path, "columns", n, *place)) for when, place in _of_column(column))


def _of_column(column: Column) -> Iterator[tuple[Condition, Path]]:
    if column.when:
        yield column.when, ("when",)
    for n, choice in enumerate(column.choices):
        if choice.when:
            yield choice.when, ("choices", n, "when")


def _place(placed: PlacedQuestion, other: str) -> Path:
    """Where the condition stands that looks at the question `other`."""
    return next(path for when, path in _whens(placed) if other in when.questions)


def _depths(leans: _Leans) -> dict[str, int]:
    """How many questions stand one behind the other before each. Those in or behind a cycle are left out."""
    behind: dict[str, list[str]] = {key: [] for key in leans}
    for key, others in leans.items():
        for other in others:
            behind[other].append(key)
    open_links = {key: len(others) for key, others in leans.items()}
    depth: dict[str, int] = {}
    ready = deque(key for key, count in open_links.items() if not count)
    while ready:
        key = ready.popleft()
        depth[key] = 1 + max((depth[other] for other in leans[key]), default=0)
        for later in behind[key]:
            open_links[later] -= 1
            if not open_links[later]:
                ready.append(later)
    return depth


def _between_columns(placed: PlacedQuestion) -> Iterator[Problem]:
    """The cells of a row that hang on one another in a circle."""
    columns = {column.key: (n, column) for n, column in enumerate(placed.question.columns)}
    leans = _between(placed.question)

    def place(key: str, other: str) -> Path:
        n, column = columns[key]
        path = next(path for when, path in _of_column(column) if other in when.columns)
        return (*placed.path, "columns", n, *path)

    for ring in _rings(leans, frozenset(leans) - frozenset(_depths(leans))):
        yield problem("column_cycle", place(ring[0], [*ring, ring[0]][1]), cycle=_named(ring))


def _named(ring: list[str]) -> str:
    return " → ".join([*ring, ring[0]] if len(ring) <= 8 else [*ring[:8], "…"])


def _rings(leans: _Leans, circular: frozenset[str]) -> Iterator[list[str]]:
    """Each cycle once; `circular` are the keys in a cycle or behind one."""
    seen: set[str] = set()
    for start in leans:
        if start not in circular or start in seen:
            continue
        walked: dict[str, int] = {}
        key = start
        while key not in walked and key not in seen:
            walked[key] = len(walked)
            key = min(other for other in leans[key] if other in circular)
        seen.update(walked)
        if key in walked:
            yield list(walked)[walked[key] :]


def _short_not_closed(draft: Draft, by_key: Mapping[str, PlacedQuestion]) -> Iterator[Problem]:
    """The short form may not hang on a question that only the full form asks."""
    in_short = {placed.section.path for placed in draft.questions if placed.question.short}
    for use in uses(draft):
        if not (use.question.short if use.question else use.section and use.section.path in in_short):
            continue
        for key in sorted(use.condition.questions):
            if key in by_key and not by_key[key].question.short:
                yield problem("short_not_closed", use.path, question=key)
