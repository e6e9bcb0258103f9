"""What a contract's page looks like: facts, suppliers, requirements and what was done, as rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from checklists.change import Entry
from checklists.codelists import heading, label
from checklists.contract import Contract, Supplier
from checklists.evidence import Evidence
from checklists.listed import DeviationLine, FollowUpLine, Page
from checklists.organisation import shown_number
from checklists.words import N_, words
from tui.drawing import Part, Row, fit, joined, line, wrapped
from tui.given import day_cells, told
from tui.screens.contract_history import history_rows, money
from tui.screens.contract_requirements import requirement_rows
from tui.screens.deviations import OPEN as OPEN_DEVIATIONS
from tui.screens.deviations import SEVERITY_STYLES
from tui.screens.followup_rows import OUTCOME_SIGNS
from tui.screens.register_rows import GLYPH_STYLES, GLYPHS, RISK_STYLES, short_day

NAMED = 15


@dataclass(frozen=True)
class ContractPage:
    """Everything the page of one contract shows, as it was read at one moment."""

    contract: Contract
    version: int
    suppliers: tuple[Supplier, ...]
    depths: Mapping[str, str]
    documented: Mapping[str, date]
    """Address of an own clause → when it was last documented."""
    followups: Page[FollowUpLine]
    deviations: Page[DeviationLine]
    evidence: tuple[Evidence, ...]
    entries: tuple[Entry, ...]


def head_rows(page: ContractPage, today: date, language: str) -> list[Row]:
    """Which contract this is, and whether it runs."""
    contract, text = page.contract, words(language).text
    state: Part = (
        (text(N_("active")), "good") if contract.active_on(today) else (text(N_("not active")), "dim")
    )
    if contract.terminated and contract.terminated <= today:
        state = (text(N_("terminated {day}"), day=told(contract.terminated, language)), "bad")
    risk = label("risk_levels", contract.risk, language) if contract.risk else ""
    signs: list[Part] = [
        (GLYPHS.get(letter, "·"), GLYPH_STYLES.get(letter, "")) for letter in page.depths.values()
    ]
    parts: list[Part] = [(" ", ""), state]
    parts += (
        [(" · " + text(N_("risk {level}"), level=risk), RISK_STYLES.get(contract.risk or "", ""))]
        if risk
        else []
    )
    return [
        line((f" {contract.id}  {contract.title}", "strong")),
        Row((*parts, ("   ", ""), *signs)),
    ]  # fmt: skip


def page_rows(
    page: ContractPage, today: date, language: str, width: int, unfolded: frozenset[str]
) -> list[Row]:
    """The whole page under the head."""
    translate = words(language).text
    requirements = requirement_rows(page.contract, page.depths, page.documented, language, width, unfolded)
    parts: list[tuple[str, int, list[Row]]] = [
        (N_("Facts"), 0, _facts(page.contract, language, width)),
        (N_("Suppliers"), 0, _suppliers(page.suppliers, language, width)),
        (N_("Requirements"), 0, requirements),
        (N_("Follow-ups"), page.followups.total, _followups(page.followups, today, language, width)),
        (N_("Deviations"), page.deviations.total, _deviations(page.deviations, today, language, width)),
        (N_("Evidence"), len(page.evidence), _evidence(page, today, language, width)),
        (N_("History"), 0, history_rows(page.entries, language, width, unfolded)),
    ]
    rows: list[Row] = []
    for name, count, section in parts:
        rows += [line()] if rows else []
        rows.append(line((f" {translate(name)}", "heading"), (f"  {count}" if count else "", "dim")))
        rows += section
    return rows


def _nothing(text: str) -> Row:
    return line((f" {text}", "dim"))


def _facts(contract: Contract, language: str, width: int) -> list[Row]:
    text = words(language).text
    facts: list[tuple[str, str]] = [
        (N_("Reference"), contract.reference),
        (N_("Responsible"), contract.responsible),
        (N_("Type"), label("contract_kinds", contract.kind, language) if contract.kind else ""),
        (N_("Category"), label("categories", contract.category, language)),
        (N_("Signed"), told(contract.signed, language)),
        (N_("Value"), money(contract.value, language)),
        (N_("From"), told(contract.starts, language)),
        (N_("CPV"), contract.cpv or ""),
        (N_("To"), _until(contract, language)),
        (N_("Yearly"), money(contract.yearly_value, language)),
        (N_("Building"), text(N_("yes")) if contract.building_project else ""),
        (N_("Framework"), text(N_("yes")) if contract.framework else ""),
        (N_("Case"), contract.case_reference),
    ]
    rows = _two_columns([(text(name), value) for name, value in facts if value], width)
    for option in sorted(contract.options, key=lambda each: each.until):
        said = text(N_("to {day}"), day=told(option.until, language))
        notice = text(N_("notice by {day}"), day=told(option.notice_by, language)) if option.notice_by else ""
        used = text(N_("exercised")) if option.exercised else ""
        rows += _long(text(N_("Option")), joined((said, notice, used)), width)
    if contract.risk:
        level = label("risk_levels", contract.risk, language)
        rows += _long(text(N_("Risk")), joined((level, contract.risk_reason), ": "), width)
    rows += _long(text(N_("Category said")), contract.category_note, width)
    return [*rows, *_long(text(N_("Note")), contract.note, width)]


def _until(contract: Contract, language: str) -> str:
    text = words(language).text
    if contract.open_ended and contract.last_day is None:
        return text(N_("without end"))
    if contract.last_day is None:
        return text(N_("not known"))
    prolonged = contract.ends is not None and contract.last_day > contract.ends
    return told(contract.last_day, language) + (f" ({text(N_('prolonged'))})" if prolonged else "")


def _two_columns(facts: Sequence[tuple[str, str]], width: int) -> list[Row]:
    half = max(20, min(60, (width - 1) // 2))
    room = half - NAMED - 2
    rows: list[Row] = []
    for first in range(0, len(facts), 2):
        parts: list[Part] = []
        for name, value in facts[first : first + 2]:
            parts += [(" " + fit(name, NAMED - 1) + " ", "dim"), (fit(value, room) + " ", "")]
        rows.append(Row(tuple(parts)))
    return rows


def _long(name: str, value: str, width: int) -> list[Row]:
    if not value:
        return []
    first, *rest = wrapped(value, max(10, width - NAMED - 2))
    return [
        Row(((" " + fit(name, NAMED - 1) + " ", "dim"), *first.parts)),
        *(Row(((" " * (NAMED + 1), ""), *row.parts)) for row in rest),
    ]


def _suppliers(suppliers: tuple[Supplier, ...], language: str, width: int) -> list[Row]:
    if not suppliers:
        return [_nothing(words(language).text(N_("No supplier yet. e writes one.")))]
    room = max(20, min(44, width - 40))
    return [
        line(
            f" {fit(each.name, room)} ",
            (fit(shown_number(each.number or "–"), 14), "dim"),
            (joined((each.country or "", each.contact)), "dim"),
            key=f"supplier/{each.id}",
        )
        for each in suppliers
    ]


def _followups(page: Page[FollowUpLine], today: date, language: str, width: int) -> list[Row]:
    rows: list[Row] = []
    for each in page.lines:
        open_now = each.status not in ("signed", "withdrawn")
        late = open_now and (each.due or each.day) < today.isoformat()
        status = label("followup_statuses", each.status, language)
        count = f"{each.answered}/{each.asked}" if each.form else ""
        room = max(10, min(40, width - 63))
        form = max(26, min(56, width - 43 - room))
        rows.append(
            line(
                (" ! " if late else "   ", "bad"),
                (fit(each.id, 7), "dim"),
                fit(each.called(language), form) + " ",
                (fit(each.supplier, room - 1) + " ", "dim"),
                (fit(status, 14), ""),
                (
                    fit(short_day(each.due or each.day if open_now else each.day), 9, right=True) + " ",
                    "bad" if late else "dim",
                ),
                (fit(count, 6, right=True), "dim"),
                OUTCOME_SIGNS.get(each.outcome, ("", "")) if not open_now else ("", ""),
                key=f"followup/{each.id}" if each.form else f"recorded/{each.id}",
            )
        )
    return rows or [
        _nothing(words(language).text(N_("Not followed up yet. a starts one, r records one done elsewhere.")))
    ]


def _deviations(page: Page[DeviationLine], today: date, language: str, width: int) -> list[Row]:
    rows: list[Row] = []
    for each in page.lines:
        late = each.status in OPEN_DEVIATIONS and bool(each.deadline) and each.deadline < today.isoformat()
        title = each.title or heading("deviation_types", each.type, language)
        marks = [flag for flag in ("suspected", "disputed") if getattr(each, flag)]
        title = joined((title, *(label("deviation_flags", mark, language) for mark in marks)))
        rows.append(
            line(
                (" ! " if late else "   ", "bad"),
                (fit(each.id, 7), "dim"),
                fit(title, max(16, min(64, width - 10 - 13 - 22 - 10))) + " ",
                (fit(label("severities", each.severity, language), 12), SEVERITY_STYLES[each.severity]),
                (fit(label("deviation_statuses", each.status, language), 22), "dim"),
                (fit(short_day(each.deadline), 9, right=True), "bad" if late else "dim"),
                key=f"deviation/{each.id}",
            )
        )
    return rows or [_nothing(words(language).text(N_("None registered. v logs one.")))]


def _evidence(page: ContractPage, today: date, language: str, width: int) -> list[Row]:
    text = words(language).text
    rows: list[Row] = []
    without_form = {followup.id for followup in page.followups.lines if not followup.form}
    for each in page.evidence:
        old = each.valid_until is not None and each.valid_until < today
        until = text(N_("valid to {day}"), day=told(each.valid_until, language)) if each.valid_until else ""
        kind = "recorded" if each.followup in without_form else "followup"
        where = f"{kind}/{each.followup}" if each.followup else ""
        rows.append(
            line(
                (" ! " if old else "   ", "bad"),
                (fit(each.id, 7), "dim"),
                fit(each.title, max(16, min(64, width - 58))) + " ",
                (fit(each.ref, 16), "dim"),
                (fit(told(each.dated, language), day_cells(language) + 2), "dim"),
                (until, "bad" if old else "dim"),
                key=where or (f"deviation/{each.deviation}" if each.deviation else ""),
            )
        )
    return rows or [_nothing(text(N_("None yet. e in a follow-up registers it.")))]
