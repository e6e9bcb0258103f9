"""The project's own sources as the house tests read them: files, syntax trees, calls."""

from __future__ import annotations

import ast
import importlib.util
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("tui", "db", "exchange", "checklists")
GENERATED = ROOT / "db" / "migrations" / "versions"
LEFT_OUT = {"__pycache__", "node_modules", "build", "dist"}


@cache
def files() -> tuple[Path, ...]:
    """Every file that belongs to the project, written down in git or about to be."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode == 0 and listed.stdout:
        named = [ROOT / name for name in listed.stdout.split("\0") if name]
    else:  # an unpacked source archive
        named = [path for path in ROOT.rglob("*") if not LEFT_OUT.intersection(path.relative_to(ROOT).parts)]
        named = [path for path in named if not path.relative_to(ROOT).parts[0].startswith(".")]
    return tuple(sorted(path for path in named if path.is_file() and not path.is_symlink()))


def modules(*tops: str) -> list[Path]:
    """The Python files under these top folders, generated migrations left out."""
    return [
        path
        for path in files()
        if path.suffix == ".py" and path.relative_to(ROOT).parts[0] in tops and GENERATED not in path.parents
    ]


@cache
def tree(path: Path) -> ast.Module:
    """The syntax tree of one file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def where(path: Path, node: ast.AST) -> str:
    """A place as an editor opens it: file:line."""
    return f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 1)}"


def called(node: ast.Call) -> str:
    """The last name of what is called: `Label` for both `Label(…)` and `widgets.Label(…)`."""
    match node.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case _:
            return ""


def calls(path: Path) -> Iterator[ast.Call]:
    """Every call in a file."""
    return (node for node in ast.walk(tree(path)) if isinstance(node, ast.Call))


def text_of(node: ast.expr | None) -> str | None:
    """The text of a literal, also in N_(…); nothing for anything else."""
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.Call(func=ast.Name(id="N_"), args=[ast.Constant(value=str(text))]):
            return text
        case _:
            return None


def needs(*names: str) -> None:
    """Skips a test about modules that are not written yet."""
    for name in names:
        try:
            found = importlib.util.find_spec(name)
        except ModuleNotFoundError:
            found = None
        if found is None or found.origin is None:
            pytest.skip(f"{name} is not written yet")
