"""The columns of a survey that are not carried: of XLSForm's own each cell is told, of others the column."""

from __future__ import annotations

from typing import Final

from exchange.xlsform.survey import Survey
from exchange.xlsform.tables import OURS, Column, told_rows

_READ: Final = frozenset(
    "type name label hint required relevant constraint constraint_message repeat_count choice_filter appearance "
    "default read_only".split()
)
_KNOWN: Final = frozenset(
    "guidance_hint image big-image audio video required_message calculation trigger parameters rows autoplay "
    "intent noapperrorstring no_app_error_string media save_to query".split()
)


def remark_survey_columns(survey: Survey) -> None:
    """What stands in columns that nothing is read from."""
    table, add = survey.table, survey.remarks.add
    carried = {node.line.number for top in survey.tree for node in top.walk()}
    for column, heading in table.headings.items():
        rows = [line.number for line in table.lines if column in line.cells]
        if not rows or column.name in _READ or column.name.startswith(OURS):
            continue
        if not _is_known(column):
            add("column_unknown", "survey", rows[0], heading, rows=told_rows(rows))
            continue
        for line in table.lines:
            if column in line.cells and line.number in carried:
                add("column_not_carried", "survey", line.number, heading, count=1)


def _is_known(column: Column) -> bool:
    return column.name in _KNOWN
