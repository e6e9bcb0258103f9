"""The numbers of a contract's requirement sets: tiers, shares, deadlines; and the contract's own in their place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from checklists.contract import Contract, RequirementSetInForce
from checklists.library import requirement_sets
from checklists.requirements import ParameterInForce, SetParameter, parameters_of
from checklists.words import N_, words
from tui.dialogs.choose import Choose
from tui.dialogs.fields import Asked
from tui.dialogs.own_numbers import OwnNumbers
from tui.drawing import Row, fit, joined, line, wrapped

if TYPE_CHECKING:
    from tui.screens.place import Place

VALUE_ROOM = 8


def known_parameters(held: RequirementSetInForce) -> tuple[SetParameter, ...]:
    """The parameters of the set in the version that the contract holds."""
    terms = requirement_sets().get((held.set_id, held.version))
    return terms.parameters if terms else ()


def parameter_rows(
    contract: Contract, held: RequirementSetInForce, language: str, width: int, *, every: bool
) -> list[Row]:
    """The numbers of a set as they hold in the contract; only its own ones written here unless `every`."""
    rows: list[Row] = []
    for each in parameters_of(contract, held, requirement_sets()):
        if every or each.own_on == held.set_id:
            rows += _drawn(contract, held, each, language, width)
    known = {parameter.key for parameter in known_parameters(held)}
    for key, value in held.parameters.items():
        if key not in known:
            told = words(language).text(N_("not a number of this set: it decides nothing there"))
            rows.append(line((f"     ! {key}: {value} · {told}", "warn")))
    return rows


def _drawn(
    contract: Contract, held: RequirementSetInForce, each: ParameterInForce, language: str, width: int
) -> list[Row]:
    parameter, own = each.parameter, bool(each.own_on)
    room = max(20, min(80, width - 8 - VALUE_ROOM))
    first, *rest = wrapped(parameter.title.text(language), room)
    key = f"parameter/{held.set_id}/{parameter.key}"
    rows = [
        line(
            ("     ● " if own else "     · ", "accent" if own else "dim"),
            fit(first.text, room),
            (fit(str(each.value), VALUE_ROOM, right=True), "strong" if own else ""),
            key=key,
        ),
        *(line(f"       {row.text}") for row in rest),
    ]
    told = joined((_own_told(contract, held, each, language), parameter.source))
    return [*rows, *wrapped(told, width - 2, "dim", indent="       ")]


def _own_told(contract: Contract, held: RequirementSetInForce, each: ParameterInForce, language: str) -> str:
    """Where the contract's own number was written, and what the set says; empty where the set's number holds."""
    text = words(language).text
    if not each.own_on:
        return ""
    if each.own_on == held.set_id:
        return text(N_("the contract's own; the requirement set has {number}"), number=each.parameter.value)
    other = next(other for other in contract.requirement_sets if other.set_id == each.own_on)
    terms = requirement_sets().get((other.set_id, other.version))
    return text(
        N_("the contract's own, written on {set}; this set has {number}"),
        set=terms.title.text(language) if terms else other.set_id,
        number=each.parameter.value,
    )


async def ask_parameters(place: Place, contract: Contract, set_id: str) -> tuple[Contract, str] | None:
    """The contract with its own numbers as the person made them, and the key of their draft; None when it was left.

    `set_id` is the set that is meant, or empty: then it is asked for where several have numbers.
    """
    language = place.aktsom.language
    there = {held.set_id: held for held in contract.requirement_sets if known_parameters(held)}
    chosen = set_id if set_id in there else next(iter(there), "")
    if set_id not in there and len(there) > 1:
        choices = [(each.set_id, _title(each, language)) for each in there.values()]
        chosen = await place.ask(Choose(place.text(N_("The numbers of which set?")), choices, language)) or ""
    if chosen not in there:
        return None
    held = there[chosen]

    def changed(values: Mapping[str, str]) -> Contract:
        return with_own(contract, held, values)

    told = N_("{set}: the contract's own numbers. Empty means the number of the set.")
    fields = [
        Asked(
            each.key,
            f"{each.title.text(language)} · {place.text(N_('the set: {number}'), number=each.value)}",
            str(held.parameters.get(each.key, "")),
            reads=each.own,
        )
        for each in known_parameters(held)
    ]
    title = place.text(told, set=_title(held, language))
    draft = f"{contract.id}/{chosen}/numbers"
    values = await place.ask(OwnNumbers(title, fields, language, changed), draft)
    return (changed(values), draft) if values is not None else None


def _title(held: RequirementSetInForce, language: str) -> str:
    terms = requirement_sets().get((held.set_id, held.version))
    return terms.title.text(language) if terms else held.set_id


def with_own(contract: Contract, held: RequirementSetInForce, values: Mapping[str, str]) -> Contract:
    """The contract with these numbers on one of its sets, as they were written; an empty one is the set's again.

    Refused as `SetParameter.own` says. What the set does not know stays as it is.
    """
    known = {parameter.key: parameter for parameter in known_parameters(held)}
    kept = {key: value for key, value in held.parameters.items() if key not in known}
    own = {key: known[key].own(written) for key, written in values.items() if written}
    after = held.model_copy(update={"parameters": {**kept, **own}})
    sets = tuple(after if each == held else each for each in contract.requirement_sets)
    return contract.model_copy(update={"requirement_sets": sets})
