"""A proposal of several rows that a person splits: each part is decided on its own, and so is what is left of it.

One fact gives one proposal, whatever number of rows it rests on; but two persons paid too little may be two matters.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Final

from checklists.decision import Decision, Proposal
from checklists.values import Refused

if TYPE_CHECKING:
    from checklists.review import Review

_MARK: Final = "~"
"""Stands between the id of a proposal and the number of its part: `wages.wages.hourly_pay~1`."""


def may_split(proposal: Proposal) -> bool:
    """Does it rest on several rows, and is it no part itself?"""
    return len(proposal.rows) > 1 and _MARK not in proposal.id


def parted(found: Iterable[Proposal], decisions: Mapping[str, Decision]) -> Iterator[Proposal]:
    """The parts that were split from each proposal, and then the proposal with the rows that are left."""
    for whole in found:
        left = list(whole.rows)
        for decision in _parts(whole, decisions):
            if rows := tuple(_taken(decision, left)):
                yield whole.model_copy(update={"id": decision.proposal, "rows": rows})
        if len(left) == len(whole.rows):
            yield whole
        elif left:
            yield whole.model_copy(update={"rows": tuple(left)})


def part_of(review: Review, proposal: Proposal, places: Collection[int]) -> Proposal:
    """The part of a proposal with the rows at these places in it, from 0, to be decided on its own.

    Refused("split_one_row") for a proposal that cannot be split, ("split_leaves_nothing") unless some rows are taken
    and some are left.
    """
    if not may_split(proposal):
        raise Refused("split_one_row", proposal=proposal.id)
    rows = tuple(row for place, row in enumerate(proposal.rows) if place in places)
    if not 0 < len(rows) < len(proposal.rows):
        raise Refused("split_leaves_nothing", proposal=proposal.id, rows=", ".join(proposal.rows))
    numbers = [_number(each.proposal) for each in _parts(proposal, review.decisions)]
    return proposal.model_copy(
        update={"id": f"{proposal.id}{_MARK}{max(numbers, default=0) + 1}", "rows": rows}
    )


def places_of(proposal: Proposal, names: Iterable[str]) -> frozenset[int]:
    """Where the rows with these names stand in a proposal, all that are called so. Refused("split_row_unknown")."""
    rows = {each.casefold() for each in proposal.rows}
    wanted = [each.strip() for each in names]
    if unknown := next((each for each in wanted if each.casefold() not in rows), ""):
        told = ", ".join(dict.fromkeys(proposal.rows)) or "-"
        raise Refused("split_row_unknown", row=unknown[:60], proposal=proposal.id, rows=told)
    named = {each.casefold() for each in wanted}
    return frozenset(place for place, row in enumerate(proposal.rows) if row.casefold() in named)


def _parts(whole: Proposal, decisions: Mapping[str, Decision]) -> list[Decision]:
    """What was decided about parts of it, in the order they were split."""
    parts = [each for id, each in decisions.items() if id.rpartition(_MARK)[0] == whole.id]
    return sorted(parts, key=lambda each: _number(each.proposal))


def _number(id: str) -> int:
    number = id.rpartition(_MARK)[2]
    return int(number) if number.isdecimal() else 0


def _taken(decision: Decision, left: list[str]) -> Iterator[str]:
    """The rows of a part that are still there; they are taken from those that are left."""
    for row in decision.decided.rows if decision.decided else ():
        if row in left:
            left.remove(row)
            yield row
