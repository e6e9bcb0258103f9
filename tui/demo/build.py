"""Builds the example municipality in an empty database: 145 contracts, three years of follow-ups, deviations."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from checklists.contract import Contract
from checklists.followup import Method
from checklists.intake import ContractDraft, Reading
from checklists.settings import OwnText, PrioritisedRisk, YearResult, checked_setting
from db.database import Database
from tui.demo.deviations import deviations
from tui.demo.register import invented, register
from tui.demo.reviewing import answer_and_sign
from tui.demo.story import Story, act_on

ORGANISATION = "Eksempel kommune"
REVIEW = "requirements_review"
SETTINGS = {
    "role.overall": "Kommunedirektøren, ved innkjøpssjefen",
    "role.contract": "Kontraktsforvalteren for hver avtale",
    "role.subject": "Fagansvarlig for bærekraft i innkjøpsenheten",
    "role.sanctions": "Kontraktseieren",
    "rhythm": "Risikovurdering i januar, oppstartsmøte ved signering, egenrapport med seks ukers frist, statusmøte "
    "hvert år, stikkprøver etter kontrollplanen.",
    "effect": "Vi måler andelen avvik som er lukket innen fristen, og om avvik gjentar seg hos samme leverandør.",
    "reported_to": "Formannskapet, hvert år i mars.",
}


def build(database: Database, today: date, seed: int = 1) -> None:
    """Fill `database` with the example, relative to `today`. The same seed and date give the same municipality."""
    random = Random(seed)
    data = invented()
    begun = date(today.year - 2, 1, 8)
    _settings(database, today, begun)
    story = Story(database, today, random, answer_and_sign)
    _taken_in(story, register(today, random, data), begun)
    contracts = _contracts(database)
    _risk(database, contracts, begun, today)
    _earlier_years(story, contracts)
    _this_year(story, contracts)
    deviations(story, contracts)
    story.run()
    _cleared(database, today)
    text = OwnText(year=today.year, part="4.A.2", text="Vi har fulgt opp tre leverandører på bærekraft i år.")
    database.reports.set_text(text, act_on(today))


def _settings(database: Database, today: date, begun: date) -> None:
    for key, value in SETTINGS.items():
        database.settings.set(checked_setting(key, value), act_on(begun))
    database.settings.set(checked_setting("organisation.name", ORGANISATION), act_on(begun))
    for year, value in (
        (today.year - 2, 1_870_000_000),
        (today.year - 1, 1_940_000_000),
        (today.year, 2_010_000_000),
    ):
        database.settings.set(checked_setting(f"purchase_value.{year}", str(value)), act_on(begun))
        database.settings.set(checked_setting(f"goal.{year}", "13"), act_on(begun))


def _taken_in(story: Story, all_of_it: Reading, begun: date) -> None:
    """What was signed before the register was begun comes in then; the rest in the month after it was signed."""
    by_day: dict[date, list[ContractDraft]] = {}
    for draft in all_of_it.drafts:
        signed = draft.contract.signed or begun
        month_after = (signed.replace(day=1) + timedelta(days=32)).replace(day=1)
        by_day.setdefault(begun if signed <= begun else min(month_after, story.today), []).append(draft)
    story.take_in(by_day.pop(begun, []), begun)
    for day, drafts in by_day.items():
        story.on(day, lambda day=day, drafts=drafts: story.take_in(drafts, day))


def _contracts(database: Database) -> dict[str, Contract]:
    """Those that are there, by title."""
    from checklists.listed import ContractQuery

    page = database.registers.contracts(ContractQuery(), limit=500, today=date(2000, 1, 1))
    return {line.title: database.contracts.get(line.id).value for line in page.lines}


def _risk(database: Database, contracts: dict[str, Contract], begun: date, today: date) -> None:
    cleaning = contracts["Renhold av skoler og barnehager"]
    database.reports.add_risk(
        PrioritisedRisk(
            title="Lønn og arbeidstid i renhold",
            reason="Bransjen har mange deltidsansatte og underleverandører.",
            sources="Egne stikkprøver, Arbeidstilsynets tilsyn",
            goal="Ingen lønn under gjeldende nivå",
            measures="Stikkprøve av lønn hvert år i de største avtalene",
            indicator="Andel kontrollerte med lønn på minst gjeldende nivå",
            responsible_role="Fagansvarlig for bærekraft",
            monitored_by="Kontraktsforvalteren, ved ny stikkprøve etter retting",
            contracts=(cleaning.id,),
            results=(YearResult(year=today.year, text="Kontrollert på stedet, retting pågår"),),
        ),
        act_on(begun),
    )


def _cleared(database: Database, today: date) -> None:
    """Details about persons in the spot checks of earlier years are deleted; what fell due of late is not yet."""
    for id in sorted(database.registers.to_clear(today - timedelta(days=14))):
        database.followups.clear(id, act_on(today))


def _days(year: int, *months: int) -> list[date]:
    return [date(year, month, 12) for month in months]


def _earlier_years(story: Story, contracts: dict[str, Contract]) -> None:
    named = [
        "Renhold av skoler og barnehager",
        "Frukt og grønt",
        "Arbeidstøy teknisk sektor",
        "Malertjenester",
        "Skoleskyss med buss",
        "Skolemøbler",
        "Kjøtt og kjøttprodukter",
        "Bærbare datamaskiner og nettbrett",
    ]
    for back, count in ((2, 5), (1, 8)):
        year = story.today.year - back
        for title, day in zip(named[:count], _days(year, 3, 4, 5, 6, 9, 10, 11, 12), strict=False):
            contract = contracts[title]
            if contract.kind == "services":
                story.follow_up(
                    contract,
                    "wage_spot_check",
                    "wage_spot_check",
                    day,
                    tone="mixed",
                    reason="Høy risiko og verdi",
                )
            else:
                story.self_report(
                    contract, day - timedelta(days=60), answered=True, assessed=True, tone="mixed"
                )
        for title in named[count - 4 : count]:
            day = date(year, 11, 20)
            story.follow_up(
                contracts[title],
                "status_meeting",
                "requirements_review",
                day,
                tone="good",
                reason="Årlig statusmøte",
            )


def _this_year(story: Story, contracts: dict[str, Contract]) -> None:
    """Self-reports in every state, spot checks, meetings done and planned, controls recorded without a form."""
    today = story.today
    ago = [today - timedelta(days=n) for n in (14, 40, 70, 110, 150)]
    for title, sent, answered, assessed, tone in (
        ("Frukt og grønt", ago[4], True, True, "mixed"),
        ("Skolemøbler", ago[3], True, True, "poor"),
        ("Leker og formingsmateriell", ago[2], True, False, "mixed"),
        ("Kaffe, te og kakao", today - timedelta(days=52), False, False, "mixed"),
        ("Inkontinensprodukter", today - timedelta(days=20), False, False, "mixed"),
    ):
        story.self_report(contracts[title], sent, answered=answered, assessed=assessed, tone=tone)
    for title, day, tone, reason in (
        ("Renhold av skoler og barnehager", ago[1], "poor", "Høy risiko, og avvik i fjor"),
        ("Boligrenhold for hjemmetjenesten", ago[0], "halfway", "Høy risiko"),
    ):
        held = contracts[title]
        story.follow_up(held, "wage_spot_check", "wage_spot_check", day, tone=tone, reason=reason)
    done: tuple[tuple[str, Method, str, date, str, str], ...] = (
        ("Graving og grunnarbeid", "site_inspection", "site_integrity", ago[2], "mixed", "Mange underleverandører"),
        ("Frukt og grønt", "document_check", "self_report_document_check", ago[1], "calm", "Høy risiko"),
        ("Arbeidstøy teknisk sektor", "product_sample", "product_chain_sample", ago[0], "calm", "Høy risiko"),
        ("Kjøtt og kjøttprodukter", "status_meeting", "yearly_status_meeting", ago[3], "good", "Årlig statusmøte"),
        ("Hansker og engangsutstyr", "status_meeting", REVIEW, ago[3], "good", "Årlig statusmøte"),
    )  # fmt: skip
    for title, method, form, day, tone, reason in done:
        story.follow_up(contracts[title], method, form, day, tone=tone, reason=reason)
    kickoff = today - timedelta(days=125)
    story.on(kickoff, lambda: _kicked_off(story, "Naturstein til torg og gater", kickoff))
    _ahead(story, contracts)
    days = [d for d in _days(today.year, 1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12) if d <= today]
    sites = ("Ny barneskole på Myrhaug", "Omsorgsboliger Tverrlund", "Flerbrukshall Fjellheim")
    for title, day in zip(sites, days[-3:], strict=False):
        story.on(day, lambda title=title, day=day: _inspected(story, title, day))
    story.record(
        contracts["Inkontinensprodukter"], "third_party_control", ago[2], ("human_rights",), "remarks"
    )


def _kicked_off(story: Story, title: str, day: date) -> None:
    form, contract = "kickoff_meeting", _contracts(story.db)[title]
    story.follow_up(contract, "kickoff_meeting", form, day, tone="good", reason="Ny avtale")


def _inspected(story: Story, title: str, day: date) -> None:
    contract = _contracts(story.db).get(title)
    if contract is not None:  # a project that has been signed by then
        story.record(contract, "site_inspection", day, ("integrity", "working_conditions"), "ok")


def _ahead(story: Story, contracts: dict[str, Contract]) -> None:
    """Status meetings that are planned and have not come yet."""
    for title, days in (
        ("Elektriske personbiler", 2),
        ("Malertjenester", 9),
        ("Skoleskyss med buss", 16),
        ("Meieriprodukter og egg", 24),
        ("Solcelleanlegg på kommunale tak", 33),
    ):
        day = story.today + timedelta(days=days)
        story.follow_up(
            contracts[title], "status_meeting", REVIEW, day, tone="good", reason="Høy risiko", done=False
        )
