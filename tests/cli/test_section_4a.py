"""The case that everybody must get right, entered by commands only."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from command_line import Run

from tui.version import VERSION

FOLLOWED_UP = (
    ("R-1", "Arbeidstøy, teknisk sektor", "textiles"),
    ("R-2", "Arbeidstøy, kjøkken og helse", "textiles"),
    ("R-3", "Frukt og grønt", "food"),
    ("R-4", "Anleggstjenester", "construction"),
)


@pytest.fixture
def municipality(aktsom: Run, tmp_path: Path) -> Run:
    """145 agreements active in 2023, two billion kroner, and four extended follow-ups without deviations."""
    for number, (reference, title, category) in enumerate(FOLLOWED_UP):
        aktsom(
            "contract", "add", f"reference={reference}", f"title={title}", f"supplier=Leverandør {number} AS",
            f"category={category}", "framework=yes", "signed=2021-05-03", "from=2021-06-01", "to=2025-05-31",
        )  # fmt: skip
    rows = [f"A-{n};Avtale {n};Firma {n} AS;1.2.2022;31.12.2024" for n in range(141)]
    register = tmp_path / "register.csv"
    register.write_text("Referanse;Tittel;Leverandør;Fra;Til\n" + "\n".join(rows) + "\n", encoding="utf-8")
    assert aktsom("import", str(register), "--json").json["created"] == 141
    aktsom("settings", "set", "purchase_value.2023", "2000000000")
    aktsom(
        "settings",
        "set",
        "building_projects_text.2023",
        "Byggeenheten følger opp seriøsitet i hvert prosjekt.",
    )
    for reference, _, _ in FOLLOWED_UP:
        aktsom(
            "followup", "record", reference, "document_check", "--date", "2023-09-14", "--themes",
            "animal_welfare" if reference == "R-3" else "working_conditions", "--outcome", "ok",
            "--ref", "23/118", "--reason", "Høy risiko",
        )  # fmt: skip
    return aktsom


def test_four_controls_no_deviations_and_the_three_is_contradicted(municipality: Run) -> None:
    municipality("summary", "text", "2023", "4.A.2", "--text", "Vi har fulgt opp 3 leverandører i 2023.")
    told = municipality("summary", "2023", "--json").json
    assert told["key_figures"]["active_agreements"]["value"] == 145
    assert told["key_figures"]["purchase_value_nok"]["value"] == 2_000_000_000
    assert told["key_figures"]["agreements_followed_up"]["value"] == 4
    assert told["4.A.2"]["suppliers"]["value"] == 4
    assert told["4.A.2"]["suppliers_earlier_agreements"]["value"] == 4
    assert told["4.A.3"]["answer"] == "none_found"
    assert told["4.A.3"]["controls"]["value"] == 4
    assert told["4.A.3"]["deviations"] == {"value": 0, "records": []}
    codes = {warning["code"] for warning in told["warnings"]}
    assert "text_contradicts_figure" in codes


def test_every_record_of_a_figure_can_be_shown(municipality: Run) -> None:
    told = municipality("summary", "2023", "--json").json
    for contract in told["key_figures"]["agreements_followed_up"]["records"]:
        assert municipality("contract", "show", contract, "--json").json["id"] == contract
    for supplier in told["4.A.2"]["suppliers"]["records"]:
        assert municipality("supplier", "show", supplier, "--json").json["id"] == supplier
    for followup in told["4.A.3"]["controls"]["records"]:
        assert municipality("followup", "show", followup, "--json").json["status"] == "signed"


def test_a_frozen_year_stays_as_it_was(municipality: Run) -> None:
    municipality("summary", "freeze", "2023")
    municipality(
        "followup",
        "record",
        "A-7",
        "site_inspection",
        "--date",
        "2023-11-01",
        "--themes",
        "integrity",
        "--outcome",
        "ok",
    )
    now = municipality("summary", "2023", "--json").json
    then = municipality("summary", "2023", "--frozen", "--json").json
    assert now["4.A.3"]["controls"]["value"] == 5
    assert then["4.A.3"]["controls"]["value"] == 4
    assert then["frozen"] == now["frozen"]
    assert now["changed_since_frozen"] == [
        "Agreements followed up: 5; it was 4",
        "Suppliers followed up: 5; it was 4",
        "Suppliers followed up, signing date not known: 1; it was 0",
        "Agreements followed up, with extended follow-up: 5; it was 4",
        "Site inspection: 1; it was 0",
        "Integrity in working life: 1; it was 0",
        "Controls completed: 5; it was 4",
        "Suppliers controlled: 5; it was 4",
    ]
    assert then["changed_since_frozen"] is None
    [listed] = municipality("summary", "list", "--json").json["summaries"]
    assert listed == {
        "year": 2023,
        "frozen": then["frozen"],
        "fingerprint": then["fingerprint"],
        "cutoff": "2023-12-31",
        "program": VERSION,
    }


def test_a_frozen_year_says_which_it_is_and_what_has_changed(municipality: Run) -> None:
    assert "Draft: the year is not frozen." in municipality("summary", "2023").out
    first = municipality("summary", "freeze", "2023", "--json").json
    assert municipality("summary", "freeze", "2023", "--json").json["fingerprint"] == first["fingerprint"]
    now = municipality("summary", "2023").out
    assert "The year was frozen" in now
    assert "this is what the records say now." in now
    assert "- Nothing has changed." in now
    then = municipality("summary", "2023", "--frozen").out
    assert f"by aktsom {VERSION}." in then
    assert "Changed since" not in then
    municipality("summary", "text", "2023", "4.A.3", "--text", "Ingen avvik i 4 kontroller.")
    assert "- The text of 4.A.3 is another" in municipality("summary", "2023").out
    assert "Changed since" not in municipality("summary", "2023", "--public").out
    known = municipality("summary", "2023", "--as-of", "2023-12-31", "--json").json
    assert (known["frozen"], known["changed_since_frozen"]) == (None, None)


def test_word_needs_a_file_and_replaces_none_unasked(municipality: Run, tmp_path: Path) -> None:
    out = tmp_path / "4a.docx"
    assert "--out" in municipality("summary", "2023", "--format", "docx", code=2).err
    municipality("summary", "2023", "--format", "docx", "--out", str(out))
    assert out.read_bytes().startswith(b"PK")
    assert "--force" in municipality("summary", "2023", "--out", str(out), code=2).err
    municipality("summary", "2023", "--out", str(out), "--force")


def test_the_report_has_a_language_of_its_own(municipality: Run) -> None:
    assert "31.12.2023" in municipality("summary", "2023", "--lang", "nb").out
    assert "31 December 2023" in municipality("summary", "2023").out
    assert municipality("summary", "2023", "--lang", "nn", "--json").json["language"] == "nn"


def test_a_year_that_has_not_begun_is_not_frozen(aktsom: Run) -> None:
    for year in ("2099", str(date.today().year + 1)):
        assert f"{year} has not begun" in aktsom("summary", "freeze", year, code=5).err
    assert aktsom("summary", "list", "--json").json == {"summaries": []}


def test_a_year_that_is_running_is_frozen_as_of_today_and_says_so(aktsom: Run) -> None:
    today = date.today()
    done = aktsom("summary", "freeze", str(today.year))
    assert "Freeze it again after 31 December" in done.out or (today.month, today.day) == (12, 31)
    frozen = aktsom("summary", str(today.year), "--frozen", "--format", "json").json
    assert frozen["cutoff"] == min(today, date(today.year, 12, 31)).isoformat()
    earlier = aktsom("summary", "freeze", str(today.year - 1), "--json").json
    assert earlier["cutoff"] == f"{today.year - 1}-12-31"
    assert "is not over" not in aktsom("summary", "freeze", str(today.year - 1)).out
