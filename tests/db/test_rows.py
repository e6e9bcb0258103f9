"""A value written to a row and read back is the same value, and a row says no less than its table asks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Table

from checklists.answer import Answer, Reason
from checklists.contract import (
    Contract,
    ContractOption,
    ContractType,
    OwnClause,
    RequirementSetInForce,
    RiskLevel,
    Supplier,
)
from checklists.deviation import (
    Deviation,
    DeviationStatus,
    Extension,
    Origin,
    Place,
    Position,
    Report,
    Sanction,
    Stage,
    Step,
)
from checklists.evidence import DEPTHS, Attachment, Evidence
from checklists.followup import FollowUp, Method, Outcome, Reopening, Status
from checklists.form import Severity
from checklists.measure import Measure, MeasureKind, MeasureStatus
from checklists.proposals import Decision
from checklists.settings import OwnText, PrioritisedRisk, Setting, YearResult
from checklists.values import LARGEST, Frozen, Money, canonical_json
from checklists.whole import HeldSummary
from db import rows, tables
from db.chain import PAYLOAD_SCHEMA, Told, in_order, payload_of
from db.problems import RowUnreadable
from db.rows import Cell, Row

letters = st.characters(exclude_categories=("Cs", "Cc", "Co", "Cn", "Cf"))
texts = st.text(letters, max_size=30)
names = st.text(st.sampled_from("abcæøåÉ []{}\"'\\%_-ß漢🙂"), max_size=20)
days = st.dates(date(1900, 1, 1), date(9999, 12, 31))
some_day = st.none() | days
codes = st.from_regex(r"[a-z][a-z0-9_]{0,10}", fullmatch=True)
flags = st.booleans()
money = st.none() | st.builds(
    Money,
    amount=st.integers(-(2**63) + 1, 2**63 - 1).map(lambda n: Decimal(n) / 1000),
    currency=st.sampled_from(["NOK", "EUR", "XAU"]),
)
ids = st.lists(st.from_regex(r"B-[1-9]\d{0,3}", fullmatch=True), max_size=3).map(tuple)


def few(strategy: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(strategy, max_size=2).map(tuple)


def one_of(codes: object) -> st.SearchStrategy[str]:
    return st.sampled_from(get_args(codes))


suppliers = st.builds(
    Supplier.model_construct,
    id=st.just("L-12"),
    name=names,
    number=st.none() | st.sampled_from(["998701961", "DE 123", "", "ß"]),
    country=st.none() | st.just("NO"),
    contact=names,
    note=texts,
)
contracts = st.builds(
    Contract.model_construct,
    id=st.just("K-2024-017"),
    source=names,
    reference=names,
    title=names,
    suppliers=st.lists(st.sampled_from(["L-1", "L-2", "L-30"]), unique=True).map(tuple),
    kind=st.none() | one_of(ContractType),
    framework=flags,
    category=codes,
    category_note=names,
    cpv=st.none() | st.just("33141420"),
    country=st.none() | st.just("NO"),
    value=money,
    yearly_value=money,
    signed=some_day,
    starts=some_day,
    ends=some_day,
    open_ended=flags,
    terminated=some_day,
    options=few(st.builds(ContractOption, until=days, notice_by=some_day, exercised=flags)),
    requirement_sets=few(
        st.builds(
            RequirementSetInForce,
            set_id=codes,
            version=st.integers(1, 9),
            assumed=flags,
            parameters=st.dictionaries(codes, st.integers() | texts, max_size=2),
        )
    ),
    own_clauses=few(st.builds(OwnClause, key=codes, reference=texts, text=texts, theme=codes)),
    responsible=names,
    risk=st.none() | one_of(RiskLevel),
    risk_reason=texts,
    building_project=flags,
    case_reference=names,
    note=texts,
)
followups = st.builds(
    FollowUp,
    id=st.just("O-31"),
    contract=st.just("K-2024-017"),
    supplier=st.just("L-12"),
    method=one_of(Method),
    form=st.just("") | codes,
    form_version=st.integers(0, 99),
    form_hash=st.just("") | st.just("ab" * 32),
    short=flags,
    status=one_of(Status),
    day=days,
    sent=some_day,
    due=some_day,
    original_due=some_day,
    received=some_day,
    signed=some_day,
    signed_by=texts,
    themes=few(codes),
    outcome=one_of(Outcome),
    participants=texts,
    reason=texts,
    overall=texts,
    reference=texts,
    next_day=some_day,
    reopened=few(st.builds(Reopening, day=days, by=texts, reason=texts)),
    withdrawn_reason=texts,
    reused_from=texts,
)
cells = texts | st.lists(codes, max_size=3).map(tuple)
answers = st.builds(
    Answer,
    question=codes,
    value=texts | st.lists(codes, max_size=3).map(tuple) | few(st.dictionaries(codes, cells, max_size=3)),
    comment=texts,
    reason=one_of(Reason),
    reason_text=texts,
    depth=st.sampled_from(DEPTHS),
    evidence=ids,
    carried=flags,
)
decisions = st.builds(
    Decision,
    followup=st.just("O-31"),
    proposal=names,
    outcome=st.sampled_from(["confirmed", "added", "dismissed"]),
    deviation=st.just("") | st.just("A-8"),
    reason=texts,
    by=texts,
    fact=texts,
)
deviations = st.builds(
    Deviation.model_construct,
    id=st.just("A-8"),
    contract=st.just("K-2024-017"),
    supplier=st.just("") | st.just("L-12"),
    followup=st.just("") | st.just("O-31"),
    question=codes,
    type=codes,
    severity=one_of(Severity),
    clause=names,
    title=names,
    text=texts,
    public_text=texts,
    note=texts,
    note_exempt=names,
    place=st.builds(
        Place,
        tier=st.none() | st.integers(0, 20),
        stage=one_of(Stage),
        country=st.none() | st.just("MY"),
        site=texts,
    ),
    company=names,
    origin=one_of(Origin),
    found=days,
    suspected=flags,
    disputed=flags,
    self_reported=flags,
    position=one_of(Position),
    position_text=texts,
    comment_deadline=some_day,
    harm=flags,
    harm_reference=names,
    remediation=texts,
    count=names,
    status=one_of(DeviationStatus),
    steps=few(st.builds(Step, status=codes, day=days, by=texts, reason=texts, evidence=ids)),
    original_deadline=some_day,
    deadline=some_day,
    extensions=few(st.builds(Extension, day=days, earlier=some_day, deadline=days, reason=texts, by=texts)),
    accepted_until=some_day,
    sanctions=few(
        st.builds(Sanction, rung=st.integers(1, 5), day=days, author=texts, approver=texts, reason=texts)
    ),
    reports=few(st.builds(Report, authority=texts, day=days, reference=texts)),
    case_reference=names,
)
measures = st.builds(
    Measure.model_construct,
    id=st.just("T-5"),
    deviation=st.just("A-8"),
    kind=one_of(MeasureKind),
    text=texts,
    role=names,
    due=some_day,
    status=one_of(MeasureStatus),
    done=some_day,
    evidence=ids,
    reason=texts,
)
evidences = st.builds(
    Evidence.model_construct,
    id=st.just("B-9"),
    title=names,
    ref=names,
    dated=some_day,
    valid_until=some_day,
    page=st.none() | st.integers(1, 999),
    file=st.none() | st.builds(Attachment, name=texts, size=st.integers(0, 99), sha256=st.just("0f" * 32)),
    followup=st.just("") | st.just("O-31"),
    question=codes,
    deviation=st.just("") | st.just("A-8"),
    measure=st.just("") | st.just("T-5"),
    supplier=st.just("") | st.just("L-12"),
    note=texts,
)
risks = st.builds(
    PrioritisedRisk.model_construct,
    id=st.just("R-1"),
    title=names,
    reason=texts,
    sources=texts,
    goal=texts,
    measures=texts,
    indicator=texts,
    responsible_role=names,
    monitored_by=texts,
    contracts=few(names),
    results=few(st.builds(YearResult, year=st.integers(1900, 9999), text=texts)),
    ended=some_day,
)


def check(table: Table, value: Frozen, row: Row, back: Callable[[Row], Frozen]) -> None:
    """Nothing lost either way, every column filled, every cell of its column's kind."""
    assert set(row) == set(table.columns.keys())
    for column in table.columns:
        cell = row[column.name]
        assert cell is not None or column.nullable, column
        assert cell is None or isinstance(cell, column.type.python_type), column
    assert back(row) == value


@given(suppliers)
def test_suppliers(supplier: Supplier) -> None:
    check(tables.supplier, supplier, rows.supplier_row(supplier), rows.supplier_value)


@given(contracts)
def test_contracts(contract: Contract) -> None:
    firms = [Supplier.model_construct(id=id, name=id, number=None) for id in contract.suppliers]
    row = rows.contract_row(contract, firms)
    check(tables.contract, contract, row, lambda row: rows.contract_value(row, contract.suppliers))
    links = rows.supplier_links(contract)
    assert [link["supplier_id"] for link in links] == list(contract.suppliers)
    assert all(set(link) == set(tables.contract_supplier.columns.keys()) for link in links)


@given(followups)
def test_followups(followup: FollowUp) -> None:
    check(tables.followup, followup, rows.followup_row(followup), rows.followup_value)


@given(answers)
def test_answers(answer: Answer) -> None:
    check(tables.answer, answer, rows.answer_row("O-31", answer, "integrity"), rows.answer_value)


@given(decisions)
def test_decisions(decision: Decision) -> None:
    check(tables.decision, decision, rows.decision_row(decision), rows.decision_value)


@given(deviations)
def test_deviations(deviation: Deviation) -> None:
    check(tables.deviation, deviation, rows.deviation_row(deviation), rows.deviation_value)


@given(measures)
def test_measures(measure: Measure) -> None:
    check(tables.measure, measure, rows.measure_row(measure), rows.measure_value)


@given(evidences)
def test_evidence(evidence: Evidence) -> None:
    check(tables.evidence, evidence, rows.evidence_row(evidence), rows.evidence_value)


@given(risks)
def test_risks(risk: PrioritisedRisk) -> None:
    check(tables.risk, risk, rows.risk_row(risk), rows.risk_value)


@given(names, texts)
def test_settings_texts_and_summaries(name: str, text: str) -> None:
    setting = Setting(key=name, value=text)
    check(tables.setting, setting, rows.setting_row(setting), rows.setting_value)
    own = OwnText(year=2026, part="4.A.2", text=text)
    check(tables.own_text, own, rows.own_text_row(own), rows.own_text_value)
    held = HeldSummary(year=2026, frozen=name, json_text=text, fingerprint=name)
    check(tables.summary, held, rows.summary_row(held), rows.summary_value)


def test_the_largest_amount_is_exact() -> None:
    contract = Contract(
        id="K-2024-017", reference="1", title="x", value=Money(amount=LARGEST, currency="IDR")
    )
    row = rows.contract_row(contract, [])
    assert row["value"] == 2**63 - 1
    assert rows.contract_value(row, ()) == contract


kinds = (contracts, suppliers, followups, answers, decisions, deviations, measures, evidences, risks)
some_value: st.SearchStrategy[Frozen] = st.one_of(*kinds)


@given(some_value, some_value)
def test_a_payload_is_canonical_json(before: Frozen, after: Frozen) -> None:
    told = Told("contract", "K-1", "changed", in_order(before), in_order(after), 'fordi \x7f\u2028 "å"\\')
    dumped = {"before": before.model_dump(mode="json"), "after": after.model_dump(mode="json")}
    text = canonical_json({"schema": PAYLOAD_SCHEMA, **dumped, "why": told.why})
    assert payload_of(told) == text
    as_objects = {name: in_order(facts) for name, facts in dumped.items()}
    assert payload_of(told._replace(**as_objects)) == text


spoilt: Mapping[str, Cell] = {
    "starts": "2026-02-30",
    "framework": 2,
    "title": None,
    "options": '[{"until":"never"}]',
    "requirement_sets": "[{]",
    "value": "12",
    "signed": 20260101,
}


@pytest.mark.parametrize("column", spoilt)
def test_a_cell_the_program_never_wrote_is_told_not_mended(column: str) -> None:
    contract = Contract(id="K-2024-017", reference="1", title="x", value=Money(amount=Decimal(1)))
    row = {**rows.contract_row(contract, []), column: spoilt[column]}
    with pytest.raises(RowUnreadable) as told:
        rows.contract_value(row, ())
    assert told.value.params["what"] == f"Contract.{column}"


def test_what_was_tampered_with_is_shown_as_it_stands() -> None:
    row = {**rows.supplier_row(Supplier(id="L-1", name="Bø")), "name": "Bø\u202e[/]\x1b]52;c;AAAA\x07"}
    assert rows.supplier_value(row).name == "Bø\u202e[/]\x1b]52;c;AAAA\x07"
