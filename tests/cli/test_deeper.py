"""The standard form on the command line tells what the deeper forms have shown."""

from __future__ import annotations

import json
from pathlib import Path

from command_line import Run

REGISTER = "reference;title;supplier;type;from;to\n24/1;Renhold;Blank AS;services;2024-01-01;2028-01-01\n"


def test_a_row_of_the_standard_form_tells_its_modules_and_what_they_show(aktsom: Run, tmp_path: Path) -> None:
    register = tmp_path / "register.csv"
    register.write_text(REGISTER)
    aktsom("import", str(register))
    aktsom("followup", "start", "24/1", "requirements_review")
    aktsom("followup", "start", "24/1", "wage_spot_check")
    filled = tmp_path / "filled.yaml"
    filled.write_text(
        'answers:\n  sample: [{person: A1, hourly_pay: "no"}, {person: A2, hourly_pay: "yes"}]\n'
    )
    aktsom("followup", "fill", "O-2", str(filled))
    shown = json.loads(aktsom("followup", "show", "O-1", "--json").out)
    pay = next(question for question in shown["questions"] if question["clause"] == "wages.hourly_pay")
    assert pay["modules"][0] == "wage_spot_check"
    (deeper,) = pay["deeper"]
    assert (deeper["id"], deeper["form"], deeper["found"]) == ("O-2", "wage_spot_check", "breach")
    assert "O-2" in aktsom("followup", "show", "O-1").out
