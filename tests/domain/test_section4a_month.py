"""A month with deviations, as a contract manager would meet it: told by type, place, measures and status."""

from __future__ import annotations

from datetime import date

from reported_year import Place, Step, Year

from checklists.section4a import Summary, draft, plain, summary


def month() -> Year:
    """A self-report with a no, a wage spot check with two breaches, a suspicion, a dispute and a closed one."""
    year = Year(2026)
    goods = year.contract("K-2024-001", "L-1", title="Arbeidstøy", category="textiles")
    cleaning = year.contract("K-2026-002", "L-2", title="Boligrenhold", signed=date(2026, 1, 5))
    year.followup("O-1", goods, "self_report", sent=date(2026, 9, 1), received=date(2026, 9, 20), day=date(2026, 10, 2),
                  themes=("openness_governance",), outcome="deviations")  # fmt: skip
    year.followup("O-2", cleaning, "wage_spot_check", day=date(2026, 10, 9), themes=("working_conditions",),
                  outcome="deviations")  # fmt: skip
    year.deviation("A-1", goods, type="missing_policy", severity="major", followup="O-1", origin="self_report",
                   found=date(2026, 10, 2), place=Place(tier=0, stage="main_supplier", country="NO"),
                   self_reported=True)  # fmt: skip
    year.measure("T-1", "A-1", "Vedta policy", due=date(2026, 12, 1))
    on_site = Place(tier=1, stage="service_on_site", country="NO")
    steps = (
        Step(status="supplier_notified", day=date(2026, 10, 10)),
        Step(status="correcting", day=date(2026, 10, 18)),
        Step(status="verifying", day=date(2026, 11, 20), by="fagansvarlig"),
        Step(status="closed", day=date(2026, 11, 30), by="fagansvarlig", evidence=("B-11",)),
    )
    year.deviation("A-2", cleaning, type="wages", followup="O-2", origin="sample", count="2/10", place=on_site,
                   found=date(2026, 10, 9), position="agrees", status="closed", steps=steps)  # fmt: skip
    year.measure("T-2", "A-2", "Etterbetaling til 14 personer", kind="remediation", status="done",
                 done=date(2026, 10, 30))  # fmt: skip
    year.deviation("A-3", cleaning, type="working_hours", severity="minor", followup="O-2", origin="sample",
                   found=date(2026, 10, 9), place=on_site, position="disputes", disputed=True,
                   position_text="Timelistene er lest feil.", status="correcting", steps=steps[:2])  # fmt: skip
    year.deviation("A-4", cleaning, type="forced_labour", severity="critical", suspected=True, origin="tip",
                   found=date(2026, 10, 15))  # fmt: skip
    year.deviation(
        "A-5", goods, type="missing_documentation", severity="observation", found=date(2026, 10, 2)
    )
    return year


def made() -> Summary:
    return summary(month().facts, "en", date(2027, 1, 10))


def test_the_month_counts() -> None:
    found = made().deviations
    assert found.answer == "yes"
    assert found.deviations.records == ("A-1", "A-2", "A-3")
    assert found.disputed.records == ("A-3",)
    assert found.suspected.records == ("A-4",)
    assert found.observations.records == ("A-5",)
    assert found.controls.records == ("O-2",)
    assert made().followed_up.suppliers_new_agreements.records == ("L-2",)
    assert [row.status for row in found.rows] == ["registered", "closed", "correcting"]


def test_the_month_is_told_by_type_place_measures_and_status() -> None:
    text = plain(draft(made(), "4.A.3", "en"))
    assert text.startswith(
        "Yes: 3 deviations at 2 suppliers, of which 3 from ethical and social requirements and 0 from environment "
        "and the other themes (of which 1 disputed)."
    )
    assert (
        "- Wages (major). Found in 2 of 10 checked. Where: tier 1, service on site, Norway. Found through: sample. "
        "Measures: Etterbetaling til 14 personer (done 30 October 2026). Status: closed 30 November 2026."
    ) in text
    assert (
        "- Working hours (minor). Where: tier 1, service on site, Norway. Found through: sample. Measures: none "
        "registered. Status: being corrected, deadline 9 January 2027. We hold that the requirement is not met; the "
        "supplier disputes this and states: “Timelistene er lest feil.”"
    ) in text
    assert "Reported by the supplier itself. Measures: Vedta policy (deadline 1 December 2026)." in text
    assert "Besides, 1 matter is being clarified. It is not counted as a deviation." in text
    assert "1 observation was made besides." in text
    assert "orced labour" not in text
    assert text.endswith("Status as of 31 December 2026.")
