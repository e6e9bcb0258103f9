"""When a year can be frozen, and up to which day."""

from __future__ import annotations

from datetime import date

from checklists.values import Refused


def cutoff_of_freezing(year: int, today: date) -> date:
    """The last day that a summary frozen today counts: 31 December, or today while the year is running.

    Status can be told as of no day to come. Refused("year_not_begun") for a year in which nothing can have happened.
    """
    if year > today.year:
        raise Refused("year_not_begun", year=year)
    return min(date(year, 12, 31), today)
