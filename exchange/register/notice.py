"""An eForms notice taken apart: its lots, tenders, tendering parties, organisations and settled contracts.

Element names and their meaning: the eForms SDK of the European publications office, version 1.7 and later.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element as Element  # pyright: ignore[reportPrivateUsage] -- lxml's only name

UBL = "urn:oasis:names:specification:ubl:schema:xsd:"
_EXTENSIONS = "http://data.europa.eu/p27/eforms-ubl-extension"
NAMESPACES = {
    "cac": f"{UBL}CommonAggregateComponents-2",
    "cbc": f"{UBL}CommonBasicComponents-2",
    "ext": f"{UBL}CommonExtensionComponents-2",
    "efext": f"{_EXTENSIONS}s/1",
    "efac": f"{_EXTENSIONS}-aggregate-components/1",
    "efbc": f"{_EXTENSIONS}-basic-components/1",
}
_EFORMS = "ext:UBLExtensions/ext:UBLExtension/ext:ExtensionContent/efext:EformsExtension"
_NORWEGIAN = ("NOB", "NOR", "NNO")
_DATE = re.compile(r"^(\d{4}-\d\d-\d\d)(?:Z|[+-]\d\d:\d\d)?$", re.ASCII)
_AMOUNT = re.compile(r"^-?\d{1,30}(?:\.\d{1,30})?$", re.ASCII)

Amount = tuple[Decimal, str]
"""What is written, and its currency."""


@dataclass(frozen=True, slots=True)
class Lot:
    """A lot, or the procurement as a whole where it has none of its own facts."""

    title: str
    kind: str
    cpv: str
    framework: bool | None
    """Is the technique a framework agreement? None when the notice does not say."""
    starts: date | None
    ends: date | None
    open_ended: bool
    duration: str
    """A duration without a first day, as told: `72 MONTH`."""


@dataclass(frozen=True, slots=True)
class Tender:
    """A tender: its amount and who stands behind it."""

    amount: Amount | None
    party: str
    lots: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Organisation:
    """A firm as the notice has it. Contact persons and addresses are left where they are."""

    name: str
    number: str
    country: str


@dataclass(frozen=True, slots=True)
class Settled:
    """A settled contract."""

    id: str
    title: str
    signed: date | None
    reference: str
    tenders: tuple[str, ...]
    in_framework: bool


@dataclass(frozen=True, slots=True)
class LotResult:
    """How a lot ended."""

    lots: tuple[str, ...]
    code: str
    contracts: tuple[str, ...]
    tenders: tuple[str, ...]
    framework_value: Amount | None


@dataclass(frozen=True, slots=True)
class Notice:
    """Everything of an award notice that a register needs."""

    id: str
    kind: str
    register: str
    """`doffin`, or `ted` for notices of other countries."""
    whole: Lot
    lots: dict[str, Lot]
    results: tuple[LotResult, ...]
    tenders: dict[str, Tender]
    parties: dict[str, tuple[str, ...]]
    organisations: dict[str, Organisation]
    contracts: tuple[Settled, ...]
    total: Amount | None
    framework_total: Amount | None
    changes: str = ""
    """The notice whose contract this one changes."""
    changed_contracts: tuple[str, ...] = field(default=())


def text_at(element: Element | None, path: str) -> str:
    """The text at `path`, trimmed; in Norwegian where it stands in several languages; empty if it is missing."""
    if element is None:
        return ""
    told = [(found.get("languageID", ""), (found.text or "").strip()) for found in _all(element, path)]
    by_language = {language: text for language, text in reversed(told) if text}
    for language in (*_NORWEGIAN, "ENG"):
        if language in by_language:
            return by_language[language]
    return next((text for _, text in told if text), "")


def result_of(root: Element) -> Element | None:
    """The element with the outcome, None where the notice has none."""
    return root.find(f"{_EFORMS}/efac:NoticeResult", NAMESPACES)


def notice_of(root: Element, result: Element) -> Notice:
    """The notice as values. What is missing is empty; nothing is made up."""
    whole = _lot(root, None)
    change = root.find(f"{_EFORMS}/efac:ContractModification", NAMESPACES)
    return Notice(
        id=text_at(root, "cbc:ID"),
        kind=text_at(root, "cbc:NoticeTypeCode"),
        register="doffin" if "anskaffelser.no" in text_at(root, "cbc:CustomizationID") else "ted",
        whole=whole,
        lots={text_at(lot, "cbc:ID"): _lot(lot, whole) for lot in _all(root, "cac:ProcurementProjectLot")},
        results=tuple(_result(found) for found in _all(result, "efac:LotResult")),
        tenders={text_at(found, "cbc:ID"): _tender(found) for found in _all(result, "efac:LotTender")},
        parties={
            text_at(party, "cbc:ID"): _ids(party, "efac:Tenderer")
            for party in _all(result, "efac:TenderingParty")
        },
        organisations=dict(
            _organisation(found)
            for found in _all(root, f"{_EFORMS}/efac:Organizations/efac:Organization/efac:Company")
        ),
        contracts=tuple(_settled(found) for found in _all(result, "efac:SettledContract")),
        total=_amount(result, "cbc:TotalAmount"),
        framework_total=_amount(result, "efbc:OverallMaximumFrameworkContractsAmount"),
        changes=text_at(change, "efbc:ChangedNoticeIdentifier"),
        changed_contracts=tuple(_texts(change, "efbc:ModifiedContractIdentifier"))
        if change is not None
        else (),
    )


def _all(element: Element, path: str) -> list[Element]:
    return element.findall(path, NAMESPACES)


def _texts(element: Element, path: str) -> Iterable[str]:
    return [(found.text or "").strip() for found in _all(element, path) if (found.text or "").strip()]


def _ids(element: Element, path: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_texts(element, f"{path}/cbc:ID")))


def _amount(element: Element, path: str) -> Amount | None:
    found = element.find(path, NAMESPACES)
    number = number_in(found.text or "") if found is not None else None
    return None if found is None or number is None else (number, found.get("currencyID", ""))


def number_in(text: str) -> Decimal | None:
    """The amount written in an element, None where it is none."""
    return Decimal(text.strip()) if _AMOUNT.match(text.strip()) else None


def _date(element: Element | None, path: str) -> date | None:
    return day_in(text_at(element, path))


def day_in(text: str) -> date | None:
    """The day written in an element, None where there is no such day."""
    found = _DATE.match(text.strip())
    try:
        return date.fromisoformat(found[1]) if found else None
    except ValueError:
        return None


def _lot(element: Element, whole: Lot | None) -> Lot:
    project = "cac:ProcurementProject"
    period = element.find(f"{project}/cac:PlannedPeriod", NAMESPACES)
    starts, ends = _date(period, "cbc:StartDate"), _date(period, "cbc:EndDate")
    amount, unit = _duration(period)
    if ends is None and starts and amount:
        ends = _last_day(starts, amount, unit)
    kinds = {"supplies": "goods", "services": "services", "works": "works"}
    framework = _framework(element)
    none = whole is None
    return Lot(
        title=text_at(element, f"{project}/cbc:Name") or ("" if none else whole.title),
        kind=kinds.get(text_at(element, f"{project}/cbc:ProcurementTypeCode"), "")
        or ("" if none else whole.kind),
        cpv=text_at(element, f"{project}/cac:MainCommodityClassification/cbc:ItemClassificationCode")
        or ("" if none else whole.cpv),
        framework=framework if framework is not None or none else whole.framework,
        starts=starts if period is not None or none else whole.starts,
        ends=ends if period is not None or none else whole.ends,
        open_ended=(ends is None and text_at(period, "cbc:DescriptionCode") == "UNLIMITED")
        if period is not None or none
        else whole.open_ended,
        duration=f"{amount} {unit}" if amount and starts is None else "",
    )


def _duration(period: Element | None) -> tuple[int, str]:
    measure = period.find("cbc:DurationMeasure", NAMESPACES) if period is not None else None
    text = (measure.text or "").strip() if measure is not None else ""
    if measure is None or not re.fullmatch(r"[1-9]\d{0,4}", text, re.ASCII):
        return 0, ""
    return int(text), measure.get("unitCode", "")


def _last_day(starts: date, amount: int, unit: str) -> date | None:
    """The last day of a period of so many `DAY`, `WEEK`, `MONTH` or `YEAR` from its first; None if too far off."""
    days = {"DAY": amount, "WEEK": 7 * amount}.get(unit)
    try:
        if days:
            return starts + timedelta(days=days - 1)
        if unit not in ("MONTH", "YEAR"):
            return None
        months = starts.month - 1 + (amount if unit == "MONTH" else 12 * amount)
        year, month = starts.year + months // 12, months % 12 + 1
        # A month that has no such day ends earlier: a month from 31 January ends with February.
        following = date(year + month // 12, month % 12 + 1, 1)
        same_day = min(starts.day, (following - timedelta(days=1)).day)
        ended = date(year, month, same_day)
        return ended - timedelta(days=1) if same_day == starts.day else ended
    except (ValueError, OverflowError):
        return None


def _framework(element: Element) -> bool | None:
    for found in _all(element, "cac:TenderingProcess/cac:ContractingSystem/cbc:ContractingSystemTypeCode"):
        if found.get("listName") == "framework-agreement":
            return (found.text or "").strip().startswith("fa-")
    return None


def _result(element: Element) -> LotResult:
    values = "efac:FrameworkAgreementValues"
    return LotResult(
        lots=_ids(element, "efac:TenderLot"),
        code=text_at(element, "cbc:TenderResultCode"),
        contracts=_ids(element, "efac:SettledContract"),
        tenders=_ids(element, "efac:LotTender"),
        framework_value=_amount(element, f"{values}/cbc:MaximumValueAmount")
        or _amount(element, f"{values}/efbc:ReestimatedValueAmount"),
    )


def _tender(element: Element) -> Tender:
    return Tender(
        amount=_amount(element, "cac:LegalMonetaryTotal/cbc:PayableAmount"),
        party=next(iter(_ids(element, "efac:TenderingParty")), ""),
        lots=_ids(element, "efac:TenderLot"),
    )


def _organisation(company: Element) -> tuple[str, Organisation]:
    return text_at(company, "cac:PartyIdentification/cbc:ID"), Organisation(
        name=text_at(company, "cac:PartyName/cbc:Name"),
        number=text_at(company, "cac:PartyLegalEntity/cbc:CompanyID"),
        country=text_at(company, "cac:PostalAddress/cac:Country/cbc:IdentificationCode"),
    )


def _settled(element: Element) -> Settled:
    return Settled(
        id=text_at(element, "cbc:ID"),
        title=text_at(element, "cbc:Title"),
        signed=_date(element, "cbc:IssueDate"),
        reference=text_at(element, "efac:ContractReference/cbc:ID"),
        tenders=_ids(element, "efac:LotTender"),
        in_framework=text_at(element, "efbc:ContractFrameworkIndicator") == "true",
    )
