"""What the care of the database refuses, finds and examines: export, copies, the journal, `doctor`."""

from __future__ import annotations

from checklists.words import N_

_EXPORT: dict[str, str] = {
    "export_not_ours": N_("{file} is no whole database of aktsom. Choose a file that aktsom export wrote."),
    "export_without_version": N_("{file} does not say which format it has. Export the database again."),
    "export_newer": N_(
        "{file} was written by aktsom {program} in format {schema}; this program reads up to {known}. Update it first."
    ),
    "export_part_missing": N_(
        "{file} lacks the part “{part}”; it is cut or was changed. Export the database again."
    ),
    "export_part_unknown": N_(
        "{file} has a part “{part}” that is not of its format. Export the database again."
    ),
    "export_wrong_value": N_("{file}: {path} is not what it must be ({problem}). Export the database again."),
    "whole_database": N_(
        "{file} is a whole database of aktsom. Take it into a new one: aktsom --db NEW.db import {file}"
    ),
    "export_altered": N_(
        "{subject} was changed after the file was written: it is not as the journal says (entry {seq}). "
        "It was taken in as it stands; look at it, and at what “aktsom journal verify” says."
    ),
    "export_does_not_fit": N_(
        "The records in “{where}” do not fit the others, so nothing was taken in. Export the database again."
    ),
    "database_not_empty": N_(
        "The database holds records already ({table}). Take the file into a new one: name it with --db."
    ),
}
_COPIES: dict[str, str] = {
    "backup_onto_itself": N_("{file} is the database itself. Name another file for the copy."),
    "backup_not_permitted": N_(
        "Nothing may be written in the folder {folder}. Name a file in a folder of yours for the copy."
    ),
    "restore_onto_itself": N_("{file} is the database itself. Name the copy that is to be put back."),
    "restore_needs_force": N_(
        "There is a database at {database}. With --force it is replaced, and kept beside under another name."
    ),
    "database_in_use": N_("{database} is open in another program. Close it there and try again."),
}
_REDACTION: dict[str, str] = {
    "unknown_entry": N_("The journal has no entry {seq}. See aktsom journal."),
    "entry_redacted": N_("What entry {seq} told has been erased already."),
    "ground_needed": N_(
        "Erasing what entry {seq} tells needs a legal ground. Write it: --reason “GDPR art. 17”."
    ),
    "entry_for_ever": N_("Entry {seq} tells of {subject}, which never changes, so it cannot be erased."),
    "entry_still_true": N_(
        "Entry {seq} tells what {subject} still is. Change {subject} first; then both entries can be erased."
    ),
}
_CHAIN: dict[str, str] = {
    "journal_gap": N_("Entry {seq}: entries are missing before it; number {expected} should be here."),
    "journal_link_broken": N_(
        "Entry {seq} does not follow the entry before it: something was taken out or put in."
    ),
    "journal_entry_altered": N_("Entry {seq} about {subject} was altered: its time, actor or subject."),
    "journal_payload_altered": N_("Entry {seq} about {subject} was altered: what it tells."),
    "journal_payload_unreadable": N_("Entry {seq} about {subject} cannot be read."),
    "journal_time_wrong": N_("Entry {seq} has a time that cannot be: {at}."),
    "journal_head_differs": N_(
        "The journal ends at entry {seq}, but should end at {head}: entries were cut off or added."
    ),
    "journal_redaction_unaccounted": N_("What entry {seq} told was erased, and no entry says why."),
}
ROWS: dict[str, str] = {
    "row_altered": N_("{subject} is not as the journal says: {fields}."),
    "row_unreadable": N_("{subject} holds something that this program never wrote."),
    "row_without_entry": N_("{subject} ({kind}) is in the database, but the journal does not know it."),
    "entry_without_row": N_(
        "{subject} ({kind}) is gone from the database; entry {seq} says it should be there."
    ),
    "derived_altered": N_("{subject}: what lists show of it ({fields}) differs from the record."),
    "counter_differs": N_("The counter {counter} stands at {found} and should stand at {expected}."),
    "file_altered": N_("The attached file {subject} is not what it was."),
    "file_taken_away": N_("The file attached to {subject} is gone. Restore a backup."),
    "search_differs": N_("The search index of “{subject}” differs from the records."),
    "text_unreadable": N_("A text in the database is no text any more (not UTF-8). Restore a backup."),
}
_DOCTOR: dict[str, str] = {
    "doctor_missing": N_("There is no database at {database} yet; it is made when it is first used."),
    "doctor_file": N_("The database is {database}, {size} MB."),
    "doctor_file_private": N_("{path}: rights {mode}; only its owner should read it (chmod 600)."),
    "doctor_folder_private": N_("{path}: rights {mode}; only its owner should open the folder (chmod 700)."),
    "doctor_folder_open": N_(
        "{path}: rights {mode}. Others see that the database lies there, but cannot read it. "
        "`chmod 700`, or a folder of its own, hides that too."
    ),
    "doctor_folder_writable": N_(
        "{path}: rights {mode}. Anybody may put another file in the database's place. Write `chmod o-w` for the folder."
    ),
    "doctor_place": N_("It lies on a file system of the type {kind}."),
    "doctor_space": N_("{free} MB are free; three times the database's size are needed for copies."),
    "doctor_sqlite": N_("SQLite {version}."),
    "doctor_schema": N_(
        "The schema has version {version}; this program uses {known} (aktsom migrate brings it up)."
    ),
    "doctor_mode": N_("Changes are kept in the mode “{mode}”."),
    "doctor_own_schema": N_("Triggers and views are this program's own."),
    "doctor_integrity": N_("SQLite's check of every page says: {told}"),
    "doctor_references": N_("References to records that are not there: {count}."),
    "doctor_unused_files": N_("Attached files that no evidence names: {count}."),
    "doctor_missing_files": N_("Attached files whose content is not kept: {count}."),
    "doctor_journal": N_("Findings in the journal: {count} (aktsom journal verify tells them)."),
    "doctor_journal_unreadable": N_("The journal cannot be read to its end. Restore a backup."),
    "doctor_unreadable": N_("The database cannot be read ({reason}). Restore a backup."),
}
SENTENCES: dict[str, str] = {**_EXPORT, **_COPIES, **_REDACTION, **_CHAIN, **ROWS, **_DOCTOR}
