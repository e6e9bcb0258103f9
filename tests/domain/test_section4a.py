"""Section 4.A counts as its definitions say: the published cases, the rules one by one, and the laws of the figures."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from reported_year import Deviation, Place, Sanction, Step, Year, case_1, closed_on

from checklists.facts import Facts
from checklists.section4a import Figure, Summary, draft, plain, summary
from checklists.settings import Settings

MADE = date(2027, 1, 15)


def of(year: Year) -> Summary:
    return summary(year.facts, "en", MADE)


def told(year: Year, part: str = "4.A.3") -> str:
    return plain(draft(of(year), part, "en"))  # pyright: ignore[reportArgumentType]


def test_case_1_four_agreements_no_deviations_in_four_controls() -> None:
    made = of(case_1())
    assert made.active_agreements.value == 145
    assert made.followed_up.agreements.value == made.followed_up.suppliers.value == 4
    assert made.followed_up.suppliers_earlier_agreements.value == 4
    assert made.followed_up.suppliers_new_agreements.value == 0
    assert made.purchases.amount == 2_000_000_000
    assert [row.contract for row in made.followed_up.extended] == [f"K-2021-00{n}" for n in range(1, 5)]
    assert made.deviations.answer == "none_found"
    assert made.deviations.controls.records == ("O-1", "O-2", "O-3", "O-4")
    assert made.notices == ()
    assert told(case_1()).startswith("No deviations in the 4 controls completed at 4 suppliers.")
    follow_up = told(case_1(), "4.A.2")
    assert "In 2023, 4 suppliers were followed up" in follow_up
    assert "2.8% of 145 active agreements" in follow_up
    assert "number of these follow-ups is not stated" in follow_up
    assert "yearly value is not stated" in follow_up


@pytest.mark.parametrize("typed", ["3 avtaler", "tre avtaler", "tri rammeavtalar", "tre leverandører"])
def test_case_1_a_three_typed_into_the_text_is_contradicted(typed: str) -> None:
    year = case_1()
    year.own_text("4.A.2", f"I 2023 har vi fulgt opp {typed} av totalt 145 aktive avtaler.")
    (notice,) = of(year).notices
    assert notice.code == "text_contradicts_figure"
    assert notice.params["figure"] == 4
    assert len(notice.records) == 4


def test_case_1_a_wrong_whole_is_told_against_the_active_agreements() -> None:
    year = case_1()
    year.own_text("4.A.2", "Av 150 kontrakter er 4 fulgt opp.")
    (notice,) = of(year).notices
    assert (notice.params["counts"], notice.params["figure"]) == ("active", 145)


def test_case_1_the_right_number_is_not_contradicted() -> None:
    year = case_1()
    year.own_text("4.A.2", "I 2023 har vi fulgt opp 4 av 145 aktive avtaler, hos fire leverandører.")
    year.own_text("4.A.3", "Ingen avvik i 4 kontroller.")
    assert of(year).notices == ()


def test_case_2_ten_suppliers_eleven_controls_seven_deviations_closed() -> None:
    year = Year(2022)
    contract = year.contract("K-1", *(f"L-{n}" for n in range(1, 11)), category="textiles", framework=True)
    for n in range(1, 11):
        year.followup(f"O-{n}", contract, supplier=f"L-{n}")
    year.followup("O-11", contract, "site_inspection", supplier="L-4", themes=("working_conditions",))
    place = Place(tier=1, stage="final_production", country="BA")
    for n in range(1, 8):
        year.deviation(
            f"A-{n}", contract, supplier="L-4", type="health_safety", severity="minor", place=place,
            **closed_on(date(2022, 8, n)),
        )  # fmt: skip
        year.measure(f"T-{n}", f"A-{n}", "Merking av kjemikalier", status="done", done=date(2022, 8, n))
    for n in range(8, 12):
        year.deviation(
            f"A-{n}", contract, supplier="L-4", type="health_safety", severity="observation", place=place
        )
    made = of(year)
    assert made.followed_up.suppliers.value == 10
    assert made.followed_up.agreements.value == 1
    assert made.deviations.controls.value == 11
    assert made.deviations.deviations.value == made.deviations.closed_this_year.value == 7
    assert made.deviations.observations.value == 4
    assert made.deviations.answer == "yes"
    text = told(year)
    assert text.startswith(
        "Yes: 7 deviations at 1 supplier, of which 7 from ethical and social requirements and 0"
    )
    assert text.count("Where: tier 1, final production, Bosnia & Herzegovina.") == 7
    assert "4 observations were made besides. Observations are not counted as deviations." in text


def test_case_3_an_office_audit_with_an_action_plan() -> None:
    year = Year(2019)
    contract = year.contract("K-1", "L-1", category="medical")
    year.followup("O-1", contract, "audit", day=date(2019, 2, 12), outcome="deviations")
    kinds = ("supply_chain_opacity", *["due_diligence_system"] * 3)
    for n, kind in enumerate(kinds, 1):
        year.deviation(
            f"A-{n}", contract, type=kind, severity="minor", followup="O-1", found=date(2019, 2, 12),
            place=Place(tier=0, stage="main_supplier", country="NO"), deadline=None, original_deadline=None,
            status="correcting", steps=(Step(status="correcting", day=date(2019, 3, 1)),),
        )  # fmt: skip
        year.measure(f"T-{n}", f"A-{n}", "Handlingsplan", due=None)
    made = of(year)
    assert sorted(row.type for row in made.deviations.rows) == sorted(kinds)
    assert {row.severity for row in made.deviations.rows} == {"minor"}
    assert {(row.place.tier, row.status, row.closed) for row in made.deviations.rows} == {
        (0, "correcting", None)
    }
    assert "Measures: Handlingsplan. Status: being corrected, deadline not set." in told(year)
    assert {notice.code for notice in made.notices} >= {"deviation_without_deadline"}


def case_4() -> Year:
    year = Year(2024)
    for n in (1, 2):
        contract = year.contract(f"K-{n}", f"L-{n}")
        kinds = ("unapproved_subcontractor", "employment_contract", "work_permit")
        for m, kind in enumerate(kinds, 3 * n):
            year.deviation(
                f"A-{m}", contract, type=kind, origin="authority", found=date(2024, 12, 4),
                place=Place(tier=1, stage="service_on_site", country="NO"), position="disputes", disputed=True,
                position_text="Alt er rettet, ifølge Firma L-1" if m == 3 else "Alt er rettet.",
                sanctions=(
                    Sanction(rung=5, day=date(2024, 12, 20), author="forvalter", approver="eier", reason="x"),
                ),
            )  # fmt: skip
            year.measure(f"T-{m}", f"A-{m}", "Krav om retting")
    return year


@pytest.mark.parametrize(
    ("words", "quoted"),
    [
        ("Alt er rettet.", "“Alt er rettet.”"),
        ("Alt er rettet", "“Alt er rettet”."),
        ("Hva er galt?", "“Hva er galt?”"),
        ("Vi venter …", "“Vi venter …”"),
        ("Feil lest.\nAlt er i orden!", "“Feil lest. Alt er i orden!”"),
    ],
)
def test_the_suppliers_own_words_are_quoted_with_the_stop_it_wrote(words: str, quoted: str) -> None:
    year = Year(2024)
    contract = year.contract("K-1", "L-1")
    for n in (1, 2):
        year.deviation(f"A-{n}", contract, position="disputes", disputed=True, position_text=words)
    assert (
        told(year).count(f"disputes this and states: {quoted} ")
        + told(year).count(f"disputes this and states: {quoted}\n")
        == 2
    )
    for n in range(3, 13):
        year.deviation(f"A-{n}", contract, position="disputes", disputed=True, position_text=words)
    assert f"The supplier states: {quoted}" in told(year)


def test_case_4_disputed_deviations_are_counted_and_told_with_both_sides() -> None:
    made, text = of(case_4()), told(case_4())
    assert made.deviations.deviations.value == made.deviations.disputed.value == 6
    assert "Yes: 6 deviations at 2 suppliers, of which 6 from ethical" in text
    assert "(of which 6 disputed)" in text
    assert text.count("the supplier disputes this and states: “Alt er rettet.”") == 5
    assert "Firma" not in text, "the statement that names a firm is not told"
    assert text.count("Found through: authority.") == 6
    assert (
        text.count(
            "Sanctions: termination of the contract (20\u00a0December\u00a02024)".replace("\u00a0", " ")
        )
        == 6
    )
    assert "eier" not in text


def test_how_a_deviation_came_to_light_is_told_only_where_somebody_said_it() -> None:
    year = Year(2025)
    contract = year.contract("K-1", "L-1")
    year.deviation("A-1", contract)
    assert "Found through" not in told(year)
    year.deviation("A-2", contract, origin="audit")
    assert told(year).count("Found through: audit.") == 1


def test_case_5_begun_is_not_completed_and_a_supplier_is_counted_once() -> None:
    year = Year(2021)
    for n in range(1, 49):
        contract = year.contract(f"K-{n}", f"L-{n % 30}")
        year.followup(f"O-{n}", contract, "self_report", supplier=f"L-{n % 30}")
    for n in range(49, 59):
        year.followup(f"O-{n}", f"K-{n - 48}", "audit", status="in_progress", signed=None, themes=())
    made = of(year)
    assert made.followed_up.self_reports.assessed.value == 48
    assert made.followed_up.suppliers.value == 30
    assert made.deviations.controls.value == 0
    assert made.deviations.unanswered == "self_reports_only"
    assert told(year).startswith(
        "Cannot be answered: no deviations registered in 48 assessed self-reports; "
        "nothing has been checked against documentation."
    )


@pytest.mark.parametrize("method", ["status_meeting", "requirements_review", "self_report"])
def test_lighter_methods_count_without_being_controls(method: str) -> None:
    year = Year(2025)
    year.followup("O-1", year.contract("K-1", "L-1"), method)
    made = of(year)
    assert made.followed_up.agreements.value == 1
    assert made.deviations.controls.value == 0
    counted_as = "status_meeting" if method == "requirements_review" else method
    assert made.followed_up.by_method[counted_as].records == ("O-1",)


@pytest.mark.parametrize(
    "facts",
    [
        {"themes": ()},
        {"status": "in_progress", "signed": None},
        {"day": date(2024, 12, 31)},
        {"day": date(2026, 1, 1)},
    ],
    ids=["not assessed", "not signed", "the year before", "the year after"],
)
def test_what_is_not_signed_assessed_and_done_in_the_year_is_not_follow_up(facts: dict[str, object]) -> None:
    year = Year(2025)
    year.followup("O-1", year.contract("K-1", "L-1"), method="audit", **facts)
    assert of(year).followed_up.agreements.value == 0
    assert of(year).deviations.answer == "cannot_answer"


def test_a_signature_after_the_year_still_counts_in_the_year_of_performance() -> None:
    year = Year(2025)
    year.followup("O-1", year.contract("K-1", "L-1"), day=date(2025, 12, 30), signed=date(2026, 1, 20))
    assert of(year).followed_up.agreements.value == 1


def test_what_is_done_after_the_cutoff_is_not_counted() -> None:
    year = Year(2025)
    year.followup("O-1", year.contract("K-1", "L-1"), day=date(2025, 10, 1))
    year.facts = replace(year.facts, cutoff=date(2025, 9, 30))
    assert of(year).followed_up.agreements.value == 0


def test_kickoff_meetings_are_shown_apart_unless_the_organisation_counts_them() -> None:
    year = Year(2025)
    year.followup("O-1", year.contract("K-1", "L-1"), "kickoff_meeting")
    year.followup("O-2", year.contract("K-2", "L-2"), "kickoff_meeting")
    year.followup("O-3", "K-2", "audit")
    made = of(year)
    assert made.followed_up.kickoff_only.records == ("K-1",)
    assert made.followed_up.agreements.records == ("K-2",)
    year.facts = replace(year.facts, settings=Settings({"kickoff_counts": "true"}))
    made = of(year)
    assert made.followed_up.kickoff_only.value == 0
    assert made.followed_up.agreements.records == ("K-1", "K-2")


def test_two_records_of_one_organisation_number_are_one_supplier() -> None:
    year = Year(2025)
    year.supplier("L-1", "Verne AS", "998701961")
    year.supplier("L-2", "VERNE", "998701961")
    year.supplier("L-3", "Verne Ltd", "GB 12")
    for n in (1, 2, 3):
        year.followup(f"O-{n}", year.contract(f"K-{n}", f"L-{n}"))
    assert of(year).followed_up.suppliers.records == ("L-1", "L-3")


def test_suppliers_by_when_the_agreements_followed_up_were_signed() -> None:
    year = Year(2025)
    signed = {"new": date(2025, 2, 1), "old": date(2020, 1, 1), "none": None, "later": date(2026, 1, 5)}
    for n, (name, supplier) in enumerate(
        [("new", "L-1"), ("old", "L-1"), ("old", "L-2"), ("none", "L-2"), ("none", "L-3"), ("later", "L-4")],
        1,
    ):
        year.followup(
            f"O-{n}", year.contract(f"K-{n}", supplier, signed=signed[name], starts=date(2020, 1, 1))
        )
    year.contract("K-9", "L-2", signed=date(2025, 5, 5))
    done = of(year).followed_up
    assert done.suppliers_new_agreements.records == ("L-1",)
    assert done.suppliers_earlier_agreements.records == ("L-1", "L-2")
    assert done.suppliers_both.records == ("L-1",)
    assert done.suppliers_signing_unknown.records == ("L-3", "L-4")


def test_active_agreements_unknown_ends_and_those_followed_up_after_they_ended() -> None:
    year = Year(2025)
    year.contract("K-1", "L-1", ends=date(2025, 1, 1))
    year.contract("K-2", "L-2", ends=None)
    year.contract("K-3", "L-3", ends=None, open_ended=True)
    year.contract("K-4", "L-4", ends=date(2024, 12, 31))
    year.contract("K-5", "L-5", starts=date(2026, 1, 1))
    year.followup("O-1", "K-4")
    made = of(year)
    assert made.active_agreements.records == ("K-1", "K-2", "K-3")
    assert made.followed_up.not_active.records == made.followed_up.agreements.records == ("K-4",)
    codes = {notice.code: notice.records for notice in made.notices}
    assert codes["end_unknown"] == ("K-2",)
    assert codes["followed_up_not_active"] == ("K-4",)


def test_building_projects_recorded_are_shown_as_part_of_the_totals() -> None:
    year = Year(2025)
    year.followup("O-1", year.contract("K-1", "L-1", building_project=True))
    year.followup("O-2", year.contract("K-2", "L-2"))
    done = of(year).followed_up
    assert done.building_projects.records == ("K-1",)
    assert done.agreements.value == 2
    assert "Of the agreements followed up, 1 is a building project." in told(year, "4.A.2")


def self_report(year: Year, n: int, **facts: object) -> None:
    contract = year.contract(f"K-{n}", f"L-{n}")
    unsigned: dict[str, object] = {"signed": None, "themes": ()}
    year.followup(f"O-{n}", contract, method="self_report", **(unsigned | facts))


def test_the_cohort_of_self_reports() -> None:
    year = Year(2025)
    spring, due = date(2025, 3, 1), date(2025, 4, 12)
    self_report(year, 1, status="sent", sent=spring, due=due)
    self_report(year, 2, status="sent", sent=date(2025, 12, 1), due=date(2026, 1, 12))
    self_report(year, 3, status="received", sent=spring, due=due, received=date(2025, 5, 1))
    self_report(year, 4, status="received", sent=date(2025, 12, 1), due=due, received=date(2026, 1, 3))
    self_report(year, 5, status="withdrawn", sent=spring, due=due)
    self_report(year, 6, status="planned")
    self_report(year, 7, status="sent", sent=date(2026, 1, 2), due=date(2026, 3, 1))
    assessed = {
        "status": "signed",
        "themes": ("human_rights",),
        "sent": date(2024, 11, 1),
        "received": spring,
    }
    self_report(year, 8, **assessed, day=date(2025, 2, 1), signed=date(2025, 2, 1))
    self_report(year, 9, **assessed, day=date(2024, 12, 20), signed=date(2024, 12, 20))
    self_report(year, 10, status="signed", themes=("human_rights",), day=spring, signed=spring)
    self_report(year, 11, **assessed, day=date(2026, 1, 9), signed=date(2026, 1, 9))
    reports = of(year).followed_up.self_reports
    assert reports.sent.records == ("O-1", "O-2", "O-3", "O-4", "O-8", "O-10", "O-11")
    assert reports.answered.records == ("O-3", "O-8", "O-10", "O-11")
    assert reports.assessed.records == ("O-8", "O-10")
    assert reports.overdue.records == ("O-1", "O-4")


def test_status_is_as_of_the_cutoff() -> None:
    year = Year(2025)
    contract = year.contract("K-1", "L-1")
    steps = (
        Step(status="supplier_notified", day=date(2025, 6, 2)),
        Step(status="correcting", day=date(2025, 12, 31)),
        Step(status="verifying", day=date(2026, 1, 4), by="x"),
        Step(status="closed", day=date(2026, 1, 5), by="x", evidence=("B-1",)),
    )
    year.deviation("A-1", contract, status="closed", steps=steps)
    year.deviation(
        "A-2", contract, status="dismissed", steps=(Step(status="dismissed", day=date(2025, 7, 1)),)
    )
    year.deviation("A-3", contract, found=date(2026, 1, 1), deadline=None, original_deadline=None)
    (row,) = of(year).deviations.rows
    assert (row.deviation, row.status, row.closed) == ("A-1", "correcting", None)
    assert of(year).deviations.closed_this_year.value == 0
    year.facts = replace(year.facts, year=2026, cutoff=date(2026, 12, 31))
    made = of(year).deviations
    assert made.carried_over.records == made.closed_this_year.records == ("A-1",)
    assert made.deviations.records == ("A-3",)


def test_closed_in_time_is_by_the_original_deadline() -> None:
    year = Year(2025)
    contract = year.contract("K-1", "L-1")
    original, later = date(2025, 9, 1), date(2025, 11, 1)
    year.deviation("A-1", contract, **closed_on(original))
    year.deviation("A-2", contract, deadline=later, **closed_on(date(2025, 10, 1)))
    year.deviation("A-3", contract, original_deadline=date(2026, 1, 1), deadline=date(2026, 1, 1))
    year.deviation("A-4", contract)
    made = of(year).deviations
    assert made.due_to_close.records == ("A-1", "A-2", "A-4")
    assert made.closed_in_time.records == ("A-1",)
    assert made.prolonged.records == ("A-2",)
    assert made.rows[1].deadline == later
    assert "Closed in time: 1 of 3 with their original deadline in the year (33.3%)." in told(year)


def test_observations_and_suspicions_are_outside_the_count() -> None:
    year = Year(2025)
    contract = year.contract("K-1", "L-1")
    year.followup("O-1", contract)
    year.deviation("A-1", contract, severity="observation")
    assert of(year).deviations.answer == "none_found"
    year.deviation("A-2", contract, severity="critical", suspected=True, type="forced_labour")
    made = of(year).deviations
    assert (made.answer, made.unanswered) == ("cannot_answer", "suspicion")
    assert made.deviations.value == 0
    assert made.suspected.records == ("A-2",)
    text = told(year)
    assert text.startswith("Cannot be answered: 1 matter is being clarified.")
    assert "forced" not in text, "a suspicion is told in neutral words"
    year.deviation("A-3", contract)
    text = told(year)
    assert text.startswith("Yes: 1 deviation at 1 supplier")
    assert "Besides, 1 matter is being clarified. It is not counted as a deviation." in text


def test_without_controls_the_question_cannot_be_answered() -> None:
    year = Year(2025)
    year.followup("O-1", year.contract("K-1", "L-1"), "status_meeting")
    assert told(year).startswith("Cannot be answered: no controls were completed.")


def test_the_split_follows_the_clause_before_the_type() -> None:
    year = Year(2025)
    contract = year.contract("K-1", "L-1")
    year.deviation("A-1", contract, type="transport")
    year.deviation("A-2", contract, type="missing_documentation", clause="environment.epd")
    year.deviation("A-3", contract, type="other", clause="wages.hourly_pay")
    year.deviation("A-4", contract, type="other")
    made = of(year).deviations
    assert made.social.records == ("A-3",)
    assert made.other.records == ("A-1", "A-2", "A-4")


def test_more_than_ten_deviations_are_grouped_and_each_critical_stands_by_itself() -> None:
    year = Year(2025)
    contract = year.contract("K-1", "L-1")
    for n in range(1, 9):
        year.deviation(f"A-{n}", contract, severity="minor")
        year.measure(f"T-{n}", f"A-{n}")
    for n in range(9, 12):
        year.deviation(f"A-{n}", contract, type="tax", **closed_on(date(2025, 7, n)))
    year.deviation("A-12", contract, type="child_labour", severity="critical", place=Place())
    year.deviation("A-13", contract, type="pension_insurance", severity="minor")
    year.measure("T-13", "A-13", text="Enrol all workers")
    text = told(year)
    assert "- Child labour (critical). Where: not known." in text
    alone = next(each for each in text.splitlines() if each.startswith("- Pension"))
    assert "(minor)" in alone, "what is like no other keeps its own words"
    assert "Enrol all workers" in alone
    assert (
        "- Wages (8 in all). Where: tier 1, service on site, Norway. Measures: corrective measure 8." in text
    )
    assert "- Taxes and duties (3 in all)." in text
    assert "Status: closed between 9 July 2025 and 11 July 2025." in text
    assert text.count("\n- ") == 4


def test_harm_points_to_6a2_with_the_remediation() -> None:
    year = Year(2025)
    harm = {"harm": True, "harm_reference": "6.A.2-1", "remediation": "Tilbakebetalt gebyr"}
    year.deviation("A-1", year.contract("K-1", "L-1"), **harm)
    assert "Actual harm, see 6.A.2 (6.A.2-1). Remediation: Tilbakebetalt gebyr." in told(year)


def test_a_measure_that_names_a_firm_is_told_by_its_kind() -> None:
    year = Year(2025)
    year.supplier("L-1", "Verne AS")
    year.deviation("A-1", year.contract("K-1", "L-1"), company="Nordhavn Søm d.o.o.")
    year.measure("T-1", "A-1", "Verne etterbetaler", kind="remediation")
    year.measure("T-2", "A-1", "Ny rutine hos nordhavn søm d.o.o.", due=date(2025, 8, 1))
    year.measure("T-3", "A-1", "Vernetjenesten går runde", status="done", done=date(2026, 2, 1))
    text = told(year)
    assert (
        "Measures: remediation; corrective measure (deadline 1 August 2025); Vernetjenesten går runde."
        in text
    )
    assert "erne AS" not in text


@pytest.mark.parametrize(
    ("firm", "text", "named"),
    [
        ("Under AS", "Etterbetale alle som er lønnet under minstesats", False),
        ("Under AS", "Under minstesats: etterbetale", False),
        ("Renhold AS", "Ny rutine for renhold av garderober", False),
        ("Under AS", "Etterbetaling hos under as", True),
        ("Under AS", "Ny avtale med Under om lønn", True),
        ("Under", "Ny avtale med UNDER om lønn", True),
        ("Atea AS", "Atea retter lønna", True),
        ("Atea AS", "Bytte av Ateas underleverandør", True),
        ("Atea A/S", "Varsel til Atea AS", True),
        ("Bø AS", "Varsel til bø as", True),
        ("Bø Hansker AS", "bø hansker retter", True),
        ("Bø Hansker AS", "Bø Hanskers rutine rettes", True),
        ("Bø Hansker AS", "Hansker byttes", False),
        ("Nordhavn Søm d.o.o.", "Ny kontroll hos Nordhavn Søm", True),
        ("Shenzhen Garment Co., Ltd.", "Ny kontroll hos Shenzhen Garment", True),
        ("3M Norge AS", "3m norge retter", True),
        ("", "Alt rettes", False),
    ],
)
def test_a_firm_is_named_by_its_whole_name_and_never_by_an_ordinary_word(
    firm: str, text: str, named: bool
) -> None:
    year = Year(2025)
    year.deviation("A-1", year.contract("K-1", "L-1"), company=firm)
    year.measure("T-1", "A-1", text, kind="remediation")
    assert ("Measures: remediation." in told(year)) is named


def test_suppliers_of_deviations_are_found_through_the_follow_up_or_the_contract() -> None:
    year = Year(2025)
    year.contract("K-1", "L-1", "L-2")
    year.followup("O-1", "K-1", supplier="L-2")
    year.deviation("A-1", "K-1", supplier="", followup="O-1")
    year.deviation("A-2", year.contract("K-2", "L-3"), supplier="")
    year.deviation("A-3", "K-1", supplier="")
    made = of(year)
    assert made.deviations.deviation_suppliers.records == ("L-2", "L-3")
    assert {notice.code: notice.records for notice in made.notices}["deviation_without_supplier"] == ("A-3",)


def test_a_repeated_deviation_is_the_same_type_at_the_same_supplier_again() -> None:
    year = Year(2025)
    contract = year.contract("K-1", "L-1")
    year.deviation("A-1", contract, found=date(2024, 5, 1), **closed_on(date(2024, 8, 1)))
    year.deviation("A-2", contract)
    year.deviation("A-3", contract, type="tax")
    assert of(year).deviations.repeated.records == ("A-2",)


def test_a_summary_survives_being_stored_and_told_again() -> None:
    made = of(case_4())
    again = Summary.model_validate_json(made.canonical())
    assert again == made
    assert plain(draft(again, "4.A.3", "en")) == told(case_4())


def test_figures_keep_each_record_once_in_the_order_of_their_numbers() -> None:
    assert Figure.of(["A-12", "A-8", "A-12"]).records == ("A-8", "A-12")


def test_a_year_without_anything_says_zero_and_its_reason() -> None:
    year = Year(2025, {"goal.2025": "3", "goal_reason.2025": "Stillingen var ledig"})
    text = told(year, "4.A.2")
    assert text.startswith("No suppliers were followed up on sustainability in 2025 (0 agreements).")
    assert "The reason: Stillingen var ledig." in text
    assert "Goal for the year: 3 agreements; followed up: 0." in text


def test_dates_far_away_are_no_trouble() -> None:
    year = Year(9999)
    year.deviation(
        "A-1", year.contract("K-1", "L-1", ends=date(9999, 12, 31)), found=date(1, 1, 1) + timedelta(1)
    )
    assert of(year).deviations.carried_over.value == 1
    assert isinstance(year.facts, Facts)
    assert Deviation.model_validate(year.facts.deviations["A-1"]).found.year == 1
