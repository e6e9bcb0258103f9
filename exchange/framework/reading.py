"""A requirement framework in its file, as YAML or as a workbook, read as a form with the report of an import."""

from __future__ import annotations

from checklists.yamlfile import load_yaml
from exchange.form_reading import Container, FormReading
from exchange.framework.nodes import Framework, is_framework, read_framework
from exchange.framework.to_form import form_of
from exchange.framework.workbook import framework_of, is_framework_workbook
from exchange.workbook.grid import Grid


def framework_reading(raw: bytes, name: str) -> FormReading | None:
    """The form of the framework in a YAML file; None when it is a file of another kind. Raises InputRefused."""
    content = load_yaml(raw, name)
    return _reading(read_framework(content, name), name, "yaml") if is_framework(content) else None


def framework_in_sheets(grids: tuple[Grid, ...], name: str) -> FormReading | None:
    """The form of the framework in a workbook; None when it is one of another kind. Raises InputRefused."""
    return _reading(framework_of(grids, name), name, "xlsx") if is_framework_workbook(grids) else None


def _reading(framework: Framework, name: str, container: Container) -> FormReading:
    form, remarks = form_of(framework)
    lists = sum(bool(question.choices) for question in form.questions)
    return FormReading(
        form=form,
        file=name,
        container=container,
        rows=len(framework.nodes),
        questions=sum(question.answerable for question in form.questions),
        groups=len(form.sections),
        lists=lists,
        remarks=remarks,
    )
