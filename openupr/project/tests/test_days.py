"""No form of the product takes a day that no calendar can count from."""

from collections.abc import Iterator
from importlib import import_module
from pkgutil import walk_packages

import pytest
from django import forms
from django.core.exceptions import ValidationError

import openupr
from openupr.upr import days as counted
from openupr.web import days as typed
from openupr.web.days import DayField


def _forms(of: type[forms.BaseForm] = forms.BaseForm) -> Iterator[type[forms.BaseForm]]:
    for each in of.__subclasses__():
        yield each
        yield from _forms(each)


def _dates() -> dict[str, forms.DateField | forms.DateTimeField]:
    for module in walk_packages(openupr.__path__, "openupr."):
        if ".forms" in module.name and ".tests" not in module.name:
            import_module(module.name)
    return {
        f"{form.__module__}.{form.__qualname__}.{name}": field
        for form in _forms()
        if form.__module__.startswith("openupr.") and ".tests" not in form.__module__
        for name, field in getattr(form, "base_fields", {}).items()
        if isinstance(field, forms.DateField | forms.DateTimeField)
    }


def test_every_date_field_of_every_form_refuses_another_century_with_a_sentence() -> None:
    found = _dates()
    assert len(found) > 15
    assert {name for name, field in found.items() if not isinstance(field, DayField)} == set()
    for field in found.values():
        assert field.clean("2026-11-25")
        for slip in ("9999-12-31", "2100-01-01", "0001-01-01", "0226-11-25"):
            with pytest.raises(ValidationError, match="Give a day between"):
                field.clean(slip)


def test_forms_and_rules_mean_the_same_years() -> None:
    assert (typed.FIRST_YEAR, typed.LAST_YEAR) == (counted.FIRST_YEAR, counted.LAST_YEAR)
