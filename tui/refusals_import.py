"""What is wrong with a file that is handed over, or with the place a file is to be written to."""

from __future__ import annotations

from checklists.words import N_, words

_FILES: dict[str, str] = {
    "file_missing": N_("There is no file {file}. Check the name and the folder."),
    "file_is_folder": N_("{file} is a folder. Name the file in it."),
    "file_is_link": N_("{file} is a link to another file. Name the file itself."),
    "file_not_regular": N_("{file} is a device or a pipe. Save the content as a file first."),
    "file_not_permitted": N_("You may not read {file}. Ask its owner, or copy it to a folder of yours."),
    "file_unreadable": N_("{file} cannot be read ({reason}). Copy it to another disk and try again."),
    "input_too_large": N_("{file} is larger than {limit} MB. Split it into several files."),
    "file_empty": N_("{file} is empty. Export it again."),
    "file_not_text": N_("{file} is not a text file. Save the register as CSV (UTF-8) and import that."),
    "file_is_pdf": N_("{file} is a PDF. Ask for the register as CSV (UTF-8) and import that."),
    "file_is_html": N_("{file} is a web page. Open it in a spreadsheet and save it as CSV (UTF-8)."),
    "file_is_zip": N_("{file} is a zip file. Unpack it and import the file inside."),
    "file_is_old_office": N_(
        "{file} is an old or password-protected Office file. Remove the password and save it as CSV (UTF-8)."
    ),
    "xlsx_not_read": N_(
        "{file} is an Excel workbook, which cannot be read yet. Save it as CSV (UTF-8) and import that."
    ),
    "ocds_not_read": N_(
        "{file} is a file in the Open Contracting format, which cannot be read yet. Use CSV (UTF-8) instead."
    ),
    "file_of_another_format": N_(
        "{file} was said to be {wanted} but is {found}. Leave out --from, or name the right file."
    ),
    "output_in_use": N_("{file} is the database, or a file in use by aktsom. Choose another name."),
    "output_exists": N_("{file} exists already. Choose another name, or overwrite it with --force."),
    "output_is_folder": N_("{file} is a folder. Add a file name."),
    "output_not_regular": N_("{file} is a device or a pipe. Choose an ordinary file."),
    "output_folder_missing": N_("The folder of {file} does not exist. Make it first, or choose another."),
    "output_not_permitted": N_("You may not write {file}. Choose a folder of yours."),
    "output_no_space": N_("There is no space left for {file}. Nothing was written; free some space."),
    "output_name_too_long": N_("The name {file} is too long. Choose a shorter one."),
    "output_failed": N_("{file} could not be written ({reason}). Nothing was left behind; try another disk."),
}

_SYNTAX: dict[str, str] = {
    "json_not_utf8": N_("{file}, line {line}: the text is not UTF-8. Save the file as UTF-8."),
    "json_malformed": N_(
        "{file}, line {line}, column {column}: this is not JSON. Mend it or export it again."
    ),
    "json_too_deep": N_("{file} is nested deeper than {limit} levels. It is no file of ours."),
    "json_key_twice": N_("{file}, line {line}: the key {path} is given twice. Keep one of them."),
    "json_number_out_of_range": N_(
        "{file}, line {line}: the number {found} at {path} is too large or too fine. Correct it."
    ),
    "json_constant": N_(
        "{file}, line {line}: {found} at {path} is no number in JSON. Write a number, or null."
    ),
    "json_nul": N_("{file}, line {line}: the text at {path} holds {found}. Take the character out."),
    "json_surrogate": N_(
        "{file}, line {line}: the text at {path} holds half a character ({found}). Write it whole."
    ),
    "json_key_unknown": N_("{file} has the key {path}, which a file of contracts does not have. Remove it."),
    "json_not_contracts": N_(
        "{file} is JSON, but not a file of contracts: it must hold one list called “contracts”."
    ),
    "reading_stopped": N_("More than {limit} problems were found, so the rest of the file was not read."),
    "too_many_contracts": N_("{file} holds more than {limit} contracts. Split it into several files."),
    "xml_malformed": N_(
        "{file}, line {line}, column {column}: the XML is broken or cut off. Download the notice again."
    ),
    "xml_too_deep": N_("{file}, line {line}: the XML is nested too deep. It is no notice."),
    "xml_too_large": N_("{file} has more than {limit} XML tags. It is no notice."),
    "xml_declares_type": N_(
        "{file}, line {line}: the XML declares a document type, which no notice does. Download it again."
    ),
    "xml_encoding": N_("{file} is written as {encoding}, which is not read. Save it as UTF-8."),
    "xml_not_a_notice": N_(
        "{file} is XML, but no eForms notice: its root is {root} ({namespace}). Download the notice as XML."
    ),
    "notice_incomplete": N_("{file} is an award notice without {missing}. Download the notice again."),
}

_CSV: dict[str, str] = {
    "csv_nul": N_(
        "{file}, line {line}: the text holds an empty byte. Save the register as CSV (UTF-8) again."
    ),
    "csv_encoding_mixed": N_(
        "{file} is written in two encodings; the second begins in line {line}. Save it as CSV (UTF-8) again."
    ),
    "csv_encoding_ambiguous": N_(
        "{file}, line {line}: the letters can be read in two ways (Windows or Mac). Save it as CSV (UTF-8)."
    ),
    "csv_encoding_unreadable": N_(
        "{file}, line {line}: the letters cannot be made out. Save the register as CSV (UTF-8)."
    ),
    "csv_quotes": N_("{file}, row {line}: a quotation mark is not closed, or closed too early. Correct it."),
    "csv_field_too_long": N_(
        "{file}, row {line}: a cell is too long. Often a quotation mark is not closed; correct it."
    ),
    "csv_too_many_columns": N_("{file}, row {line}: more than {limit} columns. Remove those not needed."),
    "csv_too_many_rows": N_("{file} has more than {limit} rows. Split it into several files."),
    "csv_ragged": N_(
        "{file}, row {line}: there are not as many cells ({found}) as headings ({expected}). Correct the row."
    ),
    "headings_not_known": N_(
        "{file}: no heading of ours in row {line} ({found}). `aktsom import --headings` prints them."
    ),
    "heading_missing": N_(
        "{file}: the heading “{heading}” is missing in row {line}. `aktsom import --headings` prints them all."
    ),
    "nothing_in_file": N_("There are no contracts in the file. Check that it is the right one."),
    "heading_twice": N_(
        "{file}, row {line}: two columns mean the same as “{heading}”. Remove or rename one."
    ),
}

_ROWS: dict[str, str] = {
    "reference_missing": N_("The contract has no reference. Give it one."),
    "supplier_missing": N_("The supplier has no name. Write it."),
    "rows_in_conflict": N_(
        "The rows of {reference} say different things (see row {first}). Make them the same, or give each a reference."
    ),
    "other_row_refused": N_("Row {other}, of the same contract {reference}, is refused. Correct that row."),
    "contract_twice": N_("{reference} stands in the file already, as number {first}. Remove one of them."),
    "value_unreadable": N_("The value of {field} cannot be kept. Correct it."),
    "amount_ambiguous": N_("{found} can be two amounts. Write it as 1234.00 or 1 234,00."),
    "amount_negative": N_("{found} is negative. A contract's value is not; correct it or leave it empty."),
    "amount_unreadable": N_("{found} is not an amount. Write it as 1 234 567,50."),
    "currency_unknown": N_("{found} is no currency. Use three letters such as NOK or EUR."),
    "currency_in_conflict": N_("{found} and the currency {currency} do not agree. Correct one of them."),
    "date_ambiguous": N_("{found} can be two dates. Write it as 2026-02-01 or 1.2.2026."),
    "date_short_year": N_("{found} has a year of two digits. Write all four."),
    "date_serial": N_(
        "{found} is a spreadsheet's number for a date. Format the column as a date and export again."
    ),
    "date_impossible": N_("There is no such day as {found}. Correct the date."),
    "date_out_of_range": N_(
        "{found} is not between the years {earliest} and {latest}. Correct or remove it."
    ),
    "date_unreadable": N_("{found} is not a date. Write it as 2026-12-31 or 31.12.2026."),
    "options_do_not_pair": N_(
        "Dates under “Option until”: {options}; under “Notice by”: {notices}. Write one notice date for each option, "
        "in the same order and with semicolons between, or leave “Notice by” empty."
    ),
    "requirement_set_unknown": N_("There is no requirement set {found}. There are: {sets}."),
    "framework_unreadable": N_("{found} is neither yes nor no. Write yes if it is a framework agreement."),
    "risk_unreadable": N_("{found} is no level of risk. Write low, medium or high."),
    "country_unknown": N_("{found} is no country. Write NO, NOR or Norway."),
    "number_scientific": N_(
        "{found} is a number that a spreadsheet shortened. Format the column as text and write all nine digits."
    ),
    "organisation_number_invalid": N_(
        "{found} is no valid Norwegian organisation number. Correct it; for a foreign supplier give the country."
    ),
    "suppliers_do_not_pair": N_(
        "Names: {names}, but numbers: {numbers}, in one row. Give each supplier its own row."
    ),
    "cpv_unreadable": N_("{found} is no CPV code. Write eight digits, or leave it empty."),
    "json_wrong_type": N_("The value must be: {wanted}."),
    "json_key_unknown_here": N_("The key {key} is not known. See docs/import.md for those that are."),
}

_NOTES: dict[str, str] = {
    "heading_unknown": N_("The column “{heading}” is none of ours and was left out."),
    "reference_from_title": N_("There is no column of references, so the title stands for it."),
    "csv_read_as_mac": N_("The file was read as text from an older Mac. Check names with æ, ø and å."),
    "characters_removed": N_("Invisible or control characters were left out: {count}."),
    "row_repeated": N_("The row says the same as another row of {reference}."),
    "category_unknown": N_("“{found}” is no category of ours. It is kept beside the category “other”."),
    "type_unknown": N_("“{found}” is neither goods, services nor works. The type is left open."),
    "cpv_zero_restored": N_("{found} had lost its leading zero and is read as {cpv}."),
    "cpv_several": N_("Several CPV codes ({found}). The first, {cpv}, is kept."),
    "several_numbers": N_("{count} organisation numbers under one name are read as {count} suppliers."),
    "several_names": N_(
        "The cell seems to hold {count} suppliers. It is read as one; give each its own row."
    ),
    "notice_of_another_kind": N_("This is a notice of another kind ({kind}); it has no contracts."),
    "notice_without_winner": N_("The notice has no winner, so it has no contract."),
    "winner_without_contract": N_("The notice has a winner but no settled contract yet."),
    "lot_without_winner": N_("The lot {lot} has no winner."),
    "notice_changes_contract": N_("The notice changes a contract; the notice it changes: {notice}."),
    "notice_changes_unknown": N_("The notice changes a contract, but does not say which notice it changes."),
    "framework_counted_once": N_(
        "The framework agreement for {lot} has {count} contracts; it is one agreement."
    ),
    "contract_without_supplier": N_("The notice does not say who the supplier is."),
    "supplier_not_named": N_("The notice does not name the organisation {id}."),
    "notice_number_invalid": N_("{found} is no valid organisation number and was left out."),
    "notice_amount_unread": N_(
        "The notice states the amount {found}, which cannot be read. It is not known."
    ),
    "notice_day_unread": N_("The notice states the day {found}, which does not exist. It is not known."),
    "notice_currency_unknown": N_("The amount is in an unknown currency ({found}). The value is not known."),
    "duration_without_start": N_(
        "The notice states a duration ({duration}) but no first day. The end is not known."
    ),
    "value_of_several_tenders": N_("The notice gives several amounts and no total. The value is not known."),
}

SENTENCES: dict[str, str] = {**_FILES, **_SYNTAX, **_CSV, **_ROWS, **_NOTES}


def duration(told: str, language: str) -> str:
    """`72 MONTH`, as a notice has it, in words; a unit that is not known stays as it is."""
    number, _, unit = told.partition(" ")
    spoken, n = words(language), int(number)
    match unit:
        case "DAY":
            return spoken.count(N_("{n} day"), N_("{n} days"), n)
        case "WEEK":
            return spoken.count(N_("{n} week"), N_("{n} weeks"), n)
        case "MONTH":
            return spoken.count(N_("{n} month"), N_("{n} months"), n)
        case "YEAR":
            return spoken.count(N_("{n} year"), N_("{n} years"), n)
        case _:
            return told
