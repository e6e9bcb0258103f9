"""The example municipality: believable on any day, whole, and with something of everything to look at."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import rich_database

from checklists.codelists import codes
from checklists.listed import ContractQuery
from tui.demo.build import build


@pytest.mark.parametrize("today", [date(2026, 11, 28), date(2028, 2, 29), date(2027, 1, 1)])
def test_the_example_shows_something_of_everything_on_any_day(tmp_path: Path, today: date) -> None:
    db = rich_database.opened(tmp_path / "example.db")
    build(db, today)
    contracts = db.registers.contracts(ContractQuery(), limit=500, today=today)
    assert contracts.total == 145
    assert {line.category for line in contracts.lines} == set(codes("categories"))
    deviations = db.registers.deviations(limit=500).lines
    assert {each.status for each in deviations} == set(codes("deviation_statuses"))
    assert any(each.suspected for each in deviations)
    assert any(each.disputed for each in deviations)
    followups = db.registers.followups(limit=500).lines
    assert {each.status for each in followups} >= {"planned", "in_progress", "sent", "received", "signed"}
    assert {each.day[:4] for each in followups} >= {str(today.year - n) for n in range(3)}
    assert len({each.method for each in followups}) >= 7
    assert all(each.day <= today.isoformat() for each in followups if each.status == "signed")
    ids = {id for line in contracts.lines for id in db.contracts.get(line.id).value.suppliers}
    firms = db.contracts.suppliers(sorted(ids))
    assert 100 <= len(firms) <= 120
    norwegian = [firm.number for firm in firms.values() if firm.norwegian_number]
    assert norwegian
    assert all(number and number[0] == "3" for number in norwegian), "no such number is ever given to anybody"
    assert (*db.journal.verify(), *db.journal.verify_search()) == ()
    db.close()


def test_the_same_day_gives_the_same_example(tmp_path: Path) -> None:
    told: list[list[object]] = []
    for name in ("a.db", "b.db"):
        db = rich_database.opened(tmp_path / name)
        build(db, date(2026, 5, 3))
        entries = db.journal.entries(limit=100_000)
        told.append([(each.change.subject, each.change.after) for each in entries])
        db.close()
    assert told[0] == told[1]
