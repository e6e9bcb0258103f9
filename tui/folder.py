"""The person's own folder of form files."""

from __future__ import annotations

from pathlib import Path

from checklists.library import Library
from checklists.values import InputRefused
from checklists.yamlfile import MOST_BYTES
from exchange.files import read_given


def library_of(folder: Path | None) -> Library:
    """The shipped forms, with those of `folder`. Raises InputRefused for a folder or file that cannot be read."""
    library = Library()
    for file in form_files(folder) if folder else ():
        library = library.with_text(read_given(file, limit=MOST_BYTES).raw, file.name)
    return library


def form_files(folder: Path) -> tuple[Path, ...]:
    """The form files in a folder, sorted by name."""
    try:
        found = sorted(folder.iterdir())
    except OSError:
        raise InputRefused("forms_folder_missing", folder=str(folder)) from None
    return tuple(file for file in found if file.suffix in (".yaml", ".yml") and not file.name.startswith("."))
