"""The cells of one row, by our fields, read into facts: every cell on its own, then those that belong together."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TypeVar

from checklists.contract import ContractOption, RequirementSetInForce, Supplier
from checklists.requirements import RequirementSets
from checklists.values import Money, Refused, cleaned
from exchange.register.amounts import Mark, amount_of
from exchange.register.dates import Order, date_of
from exchange.register.facts import Facts, note, problem_of
from exchange.register.firms import OF_SUPPLIERS, listed, take_suppliers
from exchange.register.identifiers import cpv_of, says_nothing
from exchange.register.places import currency_code
from exchange.register.vocabulary import code_of, is_open_ended, yes_or_no

_Given = TypeVar("_Given")
_Take = Callable[[Facts, str], None]
NO_FIELD = ""
"""Stands in for our field in columns that are none of ours."""
_READ_ELSEWHERE = frozenset((*OF_SUPPLIERS, NO_FIELD))
_AS_IT_STANDS = frozenset(("reference", "title", "case_reference"))
_KNOWN_CELLS = 20_000
_CROWNS = frozenset(("NOK", "SEK", "DKK", "ISK"))
_SET = re.compile(r"^(?P<id>[\w-]+?)(?:\s*(?:@|/|\bv\.?\s?|\s)\s*(?P<version>\d{1,4}))?$")
_SAY_NOTHING_BY_A_SIGN = frozenset(
    ("number", "value", "currency", "signed", "from", "to", "option_until", "notice_by", "cpv")
)


@dataclass(frozen=True, slots=True)
class Conventions:
    """How this file writes what could be read in two ways, as far as its columns have shown it."""

    mark: Mark | None = None
    orders: Mapping[str, Order] = field(default_factory=dict[str, Order])
    """Order of day and month, by field."""


class CellReader:
    """Reads rows of one file. `sets` are the requirement sets that a row may name, in the version of its signing
    or else of `day`. Cells that come again and again are read once."""

    def __init__(self, conventions: Conventions, sets: RequirementSets, day: date) -> None:
        self._conventions = conventions
        self._sets = sets
        self._day = day
        self._currencies: dict[str, str | None] = {}
        self._suppliers: dict[tuple[str, ...], list[Supplier]] = {}
        self._takes: dict[str, _Take] = {
            "responsible": _take_responsible,
            "cpv": _take_cpv,
            "category": _take_category,
            "type": _take_kind,
            "framework": _take_framework,
            "risk": _take_risk,
            "signed": self._take_signed,
            "from": self._take_from,
            "to": self._take_to,
        }
        self._known: dict[str, dict[str, dict[str, object]]] = {name: {} for name in self._takes}

    def read(self, cells: Mapping[str, str], line: int) -> Facts:
        """Facts of a row, with a problem for each cell that cannot be read. `cells` are by our fields."""
        facts = self.read_terms(cells, line)
        self._take_suppliers(facts, cells)
        return facts

    def read_supplier(self, cells: Mapping[str, str], line: int) -> Facts:
        """As `read`, for the cells of a supplier alone."""
        facts = Facts(line)
        self._take_suppliers(facts, cells)
        return facts

    def read_terms(self, cells: Mapping[str, str], line: int) -> Facts:
        """As `read`, for everything but the suppliers."""
        facts = Facts(line)
        fields = facts.fields
        texts: dict[str, str] = {}
        for name, cell in cells.items():
            if not cell:
                continue
            known = self._known.get(name)
            if known is not None:
                found = known.get(cell)
                if found is not None:
                    fields |= found
                else:
                    self._take_new(facts, name, cell)
            elif name not in _READ_ELSEWHERE and (text := _text(facts, name, cell)):
                (fields if name in _AS_IT_STANDS else texts)[name] = text
        if texts:
            self._together(facts, texts)
        return facts

    def _take_new(self, facts: Facts, name: str, cell: str) -> None:
        known = self._known[name]
        one = Facts(facts.line)
        text = _text(one, name, cell)
        if text:
            _tried(one, name, self._takes[name], text)
        facts.fields.update(one.fields)
        facts.problems += one.problems
        facts.removed += one.removed
        if not one.problems and not one.removed and len(known) < _KNOWN_CELLS:
            known[cell] = one.fields

    def _take_suppliers(self, facts: Facts, cells: Mapping[str, str]) -> None:
        key = cells.get("supplier", ""), cells.get("number", ""), cells.get("country", "")
        known = self._suppliers.get(key)
        if known is not None:
            facts.suppliers += known
            return
        one = Facts(facts.line)
        texts = {name: _text(one, name, cell) for name, cell in zip(OF_SUPPLIERS, key, strict=True)}
        _tried(one, "supplier", take_suppliers, {name: text for name, text in texts.items() if text})
        facts.suppliers += one.suppliers
        facts.problems += one.problems
        facts.removed += one.removed
        if not one.problems and not one.removed and len(self._suppliers) < _KNOWN_CELLS:
            self._suppliers[key] = one.suppliers

    def _together(self, facts: Facts, texts: Mapping[str, str]) -> None:
        if "value" in texts or "currency" in texts:
            _tried(facts, "value", self._take_value, texts)
        if "option_until" in texts or "notice_by" in texts:
            _tried(facts, "option_until", self._take_options, texts)
        if "requirement_sets" in texts:
            _tried(facts, "requirement_sets", self._take_sets, texts["requirement_sets"])

    def _date(self, name: str, text: str) -> date:
        return date_of(text, self._conventions.orders.get(name))

    def _take_signed(self, facts: Facts, text: str) -> None:
        facts.fields["signed"] = self._date("signed", text)

    def _take_from(self, facts: Facts, text: str) -> None:
        facts.fields["starts"] = self._date("from", text)

    def _take_to(self, facts: Facts, text: str) -> None:
        if is_open_ended(text):
            facts.fields["open_ended"] = True
        else:
            facts.fields["ends"] = self._date("to", text)

    def _take_value(self, facts: Facts, texts: Mapping[str, str]) -> None:
        stated = self._currency(texts["currency"]) if "currency" in texts else None
        if "currency" in texts and stated is None:
            unknown = Refused("currency_unknown", found=texts["currency"][:40])
            facts.problems.append(problem_of(unknown, facts.line, "currency"))
            return
        if "value" not in texts:
            return
        amount, beside = amount_of(texts["value"], self._conventions.mark)
        if stated and beside and stated != beside:
            is_crowns = "kr" in texts["value"].casefold() and stated in _CROWNS
            if not is_crowns:
                raise Refused("currency_in_conflict", found=texts["value"][:40], currency=stated)
        put_value(facts, amount, stated or beside or "NOK")

    def _currency(self, written: str) -> str | None:
        if written not in self._currencies:
            self._currencies[written] = currency_code(written)
        return self._currencies[written]

    def _take_options(self, facts: Facts, texts: Mapping[str, str]) -> None:
        untils = listed(texts.get("option_until", ""))
        notices = listed(texts.get("notice_by", ""))
        if len(notices) > len(untils) or (notices and len(notices) != len(untils)):
            raise Refused("options_do_not_pair", options=len(untils), notices=len(notices))
        days = [self._date("option_until", until) for until in untils]
        told = [self._date("notice_by", notice) for notice in notices] or [None] * len(days)
        facts.fields["options"] = tuple(
            ContractOption(until=until, notice_by=notice) for until, notice in zip(days, told, strict=True)
        )

    def _take_sets(self, facts: Facts, text: str) -> None:
        day = facts.fields.get("signed") or facts.fields.get("starts")
        facts.fields["requirement_sets"] = tuple(
            self._set(word, day if isinstance(day, date) else self._day) for word in listed(text, more=",")
        )

    def _set(self, word: str, day: date) -> RequirementSetInForce:
        """The set a person names by its code, with its version or else the newest that was valid on `day`."""
        found = _SET.match(word)
        name = found["id"].casefold().replace("-", "_") if found else ""
        versions = sorted(version for set_id, version in self._sets if set_id == name)
        number = int(found["version"]) if found and found["version"] else None
        if not versions or (number is not None and number not in versions):
            there = ", ".join(f"{set_id}@{version}" for set_id, version in sorted(self._sets))
            raise Refused("requirement_set_unknown", found=word[:40], sets=there)
        if number is not None:
            return RequirementSetInForce(set_id=name, version=number)
        valid = [v for v in versions if self._sets[name, v].valid_from <= day]
        return RequirementSetInForce(set_id=name, version=valid[-1] if valid else versions[0])


def put_value(facts: Facts, amount: Decimal, currency: str) -> None:
    """Keep the amount; one that is larger or finer than can be kept exactly stays unknown, with a note."""
    try:
        facts.fields["value"] = Money(amount=amount, currency=currency)
    except Refused as refused:
        facts.problems.append(note(refused.code, facts.line, "value", amount=str(amount)[:40]))


def _tried(facts: Facts, name: str, take: Callable[[Facts, _Given], None], given: _Given) -> None:
    try:
        take(facts, given)
    except Refused as refused:
        facts.problems.append(problem_of(refused, facts.line, name))


def _text(facts: Facts, name: str, cell: str) -> str:
    """The cell's clean text; empty too where a sign stands for no value."""
    text, removed = cleaned(cell, lines=name in ("supplier", "number"))
    if removed:
        facts.removed += removed
    return "" if name in _SAY_NOTHING_BY_A_SIGN and text != "0" and says_nothing(text) else text


def _take_responsible(facts: Facts, text: str) -> None:
    facts.fields["responsible"] = text


def _take_cpv(facts: Facts, text: str) -> None:
    several = listed(text, more=",")
    code, restored = cpv_of(several[0])
    facts.fields["cpv"] = code
    if restored:
        facts.problems.append(note("cpv_zero_restored", facts.line, "cpv", found=text[:40], cpv=code))
    if len(several) > 1:
        facts.problems.append(note("cpv_several", facts.line, "cpv", found=text[:80], cpv=code))


def _take_category(facts: Facts, text: str) -> None:
    code = code_of("categories", text)
    facts.fields["category"] = code or "other"
    if code is None:
        facts.fields["category_note"] = text
        facts.problems.append(note("category_unknown", facts.line, "category", found=text[:80]))


def _take_kind(facts: Facts, text: str) -> None:
    code = code_of("contract_kinds", text)
    if code is None:
        facts.problems.append(note("type_unknown", facts.line, "type", found=text[:80]))
    else:
        facts.fields["kind"] = code


def _take_framework(facts: Facts, text: str) -> None:
    answer = yes_or_no(text)
    if answer is None:
        raise Refused("framework_unreadable", found=text[:40])
    facts.fields["framework"] = answer


def _take_risk(facts: Facts, text: str) -> None:
    code = code_of("risk_levels", text)
    if code is None:
        raise Refused("risk_unreadable", found=text[:40])
    facts.fields["risk"] = code
