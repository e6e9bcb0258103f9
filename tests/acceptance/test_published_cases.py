"""Published cases of follow-up, entered by commands: the figures and sentences that must come out, and no others."""

from __future__ import annotations

from pathlib import Path

import pytest
from command_line import Run

AT_PRODUCTION = ("--tier", "2", "--stage", "final_production", "--country", "BA")


def register(aktsom: Run, folder: Path, rows: list[str]) -> None:
    """Contracts from rows of reference, title, supplier and signing date."""
    head = "Referanse;Tittel;Leverandør;Signert;Fra;Til;Rammeavtale\n"
    file = folder / "register.csv"
    file.write_text(head + "\n".join(rows) + "\n", encoding="utf-8")
    aktsom("import", str(file))


def recorded(
    aktsom: Run,
    contract: str,
    method: str,
    supplier: str,
    day: str,
    outcome: str,
    theme: str = "working_conditions",
) -> str:
    """Id of a control done elsewhere."""
    return aktsom(
        "followup", "record", contract, method, "--supplier", supplier, "--date", day, "--themes", theme,
        "--outcome", outcome, "--ref", "ref",
    ).out.strip()  # fmt: skip


def found(aktsom: Run, contract: str, supplier: str, type: str, severity: str, day: str, *more: str) -> str:
    given = ("--supplier", supplier, "--type", type, "--severity", severity, "--found", day)
    return aktsom("deviation", "add", contract, *given, *more).out.strip()


def four_a(aktsom: Run, year: int) -> dict[str, dict[str, dict[str, object]]]:
    told: dict[str, dict[str, dict[str, object]]] = aktsom("summary", str(year), "--json").json
    return told


def test_a_municipality_with_145_agreements_and_four_followed_up(aktsom: Run, tmp_path: Path) -> None:
    rows = [f"A-{n};Avtale {n};Firma {n} AS;3.5.2021;1.6.2021;31.5.2025;ja" for n in range(145)]
    register(aktsom, tmp_path, rows)
    aktsom("settings", "set", "purchase_value.2023", "2000000000")
    for n in range(4):
        theme = "animal_welfare" if n == 2 else "working_conditions"
        recorded(aktsom, f"A-{n}", "document_check", f"Firma {n} AS", "2023-09-14", "ok", theme)
    (tmp_path / "text.txt").write_text("Vi har fulgt opp 3 avtaler i 2023.", encoding="utf-8")
    aktsom("summary", "text", "2023", "4.A.2", "--file", str(tmp_path / "text.txt"))
    told = four_a(aktsom, 2023)
    figures = told["key_figures"]
    assert figures["active_agreements"]["value"] == 145
    assert figures["purchase_value_nok"]["value"] == 2_000_000_000
    assert figures["agreements_followed_up"]["value"] == told["4.A.2"]["suppliers"]["value"] == 4
    assert told["4.A.3"]["answer"] == "none_found"
    text = aktsom("summary", "2023", "--lang", "nb", "--json").json["4.A.3"]["text"]
    assert "4 kontroll" in text
    assert "ingen avvik" in text.casefold()
    codes = [warning["code"] for warning in aktsom("summary", "2023", "--json").json["warnings"]]
    assert "text_contradicts_figure" in codes


def test_health_textiles_of_ten_suppliers(aktsom: Run, tmp_path: Path) -> None:
    firms = [f"Tekstil {n} AB" for n in range(10)]
    rows = [f"T;Helsetekstiler;{firm};1.1.2020;1.1.2020;31.12.2026;ja" for firm in firms]
    register(aktsom, tmp_path, rows)
    for firm in firms:
        recorded(aktsom, "T", "document_check", firm, "2022-03-01", "ok")
    site = recorded(aktsom, "T", "site_inspection", firms[0], "2022-05-11", "deviations")
    about = (firms[0], "health_safety")
    deviations = [
        found(aktsom, "T", *about, "minor", "2022-05-11", "--followup", site, *AT_PRODUCTION)
        for _ in range(7)
    ]
    observations = [
        found(aktsom, "T", *about, "observation", "2022-05-11", "--followup", site, *AT_PRODUCTION)
        for _ in range(4)
    ]
    for each in deviations:
        aktsom("deviation", "step", each, "verifying", "--date", "2022-09-01")
        aktsom(
            "deviation",
            "step",
            each,
            "closed",
            "--date",
            "2022-09-15",
            "--by",
            "revisor",
            "--evidence",
            "Bilder",
        )
    told = four_a(aktsom, 2022)
    part2, part3 = told["4.A.2"], told["4.A.3"]
    assert told["key_figures"]["active_agreements"]["value"] == 1, "ten suppliers, one agreement"
    assert part2["suppliers"]["value"] == 10
    assert (part2["agreements"]["value"], len(part2["extended"])) == (1, 1) or len(part2["extended"]) == 10
    assert part3["controls"]["value"] == 11
    assert part3["answer"] == "yes"
    assert part3["deviations"]["records"] == deviations
    assert part3["closed_this_year"]["records"] == deviations
    assert part3["observations"]["records"] == observations
    rows_told = aktsom("summary", "2022", "--json").json["4.A.3"]["rows"]
    assert {(row["place"]["stage"], row["place"]["country"]) for row in rows_told} == {
        ("final_production", "BA")
    }
    assert all(row["place"]["tier"] >= 1 and row["status"] == "closed" for row in rows_told)


def test_an_office_audit_with_an_action_plan(aktsom: Run, tmp_path: Path) -> None:
    register(aktsom, tmp_path, ["M;Medisinteknisk;Utstyr AS;1.1.2018;1.1.2018;31.12.2022;ja"])
    audit = recorded(aktsom, "M", "audit", "Utstyr AS", "2019-02-12", "deviations", "human_rights")
    types = ["supply_chain_opacity", *["due_diligence_system"] * 3]
    for type in types:
        each = found(
            aktsom, "M", "Utstyr AS", type, "minor", "2019-02-12", "--tier", "0", "--followup", audit
        )
        aktsom(
            "measure", "add", each, "--kind", "corrective", "--text", "Handlingsplan", "--due", "2019-12-01"
        )
        aktsom("deviation", "step", each, "plan_agreed", "--date", "2019-03-01")
        aktsom("deviation", "step", each, "correcting", "--date", "2019-03-02")
    rows = aktsom("summary", "2019", "--json").json["4.A.3"]["rows"]
    assert sorted(row["type"] for row in rows) == sorted(types)
    for row in rows:
        assert (row["place"]["tier"], row["status"], row["closed"]) == (0, "correcting", None)
        assert (row["severity"], row["measures"]) == ("minor", ["Handlingsplan"])


def test_school_cleaning_ended_and_disputed(aktsom: Run, tmp_path: Path) -> None:
    firms = ("Ren En AS", "Ren To AS")
    register(
        aktsom,
        tmp_path,
        [f"S{n};Skolerenhold;{firm};1.1.2022;1.1.2022;31.12.2026;nei" for n, firm in enumerate(firms)],
    )
    types = ("unapproved_subcontractor", "employment_contract", "work_permit")
    made: list[str] = []
    for n, firm in enumerate(firms):
        for type in types:
            each = found(
                aktsom, f"S{n}", firm, type, "critical", "2024-12-04", "--origin", "authority", "--tier", "1",
                "--stage", "service_on_site", "--country", "NO",
            )  # fmt: skip
            aktsom("deviation", "position", each, "disputes", "--text", "Alt er rettet opp.")
            ending = ("deviation", "sanction", each, "5", "--date", "2024-12-20", "--reason", "Heving")
            aktsom(*ending, code=5)
            aktsom(*ending, "--approver", "kontraktseier")
            made.append(each)
    told = aktsom("summary", "2024", "--lang", "nb", "--json").json["4.A.3"]
    assert told["answer"] == "yes"
    assert told["deviations"]["records"] == told["disputed"]["records"] == made
    assert {row["type"] for row in told["rows"]} == set(types)
    assert {row["position"] for row in told["rows"]} == {"disputes"}
    assert "bestrid" in told["text"]
    assert "Alt er rettet opp" in told["text"], "both sides are told"
    shown = aktsom("deviation", "show", made[0], "--json").json
    assert shown["origin"] == "authority"
    assert shown["sanctions"][0]["approver"] == "kontraktseier"


def test_self_reports_and_audits_of_a_group_of_regions(aktsom: Run, tmp_path: Path) -> None:
    rows = [f"R{n};Avtale {n};Firma {n % 40} AB;1.1.2020;1.1.2020;31.12.2025;ja" for n in range(48)]
    register(aktsom, tmp_path, rows)
    for n in range(48):
        recorded(
            aktsom, f"R{n}", "self_report", f"Firma {n % 40} AB", "2021-06-01", "remarks", "human_rights"
        )
    begun = [
        aktsom(
            "followup", "start", f"R{n}", "requirements_review", "--method", "audit", "--date", "2021-10-01"
        ).out.strip()
        for n in range(10)
    ]
    told = four_a(aktsom, 2021)
    assert told["4.A.2"]["self_reports"]["assessed"] == 48
    assert told["4.A.2"]["agreements"]["value"] == 48
    assert told["4.A.2"]["suppliers"]["value"] == 40, "the same supplier is never counted twice"
    by_method: dict[str, dict[str, object]] = aktsom("summary", "2021", "--json").json["4.A.2"]["by_method"]
    assert by_method["self_report"]["value"] == 48
    assert by_method.get("audit", {"value": 0})["value"] == 0, "begun is not completed"
    assert told["4.A.3"]["controls"]["value"] == 0
    assert told["4.A.3"]["answer"] == "cannot_answer"
    assert aktsom("followup", "show", begun[0], "--json").json["status"] == "planned"


@pytest.mark.parametrize("supplier", ["", "Ukjent AS"])
def test_a_follow_up_names_its_supplier_where_there_are_several(
    aktsom: Run, tmp_path: Path, supplier: str
) -> None:
    register(aktsom, tmp_path, [f"T;Tekstil;{firm};;;;ja" for firm in ("En AB", "To AB")])
    named = ("--supplier", supplier) if supplier else ()
    aktsom("followup", "record", "T", "audit", *named, "--date", "2022-01-03", "--themes", "human_rights",
           "--outcome", "ok", code=2)  # fmt: skip
