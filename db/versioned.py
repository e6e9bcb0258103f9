"""A value together with the version its row has, which a change of it must name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Versioned(Generic[T]):
    """A value and its row's version, from 1."""

    value: T
    version: int
