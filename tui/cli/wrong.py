"""What the command line refuses as wrongly written, and which exit code every refusal gets."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from checklists.values import InputRefused, Refused

DONE, FOUND, WRONG_LINE, WRONG_INPUT, WRONG_DATABASE, RULE = range(6)
"""Exit codes: done; done, but something was found; the command line; the input; the database; a rule."""
FAULT = 70
"""Exit code of a fault in the program itself, as sysexits.h has it."""

ModelT = TypeVar("ModelT", bound=BaseModel)


class LineWrong(Refused):
    """The command line was wrong (exit code 2)."""


_LINE = frozenset(
    (
        "ambiguous_reference",
        "date_not_understood",
        "date_too_early",
        "choice_stands_alone",
        "command_mistyped",
        "command_unknown",
        "form_mistyped",
        "found_in_future",
        "form_unknown",
        "form_version_unknown",
        "note_has_no_answer",
        "number_two_ways",
        "not_a_choice",
        "cell_not_offered",
        "not_a_country",
        "not_a_date",
        "not_a_number",
        "not_a_whole_number",
        "not_a_share",
        "not_a_supplier_of",
        "not_in_this_version",
        "not_rows",
        "one_value_only",
        "organisation_number_wrong",
        "parameter_not_a_number",
        "parameter_too_large",
        "row_not_named",
        "rows_only_in_table",
        "setting_not_a_flag",
        "setting_not_a_number",
        "supplier_needed",
        "no_terminal",
    )
)
"""Refusals by others of what was typed: an id that does not exist, a value that is not of its kind."""


def exit_code(refused: Refused) -> int:
    """The exit code that a refusal ends the program with."""
    if isinstance(refused, InputRefused):
        return WRONG_INPUT
    if "db.problems" in sys.modules:
        from db.problems import DatabaseRefused

        if isinstance(refused, DatabaseRefused):
            return WRONG_DATABASE
    if refused.code in ("output_no_space", "output_failed"):
        return WRONG_DATABASE
    typed = isinstance(refused, LineWrong) or refused.code in _LINE
    if typed or refused.code.startswith(("unknown_", "output_")):
        return WRONG_LINE
    return RULE


def valued(model: type[ModelT], facts: Mapping[str, object]) -> ModelT:
    """`facts` as a value, or LineWrong naming the first that does not fit."""
    try:
        return model.model_validate(dict(facts))
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False)[0]
        field = ".".join(str(part) for part in first["loc"]) or "-"
        if first["type"] == "missing":
            raise LineWrong("field_missing_on_line", field=field) from None
        raise LineWrong("field_does_not_fit", field=field, given=str(first["input"])[:60]) from None


def one_of(name: str, given: str, choices: Mapping[str, object]) -> str:
    """`given` if it is one of the codes, else LineWrong with the codes there are."""
    if given not in choices:
        raise LineWrong("not_one_of", name=name, given=given[:60], choices=", ".join(choices))
    return given


def refuse_beside(args: object, beside: str, *options: str) -> None:
    """LineWrong for the first of these options that was given: beside what is named they mean nothing."""
    for option in options:
        if getattr(args, option.removeprefix("--").replace("-", "_")):
            raise LineWrong("option_means_nothing", option=option, beside=beside)
