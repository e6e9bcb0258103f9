"""A register handed over by a person: what kind of file it is, and the reader that knows it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from checklists.intake import Register, RegisterKind
from checklists.requirements import RequirementSet, RequirementSets
from checklists.values import InputRefused
from exchange.files import FileKind, read_given, read_head

LIMIT = 64_000_000
"""Bytes of a CSV file."""
_TREE_LIMIT = 16_000_000
"""Bytes of a file that is held as a tree of values."""
_FIRST_KEY = re.compile(rb'^(?:\xef\xbb\xbf)?\s*\{\s*"aktsom"\s*:')
_NO_SETS: Mapping[tuple[str, int], RequirementSet] = {}
_FORMAT_OF: Mapping[FileKind, RegisterKind] = {
    "text": "csv",
    "json": "json",
    "xml": "eforms",
}
_REFUSED: Mapping[FileKind, str] = {
    "empty": "file_empty",
    "binary": "file_not_text",
    "pdf": "file_is_pdf",
    "html": "file_is_html",
    "zip": "file_is_zip",
    "old_office": "file_is_old_office",
    "xlsx": "xlsx_not_read",
}


def open_register(
    path: Path, *, format: RegisterKind | None = None, day: date, sets: RequirementSets = _NO_SETS
) -> Register:
    """The register at `path`. A CSV file's contracts come one by one, so that a large file takes little memory.

    `sets` are the requirement sets that it may name; a set without a version is the one valid when the contract
    was signed, or on `day` where that is not told. Raises InputRefused where the file as such cannot be read, or
    is not of the format that was named.
    """
    given = read_given(path, limit=LIMIT)
    if given.kind in _REFUSED:
        raise InputRefused(_REFUSED[given.kind], file=given.name)
    found = _FORMAT_OF[given.kind]
    if format is not None and format != found:
        raise InputRefused("file_of_another_format", file=given.name, wanted=format, found=found)
    if found == "csv":
        from exchange.register.csv_register import CsvRegister

        return CsvRegister(given.raw, given.name, sets, day)
    if len(given.raw) > _TREE_LIMIT:
        raise InputRefused("input_too_large", file=given.name, limit=_TREE_LIMIT // 1_000_000)
    if found == "json":
        from exchange.register.own_json import read_own_json

        return read_own_json(given.raw, given.name, sets, day)
    from exchange.register.eforms import read_eforms

    return read_eforms(given.raw, given.name)


def is_database_export(path: Path) -> bool:
    """Is this a whole database as JSON, known by its first key `aktsom`? A file that cannot be read is not."""
    try:
        return _FIRST_KEY.match(read_head(path)) is not None
    except InputRefused:
        return False
