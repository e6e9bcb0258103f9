"""What the tests of the app stand on: a database file of their own."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """Where the database of this test is; nothing is there yet."""
    return tmp_path / "own" / "aktsom.db"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The person's own folder of forms, empty."""
    made = tmp_path / "skjema"
    made.mkdir()
    return made
