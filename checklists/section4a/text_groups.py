"""Many deviations told by type, place and status."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from checklists.section4a.phrases import Line, Telling, item, place
from checklists.section4a.values import DeviationRow, PlaceTold

_Alike = tuple[str, PlaceTold, str]


def groups(rows: Sequence[DeviationRow]) -> list[list[DeviationRow]]:
    """The rows by type × place × status, the largest group first."""
    alike: dict[_Alike, list[DeviationRow]] = {}
    for row in rows:
        alike.setdefault((row.type, row.place, row.status), []).append(row)
    return sorted(alike.values(), key=lambda held: -len(held))


def group(rows: Sequence[DeviationRow], telling: Telling) -> Line:
    """A line for several deviations of one type, place and status."""
    first, words = rows[0], telling.words
    kind = telling.label("deviation_types", first.type)
    name = telling.capital(kind)
    return item(
        words.text("{type} ({n} in all).", n=telling.number(len(rows)), type=name),
        words.text("Where: {place}.", place=place(first.place, telling)),
        _measures(rows, telling),
        _status(rows, telling),
        _harm(rows, telling),
        _disputed(rows, telling),
        _sanctions(rows, telling),
    )


def _measures(rows: Sequence[DeviationRow], telling: Telling) -> str:
    kinds = Counter(each.kind for row in rows for each in row.measures)
    if not kinds:
        return telling.words.text("Measures: none registered.")
    told = [
        telling.words.text(
            "{label} {count}", label=telling.label("measure_kinds", kind), count=telling.number(n)
        )
        for kind, n in sorted(kinds.items())
    ]
    return telling.words.text("Measures: {measures}.", measures=", ".join(told))


def _status(rows: Sequence[DeviationRow], telling: Telling) -> str:
    text = telling.words.text
    name = telling.label("deviation_statuses", rows[0].status)
    closed = sorted(row.closed for row in rows if row.closed)
    deadlines = sorted(row.deadline for row in rows if row.deadline)
    if closed:
        if closed[0] == closed[-1]:
            return text("Status: {status} {date}.", status=name, date=telling.day(closed[0]))
        return text(
            "Status: {status} between {first} and {last}.",
            status=name,
            first=telling.day(closed[0]),
            last=telling.day(closed[-1]),
        )
    if not deadlines:
        return text("Status: {status}, deadline not set.", status=name)
    if deadlines[0] == deadlines[-1]:
        return text("Status: {status}, deadline {date}.", status=name, date=telling.day(deadlines[0]))
    return text(
        "Status: {status}, deadlines from {first} to {last}.",
        status=name,
        first=telling.day(deadlines[0]),
        last=telling.day(deadlines[-1]),
    )


def _harm(rows: Sequence[DeviationRow], telling: Telling) -> str:
    harmed = sum(row.harm for row in rows)
    if not harmed:
        return ""
    return telling.words.count(
        "Actual harm in {n} of them, see 6.A.2.", "Actual harm in {n} of them, see 6.A.2.", telling.n(harmed)
    )


def _disputed(rows: Sequence[DeviationRow], telling: Telling) -> str:
    """Both sides, each statement by itself."""
    disputed = [row for row in rows if row.disputed]
    if not disputed:
        return ""
    told = telling.words.count(
        "{n} is disputed by the supplier.", "{n} are disputed by the suppliers.", telling.n(len(disputed))
    )
    said = dict.fromkeys(
        telling.quoted(row.position_text)
        for row in disputed
        if row.position_text.strip() and not row.position_names_firm
    )
    sides = [telling.words.text("The supplier states: {quote}", quote=quote) for quote in said]
    return " ".join((told, *sides))


def _sanctions(rows: Sequence[DeviationRow], telling: Telling) -> str:
    rungs = Counter(each.rung for row in rows for each in row.sanctions)
    told = [
        telling.words.text(
            "{label} {count}", label=telling.label("sanctions", str(rung)), count=telling.number(n)
        )
        for rung, n in sorted(rungs.items())
    ]
    return telling.words.text("Sanctions: {sanctions}.", sanctions=telling.listed(told)) if told else ""
