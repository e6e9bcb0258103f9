"""What is wrong with a workbook, or with a form that was written for another program."""

from __future__ import annotations

from checklists.words import N_

SENTENCES: dict[str, str] = {
    "workbook_bomb": N_(
        "{file} unpacks to far more than it should and was not opened. Save it anew and try again."
    ),
    "workbook_damaged": N_(
        "{file} is damaged and cannot be read. Open it in a spreadsheet and save it anew."
    ),
    "workbook_declares_type": N_(
        "{file} holds a document type, which no spreadsheet writes; it was not opened. Save it anew as .xlsx."
    ),
    "workbook_disordered": N_(
        "{file}: the cells of {sheet} stand twice or out of order at {cell}. Save it anew in a spreadsheet."
    ),
    "workbook_encrypted": N_("{file} has a password. Remove the password, save it and try again."),
    "workbook_far_cell": N_(
        "{file}: {sheet} has a cell as far out as {cell}. Delete the empty rows and columns, and save it."
    ),
    "workbook_links": N_("{file} has links to other files. Break the links in the spreadsheet and save it."),
    "workbook_macros": N_("{file} has macros or embedded objects. Save it as .xlsx without them."),
    "workbook_merged_too_far": N_(
        "{file}: the merged cells {cell} of {sheet} are too many. Split them and save it."
    ),
    "workbook_no_reader": N_(
        "{file} could not be read: no process could be started. Close other programs and try again."
    ),
    "workbook_not_one": N_(
        "{file} is no workbook, whatever its name says. Save it as .xlsx in a spreadsheet."
    ),
    "workbook_part_twice": N_("{file} holds the same part twice. Save it anew in a spreadsheet."),
    "workbook_strict": N_(
        "{file} is saved as “Strict Open XML”, in which other programs find nothing. Save it as an ordinary .xlsx."
    ),
    "workbook_too_large": N_(
        "{file} unpacks to more than {limit} MB. Split it, or remove pictures and formatting."
    ),
    "workbook_too_many_cells": N_(
        "{file}: {sheet} has more than {limit} cells. Remove those that are not needed."
    ),
    "workbook_too_slow": N_(
        "{file} takes too long to read and was given up. Save it anew with less formatting."
    ),
    "workbook_unsafe_part": N_(
        "{file} holds a part that points out of the file. Save it anew in a spreadsheet."
    ),
    "xlsform_asks_nothing": N_(
        "{file} asks nothing that a form here could hold. Check the column type of the sheet survey."
    ),
    "xlsform_no_survey": N_(
        "{file} is no XLSForm: it has no sheet “survey” with the columns type and name. Name the sheet and columns so."
    ),
    "xlsform_not_one": N_(
        "{file} is no XLSForm. Give a workbook (.xlsx, .xls), CSV or Markdown table with the sheet “survey”."
    ),
    "form_not_ours_to_check": N_(
        "{file} holds no form file of ours. `aktsom forms import {file} --dry-run` tells row by row what comes over."
    ),
    "xlsform_not_writable": N_(
        "{form} cannot be written as an XLSForm: a table in it has no columns. Correct the form first."
    ),
    "xlsform_too_long": N_("{file} has more than {limit} rows. Split the form into several."),
    "form_id_not_key": N_(
        "{given} cannot be the id of a form. Use small letters a–z, digits and underscores."
    ),
}
