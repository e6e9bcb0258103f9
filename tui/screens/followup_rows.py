"""What the list of follow-ups looks like: one line each, under the heading of their status."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from checklists.codelists import heading, label
from checklists.listed import FollowUpLine
from checklists.words import N_, words
from tui.drawing import Part, Row, fit, line
from tui.screens.register_rows import short_day

OUTCOME_SIGNS: dict[str, Part] = {"ok": ("✓", "good"), "remarks": ("~", "warn"), "deviations": ("✗", "bad")}
MORE = "more"
"""Begins the key of the line that reads on in a group."""


@dataclass
class Group:
    """The follow-ups of one status, as far as they have been read."""

    lines: list[FollowUpLine]
    total: int
    after: tuple[str | int, ...] | None


def list_rows(
    groups: Mapping[str, Group], today: date, language: str, width: int, *, of_year: bool
) -> list[Row]:
    """The groups that hold something. `of_year`: of the signed ones only those of this year are there."""
    text = words(language).text
    rows: list[Row] = []
    for status, group in groups.items():
        if not group.total:
            continue
        name = heading("followup_statuses", status, language)
        name += f" {today.year}" if status == "signed" and of_year else ""
        rows += [line()] if rows else []
        rows.append(line((f" {name}", "heading"), (f"  {group.total}", "dim")))
        rows += [_row(each, today, language, width) for each in group.lines]
        if (left := group.total - len(group.lines)) > 0:
            told = text(N_("{n} more: Enter shows them"), n=left)
            rows.append(line((f"   {told}", "accent"), key=f"{MORE} {status}"))
    nothing = [
        line((f" {text(N_('No follow-ups here yet.'))}", "dim")),
        line((f" {text(N_('a starts one, r records one done elsewhere.'))}", "dim")),
    ]
    return rows or nothing


def _row(each: FollowUpLine, today: date, language: str, width: int) -> Row:
    late = is_late(each, today)
    forms = 40 if width >= 140 else 34 if width >= 110 else 26 if width >= 100 else 20
    ended = label("outcomes", each.outcome, language) if each.status == "signed" and each.outcome else ""
    worded = 12 if width >= 120 else 0
    count = f"{each.answered}/{each.asked}" if each.form else ""
    room = max(20, min(84, width - 9 - forms - 7 - 13 - worded))
    title = room * 3 // 5
    return line(
        (" ! " if late else "   ", "bad"),
        (fit(each.id, 6), "dim"),
        fit(each.title, title - 1) + " ",
        (fit(each.supplier, room - title - 1) + " ", "dim"),
        fit(each.called(language), forms),
        (fit(count, 7, right=True), "dim"),
        (fit(when(each), 10, right=True) + " ", "bad" if late else "dim"),
        OUTCOME_SIGNS[each.outcome] if ended else ("", ""),
        (f" {fit(ended, worded - 1)}" if worded else "", "dim"),
        key=each.id,
    )


def when(each: FollowUpLine) -> str:
    """The day it is due while it is out at the supplier; else the day it was or will be done."""
    return short_day(each.due if each.status == "sent" and each.due else each.day)


def is_late(each: FollowUpLine, today: date) -> bool:
    """Has its day passed with something left to do?"""
    if each.status == "sent":
        return bool(each.due) and each.due < today.isoformat()
    return each.status in ("planned", "received", "in_progress") and each.day < today.isoformat()
