"""`aktsom settings`: what the organisation decides for itself."""

from __future__ import annotations

from checklists.settings import KNOWN, checked_setting, setting_rule
from checklists.words import N_
from tui.cli.call import Call
from tui.cli.table import pairs
from tui.cli.told import Json, Told


def list_settings(call: Call) -> Told:
    """Every setting in force, and those that may be set."""
    values = call.database().settings.all().values
    told: list[tuple[str, str, str]] = []
    for name, rule in KNOWN.items():
        if rule.yearly:
            yearly = sorted(key for key in values if key.rpartition(".")[0] == name)
            told += [(key, values[key], rule.default) for key in yearly] or [
                (f"{name}.YEAR", "", rule.default)
            ]
        else:
            told.append((name, values.get(name, ""), rule.default))
    data: list[Json] = [
        {"key": key, "value": value or None, "default": default or None} for key, value, default in told
    ]
    shown = [(key, value or (f"({default})" if default else "–")) for key, value, default in told]
    return Told(pairs(shown), {"settings": data})


def get_setting(call: Call) -> Told:
    """One setting: its value, or the default where nothing is set."""
    key = str(call.args.key)
    rule = setting_rule(key)
    value = call.database().settings.all().values.get(key) or rule.default
    return Told([value], {"key": key, "value": value or None})


def set_setting(call: Call) -> Told:
    """Change a setting. An empty value takes it back to its default."""
    key, value = str(call.args.key), str(call.args.value)
    setting_rule(key)
    setting = checked_setting(key, value)
    call.database().settings.set(setting, call.act())
    return Told([call.text(N_("{key} is set."), key=key)], {"key": setting.key, "value": setting.value})
