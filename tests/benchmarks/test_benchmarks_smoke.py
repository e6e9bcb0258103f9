"""Everything that is measured runs, and comes out right: on tiny sizes, and no time is judged."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.figures import Figure, Limit, p99, table
from benchmarks.scenarios import SCENARIOS
from benchmarks.sides import Call, Wrong, alternated
from benchmarks.starting import python
from benchmarks.terminal import timed
from benchmarks.workshop import TINY, Workshop


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("measured")


@pytest.mark.parametrize("name", SCENARIOS)
def test_each_scenario_is_measured_and_its_result_is_right(name: str, folder: Path) -> None:
    figures = list(SCENARIOS[name](Workshop(folder, TINY, rounds=1, heavy=1)))
    assert figures
    assert all(figure.ours > 0 for figure in figures)
    assert all(figure.limit.aim < figure.limit.must for figure in figures)


def test_sides_take_turns_and_the_first_round_does_not_count() -> None:
    order: list[str] = []

    def side(name: str) -> Call:
        def measure() -> dict[str, float]:
            order.append(name)
            return {"seconds": float(len(order))}

        return Call(measure)

    found = alternated({"a": side("a"), "b": side("b")}, 2)
    assert order == ["a", "b", "b", "a", "a", "b"]
    assert found == {"a": [{"seconds": 4.0}, {"seconds": 5.0}], "b": [{"seconds": 3.0}, {"seconds": 6.0}]}


def test_a_side_that_does_its_work_wrongly_is_told_of(folder: Path) -> None:
    shop = Workshop(folder, TINY, rounds=1, heavy=1)
    side = shop.child("benchmarks.reporting:summed", database=folder / "not_there.db")
    with pytest.raises(Wrong, match="database_missing"):
        side.round()
    side.close()


def test_a_program_that_never_draws_what_is_waited_for_is_told_of(tmp_path: Path) -> None:
    with pytest.raises(Wrong, match="paint was not drawn"):
        timed(python("input('something else')"), {"paint": "4.A"}, tmp_path, patience=1)


def test_the_table_says_what_is_missed() -> None:
    within, aim, beyond = (Figure("x", "y", ours, 1.0, Limit(1.5, 1.1)) for ours in (1.4, 1.1, 1.51))
    assert [each.verdict for each in (within, aim, beyond)] == ["ok", "aim", "MISSED"]
    lines = table([within, Figure("peak", "its start", 95, 0, Limit(120, 90), "MB over")])
    assert len({len(line) for line in lines}) == 1
    assert "1.40" in lines[2]
    assert "95 MB" in lines[3]
    assert p99([float(n) for n in range(101)]) == 99
