"""The fields of a deviation as they are typed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from checklists.codelists import codes
from checklists.deviation import Place
from tui.cli import fields
from tui.cli.fields import Taken
from tui.cli.wrong import LineWrong, one_of, valued

_COUNT: Final = re.compile(r"\s*([0-9]{1,6})\s*/\s*([0-9]{1,6})\s*")
PLACE: Final = ("tier", "stage", "country", "site")


def _code(name: str, listname: str) -> Taken:
    return lambda value: one_of(name, value.strip(), codes(listname))


def _origin(value: str) -> str:
    """How it came to light; empty where nobody can say."""
    return one_of("origin", value.strip(), codes("origins")) if value.strip() else ""


def count(value: str) -> str:
    """How many of how many, as `2/10`; empty for nothing. It is told in section 4.A, so it must be possible."""
    if not value.strip():
        return ""
    found = _COUNT.fullmatch(value)
    if not found or not 0 < int(found[1]) <= int(found[2]):
        raise LineWrong("not_a_count", given=value[:40])
    return f"{int(found[1])}/{int(found[2])}"


CHANGES: Final[Mapping[str, tuple[str, Taken]]] = {
    "type": ("type", _code("type", "deviation_types")),
    "severity": ("severity", _code("severity", "severities")),
    "clause": ("clause", fields.text),
    "title": ("title", fields.text),
    "text": ("text", fields.text),
    "public_text": ("public_text", fields.text),
    "note": ("note", fields.text),
    "note_exempt": ("note_exempt", fields.text),
    "company": ("company", fields.text),
    "origin": ("origin", _origin),
    "found": ("found", fields.day),
    "suspected": ("suspected", fields.flag),
    "disputed": ("disputed", fields.flag),
    "self_reported": ("self_reported", fields.flag),
    "harm": ("harm", fields.flag),
    "harm_reference": ("harm_reference", fields.text),
    "remediation": ("remediation", fields.text),
    "count": ("count", count),
    "comment_deadline": ("comment_deadline", fields.day),
    "case_reference": ("case_reference", fields.text),
}


def place_of(held: Place, **given: str) -> Place:
    """`held` with what was typed of it; `unknown` forgets a tier or stage, empty leaves it."""
    facts: dict[str, object] = {}
    if tier := given.get("tier", "").strip():
        facts["tier"] = None if tier == "unknown" else fields.whole(tier)
    if stage := given.get("stage", "").strip():
        facts["stage"] = one_of("stage", stage, codes("stages"))
    if country := given.get("country", "").strip():
        facts["country"] = None if country == "unknown" else fields.country(country)
    if site := given.get("site", "").strip():
        facts["site"] = site
    return valued(Place, {**dict(held), **facts})
