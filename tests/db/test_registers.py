"""The lists: every order, filter and page of them as plain Python would make it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich_database import ACT, FORM, NOW, TODAY, later, opened, rich

from checklists.codelists import codes
from checklists.contract import Contract, ContractOption, Supplier
from checklists.deviation import Deviation, Step
from checklists.followup import FollowUp
from checklists.listed import ContractLine, ContractOrder, ContractQuery, Page
from checklists.measure import Measure
from checklists.values import Money
from db.database import Database
from db.derived import nothing_asked, themes
from db.first import first_page
from db.folding import sort_key


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    database = rich(tmp_path_factory.mktemp("rich") / "a.db")
    yield database
    database.close()


TITLES = ["Bøker", "Boligrenhold", "Ærfugl", "Åsen", "Aasen bygg", "Øyer", "avtale 10", "Avtale 2", "Renhold"]


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """Sixty contracts whose dates, values and risks meet in every way, some with tasks."""
    database = opened(tmp_path_factory.mktemp("many") / "a.db")
    for n in range(60):
        ends = TODAY + timedelta(days=(n * 37) % 400 - 150)
        contract = Contract(
            reference=f"{n % 7}/{n}",
            title=TITLES[n % len(TITLES)],
            category=("food", "ict", "other")[n % 3],
            value=Money(amount=Decimal(n % 9 * 1000)) if n % 4 else None,
            starts=date(2020 + n % 8, 1, 1) if n % 5 and ends >= date(2020 + n % 8, 1, 1) else None,
            ends=ends if n % 6 else None,
            open_ended=n % 12 == 0,
            risk=(None, "low", "medium", "high")[n % 4],
            options=(
                (ContractOption(until=date(2030, 1, 1), notice_by=TODAY + timedelta(days=n - 30)),)
                if n % 8 == 3
                else ()
            ),
        )
        made = database.contracts.add(contract, (Supplier(name=f"Firma {n % 5}"),), ACT)
        if n % 10 == 1:
            planned = FollowUp(
                contract=made.id,
                supplier=made.suppliers[0],
                method="status_meeting",
                day=TODAY + timedelta(days=n - 25),
            )
            database.followups.start(planned, FORM, ACT)
    yield database
    database.close()


def read(db: Database, query: ContractQuery, size: int) -> tuple[ContractLine, ...]:
    """Every line, page by page."""
    lines: list[ContractLine] = []
    after = None
    for _ in range(200):
        page = db.registers.contracts(query, after, size, today=TODAY)
        assert len(page.lines) <= size
        lines += page.lines
        if page.after is None:
            assert page.total == len(lines)
            return tuple(lines)
        assert len(page.lines) == size
        after = page.after
    raise AssertionError("the pages have no end")


def everything(db: Database) -> tuple[ContractLine, ...]:
    return db.registers.contracts(ContractQuery(), limit=1000, today=TODAY).lines


KEYS: dict[ContractOrder, Callable[[ContractLine], object]] = {
    "title": lambda line: sort_key(line.title),
    "reference": lambda line: sort_key(line.reference),
    "value": lambda line: line.value,
    "ends": lambda line: line.ends or None,
    "risk": lambda line: {"": None, "low": 1, "medium": 2, "high": 3}[line.risk],
    "next": lambda line: line.next_day or None,
}


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("order", get_args(ContractOrder))
def test_every_order_is_kept_over_pages_of_any_size(
    many: Database, order: ContractOrder, descending: bool
) -> None:
    query = ContractQuery(order=order, descending=descending)
    whole = read(many, query, 1000)
    assert {line.id for line in whole} == {line.id for line in everything(many)}
    keys = [KEYS[order](line) for line in whole]
    known = [key for key in keys if key is not None]
    assert keys == known + [None] * (len(keys) - len(known)), "what has no such value stands last"
    assert known == sorted(known, reverse=descending)  # pyright: ignore[reportArgumentType]
    for size in (1, 7, 59, 60, 61):
        assert read(many, query, size) == whole


def next_by_hand(db: Database, contract: Contract) -> tuple[str, str]:
    """Earliest task, or option's notice or end that has not passed."""
    found = [
        (line.due, line.method)
        for line in db.registers.followups(contract=contract.id).lines
        if line.status == "planned"
    ]
    option = contract.next_option
    if option and (option.notice_by or option.until) >= TODAY:
        found.append(((option.notice_by or option.until).isoformat(), "option"))
    if contract.last_day and contract.last_day >= TODAY:
        found.append((contract.last_day.isoformat(), "ends"))
    return min(found, key=lambda each: each[0], default=("", ""))


def test_what_is_next_is_the_earliest_that_still_counts(many: Database) -> None:
    kinds: set[str] = set()
    for line in everything(many):
        contract = many.contracts.get(line.id).value
        assert (line.next_day, line.next_what) == next_by_hand(many, contract)
        assert line.active == contract.active_on(TODAY)
        kinds.add(line.next_what)
    assert kinds == {"", "status_meeting", "option", "ends"}


@given(
    category=st.sampled_from(["", "food", "ict"]),
    risk=st.sampled_from(["", "low", "high"]),
    active=st.sampled_from(["", "2026-03-02", "2019-01-01", "2027-06-01"]),
    year=st.sampled_from([None, 2024, 2026]),
    due=st.sampled_from(["", "2026-03-20", "2026-12-31"]),
    supplier=st.sampled_from(["", "L-1", "L-4", "L-99"]),
    search=st.sampled_from(["", "bo", "bø", "ren", "avtale firma", "zz", "firma 3"]),
    order=st.sampled_from(get_args(ContractOrder)),
    size=st.sampled_from([1, 5, 100]),
)
def test_filters_want_what_they_say(
    many: Database,
    category: str,
    risk: str,
    active: str,
    year: int | None,
    due: str,
    supplier: str,
    search: str,
    order: ContractOrder,
    size: int,
) -> None:
    query = ContractQuery(
        search=search, order=order, category=category, risk=risk, active_on=active, year=year,
        due_by=due, supplier=supplier,
    )  # fmt: skip
    searched = {line.id for line in many.registers.contracts(ContractQuery(search=search), today=TODAY).lines}

    def wanted(line: ContractLine) -> bool:
        contract = many.contracts.get(line.id).value
        return (
            line.id in searched
            and category in ("", line.category)
            and risk in ("", line.risk)
            and (not active or contract.active_on(date.fromisoformat(active)))
            and (year is None or contract.active_in(year))
            and (not due or "" < line.next_day <= due)
            and (not supplier or supplier in contract.suppliers)
        )

    expected = {line.id for line in everything(many) if wanted(line)}
    found = read(many, query, size)
    assert {line.id for line in found} == expected
    assert len(found) == len(expected)


@pytest.mark.parametrize(
    ("typed", "titles"),
    [
        ("bo", {"Bøker", "Boligrenhold"}),
        ("bø", {"Bøker"}),
        ("boe", {"Bøker"}),
        ("BØK", {"Bøker"}),
        ("ær", {"Ærfugl"}),
        ("aer", {"Ærfugl"}),
        ("ås", {"Åsen", "Aasen bygg"}),
        ("aas", {"Åsen", "Aasen bygg"}),
        ("A\u030as", {"Åsen", "Aasen bygg"}),
        ("øy", {"Øyer"}),
        ("oy", {"Øyer"}),
        ("byg aas", {"Aasen bygg"}),
        ("aas byg zz", set[str]()),
        ('"', set(TITLES)),
        ("aas* OR NEAR(", set[str]()),
    ],
)
def test_the_search_finds_norwegian_letters_however_they_are_typed(
    many: Database, typed: str, titles: set[str]
) -> None:
    found = many.registers.contracts(ContractQuery(search=typed), limit=1000, today=TODAY)
    assert {line.title for line in found.lines} == titles


def test_many_hits_and_few_are_the_same_list(many: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond some number of hits the list is walked in its order instead; the lines are the same."""
    for order in get_args(ContractOrder):
        query = ContractQuery(search="firma", order=order, category="food")
        few = read(many, query, 7)
        monkeypatch.setattr("db.registers.contracts.FEW", 3)
        assert read(many, query, 7) == few
        monkeypatch.undo()


@pytest.mark.parametrize("limit", [1, 59, 60, 100])
def test_the_first_page_is_the_registers_first_page(many: Database, limit: int) -> None:
    page = first_page(many.place.path, limit, today=TODAY)
    assert page == many.registers.contracts(ContractQuery(), limit=limit, today=TODAY)


def test_the_first_page_of_a_rich_database(db: Database) -> None:
    assert first_page(db.place.path, 10, today=TODAY) == db.registers.contracts(
        ContractQuery(), limit=10, today=TODAY
    )


def test_there_is_no_first_page_where_there_is_no_database_of_ours(tmp_path: Path) -> None:
    for name, content in (("a", b""), ("b", b"text" * 2000)):
        (tmp_path / name).write_bytes(content)
        assert first_page(tmp_path / name, 10, today=TODAY) is None
    assert first_page(tmp_path / "none", 10, today=TODAY) is None


def test_depths_tell_the_deepest_look_and_open_deviations(db: Database) -> None:
    assert themes() == tuple(codes("themes"))
    assert nothing_asked() == "n" * 7
    told = db.registers.depths("K-2026-001")
    # An open wage deviation, and a table answered at the spot check itself.
    assert told["working_conditions"] == "x"
    assert told["openness_governance"] == "k"
    assert told["human_rights"] == "n"
    assert told["climate_environment"] == "n", "a suspicion is not yet a deviation"
    asked = db.registers.depths("K-2026-003")
    assert {theme for theme, letter in asked.items() if letter == "q"} == {
        "working_conditions",
        "human_rights",
        "openness_governance",
    }
    assert set(db.registers.depths("K-2026-004").values()) == {"n"}
    line = db.registers.lines_of("contract", ["K-2026-001"], today=TODAY)[0]
    assert line.depths == "".join(told.values())


def test_depths_follow_the_deviation(tmp_path: Path) -> None:
    db = opened(tmp_path / "a.db")
    contract = db.contracts.add(Contract(reference="1", title="A"), (Supplier(name="A"),), ACT)

    def letter() -> str:
        return db.registers.depths(contract.id)["working_conditions"]

    earlier = TODAY - timedelta(days=5)
    found = Deviation(contract=contract.id, type="wages", severity="major", found=earlier, deadline=TODAY)
    made = db.deviations.add(found, ACT)
    measure = db.deviations.add_measure(
        Measure(deviation=made.id, text="Rett", due=TODAY - timedelta(days=1)), ACT
    )
    assert letter() == "x"

    def due() -> tuple[str, str]:
        (line,) = db.registers.lines_of("contract", [contract.id], today=TODAY)
        return line.next_day, line.next_what

    assert due() == ((TODAY - timedelta(days=1)).isoformat(), "measure")
    db.deviations.change_measure(measure.done_on(TODAY, (), today=TODAY), 1, ACT)
    assert due() == (TODAY.isoformat(), "deviation")
    dismissed = made.stepped(Step(status="dismissed", day=TODAY, reason="feil"), today=TODAY)
    db.deviations.change(dismissed, 1, ACT)
    assert (letter(), due()) == ("n", ("", ""))
    assert db.journal.verify() == ()
    db.close()


def test_due_lists_the_overdue_first(db: Database) -> None:
    lines = db.registers.due(TODAY)
    assert [line.day for line in lines] == sorted(line.day for line in lines)
    assert [(line.day, line.what, line.id) for line in lines] == [
        ("2026-02-25", "deviation", "A-1"),
        ("2026-03-01", "self_report", "O-2"),
        ("2026-03-09", "followup", "O-3"),
        ("2026-03-15", "measure", "A-1"),
        ("2026-03-20", "option", "K-2026-001"),
        ("2026-03-30", "evidence", "O-1"),
    ]
    assert db.registers.due(TODAY, limit=2) == lines[:2]
    assert db.registers.due(TODAY, days=0) == lines[:2]
    later_on = TODAY + timedelta(days=40)
    assert "option" not in {line.what for line in db.registers.due(later_on)}
    assert "deviation" in {line.what for line in db.registers.due(later_on)}
    assert "ends" in {line.what for line in db.registers.due(TODAY, days=200)}
    assert db.registers.due(date(9999, 12, 1))


def test_the_year_so_far_counts_what_is_there(db: Database) -> None:
    year = db.registers.year_so_far(2026, TODAY)
    assert (year.contracts, year.suppliers) == (3, 3)
    assert (year.planned, year.done) == (3, 1)
    assert (year.extended_planned, year.extended_done) == (1, 1)
    assert (year.open_deviations, year.closed_deviations, year.disputed_deviations) == (2, 0, 0)
    assert (year.due_to_close, year.closed_in_time) == (1, 0)
    assert year.per_month == (0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
    empty = db.registers.year_so_far(2031, TODAY)
    assert (empty.planned, sum(empty.per_month)) == (0, 0)


def test_follow_ups_are_listed_by_when_they_are_due(db: Database) -> None:
    lines = db.registers.followups().lines
    assert [(line.id, line.status) for line in lines] == [
        ("O-2", "sent"),
        ("O-3", "planned"),
        ("O-1", "signed"),
    ]
    one = lines[2]
    assert (one.answered, one.asked, one.outcome, one.supplier) == (3, 4, "deviations", "Blank AS")
    assert [line.id for line in db.registers.followups(status=("signed",)).lines] == ["O-1"]
    assert [line.id for line in db.registers.followups(contract="K-2026-002").lines] == ["O-3"]
    assert db.registers.followups(year=2025).total == 0
    pages: list[str] = []
    after = None
    while True:
        page = db.registers.followups(after=after, limit=1)
        pages += [line.id for line in page.lines]
        after = page.after
        if after is None:
            break
    assert pages == ["O-2", "O-3", "O-1"]


def test_deviations_are_listed_by_deadline(db: Database) -> None:
    page = db.registers.deviations(open_only=True)
    assert [line.id for line in page.lines] == ["A-1", "A-2"]
    assert (page.total, page.lines[1].suspected, page.lines[1].supplier) == (2, True, "")
    assert db.registers.deviations(status=("registered",)).total == 1
    first = db.registers.deviations(limit=1)
    assert [line.id for line in db.registers.deviations(after=first.after, limit=1).lines] == ["A-2"]


def test_the_palette_finds_by_id_and_by_word(db: Database) -> None:
    def kinds(typed: str) -> list[tuple[str, str]]:
        return [(hit.kind, hit.id) for hit in db.registers.find(typed)]

    assert kinds("o-1")[0] == ("followup", "O-1")
    assert kinds(" A2 ")[0] == ("deviation", "A-2")
    assert kinds("L-3")[0] == ("supplier", "L-3")
    assert ("contract", "K-2026-002") in kinds("k-2026-002")
    assert ("deviation", "A-1") in kinds("lonn") + kinds("lønn")
    assert {("supplier", "L-2"), ("contract", "K-2026-001")} <= set(kinds("bø bygg"))
    assert ("followup", "O-1") in kinds("renhold")
    assert kinds("entreprenør") == []
    assert kinds("") == []
    assert kinds("zzz") == []
    assert len(db.registers.find("b", 2)) == 2


def test_lines_of_come_in_the_order_asked_for(db: Database) -> None:
    asked = ["K-2026-003", "K-2026-001", "K-9999-001", "K-2026-003"]
    assert [line.id for line in db.registers.lines_of("contract", asked)] == asked[:2]
    assert [line.id for line in db.registers.lines_of("followup", ["O-3", "O-1"])] == ["O-3", "O-1"]
    assert [line.id for line in db.registers.lines_of("deviation", ["A-2"])] == ["A-2"]
    assert [hit.id for hit in db.registers.lines_of("supplier", ["L-2"])] == ["L-2"]
    with pytest.raises(LookupError):
        db.registers.lines_of("measure", [])


def test_text_that_hurts_is_only_text(db: Database) -> None:
    page = db.registers.contracts(ContractQuery(search="red x"), today=TODAY)
    assert [line.title for line in page.lines] == ["Åsen [red]x[/] =1+1 {{x}} <b>工🚌"]


def test_an_empty_database_has_empty_lists(tmp_path: Path) -> None:
    db = opened(tmp_path / "a.db")
    empty: Page[ContractLine] = Page((), None, 0)
    for order in get_args(ContractOrder):
        assert db.registers.contracts(replace(ContractQuery(), order=order), today=TODAY) == empty
    assert first_page(db.place.path, 10, today=TODAY) == empty
    assert db.registers.due(TODAY) == ()
    assert db.registers.find("a") == ()
    assert db.registers.year_so_far(2026, TODAY).contracts == 0
    assert later(0).now == NOW
    db.close()
