"""The open export: what goes out comes back the same, and what is not right is refused by its place."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checklists.answer import Answer
from checklists.contract import Contract, ContractOption, OwnClause, RequirementSetInForce, Supplier
from checklists.deviation import Deviation, Place, Sanction, Step
from checklists.evidence import Attachment, Evidence
from checklists.followup import FollowUp, Reopening
from checklists.measure import Measure
from checklists.proposals import Decision
from checklists.settings import OwnText, PrioritisedRisk, Setting, YearResult
from checklists.values import InputRefused, Money, Refused, cleaned, exact
from checklists.whole import (
    SCHEMA,
    HeldAnswer,
    HeldEntry,
    HeldFile,
    HeldForm,
    HeldSummary,
    WholeDatabase,
)
from exchange.archive import archive_lines, read_archive, whole_of, write_archive

ROOT = Path(__file__).resolve().parents[2]
CONTENT = b"\x00\xffnot text"
SHA = hashlib.sha256(CONTENT).hexdigest()


def rich() -> WholeDatabase:
    """One of everything, with texts that would hurt if they were anything but text."""
    contract = Contract(
        id="K-2024-001",
        reference="24/1",
        title="Renhold [/bold] «Bø» \u2028 {{x}} =1+1 🚌 工",
        suppliers=("L-1",),
        value=Money(amount=Decimal("9223372036854775.807"), currency="EUR"),
        yearly_value=Money(amount=Decimal("0.001")),
        starts=date(2024, 1, 1),
        ends=date(2026, 12, 31),
        options=(ContractOption(until=date(2027, 12, 31), notice_by=date(2026, 9, 30)),),
        requirement_sets=(
            RequirementSetInForce(set_id="human_rights", version=1, parameters={"tiers": 2, "x": "y"}),
        ),
        own_clauses=(OwnClause(key="own", reference="§ 5", text="Tekst\nto linjer", theme="integrity"),),
    )
    entry = HeldEntry(
        seq=1,
        at="2024-01-01T00:00:00Z",
        actor="fagansvarlig",
        kind="contract",
        subject="K-2024-001",
        action="created",
        payload='{"a":"æ\\u0000"}',
        salt="00ff",
        payload_hash="aa",
        previous_hash="",
        entry_hash="bb",
    )
    return WholeDatabase(
        program="0.1.0",
        exported="2026-01-31T12:00:00Z",
        suppliers=(Supplier(id="L-1", name="Blank AS", number="998701961", country="NO"),),
        contracts=(contract,),
        followups=(
            FollowUp(
                id="O-1",
                contract="K-2024-001",
                supplier="L-1",
                method="wage_spot_check",
                day=date(2024, 5, 5),
                reopened=(Reopening(day=date(2024, 6, 1), by="x", reason="feil"),),
            ),
        ),
        answers=(
            HeldAnswer(followup="O-1", answer=Answer(question="a", value="no", comment="to\nlinjer")),
            HeldAnswer(followup="O-1", answer=Answer(question="b", value=("x", "y"))),
            HeldAnswer(followup="O-1", answer=Answer(question="c", value=({"k": "v", "m": ("x", "y")},))),
        ),
        decisions=(Decision(followup="O-1", proposal="a:wages", outcome="dismissed", reason="nei"),),
        deviations=(
            Deviation(
                id="A-1",
                contract="K-2024-001",
                type="wages",
                severity="major",
                found=date(2024, 5, 5),
                place=Place(tier=1, country="MY"),
                steps=(Step(status="supplier_notified", day=date(2024, 5, 6), evidence=("B-1",)),),
                sanctions=(Sanction(rung=1, day=date(2024, 5, 7), author="x", reason="y"),),
            ),
        ),
        measures=(Measure(id="T-1", deviation="A-1", text="Etterbetal", due=date(2024, 9, 1)),),
        evidence=(
            Evidence(
                id="B-1", title="Lønnsslipp", file=Attachment(name="a.pdf", size=len(CONTENT), sha256=SHA)
            ),
        ),
        settings=(Setting(key="organisation.name", value="Eksempel kommune"),),
        own_texts=(OwnText(year=2024, part="4.A.1", text="Tekst"),),
        risks=(PrioritisedRisk(id="R-1", title="Tekstil", results=(YearResult(year=2024, text="bedre"),)),),
        forms=(HeldForm(id="f", version=1, hash="cc", json_text='{"id":"f"}'),),
        files=(HeldFile(sha256=SHA, base64=base64.b64encode(CONTENT).decode()),),
        summaries=(HeldSummary(year=2023, frozen="2024-01-31T00:00:00Z", json_text="{}", fingerprint="dd"),),
        counters={"supplier": 1, "contract.2024": 1},
        versions={"contract/K-2024-001": 3},
        journal=(entry,),
    )


def document() -> dict[str, Any]:
    return json.loads("\n".join(archive_lines(rich())))


def raw(changed: object) -> bytes:
    return json.dumps(changed).encode()


def test_a_written_file_is_read_back_the_same(tmp_path: Path) -> None:
    file = tmp_path / "alt.json"
    write_archive(file, rich())
    assert read_archive(file) == rich()
    assert [each.name for each in tmp_path.iterdir()] == ["alt.json"]


def test_an_empty_database_is_read_back_the_same() -> None:
    empty = WholeDatabase(program="0.1.0", exported="2026-01-31T12:00:00Z", counters={}, versions={})
    assert whole_of("\n".join(archive_lines(empty)).encode(), "x.json") == empty


@given(
    name=st.text(min_size=1, max_size=40).filter(lambda text: cleaned(text)[0] != ""),
    amount=st.decimals(-(10**12), 10**12, places=3),
    code=st.sampled_from(["NOK", "EUR", "JPY"]),
    starts=st.dates(date(1900, 1, 1), date(9000, 1, 1)),
    flag=st.booleans(),
)
def test_any_contract_comes_back_the_same(
    name: str, amount: Decimal, code: str, starts: date, flag: bool
) -> None:
    try:
        contract = Contract(
            id="K-2024-001",
            reference=name,
            title=name,
            value=Money(amount=exact(amount), currency=code),
            starts=starts,
            open_ended=flag,
            note=name + "\n" + name,
        )
    except Refused:  # eleven digits that are a person's number
        return
    whole = rich().model_copy(update={"contracts": (contract,)})
    assert whole_of("\n".join(archive_lines(whole)).encode(), "x.json") == whole


def test_a_file_is_not_overwritten_unasked(tmp_path: Path) -> None:
    file = tmp_path / "alt.json"
    file.write_text("mine")
    with pytest.raises(Refused) as refused:
        write_archive(file, rich())
    assert refused.value.code == "output_exists"
    assert file.read_text() == "mine"
    write_archive(file, rich(), force=True)
    assert read_archive(file) == rich()


def test_each_record_stands_on_a_line_of_its_own() -> None:
    lines = list(archive_lines(rich()))
    assert any(line.startswith('{"id":"K-2024-001"') or '"id":"K-2024-001"' in line for line in lines)
    assert not any("\n" in line for line in lines)


def put(path: str, value: object) -> Callable[[dict[str, Any]], None]:
    """Sets what stands at `contracts.0.title`; steps of digits are places in lists."""
    *steps, last = [int(step) if step.isdigit() else step for step in path.split(".")]

    def change(whole: dict[str, Any]) -> None:
        place: Any = whole
        for step in steps:
            place = place[step]
        place[last] = value

    return change


@pytest.mark.parametrize(
    ("change", "code", "place"),
    [
        (put("aktsom.schema", SCHEMA + 1), "export_newer", None),
        (put("aktsom.schema", "1"), "export_without_version", None),
        (put("aktsom.schema", True), "export_without_version", None),
        (put("aktsom.schema", 0), "export_without_version", None),
        (put("aktsom", []), "export_without_version", None),
        (put("aktsom.program", 1), "export_wrong_value", "aktsom.program"),
        (put("contracts", {}), "export_wrong_value", "contracts"),
        (put("contracts", None), "export_wrong_value", "contracts"),
        (put("contracts.0", 5), "export_wrong_value", "contracts[0]"),
        (put("contracts.0.title", 5), "export_wrong_value", "contracts[0].title"),
        (put("contracts.0.framework", "yes"), "export_wrong_value", "contracts[0].framework"),
        (put("contracts.0.suppliers", "L-1"), "export_wrong_value", "contracts[0].suppliers"),
        (put("contracts.0.value.amount", True), "export_wrong_value", "contracts[0].value.amount"),
        (put("contracts.0.value.amount", "NaN"), "export_wrong_value", "contracts[0]"),
        (put("contracts.0.value.currency", "kr"), "export_wrong_value", "contracts[0].value.currency"),
        (put("contracts.0.ends", "2026-02-30"), "export_wrong_value", "contracts[0].ends"),
        (put("contracts.0.ends", "1999-01-01"), "export_wrong_value", "contracts[0]"),
        (put("contracts.0.colour", "red"), "export_wrong_value", "contracts[0].colour"),
        (put("journal.0.seq", "1"), "export_wrong_value", "journal[0].seq"),
        (put("counters.supplier", "1"), "export_wrong_value", "counters.supplier"),
        (put("counters", []), "export_wrong_value", "counters"),
        (put("extra", []), "export_part_unknown", None),
        (lambda whole: whole.pop("journal"), "export_part_missing", None),
        (lambda whole: whole["suppliers"][0].pop("name"), "export_wrong_value", "suppliers[0].name"),
    ],
)
def test_what_is_not_right_is_refused_by_its_place(
    change: Callable[[dict[str, Any]], None], code: str, place: str | None
) -> None:
    whole = document()
    change(whole)
    with pytest.raises(InputRefused) as refused:
        whole_of(raw(whole), "x.json")
    assert refused.value.code == code
    if place:
        assert refused.value.params["path"] == place


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (b"", "json_malformed"),
        (b"[]", "export_not_ours"),
        (b'{"contracts": []}', "export_not_ours"),
        (b"not json", "json_malformed"),
        (b'{"aktsomt": 1}', "export_not_ours"),
        (b"\x89PNG", "json_not_utf8"),
    ],
)
def test_another_file_is_not_taken_for_ours(tmp_path: Path, text: bytes, code: str) -> None:
    file = tmp_path / "x.json"
    file.write_bytes(text)
    with pytest.raises(InputRefused) as refused:
        read_archive(file)
    assert refused.value.code == code


def test_a_cut_file_is_refused(tmp_path: Path) -> None:
    written = "\n".join(archive_lines(rich())).encode()
    for share in (0.1, 0.5, 0.9, 0.999):
        with pytest.raises(InputRefused) as refused:
            whole_of(written[: int(len(written) * share)], "x.json")
        assert refused.value.code == "json_malformed"


def test_a_key_twice_is_refused() -> None:
    text = "\n".join(archive_lines(rich())).replace('"framework":false', '"framework":false,"framework":true')
    with pytest.raises(InputRefused) as refused:
        whole_of(text.encode(), "x.json")
    assert refused.value.code == "json_key_twice"


def test_the_document_describes_every_part_and_field() -> None:
    text = (ROOT / "docs" / "export-format.md").read_text(encoding="utf-8")
    fields = {name for name in document() if name != "aktsom"}
    for model in (HeldAnswer, HeldEntry, HeldFile, HeldForm, HeldSummary):
        fields |= set(model.model_fields)
    missing = sorted(name for name in fields if f"`{name}`" not in text)
    assert not missing, f"docs/export-format.md does not tell of: {', '.join(missing)}"
    assert f"schema number is {SCHEMA}" in text
