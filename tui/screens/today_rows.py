"""What Today looks like: what is due, overdue first, and the year so far, as rows drawn from values."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from rich.cells import cell_len

from checklists.codelists import heading
from checklists.formats import share, whole
from checklists.listed import DueLine, YearSoFar
from checklists.words import N_, words
from tui.drawing import Row, bar, fit, joined, line, sparks

if TYPE_CHECKING:
    from checklists.evidence import Evidence

WORDY = 90
"""Cells from which each line says in words that it is so many days over."""
NAMED = 13
BAR = 13


def key_of(due: DueLine) -> str:
    """The row's own key; the id of what opens stands first in it."""
    return f"{due.id} {due.what} {due.day} {due.title}"


def due_rows(due: tuple[DueLine, ...], today: date, language: str, width: int, horizon: int) -> list[Row]:
    """What is to be done now, under a heading that counts it."""
    translate = words(language)
    late = sum(each.day < today.isoformat() for each in due)
    head = translate.text(N_("To do now"))
    counted = (
        joined(
            (
                str(len(due)),
                translate.count(N_("{n} overdue"), N_("{n} overdue"), late) if late else "",
            )
        )
        if due
        else ""
    )
    titled = f" {head}"
    if not due:
        said = translate.text(N_("Nothing is due in the next {n} days."), n=horizon)
        return [
            line((titled, "heading")),
            line((f" {said}", "dim")),
            line((f" {translate.text(N_('a plans a follow-up.'))}", "dim")),
        ]
    overs = [_told_over(each, today, language, in_words=width >= WORDY) for each in due]
    over = max(map(cell_len, overs))
    column = translate.text(N_("days over")) if late and width < WORDY else ""
    room = width - cell_len(f"{titled}  {counted}") - 1
    head_row = line((titled, "heading"), (f"  {counted}", "dim"), (fit(column, room, right=True), "dim"))
    rows = [_due_row(*each, today, language, width, over) for each in zip(due, overs, strict=True)]
    return [head_row, *rows]


def _told_over(due: DueLine, today: date, language: str, *, in_words: bool) -> str:
    """How many days it is over: with the word, or only the number, under a heading that says what it is."""
    days = (today - date.fromisoformat(due.day)).days
    if days == 0:
        return words(language).text(N_("today"))
    if days < 0:
        return ""
    return words(language).count(N_("{n} day over"), N_("{n} days over"), days) if in_words else str(days)


def _due_row(due: DueLine, told: str, today: date, language: str, width: int, cells: int) -> Row:
    day = date.fromisoformat(due.day)
    late = day < today
    what = heading("due_kinds", due.what, language)
    if due.what == "followup" and due.method:
        what = heading("methods", due.method, language)
    elif due.what == "deviation":
        what = f"{what} {due.id}"
    kind = min(30, max(13, width // 5))
    room = max(8, min(84, width - 10 - kind - 1 - cells - 2))
    whose = room * 2 // 5 if due.supplier else 0
    return line(
        (" ! " if late else "   ", "bad"),
        (f"{day.day}.{day.month}.".rjust(6) + " ", "bad" if late else "dim"),
        (fit(what, kind) + " ", ""),
        (fit(due.title, room - whose), ""),
        (fit(f" {due.supplier}", whose) + " ", "dim"),
        (fit(told, cells, right=True), "bad" if late else "accent"),
        key=key_of(due),
    )


def evidence_told(evidence: Evidence, language: str) -> str:
    """Evidence that nothing rests on, in a sentence: what it is, and where it lies."""
    named = joined((evidence.id, evidence.ref, fit(evidence.title, min(30, cell_len(evidence.title)))))
    return words(language).text(N_("No answer, deviation or measure rests on {evidence}."), evidence=named)


def year_rows(year: YearSoFar, number: int, language: str, width: int, *, roomy: bool) -> list[Row]:
    """The year so far: planned against done, the register, the deviations. Enter on a line opens its mode."""
    translate = words(language)
    text = translate.text
    rows = [
        line((f" {text(N_('The year so far'))}", "heading"), (f"  {number}", "dim")),
        _done(text(N_("Followed up")), year.done, year.planned, language, width),
        _done(text(N_("Extended")), year.extended_done, year.extended_planned, language, width),
        line(
            _named(text(N_("Contracts"))),
            whole(year.contracts, language),
            (f" · {translate.count(N_('{n} supplier'), N_('{n} suppliers'), year.suppliers)}", "dim"),
            key="mode/contracts",
        ),
        *_by_status(year, language, width),
        line(
            _named(text(N_("In time"))),
            *(
                (
                    share(year.closed_in_time, year.due_to_close, language),
                    (f"  {text(N_('{n} of {total} closed'), n=year.closed_in_time, total=year.due_to_close)}", "dim"),
                )
                if year.due_to_close
                else (("–", "dim"),)
            ),
            key="mode/deviations",
        ),
    ]  # fmt: skip
    return [*rows, *([line()] if roomy else []), *_months(year, language, width)]


def _by_status(year: YearSoFar, language: str, width: int) -> list[Row]:
    """The deviations by status, on one line where it has room."""
    translate = words(language)
    opened = translate.count(N_("{n} open"), N_("{n} open"), year.open_deviations)
    closed = " · " + translate.count(N_("{n} closed"), N_("{n} closed"), year.closed_deviations)
    disputed = translate.count(N_("{n} disputed"), N_("{n} disputed"), year.disputed_deviations)
    parts = [
        _named(translate.text(N_("Deviations"))),
        (opened, "warn" if year.open_deviations else ""),
        (closed, "dim"),
    ]
    if NAMED + 4 + cell_len(opened + closed + disputed) <= width:
        return [line(*parts, (f" · {disputed}", "dim"), key="mode/deviations")]
    return [line(*parts, key="mode/deviations"), line(_named(""), (disputed, "dim"), key="mode/deviations")]


def _named(name: str) -> tuple[str, str]:
    return (" " + fit(name, NAMED), "dim")


def _done(name: str, done: int, total: int, language: str, width: int) -> Row:
    said = words(language).text(N_("{done} of {total} planned"), done=done, total=total)
    room = min(BAR, max(0, width - NAMED - 4 - cell_len(said)))
    return line(_named(name), (bar(done, total, room), "accent"), f"  {said}", key="mode/followups")


def _months(year: YearSoFar, language: str, width: int) -> list[Row]:
    """Deviations found in each month, two cells a month, and the most there were in one where there is room."""
    text = words(language).text
    heights = "".join(cell * 2 for cell in sparks(year.per_month))
    first, last = text(N_("Jan")), text(N_("Dec"))
    most = "  " + text(N_("at most {n}"), n=max(year.per_month, default=0))
    if cell_len(most) + NAMED + 1 + len(heights) > width:
        most = ""
    return [
        line(_named(text(N_("Per month"))), (heights, "accent"), (most, "dim")),
        line(
            (
                " " * (NAMED + 1) + first + " " * (len(heights) - cell_len(first) - cell_len(last)) + last,
                "dim",
            )
        ),
    ]


def first_steps(language: str) -> list[Row]:
    """What to do where nothing is registered yet."""
    text = words(language).text
    return [
        line((f" {text(N_('To do now'))}", "heading")),
        line(f" {text(N_('No contracts are registered yet.'))}"),
        line(),
        *(
            line((" " + fit(key, 22), "accent"), told)
            for key, told in (
                ("a", text(N_("registers the first one"))),
                ("aktsom import FILE", text(N_("takes in a whole register"))),
                ("aktsom demo", text(N_("shows an invented municipality"))),
            )
        ),
    ]
