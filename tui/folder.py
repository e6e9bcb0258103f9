"""The library of whoever works here: shipped forms, the organisation's own, and the person's folder of form files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from checklists.library import Library
from checklists.values import InputRefused
from checklists.yamlfile import MOST_BYTES
from exchange.files import read_given
from tui.form_files import form_files

if TYPE_CHECKING:
    from db.database import Database


def library_of(folder: Path | None, db: Database | None = None) -> Library:
    """The shipped forms, with those of the database and, as drafts, those of `folder`.

    A file that cannot be used is told in `refused`, and the rest is there. Raises InputRefused for a folder that
    cannot be read.
    """
    library = db.forms.library() if db else Library()
    for file in form_files(folder) if folder else ():
        try:
            library = library.with_text(read_given(file, limit=MOST_BYTES).raw, file.name)
        except InputRefused as refused:
            library = library.without(refused)
    return library
