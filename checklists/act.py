"""Somebody does something, at a moment. Apart from the journal's words, so that a start need not load those."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

OSLO = ZoneInfo("Europe/Oslo")


@dataclass(frozen=True, slots=True)
class Act:
    """Who does something, and when. `now` is an instant in UTC; `today` is the date in Oslo."""

    actor: str
    now: datetime
    why: str = ""
    draft: str = ""
    """Key of the draft that becomes a record by this: it is dropped where the record is kept, or stays."""

    @property
    def today(self) -> date:
        return self.now.astimezone(OSLO).date()
