"""Starting a follow-up, and recording a control that was done elsewhere: what is asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checklists.codelists import codes, heading, label
from checklists.contract import Contract, Supplier
from checklists.followup import FollowUp, Recorded
from checklists.form import Form
from checklists.form_version import FormStatus
from checklists.library import requirement_sets
from checklists.requirements import clauses_in_force
from checklists.standard_form import FORM_ID, standard_form
from checklists.values import Refused
from checklists.words import N_, words
from db.folding import sort_key
from tui.dialogs.choose import Choose
from tui.dialogs.fields import Asked, Fields
from tui.dialogs.several import Several
from tui.drawing import joined
from tui.given import day_of, told
from tui.refusals import worded
from tui.screens.deviation_fields import listed
from tui.screens.followup_steps import needed_day

if TYPE_CHECKING:
    from db.database import Database
    from tui.screens.place import Place

WITHOUT_FORM = "-"
FIRST_METHOD = "status_meeting"
"""What a review of requirements counts as unless something else is chosen."""


@dataclass(frozen=True)
class Party:
    """Who is followed up: one supplier of one contract."""

    contract: Contract
    supplier: Supplier


async def choose_party(place: Place, contract: str) -> Party | None:
    """The contract with its supplier; asked for where there are several. None when it was left."""

    def read(db: Database) -> tuple[Contract, dict[str, Supplier]]:
        held = db.contracts.get(contract).value
        return held, db.contracts.suppliers(held.suppliers)

    held, suppliers = await place.read(read)
    if not suppliers:
        place.tell(place.text(N_("This contract has no supplier yet. e writes one.")), bad=True)
        return None
    chosen = next(iter(suppliers))
    if len(suppliers) > 1:
        choices = [(found.id, found.name) for found in suppliers.values()]
        asked = Choose(place.text(N_("Which supplier?")), choices, place.aktsom.language)
        chosen = await place.ask(asked) or ""
    return Party(held, suppliers[chosen]) if chosen else None


async def start_followup(place: Place, contract: str) -> str | None:
    """Start a follow-up and open it for answering; its id, or None. One for a later day stays on the list."""
    party = await choose_party(place, contract)
    chosen = await _choose_form(place) if party is not None else None
    if party is None or chosen is None:
        return None
    if isinstance(chosen, str):
        return await _record(place, party)
    form = _form_for(party.contract, chosen)
    drafted = await _ask_start(place, party, form)
    if drafted is None:
        return None
    act = place.aktsom.act(draft=_draft_of_start(party, form))
    started = await place.keep(lambda db: db.followups.start(drafted, form, act))
    if started is None:
        return None
    if started.day <= act.today:
        place.aktsom.open_found(f"followup/{started.id}")
    else:
        await place.reload()
        place.tell(
            place.text(
                N_("{followup} is planned for {day}. Enter opens it."),
                followup=started.id,
                day=told(started.day, place.aktsom.language),
            )
        )
    return started.id


async def _choose_form(place: Place) -> Form | str | None:
    """The form chosen, WITHOUT_FORM, or None. Each stands in the version that a follow-up begun now is on."""
    language = place.aktsom.language
    try:
        library = await place.read(place.aktsom.library)
    except Refused as refused:
        place.tell(worded(refused, language), bad=True)
        return None
    for refused in library.refused:
        place.tell(worded(refused, language), bad=True)
    forms = {form.id: form for form in library.startable}
    choices = [
        (each, _form_label(forms[each], library.status(each, forms[each].version), language))
        for each in sorted(
            forms, key=lambda each: (each != FORM_ID, sort_key(forms[each].title.text(language)))
        )
    ]
    choices.append((WITHOUT_FORM, place.text(N_("Without a form: a control done elsewhere"))))
    chosen = await place.ask(Choose(place.text(N_("Which form?")), choices, language))
    return forms.get(chosen, chosen) if chosen is not None else None


def _form_label(form: Form, status: FormStatus, language: str) -> str:
    if form.id == FORM_ID:
        return form.title.text(language)
    minutes = words(language).count(N_("{n} minute"), N_("{n} minutes"), form.minutes.full)
    draft = words(language).text(N_("draft: published when used")) if status == "draft" else ""
    return joined((form.title.text(language), minutes, draft))


def _form_for(contract: Contract, form: Form) -> Form:
    """The form; the standard one is made from this contract's clauses."""
    return standard_form(clauses_in_force(contract, requirement_sets())) if form.id == FORM_ID else form


def _draft_of_start(party: Party, form: Form) -> str:
    return f"{party.contract.id}/{party.supplier.id}/{form.id}"


async def _ask_start(place: Place, party: Party, form: Form) -> FollowUp | None:
    language, text, today = place.aktsom.language, place.text, place.aktsom.act().today
    fields: list[Asked] = []
    if form.id == FORM_ID:
        methods = [(code, name) for code, name in listed("methods", language) if code != FORM_ID]
        fields.append(Asked("method", text(N_("Counts as")), FIRST_METHOD, methods, "choice"))
    fields.append(Asked("day", text(N_("Done on")), told(today, language), reads=day_of))
    if any(question.short for question in form.questions):
        depths = [("full", text(N_("all questions"))), ("short", text(N_("the short form")))]
        limit = (await place.read(lambda db: db.settings.all())).amount("short_form_below")
        usual = "short" if party.contract.worth_less_than(limit) else "full"
        fields.append(Asked("depth", text(N_("Depth")), usual, depths, "choice"))
    fields.append(Asked("reason", text(N_("Why this contract, now"))))

    def drafted(values: Mapping[str, str]) -> FollowUp:
        facts = {
            "contract": party.contract.id,
            "supplier": party.supplier.id,
            "method": values.get("method") or form.method,
            "form": form.id,
            "form_version": form.version,
            "form_hash": form.content_hash,
            "short": values.get("depth") == "short",
            "day": needed_day(place, values["day"]),
            "reason": values["reason"],
        }
        return FollowUp.model_validate(facts)

    title = f"{form.title.text(language)} · {party.supplier.name}"
    values = await place.ask(Fields(title, fields, language, drafted), _draft_of_start(party, form))
    return drafted(values) if values is not None else None


async def record_control(place: Place, contract: str) -> str | None:
    """Record a control that was done elsewhere, without a form; the id it got, or None."""
    party = await choose_party(place, contract)
    return await _record(place, party) if party is not None else None


async def _record(place: Place, party: Party) -> str | None:
    draft = f"{party.contract.id}/{party.supplier.id}/control"
    language, text, act = place.aktsom.language, place.text, place.aktsom.act(draft=draft)
    methods = [(code, name) for code, name in listed("methods", language) if code != FORM_ID]
    fields = [
        Asked("method", text(N_("Method")), "site_inspection", methods, "choice"),
        Asked("day", text(N_("Done on")), told(act.today, language), reads=day_of),
        Asked("outcome", text(N_("Outcome")), "ok", listed("outcomes", language), "choice"),
        Asked("reference", text(N_("Reference"))),
        Asked("reason", text(N_("Why this contract"))),
        Asked("reused_from", text(N_("Other buyer (if theirs)"))),
    ]

    def recorded(values: Mapping[str, str], themes: tuple[str, ...]) -> FollowUp:
        facts = {"contract": party.contract.id, "supplier": party.supplier.id, "themes": themes}
        day = needed_day(place, values["day"])
        return Recorded.model_validate({**values, **facts, "day": day}).followup(
            place.aktsom.actor, act.today
        )

    title = text(N_("A control done elsewhere")) + f" · {party.supplier.name}"
    any_theme = next(iter(codes("themes")))
    asked = Fields(title, fields, language, lambda values: recorded(values, (any_theme,)))
    values = await place.ask(asked, draft)
    if values is None:
        return None
    themes = await _ask_themes(place)
    if not themes:
        return None
    kept = await place.keep(lambda db: db.followups.record(recorded(values, themes), act))
    if kept is None:
        return None
    await place.reload()
    method = heading("methods", kept.method, language)
    place.tell(f"{text(N_('Kept {time}'), time=place.aktsom.wall_time())} · {kept.id} {method}")
    return kept.id


async def _ask_themes(place: Place) -> tuple[str, ...]:
    """The themes that were looked into. None is marked from the start: what was not looked at is not claimed."""
    language = place.aktsom.language
    choices = [(code, label("themes", code, language)) for code in codes("themes")]
    asked = Several(place.text(N_("What was looked into?")), choices, language, needed=True)
    return await place.ask(asked) or ()
