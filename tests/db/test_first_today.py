"""What Today shows at once is what it shows when everything is loaded."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
import rich_database

from db.first_today import AtOnce
from tui.demo.build import build


@pytest.mark.parametrize("days", [0, 45, 400])
def test_today_at_once_is_today(tmp_path: Path, days: int) -> None:
    path, today = tmp_path / "rich.db", rich_database.TODAY
    db, at_once = rich_database.rich(path), AtOnce(path)
    for shift in (-400, -30, 0, 20, 60):
        day = today + timedelta(days=shift)
        assert at_once.due(day, days, 100) == db.registers.due(day, days, 100)
        assert at_once.year(day) == (db.registers.year_so_far(day.year, day), "Eksempel kommune")
    db.close()


def test_of_the_example_municipality_too(tmp_path: Path) -> None:
    path, today = tmp_path / "example.db", rich_database.TODAY
    db, at_once = rich_database.opened(path), AtOnce(path)
    build(db, today)
    for limit in (3, 100):
        assert at_once.due(today, 45, limit) == db.registers.due(today, 45, limit)
    figures = db.registers.year_so_far(today.year, today)
    assert at_once.year(today) == (figures, "Eksempel kommune")
    assert figures.open_deviations
    db.close()


@pytest.mark.parametrize("content", [None, "not a database at all, only text"])
def test_what_is_not_our_database_shows_nothing_at_once(tmp_path: Path, content: str | None) -> None:
    path = tmp_path / "other.db"
    if content is not None:
        path.write_text(content)
    assert AtOnce(path).due(rich_database.TODAY, 45, 100) is None
    assert AtOnce(path).year(rich_database.TODAY) is None
    assert path.exists() is (content is not None)
