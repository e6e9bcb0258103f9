"""Asking for the facts of a deviation or a measure, filled in as far as they are known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from checklists.codelists import codes, heading, label, tier_label
from checklists.deadlines import Deadlines
from checklists.deviation import Deviation
from checklists.library import requirement_sets
from checklists.measure import Measure
from checklists.possible import deviation_faults, measure_faults, refuse_new
from checklists.requirements import ClauseInForce, clauses_in_force, refuse_other_clause
from checklists.values import Refused
from checklists.words import N_, words
from exchange.register.places import country_code
from tui.dialogs.choose import Choose
from tui.dialogs.fields import Asked, Fields
from tui.given import day_of, told

if TYPE_CHECKING:
    from tui.screens.place import Place


SELDOM = frozenset({"stage", "country", "company", "origin", "found", "public_text"})
"""Fields that few new deviations need written: what is known of them is filled in."""


def listed(name: str, language: str, *, empty: bool = False) -> list[tuple[str, str]]:
    """The codes of a list with their labels, as choices."""
    known = [(code, label(name, code, language)) for code in codes(name)]
    return [("", "–"), *known] if empty else known


async def clauses_of(place: Place, contract: str) -> tuple[ClauseInForce, ...]:
    """The clauses in force in the contract with this id."""
    held = await place.read(lambda db: db.contracts.get(contract))
    return clauses_in_force(held.value, requirement_sets())


async def add_deviation(place: Place, contract: str) -> str | None:
    """Log a deviation on a contract outside a follow-up; the id it got, or None."""
    held = await place.read(lambda db: db.contracts.get(contract))
    suppliers = await place.read(lambda db: db.contracts.suppliers(held.value.suppliers))
    supplier = next(iter(suppliers), "")
    if len(suppliers) > 1:
        choices = [(found.id, found.name) for found in suppliers.values()]
        asked = Choose(place.text(N_("Which supplier?")), choices, place.aktsom.language)
        supplier = await place.ask(asked) or ""
        if not supplier:
            return None
    today = place.aktsom.act().today
    drafted = Deviation(
        contract=held.value.id, supplier=supplier, type="other", severity="minor", found=today
    )
    edited = await ask_deviation(place, drafted, clauses_in_force(held.value, requirement_sets()))
    act = place.aktsom.act(draft=draft_of(drafted))
    added = await place.keep(lambda db: db.deviations.add(edited, act)) if edited is not None else None
    return added.id if added is not None else None


def draft_of(deviation: Deviation) -> str:
    """Key of the draft of a deviation's facts: its own, or where it is about to be logged."""
    if deviation.id:
        return f"{deviation.id}/facts"
    where = (
        (deviation.followup, deviation.question)
        if deviation.followup
        else (deviation.contract, deviation.supplier)
    )
    return "/".join((*where, "deviation"))


async def ask_deviation(
    place: Place, drafted: Deviation, in_force: tuple[ClauseInForce, ...]
) -> Deviation | None:
    """The deviation as the person made it, or None. A new one's deadline follows the severity unless it is written;
    another deadline needs a reason, and is not given here."""
    language = place.aktsom.language
    deadlines = await place.read(lambda db: db.settings.deadlines(db.contracts.get(drafted.contract).value))
    clauses = [("", place.text(N_("no clause: an observation")))]
    clauses += [(c.address, f"{c.reference} {c.title.text(language)}") for c in in_force]
    if drafted.id and drafted.clause and drafted.clause not in dict(clauses):
        clauses.append((drafted.clause, drafted.clause))
    title = place.text(N_("Deviation"))

    def edited(values: Mapping[str, str]) -> Deviation:
        if values["clause"] != drafted.clause or not drafted.id:
            refuse_other_clause(values["clause"], drafted.contract, in_force)
        return _edited(place, drafted, values, deadlines)

    fields = _fields(place, drafted, clauses, deadlines.document_days(drafted.clause))
    asked = Fields(title, fields, language, edited)
    values = await place.ask(asked, draft_of(drafted))
    return edited(values) if values is not None else None


def _fields(
    place: Place, drafted: Deviation, clauses: list[tuple[str, str]], documents: int | None
) -> list[Asked]:
    """`documents`: days to hand over documents, where the contract says."""
    text, language = place.text, place.aktsom.language
    origins = [("", text(N_("not stated"))), *listed("origins", language)]
    tiers = [(str(n), tier_label(n, language)) for n in range(6)]
    tier = "" if drafted.place.tier is None else str(drafted.place.tier)
    named = drafted.title or heading("deviation_types", drafted.type, language)
    suspected = "yes" if drafted.suspected else "no"
    fields = [
        Asked("type", text(N_("Type")), drafted.type, listed("deviation_types", language), "choice"),
        Asked("severity", text(N_("Severity")), drafted.severity, listed("severities", language), "choice"),
        Asked("clause", text(N_("Clause")), drafted.clause, clauses, "choice"),
        Asked("title", text(N_("Title")), named),
        Asked("text", text(N_("What was found")), drafted.text),
        Asked("tier", text(N_("Tier")), tier, [("", tier_label(None, language)), *tiers], "choice"),
        Asked(
            "deadline",
            _deadline_label(documents, language),
            told(drafted.deadline, language),
            reads=day_of,
        ),
        Asked("suspected", text(N_("Suspected only")), suspected, _yes_no(place), "choice"),
        Asked("stage", text(N_("Stage")), drafted.place.stage, listed("stages", language), "choice"),
        Asked("country", text(N_("Country (two letters)")), drafted.place.country or ""),
        Asked("company", text(N_("Company")), drafted.company),
        Asked("origin", text(N_("Found through")), drafted.origin, origins, "choice"),
        Asked("found", text(N_("Found on")), told(drafted.found, language), reads=day_of),
        Asked("public_text", text(N_("Text that may be published")), drafted.public_text),
    ]
    if drafted.id:
        return [field for field in fields if field.key != "deadline"]
    return [replace(field, later=field.key in SELDOM) for field in fields]


def _deadline_label(documents: int | None, language: str) -> str:
    if documents is None:
        return words(language).text(N_("Deadline (empty: by severity)"))
    return words(language).count(
        N_("Deadline (empty: by severity; documents: {n} day)"),
        N_("Deadline (empty: by severity; documents: {n} days)"),
        documents,
    )


def _yes_no(place: Place) -> list[tuple[str, str]]:
    return [("no", place.text(N_("no"))), ("yes", place.text(N_("yes")))]


def _edited(place: Place, drafted: Deviation, values: Mapping[str, str], deadlines: Deadlines) -> Deviation:
    today = place.aktsom.act().today
    found = day_of(values["found"]) or today
    severity = values["severity"]
    country = country_code(values["country"])
    if values["country"] and country is None:
        label = place.text(N_("Country (two letters)"))
        raise Refused("not_a_country", question=label, given=values["country"][:20])
    if not values["clause"] and severity != "observation":
        raise Refused("deviation_needs_clause", field=place.text(N_("Clause")))
    facts = drafted.model_dump() | {
        "type": values["type"],
        "severity": severity,
        "clause": values["clause"],
        "title": values["title"],
        "text": values["text"],
        "public_text": values["public_text"],
        "company": values["company"],
        "origin": values["origin"],
        "found": found,
        "suspected": values["suspected"] == "yes",
        "place": {
            **drafted.place.model_dump(),
            "tier": int(values["tier"]) if values["tier"] else None,
            "stage": values["stage"],
            "country": country,
        },
    }
    deviation = Deviation.model_validate(facts)
    written = drafted.deadline if drafted.id else day_of(values["deadline"])
    usual = deadlines.with_usual(deviation, written)
    original = drafted.original_deadline or usual.deadline
    edited = usual.model_copy(update={"original_deadline": original})
    refuse_new(deviation_faults(edited, today), deviation_faults(drafted, today))
    return edited


def measures_of(deviation: Deviation, text: str, kind: str) -> tuple[Measure, ...]:
    """The measure that goes with a proposal, due with the deviation; none where there is no text."""
    if not text:
        return ()
    facts = {"deviation": deviation.id, "kind": kind, "text": text, "due": deviation.deadline}
    return (Measure.model_validate(facts),)


async def ask_measure(place: Place, deviation: Deviation) -> Measure | None:
    """A new measure, or None. Its draft is `A-8/measure`."""
    language, text = place.aktsom.language, place.text
    fields = [
        Asked("text", text(N_("What is to be done"))),
        Asked("kind", text(N_("Kind")), "corrective", listed("measure_kinds", language), "choice"),
        Asked("role", text(N_("Responsible (role)")), text(N_("supplier"))),
        Asked("due", text(N_("Due")), told(deviation.deadline, language), reads=day_of),
    ]

    def measure(values: Mapping[str, str]) -> Measure:
        if not values["text"]:
            raise Refused("field_needed", field=text(N_("What is to be done")))
        facts = {**values, "due": day_of(values["due"]), "deviation": deviation.id}
        new = Measure.model_validate(facts)
        refuse_new(measure_faults(new, deviation))
        return new

    values = await place.ask(
        Fields(text(N_("Measure")), fields, language, measure), f"{deviation.id}/measure"
    )
    return measure(values) if values is not None else None
