"""The parts that the three texts are made of: lines, listed things, counted things, places and statuses."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from checklists.codelists import label, place_parts
from checklists.formats import Counted, day, whole
from checklists.section4a.values import DeviationRow, Figure, PlaceTold
from checklists.words import Words, words


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a text: a paragraph, or an item of a list."""

    kind: Literal["paragraph", "item"]
    text: str


def paragraph(*sentences: str) -> Line:
    """Whole sentences, one after another; empty ones are left out."""
    return Line("paragraph", " ".join(each for each in sentences if each))


def item(*sentences: str) -> Line:
    return Line("item", " ".join(each for each in sentences if each))


def filled(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Those lines that say something."""
    return tuple(line for line in lines if line.text)


class Telling:
    """Words, numbers, dates and labels in one language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.words: Words = words(language)

    def n(self, count: int | Figure) -> Counted:
        """A number that messages write grouped."""
        return Counted.of(count if isinstance(count, int) else count.value, self.language)

    def number(self, count: int | Figure) -> str:
        return whole(count if isinstance(count, int) else count.value, self.language)

    def day(self, when: date) -> str:
        return day(when, self.language)

    def label(self, name: str, code: str) -> str:
        return label(name, code, self.language)

    def capital(self, text: str) -> str:
        return text[:1].upper() + text[1:]

    def sentence(self, text: str) -> str:
        """A person's own words as a sentence of their own."""
        plain = " ".join(text.split())
        return plain if not plain or plain[-1] in ".!?…»”" else f"{plain}."

    def quoted(self, text: str) -> str:
        """Another's exact words as the end of a sentence: a full stop of theirs stays theirs and ends it."""
        said = " ".join(text.split())
        told = f"“{said}”" if self.language == "en" else f"«{said}»"
        return told if said.endswith((".", "!", "?", "…")) else f"{told}."

    def listed(self, things: Sequence[str]) -> str:
        """`a`, `a and b`, `a, b and c`."""
        if len(things) < 2:
            return "".join(things)
        return self.words.text("{first} and {last}", first=", ".join(things[:-1]), last=things[-1])

    def suppliers(self, count: int | Figure) -> str:
        """`4 suppliers`."""
        return self.words.count("{n} supplier", "{n} suppliers", self.n(count))

    def agreements(self, count: int | Figure) -> str:
        """`4 agreements`."""
        return self.words.count("{n} agreement", "{n} agreements", self.n(count))


def place(told: PlaceTold, telling: Telling) -> str:
    """`tier 1, final production, Malaysia`; what is not known is said once."""
    parts = place_parts(told.tier, told.stage, told.country, telling.language)
    return ", ".join(parts) or telling.words.text("not known")


def status(row: DeviationRow, telling: Telling) -> str:
    """The status with the day it was closed, or the deadline."""
    text = telling.words.text
    name = telling.label("deviation_statuses", row.status)
    if row.status == "accepted_until" and row.accepted_until:
        return text("accepted until {date}", date=telling.day(row.accepted_until))
    if row.status in ("closed", "closed_uncorrected", "dismissed"):
        return text("{status} {date}", status=name, date=telling.day(row.closed)) if row.closed else name
    if row.deadline is None:
        return text("{status}, deadline not set", status=name)
    if row.original_deadline and row.original_deadline != row.deadline:
        return text(
            "{status}, deadline {date} (originally {original})",
            status=name,
            date=telling.day(row.deadline),
            original=telling.day(row.original_deadline),
        )
    return text("{status}, deadline {date}", status=name, date=telling.day(row.deadline))


def measures(row: DeviationRow, telling: Telling) -> tuple[str, ...]:
    """Each measure with what has become of it. One that names a firm is told by its kind."""
    text = telling.words.text
    found: list[str] = []
    for each in row.measures:
        name = telling.label("measure_kinds", each.kind) if each.names_firm else " ".join(each.text.split())
        name = name.rstrip(".")
        if each.status == "done":
            done = (
                text("{measure} (done {date})", measure=name, date=telling.day(each.done))
                if each.done
                else ""
            )
            found.append(done or text("{measure} (done)", measure=name))
        elif each.due:
            found.append(text("{measure} (deadline {date})", measure=name, date=telling.day(each.due)))
        else:
            found.append(name)
    return tuple(found)
