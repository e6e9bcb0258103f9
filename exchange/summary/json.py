"""Section 4.A as one JSON document, whose keys are a contract with whoever scripts against them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Final, TypeAlias

from checklists.formats import NBSP
from checklists.section4a.phrases import Telling
from checklists.section4a.text_deviations import lead
from checklists.section4a.texts import definitions, draft, plain, text_of_part, withheld
from checklists.section4a.values import DeviationRow, ExtendedRow, Figure, Part, SelfReports, Summary
from checklists.section4a.worded import worded
from exchange.summary.since import since

Json: TypeAlias = "str | int | bool | list[Json] | dict[str, Json] | None"
_AMOUNT: Final = "\x00amount"
"""Stands for the purchase value while the document is encoded; no clean text holds it."""


def written(made: Summary, language: str, public: bool = False) -> str:
    """The summary as indented JSON text. The amount is written from its decimal text, never through a float."""
    text = json.dumps(document(made, language, public), ensure_ascii=False, indent=2, allow_nan=False)
    amount = made.purchases.amount
    return text if amount is None else text.replace(json.dumps(_AMOUNT), f"{amount:f}", 1)


def document(made: Summary, language: str, public: bool = False) -> dict[str, Json]:
    """The document as values; the purchase value, where stated, as a mark that `written` fills in.

    The public one leaves out the names of suppliers and the notices, and says what is withheld.
    """
    telling = Telling(language)
    stated = made.purchases.amount is not None
    return {
        "section": "4.A",
        "year": made.year,
        "language": language,
        "cutoff": made.cutoff.isoformat(),
        "generated": made.generated.isoformat(),
        "frozen": made.frozen,
        "program": made.program or None,
        "fingerprint": made.fingerprint,
        "changed_since_frozen": None if made.then is None else list(map(plain_text, since(made, language))),
        "organisation": made.organisation,
        "public": public,
        "key_figures": {
            "purchase_value_nok": {"value": _AMOUNT if stated else None, "source": made.purchases.source},
            "active_agreements": _figure(made.active_agreements),
            "agreements_followed_up": _figure(made.followed_up.agreements),
        },
        "definitions": list(definitions(made, language)),
        "4.A.1": {**_texts(made, "4.A.1", language, public), "missing": list(made.monitoring.missing)},
        "4.A.2": {**_texts(made, "4.A.2", language, public), **_followed_up(made, public)},
        "4.A.3": {
            **_texts(made, "4.A.3", language, public),
            "lead": plain_text(lead(made, telling)),
            **_deviations(made, telling, public),
        },
        "warnings": [] if public else _warnings(made, language),
        "withheld": list(withheld(made, language)) if public else [],
    }


def plain_text(text: str) -> str:
    """With ordinary blanks in amounts and dates."""
    return text.replace(NBSP, " ")


def _figure(figure: Figure) -> dict[str, Json]:
    return {"value": figure.value, "records": list(figure.records)}


def _figures(figures: Mapping[str, Figure]) -> dict[str, Json]:
    return {code: _figure(figure) for code, figure in figures.items()}


def _texts(made: Summary, part: Part, language: str, public: bool) -> dict[str, Json]:
    return {
        "text": text_of_part(made, part, language, public=public),
        "own_text": made.own_texts.get(part),
        "draft": plain(draft(made, part, language, public=public)),
    }


def _followed_up(made: Summary, public: bool) -> dict[str, Json]:
    done = made.followed_up
    return {
        "suppliers": _figure(done.suppliers),
        "agreements": _figure(done.agreements),
        "suppliers_new_agreements": _figure(done.suppliers_new_agreements),
        "suppliers_earlier_agreements": _figure(done.suppliers_earlier_agreements),
        "suppliers_both": _figure(done.suppliers_both),
        "suppliers_signing_unknown": _figure(done.suppliers_signing_unknown),
        "kickoff_only": _figure(done.kickoff_only),
        "building_projects": _figure(done.building_projects),
        "building_projects_text": made.building_projects_text,
        "not_active": _figure(done.not_active),
        "extended": [_extended(row, public) for row in done.extended],
        "by_method": _figures(done.by_method),
        "by_theme": _figures(done.by_theme),
        "self_reports": _self_reports(done.self_reports),
        "goal": made.goal.agreements,
        "goal_reason": made.goal.reason,
    }


def _extended(row: ExtendedRow, public: bool) -> Json:
    return {
        "contract": row.contract,
        "title": row.title,
        "supplier": None if public else ", ".join(row.supplier_names),
        "suppliers": list(row.suppliers),
        "category": row.category,
        "methods": list(row.methods),
        "reason": row.reason,
        "outcome": row.outcome,
    }


def _self_reports(reports: SelfReports) -> Json:
    return {
        "sent": reports.sent.value,
        "answered": reports.answered.value,
        "assessed": reports.assessed.value,
        "overdue": reports.overdue.value,
        "records": {
            "sent": list(reports.sent.records),
            "answered": list(reports.answered.records),
            "assessed": list(reports.assessed.records),
            "overdue": list(reports.overdue.records),
        },
    }


def _deviations(made: Summary, telling: Telling, public: bool) -> dict[str, Json]:
    found = made.deviations
    return {
        "answer": found.answer,
        "unanswered": found.unanswered,
        "controls": _figure(found.controls),
        "control_suppliers": _figure(found.control_suppliers),
        "deviations": _figure(found.deviations),
        "deviation_suppliers": _figure(found.deviation_suppliers),
        "ethical_and_social": _figure(found.social),
        "environment_and_other": _figure(found.other),
        "rows": [_row(row, telling, public) for row in found.rows],
        "earlier_rows": [_row(row, telling, public) for row in found.earlier_rows],
        "observations": _figure(found.observations),
        "suspected": _figure(found.suspected),
        "disputed": _figure(found.disputed),
        "carried_over": _figure(found.carried_over),
        "closed_this_year": _figure(found.closed_this_year),
        "closed_uncorrected": _figure(found.closed_uncorrected),
        "due_to_close": _figure(found.due_to_close),
        "closed_in_time": _figure(found.closed_in_time),
        "prolonged": _figure(found.prolonged),
        "repeated": _figure(found.repeated),
    }


def _row(row: DeviationRow, telling: Telling, public: bool) -> Json:
    told: dict[str, Json] = {
        "deviation": row.deviation,
        "type": row.type,
        "severity": row.severity,
        "place": {"tier": row.place.tier, "stage": row.place.stage, "country": row.place.country},
        "measures": [
            telling.label("measure_kinds", each.kind) if public and each.names_firm else each.text
            for each in row.measures
        ],
        "status": row.status,
        "deadline": row.deadline.isoformat() if row.deadline else None,
        "closed": row.closed.isoformat() if row.closed else None,
        "harm": row.harm,
        "position": row.position or None,
        "origin": row.origin or None,
        "disputed": row.disputed,
        "sanctions": [{"rung": each.rung, "date": each.day.isoformat()} for each in row.sanctions],
    }
    if public:
        return {**told, "origin": None if row.origin in ("tip", "media") else told["origin"]}
    return {**told, "contract": row.contract, "supplier": row.supplier or None}


def _warnings(made: Summary, language: str) -> list[Json]:
    return [
        {
            "code": each.code,
            "message": plain_text(worded(each, language)),
            "records": list(each.records),
            "screen": each.screen,
            "params": dict(each.params),
        }
        for each in made.notices
    ]
