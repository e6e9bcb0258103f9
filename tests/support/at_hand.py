"""A register with all its contracts at hand, as tests look at it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from checklists.intake import Reading, RegisterKind
from checklists.requirements import RequirementSet, RequirementSets
from exchange.register.reading import open_register

NO_SETS: dict[tuple[str, int], RequirementSet] = {}


def read_whole(
    path: Path, *, format: RegisterKind | None = None, day: date, sets: RequirementSets = NO_SETS
) -> Reading:
    """As `open_register`, with every contract made."""
    opened = open_register(path, format=format, day=day, sets=sets)
    drafts = tuple(opened.drafts)
    return Reading(
        format=opened.format,
        counted_in=opened.counted_in,
        read=opened.read,
        drafts=drafts,
        refused=tuple(opened.refused),
        skipped=tuple(opened.skipped),
        notes=tuple(opened.notes),
        removed_characters=opened.removed_characters,
    )
