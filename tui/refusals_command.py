"""What the app and the command line themselves refuse."""

from __future__ import annotations

from checklists.words import N_

SENTENCES: dict[str, str] = {
    "field_needed": N_("“{field}” must be filled in."),
    "deviation_needs_clause": N_(
        "A deviation breaks a clause of the contract. Choose the clause, or make it an observation."
    ),
    "date_not_understood": N_("“{given}” is not a date. Write it as 31.12.2026 or 2026-12-31."),
    "date_too_early": N_("“{given}” is before {first}. Check the year."),
    "no_terminal": N_("The app needs a terminal. For scripts, see `aktsom --help`."),
    # what was typed
    "command_unknown": N_("There is no command “{given}”. `aktsom --help` lists the commands."),
    "command_mistyped": N_("There is no command “{given}”. The nearest is {nearest}."),
    "not_in_this_version": N_(
        "This version of aktsom does not have “{asked}” yet. `aktsom --help` lists what it has."
    ),
    "example_exists": N_("{file} exists already, and the example needs a new file. Choose another name."),
    "line_not_text": N_("The command line holds bytes that are no text. Write it in UTF-8."),
    "not_field_and_value": N_("“{given}” is not a field and a value. Write it as FIELD=VALUE."),
    "field_unknown_on_line": N_("There is no field {field} here. The fields: {fields}."),
    "field_twice_on_line": N_("{field} is given twice. Give it once."),
    "field_missing_on_line": N_("{field} is missing. Give it on the command line."),
    "field_does_not_fit": N_("{field}: “{given}” does not fit here. Check what is written."),
    "not_one_of": N_("{name}: “{given}” is none of these: {choices}."),
    "option_means_nothing": N_("{option} means nothing together with {beside}. Leave it out."),
    "option_needs": N_("{option} means nothing without {needed}. Give both, or neither."),
    "reason_without_not_applicable": N_(
        "{question}: a reason belongs only to the answer “not applicable”. Leave it out, or write a comment."
    ),
    "one_of_two_options": N_("{one} and {other} cannot both be given. Leave one out."),
    "kind_not_read": N_("Files of the kind {kind} cannot be read yet. Save the register as CSV (UTF-8)."),
    "not_a_whole_number_here": N_("“{given}” is not a whole number. Write it with digits only."),
    "names_nothing": N_("“{given}” names nothing. Write what is meant, with commas between."),
    "not_a_limit": N_("“{given}” is not a number of entries. Give 1 or more."),
    "not_an_entry_number": N_("“{given}” is not the number of an entry. `aktsom journal` tells the numbers."),
    "not_a_count": N_("“{given}” is not a count. Write how many of how many, such as 2/10."),
    "not_yes_or_no": N_("“{given}” is neither yes nor no. Write yes or no."),
    "not_an_amount": N_(
        "“{given}” is not an amount. Write it as 1 234 567.50, with a currency behind if not kroner."
    ),
    "not_a_year": N_("“{given}” is not a year. Write it with four digits."),
    "not_a_value": N_(
        '{question}: “{given}” cannot be an answer. Put words such as "yes" in quotation marks.'
    ),
    "not_rows_here": N_("{question} is a table. Give a list of rows, each with columns and their values."),
    "option_not_understood": N_(
        "“{given}” is not an option. Write it as option=2027-12-31,notice=2027-06-30,exercised."
    ),
    "clause_not_understood": N_(
        "“{given}” is not a clause. Write it as clause=key;reference;theme;text;MM-DD."
    ),
    "number_without_supplier": N_(
        "The number “{given}” belongs to no supplier. Write supplier=… before number=…."
    ),
    "supplier_by_id": N_(
        "Here a supplier is named by its id, so {field} cannot be given. Change it with `supplier change`."
    ),
    "method_is_the_forms": N_("The method of {form} is {method}. Only requirements_review takes another."),
    "no_short_form": N_("{form} has no short form. Leave --short out."),
    "proposal_or_all": N_("Name one proposal, or give --all for every one that is left."),
    "followup_of_another": N_(
        "{followup} is not a follow-up of {contract}. Name one that is, or leave it out."
    ),
    "deviation_of_another": N_(
        "{deviation} is at another contract or supplier than {followup}. Name one at the same."
    ),
    "found_in_future": N_("The deviation was found {date}, which has not come yet. Check the date."),
    "evidence_of_what": N_("Say whose evidence: --followup, --deviation, --contract, or ids."),
    "evidence_without_file": N_(
        "{evidence} has no file kept with it. Its reference tells where it is archived."
    ),
    "json_is_a_format": N_(
        "--json and --format {format} cannot both be printed. Leave one out, or add --out."
    ),
    "format_needs_file": N_("The format {format} needs a file to go to. Add --out FILE.{format}."),
    "cutoff_in_another_year": N_("The cut-off {date} is not in {year}. Give a day of that year."),
    "year_not_frozen": N_("{year} has not been frozen. `aktsom summary list` tells what has."),
    "anchor_not_understood": N_(
        "“{given}” is not an anchor. Give what `aktsom journal anchor` printed: 120:9f3c…."
    ),
    "cpv_not_understood": N_("“{given}” is not a CPV code. Write its eight digits, such as 18110000."),
    "organisation_number_wrong": N_(
        "“{given}” is not a Norwegian organisation number. Check the nine digits, or leave it empty."
    ),
    # files
    "config_unreadable": N_("Your settings file {file} cannot be read. Check its rights and its size."),
    "config_not_toml": N_("Your settings file {file} is not valid TOML: {reason}. Correct it."),
    "config_unknown_key": N_("Your settings file {file} has an unknown key {key}. The keys: {keys}."),
    "config_wrong_value": N_("Your settings file {file}: {key} must be written as {wanted}."),
    "forms_folder_missing": N_(
        "The folder of forms {folder} cannot be read. Check forms_folder in your settings file."
    ),
    "fill_unknown_key": N_("{file}: there is no place for “{key}” here. Allowed: {keys}."),
    "fill_without_answers": N_("{file} holds no answers. Write them under `answers:`, a question key each."),
    "fill_evidence": N_(
        "{file}: the evidence of {question} must be a list of titles with their facts, or of ids."
    ),
    "attachment_outside": N_(
        "The file “{file}” does not lie beside the file of answers. Name it without folders above."
    ),
    "text_not_utf8": N_("{file} is not UTF-8 text. Save it as UTF-8."),
    "frozen_unreadable": N_("The summary frozen for {year} cannot be read by this version of aktsom."),
    "journal_anchor_differs": N_(
        "Entry {seq} is not the one that the anchor tells of: the journal has been changed or cut."
    ),
}
