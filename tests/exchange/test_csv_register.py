"""A register as CSV, as people really have it: encodings, separators, amounts, dates, numbers and mistakes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from at_hand import read_whole
from hypothesis import given
from hypothesis import strategies as st

from checklists.contract import Contract
from checklists.form import Texts
from checklists.intake import Reading
from checklists.requirements import Clause, RequirementSet
from checklists.values import InputRefused, Refused
from exchange.register.amounts import amount_of
from exchange.register.csv_register import CsvRegister
from exchange.register.dates import date_of
from exchange.register.headings import FIELDS, field_of, headings
from exchange.register.identifiers import identifiers_of
from exchange.register.reading import open_register

TODAY = date(2026, 1, 15)
FIXTURES = Path(__file__).parent.parent / "fixtures" / "registers"
NUMBERS = ("998701961", "980400255", "914791723", "943184097")
A_BIRTH_NUMBER = "01010012356"

Write = Callable[..., Path]
Read = Callable[..., Reading]


@pytest.fixture
def written(tmp_path: Path) -> Write:
    def write(text: str | bytes, encoding: str = "utf-8", name: str = "register.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
        return path

    return write


@pytest.fixture
def read(written: Write) -> Read:
    def reading(text: str | bytes, encoding: str = "utf-8") -> Reading:
        return read_whole(written(text, encoding), day=TODAY)

    return reading


def a_set(version: int, valid_from: date) -> RequirementSet:
    words = Texts(nb="x")
    clause = Clause(
        key="policy",
        reference="2.1",
        title=words,
        question=words,
        theme="human_rights",
        deviation_type="other",
    )
    return RequirementSet(
        id="human_rights",
        family="human_rights",
        version=version,
        valid_from=valid_from,
        title=words,
        source="x",
        clauses=(clause,),
    )


SETS = {
    ("human_rights", 1): a_set(1, date(2016, 1, 1)),
    ("human_rights", 2): a_set(2, date(2025, 6, 1)),
}


def rows(*lines: str, heading: str = "Referanse;Tittel;Leverandør;Verdi") -> str:
    return "\n".join((heading, *lines)) + "\n"


def only(reading: Reading) -> Contract:
    assert not reading.refused, reading.refused
    (draft,) = reading.drafts
    return draft.contract


def codes(reading: Reading) -> list[str]:
    return [problem.code for problem in reading.refused]


# the whole of it


def test_a_register_in_bokmål_is_read_field_by_field() -> None:
    reading = read_whole(FIXTURES / "contracts_nb.csv", day=TODAY, sets=SETS)

    assert not reading.refused
    furniture, cleaning, windows = reading.drafts
    told = furniture.contract
    assert (told.reference, told.title, told.source) == ("A-1", "Møbler til skoler", "own")
    assert (told.category, told.kind, told.framework, told.risk) == ("furniture", "goods", True, "high")
    assert told.cpv == "39130000"
    assert told.value is not None
    assert (told.value.amount, told.value.currency) == (Decimal("1234567.5"), "NOK")
    assert (told.signed, told.starts, told.ends) == (date(2025, 3, 14), date(2025, 4, 1), date(2029, 3, 31))
    assert [(o.until, o.notice_by) for o in told.options] == [(date(2030, 3, 31), date(2028, 12, 31))]
    assert (told.responsible, told.case_reference) == ("innkjøper", "24/117")
    assert [(held.set_id, held.version, held.assumed) for held in told.requirement_sets] == [
        ("human_rights", 1, False)
    ]
    assert furniture.lines == (2,)
    assert [(s.name, s.number, s.country) for s in furniture.suppliers] == [
        ("Nordlys Møbel AS", "998701961", "NO")
    ]
    assert cleaning.contract.open_ended
    assert cleaning.contract.ends is None
    assert cleaning.contract.cpv == "90910000"
    assert cleaning.suppliers[0].number == "943184097"
    assert windows.suppliers[0].number == "556677-8899"
    assert windows.suppliers[0].country == "SE"
    assert windows.contract.value is not None
    assert windows.contract.value.currency == "SEK"


def test_only_cells_with_something_in_them_are_given() -> None:
    reading = read_whole(FIXTURES / "contracts_nb.csv", day=TODAY, sets=SETS)

    assert "responsible" not in reading.drafts[1].given
    assert "ends" not in reading.drafts[2].given
    assert {"title", "suppliers", "value", "signed"} <= reading.drafts[2].given


def test_a_set_without_version_is_the_newest_that_was_valid_when_signed(written: Write) -> None:
    path = written(
        rows(
            "A;T;F;human_rights;2025-07-01",
            "B;T;F;human_rights@1;2025-07-01",
            "C;T;F;no_such;",
            heading="Referanse;Tittel;Leverandør;Kravsett;Signert",
        )
    )

    reading = read_whole(path, day=TODAY, sets=SETS)

    assert [d.contract.requirement_sets[0].version for d in reading.drafts] == [2, 1]
    assert [(p.code, p.line) for p in reading.refused] == [("requirement_set_unknown", 4)]


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_our_headings_are_understood_in_every_language(language: str) -> None:
    assert [field_of(heading) for heading in headings(language)] == list(FIELDS)


@pytest.mark.parametrize(
    "heading",
    [" leverandør ", "LEVERANDØR", "\u200bLeverandør", "Leverandør\u00a0", "Leverandør:", "Supplier_name"],
)
def test_a_heading_is_known_whatever_its_case_and_blanks(heading: str) -> None:
    assert field_of(heading) == "supplier"


def test_a_heading_alone_is_no_rows(read: Read) -> None:
    reading = read("Referanse;Tittel;Leverandør\n")

    assert (reading.read, reading.drafts, reading.refused) == (0, (), ())


def test_a_column_that_is_none_of_ours_is_told(read: Read) -> None:
    reading = read(rows("A;T;F;1;x", heading="Referanse;Tittel;Leverandør;Verdi;Farge"))

    assert [(n.code, dict(n.params)) for n in reading.notes] == [("heading_unknown", {"heading": "Farge"})]


def test_a_column_without_heading_is_told_when_something_stands_in_it(read: Read) -> None:
    reading = read(rows("A;x;T;F", heading="Referanse;;Tittel;Leverandør"))

    assert [dict(n.params) for n in reading.notes] == [{"heading": "(2)"}]


def test_without_references_the_title_stands_for_it(read: Read) -> None:
    reading = read(rows("Brød;Bakeren AS", heading="Tittel;Leverandør"))

    assert only(reading).reference == "Brød"
    assert [note.code for note in reading.notes] == ["reference_from_title"]


def test_without_titles_the_reference_stands_for_it(read: Read) -> None:
    assert only(read(rows("A-1;Bakeren AS", heading="Referanse;Leverandør"))).title == "A-1"


# several rows, one contract


def test_several_rows_with_one_reference_are_one_contract_with_several_suppliers(read: Read) -> None:
    reading = read(rows("R;Vikarer;Ett AS;100", "S;Brød;Bakeren AS;5", "R;Vikarer;To AS;", "R;;Tre AS;100"))

    assert reading.read == 4
    told = {draft.contract.reference: draft for draft in reading.drafts}
    assert [s.name for s in told["R"].suppliers] == ["Ett AS", "To AS", "Tre AS"]
    assert told["R"].lines == (2, 4, 5)
    assert told["R"].contract.value is not None
    assert told["R"].contract.value.amount == 100


def test_the_same_contract_with_two_amounts_is_a_conflict_and_never_summed(read: Read) -> None:
    reading = read(rows("R;Vikarer;Ett AS;100", "R;Vikarer;To AS;200"))

    assert not reading.drafts
    assert {problem.line for problem in reading.refused} == {2, 3}
    conflict = next(p for p in reading.refused if p.code == "rows_in_conflict")
    assert (conflict.line, conflict.field, conflict.params["first"]) == (3, "value", "2")


def test_a_row_that_stands_twice_is_skipped_and_told(read: Read) -> None:
    reading = read(rows("R;Vikarer;Ett AS;100", "R;Vikarer;Ett AS;100"))

    assert reading.drafts[0].lines == (2,)
    assert [(p.code, p.line) for p in reading.skipped] == [("row_repeated", 3)]


def test_a_bad_row_takes_the_other_rows_of_its_contract_with_it(read: Read) -> None:
    reading = read(rows("R;Vikarer;Ett AS;100", "R;Vikarer;To AS;hundre", "S;Brød;Bakeren AS;5"))

    assert [d.contract.reference for d in reading.drafts] == ["S"]
    assert [(p.line, p.code) for p in reading.refused] == [(2, "other_row_refused"), (3, "amount_unreadable")]


def test_five_hundred_good_rows_and_one_bad_name_the_line(read: Read) -> None:
    lines = [f"A-{n};T;F;{n}" for n in range(500)]
    lines[250] = "A-250;T;F;ti"

    reading = read(rows(*lines))

    assert reading.read == 500
    assert [(p.line, p.field, p.code) for p in reading.refused] == [(252, "value", "amount_unreadable")]


# encodings and separators

TEXT = rows("A-1;Brød og ål;Bærum Bakeri AS;1 000,50")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "mac_roman"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_usual_encoding_and_line_end_gives_the_same_contract(
    read: Read, encoding: str, end: str
) -> None:
    reading = read(TEXT.replace("\n", end), encoding)

    told = only(reading)
    assert (told.title, reading.drafts[0].suppliers[0].name) == ("Brød og ål", "Bærum Bakeri AS")
    assert told.value is not None
    assert told.value.amount == Decimal("1000.5")


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_every_usual_separator_is_found(read: Read, separator: str) -> None:
    assert only(read(TEXT.replace(",50", "").replace(";", separator))).title == "Brød og ål"


@pytest.mark.parametrize("line", ["sep=;\n", "sep=;\r\n", '"sep=;"\n'])
def test_a_separator_line_is_not_a_row(read: Read, line: str) -> None:
    reading = read(line + TEXT)

    assert reading.drafts[0].lines == (2,)


def test_line_breaks_and_separators_in_quotes_are_text(read: Read) -> None:
    assert only(read(rows('A;"Brød;\nog ""ål""";F;'))).title == 'Brød; og "ål"'


REFUSED_AS_A_FILE: list[tuple[bytes, str, int | None]] = [
    (b"Referanse;Tittel;Supplier\nA;\x85st;F\n", "csv_encoding_ambiguous", 2),
    (
        "Referanse;Tittel;Leverandør\nA;blåbær\n".encode() + "B;blåbær;F\n".encode("cp1252"),
        "csv_encoding_mixed",
        3,
    ),
    ("Referanse;Tittel;Supplier\nA;Łódź;F\n".encode("cp1250"), "csv_encoding_unreadable", 2),
    (b"Referanse;Tittel;Supplier\nA;T\x00;F\n", "csv_nul", 2),
    (b'Referanse;Tittel;Supplier\nA;T;F\nB;"T;F\nC;T;F\n', "csv_quotes", 3),
    (b"Referanse;Tittel;Supplier\nA;T;F\nB;T\n", "csv_ragged", 3),
    (b"Referanse;Tittel;Supplier\nA;T;F;more\n", "csv_ragged", 2),
    (b"Referanse;Tittel;Supplier;Tittel\nA;T;F;T\n", "heading_twice", 1),
    (b"Referanse;Tittel;Supplier;Title\nA;T;F;T\n", "heading_twice", 1),
    (b"A;T;F\nB;T;F\n", "headings_not_known", 1),
    (b"Referanse;Tittel\nA;T\n", "heading_missing", 1),
    (b"Supplier;Verdi\nA;1\n", "heading_missing", 1),
    (
        b"Referanse;Tittel;Supplier;" + b";".join(b"c%d" % n for n in range(10_000)) + b"\n",
        "csv_too_many_columns",
        1,
    ),
    (b"Referanse;Tittel;Supplier\nA;" + b"x" * 200_000 + b";F\n", "csv_field_too_long", 2),
    (b"Referanse;Tittel;Supplier\n" + b";" * 30_000_000, "csv_field_too_long", 2),
    (b"Referanse;Tittel;Supplier\n" + b'"\n";' * 5_000_000, "csv_field_too_long", 2),
    (b"PK\x03\x04" + b"\x00" * 100, "file_is_zip", None),
    (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4, "file_not_text", None),
    (b"", "file_empty", None),
    (b"\xef\xbb\xbf\r\n", "file_empty", None),
]


@pytest.mark.parametrize(
    ("raw", "code", "line"),
    REFUSED_AS_A_FILE,
    ids=[f"{c}-{n}" for n, (_, c, _) in enumerate(REFUSED_AS_A_FILE)],
)
def test_a_file_that_cannot_be_read_is_refused_with_its_line(
    written: Write, raw: bytes, code: str, line: int | None
) -> None:
    with pytest.raises(InputRefused) as refused:
        read_whole(written(raw), day=TODAY)

    assert refused.value.code == code
    assert refused.value.params.get("line") == line


def test_empty_cells_after_the_last_heading_are_nothing(read: Read) -> None:
    assert only(read("Referanse;Tittel;Leverandør;;\nA;T;F;;\n")).title == "T"


# amounts


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1 234 567,50", "1234567.5"),
        ("1\u00a0234\u00a0567", "1234567"),
        ("1\u202f234,5", "1234.5"),
        ("1.234.567,89", "1234567.89"),
        ("1,234,567.89", "1234567.89"),
        ("1'234'567.00", "1234567"),
        ("1234567", "1234567"),
        ("1234.567", "1234.567"),
        ("0,125", "0.125"),
        ("kr 1 000,-", "1000"),
        ("1000 NOK", "1000"),
        ("0", "0"),
    ],
)
def test_amounts_as_people_write_them(text: str, amount: str) -> None:
    assert amount_of(text)[0] == Decimal(amount)


@pytest.mark.parametrize("text", ["1.234", "1,234", "12.345", "999,999"])
def test_an_amount_that_can_be_two_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="amount_ambiguous"):
        amount_of(text)


@pytest.mark.parametrize(
    "text", ["12,5 mill", "(5)", "ca. 5", "5-10", "1e6", "12 34", "1.23.4", "１２", "NaN", "kr", "1 234.5.6"]
)
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="amount_unreadable"):
        amount_of(text)


def test_a_negative_amount_is_refused() -> None:
    with pytest.raises(Refused, match="amount_negative"):
        amount_of("−5")


@given(st.decimals(min_value=0, max_value=10**12, places=2))
def test_a_norwegian_amount_means_the_number_it_was_written_from(amount: Decimal) -> None:
    told = f"{amount:,.2f}".replace(",", " ").replace(".", ",")

    assert amount_of(told)[0] == amount


def test_the_column_decides_what_one_amount_alone_does_not(read: Read) -> None:
    norwegian = read(rows("A;T;F;1.234", "B;T;F;12,50"))
    english = read(rows("A;T;F;1.234", "B;T;F;12.50"))
    both = read(rows("A;T;F;1.234", "B;T;F;12.50", "C;T;F;12,50"))

    assert [d.contract.value and d.contract.value.amount for d in norwegian.drafts] == [1234, Decimal("12.5")]
    assert english.drafts[0].contract.value is not None
    assert english.drafts[0].contract.value.amount == Decimal("1.234")
    assert [(p.line, p.code) for p in both.refused] == [(2, "amount_ambiguous")]


def test_an_amount_too_fine_or_too_large_is_unknown_and_told(read: Read) -> None:
    reading = read(rows("A;T;F;0,12345", "B;T;F;99999999999999999999"))

    assert [draft.contract.value for draft in reading.drafts] == [None, None]
    assert [draft.notes[0].code for draft in reading.drafts] == ["amount_out_of_range"] * 2


def test_an_unknown_value_is_not_zero(read: Read) -> None:
    reading = read(rows("A;T;F;", "B;T;F;-", "C;T;F;0"))

    assert [d.contract.value and d.contract.value.amount for d in reading.drafts] == [None, None, 0]


@pytest.mark.parametrize(
    ("value", "currency", "code"),
    [
        ("5", "XYZ", "currency_unknown"),
        ("EUR 5", "NOK", "currency_in_conflict"),
        ("kr 5", "EUR", "currency_in_conflict"),
    ],
)
def test_a_currency_that_is_none_or_contradicts_is_refused(
    read: Read, value: str, currency: str, code: str
) -> None:
    assert codes(
        read(rows(f"A;T;F;{value};{currency}", heading="Referanse;Tittel;Leverandør;Verdi;Valuta"))
    ) == [code]


# dates


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-14",
        "14.3.2026",
        "14.03.2026",
        "2026/03/14",
        "20260314",
        "14. mars 2026",
        "14/3/2026",
        "2026-03-14T00:00:00",
        "2026-03-14 00:00:00",
        "14 March 2026",
    ],
)
def test_dates_as_people_write_them(text: str) -> None:
    assert date_of(text) == date(2026, 3, 14)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("02/01/2026", "date_ambiguous"),
        ("02-01-2026", "date_ambiguous"),
        ("31.02.2026", "date_impossible"),
        ("2026-02-30", "date_impossible"),
        ("14.3.26", "date_short_year"),
        ("45000", "date_serial"),
        ("9999-12-31", "date_out_of_range"),
        ("mars", "date_unreadable"),
        ("1.2.2026.", "date_unreadable"),
    ],
)
def test_a_date_that_is_none_or_can_be_two_is_refused(text: str, code: str) -> None:
    with pytest.raises(Refused, match=code):
        date_of(text)


def test_the_column_decides_the_order_of_day_and_month(read: Read) -> None:
    heading = "Referanse;Tittel;Leverandør;Signert"
    reading = read(rows("A;T;F;02/01/2026", "B;T;F;31/01/2026", heading=heading))
    american = read(rows("A;T;F;02/01/2026", "B;T;F;01/31/2026", heading=heading))
    neither = read(rows("A;T;F;02/01/2026", "B;T;F;03/01/2026", heading=heading))

    assert reading.drafts[0].contract.signed == date(2026, 1, 2)
    assert american.drafts[0].contract.signed == date(2026, 2, 1)
    assert [(p.line, p.field, p.code) for p in neither.refused] == [
        (2, "signed", "date_ambiguous"),
        (3, "signed", "date_ambiguous"),
    ]


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_a_written_date_is_the_day_it_was_written_from(day: date) -> None:
    assert date_of(f"{day.day}.{day.month}.{day.year}") == day == date_of(day.isoformat())


def test_an_end_before_the_start_is_refused_at_the_end(read: Read) -> None:
    reading = read(rows("A;T;F;2026-02-01;2026-01-01", heading="Referanse;Tittel;Leverandør;Fra;Til"))

    assert [(p.line, p.field, p.code) for p in reading.refused] == [(2, "to", "ends_before_start")]


def test_several_options_have_each_their_notice_date(read: Read) -> None:
    heading = "Referanse;Tittel;Leverandør;Opsjon til;Varsel innen"
    reading = read(
        rows('A;T;F;"2027-01-31;2028-01-31";"2026-10-31;2027-10-31"', "B;T;F;2027-01-31;", heading=heading)
    )
    wrong = read(rows('A;T;F;"2027-01-31;2028-01-31";2026-10-31', heading=heading))

    assert [o.notice_by for o in reading.drafts[0].contract.options] == [
        date(2026, 10, 31),
        date(2027, 10, 31),
    ]
    assert reading.drafts[1].contract.options[0].notice_by is None
    assert codes(wrong) == ["options_do_not_pair"]


# suppliers and codes


@pytest.mark.parametrize(
    "text",
    [
        "998701961",
        "998 701 961",
        "998701961 ",
        "NO998701961MVA",
        "998701961.0",
        "998\u00a0701\u00a0961",
        "998.701.961",
    ],
)
def test_an_organisation_number_is_known_however_it_is_written(text: str) -> None:
    assert identifiers_of(text, None) == ("998701961",)


@pytest.mark.parametrize("between", [", ", ";", " / ", "\n", " ", " og "])
def test_four_organisation_numbers_in_one_cell_are_four(between: str) -> None:
    assert identifiers_of(between.join(NUMBERS), None) == NUMBERS


def test_as_many_names_as_numbers_are_paired_and_one_name_stands_for_all(read: Read) -> None:
    heading = "Referanse;Tittel;Leverandør;Organisasjonsnummer"
    many = read(rows(f'A;T;"En;To;Tre;Fire";"{";".join(NUMBERS)}"', heading=heading))
    one = read(rows(f'A;T;Samarbeidet;"{", ".join(NUMBERS)}"', heading=heading))
    two = read(rows(f'A;T;"En;To";"{", ".join(NUMBERS)}"', heading=heading))

    assert [(s.name, s.number) for s in many.drafts[0].suppliers] == list(
        zip(("En", "To", "Tre", "Fire"), NUMBERS, strict=True)
    )
    assert [s.number for s in one.drafts[0].suppliers] == list(NUMBERS)
    assert one.drafts[0].notes[0].code == "several_numbers"
    assert codes(two) == ["suppliers_do_not_pair"]


@pytest.mark.parametrize(
    ("number", "country", "code"),
    [
        ("9.23609E+08", "", "number_scientific"),
        (A_BIRTH_NUMBER, "", "identity_number"),
        ("010100 12356", "", "identity_number"),
        ("998701962", "", "organisation_number_invalid"),
        ("998701962", "NO", "organisation_number_invalid"),
        ("12345", "", "organisation_number_invalid"),
        ("998701961", "Narnia", "country_unknown"),
    ],
)
def test_a_number_that_is_no_organisation_number_is_refused(
    read: Read, number: str, country: str, code: str
) -> None:
    reading = read(rows(f"A;T;F;{number};{country}", heading="Referanse;Tittel;Leverandør;Orgnr;Land"))

    assert codes(reading) == [code]


@pytest.mark.parametrize(
    ("number", "country"),
    [("DE 811 907 980", ""), ("556677-8899", "SE"), ("998701962", "SE"), ("12345678", "Danmark")],
)
def test_a_foreign_identifier_is_kept_as_it_stands(read: Read, number: str, country: str) -> None:
    reading = read(rows(f"A;T;F;{number};{country}", heading="Referanse;Tittel;Leverandør;Orgnr;Land"))

    assert only(reading)
    assert reading.drafts[0].suppliers[0].number == number


def test_a_number_may_be_missing_but_not_the_name(read: Read) -> None:
    heading = "Referanse;Tittel;Leverandør;Orgnr"
    reading = read(rows("A;T;F;", "B;T;F;ukjent", "C;T;;998701961", heading=heading))

    assert [d.suppliers[0].number for d in reading.drafts] == [None, None]
    assert [(p.line, p.code) for p in reading.refused] == [(4, "supplier_missing")]


def test_a_birth_number_in_any_text_is_refused_by_its_cell(read: Read) -> None:
    reading = read(
        rows(
            f"A;Avtale med {A_BIRTH_NUMBER};F;1",
            f"B;T;Ola {A_BIRTH_NUMBER};1",
            f"{A_BIRTH_NUMBER};T;F;1",
        )
    )

    assert [(p.line, p.field, p.code) for p in reading.refused] == [
        (2, "title", "identity_number"),
        (3, "supplier", "identity_number"),
        (4, "reference", "identity_number"),
    ]
    assert not any(A_BIRTH_NUMBER in str(problem) for problem in reading.refused)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("45233130-9", "45233130"),
        ("45233130.0", "45233130"),
        ("45233130 Veiarbeid", "45233130"),
        ("3000000.0", "03000000"),
        ("9100000", "09100000"),
    ],
)
def test_a_cpv_code_is_eight_digits_however_it_comes(read: Read, text: str, code: str) -> None:
    assert only(read(rows(f"A;T;F;{text}", heading="Referanse;Tittel;Leverandør;CPV"))).cpv == code


def test_a_category_that_is_none_of_ours_is_kept_beside_other(read: Read) -> None:
    reading = read(
        rows(
            "A;T;F;Konsulenter",
            "B;T;F;Textiles, workwear and footwear",
            heading="Referanse;Tittel;Leverandør;Kategori",
        )
    )

    first, second = reading.drafts
    assert (first.contract.category, first.contract.category_note) == ("other", "Konsulenter")
    assert first.notes[0].code == "category_unknown"
    assert second.contract.category == "textiles"


@pytest.mark.parametrize(
    ("heading", "cell", "code"),
    [
        ("Risiko", "enorm", "risk_unreadable"),
        ("Rammeavtale", "kanskje", "framework_unreadable"),
        ("CPV", "IT", "cpv_unreadable"),
    ],
)
def test_a_word_that_is_no_answer_is_refused(read: Read, heading: str, cell: str, code: str) -> None:
    assert codes(read(rows(f"A;T;F;{cell}", heading=f"Referanse;Tittel;Leverandør;{heading}"))) == [code]


# text


def test_markup_stays_and_control_characters_go_and_are_counted(read: Read) -> None:
    reading = read(rows("A;[bold]Brød[/] =1+1\x1b[31m\u202e;F\u200b;1"))

    assert only(reading).title == "[bold]Brød[/] =1+1[31m"
    assert reading.drafts[0].suppliers[0].name == "F"
    assert reading.removed_characters == 3
    assert [(n.code, dict(n.params)) for n in reading.notes] == [("characters_removed", {"count": "3"})]


def test_a_title_without_end_is_refused_by_its_row(read: Read) -> None:
    reading = read(rows(f"A;{'x' * 600};F;1"))

    assert [(p.line, p.field, p.code) for p in reading.refused] == [(2, "title", "text_too_long")]


def test_rows_without_a_reference_are_refused_each(read: Read) -> None:
    reading = read(rows(";T;F;1", ";U;G;1"))

    assert [(p.line, p.code) for p in reading.refused] == [(2, "reference_missing"), (3, "reference_missing")]


# large, and real


def test_contracts_come_one_by_one_and_again_the_same(written: Write) -> None:
    path = written(rows(*(f"A-{n % 900};T;F {n};{n % 900}" for n in range(1000))))

    opened = open_register(path, day=TODAY)

    assert isinstance(opened, CsvRegister)
    first, second = list(opened.drafts), list(opened.drafts)
    assert first == second
    assert len(first) == 900
    assert read_whole(path, day=TODAY).drafts == tuple(first)


def test_every_row_of_a_file_is_told_once(read: Read) -> None:
    reading = read(
        rows("A;T;F;1", "B;T;F;x", "A;T;G;1", "C;T;F;1", "C;T;F;1", "D;T;F;1", "D;T;G;2", "", "E;;;")
    )

    told = [line for draft in reading.drafts for line in draft.lines]
    told += [*{p.line for p in reading.refused}, *(p.line for p in reading.skipped)]
    assert sorted(line for line in told if line) == [2, 3, 4, 5, 6, 7, 8, 10]
    assert reading.read == 8


@pytest.mark.parametrize(
    "name",
    [
        "doffin-alle-2022-02-19_03-19.csv",
        "montreal-contrats_traites.csv",
        "prishtina-2019.csv",
        "toronto-non-competitive.csv",
        "asturias-transicion-ecologica-2024-4.csv",
    ],
)
def test_somebody_elses_register_without_a_map_is_refused_in_words(shared_data: Path, name: str) -> None:
    with pytest.raises(InputRefused) as refused:
        read_whole(shared_data / "registers" / name, day=TODAY)

    assert refused.value.code in ("headings_not_known", "heading_missing", "csv_ragged")
