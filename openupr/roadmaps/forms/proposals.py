"""Writing a recommendation, and saying what became of it."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from openupr.coalitions.models import Coalition, Group
from openupr.upr.languages import language
from openupr.upr.sdgs import TARGETS

from ..models import Proposal, Stance
from ..rules.proposals import LONGEST, MOVES
from .two_texts import JoinedTextField

_WORDS = {
    "proposed": _("back before the group"),
    "presented": _("presented in the plenary"),
    "adopted": _("adopted by the group"),
    "merged": _("merged into another"),
    "dropped": _("dropped"),
    "draft": _("a draft again"),
}
# No option of its own for what any member may do.
_BY_MEMBERS = {"draft": {"proposed"}, "proposed": {"draft"}}


class WordingForm(forms.Form):
    """A text in one language; `version` is the one that was open."""

    text = JoinedTextField(
        label=_("Recommendation"), max_length=LONGEST * 2, widget=forms.Textarea(attrs={"rows": 5}), required=False
    )
    language = forms.ChoiceField(label=_("Language"))
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, initial=0)

    def __init__(self, *args: Any, coalition: Coalition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codes = coalition.languages or ["en"]
        self.fields["language"].choices = [(code, _(language(code).name)) for code in codes]  # type: ignore[attr-defined]


class SettleForm(forms.Form):
    """What became of a recommendation; a reason where it is given up."""

    state = forms.ChoiceField(label=_("It is now"))
    into = forms.ModelChoiceField(
        label=_("Merged into"), queryset=Proposal.objects.none(), required=False, empty_label=_("none")
    )
    reason = forms.CharField(
        label=_("Why"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Needed where it is merged or dropped."),
    )
    anyway = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, proposal: Proposal, may_adopt: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        left_out = _BY_MEMBERS.get(proposal.state, set()) | (set() if may_adopt else {Proposal.State.ADOPTED})
        there = [to for to in MOVES[proposal.state] if to not in left_out]
        self.fields["state"].choices = [(to, _WORDS[to]) for to in there]  # type: ignore[attr-defined]
        given_up = (Proposal.State.MERGED, Proposal.State.DROPPED)
        others = Proposal.objects.filter(group__coalition=proposal.group.coalition).exclude(pk=proposal.pk)
        active = others.exclude(state__in=given_up).select_related("group")
        self.fields["into"].queryset = active  # type: ignore[attr-defined]


class StanceForm(forms.Form):
    """What a member says of a recommendation; `version` of the text that was read."""

    # The reason is needed with one of the choices only: the browser must not ask for it with the others.
    use_required_attribute = False
    says = forms.ChoiceField(label=_("Do you agree?"), choices=Stance.Says, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Why"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Needed if you object."),
        error_messages={"required": _("Say why you object: the group needs the reason to change the text.")},
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = not self.is_bound or self.data.get("says") == Stance.Says.OBJECT


class AnswerForm(forms.Form):
    """What became of a comment, or an answer to an objection."""

    answer = forms.CharField(required=False, max_length=2000)


class CommentForm(forms.Form):
    """A remark; from one's own group when it passes on what that group knows."""

    text = forms.CharField(label=_("Comment"), widget=forms.Textarea(attrs={"rows": 3}), max_length=LONGEST)
    from_group = forms.ModelChoiceField(
        label=_("For your other group"),
        queryset=Group.objects.none(),
        required=False,
        empty_label=_("only myself"),
    )
    evidence = forms.CharField(
        label=_("Evidence for it"), required=False, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, groups: Sequence[Group], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if groups:
            field = self.fields["from_group"]
            field.queryset = Group.objects.filter(pk__in=[each.pk for each in groups])  # type: ignore[attr-defined]
        else:
            del self.fields["from_group"], self.fields["evidence"]

    def suggest_words(self, text: str) -> None:
        """Fill in the text of the recommendation, to be changed."""
        field = self.fields["text"]
        field.label, field.help_text = _("Other words"), _("Change the words below. The rapporteur decides.")
        field.initial, field.widget.attrs["rows"] = text, 8


class FactsForm(forms.Form):
    """What a person confirms: the earlier recommendation that is repeated, issues, SDG targets.

    Its choices are what the machine suggests and what was confirmed before; any other is chosen from a list.
    """

    repeats = forms.CharField(required=False, max_length=80)
    issues = forms.MultipleChoiceField(required=False)
    targets = forms.MultipleChoiceField(required=False)
    another_issue = forms.ChoiceField(label=_("Another issue"), required=False)
    another_target = forms.ChoiceField(label=_("Another SDG target"), required=False)

    def __init__(self, *args: Any, issues: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        targets = [(each.code, f"{each.code} {_(each.wording)}") for each in TARGETS]
        for name, choices in (("issues", list(issues)), ("targets", targets)):
            self.fields[name].choices = choices  # type: ignore[attr-defined]
            other = "another_issue" if name == "issues" else "another_target"
            self.fields[other].choices = [("", _("none")), *choices]  # type: ignore[attr-defined]

    def confirmed(self, name: str) -> list[str]:
        """The codes ticked, and the one chosen from the list."""
        other = self.cleaned_data["another_issue" if name == "issues" else "another_target"]
        return [*self.cleaned_data[name], *([other] if other else [])]
