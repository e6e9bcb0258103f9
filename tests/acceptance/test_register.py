"""`aktsom contracts` and `contract show` as documented: keys, search, years, ids and references."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from command_line import Run

HEAD = "Referanse;Tittel;Leverandør;Kategori;Signert;Fra;Til;Verdi;Valuta\n"


@pytest.fixture
def register(aktsom: Run, tmp_path: Path) -> Run:
    file = tmp_path / "register.csv"
    file.write_text(
        HEAD
        + "B-1;Vedlikehold i Bø;Bø Bygg AS;construction;2020-01-02;2020-02-01;2022-12-31;100;NOK\n"
        + "B-2;Møbler til skoler;Møbel AS;møbler;2024-01-02;2024-02-01;2099-12-31;99,95;EUR\n"
        + "B-3;Vaskerigods;Æsj [red]Vask[/] AS;tekstiler;2024-01-02;2024-02-01;;;\n",
        encoding="utf-8",
    )
    aktsom("import", str(file))
    return aktsom


def references(aktsom: Run, *argv: str) -> set[str]:
    return {each["reference"] for each in aktsom("contracts", *argv, "--json").json["contracts"]}


def test_contracts_are_listed_with_the_fixed_keys(register: Run) -> None:
    contracts = register("contracts", "--json").json["contracts"]
    assert len(contracts) == 3
    for each in contracts:
        assert {"id", "reference", "title", "category", "suppliers"} <= each.keys()
        assert re.fullmatch(r"K-\d{4}-\d{3,}", each["id"])
        by_id = register("contract", "show", each["id"], "--json").json
        assert by_id == register("contract", "show", each["reference"], "--json").json
    furniture = next(each for each in contracts if each["reference"] == "B-2")
    assert (furniture["category"], furniture["suppliers"]) == ("furniture", ["Møbel AS"])
    assert (furniture["value"], furniture["currency"]) == ("99.95", "EUR")
    laundry = next(each for each in contracts if each["reference"] == "B-3")
    assert laundry["category"] == "textiles", "a word of the label is enough"
    assert laundry["suppliers"] == ["Æsj [red]Vask[/] AS"]


@pytest.mark.parametrize("search", ["bø", "bo", "boe", "BØ BYGG", "B-1", "vedlikehold"])
def test_search_folds_accents_and_finds_references_and_suppliers(register: Run, search: str) -> None:
    assert references(register, "--search", search) == {"B-1"}


def test_the_year_narrows_to_what_is_active(register: Run) -> None:
    assert references(register, "--year", "2021") == {"B-1"}
    assert references(register, "--year", "2025") == {"B-2", "B-3"}, "an unknown end is counted"
    assert references(register, "--due") == set()
    active = register("summary", "2025", "--json").json["key_figures"]["active_agreements"]
    assert active["value"] == 2


def test_an_unknown_contract_is_a_wrong_command_line(register: Run) -> None:
    for unknown in ("K-1999-001", "nothing", "%", "[/]"):
        assert register("contract", "show", unknown, code=2).err.count("\n") == 1


def test_numbers_grow_past_their_padding(aktsom: Run, tmp_path: Path) -> None:
    file = tmp_path / "register.csv"
    rows = [f"G-{n};Avtale {n};Firma {n} AS;;;;;;" for n in range(1001)]
    file.write_text(HEAD + "\n".join(rows) + "\n", encoding="utf-8")
    aktsom("import", str(file))
    last = str(aktsom("contract", "show", "G-1000", "--json").json["id"])
    assert re.fullmatch(r"K-\d{4}-1001", last)


def test_a_measure_has_an_id_and_stands_with_its_deviation(aktsom: Run, contract: str) -> None:
    deviation = aktsom(
        "deviation", "add", contract, "--type", "wages", "--severity", "major", "--found", "2025-02-03"
    ).out.strip()
    printed = aktsom(
        "measure", "add", deviation, "--kind", "remediation", "--text", "Etterbetaling", "--due", "2025-04-01",
        "--role", "Daglig leder",
    ).out  # fmt: skip
    assert re.fullmatch(r"T-\d+\n", printed)
    (measure,) = aktsom("deviation", "show", deviation, "--json").json["measures"]
    assert (measure["kind"], measure["due"], measure["role"]) == ("remediation", "2025-04-01", "Daglig leder")
    aktsom("measure", "add", deviation, "--kind", "nothing", "--text", "x", code=2)
    aktsom("measure", "add", "A-99", "--text", "x", code=2)
    row = aktsom("summary", "2025", "--json").json["4.A.3"]["rows"][0]
    assert row["measures"] == ["Etterbetaling"]
