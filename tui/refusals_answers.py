"""What is said of rows pasted into a table, and of frameworks of requirements, that cannot be taken."""

from __future__ import annotations

from checklists.words import N_

SENTENCES: dict[str, str] = {
    "nothing_pasted": N_("Nothing was pasted. Copy the rows in the spreadsheet first."),
    "too_much_pasted": N_("{rows} rows were pasted; at most {most} are taken at once. Paste fewer."),
    "pasted_heading_unknown": N_(
        "No column is called “{heading}”. Correct the heading, or paste without headings. The columns: {columns}."
    ),
    "pasted_heading_twice": N_("Two pasted columns are both {heading}. Leave one of them out."),
    "pasted_too_wide": N_(
        "Row {row} goes on with “{cell}” after the last of {columns} columns. Copy only the columns of this table."
    ),
    "pasted_row_unknown": N_("Row {row}: “{cell}” is none of the rows of this table. They are: {rows}."),
    "pasted_row_not_named": N_(
        "Row {row} does not say which row of the table it is. Put the name first: {rows}."
    ),
    "pasted_row_twice": N_("The row {name} was pasted twice. Leave one of them out."),
    "pasted_cell": N_(
        "Row {row}, {column}: “{cell}” cannot be taken as an answer there. Nothing was pasted; correct the cell."
    ),
    "split_one_row": N_("{proposal} does not rest on several rows, so there is nothing to split."),
    "split_leaves_nothing": N_(
        "A part takes some of the rows and leaves others. {proposal} rests on: {rows}. Choose fewer, or confirm it all."
    ),
    "split_row_unknown": N_("{proposal} does not rest on the row “{row}”. Choose among: {rows}."),
    "framework_missing": N_(
        "{file} is a library without a framework of requirements. Choose the file of a framework."
    ),
    "framework_without_requirements": N_("{file} has no requirement to assess, so there is nothing to ask."),
    "framework_circle": N_(
        "{file}: the node {node} lies within itself. Give it, or one of those around it, another parent."
    ),
    "framework_too_large": N_("{file} has {nodes} nodes; at most {most} are read. Split the framework."),
}
