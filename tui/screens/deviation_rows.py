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
from tui.given import documents_told, told

NAMED = 14
BETWEEN = " ─ "
"""Between the steps of a deviation's life."""
ON_THE_WAY = {
    "supplier_notified": N_("notified"),
    "plan_agreed": N_("plan"),
    "correcting": N_("correction"),
    "verifying": N_("verification"),
}
"""Names of steps so short that all of them have room on one line; the others are as short as they are."""


def life_rows(
    deviation: Deviation, today: date, language: str, width: int, documents: int | None = None
) -> list[Row]:
    """The steps that were taken, the step it is at, and those to come; the days under them where one line is short.

    `documents`: days to hand over documents, where they give the deadline.
    """
    translate = words(language).text
    taken = {"registered": deviation.found} | {step.status: step.day for step in deviation.steps}
    names = {code: label("deviation_statuses", code, language) for code in LIFE}
    names |= {code: translate(name) for code, name in ON_THE_WAY.items()}
    steps = [(status, name, _short(taken.get(status))) for status, name in names.items()]
    if deviation.status not in LIFE:
        name = label("deviation_statuses", deviation.status, language)
        steps.append((deviation.status, name, _short(taken.get(deviation.status))))
    inline = 1 + sum(len(name) + len(day) + bool(day) + len(BETWEEN) for _, name, day in steps) <= width
    parts: list[Part] = [(" ", "")]
    days: list[Part] = [(" ", "")]
    for number, (status, name, day) in enumerate(steps):
        here = "▌" if status == deviation.status else ""
        step = (
            f"{here}{name} {day}".rstrip()
            if inline
            else fit(f"{here}{name}", max(len(here + name), len(day)))
        )
        style = "accent" if here else "" if day else "dim"
        parts += [(BETWEEN, "rule"), (step, style)] if number else [(step, style)]
        days.append((fit(" " * len(here) + day, len(step) + len(BETWEEN)), "accent" if here else "dim"))
    while not days[-1][0].strip() and len(days) > 1:
        days.pop()
    below = [] if inline else [Row(tuple(days))]
    return [Row(tuple(parts)), *below, *_deadline(deviation, today, language, documents)]


def _short(day: date | None) -> str:
    return f"{day.day}.{day.month}." if day else ""


def _deadline(deviation: Deviation, today: date, language: str, documents: int | None) -> list[Row]:
    translate = words(language)
    if deviation.deadline is None:
        return [line((f" {translate.text(N_('No deadline'))}", "dim"))]
    text = f" {translate.text(N_('Deadline'))} {told(deviation.deadline, language)}"
    if deviation.original_deadline and deviation.original_deadline != deviation.deadline:
        text += f" ({translate.text(N_('originally'))} {told(deviation.original_deadline, language)})"
    if documents is not None:
        text += f" ({documents_told(documents, language)})"
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
    return joined((told(deviation.found, language), origin, deviation.followup, deviation.count))


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
    """The measures, each with who, when and how it stands: on one line where all of it has room."""
    translate = words(language)
    told = [_measure_told(measure, today, language) for measure in measures]
    room = width - 10 - max((len(tail) for _, tail in told), default=0) - 2
    longest = min(40, max((len(measure.text) for measure in measures), default=0))
    rows: list[Row] = []
    for measure, ((sign, style), tail) in zip(measures, told, strict=True):
        head: tuple[Part, ...] = ((f" {sign} ", style), (fit(measure.id, 6), style))
        tail_style = style if style == "bad" else "dim"
        if room < longest:
            text, *more = wrapped(measure.text, max(10, width - 10))
            rows.append(Row((*head, *text.parts), measure.id))
            rows += [
                Row(((" " * 9, ""), *row.parts)) for row in (*more, *wrapped(tail, width - 10, tail_style))
            ]
        else:
            text = fit(measure.text, min(room, max(len(each.text) for each in measures)))
            rows.append(line(*head, text, ("  " + tail, tail_style), key=measure.id))
    return rows or [line((f"   {translate.text(N_('No measures yet. a adds one.'))}", "dim"))]


def _measure_told(measure: Measure, today: date, language: str) -> tuple[Part, str]:
    """The sign of a measure with its style, and who, when and how it stands in words."""
    translate = words(language)
    over = (today - measure.due).days if measure.status == "open" and measure.due else 0
    sign: Part = {"open": ("·", "dim"), "done": ("✓", "good"), "cancelled": ("–", "dim")}[measure.status]
    done = told(measure.done, language)
    stands = (
        translate.text(N_("done {day}"), day=done)
        if done
        else label("measure_statuses", measure.status, language)
    )
    if over > 0:
        sign, stands = ("!", "bad"), translate.count(N_("{n} day over"), N_("{n} days over"), over)
    due = translate.text(N_("due {day}"), day=told(measure.due, language)) if measure.due else ""
    kind = label("measure_kinds", measure.kind, language)
    return sign, joined((measure.role, due, stands, ", ".join(measure.evidence), kind))


def history_rows(
    deviation: Deviation, evidence: Mapping[str, Evidence], language: str, width: int
) -> list[Row]:
    """Every step, extension and sanction, oldest first: when, what and who; under it why, and what was seen."""
    translate = words(language).text
    events: list[tuple[date, str, str, str]] = []
    for step in deviation.steps:
        seen = (f"{name} {evidence[name].title}" if name in evidence else name for name in step.evidence)
        what = heading("deviation_statuses", step.status, language)
        events.append((step.day, what, step.by, joined((step.reason, *seen))))
    for moved in deviation.extensions:
        what = translate(N_("Deadline moved to {day}"), day=told(moved.deadline, language))
        events.append((moved.day, what, moved.by, moved.reason))
    for sanction in deviation.sanctions:
        approved = translate(N_("approved by {name}"), name=sanction.approver) if sanction.approver else ""
        what = heading("sanctions", str(sanction.rung), language)
        events.append((sanction.day, what, joined((sanction.author, approved), ", "), sanction.reason))
    column = max((len(told(day, language)) for day, *_ in events), default=0)
    under, named = column + 5, max((len(what) for _, what, *_ in events), default=0)
    rows: list[Row] = []
    for day, what, who, why in sorted(events, key=lambda event: event[0]):
        head: Part = (f"   {fit(told(day, language), column)}  ", "dim")
        if under + named + 2 + len(who) <= width:
            rows.append(Row((head, (fit(what, named) + "  ", ""), (who, "dim"))))
        else:
            first, *rest = wrapped(joined((what, who)), max(10, width - under))
            rows += [Row((head, *first.parts)), *(Row(((" " * under, ""), *row.parts)) for row in rest)]
        rows += [
            Row(((" " * under, ""), *row.parts)) for row in wrapped(why, max(10, width - under), "dim") if why
        ]
    return rows
