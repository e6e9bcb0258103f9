"""A contract's own clause is to be documented by a day each year: Today says so until it is."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from datetime import date
from pathlib import Path

import office
import pytest

from checklists.contract import Contract
from checklists.evidence import DEPTHS
from checklists.followup import FollowUp
from checklists.form import Form
from checklists.library import requirement_sets
from checklists.requirements import clauses_in_force
from checklists.standard_form import standard_form
from db.database import Database
from db.documentation import documentation_due
from db.first_today import AtOnce
from db.problems import DatabaseRefused

TODAY = date(2026, 3, 2)


def clause(due: str, key: str = "wages", **facts: str) -> dict[str, str]:
    """A clause of a contract's own, to be documented by `due` each year."""
    return {
        "key": key,
        "reference": "§ 5",
        "text": "Lønn dokumenteres",
        "theme": "working_conditions",
        "documentation_due": due,
        **facts,
    }


def agreed(db: Database, *clauses: dict[str, str], **facts: object) -> Contract:
    known: dict[str, object] = {"starts": date(2023, 1, 1), "own_clauses": clauses}
    return office.agreed(db, "24/17", **(known | facts))


def followed_up(
    db: Database, contract: Contract, day: date, depth: str = "document", value: str = "yes"
) -> str:
    """A follow-up on the contract's standard form, with an answer about the clause; its id."""
    of = {"contract": contract.id, "supplier": contract.suppliers[0], "method": "status_meeting", "day": day}
    form = standard_form(clauses_in_force(contract, requirement_sets()))
    held = db.followups.start(FollowUp.model_validate(of), form, office.act())
    office.answered(db, held.id, "own__wages", "yes", depth=depth)
    return held.id


def lines(db: Database, path: Path, today: date = TODAY, days: int = 45) -> list[tuple[str, str]]:
    """Day and title of what is to be documented. What Today shows at once is the same."""
    due = db.registers.due(today, days)
    assert AtOnce(path).due(today, days, 100) == due
    assert list(due) == sorted(due, key=lambda each: each.day)
    return [(each.day, each.title) for each in due if each.what == "documentation"]


def days_of(db: Database, path: Path, today: date = TODAY, days: int = 45) -> list[str]:
    return [day for day, _ in lines(db, path, today, days)]


def test_it_stands_from_so_many_days_before_and_names_the_clause_and_the_contract(
    db: Database, path: Path
) -> None:
    contract = agreed(db, clause("04-16"), starts=date(2025, 6, 1))
    assert lines(db, path) == [("2026-04-16", "§ 5: Avtale 24/17")]
    assert lines(db, path, days=44) == []
    (line,) = db.registers.due(TODAY)
    assert (line.id, line.supplier) == (contract.id, "Bø Hansker AS")


def test_it_stands_while_it_is_overdue(db: Database, path: Path) -> None:
    agreed(db, clause("03-01"))
    assert days_of(db, path, date(2026, 2, 28)) == ["2025-03-01"]
    assert days_of(db, path, date(2026, 3, 1)) == ["2026-03-01"]
    assert days_of(db, path, date(2027, 2, 28), 0) == ["2026-03-01"]


def test_a_clause_without_a_day_is_never_due(db: Database, path: Path) -> None:
    agreed(db, clause(""))
    assert days_of(db, path, days=400) == []


@pytest.mark.parametrize("depth", DEPTHS)
def test_what_meets_it_is_a_document_seen_or_more(db: Database, path: Path, depth: str) -> None:
    contract = agreed(db, clause("03-01"))
    followed_up(db, contract, date(2026, 2, 10), depth)
    met = depth in ("document", "checked", "third_party")
    assert days_of(db, path) == ([] if met else ["2026-03-01"])
    assert db.registers.documented(contract.id) == ({"own.wages": date(2026, 2, 10)} if met else {})


@pytest.mark.parametrize(
    ("day", "due"),
    [
        (date(2025, 2, 28), "2026-03-01"),
        (date(2025, 3, 10), "2026-03-01"),  # late for the year before
        (date(2025, 8, 30), "2026-03-01"),
        (date(2025, 8, 31), None),
        (date(2026, 3, 2), None),
    ],
)
def test_it_is_met_by_a_follow_up_that_is_nearer_to_it_than_to_the_day_of_the_year_before(
    db: Database, path: Path, day: date, due: str | None
) -> None:
    followed_up(db, agreed(db, clause("03-01")), day)
    assert days_of(db, path) == ([due] if due else [])


def test_when_it_is_met_the_next_year_comes_in_its_time(db: Database, path: Path) -> None:
    followed_up(db, agreed(db, clause("03-01")), date(2026, 2, 10))
    assert days_of(db, path) == []
    assert days_of(db, path, date(2027, 1, 14)) == []
    assert days_of(db, path, date(2027, 1, 15)) == ["2027-03-01"]


def test_a_withdrawn_follow_up_and_one_of_another_contract_document_nothing(db: Database, path: Path) -> None:
    contract, other = agreed(db, clause("03-01")), office.agreed(db, "24/18", own_clauses=[clause("")])
    followed_up(db, other, date(2026, 2, 10))
    held = db.followups.get(followed_up(db, contract, date(2026, 2, 11)))
    assert days_of(db, path) == []
    db.followups.change(held.value.withdrawn("Feil kontrakt"), held.version, office.act())
    assert days_of(db, path) == ["2026-03-01"]
    assert db.registers.documented(contract.id) == {}


def test_what_does_not_apply_is_not_documented(db: Database, path: Path) -> None:
    contract = agreed(db, clause("03-01"))
    of = followed_up(db, contract, date(2026, 2, 10))
    office.answered(
        db, of, "own__wages", "not_applicable", reason="other", reason_text="Ikke avtalt", depth="document"
    )
    assert days_of(db, path) == ["2026-03-01"]


def test_an_own_form_that_asks_about_the_clause_documents_it_too(db: Database, path: Path) -> None:
    contract = agreed(db, clause("03-01"))
    facts = json.loads(office.FORM.stored())
    facts["sections"][0]["questions"][0]["clause"] = "own.wages"
    of = {"contract": contract.id, "supplier": contract.suppliers[0], "method": "document_check"}
    planned = FollowUp.model_validate({**of, "day": TODAY})
    held = db.followups.start(planned, Form.model_validate(facts), office.act())
    office.answered(db, held.id, "pay", "yes", depth="checked")
    assert days_of(db, path) == ["2026-03-01"], "the answer is about something else"
    office.answered(db, held.id, "policy", "no", depth="checked")
    assert days_of(db, path) == []


@pytest.mark.parametrize(
    ("facts", "due"),
    [
        ({"starts": date(2026, 2, 20)}, "2026-02-20"),
        ({"starts": date(2026, 2, 21)}, None),
        ({"starts": date(2026, 2, 21), "signed": date(2025, 12, 1)}, None),
        ({"starts": None, "signed": date(2026, 2, 19)}, "2026-02-20"),
        ({"starts": None, "signed": date(2026, 2, 20)}, None),
        ({"starts": None}, None),
    ],
)
def test_no_day_before_the_contract_began_counts(
    db: Database, path: Path, facts: dict[str, object], due: str | None
) -> None:
    agreed(db, clause("02-20"), **facts)
    assert days_of(db, path) == ([due] if due else [])
    assert days_of(db, path, date(2027, 2, 20)) == ["2027-02-20"]


def test_without_a_start_it_counts_after_the_day_it_was_registered(db: Database, path: Path) -> None:
    agreed(db, clause("03-02"), clause("03-03", "pay"), starts=None)
    assert days_of(db, path) == ["2026-03-03"]


@pytest.mark.parametrize(
    ("facts", "due"),
    [
        ({"ends": date(2026, 3, 1)}, []),
        ({"ends": date(2026, 3, 2)}, ["2026-03-01"]),
        ({"ends": date(2026, 3, 9), "terminated": date(2026, 3, 1)}, []),
        ({"open_ended": True}, ["2026-03-01"]),
    ],
)
def test_only_contracts_that_run(db: Database, path: Path, facts: dict[str, object], due: list[str]) -> None:
    agreed(db, clause("03-01"), **facts)
    assert days_of(db, path) == due


def test_a_day_after_the_contract_has_ended_is_not_asked_for(db: Database, path: Path) -> None:
    agreed(db, clause("03-20"), starts=date(2025, 4, 1), ends=date(2026, 3, 19))
    assert days_of(db, path) == []


def test_29_february_is_the_28th_in_a_year_without_it(db: Database, path: Path) -> None:
    agreed(db, clause("02-29"))
    assert days_of(db, path) == ["2026-02-28"]
    assert days_of(db, path, date(2028, 2, 28), 0) == ["2027-02-28"]
    assert days_of(db, path, date(2028, 2, 29), 0) == ["2028-02-29"]


def test_one_line_for_each_clause(db: Database, path: Path) -> None:
    contract = agreed(db, clause("03-01"), clause("03-10", "pay", reference=""))
    followed_up(db, contract, date(2025, 10, 1))
    assert lines(db, path) == [("2025-03-10", "Lønn dokumenteres: Avtale 24/17")]
    assert lines(db, path, date(2026, 3, 10)) == [("2026-03-10", "Lønn dokumenteres: Avtale 24/17")]


@pytest.mark.parametrize("today", [date(1, 1, 1), date(1, 12, 31), date(9998, 12, 31)])
def test_the_ends_of_the_calendar(db: Database, path: Path, today: date) -> None:
    agreed(db, clause("12-31"), starts=date(1, 1, 1))
    assert days_of(db, path, today, 0) == ([] if today.year == 1 else [today.isoformat()])


def test_a_clause_taken_away_again_asks_for_nothing(db: Database, path: Path) -> None:
    contract = agreed(db)
    held = db.contracts.get(contract.id)
    changed = Contract.model_validate(contract.model_dump() | {"own_clauses": [clause("03-01")]})
    db.contracts.change(changed, held.version, office.act())
    assert days_of(db, path) == ["2026-03-01"]
    latest = db.undo.latest("kari", 0)
    assert latest is not None
    db.undo.undo(latest, office.act())
    assert days_of(db, path) == []


def test_contracts_with_own_clauses_are_found_without_reading_the_others(db: Database, path: Path) -> None:
    followed_up(db, agreed(db, clause("03-01")), date(2026, 2, 10))
    plans: list[str] = []
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:

        def read(asked: str, given: Mapping[str, str]) -> list[tuple[object, ...]]:
            plan = connection.execute(f"EXPLAIN QUERY PLAN {asked}", given)
            plans.append("; ".join(str(row[3]) for row in plan))
            return connection.execute(asked, given).fetchall()

        documentation_due(read, TODAY, TODAY)
    contracts, answers, _ = plans
    assert all("SCAN c USING INDEX ix_contract_own_clauses" in each for each in (contracts, answers))
    assert "; ".join(plans).count("SCAN") == 2, "nothing else is read from one end to the other"


def test_what_the_program_never_wrote_is_told_and_nothing_is_shown_at_once(db: Database, path: Path) -> None:
    contract = agreed(db, clause("03-01"))
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE contract SET own_clauses = '[{}]'")
    assert AtOnce(path).due(TODAY, 45, 100) is None
    with pytest.raises(DatabaseRefused) as refused:
        db.registers.due(TODAY)
    assert (refused.value.code, refused.value.params["what"]) == ("row_unreadable", f"contract {contract.id}")
