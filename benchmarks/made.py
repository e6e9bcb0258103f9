"""What is measured on: registers of any size, forms with any number of questions. The same each time."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path
from random import Random

FIRST_DUE = "Neste frist"
"""Title of the contract that is due before all others."""
COLUMNS = (
    *("Referanse", "Tittel", "Leverandør", "Land", "Kategori", "Type", "Verdi", "Valuta"),
    *("Signert", "Fra", "Til", "Ansvarlig", "Risiko", "Saksreferanse"),
)
_GOODS = "Møbler Renhold Arbeidstøy Frukt Medisiner Veivedlikehold Skoleskyss Kontorutstyr Byggevarer Bleier".split()
_FOR = "skoler barnehager sykehjem rådhuset hjemmetjenesten legevakten teknisk parkene biblioteket kulturhuset".split()
_PLACES = "Bø Ås Hå Nes Sør Nord Vest Øst Midt Li".split()
_FIRMS = "Hansker Entreprenør Vask Frukt Transport Medisin Bygg Tekstil Papir Asfalt".split()
_AREAS = "drift,innkjøp,helse,teknisk,oppvekst".split(",")


def register(path: Path, contracts: int, today: date) -> None:
    """Write a register as CSV: one contract a row, one in fifty suppliers new, one in a hundred soon due."""
    random = Random(1)
    with path.open("w", newline="", encoding="utf-8") as file:
        out = csv.writer(file, delimiter=";")
        out.writerow(COLUMNS)
        for number in range(contracts):
            out.writerow(_row(number, today, random))


def _row(number: int, today: date, random: Random) -> tuple[object, ...]:
    soon = number % 100 == 7
    ends = today + timedelta(days=random.randint(3, 40) if soon else random.randint(60, 2000))
    starts = ends - timedelta(days=random.randint(400, 1500))
    title = f"{random.choice(_GOODS)} til {random.choice(_FOR)} {number}"
    if number == 0:
        title, ends = FIRST_DUE, today + timedelta(days=1)
    firm = number // 5 if number % 5 == 0 else random.randrange(max(1, number // 50 + 1)) * 50
    return (
        f"{number:06}",
        title,
        f"{_PLACES[firm % 10]} {_FIRMS[firm // 10 % 10]} {firm} AS",
        "NO",
        random.choice(("food", "textiles", "furniture", "construction", "other")),
        random.choice(("varer", "tjenester")),
        random.randint(100, 90_000) * 1000,
        "NOK",
        (starts - timedelta(days=20)).isoformat(),
        starts.isoformat(),
        ends.isoformat(),
        random.choice(_AREAS),
        random.choice(("lav", "middels", "høy", "")),
        f"24/{number}",
    )


_FORM_HEAD = """\
id: measured_form
version: 1
title:
  nb: Målt kontroll
  nn: Målt kontroll
  en: Measured check
purpose:
  nb: Til måling
filled_by: buyer
method: document_check
minutes: {full: 60}
source: Egen tekst
licence: Apache-2.0
sections:
"""
_SECTION = """\
  - key: part_{part}
    title:
      nb: Del {part}
      nn: Del {part}
      en: Part {part}
    theme: {theme}
    questions:
"""
_QUESTION = """\
      - key: question_{number}
        type: yes_partly_no
        text:
          nb: Følger leverandøren opp punkt {number} i avtalen slik det er beskrevet i kravene?
          nn: Følgjer leverandøren opp punkt {number} i avtalen slik det er skildra i krava?
          en: Does the supplier follow up item {number} of the agreement as the requirements describe?
        help:
          nb: Se etter dokumentasjon som er datert, og som gjelder denne leveransen og dette stedet.
          nn: Sjå etter dokumentasjon som er datert, og som gjeld denne leveransen og denne staden.
          en: Look for documents that are dated, and that concern this delivery and this place.
        required: true
        proposes:
          - when: {{equals: 'no'}}
            strength: assess
            type: wages
            severity: major
"""
_THEMES = ("human_rights", "working_conditions", "climate_environment", "integrity", "openness_governance")


def form_yaml(questions: int) -> str:
    """A form of so many questions, ten a section, each answered yes, partly or no, in three languages."""
    parts = [_FORM_HEAD]
    for number in range(questions):
        if number % 10 == 0:
            parts.append(_SECTION.format(part=number // 10 + 1, theme=_THEMES[number // 10 % len(_THEMES)]))
        parts.append(_QUESTION.format(number=number + 1))
    return "".join(parts)
