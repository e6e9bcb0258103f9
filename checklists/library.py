"""Finds, loads and versions forms and requirement sets: the shipped ones, and those handed over as text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from types import MappingProxyType

from pydantic import ValidationError

from checklists.finding import Finding, nearest
from checklists.form import Form
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
        raise _refusal(lint_form(raw, file, vocabulary()), file) from None


def checked_form(raw: bytes | str, file: str) -> Form:
    """The form in `raw`, which the linter finds no error in. For forms from outside. Raises `FormRefused`."""
    findings = lint_form(raw, file, vocabulary())
    if any(each.severity == "error" for each in findings):
        raise _refusal(findings, file)
    return Form.model_validate(load_yaml(raw, file))


def _refusal(findings: tuple[Finding, ...], file: str) -> FormRefused:
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


@dataclass(frozen=True, slots=True)
class Library:
    """Forms by id and version: the shipped ones, parsed when asked for, and those that were added."""

    own: Mapping[Identity, tuple[Form, str]] = field(default_factory=dict[Identity, tuple[Form, str]])
    """Added forms, with the name of the file they came from."""

    def with_form(self, form: Form, file: str) -> Library:
        """This library with one more form.

        The same id and version with other content is refused: a version never changes, and an organisation's own
        form wins over no other silently.
        """
        identity = form.id, form.version
        if identity in self.identities:
            if self.form(*identity).content_hash != form.content_hash:
                raise InputRefused("form_version_differs", form=form.id, version=form.version, file=file)
            return self
        return Library(MappingProxyType({**self.own, identity: (form, file)}))

    def with_text(self, raw: bytes | str, file: str) -> Library:
        """This library with the form in `raw`. Raises `FormRefused` for one with errors."""
        return self.with_form(checked_form(raw, file), file)

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
            raise Refused(
                "form_unknown",
                form=form_id[:80],
                nearest=nearest(form_id, known) or "-",
                forms=", ".join(known),
            )
        if version is not None and version not in versions:
            there = ", ".join(map(str, versions))
            raise Refused("form_version_unknown", form=form_id, version=version, versions=there)
        identity = form_id, versions[-1] if version is None else version
        return self.own[identity][0] if identity in self.own else _shipped_form(identity)

    def file_of(self, form: Form) -> str:
        """Name of the file that an added form came from; empty for a shipped one."""
        held = self.own.get((form.id, form.version))
        return held[1] if held else ""
