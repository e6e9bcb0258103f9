"""The library as rows: each form with its versions and their status, files that cannot be used, requirement sets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field

from checklists.finding import Finding
from checklists.form import Form
from checklists.form_version import FormStatus
from checklists.library import FormRefused, Identity, Library, vocabulary
from checklists.lint import lint_form
from checklists.requirements import RequirementSet
from checklists.words import N_, words
from db.folding import sort_key
from tui.drawing import Part, Row, fit, joined, line
from tui.form_changes import status_text

SIGNS: dict[FormStatus, Part] = {"draft": ("◌", "warn"), "published": ("●", "good"), "retired": ("○", "dim")}


@dataclass(frozen=True, slots=True)
class Shelf:
    """The library as it was read, with what the linter says of its drafts."""

    library: Library
    findings: Mapping[Identity, tuple[Finding, ...]] = field(
        default_factory=dict[Identity, tuple[Finding, ...]]
    )


def shelf_of(library: Library) -> Shelf:
    """What is published is never mended, so that only drafts are looked through."""
    drafts = [each for each in library.identities if library.status(*each) == "draft"]
    forms = {each: library.form(*each) for each in drafts}
    return Shelf(
        library,
        {each: lint_form(form.stored(), library.file_of(form), vocabulary()) for each, form in forms.items()},
    )


def findings_text(findings: Iterable[Finding], language: str) -> str:
    """How many errors and warnings there are; empty for none."""
    said, grades = words(language), [each.severity for each in findings]
    errors, warnings = grades.count("error"), grades.count("warning")
    return joined(
        (
            said.count(N_("{n} error"), N_("{n} errors"), errors) if errors else "",
            said.count(N_("{n} warning"), N_("{n} warnings"), warnings) if warnings else "",
        ),
        ", ",
    )


@dataclass(frozen=True, slots=True)
class LibraryRows:
    """Draws a shelf. Older versions stand under a form that is unfolded."""

    shelf: Shelf
    language: str
    width: int
    unfolded: Set[str] = frozenset()

    def rows(self, sets: Iterable[RequirementSet]) -> list[Row]:
        """Every form, its newest version first; then what the folder holds that cannot be used, and the sets."""
        language, library = self.language, self.shelf.library
        rows = [line((f" {words(language).text(N_('Forms'))}", "heading"))]
        for newest in sorted(library.newest, key=lambda form: sort_key(form.title.text(language))):
            rows += self._form(newest)
        return [*rows, *self._refused(), *self._sets(sets)]

    def _form(self, newest: Form) -> Iterator[Row]:
        """A form by its newest version, and the others where they are unfolded."""
        library = self.shelf.library
        older = library.versions(newest.id)[:-1]
        unfolded = newest.id in self.unfolded
        mark = ("▾" if unfolded else "▸") if older else " "
        yield from self._version(newest, newest.title.text(self.language), mark)
        for number in reversed(older) if unfolded else ():
            yield from self._version(library.form(newest.id, number), "", " ")

    def _version(self, form: Form, title: str, mark: str) -> Iterator[Row]:
        """One version, with what is to be mended in it on a line below."""
        identity = form.id, form.version
        status = self.shelf.library.status(*identity)
        sign, style = SIGNS[status]
        tail = f" v{form.version} {status_text(status, self.language)} {mark} "
        before = " " if title else "   "
        head = fit(title, self.width - len(tail) - len(before) - 2)
        yield line(
            before,
            (sign, style),
            " ",
            head,
            (tail, "dim"),
            key="/".join(("form", form.id, str(form.version))),
        )
        found = self.shelf.findings.get(identity, ())
        if told := findings_text(found, self.language):
            bad = any(each.severity == "error" for each in found)
            yield line("   ", (f"! {told}" if bad else f"· {told}", "bad" if bad else "dim"))

    def _refused(self) -> Iterator[Row]:
        refused = {
            str(each.params["file"]): each for each in self.shelf.library.refused if "file" in each.params
        }
        if refused:
            yield line()
            yield line((f" {words(self.language).text(N_('Files that cannot be used'))}", "heading"))
        for name, each in refused.items():
            told = findings_text(each.findings, self.language) if isinstance(each, FormRefused) else ""
            tail = f" {told} " if told else " "
            head = fit(name, self.width - len(tail) - 4)
            yield line((" ! ", "bad"), head, (tail, "bad"), key=f"file/{name}")

    def _sets(self, sets: Iterable[RequirementSet]) -> Iterator[Row]:
        yield line()
        yield line((f" {words(self.language).text(N_('Requirement sets'))}", "heading"))
        for held in sets:
            tail = f" {len(held.clauses)} v{held.version} "
            title = fit(held.title.text(self.language), self.width - len(tail) - 2)
            yield line(" ", title, (tail, "dim"), key=f"set/{held.id}")
