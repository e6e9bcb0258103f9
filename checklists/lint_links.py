"""How the conditions of a form hang together: cycles, chains that are too long, a short form that is not closed."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping

from checklists.finding import Problem, problem
from checklists.lint_conditions import uses
from checklists.lint_shape import Draft, PlacedQuestion

MOST_LINKED = 30
"""Questions that hang on one another's conditions, one after the other."""

_Leans = Mapping[str, frozenset[str]]
"""Key of a question → keys of those whose answers decide whether it is asked, or what may be chosen."""


def link_problems(draft: Draft) -> Iterator[Problem]:
    """Everything wrong between the questions of the form."""
    by_key = {placed.question.key: placed for placed in draft.questions}
    leans = {key: _leans_on(placed, by_key) for key, placed in by_key.items()}
    depth = _depths(leans)
    for key, linked in depth.items():
        if linked > 1 and linked % MOST_LINKED == 1:  # without the conditions of these no chain is too long
            yield problem("conditions_too_deep", (*by_key[key].path, "when"), limit=MOST_LINKED)
    yield from _cycles(by_key, leans, frozenset(leans) - frozenset(depth))
    yield from _short_not_closed(draft, by_key)


def entangled(draft: Draft) -> tuple[PlacedQuestion, ...]:
    """The questions in a cycle or behind one: without their conditions there is none."""
    by_key = {placed.question.key: placed for placed in draft.questions}
    depth = _depths({key: _leans_on(placed, by_key) for key, placed in by_key.items()})
    return tuple(placed for key, placed in by_key.items() if key not in depth)


def _leans_on(placed: PlacedQuestion, by_key: Mapping[str, PlacedQuestion]) -> frozenset[str]:
    whens = [when for when in (placed.question.when, placed.section.when) if when]
    whens += [choice.when for choice in placed.question.choices if choice.when]
    return frozenset(
        key for when in whens for key in when.questions if key in by_key and key != placed.question.key
    )


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


def _cycles(
    by_key: Mapping[str, PlacedQuestion], leans: _Leans, circular: frozenset[str]
) -> Iterator[Problem]:
    """Each cycle once; `circular` are the questions in a cycle or behind one."""
    seen: set[str] = set()
    for start in by_key:
        if start not in circular or start in seen:
            continue
        walked: dict[str, int] = {}
        key = start
        while key not in walked and key not in seen:
            walked[key] = len(walked)
            key = min(other for other in leans[key] if other in circular)
        seen.update(walked)
        if key in walked:
            ring = list(walked)[walked[key] :]
            names = " → ".join([*ring, ring[0]] if len(ring) <= 8 else [*ring[:8], "…"])
            yield problem("cycle", (*by_key[ring[0]].path, "when"), cycle=names)


def _short_not_closed(draft: Draft, by_key: Mapping[str, PlacedQuestion]) -> Iterator[Problem]:
    """The short form may not hang on a question that only the full form asks."""
    in_short = {placed.section.path for placed in draft.questions if placed.question.short}
    for use in uses(draft):
        if not (use.question.short if use.question else use.section and use.section.path in in_short):
            continue
        for key in sorted(use.condition.questions):
            if key in by_key and not by_key[key].question.short:
                yield problem("short_not_closed", use.path, question=key)
