"""Settings: typed, with defaults, refused with what they must be."""

from __future__ import annotations

from decimal import Decimal

import pytest
from asked import NOBODYS_NUMBER
from hypothesis import given
from hypothesis import strategies as st

from checklists.settings import KNOWN, Settings, checked_setting, setting_rule
from checklists.values import Refused


def names() -> list[str]:
    return [f"{key}.2026" if rule.yearly else key for key, rule in KNOWN.items()]


@pytest.mark.parametrize("key", names())
def test_every_setting_can_be_set_and_its_default_is_valid(key: str) -> None:
    rule = setting_rule(key)
    value = {"text": "Tekst", "flag": "true", "integer": "30", "amount": "2000000000"}[rule.kind]
    assert checked_setting(key, value).value == value
    if rule.default:
        assert checked_setting(key, rule.default).value == rule.default


@pytest.mark.parametrize(
    "key", ["goal", "kickoff_counts.2026", "deadline_days.1999", "goal.26", "", "nonsense", "goal.2026.2026"]
)
def test_a_setting_that_does_not_exist_is_refused_with_those_that_do(key: str) -> None:
    with pytest.raises(Refused) as refused:
        checked_setting(key, "1")
    assert refused.value.code == "unknown_setting"
    assert "goal.YEAR" in str(refused.value.params["keys"])


@pytest.mark.parametrize(
    ("given_", "kept"), [("yes", "true"), ("NO", "false"), ("1", "true"), ("False", "false")]
)
def test_a_flag_is_yes_or_no(given_: str, kept: str) -> None:
    assert checked_setting("kickoff_counts", given_).value == kept
    for wrong in ("", "kanskje", "2"):
        with pytest.raises(Refused, match="setting_not_a_flag"):
            checked_setting("kickoff_counts", wrong)


@pytest.mark.parametrize(
    ("given_", "kept"),
    [("2 000 000 000", "2000000000"), ("12,5", "12.5"), ("1\u00a0000,25", "1000.25"), ("", "")],
)
def test_an_amount_is_read_as_norwegians_write_it(given_: str, kept: str) -> None:
    assert checked_setting("purchase_value.2026", given_).value == kept


@pytest.mark.parametrize("given_", ["-1", "1e9", "1.000.000", "NaN", "1,234", "1" * 16, "mye"])
def test_what_is_no_amount_is_refused(given_: str) -> None:
    with pytest.raises(Refused, match="setting_not_a_number"):
        checked_setting("purchase_value.2026", given_)


@pytest.mark.parametrize("given_", ["-1", "1.5", "1e3", "²", "1" * 10])
def test_days_are_whole(given_: str) -> None:
    with pytest.raises(Refused, match="setting_not_a_number"):
        checked_setting("comment_days", given_)


def test_text_is_cleaned_and_never_holds_a_national_identity_number() -> None:
    assert checked_setting("effect", "lukket\x1b[0m\ni tide").value == "lukket[0m\ni tide"
    with pytest.raises(Refused, match="identity_number"):
        checked_setting("effect", NOBODYS_NUMBER)


def test_what_is_not_set_is_its_default_or_not_stated() -> None:
    nothing = Settings()
    assert (nothing.integer("evidence_months"), nothing.flag("kickoff_counts")) == (24, False)
    assert nothing.amount("purchase_value", 2026) is None
    assert nothing.deadline_days == {"critical": 90, "major": 90, "minor": 180}
    held = Settings({"purchase_value.2026": "2000000000", "deadline_days.major": "0", "goal.2025": "4"})
    assert held.amount("purchase_value", 2026) == Decimal(2_000_000_000)
    assert held.deadline_days["major"] == 0
    assert (held.integer("goal", 2025), held.integer("goal", 2026)) == (4, None)


@given(st.sampled_from(names()), st.text())
def test_what_is_kept_is_kept_the_same_again(key: str, value: str) -> None:
    try:
        kept = checked_setting(key, value)
    except Refused:
        return
    assert checked_setting(key, kept.value) == kept
