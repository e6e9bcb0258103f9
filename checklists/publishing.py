"""What a version of a form must fulfil to be published, given the versions that were published before it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from checklists.finding import Finding
from checklists.form import Form
from checklists.library import vocabulary
from checklists.lint import lint_form
from checklists.values import Refused


def errors_of(form: Form) -> tuple[Finding, ...]:
    """The errors that the linter finds in a form that has the shape of one."""
    found = lint_form(form.stored(), form.id, vocabulary())
    return tuple(each for each in found if each.severity == "error")


def refuse_unpublishable(form: Form, earlier: Iterable[Form]) -> None:
    """Refuses a form that may not be published after `earlier`: every version of it that is or was published.

    Refused("form_version_published"), ("form_version_not_higher"), ("form_has_faults"), or
    ("form_key_type_changed") for a permanent key that has come to mean another kind of answer.
    """
    before = sorted(earlier, key=lambda each: each.version)
    about = {"form": form.id, "version": form.version}
    for each in before:
        if each.version == form.version and each.content_hash != form.content_hash:
            raise Refused("form_version_published", **about)
    if before and form.version < before[-1].version:
        raise Refused("form_version_not_higher", **about, newest=before[-1].version)
    if errors := errors_of(form):
        raise Refused("form_has_faults", **about, count=len(errors))
    now = types_of(form)
    for each in before:
        for key, was in types_of(each).items():
            if now.get(key, was) != was:
                raise Refused(
                    "form_key_type_changed", **about, key=key, type=now[key], was=was, earlier=each.version
                )


def types_of(form: Form) -> Mapping[str, str]:
    """Type of the answer by question's key, and of the cells by `question.column`."""
    found: dict[str, str] = {}
    for question in form.questions:
        found[question.key] = question.type
        found |= {f"{question.key}.{column.key}": column.type for column in question.columns}
    return found
