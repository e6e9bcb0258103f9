"""The example municipality's contracts and suppliers, as a register would tell them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from importlib import resources
from random import Random
from typing import Any

import yaml
from stdnum.no import orgnr

from checklists.contract import Contract, ContractOption, RequirementSetInForce, Supplier
from checklists.intake import ContractDraft, Reading
from checklists.library import requirement_sets
from checklists.requirements import assumed_sets
from checklists.values import Money


@dataclass(frozen=True)
class Invented:
    """What the municipality is invented from."""

    contracts: tuple[tuple[str, str, str, str, Decimal, frozenset[str]], ...]
    places: tuple[str, ...]
    trades: dict[str, tuple[str, ...]]
    roles: dict[str, str]
    """By a word of a title, or by a category; the words come first."""


def invented() -> Invented:
    """The shipped lists of titles, places and trades."""
    raw: dict[str, Any] = yaml.safe_load(
        (resources.files("tui.demo") / "municipality.yaml").read_text("utf-8")
    )
    rows = [str(text).split("|") for text in raw["contracts"]]
    return Invented(
        contracts=tuple(
            (t, cpv, kind, cat, Decimal(value), frozenset(marks.split()))
            for t, cpv, kind, cat, value, marks in rows
        ),
        places=tuple(raw["suppliers"]["places"]),
        trades={name: tuple(found) for name, found in raw["suppliers"]["trades"].items()},
        roles=dict(raw["roles"]),
    )


def synthetic_number(random: Random) -> str:
    """An organisation number that passes the check and belongs to nobody: it begins with 3, which is never given."""
    while True:
        digits = "3" + "".join(str(random.randrange(10)) for _ in range(7))
        for last in "0123456789":
            if orgnr.is_valid(digits + last):
                return digits + last


def suppliers(data: Invented, random: Random, wanted: int) -> dict[str, list[Supplier]]:
    """About `wanted` suppliers, by category; some foreign, some without a number."""
    found: dict[str, list[Supplier]] = {category: [] for category in data.trades}
    shares = {"construction": 26, "other": 26, "food": 10, "ict": 9, "vehicles": 8, "office": 7, "medical": 7}
    names: set[str] = set()
    for category, trades in data.trades.items():
        for _ in range(shares.get(category, 5) * wanted // 113):
            name = ""
            while not name or name in names:
                name = f"{random.choice(data.places)} {random.choice(trades)} AS"
            names.add(name)
            foreign = category in ("textiles", "medical", "ict") and random.random() < 0.15
            country, number = ("SE", "") if foreign else ("NO", synthetic_number(random))
            firm = name.replace(" AS", " AB") if foreign else name
            found[category].append(Supplier(name=firm, number=number or None, country=country))
    return found


def register(today: date, random: Random, data: Invented) -> Reading:
    """145 contracts with suppliers, values, terms and options, relative to `today`."""
    firms = suppliers(data, random, 113)
    turns = dict.fromkeys(firms, 0)
    drafts: list[ContractDraft] = []
    for number, (title, cpv, kind, category, value, marks) in enumerate(data.contracts, 1):
        pool = firms[category] if category in firms else firms["other"]
        count = random.randint(3, 5) if "m" in marks else 1
        chosen = [pool[(turns[category] + n) % len(pool)] for n in range(min(count, len(pool)))]
        turns[category] += len(chosen)
        terms, signed = _terms(today, random, marks)
        facts = terms | {
            "reference": f"{signed.year}/{1000 + number * 37}",
            "title": title,
            "cpv": cpv,
            "kind": kind,
            "category": category,
            "framework": "f" in marks,
            "building_project": "b" in marks,
            "country": "NO",
            "value": Money(amount=value * 1_000_000),
            "yearly_value": Money(amount=(value * 1_000_000 / 4).quantize(Decimal(1000))),
            "responsible": _responsible(title, category, data.roles),
            "risk": "high" if "h" in marks else random.choice(["medium", "low", "low"]),
            "risk_reason": _why_high(marks) if "h" in marks else "",
            "case_reference": f"{signed.year}/{200 + number}",
        }
        contract = _with_requirements(Contract.model_validate(facts), random)
        given = frozenset({*facts, "requirement_sets"})
        drafts.append(
            ContractDraft(contract=contract, suppliers=tuple(chosen), lines=(number + 1,), given=given)
        )
    return Reading(format="csv", counted_in="rows", read=len(drafts), drafts=tuple(drafts))


def _responsible(title: str, category: str, roles: dict[str, str]) -> str:
    """The role whose field it is, by a word of the title or by the category."""
    of_title = (role for word, role in roles.items() if word in title.casefold())
    return next(of_title, roles.get(category, roles["other"]))


def _why_high(marks: frozenset[str]) -> str:
    if "w" in marks:
        return "Bransjen har høy risiko for brudd på lønns- og arbeidsvilkår."
    return "Kategorien står på høyrisikolisten."


def _with_requirements(contract: Contract, random: Random) -> Contract:
    """The contract with the sets that go with its type, a good part of them confirmed, and those of its goods."""
    assumed = assumed_sets(contract, requirement_sets())
    if random.random() < 0.7:
        assumed = tuple(held.model_copy(update={"assumed": False}) for held in assumed)
    extra: list[str] = []
    if any(word in contract.title.casefold() for word in ("kjøtt", "meieri", "frukt", "matlevering")):
        extra.append("animal_welfare")
    if any(word in contract.title.casefold() for word in ("solcelle", "bygge", "naturstein", "elektriske")):
        extra.append("human_rights")
    if contract.category in ("vehicles", "construction", "furniture", "chemicals"):
        extra.append("environment")
    held = {one.set_id for one in assumed}
    more = tuple(RequirementSetInForce(set_id=name, version=1) for name in extra if name not in held)
    return contract.model_copy(update={"requirement_sets": (*assumed, *more)})


def _terms(today: date, random: Random, marks: frozenset[str]) -> tuple[dict[str, object], date]:
    """Signing, start, end and options, and the day of signing: some new, some about to end, each active today."""
    back = (
        1120
        if "e" in marks
        else 190
        if "n" in marks
        else random.choice((60, 150, 320, 420, 600, 800, 1000, 1200))
    )
    signed = today - timedelta(days=back + random.randint(0, 40))
    starts = signed + timedelta(days=random.randint(14, 45))
    if "o" in marks:
        return {"signed": signed, "starts": starts, "open_ended": True}, signed
    ends = max(starts + timedelta(days=730), today + timedelta(days=random.randint(15, 500)))
    options: tuple[ContractOption, ...] = ()
    if random.random() < 0.6 and "b" not in marks:
        options = tuple(
            ContractOption(until=_years(ends, n), notice_by=_years(ends, n - 1) - timedelta(days=90))
            for n in (1, 2)
        )
    return {"signed": signed, "starts": starts, "ends": ends, "options": options}, signed


def _years(day: date, years: int) -> date:
    return date(day.year + years, day.month, min(day.day, 28))
