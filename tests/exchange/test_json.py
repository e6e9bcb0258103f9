"""JSON from outside: exact numbers, nothing twice, and every fault told by its place."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from at_hand import read_whole
from hypothesis import given
from hypothesis import strategies as st

from checklists.intake import Reading
from checklists.values import InputRefused
from exchange.jsonfile import parse_json
from exchange.register.reading import is_database_export

TODAY = date(2026, 1, 15)
A_BIRTH_NUMBER = "01010012356"
ONE: dict[str, object] = {
    "reference": "A-1",
    "title": "Møbler til skoler",
    "suppliers": [{"name": "Nordlys Møbel AS", "number": "998701961", "country": "NO"}, {"name": "To AS"}],
    "cpv": "39130000",
    "category": "furniture",
    "type": "goods",
    "framework": True,
    "value": 1234567.891,
    "currency": "NOK",
    "signed": "2025-03-14",
    "from": "2025-04-01",
    "to": "2029-03-31",
    "option_until": ["2030-03-31", "2031-03-31"],
    "notice_by": ["2028-12-31", "2029-12-31"],
    "responsible": "innkjøper",
    "risk": "high",
    "case_reference": "24/117",
}

Read = Callable[[object], Reading]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def reading(document: object) -> Reading:
        path = tmp_path / "contracts.json"
        text = document if isinstance(document, str) else json.dumps(document, ensure_ascii=False)
        path.write_text(text, encoding="utf-8", errors="surrogatepass")
        return read_whole(path, day=TODAY)

    return reading


# the text


@pytest.mark.parametrize(
    ("text", "code", "path", "line"),
    [
        ('{"contracts": [\n {"a": NaN}]}', "json_constant", "contracts[0].a", 2),
        ('{"a": -Infinity}', "json_constant", "a", 1),
        ('{"a": [1, 2, 1e400]}', "json_number_out_of_range", "a[2]", 1),
        ('{"a": ' + "9" * 10_000 + "}", "json_number_out_of_range", "a", 1),
        ('{"a": 0.' + "1" * 50 + "}", "json_number_out_of_range", "a", 1),
        ('{"a": 1e999999999999999999999}', "json_number_out_of_range", "a", 1),
        ('{"a": {\n"b": 1,\n"b": 2}}', "json_key_twice", "a.b", 3),
        ('{"a": 1, "\\u0061": 2}', "json_key_twice", "a", 1),
        ('{"a": ["x", "\\ud800"]}', "json_surrogate", "a[1]", 1),
        ('{"a": "x\\u0000y"}', "json_nul", "a", 1),
        ('{"\\u0000": 1}', "json_nul", "\x00", 1),
    ],
)
def test_what_standard_json_does_not_have_is_refused_by_its_place(
    text: str, code: str, path: str, line: int
) -> None:
    with pytest.raises(InputRefused) as refused:
        parse_json(text.encode(), "x.json")

    assert (refused.value.code, refused.value.params["path"], refused.value.params["line"]) == (
        code,
        path,
        line,
    )


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b'{"a": 1} trailing', "json_malformed"),
        (b'{"a": 1', "json_malformed"),
        (b'{"a": 1 /* why */}', "json_malformed"),
        (b'{"a": 01}', "json_malformed"),
        (b"{'a': 1}", "json_malformed"),
        (b"", "json_malformed"),
        (b'{"a": "\xe6"}', "json_not_utf8"),
        (b"[" * 100_000 + b"]" * 100_000, "json_too_deep"),
        (b"[" * 65 + b"]" * 65, "json_too_deep"),
        (b'{"a":' * 100_000 + b"1" + b"}" * 100_000, "json_too_deep"),
    ],
)
def test_what_is_no_json_is_refused(raw: bytes, code: str) -> None:
    with pytest.raises(InputRefused) as refused:
        parse_json(raw, "x.json")

    assert refused.value.code == code


def test_numbers_come_from_their_text_and_never_through_a_float() -> None:
    assert parse_json(b"[0.1, 100000000000000000.01, 12, -1e2]", "x.json") == [
        Decimal("0.1"),
        Decimal("100000000000000000.01"),
        12,
        Decimal("-100"),
    ]


def test_a_pair_of_surrogates_is_a_character() -> None:
    assert parse_json(b'"\\ud83d\\ude00"', "x.json") == "😀"


plain = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**15), 10**15)
    | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00")),
    lambda inner: (
        st.lists(inner)
        | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00")), inner)
    ),
    max_leaves=20,
)


@given(plain)
def test_what_json_writes_is_read_as_it_was(value: object) -> None:
    assert parse_json(json.dumps(value).encode(), "x.json") == value


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    code = ""
    try:
        parse_json(raw, "x.json")
    except InputRefused as refused:
        code = refused.code
    assert code == "" or code.startswith("json_")


def test_a_value_larger_or_finer_than_can_be_kept_is_unknown_and_told(read: Read) -> None:
    reading = read({"contracts": [{**ONE, "value": 1e22}, {**ONE, "reference": "B", "value": 0.12345}]})

    assert [draft.contract.value for draft in reading.drafts] == [None, None]
    assert [draft.notes[0].code for draft in reading.drafts] == ["amount_out_of_range"] * 2


# contracts in it


def test_a_contract_is_read_field_by_field(read: Read) -> None:
    (draft,) = read({"contracts": [ONE]}).drafts

    told = draft.contract
    assert (told.reference, told.title, told.cpv, told.category) == (
        "A-1",
        "Møbler til skoler",
        "39130000",
        "furniture",
    )
    assert (told.kind, told.framework, told.risk, told.responsible) == ("goods", True, "high", "innkjøper")
    assert told.value is not None
    assert told.value.amount == Decimal("1234567.891")
    assert [option.notice_by for option in told.options] == [date(2028, 12, 31), date(2029, 12, 31)]
    assert [(s.name, s.number) for s in draft.suppliers] == [
        ("Nordlys Møbel AS", "998701961"),
        ("To AS", None),
    ]
    assert draft.lines == (1,)


@pytest.mark.parametrize(
    ("change", "code", "path"),
    [
        ({"value": "1234"}, "json_wrong_type", "contracts[0].value"),
        ({"value": True}, "json_wrong_type", "contracts[0].value"),
        ({"value": -1}, "amount_negative", "contracts[0].value"),
        ({"framework": "yes"}, "json_wrong_type", "contracts[0].framework"),
        ({"title": 5}, "json_wrong_type", "contracts[0].title"),
        ({"signed": 20250314}, "json_wrong_type", "contracts[0].signed"),
        ({"signed": "2025-02-30"}, "date_impossible", "contracts[0].signed"),
        ({"to": "2020-01-01"}, "ends_before_start", "contracts[0].to"),
        ({"currency": "XYZ"}, "currency_unknown", "contracts[0].currency"),
        ({"option_until": "2030-03-31"}, "json_wrong_type", "contracts[0].option_until"),
        ({"colour": "red"}, "json_key_unknown_here", "contracts[0].colour"),
        ({"suppliers": []}, "supplier_missing", "contracts[0].suppliers"),
        (
            {"suppliers": [{"name": "A", "e_mail": "x"}]},
            "json_key_unknown_here",
            "contracts[0].suppliers[0].e_mail",
        ),
        (
            {"suppliers": [{"name": "A", "number": 998701961}]},
            "json_wrong_type",
            "contracts[0].suppliers[0].number",
        ),
        (
            {"suppliers": [{"name": "A", "number": "998701962"}]},
            "organisation_number_invalid",
            "contracts[0].suppliers[0].number",
        ),
        ({"suppliers": ["A"]}, "json_wrong_type", "contracts[0].suppliers[0]"),
        ({"title": f"Til {A_BIRTH_NUMBER}"}, "identity_number", "contracts[0].title"),
        ({"reference": ""}, "reference_missing", "contracts[0].reference"),
    ],
)
def test_a_wrong_value_is_refused_by_its_path(
    read: Read, change: dict[str, object], code: str, path: str
) -> None:
    reading = read({"contracts": [{**ONE, **change}]})

    assert reading.drafts == ()
    assert (code, path) in [(problem.code, problem.field) for problem in reading.refused]


def test_a_contract_twice_is_refused(read: Read) -> None:
    reading = read({"contracts": [ONE, ONE]})

    assert len(reading.drafts) == 1
    assert [(p.code, p.line) for p in reading.refused] == [("contract_twice", 2)]


def test_a_contract_that_is_no_object_is_refused(read: Read) -> None:
    assert [p.code for p in read({"contracts": [5]}).refused] == ["json_wrong_type"]


def test_an_empty_list_is_no_contracts(read: Read) -> None:
    assert read({"contracts": []}).read == 0


@pytest.mark.parametrize(
    ("document", "code"),
    [
        ([ONE], "json_not_contracts"),
        ({"contract": [ONE]}, "json_not_contracts"),
        ({"contracts": ONE}, "json_not_contracts"),
        ({"contracts": [], "version": 3}, "json_key_unknown"),
        ({"releases": []}, "ocds_not_read"),
        ({"aktsom": {"schema": 1}, "contracts": []}, "whole_database"),
    ],
)
def test_json_of_another_kind_is_refused_in_words(read: Read, document: object, code: str) -> None:
    with pytest.raises(InputRefused) as refused:
        read(document)

    assert refused.value.code == code


@pytest.mark.parametrize(
    ("text", "is_whole"),
    [
        ('{"aktsom": {}}', True),
        ('\ufeff {\n "aktsom" : 1, "contracts": []}', True),
        ('{"counters": {}, "aktsom": {}}', False),
        ('{"contracts": [{"aktsom": 1}]}', False),
        ('{"a": "aktsom"}', False),
        ('{"counters": {}, "aktsom"', False),
        ("aktsom;b\n", False),
        ("", False),
    ],
)
def test_a_whole_database_is_known_by_its_first_key(tmp_path: Path, text: str, is_whole: bool) -> None:
    path = tmp_path / "export.json"
    path.write_text(text, encoding="utf-8")

    assert is_database_export(path) is is_whole
    assert is_database_export(tmp_path / "missing.json") is False


def test_open_contracting_files_are_told_what_they_are(shared_data: Path) -> None:
    for path in sorted((shared_data / "ocds").glob("*.json")):
        with pytest.raises(InputRefused) as refused:
            read_whole(path, day=TODAY)
        assert refused.value.code == "ocds_not_read", path.name
