"""What the organisation decides for itself: names, roles, amounts and deadlines, each typed, with a default."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final, Literal

from checklists.values import Frozen, Name, Refused, Text, clean

SettingKind = Literal["text", "flag", "integer", "amount"]


@dataclass(frozen=True, slots=True)
class SettingRule:
    """What a setting holds. A yearly one is written with its year: `purchase_value.2026`."""

    kind: SettingKind
    default: str = ""
    yearly: bool = False


KNOWN: Final[Mapping[str, SettingRule]] = {
    "organisation.name": SettingRule("text"),
    "kickoff_counts": SettingRule("flag", "false"),
    "purchase_value": SettingRule("amount", yearly=True),
    "purchase_value_source": SettingRule("text", yearly=True),
    "goal": SettingRule("integer", yearly=True),
    "goal_reason": SettingRule("text", yearly=True),
    "role.overall": SettingRule("text"),
    "role.contract": SettingRule("text"),
    "role.subject": SettingRule("text"),
    "role.sanctions": SettingRule("text"),
    "rhythm": SettingRule("text"),
    "effect": SettingRule("text"),
    "reported_to": SettingRule("text"),
    "weaknesses": SettingRule("text", yearly=True),
    "next_step": SettingRule("text", yearly=True),
    "building_projects_text": SettingRule("text", yearly=True),
    "self_report_days": SettingRule("integer", "42"),
    "evidence_months": SettingRule("integer", "24"),
    "delete_days": SettingRule("integer"),
    "short_form_below": SettingRule("amount"),
    "deadline_days.critical": SettingRule("integer", "90"),
    "deadline_days.major": SettingRule("integer", "90"),
    "deadline_days.minor": SettingRule("integer", "180"),
    "comment_days": SettingRule("integer", "14"),
    "high_risk_without_followup": SettingRule("text", yearly=True),
}


class Setting(Frozen):
    """One setting as it was set."""

    key: str
    value: Text


def setting_rule(key: str) -> SettingRule:
    """The rule for a key (a yearly one with its year), or Refused with the known keys."""
    plain = re.sub(r"\.(19|20)\d\d$", "", key)
    rule = KNOWN.get(plain)
    if rule is None or rule.yearly != (plain != key):
        names = ", ".join(f"{name}.YEAR" if known.yearly else name for name, known in KNOWN.items())
        raise Refused("unknown_setting", key=key[:80], keys=names)
    return rule


def checked_setting(key: str, value: str) -> Setting:
    """A setting in its canonical form, or Refused with what it must be."""
    rule = setting_rule(key)
    text = clean(value, lines=True)
    if rule.kind == "flag":
        text = {
            "yes": "true",
            "ja": "true",
            "true": "true",
            "1": "true",
            "no": "false",
            "nei": "false",
            "false": "false",
            "0": "false",
        }.get(text.casefold(), "")
        if not text:
            raise Refused("setting_not_a_flag", key=key, given=value[:40])
    elif rule.kind in ("integer", "amount") and text:
        digits = re.sub(r"[ \u00a0\u202f]", "", text).replace(",", ".")
        # Of days no more than a date can be moved by.
        pattern = r"[0-9]{1,5}" if rule.kind == "integer" else r"[0-9]{1,15}(\.[0-9]{1,2})?"
        if not re.fullmatch(pattern, digits):
            raise Refused("setting_not_a_number", key=key, given=value[:40])
        text = str(int(digits)) if rule.kind == "integer" else digits
    return Setting(key=key, value=text)


class Settings:
    """The settings in force, with their defaults."""

    def __init__(self, values: Mapping[str, str] | None = None) -> None:
        self.values: Mapping[str, str] = dict(values or {})

    def text(self, key: str, year: int | None = None) -> str:
        """The value as text; the default, or empty, where nothing is set."""
        full = key if year is None else f"{key}.{year}"
        return self.values.get(full) or KNOWN[key].default

    def integer(self, key: str, year: int | None = None) -> int | None:
        text = self.text(key, year)
        return int(text) if text else None

    def amount(self, key: str, year: int | None = None) -> Decimal | None:
        """Kroner, or None when not stated."""
        text = self.text(key, year)
        return Decimal(text) if text else None

    def flag(self, key: str) -> bool:
        return self.text(key) == "true"

    @property
    def deadline_days(self) -> dict[str, int]:
        """Days from finding to closing, per severity."""
        return {
            level: self.integer(f"deadline_days.{level}") or 0 for level in ("critical", "major", "minor")
        }


class OwnText(Frozen):
    """The person's own text for one part of section 4.A of a year."""

    year: int
    part: Literal["4.A.1", "4.A.2", "4.A.3"]
    text: Text


class YearResult(Frozen):
    """What came of a prioritised risk in one year."""

    year: int
    text: Text


class PrioritisedRisk(Frozen):
    """A prioritised risk: the record behind 2.A, 3.A and 4.A.1. `id` is empty until given (`R-1`)."""

    id: str = ""
    title: Name
    reason: Text = ""
    sources: Text = ""
    goal: Text = ""
    measures: Text = ""
    indicator: Text = ""
    responsible_role: Name = ""
    monitored_by: Text = ""
    """Who monitors the effect of the measures, and how."""
    contracts: tuple[str, ...] = ()
    results: tuple[YearResult, ...] = ()
    ended: date | None = None
