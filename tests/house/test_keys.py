"""Every key does something, has an id and words, and can be pressed on any terminal and a Norwegian keyboard."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from textual.binding import Binding
from textual.dom import DOMNode

from tui.app import Aktsom

LOST = {"ctrl+h", "ctrl+i", "ctrl+j", "ctrl+m", "ctrl+left_square_bracket"}
"""Backspace, tab, newline, enter and escape in many terminals."""
ALTGR = {"left_square_bracket", "right_square_bracket", "at", "dollar_sign", "backslash"}
ALTGR |= {"left_curly_bracket", "right_curly_bracket"}


def owners() -> Iterator[type[DOMNode]]:
    """Every class of ours that has keys."""
    from tui.screens import (
        contract,
        contracts,
        deviation,
        deviations,
        followups,
        forms,
        records,
        report,
        review,
        table,
        today,
    )

    assert all((contract, contracts, deviation, deviations, followups, forms))
    assert all((records, report, review, table, today))
    yield Aktsom
    waiting: list[type[DOMNode]] = [DOMNode]
    while waiting:
        owner = waiting.pop()
        waiting += owner.__subclasses__()
        if owner.__module__.startswith("tui.") and owner is not Aktsom:
            yield owner


def keys() -> list[tuple[type[DOMNode], Binding]]:
    found: list[tuple[type[DOMNode], Binding]] = []
    for owner in owners():
        given = owner.__dict__.get("BINDINGS", [])
        found += [(owner, binding) for binding in given if isinstance(binding, Binding)]
    return found


@pytest.mark.parametrize(("owner", "binding"), keys(), ids=lambda value: getattr(value, "id", None) or "")
def test_a_key_does_something_and_says_what(owner: type[DOMNode], binding: Binding) -> None:
    name = binding.action.partition("(")[0]
    where: type[DOMNode] = Aktsom if name.startswith("app.") else owner
    assert hasattr(where, f"action_{name.removeprefix('app.')}"), f"{owner.__name__} has no action {name}"
    assert binding.id
    assert binding.description or binding.action.startswith("choose(")
    pressed = set(binding.key.split(","))
    assert not pressed & (LOST | ALTGR), f"{binding.key} cannot be pressed everywhere"
