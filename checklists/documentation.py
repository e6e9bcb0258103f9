"""The yearly day on which a contract's own clause is to be documented: which day is due, and until when it is."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date


def day_in(year: int, yearly: str) -> date:
    """`03-01` in that year. 29 February is the 28th in a year without it. ValueError for what is no such day."""
    month, day = int(yearly[:2]), int(yearly[3:])
    if (month, day) == (2, 29):
        day = monthrange(year, month)[1]
    return date(year, month, day)


@dataclass(frozen=True, slots=True)
class Runs:
    """When documentation is asked for: from the contract's start, or after the day it came to be; until it ends."""

    starts: date | None = None
    after: date | None = None
    """Signed or registered; counts where no start is known."""
    last: date | None = None

    def on(self, day: date) -> bool:
        """Does a day of documentation count?"""
        begun = day >= self.starts if self.starts else self.after is None or day > self.after
        return begun and (self.last is None or day <= self.last)


def unmet(yearly: str, runs: Runs, documented: date | None, today: date) -> date | None:
    """The day of documentation that is not met: the latest that has come by today, else the next one.

    `documented` is when the clause was last documented. It meets the day that it is nearest to: what comes late in
    March for the first of March says nothing of next year. None where all is met.
    """
    found: list[date] = []
    for year in range(max(today.year - 1, MINYEAR + 1), min(today.year + 1, MAXYEAR) + 1):
        day = day_in(year, yearly)
        if runs.on(day) and (documented is None or documented <= _halfway_to(year, yearly)):
            found.append(day)
    return max((day for day in found if day <= today), default=min(found, default=None))


def _halfway_to(year: int, yearly: str) -> date:
    """The last day that is nearer to the day of the year before."""
    before = day_in(year - 1, yearly)
    return before + (day_in(year, yearly) - before) // 2
