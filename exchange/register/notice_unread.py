"""Amounts and days that a notice states in a way that cannot be read: told, since what they say is not known then."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from checklists.intake import Problem
from checklists.values import cleaned
from exchange.register.notice import NAMESPACES, day_in, number_in

if TYPE_CHECKING:
    from lxml.etree import _Element as Element  # pyright: ignore[reportPrivateUsage] -- lxml's only name

_PERIOD = "cac:ProcurementProject/cac:PlannedPeriod"
_FRAMEWORK = "efac:LotResult/efac:FrameworkAgreementValues"
_AMOUNTS = (
    "cbc:TotalAmount",
    "efbc:OverallMaximumFrameworkContractsAmount",
    "efac:LotTender/cac:LegalMonetaryTotal/cbc:PayableAmount",
    f"{_FRAMEWORK}/cbc:MaximumValueAmount",
    f"{_FRAMEWORK}/efbc:ReestimatedValueAmount",
)
_DAYS = tuple(
    f"{lot}{_PERIOD}/cbc:{name}"
    for lot in ("", "cac:ProcurementProjectLot/")
    for name in ("StartDate", "EndDate")
)


def unread_in(root: Element, result: Element) -> list[Problem]:
    """A note for each different text that stands where an amount or a day is read from, and is none."""
    amounts = [text for path in _AMOUNTS for text in _texts(result, path) if number_in(text) is None]
    days = [*_texts(result, "efac:SettledContract/cbc:IssueDate")]
    days += [text for path in _DAYS for text in _texts(root, path)]
    told = [("notice_amount_unread", text) for text in amounts]
    told += [("notice_day_unread", text) for text in days if day_in(text) is None]
    return [
        Problem(code=code, params={"found": cleaned(text)[0][:40]}, fatal=False)
        for code, text in dict.fromkeys(told)
    ]


def _texts(element: Element, path: str) -> Iterator[str]:
    return (found.text or "" for found in element.findall(path, NAMESPACES) if (found.text or "").strip())
