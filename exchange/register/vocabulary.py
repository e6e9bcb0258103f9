"""Words of a register that stand for codes of ours: categories, types, risk, yes and no, no end."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from checklists.codelists import codes

_PARTS = re.compile(r", | og | and ")
_YES = frozenset(("ja", "yes", "y", "j", "x", "true", "sann", "1", "rammeavtale", "framework agreement"))
_NO = frozenset(("nei", "no", "n", "false", "usann", "0"))
_OPEN_ENDED = frozenset(
    (
        "open-ended",
        "open ended",
        "løpende",
        "løpande",
        "tidsubegrenset",
        "ikke tidsbegrenset",
        "tidsuavgrensa",
        "ikkje tidsavgrensa",
        "uten sluttdato",
        "utan sluttdato",
        "ubegrenset",
        "uavgrensa",
    )
)
_MORE: Mapping[str, Mapping[str, str]] = {
    "contract_kinds": {
        "vare": "goods",
        "varekjøp": "goods",
        "varekontrakt": "goods",
        "supplies": "goods",
        "tjeneste": "services",
        "teneste": "services",
        "service": "services",
        "tjenestekontrakt": "services",
        "bygg- og anlegg": "works",
        "bygge- og anleggsarbeid": "works",
        "bygge- og anleggsarbeider": "works",
        "byggje- og anleggsarbeid": "works",
    },
    "risk_levels": {"l": "low", "m": "medium", "h": "high", "moderat": "medium"},
    "categories": {"ikt": "ict", "it": "ict", "mat": "food"},
}


def code_of(codelist: str, written: str) -> str | None:
    """The code of a code list for the code itself or its label in nb, nn or en; None if it is none."""
    return _recognised(codelist).get(_bare(written))


@cache
def _recognised(codelist: str) -> dict[str, str]:
    found = dict(_MORE.get(codelist, {}))
    for code, entry in codes(codelist).items():
        for word in (code, entry.label.nb, entry.label.nn, entry.label.en):
            found[_bare(word)] = code
            if codelist == "categories":
                # Registers say "tekstiler" where the label names several kinds of goods.
                for part in _PARTS.split(_bare(word)):
                    found.setdefault(part, code)
    return found


def _bare(word: str) -> str:
    return " ".join(word.casefold().replace("_", " ").split())


def yes_or_no(written: str) -> bool | None:
    """True for yes, False for no, None for anything else."""
    word = _bare(written)
    return True if word in _YES else False if word in _NO else None


def is_open_ended(written: str) -> bool:
    """Does the cell of the last day say that there is none?"""
    return _bare(written) in _OPEN_ENDED
