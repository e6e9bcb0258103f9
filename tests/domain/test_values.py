"""Values: clean text, no national identity numbers, exact money, one text for one value."""

from __future__ import annotations

import json
import unicodedata
from decimal import Decimal

import pytest
from asked import NOBODYS_NUMBER
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from stdnum.no import fodselsnummer

from checklists.answer import Answer
from checklists.conditions import Row
from checklists.contract import Supplier
from checklists.deviation import Deviation, Step
from checklists.evidence import Evidence
from checklists.measure import Measure
from checklists.settings import Setting
from checklists.values import Frozen, Money, Name, Refused, Text, canonical_json, clean, cleaned, plain

ANY_TEXT = st.text() | st.text(st.characters(categories=("Mn", "Me", "Cf", "Zs", "Cc", "Lo", "Ll")))


def numbered(day: int, month: int, rest: int) -> str | None:
    """A number with right check digits; None for the few that have none."""
    nine = f"{day:02}{month:02}{rest:05}"
    first = fodselsnummer.calc_check_digit1(nine)
    second = fodselsnummer.calc_check_digit2(nine + first)
    whole = nine + first + second
    return whole if len(whole) == 11 else None


WRITTEN = [
    NOBODYS_NUMBER,
    "151086 95088",
    "151086-95088",
    "151086\u00a095088",
    "151086\u202f95088",
    "151086 - 95088",
    "151086\u201395088",
    "15.10.86 95088",
    "15 10 86 95088",
    "151086 950 88",
    "151086.95088",
    "f.nr.:15108695088.",
    "15108695088.0",
    "123456 15108695088",
    "１５１０８６９５０８８",
    "151086\u200b95088",
    "151086\u200d95088",
    "\u202e15108695088",
]


@pytest.mark.parametrize("written", WRITTEN)
def test_a_national_identity_number_is_refused_however_it_is_written(written: str) -> None:
    with pytest.raises(Refused) as refused:
        clean(f"Gjelder {written} på plassen")
    assert refused.value.code == "identity_number"
    assert NOBODYS_NUMBER not in str(refused.value)


@given(
    st.integers(1, 31),
    st.integers(1, 12),
    st.integers(0, 99_999),
    st.sampled_from([0, 40]),
    st.sampled_from([0, 40, 65, 80]),
)
def test_birth_numbers_d_numbers_and_made_up_ones_are_refused(
    day: int, month: int, rest: int, foreign: int, made_up: int
) -> None:
    number = numbered(day + foreign, month + made_up, rest)
    if number:
        with pytest.raises(Refused):
            clean(number)


@pytest.mark.parametrize(
    "written",
    [
        "15108695089",  # the last check digit is wrong
        "1510869508",
        "151086950881",
        "015108695088",
        "998 701 961",
        "45233130-0",
        "K-2026-017 15.10.2086",
        "A1, A2 og A3",
        "00000000000",
        "99999999999",
    ],
)
def test_other_digits_may_be_kept(written: str) -> None:
    assert clean(written) == written


class Written(Frozen):
    name: Name = ""
    text: Text = ""


REFUSED_IN: list[tuple[type[Frozen], dict[str, object]]] = [
    (Written, {"name": NOBODYS_NUMBER}),
    (Written, {"text": f"linje\n{NOBODYS_NUMBER}"}),
    (Supplier, {"name": NOBODYS_NUMBER}),
    (Supplier, {"name": "Grus AS", "number": NOBODYS_NUMBER}),
    (Supplier, {"name": "Grus AS", "contact": f"Kari, {NOBODYS_NUMBER}"}),
    (Answer, {"question": "pay", "comment": NOBODYS_NUMBER}),
    (Answer, {"question": "pay", "reason_text": NOBODYS_NUMBER}),
    (Evidence, {"title": f"Lønnsslipp {NOBODYS_NUMBER}"}),
    (Measure, {"deviation": "A-1", "text": NOBODYS_NUMBER}),
    (Step, {"status": "closed", "day": "2026-01-01", "reason": NOBODYS_NUMBER}),
    (Setting, {"key": "effect", "value": NOBODYS_NUMBER}),
    (
        Deviation,
        {
            "contract": "K",
            "type": "wages",
            "severity": "minor",
            "found": "2026-01-01",
            "text": NOBODYS_NUMBER,
        },
    ),
]


@pytest.mark.parametrize(("model", "facts"), REFUSED_IN)
def test_it_is_refused_in_every_text_field(model: type[Frozen], facts: dict[str, object]) -> None:
    with pytest.raises(Refused, match="identity_number"):
        model.model_validate(facts)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("\x1b[31mrød\x1b[0m", "[31mrød[0m"),
        ("\x1b]0;tittel\x07x", "]0;tittelx"),
        ("a\u202egnp.exe", "agnp.exe"),
        ("null\x00tegn", "nulltegn"),
        ("Bo\u0308", "Bö"),
        ("A\u030angstrøm", "Ångstrøm"),
        ("null\u200bbredde\ufeff", "nullbredde"),
        ("merke\U000e0041", "merke"),
        ("\ud800", ""),
        ("  to  ord  ", "to  ord"),
        ("[bold]Grus[/] 🚧 砂利", "[bold]Grus[/] 🚧 砂利"),
        ("👩\u200d🔧", "👩\u200d🔧"),
        ("en\ttab\r\nny", "en tab ny"),
        ("e" + "\u0301" * 50, "é" + "\u0301" * 4),
    ],
)
def test_text_from_outside_is_cleaned(written: str, kept: str) -> None:
    assert clean(written) == kept


def test_lines_are_kept_only_where_there_may_be_several() -> None:
    assert Written(name="en\r\nto", text="en\r\nto\rtre\u2028fire").model_dump() == {
        "name": "en to",
        "text": "en\nto\ntre fire",
    }


def test_an_import_can_say_how_many_characters_were_removed() -> None:
    assert cleaned("a\x00\u202eb") == ("ab", 2)
    assert cleaned("abc") == ("abc", 0)


@given(ANY_TEXT, st.booleans())
def test_cleaning_twice_is_cleaning_once(text: str, lines: bool) -> None:
    once, _ = cleaned(text, lines=lines)
    assert cleaned(once, lines=lines) == (once, 0)
    assert unicodedata.is_normalized("NFC", once)
    assert lines or "\n" not in once


def test_text_that_is_too_long_is_refused_with_its_length() -> None:
    with pytest.raises(Refused) as refused:
        Written(name="x" * 501)
    assert refused.value.params == {"limit": 500, "length": 501}
    assert Written(name="x" * 500, text="x" * 20_000)
    with pytest.raises(Refused, match="text_too_long"):
        Written(text="x" * 20_001)


@given(st.integers(-(2**63) + 1, 2**63 - 1))
def test_money_comes_back_from_its_thousandths(thousandths: int) -> None:
    money = Money.of_thousandths(thousandths, "NOK")
    assert money.thousandths == thousandths
    assert Money.model_validate_json(money.canonical()) == money
    assert "E" not in str(money.amount)


@pytest.mark.parametrize(
    ("given_", "kept"),
    [
        (1234.56, "1234.56"),
        ("0.10", "0.1"),
        (2_000_000_000, "2000000000"),
        ("-0", "0"),
        ("1E+3", "1000"),
        (0.1, "0.1"),
    ],
)
def test_an_amount_is_what_its_text_says(given_: object, kept: str) -> None:
    assert str(Money.model_validate({"amount": given_}).amount) == kept


@pytest.mark.parametrize(
    "amount",
    [
        "9223372036854775.808",
        "1e400",
        "0.0001",
        "1.0000000000000000000000000000000001",
        "NaN",
        "Infinity",
        "1e-400",
    ],
)
def test_an_amount_too_large_or_too_fine_is_refused(amount: str) -> None:
    with pytest.raises(Refused, match="amount_out_of_range"):
        Money.model_validate({"amount": amount})


@pytest.mark.parametrize("amount", ["mye", "", None, True, "1,5", {}])
def test_what_is_no_amount_is_told_where_it_stands(amount: object) -> None:
    with pytest.raises(ValidationError) as wrong:
        Money.model_validate({"amount": amount})
    assert wrong.value.errors()[0]["loc"] == ("amount",)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**15), max_value=10**15))
def test_the_same_number_is_the_same_text(number: Decimal) -> None:
    assert plain(number) == number
    assert str(plain(number)) == str(plain(number * Decimal("1.000")))


def test_a_value_never_changes_and_knows_its_keys() -> None:
    value = Written(name="a")
    with pytest.raises(ValidationError):
        value.name = "b"  # pyright: ignore[reportAttributeAccessIssue]
    with pytest.raises(ValidationError, match="extra_forbidden"):
        Written.model_validate({"nmae": "a"})


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=10,
)


@given(JSON)
def test_canonical_json_is_one_text_and_reads_back(value: object) -> None:
    text = canonical_json(value)
    assert json.loads(text) == value
    assert canonical_json(json.loads(text)) == text


def test_a_refusal_tells_its_code_and_parameters() -> None:
    assert (
        str(Refused("not_a_date", question="signed", given="31.2."))
        == "not_a_date (question=signed, given=31.2.)"
    )
    assert str(Refused("outcome_needed")) == "outcome_needed"


@given(st.dictionaries(st.from_regex(r"[a-z]{1,8}", fullmatch=True), ANY_TEXT, max_size=3))
def test_a_table_row_survives_its_json(row: Row) -> None:
    answer = Answer(question="sites", value=(row,))
    assert Answer.model_validate_json(answer.canonical()) == answer
