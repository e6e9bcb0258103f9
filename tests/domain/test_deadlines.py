"""The usual deadline of a deviation: by severity, and for documents what the contract gives for handing them over."""

from __future__ import annotations

from datetime import date

import pytest

from checklists.contract import Contract, RequirementSetInForce
from checklists.deadlines import Deadlines
from checklists.deviation import Deviation
from checklists.library import requirement_sets

FOUND = date(2026, 3, 2)


def deadlines(*sets: str, **own: int) -> Deadlines:
    held = tuple(RequirementSetInForce(set_id=each, version=1, parameters=dict(own)) for each in sets)
    contract = Contract(reference="1", title="Renhold", suppliers=("L-1",), requirement_sets=held)
    return Deadlines({"critical": 90, "major": 60, "minor": 180}, contract, requirement_sets())


def found(**facts: object) -> Deviation:
    base = {"contract": "K-1", "type": "missing_documentation", "severity": "major", "found": FOUND}
    return Deviation.model_validate({**base, **facts})


@pytest.mark.parametrize(
    "terms", ["wages_working_conditions", "integrity_construction", "integrity_services"]
)
def test_documents_are_due_as_the_requirement_set_says(terms: str) -> None:
    assert deadlines(terms).usual(found()) == date(2026, 3, 16)
    assert deadlines(terms, document_days=5).usual(found(severity="minor")) == date(2026, 3, 7)


def test_the_set_that_the_clause_belongs_to_goes_before_another() -> None:
    held = (
        RequirementSetInForce(set_id="integrity_services", version=1, parameters={"document_days": 3}),
        RequirementSetInForce(set_id="wages_working_conditions", version=1, parameters={"document_days": 7}),
    )
    contract = Contract(reference="1", title="Renhold", suppliers=("L-1",), requirement_sets=held)
    both = Deadlines({}, contract, requirement_sets())
    assert (both.document_days("wages.documentation"), both.document_days("integrity.language")) == (7, 3)


def test_anything_else_is_due_by_its_severity() -> None:
    wages = deadlines("wages_working_conditions")
    assert wages.usual(found(type="wages")) == date(2026, 5, 1)
    assert wages.usual(found(severity="observation")) is None
    assert deadlines("human_rights").usual(found()) == date(2026, 5, 1)
    assert deadlines().usual(found()) == date(2026, 5, 1)


def test_what_was_written_goes_before_and_is_not_explained() -> None:
    wages = deadlines("wages_working_conditions")
    usual, written = wages.with_usual(found(), None), wages.with_usual(found(), date(2026, 4, 1))
    assert (usual.deadline, usual.original_deadline, wages.explained(usual)) == (date(2026, 3, 16),) * 2 + (
        14,
    )
    assert (written.deadline, wages.explained(written)) == (date(2026, 4, 1), None)
    assert wages.explained(wages.with_usual(found(type="wages"), None)) is None
