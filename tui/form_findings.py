"""What the form linter says, in words: a sentence for each problem and for each remedy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checklists.words import N_, words

if TYPE_CHECKING:
    from checklists.finding import Finding

PROBLEMS = {
    # The file
    "yaml_alias": N_("An alias (*name) stands here; forms may not refer to other places."),
    "yaml_anchor": N_("An anchor (&name) stands here; forms may not name places to be repeated."),
    "yaml_bare_word": N_(
        "“{word}” is read here as text, but by many other programs as true, false or nothing."
    ),
    "yaml_blanks_around": N_("The text begins or ends with a blank."),
    "yaml_characters_removed": N_("Invisible or control characters were left out: {count}."),
    "yaml_curly_quotes": N_("The curly quotation marks in {text} are read as part of the text."),
    "yaml_duplicate_key": N_("“{key}” is given twice; the first is on line {first}."),
    "yaml_empty": N_("The file is empty."),
    "yaml_key_not_text": N_("A key must be plain text."),
    "yaml_merge_key": N_("A merge key (<<) stands here; forms may not repeat other places."),
    "yaml_not_mapping": N_("The file is not a form: it does not consist of keys with values."),
    "yaml_not_utf8": N_("The file is not UTF-8 text."),
    "yaml_several_documents": N_("The file holds more than one document."),
    "yaml_syntax": N_("This is not valid YAML (column {column})."),
    "yaml_bracket_open": N_("A bracket is not closed, or a comma is missing (column {column})."),
    "yaml_colon_missing": N_("A colon is missing behind a key (before column {column})."),
    "yaml_colon_too_many": N_(
        "There is a colon too many, or the line is indented wrongly (column {column})."
    ),
    "yaml_indent": N_(
        "The line is indented otherwise than those it belongs with, or a quotation mark ends too early "
        "(column {column})."
    ),
    "yaml_quote_open": N_("A quotation mark is not closed."),
    "yaml_sign": N_(
        "A text begins with a sign that means something else in YAML (column {column}). Put it in quotation marks."
    ),
    "yaml_tab": N_("The line is indented with a tab; YAML is indented with blanks only."),
    "yaml_tag": N_("A tag (!name or %TAG) stands here; forms may hold only plain values."),
    "yaml_too_deep": N_("The file is nested more than {limit} levels deep."),
    "yaml_too_large": N_("The file is larger than {limit} bytes."),
    "yaml_too_many": N_("The file holds more than {limit} values."),
    "identity_number": N_("The text holds a national identity number."),
    # The shape
    "field_missing": N_("“{field}” is missing."),
    "unknown_key": N_("The format has no key “{given}” here."),
    "value_not_allowed": N_("“{given}” is not one of the words that may stand here."),
    "not_text": N_("Text is needed here, not {given}."),
    "not_true_false": N_("true or false is needed here, not {given}."),
    "not_whole_number": N_("A whole number is needed here, not {given}."),
    "number_out_of_range": N_("{given} is outside what is allowed; the limit is {limit}."),
    "bad_key": N_("“{given}” cannot be a key or code."),
    "bad_clause": N_("“{given}” is not the address of a clause."),
    "text_over_limit": N_("The text is longer than {limit} characters."),
    "list_empty": N_("“{field}” holds nothing."),
    "list_too_long": N_("There may be at most {limit} here."),
    "not_mapping": N_("Keys with values are needed here, not {given}."),
    "not_list": N_("A list is needed here, not {given}."),
    "expression_not_ours": N_("“{given}” is an expression; conditions are written as keys with values."),
    "condition_not_one_test": N_(
        "A condition holds exactly one test, or one of all, any and not; here are {found}."
    ),
    "value_wrong": N_("{given} cannot stand here."),
    "text_empty": N_("The bokmål text is empty."),
    # Keys, choices and parts
    "question_twice": N_("Two questions have the key “{key}”."),
    "section_twice": N_("Two sections have the key “{key}”."),
    "choice_twice": N_("Two choices have the code “{key}”."),
    "column_twice": N_("Two columns have the key “{key}”."),
    "column_called_row": N_("In a table with fixed rows, “row” already means the row."),
    "keys_look_alike": N_("The keys “{key}” and “{other}” are easily mistaken for each other."),
    "choices_missing": N_("There is nothing to choose from."),
    "one_choice": N_("There is only one thing to choose."),
    "choices_not_used": N_("Choices mean nothing for the type “{type}”."),
    "exclusive_not_used": N_("“exclusive” means nothing where only one can be chosen."),
    "columns_missing": N_("The table has no columns."),
    "columns_not_used": N_("Columns mean nothing for the type “{type}”."),
    "rows_not_used": N_("Fixed rows mean nothing for the type “{type}”."),
    "not_assessed_not_used": N_("“not_assessed” means nothing for the type “{type}”."),
    "field_not_used": N_("“{field}” means nothing for the type “{type}”."),
    "choice_condition_not_used": N_("The rows of a table cannot be offered by a condition."),
    "default_wrong": N_("“{given}” can never be the answer, so it cannot be suggested."),
    "rows_twice": N_("The table both names its rows and has them made by “rows_from”."),
    "fill_not_used": N_("Only a table of open measures can fill in a column."),
    "fill_wrong_type": N_("A column filled in with “{fill}” must have the type “{type}”."),
    "fill_choices": N_("Whether the deadline is over has nothing to be filled in with."),
    "writes_twice": N_("Two questions say what is written on the contract as “{writes}”."),
    "unknown_risk": N_("“{given}” is no level of risk, nor a step up or down."),
    "note_asks": N_("A note asks nothing, so “{field}” means nothing."),
    "form_differs": N_("{form} version {version} exists already with other content."),
    # Clauses, codes and proposals
    "lead_without_clause": N_("A lead question must rest on a clause, and this one names none."),
    "breach_without_clause": N_("A breach is proposed without a clause to have been broken."),
    "breach_from_candour": N_(
        "A breach is proposed from something that is only “{mark}”: nobody is accused by that alone."
    ),
    "proposals_overlap": N_("Several proposals of the column are about the same rows: {rows}."),
    "unknown_theme": N_("There is no theme “{given}”."),
    "unknown_method": N_("There is no follow-up method “{given}”."),
    "unknown_deviation_type": N_("There is no type of deviation “{given}”."),
    "unknown_measure_kind": N_("There is no kind of measure “{given}”."),
    "unknown_clause": N_("No requirement set has the clause “{given}”."),
    "unknown_requirement_set": N_("There is no family of requirement sets “{given}”."),
    "unknown_parameter": N_("No requirement set has the parameter “{given}”."),
    "unknown_row": N_("The table has no fixed row “{given}”."),
    "theme_missing": N_("No theme is named, so the answers would count for nothing in the report."),
    # The short form
    "short_above_full": N_("The short form takes {short} minutes and the full form {full}."),
    "short_not_closed": N_("The short form hangs here on “{question}”, which only the full form asks."),
    "short_without_minutes": N_(
        "Questions are marked as short, but the minutes of the short form are missing."
    ),
    "short_minutes_unused": N_("The short form has minutes, but no question is marked as short."),
    "short_is_everything": N_("Every question is marked as short, so the short form is the full form."),
    # Conditions
    "condition_without_question": N_("The test does not say which question it looks at."),
    "condition_empty": N_("The condition holds nothing to test."),
    "condition_too_nested": N_("The condition is nested more than {limit} levels deep."),
    "conditions_too_deep": N_("More than {limit} questions hang on one another, one behind the other."),
    "column_outside_table": N_("Only the conditions of a table's columns can look at the column “{column}”."),
    "column_and_question": N_("The test names both the question “{question}” and the column “{column}”."),
    "column_unknown": N_("The table has no column “{given}”."),
    "unknown_reference": N_("The form has no question “{given}”."),
    "self_reference": N_("Whether “{question}” is asked hangs on its own answer."),
    "cycle": N_("The questions hang on one another in a circle: {cycle}."),
    "column_cycle": N_("The columns hang on one another in a circle: {cycle}."),
    "test_does_not_fit": N_("“{test}” can never be true of an answer of the type “{type}”."),
    "not_comparable": N_("“{question}” ({type}) cannot be compared with this answer ({other})."),
    "impossible_code": N_("“{given}” can never be the answer, so the test is never true."),
    "choice_text_not_code": N_("“{given}” is the text of a choice, not its code."),
    "limit_not_number": N_("“{given}” is not a number."),
    "limit_not_date": N_("“{given}” is not a date."),
    "number_not_canonical": N_("The answer is kept as {kept}, so it never equals “{given}”."),
    "never_true": N_("What is asked of “{question}” can never be true at the same time."),
    "min_above_max": N_("The lowest value allowed is above the highest."),
    "language_missing": N_("The text is missing in the language {language}."),
    "language_sparse": N_("Of {count} texts, {missing} are missing in the language {language}."),
    "language_absent": N_("No text of the form is there in the language {language}."),
    "too_many_findings": N_("There are more than {limit} problems; the rest is not shown."),
}
"""Code of a problem → what is wrong."""

REMEDIES = {
    "add_choices": N_("Add choices with a code and a text."),
    "add_columns": N_("Add columns with a key and a text."),
    "add_fill_choices": N_("Add choices with these codes: {allowed}."),
    "add_field": N_("Add “{field}”."),
    "add_item": N_("Add at least one."),
    "add_short_minutes": N_("Add “short” to the minutes."),
    "ask_another_question": N_("Name another one, or leave the condition out."),
    "break_cycle": N_("Remove one of the conditions in the circle."),
    "change_column_type": N_("Change the type of the column."),
    "change_condition": N_("Change the tests so that an answer can fulfil all of them, or use any."),
    "compare_alike": N_("Compare a number with a number, or a date with a date."),
    "did_you_mean": N_("Did you mean “{nearest}”?"),
    "flatten": N_("Write it with fewer levels."),
    "flatten_conditions": N_("Let the later questions look at an earlier one directly."),
    "keep_one": N_("Keep one of them."),
    "keep_within": N_("Write a number within the limit."),
    "lower_short": N_("Let the short form take fewer minutes than the full one."),
    "make_short_too": N_("Mark “{question}” as short too, or remove the condition."),
    "mark_short_questions": N_("Mark questions with “short: true”, or remove the minutes."),
    "mend_and_check_again": N_("Mend these and check again."),
    "mend_the_line": N_("Look at indentation, colons and quotation marks on this line and the one before."),
    "name_clause": N_("Name the clause it is about: “clause: human_rights.policy”."),
    "name_clause_or_assess": N_("Name a clause, or use “strength: assess”."),
    "name_question": N_("Add “question” with the key of the question, or “column” in a table."),
    "name_theme": N_(
        "Give the section or the question a theme. p in Forms, or `forms publish --theme`, gives it to all without."
    ),
    "one_form_per_file": N_("Keep one form in each file."),
    "part_the_rows": N_("Give each proposal of the column rows of its own."),
    "quote_key": N_("Put the key in quotation marks."),
    "quote_text": N_("Put it in quotation marks if text is meant."),
    "quote_word": N_("Put it in quotation marks if text is meant, or write true or false."),
    "raise_version": N_("Raise the version: a version that is in use never changes."),
    "remove_blanks": N_("Remove the blanks."),
    "remove_characters": N_("Type the text again without them."),
    "remove_choice_condition": N_("Remove the condition."),
    "remove_column": N_("Remove “column”, or move the test to a column of the table."),
    "remove_fill": N_("Remove “fill”, or let the rows be made by “rows_from: open_measures”."),
    "remove_exclusive": N_("Remove “exclusive”."),
    "remove_identity_number": N_("Remove the number."),
    "remove_items": N_("Remove some."),
    "remove_key": N_("Remove the key."),
    "remove_or_change_type": N_("Remove it, or change the type of the question."),
    "remove_tag": N_("Remove the tag."),
    "rename_key": N_("Give one of them another name."),
    "save_as_utf8": N_("Save the file as UTF-8."),
    "see_the_format": N_("See the description of the format: aktsom forms schema."),
    "see_the_list": N_("Use one that exists."),
    "shorten": N_("Shorten the text."),
    "split_the_form": N_("Split it into several forms."),
    "straight_quotes": N_("Use straight quotation marks."),
    "suggest_fitting": N_("Suggest what a question of the type “{type}” can be answered with, by its code."),
    "swap_limits": N_("Swap the limits, or change one of them."),
    "translate": N_("Add the text; until then bokmål is shown."),
    "unmark_some_questions": N_("Let the short form leave something out."),
    "use_assess": N_("Use “strength: assess”; a person then decides."),
    "use_fitting_test": N_("Use a test that fits: {allowed}."),
    "use_one_of": N_("Use one of: {allowed}."),
    "use_the_code": N_("Write “{right}”."),
    "write_as_kept": N_("Write {kept}."),
    "write_clause": N_("Write family and clause with a full stop between: human_rights.policy."),
    "write_condition": N_("Write it as keys with values: {{question: role, equals: producer}}."),
    "write_date": N_("Write the date as 2026-01-31."),
    "write_it_out": N_("Write the content out in both places."),
    "write_key": N_("Use small letters a–z, digits and underscores, beginning with a letter."),
    "write_list": N_("Write a list: one item on each line after a dash."),
    "write_mapping": N_("Write keys with values, each as “key: value”."),
    "write_number": N_("Write a number with a decimal point."),
    "write_one_test": N_("Write one test, and join several with all or any."),
    "write_text": N_("Write the text in bokmål."),
    "write_true_false": N_("Write true or false."),
    "write_whole_number": N_("Write a whole number."),
}
"""Code of a remedy → what to do."""


def problem_text(found: Finding, language: str) -> str:
    """What is wrong."""
    return words(language).text(PROBLEMS[found.code], **found.params)


def remedy_text(found: Finding, language: str) -> str:
    """What to do about it."""
    return words(language).text(REMEDIES[found.remedy], **{"question": found.question, **found.params})
