"""Evidence with the file kept with it: read with care, and named by us."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Final

from checklists.evidence import Attached, Attachment, Evidence
from checklists.values import NAME_LIMIT, InputRefused, cleaned
from exchange.files import read_given
from tui.cli.wrong import LineWrong, valued
from tui.given import day_of

__all__ = ["Attached", "attached", "with_file"]
MOST_BYTES: Final = 50_000_000
FIELDS: Final = ("title", "ref", "dated", "valid_until", "page", "note", "file")


def attached(facts: Mapping[str, object], folder: Path) -> Attached:
    """Evidence as a file tells it, its own file inside `folder`. Raises InputRefused or LineWrong."""
    place = ("followup", "question", "deviation", "measure", "supplier")
    for name in facts:
        if name not in (*FIELDS, *place):
            raise LineWrong("field_unknown_on_line", field=name[:60], fields=", ".join(FIELDS))
    known: dict[str, object] = {name: value for name, value in facts.items() if value is not None}
    named = known.pop("file", None)
    for name in ("dated", "valid_until"):
        if name in known:
            known[name] = day_of(str(known[name]))
    if named is None or named == "":
        return Attached(valued(Evidence, known), None)
    inside = _inside(str(named))
    return with_file({"title": inside.name, **known}, folder / inside)


def with_file(facts: Mapping[str, object], file: Path) -> Attached:
    """Evidence with the plain file at `file`, at most 50 MB."""
    content = read_given(file, limit=MOST_BYTES).raw
    name = cleaned(PurePosixPath(file.name).name)[0][:NAME_LIMIT] or "-"
    held = Attachment(name=name, size=len(content), sha256=hashlib.sha256(content).hexdigest())
    return Attached(valued(Evidence, {**facts, "file": held}), content)


def _inside(named: str) -> Path:
    """A path written in a file of answers leads nowhere else: it is relative, and never upwards."""
    windows = PureWindowsPath(named)
    if PurePosixPath(named).is_absolute() or windows.drive or windows.root or ".." in windows.parts:
        raise InputRefused("attachment_outside", file=named[:200])
    return Path(named)
