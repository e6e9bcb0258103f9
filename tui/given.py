"""What a person typed, read as a date or a number."""

from __future__ import annotations

import re
from datetime import date

from checklists.values import Refused


def day_of(text: str) -> date | None:
    """`2026-12-31` or `31.12.2026` as a date, None when empty; Refused when it is no date."""
    written = text.strip()
    if not written:
        return None
    found = re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", written)
    try:
        if found:
            return date(int(found[3]), int(found[2]), int(found[1]))
        return date.fromisoformat(written)
    except ValueError:
        raise Refused("date_not_understood", given=written[:40]) from None
