"""The border of the database: rows on one side, values on the other. Each value has `…_row` and `…_value`.

A `…_row` gives every column, derived ones too, so that what is derived can be recounted from the value.
"""

from __future__ import annotations

from db.rows.contract import (
    contract_row,
    contract_value,
    number_key,
    says_the_same,
    supplier_links,
    supplier_row,
    supplier_value,
    with_suppliers,
)
from db.rows.deviation import (
    deviation_row,
    deviation_value,
    evidence_row,
    evidence_value,
    measure_row,
    measure_value,
)
from db.rows.fields import Cell, Row
from db.rows.followup import (
    answer_row,
    answer_value,
    decision_row,
    decision_value,
    followup_row,
    followup_value,
    form_row,
)
from db.rows.form import form_version_row, form_version_value
from db.rows.settings import (
    held_form_value,
    own_text_row,
    own_text_value,
    risk_row,
    risk_value,
    setting_row,
    setting_value,
    summary_row,
    summary_value,
)

__all__ = [
    "Cell",
    "Row",
    "answer_row",
    "answer_value",
    "contract_row",
    "contract_value",
    "decision_row",
    "decision_value",
    "deviation_row",
    "deviation_value",
    "evidence_row",
    "evidence_value",
    "followup_row",
    "followup_value",
    "form_row",
    "form_version_row",
    "form_version_value",
    "held_form_value",
    "measure_row",
    "measure_value",
    "number_key",
    "own_text_row",
    "own_text_value",
    "risk_row",
    "risk_value",
    "says_the_same",
    "setting_row",
    "setting_value",
    "summary_row",
    "summary_value",
    "supplier_links",
    "supplier_row",
    "supplier_value",
    "with_suppliers",
]
