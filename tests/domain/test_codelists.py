"""The code lists: complete in three languages, nothing twice, and the facts that section 4.A reads."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from checklists.codelists import codes, heading, label, list_names, tier_label
from checklists.form import LANGUAGES, Texts

FILES = Path(__file__).parents[2] / "checklists" / "codes"

EXPECTED = {
    "deviation_types": "supply_chain_opacity missing_policy due_diligence_system missing_documentation "
    "unapproved_subcontractor wages working_hours employment_contract pension_insurance health_safety hse_card "
    "apprentices_skilled cash_wages tax child_labour forced_labour discrimination freedom_of_association housing "
    "environment transport label_missing packaging_waste animal_welfare corruption retaliation land_community "
    "work_permit access_refused other",
    "severities": "observation minor major critical",
    "methods": "kickoff_meeting status_meeting self_report document_check product_sample wage_spot_check "
    "site_inspection audit third_party_control requirements_review",
    "themes": "human_rights working_conditions integrity climate_environment animal_welfare anti_corruption "
    "openness_governance",
    "categories": "construction ict food medical office chemicals toys_sports furniture textiles vehicles other",
    "contract_kinds": "goods services works",
    "risk_levels": "low medium high",
    "stages": "raw_material component final_production distribution main_supplier service_on_site unknown",
    "origins": "self_report document_check sample meeting site_inspection audit third_party_audit authority tip "
    "media",
    "deviation_statuses": "registered supplier_notified answered plan_agreed correcting verifying closed dismissed "
    "closed_uncorrected accepted_until",
    "deviation_flags": "disputed escalated suspected",
    "followup_statuses": "planned sent received in_progress signed withdrawn",
    "measure_kinds": "immediate corrective preventive remediation",
    "measure_statuses": "open done cancelled",
    "depths": "none claim document checked third_party",
    "verdicts": "yes partly no not_applicable not_assessed",
    "not_applicable_reasons": "not_in_contract followed_up_already documented_elsewhere other",
    "sanctions": "1 2 3 4 5",
    "positions": "agrees disputes partly_agrees no_answer",
    "form_statuses": "draft published retired",
    "outcomes": "ok remarks deviations",
    "strengths": "breach assess observation",
}


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_the_list_holds_the_codes_of_the_field_in_their_order(name: str) -> None:
    assert list(codes(name)) == EXPECTED[name].split()


@pytest.mark.parametrize("name", list_names())
def test_every_code_has_a_label_of_its_own_in_every_language(name: str) -> None:
    entries = list(codes(name).values())
    assert entries
    for language in LANGUAGES:
        labels = [entry.label.own(language) for entry in entries]
        assert all(labels), f"{name}: a label is missing in {language}"
        assert len(set(labels)) == len(labels), f"{name}: two codes share a label in {language}"
        assert all(not e.help or e.help.own(language) for e in entries), (
            f"{name}: help is missing in {language}"
        )


@pytest.mark.parametrize("name", list_names())
def test_every_value_in_the_file_is_text_or_an_intended_fact(name: str) -> None:
    """An unquoted `no` or `1` would have become something else than a code."""
    rows = yaml.safe_load((FILES / f"{name}.yaml").read_text(encoding="utf-8"))
    facts = {"social", "counts", "counts_by_setting", "extended", "open", "needs_approver"}
    for row in rows:
        for key, value in row.items():
            wanted = bool if key in facts else dict if key == "help" else str
            assert isinstance(value, wanted), f"{name}, {row['code']}, {key}: {value!r}"
    assert len({row["code"] for row in rows}) == len(rows), f"{name}: a code stands twice"
    assert [entry.order for entry in codes(name).values()] == list(range(len(rows)))


def test_every_deviation_type_names_a_theme_we_know() -> None:
    themes = {code: entry.theme for code, entry in codes("deviation_types").items()}
    assert {code for code, theme in themes.items() if not theme} == {"other"}, "only the clause can tell"
    assert set(themes.values()) - {""} <= set(codes("themes"))


def test_the_word_for_the_ground_of_termination_is_never_a_severity() -> None:
    words = [label("severities", code, "nb") for code in codes("severities")]
    assert words == ["observasjon", "mindre", "alvorlig", "kritisk"]


def test_extended_methods_count_and_a_kickoff_counts_only_by_setting() -> None:
    methods = codes("methods")
    assert [code for code, m in methods.items() if m.extended] == [
        "document_check", "product_sample", "wage_spot_check", "site_inspection", "audit", "third_party_control",
    ]  # fmt: skip
    assert all(m.counts for m in methods.values() if m.extended)
    assert [code for code, m in methods.items() if not m.counts] == ["kickoff_meeting"]
    assert [code for code, m in methods.items() if m.counts_by_setting] == ["kickoff_meeting"]
    assert methods["requirements_review"].counts_as == "status_meeting"


def test_environment_and_animals_are_the_other_themes() -> None:
    assert [code for code, t in codes("themes").items() if not t.social] == [
        "climate_environment",
        "animal_welfare",
    ]


def test_only_the_closed_ends_of_a_deviation_are_not_open() -> None:
    ended = [code for code, status in codes("deviation_statuses").items() if not status.open]
    assert ended == ["closed", "dismissed", "closed_uncorrected"]


def test_penalty_and_termination_need_an_approver() -> None:
    assert [code for code, step in codes("sanctions").items() if step.needs_approver] == ["4", "5"]


@pytest.mark.parametrize("name", ["depths", "ladder", "verdicts"])
def test_signs_are_short_and_differ(name: str) -> None:
    signs = [entry.glyph for entry in codes(name).values()]
    assert all(1 <= len(sign) <= 2 for sign in signs)
    assert len(set(signs)) == len(signs)


def test_a_label_reads_in_the_language_asked_for() -> None:
    assert label("methods", "self_report", "nb") == "egenrapportering"
    assert label("methods", "self_report", "nn") == "eigenrapportering"
    assert label("methods", "self_report", "en") == "self-report"
    assert label("methods", "self_report", "fr") == "egenrapportering"
    assert label("depths", "claim", "nb") == "opplyst"
    assert heading("deviation_types", "hse_card", "nb") == "HMS-kort eller mannskapsliste"
    assert heading("risk_levels", "high", "nn") == "Høg"


def test_an_unknown_code_is_its_own_label_and_an_unknown_list_is_an_error() -> None:
    assert label("categories", "spaceships", "nb") == "spaceships"
    with pytest.raises(LookupError):
        codes("no_such_list")
    with pytest.raises(LookupError):
        codes("../forms/x")


def test_tiers_are_told_in_words() -> None:
    assert [tier_label(tier, "nb") for tier in (0, 1, 12, None)] == [
        "leverandøren selv", "ledd 1", "ledd 12", "ukjent ledd",
    ]  # fmt: skip
    assert tier_label(7, "en") == "tier 7"


def test_a_label_can_be_handed_to_a_model() -> None:
    assert codes("severities")["major"].texts == Texts(nb="alvorlig", nn="alvorleg", en="major")


def test_a_label_is_read_without_loading_the_models() -> None:
    program = (
        "import sys; from checklists.codelists import label; label('methods', 'audit', 'nb');"
        "sys.exit('pydantic' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], cwd=FILES.parents[1], check=False).returncode == 0
