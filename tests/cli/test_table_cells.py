"""Cells of a table that hang on others, on the command line: refused in a sentence, kept, and left out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command_line import Run

HEAD = """\
version: 1
filled_by: buyer
method: document_check
minutes: {full: 5}
source: Egen
licence: Apache-2.0
"""
VISITS = f"""\
id: visits
title: {{nb: Besøk}}
purpose: {{nb: Besøk}}
{HEAD}sections:
  - key: s
    title: {{nb: Steder}}
    theme: human_rights
    questions:
      - key: sites
        type: table
        text: {{nb: Hvilke steder?}}
        columns:
          - {{key: place, text: {{nb: Sted}}, required: true, help: {{nb: Adressen.}}, default: Bergen}}
          - {{key: checked, text: {{nb: Kontrollert?}}, type: yes_partly_no}}
          - key: findings
            text: {{nb: Funn}}
            type: integer
            required: true
            when: {{column: checked, in: ["yes", partly]}}
            constraint: {{must: {{at_least: 0}}, message: {{nb: Skriv 0 eller mer.}}}}
          - key: by
            text: {{nb: Av hvem}}
            type: one
            choices:
              - {{code: us, text: {{nb: Oss}}}}
              - {{code: scheme, text: {{nb: Ordning}}, when: {{column: findings, more_than: 0}}}}
"""
AGAIN = f"""\
id: visits_again
title: {{nb: Igjen}}
purpose: {{nb: Igjen}}
{HEAD}sections:
  - key: s
    title: {{nb: Steder}}
    theme: human_rights
    questions:
      - key: sites
        type: table
        text: {{nb: Hva nå?}}
        rows_from: {{form: visits, question: sites}}
        columns:
          - {{key: place, text: {{nb: Sted}}}}
          - {{key: findings, text: {{nb: Funn}}, type: integer}}
"""


@pytest.fixture
def visits(aktsom: Run, contract: str, tmp_path: Path) -> Run:
    for name, text in (("visits", VISITS), ("visits_again", AGAIN)):
        file = tmp_path / f"{name}.yaml"
        file.write_text(text)
        aktsom("forms", "import", str(file))
    aktsom("followup", "start", contract, "visits", "--date", "2026-03-02")
    return aktsom


def refused(program: Run, cells: str, code: int) -> str:
    said = program("--lang", "nb", "followup", "answer", "O-1", f"sites=[{cells}]", code=code).err
    return said.strip()


def test_a_cell_that_cannot_stand_is_refused_with_its_row_and_its_column(visits: Run) -> None:
    assert refused(visits, '{"place": "A"}, {"place": "B", "checked": "yes", "findings": -1}', 5) == (
        "sites, rad 2, Funn: Skriv 0 eller mer."
    )
    assert refused(visits, '{"place": "A", "checked": "no", "findings": 2}', 5).startswith(
        "sites, rad 1, Funn: Det spørres ikke om dette her"
    )
    assert refused(visits, '{"place": "A", "by": "scheme"}', 2).endswith("Velg en av: us.")


def test_what_is_not_asked_is_left_out_and_not_carried_into_another_form(visits: Run, contract: str) -> None:
    visits("followup", "answer", "O-1", 'sites=[{"place": "A", "checked": "yes", "findings": 2}]')
    visits("followup", "answer", "O-1", 'sites=[{"place": "A", "checked": "no", "findings": 2}]')
    shown = json.loads(visits("followup", "show", "O-1", "--json").out)
    (table,) = shown["questions"]
    assert table["answer"]["value"] == [{"place": "A", "checked": "no"}]
    assert shown["missing"] == []
    findings = next(each for each in table["columns"] if each["key"] == "findings")
    assert (findings["conditional"], findings["limit"]) == (True, "Skriv 0 eller mer.")
    place = table["columns"][0]
    assert (place["help"], place["suggested"]) == ("Adressen.", "Bergen")
    visits("followup", "sign", "O-1")
    visits("followup", "start", contract, "visits_again", "--date", "2026-03-03")
    (table,) = json.loads(visits("followup", "show", "O-2", "--json").out)["questions"]
    assert table["first_rows"] == [{"place": "A"}]


def test_a_form_shows_what_its_columns_ask_for(visits: Run) -> None:
    said = visits("--lang", "nb", "forms", "show", "visits").out
    assert "stilles bare når et vilkår er oppfylt · Skriv 0 eller mer." in said
    assert "Foreslått svar: Bergen." in said
