"""`aktsom deviation` and `measure` as documented, and a month with deviations that 4.A.3 must tell."""

from __future__ import annotations

import json
import re

import pytest
from command_line import Run

LIFE = ("supplier_notified", "answered", "plan_agreed", "correcting", "verifying")


def added(aktsom: Run, contract: str, *more: str, type: str = "wages", severity: str = "major") -> str:
    given = ("--type", type, "--severity", severity, "--found", "2026-02-03", *more)
    printed = aktsom("deviation", "add", contract, *given).out
    assert re.fullmatch(r"A-\d+\n", printed)
    return printed.strip()


def status(aktsom: Run, deviation: str) -> str:
    return str(aktsom("deviation", "show", deviation, "--json").json["status"])


def test_a_deviation_is_added_and_listed_with_the_fixed_keys(aktsom: Run, contract: str) -> None:
    followup = aktsom("followup", "start", contract, "wage_spot_check", "--date", "2026-02-03").out.strip()
    deviation = added(
        aktsom, contract, "--supplier", "Rent AS", "--clause", "wages.hourly_pay", "--tier", "1", "--stage",
        "service_on_site", "--country", "NO", "--followup", followup, "--question", "sample", "--suspected",
        "--text", "To av ti under minstesats",
    )  # fmt: skip
    (listed,) = aktsom("deviation", "list", "--json").json["deviations"]
    assert {"id", "type", "severity", "status", "place"} <= listed.keys()
    assert (listed["id"], listed["type"], listed["severity"]) == (deviation, "wages", "major")
    assert listed["status"] == "registered"
    place = listed["place"]
    assert (place["tier"], place["stage"], place["country"]) == (1, "service_on_site", "NO")
    shown = aktsom("deviation", "show", deviation, "--json").json
    assert shown["suspected"] is True
    assert (shown["followup"], shown["question"]) == (followup, "sample")


@pytest.mark.parametrize(
    "wrong",
    [
        ("--type", "lonn", "--severity", "major"),
        ("--type", "wages", "--severity", "vesentlig"),
        ("--type", "wages", "--severity", "major", "--found", "2026-02-31"),
        ("--type", "wages", "--severity", "major", "--stage", "nowhere"),
        ("--type", "wages", "--severity", "major", "--country", "Norge!"),
        ("--type", "wages"),
    ],
)
def test_what_is_no_deviation_is_a_wrong_command_line(
    aktsom: Run, contract: str, wrong: tuple[str, ...]
) -> None:
    assert aktsom("deviation", "add", contract, *wrong, code=2).err.count("\n") == 1
    assert aktsom("deviation", "list", "--json").json == {"deviations": []}


def test_the_life_goes_forward_and_ends_with_verification(aktsom: Run, contract: str) -> None:
    deviation = added(aktsom, contract)
    for n, step in enumerate(LIFE):
        aktsom("deviation", "step", deviation, "closed", "--by", "kontrollør", "--evidence", "x", code=5)
        told = aktsom("deviation", "step", deviation, step, "--date", f"2026-02-{10 + n}", "--json").json
        assert (told["id"], told["status"]) == (deviation, step)
        aktsom("deviation", "step", deviation, "registered", code=5)
    end = ("deviation", "step", deviation, "closed", "--date", "2026-03-01")
    aktsom(*end, code=5)
    aktsom(*end, "--by", "kontrollør", code=5)
    aktsom(*end, "--evidence", "Nye lønnsslipper", code=5)
    assert status(aktsom, deviation) == "verifying"
    aktsom(*end, "--by", "kontrollør", "--evidence", "Nye lønnsslipper")
    assert status(aktsom, deviation) == "closed"
    aktsom("deviation", "step", deviation, "correcting", code=5)
    aktsom("deviation", "step", "A-999", "correcting", code=2)
    aktsom("deviation", "step", deviation, "nowhere", code=2)


def test_steps_before_verifying_may_be_skipped(aktsom: Run, contract: str) -> None:
    deviation = added(aktsom, contract)
    aktsom("deviation", "step", deviation, "verifying", "--date", "2026-02-10")
    aktsom("deviation", "step", deviation, "correcting", "--date", "2026-02-11", code=5)


@pytest.mark.parametrize("ending", ["dismissed", "closed_uncorrected"])
def test_ending_without_correction_needs_a_reason(aktsom: Run, contract: str, ending: str) -> None:
    deviation = added(aktsom, contract)
    aktsom("deviation", "step", deviation, ending, code=5)
    aktsom("deviation", "step", deviation, ending, "--reason", "Avtalen er slutt", "--date", "2026-03-01")
    assert status(aktsom, deviation) == ending
    counted = aktsom("summary", "2026", "--json").json["4.A.3"]["deviations"]["records"]
    assert counted == ([] if ending == "dismissed" else [deviation])


def test_disputed_and_suspected_stand_beside_the_status(aktsom: Run, contract: str) -> None:
    deviation = added(aktsom, contract)
    aktsom("deviation", "step", deviation, "correcting", "--date", "2026-02-10")
    told = aktsom("deviation", "step", deviation, "disputed", "--reason", "Timene er ført", "--json").json
    assert (told["status"], told["disputed"]) == ("correcting", True)
    shown = aktsom("deviation", "show", deviation, "--json").json
    assert (shown["position"], shown["position_text"]) == ("disputes", "Timene er ført")
    figures = aktsom("summary", "2026", "--json").json["4.A.3"]
    assert figures["deviations"]["records"] == figures["disputed"]["records"] == [deviation]
    aktsom("deviation", "step", deviation, "suspected", "--reason", "Ikke fastslått")
    figures = aktsom("summary", "2026", "--json").json["4.A.3"]
    assert figures["deviations"]["value"] == 0
    assert figures["suspected"]["records"] == [deviation]
    assert figures["answer"] == "cannot_answer"


def test_heavy_sanctions_need_the_supplier_heard_and_another_approver(aktsom: Run, contract: str) -> None:
    deviation = added(aktsom, contract)
    heavy = ("deviation", "sanction", deviation, "5", "--reason", "Grovt brudd")
    aktsom(*heavy, "--approver", "kontraktseier", code=5)
    aktsom("deviation", "position", deviation, "disputes", "--text", "Alt er rettet.")
    aktsom(*heavy, code=5)
    aktsom(*heavy, "--approver", "Contract MANAGER", code=5)
    aktsom(*heavy, "--approver", "kontraktseier")
    (sanction,) = aktsom("deviation", "show", deviation, "--json").json["sanctions"]
    assert (sanction["rung"], sanction["approver"]) == (5, "kontraktseier")


def self_report_with_a_no(aktsom: Run, contract: str) -> str:
    """The deviation that a "no" to a lead question of a self-report gives."""
    followup = aktsom(
        "followup", "start", contract, "self_report_due_diligence", "--date", "2026-02-01"
    ).out.strip()
    missing = aktsom("followup", "show", followup, "--json").json["missing"]
    lead = next(
        question["key"]
        for question in aktsom("followup", "show", followup, "--json").json["questions"]
        if question["lead"]
    )
    sites = json.dumps([{"product": "Kluter", "site": "Fabrikk", "country": "NO", "tier": 1}])
    answers = {key: "yes" for key in missing if key != "supplier_role"} | {lead: "no"}
    pairs = [f"{key}={value}" for key, value in answers.items()]
    aktsom(
        "followup", "answer", followup, "supplier_role=service_provider", f"production_sites={sites}", *pairs
    )
    found = ""
    for each in aktsom("followup", "proposals", followup, "--json").json["proposals"]:
        if each["strength"] == "breach":
            assert each["clause"], "no breach without a clause"
            found = aktsom("followup", "confirm", followup, each["id"]).out.strip()
        else:
            aktsom("followup", "dismiss", followup, each["id"], "--reason", "Sett i møte")
    aktsom("followup", "sign", followup, "--date", "2026-02-20")
    return found


def spot_check_with_two_breaches(aktsom: Run, contract: str) -> list[str]:
    """The two deviations that a spot check of wages finds at a subcontractor."""
    followup = aktsom("followup", "start", contract, "wage_spot_check", "--date", "2026-02-05").out.strip()
    rows = [
        {"person": "A1", "employer": "Under AS", "tier": 1, "hourly_pay": "no", "employment_contract": "no"},
        {"person": "A2", "employer": "Under AS", "tier": 1, "hourly_pay": "no", "employment_contract": "yes"},
        {"person": "A3", "employer": "Rent AS", "tier": 0, "hourly_pay": "yes", "employment_contract": "yes"},
    ]
    aktsom("followup", "answer", followup, f"sample={json.dumps(rows)}", "risk_level=high", "sample_size=3")
    missing = aktsom("followup", "show", followup, "--json").json["missing"]
    if missing:
        aktsom("followup", "answer", followup, *(f"{key}=yes" for key in missing))
    proposals = aktsom("followup", "proposals", followup, "--json").json["proposals"]
    made = [aktsom("followup", "confirm", followup, each["id"]).out.strip() for each in proposals]
    aktsom("followup", "sign", followup, "--date", "2026-02-06")
    return made


def test_a_month_with_deviations_is_told_with_type_place_measures_and_status(
    aktsom: Run, contract: str
) -> None:
    aktsom(
        "contract",
        "change",
        contract,
        "requirement_set=wages_working_conditions",
        "requirement_set=human_rights",
    )
    reported = self_report_with_a_no(aktsom, contract)
    wages = spot_check_with_two_breaches(aktsom, contract)
    assert len(wages) == 2
    suspicion = added(
        aktsom, contract, "--suspected", "--country", "NO", type="forced_labour", severity="critical"
    )
    dispute = added(aktsom, contract, "--tier", "0", type="working_hours", severity="minor")
    aktsom("deviation", "step", dispute, "disputed", "--reason", "Vi førte timene riktig.")
    closed = wages[0]
    aktsom("measure", "add", closed, "--kind", "remediation", "--text", "Etterbetaling", "--due", "2026-03-01",
           "--role", "Daglig leder")  # fmt: skip
    aktsom("deviation", "step", closed, "verifying", "--date", "2026-02-20")
    aktsom(
        "deviation",
        "step",
        closed,
        "closed",
        "--date",
        "2026-02-25",
        "--by",
        "kontrollør",
        "--evidence",
        "Bankbilag",
    )

    told = aktsom("summary", "2026", "--json").json["4.A.3"]
    assert told["answer"] == "yes"
    assert set(told["deviations"]["records"]) == {reported, *wages, dispute}
    assert told["suspected"]["records"] == [suspicion]
    assert told["disputed"]["records"] == [dispute]
    assert told["closed_this_year"]["records"] == [closed]
    rows = {row["deviation"]: row for row in told["rows"]}
    assert rows.keys() == {reported, *wages, dispute}
    for row in rows.values():
        assert {
            "deviation", "type", "severity", "place", "measures", "status", "deadline", "closed", "harm", "position",
        } <= row.keys()  # fmt: skip
        assert {"tier", "stage", "country"} <= row["place"].keys()
    assert {rows[each]["place"]["tier"] for each in wages} == {1}
    assert {rows[each]["type"] for each in wages} == {"wages", "employment_contract"}
    assert (rows[closed]["status"], rows[closed]["closed"]) == ("closed", "2026-02-25")
    assert "Etterbetaling" in rows[closed]["measures"]
    assert (rows[dispute]["status"], rows[dispute]["position"]) == ("registered", "disputes")
    text = told["text"]
    assert text.count("4 deviations") == 1
    assert "Etterbetaling" in text
    assert "forced" not in text.casefold(), "a suspicion is told in neutral words"
    for language in ("nb", "nn"):
        assert aktsom("summary", "2026", "--lang", language, "--json").json["4.A.3"]["text"]
