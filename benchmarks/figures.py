"""One measured figure, its limits, and the table of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median, quantiles


@dataclass(frozen=True, slots=True)
class Limit:
    """What a figure may be at most, and what it aims at."""

    must: float
    aim: float


@dataclass(frozen=True, slots=True)
class Figure:
    """One row of the table: the medians of both sides, or megabytes over the start."""

    scenario: str
    against: str
    ours: float
    """Seconds, or megabytes where `unit` says so."""
    theirs: float
    limit: Limit
    unit: str = "s"
    """`s` and `MB` are compared as a ratio; `MB over` stands alone."""

    @property
    def value(self) -> float:
        """The ratio, or the megabytes."""
        return self.ours if self.unit == "MB over" else self.ours / self.theirs

    @property
    def verdict(self) -> str:
        """`aim`, `ok` or `MISSED`."""
        if self.value <= self.limit.aim:
            return "aim"
        return "ok" if self.value <= self.limit.must else "MISSED"


@dataclass(frozen=True, slots=True)
class Failure:
    """A scenario that could not be measured, or whose result was wrong."""

    scenario: str
    reason: str


HEADINGS = ("scenario", "against", "ours", "other", "figure", "must", "aim", "")
_RIGHT = (2, 3, 4, 5, 6)


def cells(figure: Figure) -> tuple[str, ...]:
    """The row as it is printed."""
    alone = figure.unit == "MB over"
    return (
        figure.scenario,
        figure.against,
        shown(figure.ours, figure.unit),
        "–" if alone else shown(figure.theirs, figure.unit),
        f"{figure.value:.0f} MB" if alone else f"{figure.value:.2f}",
        f"{figure.limit.must:g}",
        f"{figure.limit.aim:g}",
        figure.verdict,
    )


def shown(value: float, unit: str) -> str:
    """Seconds as s, ms or µs; megabytes."""
    if unit != "s":
        return f"{value:.0f} MB"
    if value >= 1:
        return f"{value:.2f} s"
    return f"{value * 1e3:.1f} ms" if value >= 1e-3 else f"{value * 1e6:.0f} µs"


def table(figures: Iterable[Figure]) -> list[str]:
    """The lines of the table, in Markdown."""
    rows = [HEADINGS, *(cells(each) for each in figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADINGS))]
    rule = tuple("-" * (width - 1) + (":" if at in _RIGHT else "-") for at, width in enumerate(widths))
    return [_line(row, widths) for row in (rows[0], rule, *rows[1:])]


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    padded = [
        cell.rjust(width) if at in _RIGHT else cell.ljust(width)
        for at, (cell, width) in enumerate(zip(row, widths, strict=True))
    ]
    return "| " + " | ".join(padded) + " |"


def middle(measured: Iterable[dict[str, float]], name: str = "seconds") -> float:
    """The median of one measure over the rounds."""
    return median(each[name] for each in measured)


def p99(values: Sequence[float]) -> float:
    """The 99th of a hundred."""
    return quantiles(values, n=100, method="inclusive")[98] if len(values) > 1 else values[0]
