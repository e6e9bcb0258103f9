"""The suppliers of one row: names, identifiers and country, put together firm by firm."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from checklists.contract import Supplier
from checklists.values import Refused, clean
from exchange.register.facts import Facts, note, problem_of
from exchange.register.identifiers import identifiers_of
from exchange.register.places import country_code

OF_SUPPLIERS: Final = ("supplier", "number", "country")
_SEPARATORS = re.compile(r"\s*[;|\n]\s*")


def listed(text: str, more: str = "") -> list[str]:
    """The parts of a cell that holds several, separated by a semicolon, a bar, a line break or `more`."""
    plain = text.replace(more, ";") if more else text
    return [part for part in _SEPARATORS.split(plain) if part]


def take_suppliers(facts: Facts, texts: Mapping[str, str]) -> None:
    """Add the suppliers that the cells `supplier`, `number` and `country` tell of. Raises Refused."""
    if "supplier" not in texts:
        raise Refused("supplier_missing")
    country = country_code(texts["country"]) if "country" in texts else None
    if "country" in texts and country is None:
        unknown = Refused("country_unknown", found=texts["country"][:40])
        facts.problems.append(problem_of(unknown, facts.line, "country"))
        return
    try:
        clean(texts.get("number", ""))
        numbers = identifiers_of(texts.get("number", ""), country)
    except Refused as refused:
        facts.problems.append(problem_of(refused, facts.line, "number"))
        return
    for name, number in _paired(facts, texts["supplier"], numbers):
        facts.suppliers.append(Supplier(name=name, number=number, country=country))


def _paired(facts: Facts, text: str, numbers: tuple[str, ...]) -> list[tuple[str, str | None]]:
    """Names with their numbers. One cell may hold several firms: as many names as numbers, or one name for all."""
    names = listed(text)
    if len(numbers) > 1 and len(names) == len(numbers):
        return list(zip(names, numbers, strict=True))
    if len(names) == 1 and len(numbers) > 1:
        facts.problems.append(note("several_numbers", facts.line, "number", count=str(len(numbers))))
        return [(names[0], number) for number in numbers]
    if len(names) > 1 and len(numbers) > 1:
        raise Refused("suppliers_do_not_pair", names=len(names), numbers=len(numbers))
    if len(names) > 1:
        facts.problems.append(note("several_names", facts.line, "supplier", count=str(len(names))))
    return [(" ".join(text.split()), numbers[0] if numbers else None)]
