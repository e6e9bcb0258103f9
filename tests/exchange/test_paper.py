"""Forms on paper: blank with their logic in words, filled in as they were asked, with a code book."""

from __future__ import annotations

from html.parser import HTMLParser
from io import BytesIO
from itertools import pairwise

import asked
import pytest
from asked_cells import SITES
from docx import Document

from checklists.answer import Answer
from checklists.conditions import Row
from checklists.contract import Contract, RequirementSetInForce, Supplier
from checklists.evidence import Evidence
from checklists.form import LANGUAGES, Form
from checklists.library import Library
from checklists.review import Review
from exchange.document.blocks import Bullets, Heading, Outline, Paragraph, Table
from exchange.paper import PAPER_FORMATS, PaperFormat, written
from exchange.paper.blank import blank
from exchange.paper.codebook import codebook
from exchange.paper.filled import Answered, filled

FORMS = Library().newest
CONTRACT = Contract(id="K-2026-001", reference="26/1", title="Renhold <b>", suppliers=("L-1",))
SUPPLIER = Supplier(id="L-1", name="Blank & Co AS")


def texts(told: Outline) -> list[str]:
    """Every text of a document, in order."""
    found: list[str] = []
    for block in told.blocks:
        match block:
            case Heading(_, text) | Paragraph(text):
                found.append(text)
            case Bullets(items):
                found += items
            case Table(caption, header, rows):
                found += [caption, *header, *(cell for row in rows for cell in row)]
            case _:
                pass
    return found


def answered(form: Form, *clauses: str, **given: object) -> Answered:
    return Answered(asked.answered(asked.review(form, *clauses), **given), CONTRACT, SUPPLIER)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
def test_every_question_of_a_shipped_form_stands_on_the_blank_one(form: Form, language: str) -> None:
    told = texts(blank(form, language))
    for question in form.questions:
        assert any(each.endswith(question.text.text(language)) for each in told), question.key
        if question.help and question.answerable:
            assert question.help.text(language) in told


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
def test_the_short_form_on_paper_has_the_short_questions_and_no_others(form: Form) -> None:
    short = [question.text.nb for question in form.questions if question.short and question.answerable]
    headings = [
        block.text
        for block in blank(form, "nb", short=True).blocks
        if isinstance(block, Heading) and block.level == 3
    ]
    assert [text.partition(" ")[2] for text in headings] == (short or [])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
def test_the_code_book_has_every_key_and_code(form: Form, language: str) -> None:
    told = texts(codebook(form, language))
    for question in form.questions:
        assert question.key in told
        for choice in question.choices:
            assert choice.code in told
        for column in question.columns:
            assert f"{question.key}.{column.key}" in told


LOGIC = asked.form(
    asked.question("factory"),
    asked.question("workers", "integer", when={"question": "factory", "equals": "yes"}),
    asked.question(
        "dormitory",
        when={
            "all": [
                {
                    "any": [
                        {"question": "factory", "in": ["yes", "partly"]},
                        {"question": "workers", "at_least": 10},
                    ]
                },
                {"not": {"question": "workers", "more_than": 500}},
            ]
        },
    ),
    asked.question("goods", "many", choices=[{"code": "a", "text": asked.text("Hansker")}]),
    asked.question("gloves", "text", when={"question": "goods", "includes": "a"}),
    asked.question("why", "text", when={"question": "goods", "answered": False}),
    asked.question("sites", "table", columns=[{"key": "site", "text": asked.text("Sted")}]),
    asked.question("many_sites", "text", when={"question": "sites", "rows_at_least": 2}),
    asked.question("below", "integer", when={"question": "workers", "at_most": {"parameter": "max_tiers"}}),
)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("nb", "Svar bare hvis spørsmål 1.1 er «ja»."),
        ("nn", "Svar berre dersom spørsmål 1.1 er «ja»."),
        ("en", "Answer only if question 1.1 is “yes”."),
        (
            "nb",
            "Svar bare hvis (spørsmål 1.1 er «ja» eller «delvis» eller spørsmål 1.2 er minst 10) "
            "og ikke (spørsmål 1.2 er mer enn 500).",
        ),
        ("nb", "Svar bare hvis spørsmål 1.4 inneholder «Hansker»."),
        ("nb", "Svar bare hvis spørsmål 1.4 ikke er besvart."),
        ("nb", "Svar bare hvis spørsmål 1.7 har minst 2 rader."),
    ],
)
def test_the_logic_is_written_out_in_words(language: str, sentence: str) -> None:
    assert sentence in texts(blank(LOGIC, language))


def test_what_is_said_of_a_column_stands_over_its_table() -> None:
    told = texts(blank(SITES, "nb"))
    assert "Site: Stedets navn." in told
    assert "Country: Foreslått svar: Norge." in told
    assert "Share: Andelen er fra 0 til 100." in told
    only = "By: Svar bare hvis «Checked» er «ja». Oss (bare hvis spørsmål 1.1 er «ja»), En ordning, Andre."
    assert only in told


def test_the_code_book_tells_when_a_cell_is_asked_and_what_it_must_be() -> None:
    told = texts(codebook(SITES, "nb"))
    assert any(each.endswith("hvis «Checked» er «ja»") for each in told)
    assert "Andelen er fra 0 til 100" in told
    assert "Oss (bare hvis visited er «ja»)" in "".join(told).replace("spørsmål ", "")


def test_a_filled_form_leaves_out_cells_that_were_not_asked() -> None:
    held = answered(SITES, sites=({"site": "Bergen", "checked": "yes", "by": "scheme"},))
    assert "En ordning" in texts(filled(held, "nb"))
    kept: tuple[Row, ...] = ({"site": "Bergen", "checked": "no", "by": "scheme"},)
    after = held.review.answered(Answer(question="sites", value=kept))
    told = texts(filled(Answered(after, CONTRACT, SUPPLIER), "nb"))
    assert "Bergen" in told
    assert "En ordning" not in told


def test_a_limit_of_the_contract_is_named_by_its_title() -> None:
    told = texts(blank(LOGIC, "nb"))
    assert any("kontraktens grense" in each for each in told)
    assert not any("max_tiers" in each for each in told)


def test_a_filled_form_leaves_out_what_was_not_asked_or_lists_it() -> None:
    held = answered(LOGIC, factory="no")
    assert "workers?" not in "".join(texts(filled(held, "nb")))
    listed = texts(filled(held, "nb", skipped="list"))
    assert "workers?" in listed
    assert "Ikke stilt" in listed


def test_a_filled_form_names_its_form_and_requirement_sets_by_their_titles() -> None:
    form = asked.form(asked.question("paid"), title={"nb": "Lønnskontroll"})
    held = answered(form, paid="yes")
    contract = CONTRACT.model_copy(
        update={
            "requirement_sets": (
                RequirementSetInForce(set_id="wages_working_conditions", version=1),
                RequirementSetInForce(set_id="gone", version=7),
            )
        }
    )
    told = texts(filled(Answered(held.review, contract, SUPPLIER), "nb"))
    assert f"Lønnskontroll v{form.version}" in told
    assert "Lønns- og arbeidsvilkår v1, gone v7" in told


def test_a_filled_form_tells_the_answer_its_basis_its_evidence_and_what_came_of_it() -> None:
    form = asked.form(asked.question("paid", clause="wages.pay", proposes=asked.NO_IS_A_BREACH))
    held = answered(form, "wages.pay", paid="no")
    answer = held.review.answers["paid"].model_copy(
        update={
            "comment": "Sats fra mai\nikke endret",
            "depth": "checked",
            "evidence": ("B-1",),
            "carried": True,
        }
    )
    review = asked.replaced(
        held.review,
        answers={"paid": answer},
        evidence={"B-1": Evidence(id="B-1", title="Lønnsslipper", ref="25/17")},
    )
    told = texts(filled(Answered(review, CONTRACT, SUPPLIER), "nb"))
    for expected in (
        "Svar: nei",
        "Grunnlag: kontrollert",
        "Kommentar: Sats fra mai",
        "ikke endret",
        "Bevis: B-1 Lønnsslipper, 25/17",
        "Beholdt fra forrige oppfølging.",
    ):
        assert any(expected in each for each in told), (expected, told)
    assert any(each.startswith("Foreslått, ikke avgjort: Lønn") for each in told)


def test_numbers_and_dates_are_written_as_the_language_has_them() -> None:
    form = asked.form(
        asked.question("pay", "money"), asked.question("seen", "date"), asked.question("share", "percent")
    )
    held = answered(form, pay="1234567.5", seen="2026-03-14", share="12.5")
    told = [each.replace("\u00a0", " ") for each in texts(filled(held, "nb"))]
    assert {"Svar: 1 234 567,50 kr", "Svar: 14.3.2026", "Svar: 12,5 %"} <= set(told)
    told = [each.replace("\u00a0", " ") for each in texts(filled(held, "en"))]
    assert {"Answer: NOK 1,234,567.50", "Answer: 14 March 2026", "Answer: 12.5%"} <= set(told)


class Outliner(HTMLParser):
    """The tags of a page as they open, and the texts between them."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.said: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.said.append(data)


def test_what_people_wrote_is_never_a_tag_of_the_page() -> None:
    form = asked.form(asked.question("note", "text"))
    held = answered(form, note="<script>alert(1)</script> & <img src=x>")
    page = Outliner()
    page.feed(written(filled(held, "nb"), "html").decode())
    assert "script" not in page.tags
    assert "img" not in page.tags
    assert any("<script>alert(1)</script> & <img src=x>" in each for each in page.said)


def test_headings_of_the_page_go_down_one_level_at_a_time() -> None:
    page = Outliner()
    page.feed(written(blank(FORMS[-1], "nb", codebook=True), "html").decode())
    levels = [int(tag[1]) for tag in page.tags if tag[0] == "h" and tag[1:].isdecimal()]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("kind", PAPER_FORMATS)
@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
def test_every_shipped_form_can_be_written_in_every_format(form: Form, kind: PaperFormat) -> None:
    content = written(blank(form, "nn", codebook=True), kind)
    if kind == "docx":
        document = Document(BytesIO(content))
        assert document.paragraphs[0].text == form.title.nn
        assert document.paragraphs[0].style is not None
        assert document.paragraphs[0].style.name == "Heading 1"
    else:
        assert form.title.nn in content.decode()


def test_an_empty_review_can_be_written_too() -> None:
    told = texts(filled(Answered(Review(asked.followup(), LOGIC), CONTRACT, SUPPLIER), "en"))
    assert "Not answered." in told
