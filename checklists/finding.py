"""What the linter says of a form: a problem and its remedy as codes with parameters, and where it stands."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from checklists.yamlfile import Path, Yaml, YamlText

Params = Mapping[str, str | int]
Grade = Literal["error", "warning"]
_LONGEST_SHOWN = 60
_MOST_LETTERS_OFF = 6
_MOST_COMPARED = 400


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem in one form file."""

    file: str
    question: str
    """Key of the question, as written; empty for the form or a section."""
    field: str
    """Field within the question, or within the form: `proposes[1].when.in`."""
    code: str
    params: Params
    remedy: str
    """Code of what to do; it is worded with the same parameters."""
    severity: Grade
    line: int


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem as a check finds it, before it is told where in the file that is."""

    code: str
    path: Path
    params: Params = field(default_factory=dict[str, str | int])
    line: int | None = None
    """Where it stands, when that is not where the path begins: a key that is given a second time."""


def problem(code: str, path: Path, **params: str | int) -> Problem:
    """A problem with long texts in its parameters cut."""
    return Problem(code, path, {key: shown(value) for key, value in params.items()})


def shown(value: str | int) -> str | int:
    return value if isinstance(value, int) or len(value) <= 300 else value[:299] + "…"


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that `word` was probably meant to be, or empty."""
    if len(word) > _LONGEST_SHOWN:
        return ""
    folded = word.casefold().strip().replace("-", "_").replace(" ", "_")
    # Comparing is slow: a file with thousands of keys and mistakes must still be judged at once.
    alike = [each for each in known if abs(len(each) - len(folded)) <= _MOST_LETTERS_OFF][:_MOST_COMPARED]
    found = difflib.get_close_matches(folded, alike, n=1, cutoff=0.6)
    return found[0] if found else ""


def unknown(code: str, path: Path, word: str, known: Iterable[str]) -> Problem:
    """`word` is none of `known`: with the nearest right one, if any, and with all of them if they are few."""
    words = tuple(known)
    params: dict[str, str | int] = {"given": word[:_LONGEST_SHOWN]}
    if meant := nearest(word, words):
        params["nearest"] = meant
    params["allowed"] = shown(", ".join(words)) if len(words) <= 30 else ""
    return Problem(code, path, params)


def finding(found: Problem, text: YamlText, file: str) -> Finding:
    """`found` with its question, field and line in the file."""
    question, rest = _question_at(found.path, text.content)
    remedy, severity = REMEDY_OF[found.code]
    if "nearest" in found.params:
        remedy = "did_you_mean"
    elif remedy == "use_one_of" and not found.params.get("allowed"):
        remedy = "see_the_list"
    line = found.line or text.line(found.path)
    return Finding(file, question, field_name(rest), found.code, found.params, remedy, severity, line)


def _question_at(path: Path, content: Yaml) -> tuple[str, Path]:
    if len(path) < 4 or (path[0], path[2]) != ("sections", "questions"):
        return "", path
    here: Yaml = content
    for part in path[:4]:
        if isinstance(here, dict) and isinstance(part, str):
            here = here.get(part)
        elif isinstance(here, list) and isinstance(part, int) and part < len(here):
            here = here[part]
    key = here.get("key") if isinstance(here, dict) else None
    return (key[:_LONGEST_SHOWN], path[4:]) if isinstance(key, str) and key else ("", path)


def field_name(path: Path) -> str:
    """`("proposes", 0, "when", "in")` → `proposes[1].when.in`; lists count from one."""
    name = ""
    for part in path:
        name += f"[{part + 1}]" if isinstance(part, int) else f"{'.' if name else ''}{part[:_LONGEST_SHOWN]}"
    return name


_ERRORS: Mapping[str, str] = {
    "yaml_alias": "write_it_out",
    "yaml_anchor": "write_it_out",
    "yaml_duplicate_key": "keep_one",
    "yaml_empty": "see_the_format",
    "yaml_key_not_text": "quote_key",
    "yaml_merge_key": "write_it_out",
    "yaml_not_mapping": "see_the_format",
    "yaml_not_utf8": "save_as_utf8",
    "yaml_several_documents": "one_form_per_file",
    "yaml_syntax": "mend_the_line",
    "yaml_bracket_open": "mend_the_line",
    "yaml_colon_missing": "mend_the_line",
    "yaml_colon_too_many": "mend_the_line",
    "yaml_indent": "mend_the_line",
    "yaml_quote_open": "mend_the_line",
    "yaml_sign": "mend_the_line",
    "yaml_tab": "mend_the_line",
    "yaml_tag": "remove_tag",
    "yaml_too_deep": "flatten",
    "yaml_too_large": "split_the_form",
    "yaml_too_many": "split_the_form",
    "identity_number": "remove_identity_number",
    "field_missing": "add_field",
    "unknown_key": "remove_key",
    "value_not_allowed": "use_one_of",
    "not_text": "quote_text",
    "not_true_false": "write_true_false",
    "not_whole_number": "write_whole_number",
    "number_out_of_range": "keep_within",
    "bad_key": "write_key",
    "bad_clause": "write_clause",
    "text_over_limit": "shorten",
    "list_empty": "add_item",
    "list_too_long": "remove_items",
    "not_mapping": "write_mapping",
    "not_list": "write_list",
    "expression_not_ours": "write_condition",
    "condition_not_one_test": "write_one_test",
    "value_wrong": "see_the_format",
    "text_empty": "write_text",
    "question_twice": "rename_key",
    "section_twice": "rename_key",
    "choice_twice": "rename_key",
    "column_twice": "rename_key",
    "column_called_row": "rename_key",
    "choices_missing": "add_choices",
    "choices_not_used": "remove_or_change_type",
    "columns_missing": "add_columns",
    "columns_not_used": "remove_or_change_type",
    "rows_not_used": "remove_or_change_type",
    "not_assessed_not_used": "remove_or_change_type",
    "field_not_used": "remove_or_change_type",
    "choice_condition_not_used": "remove_choice_condition",
    "default_wrong": "suggest_fitting",
    "rows_twice": "keep_one",
    "fill_not_used": "remove_fill",
    "fill_wrong_type": "change_column_type",
    "fill_choices": "add_fill_choices",
    "writes_twice": "keep_one",
    "unknown_risk": "use_one_of",
    "note_asks": "remove_or_change_type",
    "lead_without_clause": "name_clause",
    "breach_without_clause": "name_clause_or_assess",
    "breach_from_candour": "use_assess",
    "proposals_overlap": "part_the_rows",
    "unknown_theme": "use_one_of",
    "unknown_method": "use_one_of",
    "unknown_deviation_type": "use_one_of",
    "unknown_measure_kind": "use_one_of",
    "unknown_clause": "use_one_of",
    "unknown_requirement_set": "use_one_of",
    "unknown_parameter": "use_one_of",
    "unknown_row": "use_one_of",
    "theme_missing": "name_theme",
    "short_above_full": "lower_short",
    "short_not_closed": "make_short_too",
    "condition_without_question": "name_question",
    "condition_empty": "write_one_test",
    "condition_too_nested": "flatten",
    "conditions_too_deep": "flatten_conditions",
    "column_outside_table": "remove_column",
    "column_and_question": "remove_column",
    "column_unknown": "use_one_of",
    "unknown_reference": "use_one_of",
    "self_reference": "ask_another_question",
    "cycle": "break_cycle",
    "column_cycle": "break_cycle",
    "test_does_not_fit": "use_fitting_test",
    "not_comparable": "compare_alike",
    "impossible_code": "use_one_of",
    "choice_text_not_code": "use_the_code",
    "limit_not_number": "write_number",
    "limit_not_date": "write_date",
    "number_not_canonical": "write_as_kept",
    "never_true": "change_condition",
    "min_above_max": "swap_limits",
    "form_differs": "raise_version",
}
_WARNINGS: Mapping[str, str] = {
    "yaml_bare_word": "quote_word",
    "yaml_blanks_around": "remove_blanks",
    "yaml_characters_removed": "remove_characters",
    "yaml_curly_quotes": "straight_quotes",
    "language_missing": "translate",
    "language_absent": "translate",
    "language_sparse": "translate",
    "keys_look_alike": "rename_key",
    "one_choice": "add_choices",
    "exclusive_not_used": "remove_exclusive",
    "short_without_minutes": "add_short_minutes",
    "short_minutes_unused": "mark_short_questions",
    "short_is_everything": "unmark_some_questions",
    "too_many_findings": "mend_and_check_again",
}
REMEDY_OF: Mapping[str, tuple[str, Grade]] = {
    **{code: (remedy, "error") for code, remedy in _ERRORS.items()},
    **{code: (remedy, "warning") for code, remedy in _WARNINGS.items()},
}
"""Code of a problem → code of its remedy, and how grave it is. Every code that the linter knows."""
