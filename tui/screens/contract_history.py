"""What happened to a contract, from the journal: who, when, and which facts were changed from what to what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from rich.cells import cell_len

from checklists.change import OSLO, Entry
from checklists.codelists import label
from checklists.formats import amount
from checklists.library import requirement_sets
from checklists.values import Money
from checklists.words import N_, words
from tui.drawing import Row, fit, joined, line, wrapped
from tui.given import day_cells, told
from tui.journal_words import changed_fields, did, field

CODE_LISTS = {"kind": "contract_kinds", "category": "categories", "risk": "risk_levels"}


def money(value: Money | None, language: str) -> str:
    """An amount in its currency; empty for none."""
    return amount(value.amount, value.currency, language) if value else ""


def history_rows(entries: Sequence[Entry], language: str, width: int, unfolded: frozenset[str]) -> list[Row]:
    """The entries, newest first; the unfolded ones with every change."""
    text = words(language).text
    rows: list[Row] = []
    named = max(8, min(width // 4, max((cell_len(entry.actor) for entry in entries), default=0)))
    stamped = day_cells(language) + len(" 00:00")
    for entry in entries:
        at = entry.at.astimezone(OSLO)
        rows.append(
            line(
                (
                    f"   {fit(f'{told(at.date(), language)} {at:%H:%M}', stamped)} {fit(entry.actor, named)}  ",
                    "dim",
                ),
                fit(joined((did(entry, language), entry.change.why)), max(16, width - 6 - stamped - named)),
                key=f"entry/{entry.seq}",
            )
        )
        rows += _differences(entry, language, width) if f"entry/{entry.seq}" in unfolded else []
    return rows or [line((f" {text(N_('Nothing is recorded.'))}", "dim"))]


def _differences(entry: Entry, language: str, width: int) -> list[Row]:
    if entry.redacted:
        return [line((f"      {words(language).text(N_('What it said has been removed.'))}", "dim"))]
    before, after = entry.change.before or {}, entry.change.after or {}
    created = entry.change.action == "created"
    rows: list[Row] = []
    for name in after if created else changed_fields(entry.change):
        new = said(name, after.get(name), language)
        if created and (name in ("id", "source") or new == "–"):
            continue
        change = new if created else f"{said(name, before.get(name), language)} → {new}"
        rows += wrapped(
            f"{field(entry.change.kind, name, language)}: {change}", width - 2, "dim", indent="      "
        )
    return rows


def said(field: str, value: object, language: str) -> str:
    """A value of a contract's journal entry in words; – for nothing."""
    text = words(language).text
    if value is None or value == "" or value == [] or value is False:
        return "–"
    if value is True:
        return text(N_("yes"))
    if isinstance(value, list):
        parts: list[object] = list(value)  # pyright: ignore[reportUnknownArgumentType]
        return ", ".join(said(field, part, language) for part in parts)
    if isinstance(value, dict):
        held: dict[str, object] = {str(key): part for key, part in value.items()}  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType]
        return _compound(field, held, language)
    if isinstance(value, str):
        return label(CODE_LISTS[field], value, language) if field in CODE_LISTS else _as_day(value, language)
    return str(value)


def _as_day(written: str, language: str) -> str:
    try:
        return told(date.fromisoformat(written), language) if len(written) == 10 else written
    except ValueError:
        return written


def _compound(field: str, held: Mapping[str, object], language: str) -> str:
    text = words(language).text
    if "currency" in held:
        return amount(Decimal(str(held.get("amount", 0))), str(held["currency"]), language)
    if field == "options":
        notice = held.get("notice_by")
        parts = [
            text(N_("to {day}"), day=_as_day(str(held.get("until", "")), language)),
            text(N_("notice by {day}"), day=_as_day(str(notice), language)) if notice else "",
            text(N_("exercised")) if held.get("exercised") else "",
        ]
        return joined(parts, " ")
    if field == "requirement_sets":
        set_id, version = str(held.get("set_id", "")), held.get("version")
        terms = requirement_sets().get((set_id, version)) if isinstance(version, int) else None
        assumed = f" ({text(N_('assumed'))})" if held.get("assumed") else ""
        return (terms.title.text(language) if terms else set_id) + assumed
    return joined([str(part) for part in held.values() if part], " ")
