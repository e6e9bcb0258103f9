"""Taking in a register: all of it or nothing, and a second time nothing."""

from __future__ import annotations

import sqlite3
import weakref
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import office
import pytest
from hypothesis import given
from hypothesis import strategies as st

from checklists.contract import Contract, Supplier
from checklists.intake import ContractDraft, Counted, Problem, Reading, RegisterKind
from checklists.values import Money
from db.database import Database

GIVEN = frozenset({"source", "reference", "title", "value", "starts", "ends"})


def draft(reference: str, *firms: str, line: int = 2, **facts: object) -> ContractDraft:
    known: dict[str, object] = {"reference": reference, "title": f"Avtale {reference}"}
    contract = Contract.model_validate(known | facts)
    suppliers = tuple(Supplier(name=name) for name in firms or ("Bø AS",))
    lines = tuple(range(line, line + len(suppliers)))
    return ContractDraft(contract=contract, suppliers=suppliers, lines=lines, given=GIVEN | facts.keys())


def reading(*drafts: ContractDraft, refused: tuple[Problem, ...] = (), **facts: object) -> Reading:
    lines = sum(len(each.lines) for each in drafts) + len({each.line for each in refused})
    known: dict[str, object] = {"format": "csv", "counted_in": "rows", "read": lines}
    return Reading.model_validate({**known, "drafts": drafts, "refused": refused, **facts})


def counts(report: object) -> tuple[int, ...]:
    names = ("read", "created", "updated", "unchanged", "skipped", "refused")
    return tuple(getattr(report, name) for name in names)


def test_a_register_comes_in_whole_and_twice_changes_nothing(db: Database) -> None:
    register = reading(
        draft("1", "Bø AS", "Ås AS", value=Money(amount=Decimal("100.5"))),
        draft("2", "bø  as", line=4, value=Money(amount=Decimal(200))),
        draft("3", "Hå AS", line=5, value=Money(amount=Decimal(3), currency="EUR")),
    )
    first = db.contracts.take_in(register, office.act())
    assert counts(first) == (4, 4, 0, 0, 0, 0)
    assert first.stored
    assert (first.contracts, first.suppliers) == (3, 3)
    assert first.value == {"EUR": "3", "NOK": "300.5"}
    assert [(row.line, row.status, row.contract) for row in first.rows] == [
        (2, "created", "K-2026-001"),
        (3, "created", "K-2026-001"),
        (4, "created", "K-2026-002"),
        (5, "created", "K-2026-003"),
    ]
    head = db.journal.head()
    second = db.contracts.take_in(register, office.act(60))
    assert counts(second) == (4, 0, 0, 4, 0, 0)
    assert (second.contracts, second.suppliers, second.value) == (3, 3, first.value)
    assert db.journal.head() == head
    assert db.journal.verify() == ()


def test_an_update_changes_what_the_file_speaks_of_and_leaves_the_rest(db: Database) -> None:
    db.contracts.take_in(reading(draft("1", "Bø AS", ends=date(2027, 1, 1))), office.act())
    held = db.contracts.get("1")
    own = held.value.model_copy(update={"note": "Vår egen", "responsible": "innkjøp"})
    db.contracts.change(own, held.version, office.act())
    report = db.contracts.take_in(reading(draft("1", "Bø AS", "Ås AS", ends=date(2028, 1, 1))), office.act())
    assert counts(report) == (2, 0, 2, 0, 0, 0)
    now = db.contracts.get("1").value
    assert (now.note, now.responsible, now.ends) == ("Vår egen", "innkjøp", date(2028, 1, 1))
    assert now.suppliers == ("L-1", "L-2")
    assert db.journal.verify() == ()


def test_a_bad_row_keeps_everything_out_unless_it_is_skipped(db: Database, path: Path) -> None:
    before = office.everything_in(path)
    register = reading(
        draft("1"),
        draft("2", line=3),
        refused=(Problem(code="not_a_date", line=4), Problem(code="x", line=4)),
    )
    report = db.contracts.take_in(register, office.act())
    assert counts(report) == (3, 2, 0, 0, 0, 1)
    assert not report.stored
    assert office.everything_in(path) == before
    skipping = db.contracts.take_in(register, office.act(), skip_bad=True)
    assert counts(skipping) == (3, 2, 0, 0, 0, 1)
    assert skipping.stored
    assert [row.status for row in skipping.rows] == ["created", "created", "refused"]
    assert db.contracts.get("2").version == 1


def test_an_update_that_would_end_before_it_starts_is_refused_with_its_line(db: Database) -> None:
    db.contracts.take_in(reading(draft("1", starts=date(2026, 6, 1))), office.act())
    late = ContractDraft(
        contract=Contract(reference="1", title="x", ends=date(2026, 1, 1)),
        lines=(7,),
        given=frozenset({"ends"}),
    )
    report = db.contracts.take_in(reading(late), office.act(), skip_bad=True)
    assert counts(report) == (1, 0, 0, 0, 0, 1)
    problem = report.rows[0].problems[0]
    assert (problem.code, problem.line) == ("ends_before_start", 7)
    assert db.contracts.get("1").value.ends is None


def test_a_dry_run_is_the_real_one_undone(db: Database, path: Path) -> None:
    register = reading(draft("1"), draft("2", "Ås", line=3))
    before = office.everything_in(path)
    dry = db.contracts.take_in(register, office.act(), dry_run=True)
    assert office.everything_in(path) == before
    real = db.contracts.take_in(register, office.act())
    assert replace(dry, stored=True) == real


def test_the_sets_a_contract_is_assumed_to_carry_are_given_to_it(db: Database) -> None:
    db.contracts.take_in(reading(draft("1", kind="goods", signed=date(2025, 1, 1))), office.act())
    sets = db.contracts.get("1").value.requirement_sets
    assert sets
    assert all(each.assumed for each in sets)


def test_the_same_contract_twice_in_a_file_is_one(db: Database) -> None:
    register = reading(draft("1", "Bø AS"), draft("1", "Bø AS", line=3))
    assert counts(db.contracts.take_in(register, office.act())) == (2, 1, 0, 1, 0, 0)


def test_rows_that_were_left_out_and_notes_are_told(db: Database) -> None:
    note = Problem(code="category_unknown", line=2, fatal=False)
    noted = draft("1")._replace(notes=(note,))
    skipped = Problem(code="empty_row", line=3, fatal=False)
    register = reading(noted, skipped=(skipped,), read=2, removed_characters=4)
    report = db.contracts.take_in(register, office.act())
    assert counts(report) == (2, 1, 0, 0, 1, 0)
    assert [row.problems for row in report.rows] == [(note,), (skipped,)]
    assert report.removed_characters == 4


def test_contracts_are_counted_as_such_where_the_file_has_no_rows(db: Database) -> None:
    register = reading(draft("1", "A", "B", line=1), counted_in="contracts", format="eforms", read=1)
    assert counts(db.contracts.take_in(register, office.act())) == (1, 1, 0, 0, 0, 0)


@dataclass
class OneByOne:
    """A register whose drafts are made as they are asked for; what is wrong shows when the last has been read."""

    contracts: int
    refused: Sequence[Problem] = ()
    format: RegisterKind = "csv"
    counted_in: Counted = "rows"
    skipped: Sequence[Problem] = ()
    notes: Sequence[Problem] = ()
    stopped: bool = False
    removed_characters: int = 0
    alive: weakref.WeakSet[Contract] = field(default_factory=weakref.WeakSet[Contract])
    most_alive: int = 0
    bad_at_end: Problem | None = None

    @property
    def read(self) -> int:
        return self.contracts + (self.bad_at_end is not None)

    @property
    def drafts(self) -> Iterator[ContractDraft]:
        for number in range(self.contracts):
            made = draft(f"{number}", f"Firma {number % 700}", line=number + 2)
            self.alive.add(made.contract)
            self.most_alive = max(self.most_alive, len(self.alive))
            yield made
        self.refused = (self.bad_at_end,) if self.bad_at_end else ()


def test_a_large_register_is_never_held_as_a_whole(db: Database) -> None:
    register = OneByOne(2_500)
    report = db.contracts.take_in(register, office.act())
    assert counts(report) == (2_500, 2_500, 0, 0, 0, 0)
    assert (report.contracts, report.suppliers) == (2_500, 700)
    assert register.most_alive <= 1_001
    assert counts(db.contracts.take_in(OneByOne(2_500), office.act())) == (2_500, 0, 0, 2_500, 0, 0)
    assert db.journal.verify(replay=True) == ()


def test_a_bad_row_at_the_end_of_a_large_register_undoes_all_of_it(db: Database, path: Path) -> None:
    before = office.everything_in(path)
    bad = Problem(code="date_unreadable", line=1_502)
    report = db.contracts.take_in(OneByOne(1_500, bad_at_end=bad), office.act())
    assert (counts(report), report.stored) == ((1_501, 1_500, 0, 0, 0, 1), False)
    assert office.everything_in(path) == before
    assert db.contracts.take_in(OneByOne(1_500, bad_at_end=bad), office.act(), skip_bad=True).stored


def test_the_indexes_set_aside_for_a_first_large_register_are_there_again(db: Database, path: Path) -> None:
    def indexes() -> list[tuple[str, str]]:
        with closing(sqlite3.connect(path)) as connection:
            asked = "SELECT name, sql FROM sqlite_master WHERE type = 'index' ORDER BY name"
            return connection.execute(asked).fetchall()

    before = indexes()
    assert db.contracts.take_in(OneByOne(5_000), office.act(), dry_run=True).created == 5_000
    assert indexes() == before
    assert db.contracts.take_in(OneByOne(5_000), office.act()).created == 5_000
    assert indexes() == before
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_two_suppliers_of_one_name_where_one_has_a_number_stay_two(db: Database) -> None:
    firms = (Supplier(name="Bø AS", number="998701961"), Supplier(name="Bø AS"))
    contract = Contract(reference="1", title="A")
    both = ContractDraft(contract, firms, lines=(2, 3), given=GIVEN)
    assert db.contracts.take_in(reading(both), office.act()).suppliers == 2
    again = db.contracts.take_in(reading(both, draft("2", "bø as", line=4)), office.act())
    assert (again.unchanged, again.created, again.suppliers) == (2, 1, 2)


@pytest.fixture(scope="module")
def shared_db(tmp_path_factory: pytest.TempPathFactory) -> Database:
    return office.opened(tmp_path_factory.mktemp("intake") / "a.db")


@given(
    st.lists(
        st.tuples(
            st.sampled_from("abcdef"),
            st.lists(st.sampled_from(["Bø", "bø ", "Ås", "Hå"]), min_size=1, max_size=3),
            st.integers(0, 3),
        ),
        max_size=8,
    )
)
def test_whatever_came_in_a_second_time_changes_nothing(
    shared_db: Database, rows: list[tuple[str, list[str], int]]
) -> None:
    drafts: dict[str, ContractDraft] = {}
    for line, (reference, firms, amount) in enumerate(rows):
        value = Money(amount=Decimal(amount))
        drafts[reference] = draft(reference, *firms, line=10 * line + 2, value=value)
    register = reading(*drafts.values())
    first = shared_db.contracts.take_in(register, office.act())
    second = shared_db.contracts.take_in(register, office.act())
    assert first.read == first.created + first.updated + first.unchanged == second.unchanged
    assert shared_db.journal.verify() == ()
