"""The code lists of the field, labelled in three languages: deviation types, methods, themes, statuses.

Light values without pydantic, so that the first screen can name things before the models are loaded.
Labels are lower case, ready for the middle of a sentence; `heading` gives them a capital.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import TYPE_CHECKING

import yaml

if TYPE_CHECKING:
    from checklists.form import Texts

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C reader is six times faster, where it is built


@dataclass(frozen=True, slots=True)
class Wording:
    """A text in three languages; a missing one falls back to bokmål."""

    nb: str
    nn: str = ""
    en: str = ""

    def text(self, language: str) -> str:
        return self.own(language) or self.nb

    def own(self, language: str) -> str:
        """The text in just that language, empty if it is missing."""
        return {"nb": self.nb, "nn": self.nn, "en": self.en}.get(language, "")


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeEntry:
    """One code, its label and the facts that rules read from it. Facts of other lists keep their defaults."""

    code: str
    label: Wording
    order: int
    """Place in the list, from 0."""
    help: Wording | None = None
    theme: str = ""
    """Deviation types: a code of `themes`; empty means that only the clause can tell."""
    social: bool = False
    """Themes: among the ethical and social requirements, not environment and the other themes."""
    counts: bool = False
    """Methods: counts as follow-up in section 4.A."""
    counts_by_setting: bool = False
    """Methods: counts only where the organisation's setting says so."""
    counts_as: str = ""
    """Methods: the method it counts like unless the person has chosen another."""
    extended: bool = False
    """Methods: extended follow-up, and so a control."""
    open: bool = False
    """Statuses: something remains to be done."""
    needs_approver: bool = False
    """Sanctions: somebody other than the author must approve."""
    glyph: str = ""
    """The sign shown beside the word, one or two cells wide."""

    @property
    def texts(self) -> Texts:
        """The label as the texts of the models."""
        from checklists.form import Texts

        return Texts(nb=self.label.nb, nn=self.label.nn, en=self.label.en)


@cache
def list_names() -> tuple[str, ...]:
    """Names of all code lists, sorted."""
    files = (resources.files("checklists") / "codes").iterdir()
    return tuple(sorted(f.name.removesuffix(".yaml") for f in files if f.name.endswith(".yaml")))


@cache
def codes(name: str) -> Mapping[str, CodeEntry]:
    """The list `name`, in its own order. Raises LookupError for a list that does not exist."""
    if name not in list_names():
        raise LookupError(f"no code list is called {name}")
    text = (resources.files("checklists") / "codes" / f"{name}.yaml").read_text(encoding="utf-8")
    rows: list[dict[str, object]] = yaml.load(text, Loader=_LOADER)  # noqa: S506 - a safe loader, either way
    entries = [_entry(order, row) for order, row in enumerate(rows)]
    found = {entry.code: entry for entry in entries}
    if len(found) != len(entries):
        raise ValueError(f"a code stands twice in the code list {name}")
    return MappingProxyType(found)


def _entry(order: int, row: Mapping[str, object]) -> CodeEntry:
    facts = {key: value for key, value in row.items() if key not in ("nb", "nn", "en", "help")}
    told = row.get("help")
    spoken = _wording(told) if isinstance(told, dict) else None  # pyright: ignore[reportUnknownArgumentType]
    return CodeEntry(label=_wording(row), order=order, help=spoken, **facts)  # pyright: ignore[reportArgumentType]


def _wording(row: Mapping[str, object]) -> Wording:
    return Wording(nb=str(row["nb"]), nn=str(row.get("nn", "")), en=str(row.get("en", "")))


def label(name: str, code: str, language: str) -> str:
    """The label of `code` in the list `name`; a code that the list does not know is its own label."""
    entry = codes(name).get(code)
    return entry.label.text(language) if entry else code


def heading(name: str, code: str, language: str) -> str:
    """As `label`, with a capital first letter."""
    text = label(name, code, language)
    return text[:1].upper() + text[1:]


def tier_label(tier: int | None, language: str) -> str:
    """How a tier is told: 0 the supplier itself, None unknown, any other its number."""
    if tier is None:
        return label("tiers", "unknown", language)
    known = codes("tiers").get(str(tier))
    return known.label.text(language) if known else label("tiers", "1", language).replace("1", str(tier))


def place_parts(tier: int | None, stage: str, country: str | None, language: str) -> tuple[str, ...]:
    """`tier 1`, `final production`, `Malaysia`: where in the supply chain. Nothing where none of it is known."""
    if tier is None and stage == "unknown" and not country:
        return ()
    known = (
        tier_label(tier, language),
        label("stages", stage, language) if stage != "unknown" else "",
        label("countries", country, language) if country else "",
    )
    return tuple(part for part in known if part)
