"""What was made of a value that comes again and again, found by the value itself instead of by what it says."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Generic, TypeVar

Value = TypeVar("Value")
Made = TypeVar("Made")
_MOST: Final = 100


class Remembered(Generic[Value, Made]):
    """`make`, but once for each value that never changes."""

    def __init__(self, make: Callable[[Value], Made]) -> None:
        self._make = make
        self._known: dict[int, tuple[object, Made]] = {}

    def __call__(self, value: Value) -> Made:
        found = self._known.get(id(value))
        if found is not None:
            return found[1]
        made = self._make(value)
        if len(self._known) >= _MOST:
            self._known.clear()
        self._known[id(value)] = value, made  # held, so that no other value comes to have its id
        return made
