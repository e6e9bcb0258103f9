"""Award notices as published on Doffin and TED: the contracts they tell of, counted once each."""

from __future__ import annotations

import time
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from at_hand import read_whole

from checklists.intake import ContractDraft, Reading
from checklists.values import InputRefused
from exchange.register.eforms import read_eforms

TODAY = date(2026, 1, 15)
UBL = "urn:oasis:names:specification:ubl:schema:xsd"
EFORMS = "http://data.europa.eu/p27/eforms-ubl-extension"
NOTICE_ID = "0f0e0d0c-1111-4222-8333-444455556666"
A_BIRTH_NUMBER = "01010012356"


# what the real notices give: contracts, then of the first: supplier, number, country, amount, currency, signed
EXPECTED: dict[str, tuple[int, tuple[str, str | None, str, str | None, str, str | None] | None]] = {
    "doffin-can-standard_2022-960991": (
        1,
        ("Everbridge Norway AS", "980400255", "NO", "42000000", "NOK", "2022-09-30"),
    ),
    "doffin-can-social_2022-945801": (
        1,
        ("Bedriftshelsen AS", "944357866", "NO", "18000000", "NOK", "2022-11-03"),
    ),
    "doffin-veat_2022-674620": (
        1,
        ("Veterinærinstituttet", "970955623", "NO", "21700000", "NOK", "2022-12-15"),
    ),
    "doffin-can-modif_2023-677604": (1, ("Framsikt AS", "913187512", "NO", "35000000", "NOK", "2022-04-20")),
    "doffin-can-standard_2024-100829": (1, ("Focus Software AS", "826781742", "NO", None, "", "2024-01-18")),
    "doffin-can-standard_2023-632707": (0, None),
    "doffin-can-social_2024-111341": (
        1,
        ("Iss Facility Services AS", "914791723", "NO", "10800000", "NOK", None),
    ),
    "doffin-can-desg_2024-110033": (1, ("Henning Larsen Architects AS", "998701961", "NO", None, "", None)),
    "doffin-cn_2024-100506": (0, None),
    "doffin-pin-cfc-social_2024-101732": (0, None),
    "sdk-can_24_minimal": (1, ("Espaces Verts Lemire", "326 912 557", "FR", "95414", "EUR", "2019-09-03")),
    "sdk-can_23_contracts": (2, ("Jacobs", "222 222 222", "GB", "2000000", "GBP", None)),
    "sdk-can-modif_24_value": (1, ("PwC UK LLP", None, "GB", "6430000", "GBP", "2018-08-02")),
    "sdk-can_24_no_tenders": (0, None),
    "sdk-can_25_ENG": (1, ("Deloitte — Main Account LLP", "222 222 222", "GB", "9.99", "GBP", "2020-02-12")),
    "sdknor-VALID-national-e3-nor-env": (0, None),
    "sdknor-VALID-national-e4-minimum": (1, ("Grønn klipp og rens ASA", None, "NO", None, "", None)),
    "sdknor-can_24_minimal_national": (
        1,
        ("Espaces Verts Lemire", "326 912 557", "FR", "95414", "EUR", "2019-09-03"),
    ),
    "sdknor-cn-standard-nor-env": (0, None),
}


@pytest.mark.parametrize("name", EXPECTED)
def test_a_published_notice_gives_its_contracts(shared_data: Path, name: str) -> None:
    count, first = EXPECTED[name]

    reading = read_whole(shared_data / "eforms" / f"{name}.xml", day=TODAY)

    assert (reading.read, len(reading.drafts), reading.refused) == (count, count, ())
    assert bool(reading.notes) or count, "a notice without contracts says why"
    if first:
        draft = reading.drafts[0]
        told = draft.contract
        assert len(draft.suppliers) == 1
        supplier = draft.suppliers[0]
        value = (str(told.value.amount), told.value.currency) if told.value else (None, "")
        signed = told.signed.isoformat() if told.signed else None
        assert (supplier.name, supplier.number, supplier.country, *value, signed) == first
        assert supplier.contact == ""


def test_every_notice_that_is_there_is_expected(shared_data: Path) -> None:
    assert {path.stem for path in (shared_data / "eforms").glob("*.xml")} == set(EXPECTED)


def test_what_a_doffin_notice_tells_beside_the_supplier(shared_data: Path) -> None:
    reading = read_whole(shared_data / "eforms" / "doffin-can-standard_2024-100829.xml", day=TODAY)

    (draft,) = reading.drafts
    told = draft.contract
    assert told.source == "doffin"
    assert told.reference == "510444f4-6cd2-4b26-8dd6-f3af27ffa069/CON-0001"
    assert told.title == "Kjøp av program for utarbeidelse og redigering av digitale plandata"
    assert (told.kind, told.cpv, told.case_reference) == ("goods", "48100000", "2024/1004")
    assert told.open_ended
    assert draft.lines == (1,)
    assert {"reference", "title", "suppliers", "signed", "open_ended"} <= draft.given


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("doffin-can-standard_2023-632707", "notice_without_winner"),
        ("sdk-can_24_no_tenders", "notice_without_winner"),
        ("doffin-cn_2024-100506", "notice_of_another_kind"),
        ("doffin-pin-cfc-social_2024-101732", "notice_of_another_kind"),
        ("sdknor-VALID-national-e3-nor-env", "notice_of_another_kind"),
    ],
)
def test_a_notice_without_contracts_says_why(shared_data: Path, name: str, code: str) -> None:
    reading = read_whole(shared_data / "eforms" / f"{name}.xml", day=TODAY)

    assert [note.code for note in reading.notes] == [code]


# notices of our own making


def a_notice(
    *,
    contracts: int = 1,
    tenders_each: int = 1,
    technique: str = "none",
    lots: int = 1,
    amounts: bool = True,
    number: str = "998701961",
    lot: str = "",
    change: str = "",
    total: str = "",
    title: str = "Vikarer",
    framework_indicator: bool = False,
) -> bytes:
    """An award notice. Contract n has its tenders and suppliers, and lot n modulo `lots`."""
    results: dict[int, list[str]] = {place: [] for place in range(lots)}
    parts: list[str] = []
    firms: list[str] = []
    serial = 0
    for contract in range(contracts):
        place = contract % lots
        inside = ""
        for _ in range(tenders_each):
            serial += 1
            payable = (
                f'<cbc:PayableAmount currencyID="NOK">{serial}000</cbc:PayableAmount>' if amounts else ""
            )
            parts.append(
                f"<efac:LotTender><cbc:ID>TEN-{serial}</cbc:ID><cac:LegalMonetaryTotal>{payable}"
                f"</cac:LegalMonetaryTotal><efac:TenderingParty><cbc:ID>TPA-{serial}</cbc:ID></efac:TenderingParty>"
                f"<efac:TenderLot><cbc:ID>LOT-{place}</cbc:ID></efac:TenderLot></efac:LotTender>"
                f"<efac:TenderingParty><cbc:ID>TPA-{serial}</cbc:ID><efac:Tenderer><cbc:ID>ORG-{serial}</cbc:ID>"
                "</efac:Tenderer></efac:TenderingParty>"
            )
            inside += f"<efac:LotTender><cbc:ID>TEN-{serial}</cbc:ID></efac:LotTender>"
            firms.append(
                f"<efac:Organization><efac:Company><cac:PartyIdentification><cbc:ID>ORG-{serial}</cbc:ID>"
                f"</cac:PartyIdentification><cac:PartyName><cbc:Name>Firma {serial} AS</cbc:Name></cac:PartyName>"
                "<cac:PostalAddress><cac:Country><cbc:IdentificationCode>NOR</cbc:IdentificationCode></cac:Country>"
                f"</cac:PostalAddress><cac:PartyLegalEntity><cbc:CompanyID>{number if serial == 1 else ''}"
                "</cbc:CompanyID></cac:PartyLegalEntity></efac:Company></efac:Organization>"
            )
        told = str(framework_indicator).lower()
        indicator = f"<efbc:ContractFrameworkIndicator>{told}</efbc:ContractFrameworkIndicator>"
        parts.append(
            f"<efac:SettledContract><cbc:ID>CON-{contract}</cbc:ID><cbc:IssueDate>2025-02-03+01:00</cbc:IssueDate>"
            f'<cbc:Title languageID="ENG">Temps</cbc:Title><cbc:Title languageID="NOB">{title}</cbc:Title>'
            f"{indicator}{inside}</efac:SettledContract>"
        )
        results[place].append(f"<efac:SettledContract><cbc:ID>CON-{contract}</cbc:ID></efac:SettledContract>")
    outcome = "".join(
        f"<efac:LotResult><cbc:TenderResultCode>selec-w</cbc:TenderResultCode>{''.join(inside)}"
        f"<efac:TenderLot><cbc:ID>LOT-{place}</cbc:ID></efac:TenderLot></efac:LotResult>"
        for place, inside in results.items()
    )
    system = (
        '<cac:TenderingProcess><cac:ContractingSystem><cbc:ContractingSystemTypeCode listName="framework-agreement">'
        f"{technique}</cbc:ContractingSystemTypeCode></cac:ContractingSystem></cac:TenderingProcess>"
        if technique
        else ""
    )
    told_lots = "".join(
        f"<cac:ProcurementProjectLot><cbc:ID>LOT-{place}</cbc:ID>{system}<cac:ProcurementProject>"
        f"<cbc:Name>Del {place}</cbc:Name>{lot}</cac:ProcurementProject></cac:ProcurementProjectLot>"
        for place in range(lots)
    )
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<ContractAwardNotice xmlns="{UBL}:ContractAwardNotice-2" xmlns:cac="{UBL}:CommonAggregateComponents-2"
 xmlns:cbc="{UBL}:CommonBasicComponents-2" xmlns:ext="{UBL}:CommonExtensionComponents-2"
 xmlns:efext="{EFORMS}s/1" xmlns:efac="{EFORMS}-aggregate-components/1" xmlns:efbc="{EFORMS}-basic-components/1">
<ext:UBLExtensions><ext:UBLExtension><ext:ExtensionContent><efext:EformsExtension>{change}
<efac:NoticeResult>{total}{outcome}{"".join(parts)}</efac:NoticeResult>
<efac:Organizations>{"".join(firms)}</efac:Organizations>
</efext:EformsExtension></ext:ExtensionContent></ext:UBLExtension></ext:UBLExtensions>
<cbc:CustomizationID>eforms-sdk-1.7#urn:fdc:anskaffelser.no:2023:eforms:eu</cbc:CustomizationID>
<cbc:ID>{NOTICE_ID}</cbc:ID><cbc:NoticeTypeCode>can-standard</cbc:NoticeTypeCode>
<cac:ProcurementProject><cbc:Name languageID="NOB">Vikartjenester</cbc:Name>
<cbc:ProcurementTypeCode>services</cbc:ProcurementTypeCode></cac:ProcurementProject>{told_lots}
</ContractAwardNotice>""".encode()


def read(raw: bytes) -> Reading:
    return read_eforms(raw, "notice.xml")


def only(reading: Reading) -> ContractDraft:
    assert not reading.refused
    (draft,) = reading.drafts
    return draft


@pytest.mark.parametrize("technique", ["fa-wo-rc", "fa-w-rc", "fa-mix"])
def test_a_framework_with_ten_suppliers_is_one_agreement_counted_once(technique: str) -> None:
    as_contracts = read(a_notice(contracts=10, technique=technique))
    as_tenders = read(a_notice(tenders_each=10, technique=technique))

    for reading in (as_contracts, as_tenders):
        assert reading.read == 1
        draft = only(reading)
        assert draft.contract.framework
        assert [supplier.name for supplier in draft.suppliers] == [f"Firma {n} AS" for n in range(1, 11)]
    assert [note.code for note in as_contracts.notes] == ["framework_counted_once"]


def test_each_lot_of_a_framework_is_an_agreement() -> None:
    reading = read(a_notice(contracts=6, lots=2, technique="fa-wo-rc"))

    assert [len(draft.suppliers) for draft in reading.drafts] == [3, 3]
    assert [draft.contract.title for draft in reading.drafts] == ["Del 0", "Del 1"]
    assert [draft.contract.reference for draft in reading.drafts] == [
        f"{NOTICE_ID}/CON-0",
        f"{NOTICE_ID}/CON-1",
    ]


def test_contracts_of_one_lot_that_is_no_framework_are_each_an_agreement() -> None:
    assert len(read(a_notice(contracts=3)).drafts) == 3


def test_call_offs_under_a_framework_are_each_an_agreement() -> None:
    reading = read(a_notice(contracts=3, framework_indicator=True))

    assert [draft.contract.framework for draft in reading.drafts] == [False] * 3


def test_where_the_lot_does_not_say_the_contract_does() -> None:
    assert len(read(a_notice(contracts=3, technique="", framework_indicator=True)).drafts) == 1


def test_amounts_of_several_tenders_are_never_summed() -> None:
    total = '<cbc:TotalAmount currencyID="NOK">5000000</cbc:TotalAmount>'

    unknown = only(read(a_notice(contracts=3, technique="fa-wo-rc")))
    told = only(read(a_notice(contracts=3, technique="fa-wo-rc", total=total)))

    assert unknown.contract.value is None
    assert "value_of_several_tenders" in [note.code for note in unknown.notes]
    assert told.contract.value is not None
    assert told.contract.value.amount == Decimal(5_000_000)


def test_the_notices_total_is_no_value_of_one_contract_among_several() -> None:
    total = '<cbc:TotalAmount currencyID="NOK">5000000</cbc:TotalAmount>'

    reading = read(a_notice(contracts=2, amounts=False, total=total))

    assert [draft.contract.value for draft in reading.drafts] == [None, None]


@pytest.mark.parametrize(
    ("period", "starts", "ends", "open_ended"),
    [
        (
            "<cbc:StartDate>2024-03-15+01:00</cbc:StartDate><cbc:EndDate>2026-09-15Z</cbc:EndDate>",
            "2024-03-15",
            "2026-09-15",
            False,
        ),
        (
            '<cbc:StartDate>2024-03-15</cbc:StartDate><cbc:DurationMeasure unitCode="MONTH">30</cbc:DurationMeasure>',
            "2024-03-15",
            "2026-09-14",
            False,
        ),
        (
            '<cbc:StartDate>2024-01-01</cbc:StartDate><cbc:DurationMeasure unitCode="YEAR">4</cbc:DurationMeasure>',
            "2024-01-01",
            "2027-12-31",
            False,
        ),
        (
            '<cbc:StartDate>2024-02-29</cbc:StartDate><cbc:DurationMeasure unitCode="YEAR">1</cbc:DurationMeasure>',
            "2024-02-29",
            "2025-02-28",
            False,
        ),
        (
            '<cbc:StartDate>2024-01-01</cbc:StartDate><cbc:DurationMeasure unitCode="DAY">10</cbc:DurationMeasure>',
            "2024-01-01",
            "2024-01-10",
            False,
        ),
        ('<cbc:DurationMeasure unitCode="MONTH">48</cbc:DurationMeasure>', None, None, False),
        (
            "<cbc:StartDate>2024-01-01</cbc:StartDate><cbc:DescriptionCode>UNLIMITED</cbc:DescriptionCode>",
            "2024-01-01",
            None,
            True,
        ),
        ("<cbc:StartDate>2024-02-31</cbc:StartDate>", None, None, False),
    ],
)
def test_the_period_is_what_the_notice_states(
    period: str, starts: str | None, ends: str | None, open_ended: bool
) -> None:
    told = only(read(a_notice(lot=f"<cac:PlannedPeriod>{period}</cac:PlannedPeriod>"))).contract

    assert told.starts == (date.fromisoformat(starts) if starts else None)
    assert told.ends == (date.fromisoformat(ends) if ends else None)
    assert told.open_ended is open_ended


def test_a_period_that_ends_before_it_starts_is_refused() -> None:
    period = "<cbc:StartDate>2026-03-15</cbc:StartDate><cbc:EndDate>2024-09-15</cbc:EndDate>"

    reading = read(a_notice(lot=f"<cac:PlannedPeriod>{period}</cac:PlannedPeriod>"))

    assert [(p.line, p.field, p.code) for p in reading.refused] == [(1, "to", "ends_before_start")]


def test_a_change_of_a_contract_known_by_its_notice_is_that_contract() -> None:
    original = "aaaabbbb-cccc-4ddd-8eee-ffff00001111"
    change = (
        f"<efac:ContractModification><efbc:ChangedNoticeIdentifier>{original}-01</efbc:ChangedNoticeIdentifier>"
        "<efbc:ModifiedContractIdentifier>CON-0007</efbc:ModifiedContractIdentifier></efac:ContractModification>"
    )

    reading = read(a_notice(change=change))

    assert only(reading).contract.reference == f"{original}/CON-0007"
    assert [note.code for note in reading.notes] == ["notice_changes_contract"]


def test_a_number_that_is_none_is_left_out_and_told() -> None:
    draft = only(read(a_notice(number="998701962")))

    assert draft.suppliers[0].number is None
    assert [note.code for note in draft.notes] == ["notice_number_invalid"]


def test_a_birth_number_refuses_the_contract() -> None:
    reading = read(a_notice(number=A_BIRTH_NUMBER, contracts=2))

    assert [(p.line, p.code) for p in reading.refused] == [(1, "identity_number")]
    assert len(reading.drafts) == 1


def test_control_characters_in_a_title_go_and_are_counted() -> None:
    reading = read(a_notice(title="[bold]Vikarer&#x202E;&#x200B;[/]"))

    assert only(reading).contract.title == "[bold]Vikarer[/]"
    assert reading.removed_characters == 2


# files that are none


def refusal(raw: bytes, tmp_path: Path) -> InputRefused:
    path = tmp_path / "notice.xml"
    path.write_bytes(raw)
    begun = time.process_time()
    with pytest.raises(InputRefused) as refused:
        read_whole(path, format="eforms", day=TODAY)
    assert time.process_time() - begun < 5
    return refused.value


BOMB = b'<!DOCTYPE n [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("before", "line"),
    [
        (BOMB, 2),
        (b'<!DOCTYPE n SYSTEM "file:///etc/passwd">', 2),
        (b"<!doctype n []>", 2),
        (b"<!-- a\ncomment --><?x y?><!DOCTYPE n>", 3),
    ],
)
def test_a_document_type_is_refused_whatever_it_declares(tmp_path: Path, before: bytes, line: int) -> None:
    raw = a_notice().replace(b"<ContractAwardNotice", before + b"<ContractAwardNotice", 1)

    refused = refusal(raw, tmp_path)

    assert refused.code == "xml_declares_type"
    assert refused.params["line"] == line


def test_a_document_type_in_utf_16_is_refused_too(tmp_path: Path) -> None:
    text = (
        a_notice()
        .decode()
        .replace('encoding="UTF-8"', 'encoding="UTF-16"')
        .replace("?>", "?><!DOCTYPE n>", 1)
    )

    assert refusal(text.encode("utf-16"), tmp_path).code == "xml_declares_type"


def test_a_notice_in_utf_16_is_read() -> None:
    text = a_notice().decode().replace('encoding="UTF-8"', 'encoding="UTF-16"')

    assert only(read(text.encode("utf-16"))).contract.title == "Vikarer"


def test_a_notice_cut_off_is_refused_with_its_line(tmp_path: Path) -> None:
    raw = a_notice()

    refused = refusal(raw[: len(raw) // 2], tmp_path)

    assert refused.code == "xml_malformed"
    assert int(str(refused.params["line"])) > 1


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (a_notice().replace(b"xsd:ContractAwardNotice-2", b"xsd:ContractAwardNotice-3"), "xml_not_a_notice"),
        (a_notice().replace(EFORMS.encode(), b"http://example.org/"), "notice_incomplete"),
        (a_notice().replace(f"<cbc:ID>{NOTICE_ID}</cbc:ID>".encode(), b""), "notice_incomplete"),
        (b"<Invoice/>", "xml_not_a_notice"),
        (b"<rss version='2.0'><channel/></rss>", "xml_not_a_notice"),
        (b'<?xml version="1.0" encoding="UTF-7"?><a/>', "xml_encoding"),
        (b"<a>" * 200_000, "xml_too_deep"),
        (b"<a>" + b"<b/>" * 2_000_000 + b"</a>", "xml_too_large"),
        (b"<a b='" + b"x" * 11_000_000 + b"'/>", "xml_malformed"),
        (b"<html><body>Not found</body></html>", "file_is_html"),
        (b"Referanse;Tittel\n", "file_of_another_format"),
        (b"<a>\x00</a>", "xml_malformed"),
    ],
)
def test_what_is_no_notice_is_refused_in_words(tmp_path: Path, raw: bytes, code: str) -> None:
    assert refusal(raw, tmp_path).code == code


def test_an_amount_or_a_day_that_cannot_be_read_is_told(shared_data: Path) -> None:
    raw = (shared_data / "eforms" / "doffin-can-modif_2023-677604.xml").read_bytes()
    for before, after in ((b">35000000<", b">1e400<"), (b">2022-04-20<", b">2022-02-31<")):
        assert before in raw
        raw = raw.replace(before, after)

    reading = read_eforms(raw, "notice.xml")

    assert [draft.contract.value for draft in reading.drafts] == [None]
    assert [draft.contract.signed for draft in reading.drafts] == [None]
    told = {note.code: note.params["found"] for note in reading.notes if "unread" in note.code}
    assert told == {"notice_amount_unread": "1e400", "notice_day_unread": "2022-02-31"}
