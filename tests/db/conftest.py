"""A database of its own for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import office
import pytest

from db.database import Database


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the database is to be; its folder is not there yet."""
    return tmp_path / "home" / "aktsom.db"


@pytest.fixture
def db(path: Path) -> Iterator[Database]:
    """A new database."""
    made = office.opened(path)
    yield made
    made.close()
