"""What did not come over of a form of another program, in words: a sentence for each remark and for what to do."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, cast

from checklists.codelists import label
from checklists.words import N_, words
from exchange.form_reading import Grade, Remark
from tui.form_findings import PROBLEMS

_LANGUAGE_CODE: Final = re.compile(r"(?:^|\()([A-Za-z]{2,3})(?:[-_][A-Za-z]+)?\)?\s*$")
GRADES: dict[Grade, str] = {
    "lost": N_("Not carried over"),
    "changed": N_("Carried over otherwise"),
    "assumed": N_("Assumed"),
}
"""Heading over the remarks of each kind."""

REMARKS: dict[str, str] = {
    # Cells and columns
    "cell_formula": N_("The cell holds a formula ({text}), not a text."),
    "cell_error": N_("The cell holds an error ({text})."),
    "cell_characters_removed": N_("Invisible or control characters were left out: {count}."),
    "cell_identity_number": N_("The text holds a national identity number and was left out."),
    "cell_cut": N_("The text is longer than {limit} characters and was cut."),
    "cell_not_ours": N_("The cell is not as aktsom writes it: {text}."),
    "cells_merged": N_("The cells {cells} are merged; only the first of them holds anything."),
    "sheet_hidden": N_("The sheet is hidden. It was read all the same."),
    "sheet_not_carried": N_("The sheet “{name}” was left out."),
    "column_not_carried": N_("The form has no place for what stands here."),
    "column_unknown": N_("The column is none of XLSForm's; it holds something in these rows: {rows}."),
    "column_twice": N_("There is a column {first} already; this one was left out."),
    # Languages and texts
    "language_not_carried": N_(
        "Texts in {language} were left out: a form is in bokmål, nynorsk and English."
    ),
    "language_as_first": N_("There are no texts in bokmål, so those in {language} stand in their place."),
    "language_not_told": N_("The file does not say which language it is in; the texts stand as bokmål."),
    "text_borrowed": N_("The text is missing in the first language; the one in {language} stands for it."),
    "label_missing": N_("There is no text, so the name “{name}” stands for it."),
    "text_names_answer": N_("The text would show an answer in the middle of it. It stands as it is written."),
    # Rows
    "row_without_type": N_("The row “{name}” has no type."),
    "row_not_carried": N_("The row “{name}” makes no question."),
    "type_unknown": N_("“{type}” ({name}) is no type that we know."),
    "type_changed": N_("“{given}” is answered here as “{type}”."),
    "metadata": N_("“{type}” ({name}) is filled in by a telephone or a server, not by a person."),
    "calculation": N_("The calculation “{name}” was left out."),
    "name_missing": N_("The row has no name; it is called “{key}”."),
    "key_made": N_("“{given}” cannot be a key; it is called “{key}”."),
    "read_only": N_("Nothing can be answered here, so it is a note."),
    "appearance": N_("How it should look ({text}) was left out."),
    "default_value": N_("The answer filled in beforehand ({text}) was left out."),
    "default_suggested": N_(
        "The answer filled in beforehand ({text}) is suggested here, and counts once a person has taken it."
    ),
    "required_sometimes": N_("Whether it must be answered hangs on other answers: {expression}."),
    "rank_as_table": N_("The ranking is a table with a row for each choice and its place."),
    # Choices
    "list_unknown": N_("There is no list of choices “{list}”, so the answer is written as text."),
    "list_not_used": N_("No question uses the list “{list}”."),
    "choice_filter": N_("Which choices are shown hangs on other answers ({text}); here all are shown."),
    "choice_twice": N_("“{given}” is in the list “{list}” already; this one is called “{key}”."),
    "choice_without_name": N_("A choice of the list “{list}” has no name."),
    "choice_other_added": N_("The choice “Other” was added; what it is goes into the comment."),
    "choices_from_file": N_("The choices are in another file ({file}), so the answer is written as text."),
    # Groups and repeats
    "group_flattened": N_("The group “{name}” is inside another; it is a section of its own."),
    "group_empty": N_("The group “{name}” asks nothing."),
    "group_not_closed": N_("The group “{name}” does not end; it was ended with the sheet."),
    "end_without_begin": N_("No group begins that could end here."),
    "group_in_repeat": N_("The group “{name}” is in a repeat; its questions are columns like the others."),
    "repeat_empty": N_("Nothing in the repeat “{name}” can be a column, so there is no table."),
    "repeat_count": N_("How often it is asked ({text}) was left out; rows are added freely."),
    "repeat_in_repeat": N_("“{name}” is in a repeat inside another repeat; a table has no tables in it."),
    "not_in_table": N_("“{type}” cannot be a column of a table."),
    # Conditions
    "expression_unreadable": N_("The condition cannot be read at “{at}”: {expression}."),
    "expression_too_much": N_("Our conditions cannot say “{at}”: {expression}."),
    "refers_to_nothing": N_("The condition looks at “{name}”, which is no question here: {expression}."),
    "expression_does_not_fit": N_("The condition does not fit the answers it looks at: {expression}."),
    "message_made": N_("The limit has no message of its own, so it is told as it is written: {expression}."),
    # Nodes of a requirement framework
    "node_field": N_("The form has no place for “{field}”."),
    "node_condition": N_("The condition looks at “{condition}”, which is no question here."),
    # The form
    "id_made": N_("“{given}” cannot be the id of a form; it is called “{key}”."),
    "version_made": N_("The version ({given}) is no whole number; it counts as {version}."),
    "setting_assumed": N_("XLSForm has no setting for {field}. Assumed: {value}."),
    "theme_not_told": N_("No section has a theme, so the answers would count for nothing in the report."),
}
"""Code of a remark → what came of the cell. A remark of the linter is told in the linter's words."""

REMEDIES: dict[str, str] = {
    "ask_in_own_table": N_("Ask it in a repeat of its own."),
    "ask_outside_table": N_("Ask it outside the repeat."),
    "calculate_by_hand": N_("Ask for the result, if it is needed."),
    "check_type": N_("See whether that will do."),
    "close_group": N_("End the group where it should end."),
    "filter_by_hand": N_("Split the question where the list is long."),
    "give_id": N_("Give it another id with --id, if you like."),
    "keep_elsewhere": N_("Write what is needed in the text or the hint."),
    "mend_in_file": N_("Mend it before the form is published."),
    "nothing_to_do": N_("There is nothing to do."),
    "remove_row": N_("Remove the row."),
    "rename_choice": N_("Give each choice of a list a name of its own."),
    "rename_column": N_("Give each column a heading of its own."),
    "set_by_hand": N_("Set it in the form."),
    "set_theme": N_("Name one with --theme, or in the form."),
    "set_version": N_("Write a whole number as version, if it matters."),
    "translate_by_hand": N_("Write the texts in bokmål in the form."),
    "unmerge": N_("Split the cells, and fill in each."),
    "use_known_type": N_("Use another type, or leave the row out."),
    "write_as_exported": N_("Write it as an export of the form has it."),
    "write_choices": N_("Write the choices on the sheet choices."),
    "write_in_hint": N_("Write it in the hint."),
    "write_label": N_("Write the text."),
    "write_list": N_("Add the list on the sheet choices."),
    "write_message": N_("Write a message in constraint_message."),
    "write_name": N_("Give it a name."),
    "write_the_text": N_("Write the text itself in the cell."),
    "write_type": N_("Write its type, or remove the row."),
    "write_without_answer": N_("Word it so that it needs no answer in it."),
}
"""Code of what to do → the words. Those of the linter are in the linter's words."""


def said(remark: Remark, language: str) -> str:
    """What came of the cell."""
    if remark.code == "lint":
        return words(language).text(PROBLEMS[str(remark.params["problem"])], **remark.params)
    params = dict(remark.params)
    if remark.code == "type_changed":
        params["type"] = label("answer_types", str(params["type"]), language)
    if "language" in params:
        params["language"] = language_named(str(params["language"]), language)
    return words(language).text(REMARKS[remark.code], **params)


def language_named(told: str, language: str) -> str:
    """`French (fr)`, `French` or `fr` as this language calls it; anything else as it is written."""
    from babel import Locale, UnknownLocaleError

    coded = _LANGUAGE_CODE.search(told)
    english = cast("Mapping[str, str]", Locale("en").languages)
    named = next((code for code, name in english.items() if name.casefold() == told.strip().casefold()), "")
    code = coded[1].lower() if coded else named
    try:
        return (Locale(code).get_display_name(language) if code else None) or told
    except UnknownLocaleError:
        return told


def remedy(remark: Remark, language: str) -> str:
    """What to do about it."""
    return words(language).text(REMEDIES[remark.remedy])
