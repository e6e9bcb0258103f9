"""A search that much of the register answers gives the very lines that the index gives, in every order and page."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import date, timedelta
from decimal import Decimal
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich_database import ACT, TODAY, opened

from checklists.contract import Contract, Supplier
from checklists.listed import ContractLine, ContractOrder, ContractQuery
from checklists.values import Money
from db.database import Database
from db.folding import folded, search_words

TITLES = (
    "Bøker",
    "Bo og bad",
    "Avtale 2 bo",
    "Renhold",
    "Ягоды",  # Cyrillic
    "bo ягоды",
    "x𞤀bo",  # a letter younger than the index's Unicode, which divides words there
    "Rådhus",
)
TYPED = ("b", "bo", "bø", "r", "ren", "2", "a 2", "firma", "firma b", "я", "ЯГ b", "k", "zz", "x")


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    database = opened(tmp_path_factory.mktemp("broad") / "a.db")
    for n in range(48):
        made = Contract(
            reference=f"{n % 5}/{n}",
            title=TITLES[n * 5 % len(TITLES)],
            risk=(None, "low", "high")[n % 3],
            value=Money(amount=Decimal(n % 4 * 1000)) if n % 3 else None,
            ends=TODAY + timedelta(days=n * 37 % 200) if n % 4 else None,
        )
        database.contracts.add(made, (Supplier(name=f"Firma {n % 3}"),), ACT)
    yield database
    database.close()


@contextmanager
def by_words() -> Iterator[None]:
    """Every search is taken for a broad one."""
    with ExitStack() as after:
        patch = after.enter_context(pytest.MonkeyPatch.context())
        patch.setattr("db.registers.contracts.FEW", 0)
        patch.setattr("db.registers.contracts.MANY", 1)
        yield


def read(db: Database, query: ContractQuery, size: int) -> tuple[list[ContractLine], int]:
    """Every line, page by page, and how many there are said to be."""
    lines: list[ContractLine] = []
    page = db.registers.contracts(query, limit=size, today=TODAY)
    while True:
        lines += page.lines
        if page.after is None:
            return lines, page.total
        page = db.registers.contracts(query, page.after, size, today=TODAY)


@given(
    search=st.sampled_from(TYPED),
    order=st.sampled_from(get_args(ContractOrder)),
    descending=st.booleans(),
    size=st.sampled_from([1, 2, 3, 7, 100]),
    risk=st.sampled_from(["", "high"]),
)
def test_a_broad_search_is_the_same_list(
    db: Database, search: str, order: ContractOrder, descending: bool, size: int, risk: str
) -> None:
    query = ContractQuery(search=search, order=order, descending=descending, risk=risk)
    by_index = read(db, query, size)
    with by_words():
        assert read(db, query, size) == by_index


def test_a_page_of_a_broad_search_asks_the_index_only_how_many_there_are(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("db.registers.contracts._in_order", None)
    with by_words():
        page = db.registers.contracts(ContractQuery(search="bo"), limit=3, today=date.max)
    assert len(page.lines) == 3
    for line in page.lines:
        words = folded(line.reference, line.title, line.suppliers).split()
        assert all(any(word.startswith(typed) for word in words) for typed in search_words("bo"))
