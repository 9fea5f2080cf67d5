"""A file that came back, and what a coordinator decides on it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from openupr.accounts.models import Person
from openupr.returning.outcomes import Unsure
from openupr.web.file_forms import WordFileForm

from ..services.returning import Choices

_NEW = "new"
_SHOWN = 160


class ReturnedFileForm(WordFileForm):
    """The Word file and from whom it is; where it `is_own`, that is not asked."""

    sender = forms.CharField(
        label=_("From whom it is"),
        help_text=_("Needed: the file does not always say who made the changes. Only members see it."),
        max_length=60,
        error_messages={"required": _("Say from whom it is.")},
    )

    def __init__(self, *args: Any, is_own: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_own:
            del self.fields["sender"]
        self.fields["document"].label = _("Changed Word file")
        self.fields["document"].help_text = _(
            "A .docx of at most 10 MB. It is read in memory; the file itself is not kept."
        )


class TakeBackForm(forms.Form):
    """Where the unsure paragraphs belong, and who of the coalition is meant by names in the file.

    `plan` is what was read of the file, signed.
    """

    use_required_attribute = False
    plan = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, unsure: tuple[Unsure, ...], members: dict[str, Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._unsure, self._members = unsure, list(members.items())
        for question in unsure:
            self.fields[f"place_{question.unit}"] = forms.ChoiceField(
                label=_("“%(text)s”") % {"text": _short(question.text)},
                choices=[
                    *(
                        (str(number), _("It is: “%(text)s”") % {"text": _short(text)})
                        for number, text in question.candidates
                    ),
                    (_NEW, _("It is a new paragraph")),
                ],
                widget=forms.RadioSelect(attrs={"class": "one-of"}),
                error_messages={"required": _("Say which it is.")},
            )
        for at, (name, person) in enumerate(self._members):
            self.fields[f"member_{at}"] = forms.BooleanField(
                label=_("“%(name)s” in the file is %(person)s of this coalition") % {"name": name, "person": person},
                required=False,
            )

    def choices(self, sender: str) -> Choices:
        """What was decided; of a valid form."""
        placed = {each.unit: self.cleaned_data[f"place_{each.unit}"] for each in self._unsure}
        return Choices(
            sender=sender,
            placed={unit: None if to == _NEW else int(to) for unit, to in placed.items()},
            people={
                name: person for at, (name, person) in enumerate(self._members) if self.cleaned_data[f"member_{at}"]
            },
        )


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else line[:_SHOWN].rsplit(" ", 1)[0] + "…"
