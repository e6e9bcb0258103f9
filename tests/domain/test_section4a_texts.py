"""Numbers and claims in a person's own text are held against the records; each notice says what to mend."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from reported_year import Place, Step, Year, case_1, closed_on

from checklists.contract import Supplier
from checklists.section4a import Notice, summary, worded
from checklists.section4a.numbers import claims
from checklists.settings import PrioritisedRisk, YearResult

MADE = date(2027, 1, 15)


def notices(year: Year) -> dict[str, Notice]:
    return {notice.code: notice for notice in summary(year.facts, "en", MADE).notices}


def said(year: Year, text: str, part: str = "4.A.2") -> list[str]:
    """Codes of what a text is told, beside what the year itself lacks."""
    year.facts = replace(year.facts, own_texts={})
    before = set(notices(year))
    year.own_text(part, text)
    return [n.code for n in summary(year.facts, "en", MADE).notices if n.code not in before]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Vi har fulgt opp 3 leverandører.", [(3, "suppliers")]),
        ("Vi har følgt opp tri leverandørar.", [(3, "suppliers")]),
        ("We followed up three suppliers and twenty-one contracts.", [(3, "suppliers"), (21, "agreements")]),
        ("We followed up three agreements in 2025.", [(3, "agreements")]),
        ("Two suppliers.", [(2, "suppliers")]),
        ("We talked to suppliers.", []),
        ("De to avtalene ble fulgt opp.", [(2, "agreements")]),
        ("Reports were sent to suppliers.", []),
        ("Fire av våre aktive rammeavtaler", [(4, "agreements")]),
        ("4 av 145 aktive avtaler", [(4, "agreements"), (145, "agreements")]),
        ("Leverandører fulgt opp: 12", [(12, "suppliers")]),
        ("Ingen avvik i 4 kontroller", [(0, "deviations"), (4, "controls")]),
        ("No deviations were found in the two controls.", [(0, "deviations"), (2, "controls")]),
        ("1 234 avtaler", [(1234, "agreements")]),
        ("I 2025 avtaler vi møter. Avtale 4.A.2 gjelder.", []),
        ("Frist 14.3.2026 leverandør", []),
        ("ledd 1 leverandører i K-2024-017 avtaler", []),
        ("3 % av leverandører og 5 år gamle avtaler", []),
        ("tre underleverandører og to leverandørkjeder", []),
        ("6 egenrapporteringer og 2 observasjoner", [(6, "self_reports"), (2, "observations")]),
        ("tjueto avtaler", [(22, "agreements")]),
        ("Én leverandør, ett avvik", [(1, "suppliers"), (1, "deviations")]),
        ("En leverandør svarte ikke.", []),
    ],
)
def test_numbers_are_read_in_digits_and_words(text: str, expected: list[tuple[int, str]]) -> None:
    assert [(claim.value, claim.noun) for claim in claims(text)] == expected


def test_mixing_up_suppliers_and_agreements_is_told() -> None:
    year = Year(2025)
    for n, supplier in enumerate(("L-1", "L-1", "L-2"), 1):
        year.followup(f"O-{n}", year.contract(f"K-{n}", supplier))
    codes = said(year, "Vi har fulgt opp 3 leverandører.")
    assert codes == ["text_contradicts_figure", "suppliers_agreements_mixed"]
    assert said(year, "Vi har fulgt opp 2 avtaler.") == codes
    assert said(year, "Vi har fulgt opp 2 leverandører med 3 avtaler.") == []


@pytest.mark.parametrize(
    "text",
    [
        "Vi har ikke avdekket avvik.",
        "Ingen avvik.",
        "Det er ikkje funne avvik i år",
        "Året gikk uten avvik.",
        "We have not found any deviations.",
        "No deviations.",
    ],
)
def test_no_deviations_without_controls_is_told(text: str) -> None:
    year = Year(2025)
    year.followup("O-1", year.contract("K-1", "L-1"), "status_meeting")
    assert said(year, text, "4.A.3") == ["no_deviations_without_controls"]
    controlled = Year(2025)
    controlled.followup("O-1", controlled.contract("K-1", "L-1"))
    assert said(controlled, text, "4.A.3") == []
    controlled.deviation("A-1", "K-1")
    assert "text_contradicts_figure" in said(controlled, text, "4.A.3")


def test_parts_of_a_figure_may_be_told_with_a_word_that_says_so() -> None:
    year = Year(2025)
    for n in range(1, 5):
        year.followup(f"O-{n}", year.contract(f"K-{n}", f"L-{n}"), "audit" if n == 1 else "status_meeting")
        year.deviation(f"A-{n}", f"K-{n}", severity="critical" if n == 1 else "minor")
    year.deviation("A-5", "K-1", found=date(2024, 2, 2), **closed_on(date(2025, 3, 1)))
    fair = (
        "Utvidet kontraktsoppfølging av 1 avtale. Statusmøter om 3 avtaler. 4 avvik, herav 1 kritisk avvik og tre "
        "mindre avvik. Ett avvik er overført fra tidligere år. Ingen alvorlige avvik."
    )
    assert said(year, fair) == []
    assert said(year, "To kritiske avvik.") == ["text_contradicts_figure"]
    assert said(year, "Vi fulgte opp 1 avtale.") == ["text_contradicts_figure"]


def test_the_goal_may_be_told_as_the_goal() -> None:
    year = Year(2025, {"goal.2025": "13", "goal_reason.2025": "Sykdom"})
    year.followup("O-1", year.contract("K-1", "L-1"))
    assert said(year, "Målet var 13 avtaler.") == []
    assert said(year, "Vi fulgte opp 13 avtaler.") == ["text_contradicts_figure"]


def test_a_supplier_named_in_the_text_is_told() -> None:
    year = Year(2025)
    year.supplier("L-1", "Verne AS")
    year.followup("O-1", year.contract("K-1", "L-1"))
    assert said(year, "Vi har fulgt opp Verne, som er bra.") == ["supplier_named_in_text"]
    assert said(year, "Vernerunder er holdt.") == []


def test_what_4a1_lacks_is_missing_until_a_setting_or_the_text_tells_it() -> None:
    year = Year(2025)
    missing = {"responsibility_missing", "rhythm_missing", "effect_missing"}
    assert missing <= set(notices(year))
    year.own_text("4.A.1", "Innkjøpssjefen er ansvarlig. Møter holdes årlig.")
    assert missing & set(notices(year)) == {"effect_missing"}
    assert not missing & set(notices(Year(2025, {"role.overall": "x", "rhythm": "y", "effect": "z"})))


def test_records_that_lack_something_are_named() -> None:
    year = Year(2025)
    contract = year.contract("K-1", "L-1", signed=None, risk="high")
    year.contract("K-2", "L-2", risk="high")
    year.contract("K-3", "L-3", risk="low", ends=None)
    year.followup("O-1", contract, reference="", reason="", outcome="deviations")
    year.followup("O-2", contract, "status_meeting", themes=())
    found = notices(year)
    assert found["followup_without_evidence"].records == ("O-1",)
    assert found["followup_without_evidence"].screen == "followup"
    assert found["followup_not_assessed"].records == ("O-2",)
    assert found["deviations_not_logged"].records == ("O-1",)
    assert found["extended_without_reason"].records == ("K-1",)
    assert found["signing_date_unknown"].records == ("K-1",)
    assert found["high_risk_without_followup"].records == ("K-2",)
    assert found["end_unknown"].records == ("K-3",)
    year.evidence("B-1", followup="O-1")
    year.deviation(
        "A-1", contract, followup="O-1", place=Place(), deadline=None, original_deadline=None, harm=True
    )
    found = notices(year)
    assert not {"followup_without_evidence", "deviations_not_logged"} & set(found)
    for code in ("measure", "place", "deadline"):
        assert found[f"deviation_without_{code}"].records == ("A-1",)
    assert found["harm_without_6a2"].records == ("A-1",)
    assert "high_risk_without_followup" not in notices(
        Year(2025, {"high_risk_without_followup.2025": "Kapasitet"})
    )


def test_what_ended_without_evidence_or_a_day_is_named() -> None:
    year = Year(2025)
    contract = year.contract("K-1", "L-1")
    closed = Step(status="closed", day=date(2025, 8, 1), by="x")
    year.deviation("A-1", contract, status="closed", steps=(closed,))
    year.deviation("A-2", contract, status="closed")
    found = notices(year)
    assert found["closed_without_evidence"].records == ("A-1", "A-2")
    assert found["deviation_without_status"].records == ("A-2",)


def test_a_goal_missed_needs_a_reason() -> None:
    assert notices(Year(2025, {"goal.2025": "3"}))["goal_missed_without_reason"].params == {
        "goal": 3,
        "done": 0,
    }
    assert "goal_missed_without_reason" not in notices(
        Year(2025, {"goal.2025": "3", "goal_reason.2025": "Ja"})
    )


def test_prioritised_risks_are_told_with_their_result() -> None:
    from checklists.section4a import draft, plain

    year = Year(2025)
    risk = PrioritisedRisk(
        id="R-1", title="Tvangsarbeid i hansker", measures="Sporing", monitored_by="Fagansvarlig, hvert år",
        results=(YearResult(year=2025, text="Sporet 8 av 10 varer"),),
    )  # fmt: skip
    year.facts = replace(year.facts, risks={"R-1": risk})
    text = plain(draft(summary(year.facts, "en", MADE), "4.A.1", "en"))
    assert (
        "- Tvangsarbeid i hansker. Measures: Sporing. The effect is monitored so: Fagansvarlig, hvert år. "
        "Result in 2025: Sporet 8 av 10 varer."
    ) in text
    assert "risk_incomplete" not in notices(year)
    year.facts = replace(year.facts, risks={"R-1": risk.model_copy(update={"results": ()})})
    assert notices(year)["risk_incomplete"].records == ("R-1",)


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_every_notice_has_its_sentence(language: str) -> None:
    year = case_1()
    year.own_text(
        "4.A.2",
        "3 leverandører, 3 avtaler, 3 aktive avtaler, 3 avvik, 3 kontroller, 3 observasjoner, 3 egenrapporter",
    )
    for notice in summary(year.facts, language, MADE).notices:
        assert worded(notice, language) != notice.code
    from checklists.section4a.worded import _DEVIATIONS, _PLAIN, _RECORDS  # pyright: ignore[reportPrivateUsage]

    for code in (*_RECORDS, *_DEVIATIONS):
        for n in (1, 2):
            told = worded(Notice(code=code, records=tuple(map(str, range(n)))), language)
            assert str(n) in told
            assert "{" not in told
    assert len(_PLAIN) == 7


def test_names_are_not_searched_for_pairwise() -> None:
    """Many suppliers and many texts are still quick: names are found by their first word."""
    year = Year(2025)
    contract = year.contract("K-1", "L-1")
    suppliers = {f"L-{n}": Supplier(id=f"L-{n}", name=f"Firma{n} Drift AS") for n in range(20_000)}
    year.facts = replace(year.facts, suppliers=suppliers)
    year.deviation("A-1", contract)
    year.measure("T-1", "A-1", "Firma7 drift retter")
    (row,) = summary(year.facts, "en", MADE).deviations.rows
    assert row.measures[0].names_firm
