"""Nothing grows past what one person reads at a sitting."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import rooms

READ = (*rooms.ROOMS, "tools", "benchmarks", "hatch_build.py")
CEILINGS = {"module": 300, "class": 200, "function": 40}
FORBIDDEN = ("Manager", "Helper", "Util", "Handler")


def named(path: Path) -> Iterator[tuple[ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef, str]]:
    for node in ast.walk(rooms.tree(path)):
        if isinstance(node, ast.ClassDef):
            yield node, "class"
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node, "function"


def measured(kind: str) -> list[tuple[int, str]]:
    """Lines and place of everything of a kind, the largest first."""
    found: list[tuple[int, str]] = []
    for path in rooms.modules(*READ):
        if kind == "module":
            found.append(
                (len(path.read_text(encoding="utf-8").splitlines()), str(path.relative_to(rooms.ROOT)))
            )
        else:
            found += [
                ((node.end_lineno or node.lineno) - node.lineno + 1, f"{rooms.where(path, node)} {node.name}")
                for node, what in named(path)
                if what == kind
            ]
    return sorted(found, reverse=True)


@pytest.mark.parametrize("kind", CEILINGS)
def test_nothing_is_too_large(kind: str, record_property: Callable[[str, object], None]) -> None:
    found = measured(kind)
    largest = ", ".join(f"{place} {lines}" for lines, place in found[:5])
    record_property("told", f"largest of each {kind} (at most {CEILINGS[kind]} lines): {largest}")
    too_large = [f"{place}: {lines} lines" for lines, place in found if lines > CEILINGS[kind]]
    assert not too_large, f"a {kind} has at most {CEILINGS[kind]} lines\n" + "\n".join(too_large)


def test_names_say_what_a_thing_is() -> None:
    wrong = [
        f"{rooms.where(path, node)} {node.name}"
        for path in rooms.modules(*READ)
        for node, kind in named(path)
        if kind == "class" and any(word in node.name for word in FORBIDDEN)
    ]
    wrong += [
        str(path.relative_to(rooms.ROOT))
        for path in rooms.modules(*READ)
        if any(
            word.lower() in path.stem.split("_") or f"{word.lower()}s" in path.stem.split("_")
            for word in FORBIDDEN
        )
    ]
    assert not wrong, "\n".join(wrong)
