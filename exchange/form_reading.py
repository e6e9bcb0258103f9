"""What came of a form of another program when it was read: the form, and all that was left out, changed or assumed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from checklists.form import Form

Params = Mapping[str, str | int]
Grade = Literal["lost", "changed", "assumed"]
"""Not carried at all; carried otherwise than it stood; not told by the file and so assumed by us."""
Container = Literal["xlsx", "xls", "csv", "md", "yaml"]

REMARKS: Mapping[str, tuple[Grade, str]] = {
    # Cells
    "cell_formula": ("lost", "write_the_text"),
    "cell_error": ("lost", "write_the_text"),
    "cell_characters_removed": ("changed", "nothing_to_do"),
    "cell_identity_number": ("lost", "remove_identity_number"),
    "cell_cut": ("changed", "shorten"),
    "cell_not_ours": ("lost", "write_as_exported"),
    "cells_merged": ("changed", "unmerge"),
    "sheet_hidden": ("changed", "nothing_to_do"),
    "sheet_not_carried": ("lost", "nothing_to_do"),
    "column_not_carried": ("lost", "keep_elsewhere"),
    "column_unknown": ("lost", "keep_elsewhere"),
    "column_twice": ("lost", "rename_column"),
    # Languages and texts
    "language_not_carried": ("lost", "translate_by_hand"),
    "language_as_first": ("changed", "translate_by_hand"),
    "language_not_told": ("assumed", "translate_by_hand"),
    "text_borrowed": ("changed", "translate_by_hand"),
    "label_missing": ("changed", "write_label"),
    "text_names_answer": ("changed", "write_without_answer"),
    # Rows
    "row_not_carried": ("lost", "check_type"),
    "row_without_type": ("lost", "write_type"),
    "type_unknown": ("lost", "use_known_type"),
    "type_changed": ("changed", "check_type"),
    "metadata": ("lost", "nothing_to_do"),
    "calculation": ("lost", "calculate_by_hand"),
    "name_missing": ("changed", "write_name"),
    "key_made": ("changed", "nothing_to_do"),
    "read_only": ("changed", "nothing_to_do"),
    "appearance": ("lost", "nothing_to_do"),
    "default_value": ("lost", "write_in_hint"),
    "default_suggested": ("changed", "nothing_to_do"),
    "required_sometimes": ("lost", "set_by_hand"),
    "rank_as_table": ("changed", "check_type"),
    # Choices
    "list_unknown": ("changed", "write_list"),
    "list_not_used": ("lost", "nothing_to_do"),
    "choice_filter": ("lost", "filter_by_hand"),
    "choice_twice": ("changed", "rename_choice"),
    "choice_without_name": ("lost", "write_name"),
    "choice_other_added": ("changed", "nothing_to_do"),
    "choices_from_file": ("changed", "write_choices"),
    # Groups and repeats
    "group_flattened": ("changed", "nothing_to_do"),
    "group_empty": ("lost", "nothing_to_do"),
    "group_not_closed": ("changed", "close_group"),
    "end_without_begin": ("lost", "remove_row"),
    "group_in_repeat": ("changed", "nothing_to_do"),
    "repeat_empty": ("lost", "nothing_to_do"),
    "repeat_count": ("lost", "nothing_to_do"),
    "repeat_in_repeat": ("lost", "ask_in_own_table"),
    "not_in_table": ("lost", "ask_outside_table"),
    # Conditions
    "expression_unreadable": ("lost", "set_by_hand"),
    "expression_too_much": ("lost", "set_by_hand"),
    "refers_to_nothing": ("lost", "set_by_hand"),
    "expression_does_not_fit": ("lost", "set_by_hand"),
    "message_made": ("assumed", "write_message"),
    # Nodes of a requirement framework
    "node_field": ("lost", "nothing_to_do"),
    "node_condition": ("lost", "set_by_hand"),
    # The form
    "id_made": ("changed", "give_id"),
    "version_made": ("assumed", "set_version"),
    "setting_assumed": ("assumed", "set_by_hand"),
    "theme_not_told": ("assumed", "set_theme"),
    "lint": ("lost", "mend_in_file"),
}
"""Code of a remark → how grave it is, and the code of what to do."""


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing that did not come over as it stood, with its place."""

    sheet: str
    row: int
    """As the file counts: 1 is the row of headings. 0 for a sheet or the file as a whole."""
    column: str
    """Heading of the column, empty for the row as a whole."""
    code: str
    params: Params = field(default_factory=dict[str, str | int])

    @property
    def grade(self) -> Grade:
        return REMARKS[self.code][0]

    @property
    def remedy(self) -> str:
        """Code of what to do; it is worded with the same parameters."""
        return REMARKS[self.code][1]


class Remarks:
    """Remarks as they are found."""

    def __init__(self) -> None:
        self._found: list[Remark] = []
        self._there: set[tuple[str, int, str, str]] = set()

    def add(self, code: str, sheet: str, row: int = 0, column: str = "", **params: str | int) -> None:
        """Once for each place and code; long texts in the parameters are cut."""
        place = (sheet, row, column, code)
        if place in self._there:
            return
        self._there.add(place)
        short = {key: _short(value) for key, value in params.items()}
        self._found.append(Remark(sheet, row, column, code, short))

    def all(self) -> tuple[Remark, ...]:
        """By sheet and row."""
        order = {"settings": 0, "survey": 1, "choices": 2}
        return tuple(
            sorted(
                self._found, key=lambda each: (order.get(each.sheet, 3), each.sheet, each.row, each.column)
            )
        )


def _short(value: str | int) -> str | int:
    return value if isinstance(value, int) or len(value) <= 120 else value[:119] + "…"


@dataclass(frozen=True, slots=True)
class FormReading:
    """A form of another program as one of ours, with the report of all that is not as it stood."""

    form: Form
    file: str
    container: Container
    rows: int
    """Rows of the survey sheet."""
    questions: int
    """Rows that ask something and came over, as a question or as a column of a table."""
    groups: int
    lists: int
    """Lists of choices that questions use."""
    remarks: tuple[Remark, ...]

    def without(self, code: str) -> FormReading:
        """The reading once a person has settled what the remarks with this code are about."""
        return replace(self, remarks=tuple(each for each in self.remarks if each.code != code))

    @property
    def whole(self) -> bool:
        """Did everything come over as it stood?"""
        return not self.remarks
