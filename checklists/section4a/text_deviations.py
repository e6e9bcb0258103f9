"""The draft of 4.A.3: the one lead, then each deviation, or groups of them where there are many."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from checklists.formats import share
from checklists.section4a.phrases import Line, Telling, filled, item, measures, paragraph, place, status
from checklists.section4a.text_groups import group, groups
from checklists.section4a.values import DeviationRow, Summary

MOST_TOLD_SINGLY: Final = 10
_NEVER_TOLD: Final = frozenset({"", "tip", "media"})
"""Where nobody said where it came from, or where that could point to who told."""


def deviations_text(made: Summary, telling: Telling) -> tuple[Line, ...]:
    """From the figures and rows, as of the cut-off. Never a supplier's name."""
    found = made.deviations
    return filled(
        (
            paragraph(lead(made, telling)),
            _beside_lead(made, telling),
            *_told(found.rows, telling),
            *_earlier(made, telling),
            _closing(made, telling),
            _apart(made, telling),
            paragraph(telling.words.text("Status as of {date}.", date=telling.day(made.cutoff))),
        )
    )


def lead(made: Summary, telling: Telling) -> str:
    """The one answer to whether deviations have been found."""
    found, words = made.deviations, telling.words
    if found.answer == "yes":
        return _yes(made, telling)
    if found.answer == "none_found":
        return words.count(
            "No deviations in the {n} control completed at {suppliers}.",
            "No deviations in the {n} controls completed at {suppliers}.",
            telling.n(found.controls),
            suppliers=telling.suppliers(found.control_suppliers),
        )
    if found.unanswered == "suspicion":
        return words.count(
            "Cannot be answered: {n} matter is being clarified.",
            "Cannot be answered: {n} matters are being clarified.",
            telling.n(found.suspected),
        )
    if found.unanswered == "self_reports_only":
        return words.count(
            "Cannot be answered: no deviations registered in {n} assessed self-report; "
            "nothing has been checked against documentation.",
            "Cannot be answered: no deviations registered in {n} assessed self-reports; "
            "nothing has been checked against documentation.",
            telling.n(made.followed_up.self_reports.assessed),
        )
    return words.text("Cannot be answered: no controls were completed.")


def _yes(made: Summary, telling: Telling) -> str:
    found, words = made.deviations, telling.words
    at = found.deviation_suppliers
    suppliers = telling.suppliers(at) if at.value else words.text("suppliers (number not stated)")
    parts = {
        "suppliers": suppliers,
        "social": telling.number(found.social),
        "other": telling.number(found.other),
    }
    if found.disputed.value:
        return words.count(
            "Yes: {n} deviation at {suppliers}, of which {social} from ethical and social requirements and {other} "
            "from environment and the other themes (of which {disputed} disputed).",
            "Yes: {n} deviations at {suppliers}, of which {social} from ethical and social requirements and {other} "
            "from environment and the other themes (of which {disputed} disputed).",
            telling.n(found.deviations),
            disputed=telling.number(found.disputed),
            **parts,
        )
    return words.count(
        "Yes: {n} deviation at {suppliers}, of which {social} from ethical and social requirements and {other} "
        "from environment and the other themes.",
        "Yes: {n} deviations at {suppliers}, of which {social} from ethical and social requirements and {other} "
        "from environment and the other themes.",
        telling.n(found.deviations),
        **parts,
    )


def _beside_lead(made: Summary, telling: Telling) -> Line:
    """How much was checked, and what is still a suspicion."""
    found, words = made.deviations, telling.words
    checked = found.answer != "none_found" and bool(found.controls.value)
    return paragraph(
        words.count(
            "{n} control was completed at {suppliers}.",
            "{n} controls were completed at {suppliers}.",
            telling.n(found.controls),
            suppliers=telling.suppliers(found.control_suppliers),
        )
        if checked
        else "",
        words.count(
            "Besides, {n} matter is being clarified. It is not counted as a deviation.",
            "Besides, {n} matters are being clarified. They are not counted as deviations.",
            telling.n(found.suspected),
        )
        if found.suspected.value and found.answer == "yes"
        else "",
    )


def _told(rows: Sequence[DeviationRow], telling: Telling) -> Iterator[Line]:
    if len(rows) <= MOST_TOLD_SINGLY:
        yield from (single(row, telling) for row in rows)
        return
    yield from (single(row, telling) for row in rows if row.severity == "critical")
    for alike in groups([row for row in rows if row.severity != "critical"]):
        yield group(alike, telling) if len(alike) > 1 else single(alike[0], telling)


def single(row: DeviationRow, telling: Telling) -> Line:
    """Type, where, measures and status of one deviation; harm, both sides and sanctions where there are any."""
    text = telling.words.text
    done = measures(row, telling)
    kind, severity = telling.label("deviation_types", row.type), telling.label("severities", row.severity)
    return item(
        text("{type} ({severity}).", type=telling.capital(kind), severity=severity),
        telling.sentence(row.public_text),
        _extent(row, telling),
        text("Where: {place}.", place=place(row.place, telling)),
        text("Found through: {origin}.", origin=telling.label("origins", row.origin))
        if row.origin not in _NEVER_TOLD
        else "",
        text("Reported by the supplier itself.") if row.self_reported else "",
        text("Measures: {measures}.", measures="; ".join(done))
        if done
        else text("Measures: none registered."),
        text("Status: {status}.", status=status(row, telling)),
        _harm(row, telling),
        _position(row, telling),
        _sanctions(row, telling),
    )


def _extent(row: DeviationRow, telling: Telling) -> str:
    if not row.count:
        return ""
    found, _, checked = row.count.partition("/")
    return telling.words.text(
        "Found in {found} of {checked} checked.",
        found=telling.number(int(found)),
        checked=telling.number(int(checked)),
    )


def _harm(row: DeviationRow, telling: Telling) -> str:
    if not row.harm:
        return ""
    text = telling.words.text
    given = "" if row.remediation_names_firm else telling.sentence(row.remediation)
    told = (
        text("Actual harm, see 6.A.2 ({reference}).", reference=row.harm_reference)
        if row.harm_reference
        else text("Actual harm, to be described in 6.A.2.")
    )
    return f"{told} {text('Remediation: {text}', text=given)}" if given else told


def _position(row: DeviationRow, telling: Telling) -> str:
    """Both sides of a disputed one."""
    if not row.disputed:
        return ""
    text = telling.words.text
    if row.position_text.strip() and not row.position_names_firm:
        return text(
            "We hold that the requirement is not met; the supplier disputes this and states: {quote}",
            quote=telling.quoted(row.position_text),
        )
    return text("We hold that the requirement is not met; the supplier disputes this.")


def _sanctions(row: DeviationRow, telling: Telling) -> str:
    used = [
        telling.words.text(
            "{sanction} ({date})",
            sanction=telling.label("sanctions", str(each.rung)),
            date=telling.day(each.day),
        )
        for each in row.sanctions
    ]
    return telling.words.text("Sanctions: {sanctions}.", sanctions=telling.listed(used)) if used else ""


def _earlier(made: Summary, telling: Telling) -> Iterator[Line]:
    rows = made.deviations.earlier_rows
    if rows:
        yield paragraph(
            telling.words.count(
                "Carried over from earlier years: {n} deviation.",
                "Carried over from earlier years: {n} deviations.",
                telling.n(len(rows)),
            )
        )
        yield from _told(rows, telling)


def _closing(made: Summary, telling: Telling) -> Line:
    found, words = made.deviations, telling.words
    if not (found.rows or found.earlier_rows):
        return paragraph("")
    due = found.due_to_close
    return paragraph(
        words.text(
            "Closed with verification in {year}, whenever found: {count}.",
            year=made.year,
            count=telling.number(found.closed_this_year),
        ),
        words.text("Closed uncorrected: {count}.", count=telling.number(found.closed_uncorrected))
        if found.closed_uncorrected.value
        else "",
        words.text(
            "Closed in time: {closed} of {due} with their original deadline in the year ({share}).",
            closed=telling.number(found.closed_in_time),
            due=telling.number(due),
            share=share(found.closed_in_time.value, due.value, telling.language),
        )
        if due.value
        else "",
        words.text("Deadlines extended: {count}.", count=telling.number(found.prolonged))
        if found.prolonged.value
        else "",
    )


def _apart(made: Summary, telling: Telling) -> Line:
    found = made.deviations
    if not found.observations.value:
        return paragraph("")
    return paragraph(
        telling.words.count(
            "{n} observation was made besides. Observations are not counted as deviations.",
            "{n} observations were made besides. Observations are not counted as deviations.",
            telling.n(found.observations),
        )
    )
