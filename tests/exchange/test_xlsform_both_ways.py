"""A form that goes out as an XLSForm comes back as the same form, from every container."""

from __future__ import annotations

import warnings

import pytest
from hypothesis import HealthCheck, assume, given, settings
from made_forms import forms

from checklists.form import Form
from checklists.library import Library
from checklists.publishing import errors_of
from exchange.form_reading import Container
from exchange.xlsform.reading import read_xlsform
from exchange.xlsform.writing import written_xlsform

CONTAINERS: tuple[Container, ...] = ("xlsx", "csv", "md")
TEXTS: tuple[Container, ...] = ("csv", "md")
OURS = [form.id for form in Library().newest]


@pytest.mark.parametrize("container", CONTAINERS)
@pytest.mark.parametrize("form_id", OURS)
def test_our_own_forms_come_back_as_they_went(form_id: str, container: Container) -> None:
    form = Library().form(form_id)
    reading = read_xlsform(written_xlsform(form, container).content, f"{form_id}.{container}")
    assert reading.form == form
    assert reading.form.content_hash == form.content_hash
    assert reading.remarks == ()
    assert reading.container == container


@pytest.mark.parametrize("container", CONTAINERS)
@pytest.mark.parametrize("form_id", OURS)
def test_other_tools_accept_our_own_forms(form_id: str, container: Container) -> None:
    """pyxform, which ODK and Kobo read XLSForms with, finds nothing to warn of."""
    xls2xform = pytest.importorskip("pyxform.xls2xform")
    form = Library().form(form_id)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        came = xls2xform.convert(written_xlsform(form, container).content, file_type=f".{container}")
    assert came.warnings == []
    for question in form.questions:
        assert f'/{question.key}"' in came.xform, question.key
    assert "aktsom::" not in came.xform


@settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)
@given(forms())
def test_any_form_comes_back_as_it_went(form: Form) -> None:
    assume(not errors_of(form))
    for container in TEXTS:
        reading = read_xlsform(written_xlsform(form, container).content, f"form.{container}")
        assert reading.form == form
        assert {each.grade for each in reading.remarks} <= {"changed"}


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)
@given(forms())
def test_any_form_comes_back_from_a_workbook(form: Form) -> None:
    assume(not errors_of(form))
    content = written_xlsform(form, "xlsx").content
    assert content == written_xlsform(form, "xlsx").content
    assert read_xlsform(content, "form.xlsx").form == form
