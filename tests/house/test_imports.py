"""The rooms and their doors: who may import whom, and what a start may load."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import rooms

PURE = {"pydantic", "pydantic_core", "yaml", "stdnum", "holidays"}
"""What checklists may import beside the standard library."""
DOORS = {"threading", "asyncio", "concurrent", "socket", "urllib", "http", "subprocess", "sqlite3"}
"""What of the standard library it may not."""
CLOCKS = {
    ("datetime", "now"),
    ("datetime", "utcnow"),
    ("datetime", "today"),
    ("date", "today"),
    ("time", "time"),
}


def imports_of(path: Path) -> Iterator[tuple[ast.stmt, str]]:
    for node in ast.walk(rooms.tree(path)):
        match node:
            case ast.Import(names=names):
                yield from ((node, name.name) for name in names)
            case ast.ImportFrom(module=str(module), level=0):
                yield node, module


def loaded_by(statement: str) -> set[str]:
    """Top names in sys.modules after a statement in a Python of its own."""
    program = (
        f"{statement}\nimport sys, json\nprint(json.dumps(sorted({{n.split('.')[0] for n in sys.modules}})))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=rooms.ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return set(json.loads(done.stdout.splitlines()[-1]))


def test_the_import_contracts_hold() -> None:
    rooms.needs(*rooms.ROOMS)
    done = subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-cache"],
        cwd=rooms.ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_checklists_is_pure_values_and_rules() -> None:
    allowed = (sys.stdlib_module_names - DOORS) | PURE | {"checklists"}
    wrong = [
        f"{rooms.where(path, node)} imports {name}"
        for path in rooms.modules("checklists")
        for node, name in imports_of(path)
        if name.split(".")[0] not in allowed
    ]
    assert not wrong, "\n".join(wrong)


def test_only_tui_has_a_clock() -> None:
    """Elsewhere `today` and `now` are arguments."""
    wrong: list[str] = []
    for path in rooms.modules("checklists", "db", "exchange"):
        for call in rooms.calls(path):
            match call.func:
                case ast.Attribute(value=ast.Name(id=owner) | ast.Attribute(attr=owner), attr=name):
                    if (owner, name) in CLOCKS:
                        wrong.append(f"{rooms.where(path, call)} calls {owner}.{name}()")
                case _:
                    pass
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    ("module", "unwanted"),
    [
        ("tui.cli.main", {"textual", "sqlalchemy", "alembic", "openpyxl", "docx", "lxml"}),
        ("tui.screens.today", {"pydantic", "sqlalchemy"}),
        ("db.first_today", {"pydantic", "sqlalchemy"}),
        ("tui.app", {"openpyxl", "docx", "lxml", "typst", "alembic"}),
    ],
)
def test_a_start_loads_no_more_than_it_shows(module: str, unwanted: set[str]) -> None:
    rooms.needs(module)
    assert not loaded_by(f"import {module}") & unwanted
