"""What may be chosen on the page for importing."""

import re
import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openupr.undocs import Problem
from openupr.undocs.corrections import Correction
from openupr.upr import sources
from openupr.upr.names import UnknownName
from openupr.upr.states import by_iso3, find_state

from .importing import ADDENDUM, SOURCES
from .queries.document_review import Waiting

_TOKEN = re.compile(r"[0-9a-f]{32}")
_LONGEST_LIST = 100_000
_RECOGNISE = "recognise"


class ChosenFilesInput(forms.FileInput):
    """Several files, or with `webkitdirectory` a folder and all that is in it."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[Any]:
        return list(files.getlist(name))


class ChosenFilesField(forms.FileField):
    """Gives a list of files, which may be empty: what is no good in it is the reader's to refuse."""

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        return list(data or [])


class _ChoiceForm(forms.Form):
    # The page says what is missing in its own words; and of files and folder one is enough.
    use_required_attribute = False
    # Made with the page, so that the same page sent twice is one choice.
    token = forms.CharField(widget=forms.HiddenInput, required=False)
    # Only while the record is invented: the first real recommendations take its place.
    remove_demo = forms.BooleanField(
        label=gettext_lazy("Remove the demo record"),
        # The browser asks for it before it sends the files.
        widget=forms.CheckboxInput(attrs={"required": True}),
        error_messages={
            "required": gettext_lazy("Real and invented recommendations are never mixed. Tick this, or keep the demo.")
        },
    )

    def __init__(self, *args: Any, demo: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not demo:
            del self.fields["remove_demo"]

    def clean_token(self) -> str:
        token = str(self.cleaned_data["token"])
        return token if _TOKEN.fullmatch(token) else uuid.uuid4().hex


class FilesForm(_ChoiceForm):
    """Files, a folder, or both, and which source they come from.

    `trouble` is what went wrong while the files arrived; `left` are the names that were left out on the way.
    """

    chosen_files = ChosenFilesField(
        label=gettext_lazy("Files"),
        help_text=gettext_lazy(
            "PDF, Word, XLS, XLSX, CSV or JSON, several at once. OpenUPR sees which review each is of."
        ),
        widget=ChosenFilesInput(attrs={"multiple": True}),
    )
    folder = ChosenFilesField(
        label=gettext_lazy("Or a whole folder"),
        help_text=gettext_lazy("On a USB stick, for example. Only tables, JSON, PDF and Word are imported."),
        widget=ChosenFilesInput(attrs={"multiple": True, "webkitdirectory": True}),
    )
    source = forms.ChoiceField(label=gettext_lazy("Source of the files"))
    passed_over = forms.CharField(widget=forms.HiddenInput, required=False, max_length=_LONGEST_LIST)

    def __init__(self, *args: Any, trouble: str = "", left: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.trouble, self.left = trouble, left
        # A request that was cut off may lack what comes after its files.
        self.fields["source"].required = not trouble
        self.fields["source"].choices = [(_RECOGNISE, _("Recognise it from each file")), *_sources()]  # type: ignore[attr-defined]

    def clean_source(self) -> str:
        source = str(self.cleaned_data["source"])
        return "" if source == _RECOGNISE else source

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if self.trouble:
            raise forms.ValidationError(self.trouble)
        given["chosen"] = [*given.get("chosen_files", []), *given.get("folder", [])]
        given["left"] = [*self.left, *given.get("passed_over", "").splitlines()]
        if not given["chosen"]:
            raise forms.ValidationError(_nothing(len(given["left"])))
        return given


class StateForm(_ChoiceForm):
    """A State whose recommendations are to be fetched from UPR Info's database."""

    state = forms.CharField(
        widget=forms.HiddenInput,
        max_length=100,
        error_messages={"required": gettext_lazy("Choose a State first.")},
    )

    def clean_state(self) -> str:
        try:
            return find_state(str(self.cleaned_data["state"])).iso3
        except UnknownName as unknown:
            raise forms.ValidationError(str(unknown)) from None


class AddressForm(_ChoiceForm):
    """A search of UPR Info's database, to be fetched."""

    url = forms.CharField(
        label=gettext_lazy("Address of a search"),
        help_text=gettext_lazy("It begins with https:// and has /api/search in it. At most 10,000 rows at a time."),
        max_length=2000,
        error_messages={"required": gettext_lazy("Write or paste the address first.")},
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_url(self) -> str:
        url = str(self.cleaned_data["url"]).strip()
        if not url.startswith(("https://", "http://localhost", "http://127.0.0.1")):
            raise forms.ValidationError(_("The address must begin with https://."))
        return url


def _sources() -> list[tuple[str, str | Promise]]:
    labels = {ADDENDUM: _("Addendum with the State's answers")}
    return [(key, labels.get(key) or gettext_lazy(sources.source(key).label)) for key in SOURCES]


def _nothing(left: int) -> str:
    if left:
        return _("There is no XLS, XLSX, CSV or JSON file among what you chose.")
    return _("Choose at least one file, or a folder with some.")


_UNDECIDED, _SUPPORTED, _NOTED, _PARTLY, _PENDING = (
    ("", gettext_lazy("Choose a position")),
    ("supported", gettext_lazy("Supported")),
    ("noted", gettext_lazy("Noted")),
    ("partly", gettext_lazy("Partly supported")),
    ("pending", gettext_lazy("To be examined")),
)


def _several_states() -> forms.CharField:
    return forms.CharField(
        label=gettext_lazy("Recommending States"),
        help_text=gettext_lazy("Separate several with a semicolon."),
        required=False,
        max_length=1000,
    )


def _states_named(text: str) -> tuple[str, ...]:
    """ISO codes. Raises ValidationError for a name that no State has."""
    found = []
    for name in text.split(";"):
        if name.strip():
            try:
                found.append(find_state(name).iso3)
            except UnknownName as unknown:
                raise forms.ValidationError(str(unknown)) from None
    return tuple(found)


class CorrectionForm(forms.Form):
    """What a person decides about one problem. A recommendation has number, text, States and position; an answer of
    an addendum its position."""

    use_required_attribute = False
    number = forms.CharField(label=gettext_lazy("Number"), required=False, max_length=20)
    states = _several_states()
    text = forms.CharField(
        label=gettext_lazy("Text"), required=False, max_length=8000, widget=forms.Textarea(attrs={"rows": 3})
    )
    position = forms.ChoiceField(
        label=gettext_lazy("Position"), choices=[_UNDECIDED, _SUPPORTED, _NOTED, _PARTLY], required=False
    )

    def __init__(self, *args: Any, problem: Problem, waiting: Waiting, **kwargs: Any) -> None:
        items = waiting.items_of(problem)
        if len(items) == 1:
            names = "; ".join(by_iso3(state).name for state in items[0].states)
            read = {name: getattr(items[0], name) for name in ("number", "text", "position")}
            kwargs["initial"] = {**read, "states": names}
        super().__init__(*args, **kwargs | {"prefix": problem.key})
        self.problem = problem
        has_position = problem.number or problem.kind == "all others"
        wanted = {"position"} if waiting.is_addendum and has_position else set()
        if items:
            of_several = {"position"} if problem.kind == "no position" else {"number"}
            wanted = of_several if len(items) > 1 else {"number", "text", "states", "position"}
            choices = [_UNDECIDED, _SUPPORTED, _NOTED, _PARTLY, _PENDING]
            self.fields["position"].choices = choices  # type: ignore[attr-defined]
        for name in list(self.fields):
            if name not in wanted:
                del self.fields[name]
        # Accepting or leaving out needs none of them; saving needs all.
        is_saved = self.data.get("action", "fix") == "fix"
        for each in self.fields.values():
            each.required = is_saved

    def clean_states(self) -> tuple[str, ...]:
        return _states_named(str(self.cleaned_data["states"]))

    def correction(self) -> Correction:
        """The decision, once the form is valid."""
        action = self.data.get("action")
        given = self.cleaned_data
        if action not in ("leave-out", "fix"):
            return Correction("accept")
        if action == "leave-out":
            return Correction("leave-out")
        return Correction(
            "fix",
            number=given.get("number", ""),
            text=given.get("text", ""),
            states=given.get("states", ()),
            position=given.get("position", ""),
        )


class AdditionForm(forms.Form):
    """A recommendation that was not read, written by hand; for an addendum an answer."""

    use_required_attribute = False
    number = forms.RegexField(
        r"^\d{1,3}(\.\d{1,3})?( ?\([a-z]\))?$",
        label=gettext_lazy("Number"),
        help_text=gettext_lazy("As the document prints it, such as 118.12."),
        max_length=20,
        error_messages={"invalid": gettext_lazy("Write the number as the document prints it, such as 118.12.")},
    )
    states = _several_states()
    text = forms.CharField(label=gettext_lazy("Text"), max_length=8000, widget=forms.Textarea(attrs={"rows": 4}))
    position = forms.ChoiceField(label=gettext_lazy("Position"), choices=[_SUPPORTED, _NOTED, _PARTLY, _PENDING])
    page = forms.IntegerField(label=gettext_lazy("Page"), required=False, min_value=1, max_value=1000)

    def __init__(self, *args: Any, waiting: Waiting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"prefix": "add"})
        self.fields["states"].required = not waiting.is_addendum
        if waiting.is_addendum:
            del self.fields["states"]
            self.fields["text"].required = False
            self.fields["text"].label = _("What the State says")
            self.fields["position"].choices = [_SUPPORTED, _NOTED, _PARTLY]  # type: ignore[attr-defined]

    def clean_states(self) -> tuple[str, ...]:
        return _states_named(str(self.cleaned_data["states"]))

    def correction(self) -> Correction:
        """What is added, once the form is valid."""
        return Correction("add", **self.cleaned_data)
