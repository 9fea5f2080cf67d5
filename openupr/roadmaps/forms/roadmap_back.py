"""A roadmap that came back as a Word file, and what of it is taken."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from openupr.web.file_forms import WordFileForm

from ..queries.roadmap_back import PlaceDiffers, RoadmapCompared
from ..services.roadmap_back import TakenAnswer, TakenWording


class RoadmapBackForm(WordFileForm):
    """The file that came back and from whom it is, under the names that the page for all files sends on."""

    sender = forms.CharField(
        label=gettext_lazy("From whom it is"),
        help_text=gettext_lazy("Change this if another person made the changes. Only members see it."),
        max_length=60,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["document"].label = gettext_lazy("Changed Word file")
        self.fields["document"].help_text = gettext_lazy("A .docx of at most 10 MB. The file itself is not kept.")


class TakeRoadmapForm(forms.Form):
    """A tick for each thing of the file that is new. `plan` is what was read of the file, signed."""

    use_required_attribute = False
    plan = forms.CharField(widget=forms.HiddenInput)
    take = forms.MultipleChoiceField(
        choices=(),
        error_messages={
            "required": gettext_lazy("Nothing is ticked. Tick what the group takes."),
            "invalid_choice": gettext_lazy("Tick only what is on this page."),
        },
    )

    def __init__(self, *args: Any, found: RoadmapCompared, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._differ: Mapping[str, PlaceDiffers] = {each.kept.key: each for each in found.differ}
        self._new = {f"new-{number}": text for number, text in enumerate(found.new)}
        self.fields["take"].choices = [(key, key) for key in (*self._differ, *self._new)]  # type: ignore[attr-defined]

    @property
    def ticked(self) -> list[str]:
        """What was ticked when the form was sent."""
        return list(self["take"].value() or ()) if self.is_bound else []

    def taken(self) -> dict[str, Any]:
        """What `take_roadmap_back` saves; of a valid form."""
        ticked = self.cleaned_data["take"]
        answers: dict[int, dict[str, Any]] = {}
        wordings = []
        for each in (self._differ[key] for key in ticked if key in self._differ):
            kept = each.kept
            if kept.wording:
                wordings.append(TakenWording(kept.wording, kept.version, each.text))
            else:
                said = answers.setdefault(kept.question, {"version": kept.version})
                said["day" if kept.is_day else "text"] = each.text
        return {
            "answers": {number: TakenAnswer(**said) for number, said in answers.items()},
            "wordings": wordings,
            "new": [text for key, text in self._new.items() if key in ticked],
        }
