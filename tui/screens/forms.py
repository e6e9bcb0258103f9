"""The form library: which forms there are, and what each asks, in each language and depth."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widget import Widget

from checklists.codelists import heading, label
from checklists.form import Column, Form, Proposes, Question, Section
from checklists.library import requirement_sets
from checklists.requirements import RequirementSet
from checklists.words import LANGUAGES, N_, words
from tui.drawing import Row, fit, joined, line, wrapped
from tui.screens.place import Place
from tui.widgets.lines import Lines


class FormsScreen(Place):
    """Forms and requirement sets at the left, what the marked one holds at the right."""

    mode = "forms"
    NAME = N_("Forms")
    HELP = N_(
        "The forms and the requirement sets. The right side shows every question with its clause, what evidence is "
        "expected and what an answer proposes. l changes the language of the preview, d between the short and the "
        "full form. Tab moves to the preview, to scroll it."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("l", "language", N_("language"), id="forms.language"),
        Binding("d", "depth", N_("short or full"), id="forms.depth"),
        Binding("tab", "app.focus_next", N_("preview"), id="forms.preview", show=True, key_display="Tab"),
    ]
    DEFAULT_CSS = """
    FormsScreen #library { width: 40; }
    FormsScreen #preview { padding: 0 1; border-left: solid $panel; }
    FormsScreen.narrow Horizontal { layout: vertical; }
    FormsScreen.narrow #library { width: 1fr; height: 9; }
    FormsScreen.narrow #preview { border-left: none; border-top: solid $panel; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.forms: dict[str, Form] = {}
        self.sets: dict[str, RequirementSet] = {}
        self.language = ""
        self.short = False

    def body(self) -> Iterable[Widget]:
        yield Horizontal(Lines((), id="library"), Lines((), id="preview", reading=True))

    def on_mount(self) -> None:
        self.set_class(self.size.width < 100, "narrow")
        self.lines("library").focus()

    def on_resize(self) -> None:
        self.set_class(self.size.width < 100, "narrow")
        if self.forms:
            self.call_after_refresh(self.draw)

    async def reload(self) -> None:
        self.language = self.language or self.aktsom.language
        if not self.forms:
            newest = await self.read(lambda _: self.aktsom.library().newest)
            self.forms = {form.id: form for form in newest}
            self.sets = {held.id: held for held in requirement_sets().values()}
        self.draw()

    def draw(self) -> None:
        language = self.aktsom.language
        library = self.lines("library")
        width = library.size.width or 40
        rows = [line((f" {self.text(N_('Forms'))}", "heading"))]
        for form in self.forms.values():
            tail = f" v{form.version} "
            rows.append(
                line(
                    " ",
                    fit(form.title.text(language), width - len(tail) - 2),
                    (tail, "dim"),
                    key=f"form/{form.id}",
                )
            )
        rows += [line(), line((f" {self.text(N_('Requirement sets'))}", "heading"))]
        for held in self.sets.values():
            tail = f" {len(held.clauses)} v{held.version} "
            rows.append(
                line(
                    " ",
                    fit(held.title.text(language), width - len(tail) - 2),
                    (tail, "dim"),
                    key=f"set/{held.id}",
                )
            )
        library.show(rows, keep=library.key or None)
        self.preview()

    @on(Lines.Moved, "#library")
    def preview(self) -> None:
        """Show what the marked form or set holds."""
        kind, _, name = self.lines("library").key.partition("/")
        lines = self.lines("preview")
        width = max(20, (lines.size.width or 60) - 2)
        if kind == "form":
            lines.show(list(form_rows(self.forms[name], self.language, width, short=self.short)))
        elif kind == "set":
            lines.show(list(set_rows(self.sets[name], self.language, width)))

    def action_language(self) -> None:
        self.language = LANGUAGES[(LANGUAGES.index(self.language) + 1) % len(LANGUAGES)]
        self.preview()
        self.tell(self.text(N_("The preview is in {language}."), language=self.language))

    def action_depth(self) -> None:
        self.short = not self.short
        self.preview()
        self.tell(self.text(N_("The short form") if self.short else N_("The full form")))


def form_rows(form: Form, language: str, width: int, *, short: bool) -> Iterator[Row]:
    """A form as it is asked: sections, questions, choices, clauses, what an answer proposes."""
    translate = words(language).text
    minutes = form.minutes.short if short and form.minutes.short else form.minutes.full
    asked = [question for question in form.questions if not short or question.short]
    yield from wrapped(form.title.text(language), width, "strong")
    told = (
        label("methods", form.method, language),
        label("form_fillers", form.filled_by, language),
        translate(N_("{n} questions"), n=len([q for q in asked if q.answerable])),
        translate(N_("{n} minutes"), n=minutes),
        f"{form.id} v{form.version}",
    )
    yield from wrapped(joined(told), width, "dim")
    yield line()
    yield from wrapped(form.purpose.text(language), width)
    for section in form.sections:
        questions = [question for question in section.questions if question in asked]
        if questions:
            yield from _section(section, questions, language, width)


def _section(section: Section, questions: list[Question], language: str, width: int) -> Iterator[Row]:
    yield line()
    yield line((section.title.text(language), "heading"))
    for question in questions:
        yield from _question(question, language, width)


def _question(question: Question, language: str, width: int) -> Iterator[Row]:
    translate = words(language).text
    marks = joined(
        (
            label("answer_types", question.type, language),
            question.clause,
            translate(N_("lead question")) if question.lead else "",
            translate(N_("required")) if question.required else "",
            translate(N_("asked only when a condition holds")) if question.when else "",
        )
    )
    yield line()
    yield from wrapped(question.text.text(language), width, "strong")
    yield from wrapped(marks, width, "dim")
    for number, choice in enumerate(question.choices, 1):
        yield line((f"  {number:>2} ", "accent"), fit(choice.text.text(language), width - 6))
    for column in question.columns:
        yield from _column(column, language, width)
    if question.help:
        yield from wrapped(question.help.text(language), width, "", indent="  ")
    if question.evidence:
        shown = translate(N_("Show: {evidence}"), evidence=question.evidence.text(language))
        yield from wrapped(shown, width, "dim", indent="  ")
    for rule in question.proposes:
        yield from wrapped(_proposes(rule, language), width, "warn", indent="  ")


def _column(column: Column, language: str, width: int) -> Iterator[Row]:
    kind = label("answer_types", column.type, language)
    yield from wrapped(f"│ {column.text.text(language)} ({kind})", width, "", indent="  ")
    for rule in column.proposes:
        yield from wrapped(_proposes(rule, language), width, "warn", indent="    ")


def _proposes(rule: Proposes, language: str) -> str:
    strength = label("strengths", rule.strength, language)
    what = heading("deviation_types", rule.type, language)
    return f"→ {strength}: {what}, {label('severities', rule.severity, language)}"


def set_rows(held: RequirementSet, language: str, width: int) -> Iterator[Row]:
    """A requirement set: its clauses with their numbers, and its parameters."""
    translate = words(language).text
    yield from wrapped(held.title.text(language), width, "strong")
    told = translate(N_("valid from {day}"), day=held.valid_from.isoformat())
    yield from wrapped(joined((f"{held.id} v{held.version}", told, held.source)), width, "dim")
    for clause in held.clauses:
        yield line()
        yield from wrapped(f"{clause.reference}  {clause.title.text(language)}", width, "strong")
        yield from wrapped(
            joined((label("themes", clause.theme, language), clause.question.text(language))), width
        )
    for parameter in held.parameters:
        yield line()
        yield from wrapped(f"{parameter.title.text(language)}: {parameter.value}", width, "dim")
