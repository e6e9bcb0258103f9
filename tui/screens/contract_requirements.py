"""The requirements of a contract as rows: its sets, their themes and how deep each has been looked into."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from checklists.codelists import label
from checklists.contract import Contract
from checklists.library import requirement_sets
from checklists.requirements import RequirementSet
from checklists.words import N_, words
from tui.drawing import Part, Row, fit, joined, line, wrapped
from tui.given import documentation_told
from tui.screens.contract_parameters import parameter_rows
from tui.screens.register_rows import GLYPH_STYLES, GLYPHS

LADDER = {
    "n": "not_asked",
    "q": "asked",
    "c": "answered",
    "d": "documented",
    "k": "checked",
    "t": "third_party",
    "x": "deviation",
}
"""The letters of how deep a theme has been looked into, as codes of the ladder."""


def requirement_rows(
    contract: Contract,
    depths: Mapping[str, str],
    documented: Mapping[str, date],
    language: str,
    width: int,
    unfolded: frozenset[str],
) -> list[Row]:
    """The requirement sets in force: an unfolded one with its numbers and clauses, another with its themes and depth.

    Numbers of the contract's own are shown in either. Last its own clauses, with the yearly day of documentation and
    when they were last `documented`, by address.
    """
    translate = words(language)
    rows: list[Row] = []
    for held in contract.requirement_sets:
        terms = requirement_sets().get((held.set_id, held.version))
        title = terms.title.text(language) if terms else held.set_id
        count = translate.count(N_("{n} clause"), N_("{n} clauses"), len(terms.clauses)) if terms else ""
        assumed: Part = (translate.text(N_("assumed: c confirms")), "warn") if held.assumed else ("", "")
        rows.append(
            line(
                (" ? " if held.assumed else " ✓ ", "warn" if held.assumed else "good"),
                fit(title, max(20, min(48, width - 44))),
                (f" v{held.version} · {count}   ", "dim"),
                assumed,
                key=f"set/{held.set_id}",
            )
        )
        whole = f"set/{held.set_id}" in unfolded
        rows += parameter_rows(contract, held, language, width, every=whole)
        if terms is not None:
            rows += _terms(terms, language, width) if whole else _themes(terms, depths, language, width)
    rows += _own_clauses(contract, documented, language, width)
    return rows or [line((f" {translate.text(N_('No requirements registered. t chooses them.'))}", "dim"))]


def _own_clauses(contract: Contract, documented: Mapping[str, date], language: str, width: int) -> list[Row]:
    """Clauses that only this contract has, each with its yearly day of documentation."""
    rows: list[Row] = []
    for own in contract.own_clauses:
        rows.append(
            line(
                (" § ", "accent"),
                (fit(own.reference.removeprefix("§").strip(), 8), "dim"),
                fit(own.text, max(20, width - 14)),
            )
        )
        said = joined(documentation_told(own, documented.get(f"own.{own.key}"), language))
        rows += wrapped(said, width - 1, "dim", indent=" " * 5) if said else []
    return rows


def _themes(terms: RequirementSet, depths: Mapping[str, str], language: str, width: int) -> list[Row]:
    """The set's themes, each with how deep it has been looked into."""
    rows: list[Row] = []
    for theme in dict.fromkeys(clause.theme for clause in terms.clauses):
        letter = depths.get(theme, "n")
        references = dict.fromkeys(clause.reference for clause in terms.clauses if clause.theme == theme)
        depth = fit(label("ladder", LADDER.get(letter, "not_asked"), language), 14)
        rows.append(
            line(
                f"     {fit(label('themes', theme, language), 28)} ",
                (fit(GLYPHS.get(letter, "·"), 3), GLYPH_STYLES.get(letter, "")),
                (depth, "dim"),
                (fit(_paragraphs(references), max(8, width - 52)), "dim"),
            )
        )
    return rows


def _terms(terms: RequirementSet, language: str, width: int) -> list[Row]:
    """Every clause of the set with its number."""
    room = max(16, width - 16)
    return [
        line(
            (f"     {fit(_paragraphs([clause.reference]), 8)} ", "dim"),
            fit(clause.title.text(language), room),
        )
        for clause in terms.clauses
    ]


def _paragraphs(references: Iterable[str]) -> str:
    """References with one § before them; a regulation's own already carry it."""
    return "§ " + ", ".join(reference.removeprefix("§").strip() for reference in references)
