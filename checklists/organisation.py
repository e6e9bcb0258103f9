"""Organisation numbers: read from what people write, checked by modulus 11 (python-stdnum)."""

from __future__ import annotations

import re

from stdnum.no import orgnr

from checklists.refused import Refused

_WRITTEN = re.compile(r"(?i)^(?:NO)?[\s-]*([0-9][0-9\s.-]{7,16}[0-9])\s*(?:MVA)?$")


def organisation_number(written: str) -> str | None:
    """Nine digits if `written` is one valid Norwegian organisation number in any usual spelling, else None."""
    found = _WRITTEN.match(written.strip().removesuffix(".0"))
    if not found:
        return None
    digits = re.sub(r"\D", "", found.group(1))
    return digits if len(digits) == 9 and digits.strip("0") and orgnr.is_valid(digits) else None


def refuse_wrong_number(written: str, country: str | None = None) -> None:
    """Refused("organisation_number_wrong") for digits that are no Norwegian organisation number.

    Of a firm that is known to be Norwegian (`NO`) nothing else is a number either.
    """
    foreign = country != "NO" and not re.fullmatch(r"[\d\s.-]+", written)
    if organisation_number(written) is None and not foreign:
        raise Refused("organisation_number_wrong", given=written[:20])


def shown_number(number: str) -> str:
    """`998701961` as `998 701 961`; any other identifier as it is."""
    return f"{number[:3]} {number[3:6]} {number[6:]}" if len(number) == 9 and number.isdigit() else number


def same_name(name: str) -> str:
    """The form in which two names of suppliers without a number are the same: trimmed, blanks and case folded."""
    return " ".join(name.casefold().split())
