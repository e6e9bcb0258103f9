"""What the database refuses."""

from __future__ import annotations

from checklists.words import N_

SENTENCES: dict[str, str] = {
    # The place
    "address_not_understood": N_(
        "“{database}” is no address of a database; give a path, or sqlite:/// followed by a path."
    ),
    "server_not_supported": N_(
        "This version keeps its data in a file only; give a path instead of an address of a server."
    ),
    "folder_missing": N_("The folder {folder} does not exist, or something in its path is no folder."),
    "folder_not_permitted": N_(
        "Nothing may be written in the folder {folder}; choose another place with --db, or have the right given."
    ),
    "database_missing": N_("There is no database at {database}. Check --db and AKTSOM_DB."),
    "database_exists": N_("There is something at {database} already; it was left as it is."),
    "database_is_link": N_(
        "{database} is a symbolic link; name the file itself, so that it is certain what is written."
    ),
    "database_is_folder": N_("{database} is a folder; name a file in it."),
    "database_not_a_file": N_("{database} is no ordinary file."),
    "database_has_links": N_(
        "{database} has {links} names (hard links), so two programs could harm it; copy it to a file of its own."
    ),
    "database_empty": N_(
        "{database} is an empty file; delete it to begin anew, or restore a backup to another name."
    ),
    "database_not_permitted": N_("You may not read {database}; have the right given by its owner."),
    "database_on_network": N_(
        "{database} lies on a network drive ({kind}), where two programs can damage it; move it to a local disk."
    ),
    # The file
    "not_a_database": N_("{database} is no database; it was left as it is."),
    "database_foreign": N_("{database} is the database of another program; it was left as it is."),
    "database_newer": N_(
        "{database} was made by a newer version of aktsom (format {version}, this one knows {known});"
        " install the newer version."
    ),
    "database_older": N_(
        "{database} was made by an older version of aktsom (format {version}, this one needs {known});"
        " run aktsom migrate."
    ),
    "database_altered": N_(
        "{database} holds triggers or views that are not aktsom's, or lacks its own ({names}); restore a backup."
    ),
    "database_damaged": N_(
        "{database} is damaged; nothing was written. Restore a backup with aktsom restore."
    ),
    "journal_head_missing": N_(
        "The end of the journal is missing; the database is damaged. Restore a backup."
    ),
    "row_unreadable": N_(
        "The database holds something that aktsom never wrote ({what}); run aktsom journal verify."
    ),
    # Trouble while it is used
    "database_locked": N_(
        "Another program has held {database} for more than five seconds; close it, or try again. Nothing changed."
    ),
    "database_read_only": N_("{database} can only be read, not written; nothing changed."),
    "database_gone": N_(
        "{database} has been deleted or moved while it was open; nothing was written. Put it back and try again."
    ),
    "database_replaced": N_(
        "{database} has been replaced by another file while it was open; nothing was written. Close and open again."
    ),
    "disk_full": N_("The disk is full ({free} MB left); nothing changed. Make room and try again."),
    "disk_error": N_(
        "The disk refused to write or read ({free} MB left); nothing changed. Check the disk and try again."
    ),
    "database_cannot_be_opened": N_(
        "{database} cannot be opened; check the rights of the file and its folder."
    ),
    "database_rule_broken": N_("The database refused the change ({reason}); nothing changed."),
    "database_failed": N_("The database refused ({reason}); nothing changed."),
    # What is asked of it
    "conflict": N_(
        "{subject} has been changed by somebody else since you read it; nothing was overwritten. Look at it again."
    ),
    "sign_conflict": N_(
        "{subject} has been changed by somebody else since you read it, so {followup} is not signed. "
        "Look at it, then sign."
    ),
    "unknown_contract": N_("No contract has the id or reference “{id}”. `aktsom contracts` lists them."),
    "ambiguous_reference": N_(
        "Several contracts have the reference “{reference}” ({contracts}); name one by its id."
    ),
    "contract_exists": N_(
        "The reference “{reference}” is taken by {contract}. Change that one, or give another reference."
    ),
    "unknown_supplier": N_(
        "No such supplier: “{id}”. `aktsom contracts` names suppliers, `aktsom contract show` their ids."
    ),
    "supplier_needed": N_("{contract} has several suppliers, or none; name one of: {suppliers}."),
    "supplier_exists": N_(
        "The number {number} is that of {supplier}. Use that supplier, or check the number."
    ),
    "unknown_followup": N_("No follow-up has the id “{id}”. `aktsom followup list` lists them."),
    "without_form": N_("{followup} was recorded without a form, so there are no questions to open."),
    "unknown_form_copy": N_("The stored form {hash} is not in the database."),
    "unknown_deviation": N_("No deviation has the id “{id}”. `aktsom deviation list` lists them."),
    "unknown_measure": N_("No measure has the id “{id}”. `aktsom deviation show` tells of measures."),
    "unknown_evidence": N_("No evidence has the id “{id}”. `aktsom evidence list` lists it."),
    "unknown_risk": N_("No prioritised risk has the id “{id}”."),
    "unknown_file": N_("The file {sha256} is not in the database."),
    "file_too_large": N_(
        "The file has {size} bytes; at most {limit} are kept. Archive it and give its reference."
    ),
    "file_changed": N_("The file of “{title}” changed while it was read; nothing was kept. Try again."),
    "import_failed": N_("Nothing was taken in."),
    "cannot_undo": N_(
        "{subject}: this cannot be undone, others may rely on it by now. Correct it where it stands."
    ),
    "cannot_undo_cleared": N_("{subject}: what was deleted about persons stays deleted."),
    "cannot_undo_followup": N_(
        "{subject}: a follow-up that is made, signed or opened again stays so. O opens it again, w withdraws it."
    ),
    "undo_conflict": N_("{subject} has changed since, so it cannot be undone; nothing changed."),
}
