"""Our own headings of a contract register, in bokmål, nynorsk and English, and how they are recognised."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Final

from checklists.values import is_unwanted
from checklists.words import N_


@dataclass(frozen=True, slots=True)
class Heading:
    """One column of ours."""

    field: str
    """Its permanent name, also the key in our JSON."""
    nb: str
    nn: str
    en: str
    description: str
    """English message: what stands in the column."""
    also: tuple[str, ...] = ()
    """Other headings that mean it and nothing else."""

    def text(self, language: str) -> str:
        return {"nb": self.nb, "nn": self.nn}.get(language, self.en)


HEADINGS: Final[tuple[Heading, ...]] = (
    Heading(
        "reference",
        "Referanse",
        "Referanse",
        "Reference",
        N_("your own number of the contract; rows with the same reference are one contract"),
        (
            "avtalenummer",
            "avtalenr",
            "kontraktsnummer",
            "kontraktnr",
            "contract number",
            "contract reference",
        ),
    ),
    Heading(
        "title",
        "Tittel",
        "Tittel",
        "Title",
        N_("what the contract is called"),
        ("avtalenavn", "avtalenamn", "kontraktsnavn", "kontraktsnamn", "contract title"),
    ),
    Heading(
        "supplier",
        "Leverandør",
        "Leverandør",
        "Supplier",
        N_("the name of the supplier; a contract with several suppliers is several rows"),
        ("leverandører", "leverandørar", "leverandørnavn", "leverandørnamn", "suppliers", "supplier name"),
    ),
    Heading(
        "number",
        "Organisasjonsnummer",
        "Organisasjonsnummer",
        "Organisation number",
        N_("nine digits for a Norwegian supplier; a foreign supplier's own identifier; may be empty"),
        ("orgnr", "org nr", "orgnummer", "organization number"),
    ),
    Heading(
        "country",
        "Land",
        "Land",
        "Country",
        N_("the supplier's country: NO, NOR or Norway"),
    ),
    Heading("cpv", "CPV", "CPV", "CPV", N_("the main CPV code: eight digits"), ("cpv kode", "cpv code")),
    Heading(
        "category",
        "Kategori",
        "Kategori",
        "Category",
        N_("a category of ours, by code or name; any other text is kept beside the category “other”"),
    ),
    Heading(
        "type",
        "Type",
        "Type",
        "Type",
        N_("goods, services or works"),
        ("kontraktstype", "avtaletype", "contract type"),
    ),
    Heading(
        "framework",
        "Rammeavtale",
        "Rammeavtale",
        "Framework",
        N_("yes if it is a framework agreement, otherwise no"),
        ("framework agreement",),
    ),
    Heading(
        "value",
        "Verdi",
        "Verdi",
        "Value",
        N_("the total value over the term, such as 1 234 567,50"),
        ("kontraktsverdi", "avtaleverdi", "contract value"),
    ),
    Heading(
        "currency", "Valuta", "Valuta", "Currency", N_("three letters such as NOK; kroner if there is none")
    ),
    Heading(
        "signed",
        "Signert",
        "Signert",
        "Signed",
        N_("the day the contract was signed, such as 2025-03-14 or 14.3.2025"),
        ("signert dato", "inngått", "inngått dato", "inngådd", "signed date", "date signed"),
    ),
    Heading(
        "from", "Fra", "Frå", "From", N_("its first day"), ("fra dato", "frå dato", "startdato", "start date")
    ),
    Heading(
        "to",
        "Til",
        "Til",
        "To",
        N_("its last day without options, or “open-ended”"),
        ("til dato", "sluttdato", "end date"),
    ),
    Heading(
        "option_until",
        "Opsjon til",
        "Opsjon til",
        "Option until",
        N_("the last day of an option to prolong; several are separated by a semicolon"),
    ),
    Heading(
        "notice_by",
        "Varsel innen",
        "Varsel innan",
        "Notice by",
        N_("the day notice of the option must be given by; one for each option"),
    ),
    Heading(
        "responsible", "Ansvarlig", "Ansvarleg", "Responsible", N_("who is responsible, preferably as a role")
    ),
    Heading(
        "requirement_sets",
        "Kravsett",
        "Kravsett",
        "Requirement sets",
        N_("the sets of requirements in force, by code; several are separated by a semicolon"),
        ("requirement set",),
    ),
    Heading("risk", "Risiko", "Risiko", "Risk", N_("low, medium or high"), ("risikonivå", "risk level")),
    Heading(
        "case_reference",
        "Saksreferanse",
        "Saksreferanse",
        "Case reference",
        N_("the case in your archive"),
        ("saksnummer", "saksnr", "case number"),
    ),
)
FIELDS: Final = tuple(heading.field for heading in HEADINGS)
_BY_FIELD: Final = {heading.field: heading for heading in HEADINGS}


def headings(language: str) -> list[str]:
    """Our headings in `nb`, `nn` or `en`, in their usual order."""
    return [heading.text(language) for heading in HEADINGS]


def heading_of(field: str, language: str) -> str:
    """The heading of a field of ours; a field we do not have is its own heading."""
    return _BY_FIELD[field].text(language) if field in _BY_FIELD else field


def field_of(heading: str) -> str | None:
    """Our field for a heading in any of the languages, whatever its case, blanks and invisible characters."""
    return _recognised().get(_bare(heading))


def _bare(heading: str) -> str:
    text = unicodedata.normalize("NFKC", heading).casefold()
    kept = "".join(" " if char in "_-/\n\t\r" else char for char in text if char not in ".:*\"'")
    return " ".join("".join(char for char in kept if not is_unwanted(char)).split())


@cache
def _recognised() -> dict[str, str]:
    found: dict[str, str] = {}
    for heading in HEADINGS:
        for name in (heading.field, heading.nb, heading.nn, heading.en, *heading.also):
            found[_bare(name)] = heading.field
    return found
