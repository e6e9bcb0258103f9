"""What a deviation looks like: its life, its facts, its measures and its history, as rows."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from checklists.codelists import heading, label, place_parts
from checklists.deviation import LIFE, Deviation
from checklists.evidence import Evidence
from checklists.measure import Measure
from checklists.words import N_, words
from tui.drawing import Part, Row, fit, joined, line, wrapped

NAMED = 14


def told(day: date | None) -> str:
    """A date as 31.12.2026; empty for none."""
    return f"{day.day}.{day.month}.{day.year}" if day else ""


def life_rows(deviation: Deviation, today: date, language: str, width: int) -> list[Row]:
    """The steps that were taken, the step it is at, and those to come."""
    taken = {"registered": deviation.found} | {step.status: step.day for step in deviation.steps}
    parts: list[Part] = [(" ", "")]
    for number, status in enumerate(LIFE):
        here = deviation.status == status
        name = label("deviation_statuses", status, language)
        day = taken.get(status)
        when = f" {day.day}.{day.month}." if day else ""
        parts += [(" ─ ", "rule")] if number else []
        parts.append(
            (f"▌{name}{when}" if here else f"{name}{when}", "accent" if here else "" if day else "dim")
        )
    if deviation.status not in LIFE:
        parts.append((f"   ▌{label('deviation_statuses', deviation.status, language)}", "accent"))
    return [*_folded(parts, width), *_deadline(deviation, today, language)]


def _folded(parts: list[Part], width: int) -> list[Row]:
    rows: list[list[Part]] = [[]]
    room = width
    for part in parts:
        if len(part[0]) > room and rows[-1]:
            rows.append([(" ", "")])
            room = width - 1
        rows[-1].append(part)
        room -= len(part[0])
    return [Row(tuple(row)) for row in rows]


def _deadline(deviation: Deviation, today: date, language: str) -> list[Row]:
    translate = words(language)
    if deviation.deadline is None:
        return [line((f" {translate.text(N_('No deadline'))}", "dim"))]
    text = f" {translate.text(N_('Deadline'))} {told(deviation.deadline)}"
    if deviation.original_deadline and deviation.original_deadline != deviation.deadline:
        text += f" ({translate.text(N_('originally'))} {told(deviation.original_deadline)})"
    if deviation.overdue(today):
        late = translate.count(N_("{n} day late"), N_("{n} days late"), (today - deviation.deadline).days)
        return [line((f"{text}  ! {late}", "bad"))]
    return [line((text, "dim"))]


def fact_rows(deviation: Deviation, named: tuple[str, str, str], language: str, width: int) -> list[Row]:
    """Where, what clause, found how, and what the supplier says. `named`: contract, supplier and clause."""
    translate = words(language).text
    contract, supplier, clause = named
    facts = [
        (N_("Contract"), contract),
        (N_("Supplier"), supplier),
        (N_("Where"), _where(deviation, language)),
        (N_("Clause"), clause),
        (N_("Found"), _found(deviation, language)),
        (N_("Marked as"), _marks(deviation, language)),
        (N_("What"), deviation.text),
        (N_("Supplier says"), _position(deviation, language)),
        (N_("Published as"), deviation.public_text),
        (N_("Harm"), joined((deviation.harm_reference, deviation.remediation)) if deviation.harm else ""),
        (N_("Case"), deviation.case_reference),
    ]
    rows: list[Row] = []
    for name, value in facts:
        if not value:
            continue
        first, *rest = wrapped(value, max(10, width - NAMED - 3))
        rows.append(Row(((" " + fit(translate(name), NAMED) + " ", "dim"), *first.parts)))
        rows += [Row(((" " * (NAMED + 2), ""), *row.parts)) for row in rest]
    return rows


def _where(deviation: Deviation, language: str) -> str:
    place = deviation.place
    known = place_parts(place.tier, place.stage, place.country, language)
    return joined((*known, place.site, deviation.company)) or words(language).text(N_("not known"))


def _found(deviation: Deviation, language: str) -> str:
    origin = label("origins", deviation.origin, language)
    return joined((told(deviation.found), origin, deviation.followup, deviation.count))


def _marks(deviation: Deviation, language: str) -> str:
    flags = {
        "suspected": deviation.suspected,
        "disputed": deviation.disputed,
        "escalated": deviation.sanctions,
    }
    marks = [label("deviation_flags", flag, language) for flag, holds in flags.items() if holds]
    if deviation.self_reported:
        marks.append(words(language).text(N_("reported by the supplier")))
    return joined(marks, ", ")


def _position(deviation: Deviation, language: str) -> str:
    position = label("positions", deviation.position, language) if deviation.position else ""
    return f"{position}: «{deviation.position_text}»" if deviation.position_text else position


def measure_rows(measures: tuple[Measure, ...], today: date, language: str, width: int) -> list[Row]:
    """The measures, each with who, when and how it stands."""
    translate = words(language).text
    rows: list[Row] = []
    for measure in measures:
        late = measure.status == "open" and measure.due is not None and measure.due < today
        signs = {
            "open": ("!", "bad") if late else ("·", "dim"),
            "done": ("✓", "good"),
            "cancelled": ("–", "dim"),
        }
        sign, style = signs[measure.status]
        tail = joined(
            (
                measure.role,
                translate(N_("due {day}"), day=told(measure.due)) if measure.due else "",
                translate(N_("done {day}"), day=told(measure.done)) if measure.done else "",
                ", ".join(measure.evidence),
            )
        )
        room = max(16, width - 62)
        rows.append(
            line(
                f" {sign} ",
                (fit(measure.id, 6), style),
                fit(measure.text, room),
                (" " + fit(label("measure_kinds", measure.kind, language), 12), "dim"),
                (tail, "bad" if late else "dim"),
                key=measure.id,
            )
        )
    return rows or [line((f"   {translate(N_('No measures yet. a adds one.'))}", "dim"))]


def history_rows(
    deviation: Deviation, evidence: Mapping[str, Evidence], language: str, width: int
) -> list[Row]:
    """Every step, extension and sanction, oldest first."""
    translate = words(language).text
    told_of: list[tuple[date, str]] = []
    for step in deviation.steps:
        seen = ", ".join(
            f"{name} {evidence[name].title}" if name in evidence else name for name in step.evidence
        )
        what = heading("deviation_statuses", step.status, language)
        told_of.append((step.day, joined((what, step.by, step.reason, seen))))
    for moved in deviation.extensions:
        what = translate(N_("Deadline moved to {day}"), day=told(moved.deadline))
        told_of.append((moved.day, joined((what, moved.by, moved.reason))))
    for sanction in deviation.sanctions:
        what = heading("sanctions", str(sanction.rung), language)
        told_of.append((sanction.day, joined((what, sanction.author, sanction.approver, sanction.reason))))
    rows: list[Row] = []
    for day, what in sorted(told_of, key=lambda pair: pair[0]):
        first, *rest = wrapped(what, max(10, width - 14))
        rows.append(Row(((f"   {told(day):<10} ", "dim"), *first.parts)))
        rows += [Row(((" " * 14, ""), *row.parts)) for row in rest]
    return rows
