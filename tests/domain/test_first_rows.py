"""Rows that a table has from the start: what they are about, and that they stay as they were."""

from __future__ import annotations

from asked import NO_IS_A_BREACH, answered, clause, followup, form, question, replaced, text

from checklists.answer import Answer
from checklists.first_rows import Sources, rows_of, started, with_rows
from checklists.form import Form
from checklists.kept import kept
from checklists.review import Review

COLUMNS = [
    {"key": "kept", "text": text("Holdt?"), "type": "yes_partly_no", "proposes": NO_IS_A_BREACH},
    {"key": "remark", "text": text("Merknad")},
]
ASKED = form(question("each", "table", columns=COLUMNS, rows_from="clauses"))
PAY, HOURS = clause("wages.hourly_pay", reference="4.2"), clause("wages.working_hours")


def begun(asked: Form = ASKED) -> Review:
    clauses = (PAY, HOURS)
    return Review(started(followup(), asked, Sources(clauses=clauses)), asked, clauses=clauses)


def rows(held: Review) -> tuple[object, ...]:
    return rows_of(held, held.form.by_key["each"])


def test_a_row_stands_there_for_each_clause_and_nothing_is_answered_by_that() -> None:
    held = begun()
    assert rows(held) == ({"row": "wages__hourly_pay"}, {"row": "wages__working_hours"})
    assert [row.text.nb for row in with_rows(held.followup, held.form.by_key["each"]).rows] == [
        "4.2 wages.hourly_pay",
        "1 wages.working_hours",
    ]
    assert held.progress().answered == 0
    assert held.proposals == ()


def test_a_form_about_one_family_has_rows_of_that_family_alone() -> None:
    about = form(
        question("each", "table", columns=COLUMNS, rows_from="clauses"), requirement_set="human_rights"
    )
    assert rows(begun(about)) == ()


def test_each_row_accuses_on_its_own_clause() -> None:
    both = [{"row": "wages__hourly_pay", "kept": "no"}, {"row": "wages__working_hours", "kept": "no"}]
    found = answered(begun(), each=both).proposals
    assert [(each.clause, each.strength, each.count) for each in found] == [
        ("wages.hourly_pay", "breach", "1/1"),
        ("wages.working_hours", "breach", "1/1"),
    ]


def test_an_added_row_stands_on_no_clause_and_is_only_noted() -> None:
    (found,) = answered(begun(), each=[{"kept": "no", "remark": "Noe annet"}]).proposals
    assert (found.strength, found.clause) == ("observation", "")


def test_what_was_asked_stays_when_the_contract_gets_other_clauses() -> None:
    held = replaced(begun(), clauses=(HOURS,))
    assert len(rows(held)) == 2
    (found,) = answered(held, each=[{"row": "wages__hourly_pay", "kept": "no"}]).proposals
    assert found.strength == "observation"


def test_rows_taken_away_stay_away_until_that_is_undone() -> None:
    emptied = answered(begun(), each=())
    assert rows(emptied) == ()
    assert rows(emptied.restored("each", None)) == rows(begun())


def test_a_comment_alone_leaves_the_rows_where_they_are() -> None:
    assert rows(begun().answered(Answer(question="each", comment="Venter på svar"))) == rows(begun())


def test_last_years_rows_about_something_else_are_kept_as_added() -> None:
    before = Answer(
        question="each", value=({"row": "gone", "kept": "yes"}, {"row": "wages__hourly_pay", "kept": "no"})
    )
    after = kept(replaced(begun(), last_year={"each": before}), "each")
    assert after.answers["each"].value == ({"kept": "yes"}, {"row": "wages__hourly_pay", "kept": "no"})
