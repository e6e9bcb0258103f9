"""The contract's own numbers in place of those of its requirement sets, on the command line."""

from pathlib import Path

import pytest
from command_line import Run


def parameters(aktsom: Run, contract: str) -> list[dict[str, int]]:
    shown = aktsom("contract", "show", contract, "--json").json
    return [each["parameters"] for each in shown["requirement_sets"]]


def test_a_contract_has_numbers_of_its_own(aktsom: Run, contract: str) -> None:
    own = "requirement_set=integrity_construction,max_tiers=1,apprentice_share=10"
    aktsom("contract", "change", contract, own)
    assert parameters(aktsom, contract) == [{"max_tiers": 1, "apprentice_share": 10}]
    shown = aktsom("contract", "show", contract).out.split()
    assert {"max_tiers=1", "apprentice_share=10"} <= set(shown)


@pytest.mark.parametrize(
    "wrong", ["tiers=1", "max_tiers=one", "max_tiers=", "max_tiers=-1", "skilled_share=101"]
)
def test_a_number_the_set_does_not_have_is_refused_and_changes_nothing(
    aktsom: Run, contract: str, wrong: str
) -> None:
    before = parameters(aktsom, contract)
    said = aktsom("contract", "change", contract, f"requirement_set=integrity_construction,{wrong}", code=2)
    assert said.err.count("\n") == 1
    assert parameters(aktsom, contract) == before


def test_the_supplier_has_as_long_to_answer_as_its_contract_says(aktsom: Run, contract: str) -> None:
    own = "requirement_set=human_rights,response_days=10"
    aktsom("contract", "change", contract, own)
    followup = aktsom("followup", "start", contract, "self_report_due_diligence", "--date", "2026-03-01").out
    sent = aktsom("followup", "send", followup.strip(), "--date", "2026-03-01", "--json").json
    assert sent["due"] == "2026-03-11"


def test_a_breach_of_integrity_is_found_on_a_service_contract_that_has_the_clauses(
    aktsom: Run, contract: str
) -> None:
    answers = ["workers_checked=10", "hse_cards_valid=7"]
    strengths: list[set[str]] = []
    for chosen in ("wages_working_conditions", "integrity_services"):
        aktsom("contract", "change", contract, f"requirement_set={chosen}")
        followup = aktsom("followup", "start", contract, "site_integrity", "--date", "2026-03-01").out.strip()
        aktsom("followup", "answer", followup, *answers)
        proposals = aktsom("followup", "proposals", followup, "--json").json["proposals"]
        strengths.append({each["strength"] for each in proposals})
    assert "breach" not in strengths[0]
    assert "breach" in strengths[1]


def test_strange_numbers_of_a_whole_database_are_taken_in_and_told_by_their_place(
    aktsom: Run, contract: str, tmp_path: Path
) -> None:
    aktsom("contract", "change", contract, "requirement_set=integrity_services,max_tiers=1")
    aktsom("export", str(tmp_path / "all.json"))
    text = (tmp_path / "all.json").read_text(encoding="utf-8")
    assert '"parameters":{"max_tiers":1}' in text, "the contract's record; the journal holds text in text"
    strange = text.replace('"parameters":{"max_tiers":1}', '"parameters":{"tiers":1}')
    (tmp_path / "strange.json").write_text(strange, encoding="utf-8")

    def taken(name: str, code: int) -> list[dict[str, str]]:
        run = ("--db", str(tmp_path / f"{name}.db"), "import", str(tmp_path / f"{name}.json"), "--json")
        return aktsom(*run, code=code).json["notes"]

    assert [(each["code"], each["field"]) for each in taken("strange", 1)] == [
        ("parameter_of_no_set", "contracts[0].requirement_sets[0].parameters.tiers"),
        ("export_altered", None),
    ]
    assert taken("all", 0) == []


def test_a_register_that_only_names_the_sets_leaves_the_contracts_own_numbers(
    aktsom: Run, tmp_path: Path
) -> None:
    register = tmp_path / "register.csv"
    rows = "reference;title;supplier;requirement sets;value\n9/9;Tak;Bygg AS;integrity_construction;{}\n"
    register.write_text(rows.format("100"))
    aktsom("import", str(register))
    aktsom("contract", "change", "9/9", "requirement_set=integrity_construction,max_tiers=1")
    again = aktsom("import", str(register), "--json").json
    assert (again["unchanged"], again["updated"]) == (1, 0)
    register.write_text(rows.format("200"))
    changed = aktsom("import", str(register), "--json").json
    assert changed["updated"] == 1
    assert parameters(aktsom, "9/9") == [{"max_tiers": 1}]
