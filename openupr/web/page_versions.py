"""Two people open one page and both save: the second sees what the first saved before it counts.

A form over stored values derives from `VersionedForm`, and its page answers with `status_of(form)`.
A form that only has a button (publish, adopt, release) holds the hidden field `page_version`, and
its view asks `is_of_now(request, version)`. The gate lets them in one after the other: nothing
changes between the look and the save.
"""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy

from .fingerprints import fingerprint

NAME = "page_version"
CHANGED_MEANWHILE = gettext_lazy("Somebody else changed this after you opened the page. Compare, then save again.")


def is_of_now(request: HttpRequest, version: str) -> bool:
    """Whether the page that sent this showed what there is now. A button that shares its form with
    others says it in its address.
    """
    return (request.GET.get(NAME) or request.POST.get(NAME)) == version


def carries_version(request: HttpRequest) -> bool:
    """Whether a form was sent that says what its page showed."""
    return request.method == "POST" and any(name.endswith(NAME) for name in (*request.GET, *request.POST))


def status_of(form: forms.BaseForm | None) -> int:
    """The status of a page that shows a form that was sent: 409 where somebody else saved
    meanwhile, 422 where it was refused.
    """
    if not isinstance(form, forms.BaseForm):
        return 200
    if getattr(form, "saved_meanwhile", None) is not None:
        return 409
    return 422 if form.errors else 200


@dataclass(frozen=True, slots=True)
class SavedValue:
    """What somebody else saved in a field, and what this reader sent, in words."""

    label: str | Promise
    theirs: str
    yours: str


if TYPE_CHECKING:
    # What a form has that this is mixed into.
    _Form = forms.Form
else:
    _Form = object


class VersionField(forms.CharField):
    """The version of what is stored. A form that is shown again carries the version of now."""

    widget = forms.HiddenInput

    def bound_data(self, _sent: Any, initial: Any) -> Any:
        return initial


class Versioned(_Form):
    """A form over stored values, which `initial` holds also when the form is sent.

    Where they are no longer what the page showed, the form is refused: `saved_meanwhile` has the
    fields that differ. `beside`: what else the page showed that a decision rests on.
    """

    # Fields that say which thing is meant, or answer a question of this page alone.
    not_stored: ClassVar[tuple[str, ...]] = ()

    def __init__(self, *args: Any, beside: Any = None, **kwargs: Any) -> None:
        self.saved_meanwhile: list[SavedValue] | None = None
        self._beside = "" if beside is None else fingerprint(beside)
        super().__init__(*args, **kwargs)
        self.fields[NAME] = VersionField(required=False)

    def get_initial_for_field(self, field: forms.Field, field_name: str) -> Any:
        if field_name != NAME:
            return super().get_initial_for_field(field, field_name)
        stored = {name: self.get_initial_for_field(other, name) for name, other in self._stored_fields()}
        return f"{fingerprint(stored)} {self._beside}"

    def _stored_fields(self) -> list[tuple[str, forms.Field]]:
        return [pair for pair in self.fields.items() if pair[0] not in (NAME, *self.not_stored)]

    def full_clean(self) -> None:
        super().full_clean()
        if not self.is_bound or NAME not in self.fields:
            return
        # No service takes it.
        self.cleaned_data.pop(NAME, None)
        sent = str(self.data.get(self.add_prefix(NAME), ""))
        if sent == self[NAME].initial or not (sent or self._beside):
            return
        differing = [name for name, _field in self._stored_fields() if self._differs(name)]
        # Sent twice, it says what is stored already.
        if differing or not sent.endswith(f" {self._beside}"):
            self.saved_meanwhile = [self._both(name) for name in differing]
            self.add_error(None, CHANGED_MEANWHILE)

    def _differs(self, name: str) -> bool:
        bound = self[name]
        stored, sent = bound.initial, bound.data
        return bound.field.has_changed(stored, sent) and _in_words(bound, stored) != _in_words(bound, sent)

    def _both(self, name: str) -> SavedValue:
        bound = self[name]
        yours = self.cleaned_data.get(name, bound.data)
        return SavedValue(bound.label, _in_words(bound, bound.initial), _in_words(bound, yours))


class VersionedForm(Versioned, forms.Form):
    """See `Versioned`, which a ModelForm mixes in."""


def _in_words(bound: forms.BoundField, value: Any) -> str:
    """A value as a reader knows it: the label of a choice, a day, a text with plain line ends."""
    if isinstance(value, list | tuple | set):
        return ", ".join(sorted(_in_words(bound, one) for one in value))
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, date):
        return date_format(value)
    choices = getattr(bound.field, "choices", None)
    if choices is not None:
        labels = {str(key): str(label) for key, label in _flat(choices)}
        return labels.get(str(value), str(value or ""))
    return str(value if value is not None else "").replace("\r\n", "\n").strip()


def _flat(choices: Any) -> Any:
    for key, label in choices:
        if isinstance(label, list | tuple):
            yield from label
        else:
            yield key, label
