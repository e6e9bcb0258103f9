"""Finds, loads and versions forms and requirement sets: the shipped ones, and those handed over as text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from importlib import resources
from types import MappingProxyType

from pydantic import ValidationError

from checklists.finding import Finding, nearest
from checklists.form import Form
from checklists.form_version import FormStatus, FormVersion
from checklists.lint import lint_form
from checklists.lint_questions import Vocabulary
from checklists.requirements import RequirementSet, RequirementSets
from checklists.values import InputRefused, Refused, type_of_parameter
from checklists.yamlfile import load_yaml

Identity = tuple[str, int]
"""Id and version of a form."""


class FormRefused(InputRefused):
    """A form file with errors. `findings` tells all of them, and the warnings."""

    def __init__(self, code: str, findings: tuple[Finding, ...], **params: type_of_parameter) -> None:
        super().__init__(code, **params)
        self.findings = findings


def read_form(raw: bytes | str, file: str) -> Form:
    """The form in `raw`, if it has the shape of one. Raises `FormRefused`."""
    try:
        return Form.model_validate(load_yaml(raw, file))
    except (InputRefused, ValidationError):
        raise refusal(lint_form(raw, file, vocabulary()), file) from None


def checked_form(raw: bytes | str, file: str) -> Form:
    """The form in `raw`, which the linter finds no error in. For forms from outside. Raises `FormRefused`."""
    findings = lint_form(raw, file, vocabulary())
    if any(each.severity == "error" for each in findings):
        raise refusal(findings, file)
    return Form.model_validate(load_yaml(raw, file))


def refusal(findings: tuple[Finding, ...], file: str) -> FormRefused:
    """A form file that the linter finds errors in, refused."""
    errors = [each for each in findings if each.severity == "error"]
    line = errors[0].line if errors else 1
    return FormRefused("form_has_errors", findings, file=file, count=len(errors), line=line)


@cache
def requirement_sets() -> RequirementSets:
    """The shipped requirement sets in every version, by id and version."""
    found: dict[tuple[str, int], RequirementSet] = {}
    for file, raw in _shipped("requirement_sets").items():
        terms = RequirementSet.model_validate(load_yaml(raw, file))
        if found.setdefault((terms.id, terms.version), terms) is not terms:
            raise ValueError(f"{file}: {terms.id} version {terms.version} is there already")
    return MappingProxyType(found)


def set_title(set_id: str, version: int, language: str) -> str:
    """What a requirement set is called; its id where there is none such."""
    terms = requirement_sets().get((set_id, version))
    return terms.title.text(language) if terms else set_id


@cache
def vocabulary() -> Vocabulary:
    """The codes that a form may use: of the code lists and the shipped requirement sets."""
    return Vocabulary.of(requirement_sets())


def _shipped(folder: str) -> Mapping[str, str]:
    """File name → text of a folder of our own YAML files, sorted by name."""
    files = (resources.files("checklists") / folder).iterdir()
    ours = sorted((file for file in files if file.name.endswith(".yaml")), key=lambda file: file.name)
    return {file.name: file.read_text(encoding="utf-8") for file in ours}


_HEAD = re.compile(r"^(id|version): *([a-z0-9_]+) *$", re.MULTILINE)


@cache
def _shipped_files() -> Mapping[Identity, tuple[str, str]]:
    """Identity of each shipped form → its file name and text, from the head of the file, without parsing it."""
    found: dict[Identity, tuple[str, str]] = {}
    for file, text in _shipped("forms").items():
        head = {match[1]: match[2] for match in _HEAD.finditer(text.partition("\nsections:")[0])}
        identity = head["id"], int(head["version"])
        if identity in found:
            raise ValueError(f"{file}: {identity} is there already, in {found[identity][0]}")
        found[identity] = file, text
    return MappingProxyType(found)


@cache
def _shipped_form(identity: Identity) -> Form:
    file, text = _shipped_files()[identity]
    return read_form(text, file)


def shipped_versions(form_id: str) -> tuple[Form, ...]:
    """The versions of a form that come with the program, oldest first; they are published."""
    return tuple(_shipped_form(each) for each in sorted(_shipped_files()) if each[0] == form_id)


@dataclass(frozen=True, slots=True)
class Held:
    """A form in the library that the program does not come with, or whose life is not that of a shipped one."""

    form: Form
    status: FormStatus = "draft"
    file: str = ""
    """Name of the file it came from."""
    version: FormVersion | None = None
    """As the database holds it; None for a file of the person's own folder."""


@dataclass(frozen=True, slots=True)
class Library:
    """Forms by id and version: the shipped ones, parsed when asked for, and those that were added."""

    own: Mapping[Identity, Held] = field(default_factory=dict[Identity, Held])
    refused: tuple[InputRefused, ...] = ()
    """What was offered and could not be taken in, each with its file: it is to be told, the rest is there."""

    def with_form(self, form: Form, file: str) -> Library:
        """This library with one more form, as a draft.

        The same id and version with other content is refused: a version never changes, and an organisation's own
        form wins over no other silently.
        """
        identity = form.id, form.version
        if identity in self.identities:
            if self.form(*identity).content_hash != form.content_hash:
                raise InputRefused("form_version_differs", form=form.id, version=form.version, file=file)
            return self
        return self._with(Held(form, "draft", file))

    def with_text(self, raw: bytes | str, file: str) -> Library:
        """This library with the form in `raw`, as a draft. Raises `FormRefused` for one with errors."""
        return self.with_form(checked_form(raw, file), file)

    def with_version(self, version: FormVersion, form: Form) -> Library:
        """This library with a version that the database holds. Whatever else has its number is told as refused."""
        identity = version.form, version.number
        clashes = identity in self.identities and self.form(*identity).content_hash != version.hash
        library = self._with(Held(form, version.status, version.file, version))
        if not clashes:
            return library
        differs = InputRefused("form_version_differs", form=form.id, version=form.version, file=form.id)
        return library.without(differs)

    def without(self, refused: InputRefused) -> Library:
        """This library, which tells that something offered to it was refused."""
        return replace(self, refused=(*self.refused, refused))

    def _with(self, held: Held) -> Library:
        own = {**self.own, (held.form.id, held.form.version): held}
        return replace(self, own=MappingProxyType(own))

    @property
    def identities(self) -> tuple[Identity, ...]:
        """Id and version of every form, sorted."""
        return tuple(sorted({*_shipped_files(), *self.own}))

    @property
    def newest(self) -> tuple[Form, ...]:
        """The newest version of each form, sorted by id."""
        return tuple(self.form(name, version) for name, version in dict(self.identities).items())

    def versions(self, form_id: str) -> tuple[int, ...]:
        """The versions there are of a form, oldest first."""
        return tuple(version for name, version in self.identities if name == form_id)

    def form(self, form_id: str, version: int | None = None) -> Form:
        """The form in that version, or its newest. Raises `Refused` for one that is not there."""
        versions = self.versions(form_id)
        if not versions:
            known = dict.fromkeys(name for name, _ in self.identities)
            told = {"form": form_id[:80], "forms": ", ".join(known)}
            if meant := nearest(form_id, known):
                raise Refused("form_mistyped", **told, nearest=meant)
            raise Refused("form_unknown", **told)
        if version is not None and version not in versions:
            there = ", ".join(map(str, versions))
            raise Refused("form_version_unknown", form=form_id, version=version, versions=there)
        identity = form_id, versions[-1] if version is None else version
        return self.own[identity].form if identity in self.own else _shipped_form(identity)

    def status(self, form_id: str, version: int) -> FormStatus:
        """Draft, published or retired. Shipped forms are published until the organisation retires them."""
        held = self.own.get((form_id, version))
        return held.status if held else "published"

    def to_start(self, form_id: str) -> Form:
        """The form that a follow-up begun now is on: the newest published version.

        A form that never was published is used as its newest draft. Refused("form_retired") for a retired one.
        """
        version = self._version_to_start(form_id)
        if version is not None:
            return self.form(form_id, version)
        self.form(form_id)  # refuses one that is not there at all
        held = (self.own[name, number].version for name, number in self.own if name == form_id)
        last = max((each for each in held if each and each.status == "retired"), key=lambda each: each.number)
        raise Refused("form_retired", form=form_id, version=last.number, date=last.retired)

    @property
    def startable(self) -> tuple[Form, ...]:
        """Every form that a follow-up may begin on now, in the version it would be on, sorted by id."""
        numbers = {name: self._version_to_start(name) for name in dict(self.identities)}
        return tuple(self.form(name, number) for name, number in numbers.items() if number is not None)

    def _version_to_start(self, form_id: str) -> int | None:
        versions = self.versions(form_id)
        published = [each for each in versions if self.status(form_id, each) == "published"]
        if published:
            return published[-1]
        never = all(self.status(form_id, each) == "draft" for each in versions)
        return versions[-1] if never and versions else None

    def file_of(self, form: Form) -> str:
        """Name of the file that an added form came from; empty for a shipped one."""
        held = self.own.get((form.id, form.version))
        return held.file if held else ""
