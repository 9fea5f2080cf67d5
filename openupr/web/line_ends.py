r"""Texts from forms are stored with "\n" at the end of a line, for all forms of the project.

A browser sends "\r\n", while texts from files and from our own services have "\n". Saved unchanged,
such a text would count as changed. As with what fields say (field_refusals) this is changed once,
for all.
"""

from typing import Any

from django import forms


def store_plain_line_ends() -> None:
    """Give Django's text fields this. Called once, before any form is filled."""
    forms.CharField.to_python = _to_python  # type: ignore[method-assign]


def _to_python(self: forms.CharField, value: Any) -> Any:
    """As Django's own, with plain line ends."""
    text = _django_to_python(self, value)
    return text.replace("\r\n", "\n") if isinstance(text, str) else text


_django_to_python = forms.CharField.to_python
