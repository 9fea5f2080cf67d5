"""The page on which the recommendations of a consultation are named."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openupr.accounts.pages import page
from openupr.coalitions.addresses import COALITION
from openupr.coalitions.frame import Request, coalition_page, refusals_in
from openupr.coalitions.models import Coalition
from openupr.web.large_numbers import number_in
from openupr.web.page_versions import VersionedForm

from .actions import NAME_CONSULTED
from .consultations import consulted_on, name_consulted, unname_consulted
from .models import Consulted, Proposal
from .proposals import proposals_of

_SHOWN = 120


class ConsultedForm(VersionedForm):
    """A recommendation, and what changed in it."""

    not_stored = ("proposal",)

    proposal = forms.ModelChoiceField(
        label=gettext_lazy("Recommendation"), queryset=Proposal.objects.none(), empty_label=None
    )
    changed = forms.CharField(
        label=gettext_lazy("What changed in it"),
        required=False,
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("You can add this later: choose the same recommendation again."),
    )

    def __init__(self, *args: Any, proposals: Sequence[Proposal], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        texts = {proposal.pk: next((wording.text for wording in proposal.wordings.all()), "") for proposal in proposals}
        field: Any = self.fields["proposal"]
        field.queryset = (
            Proposal.objects.filter(pk__in=texts).select_related("group").order_by("group__order", "number")
        )
        field.label_from_instance = lambda one: f"{one}: {_short(texts[one.pk])}"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN].rsplit(' ', 1)[0]} …"


def _written_of(request: Request[Coalition], named: Iterable[Consulted]) -> str:
    """What is written already of the recommendation that was sent."""
    sent = number_in(request.POST.get("proposal", ""))
    return next((one.changed for one in named if one.proposal_id == sent), "")


@page(COALITION + "consultations/<int:number>/recommendations/", NAME_CONSULTED, methods="GET POST")
def consulted(request: Request[Coalition], coalition: str, number: int) -> HttpResponse:
    """Name a further one, say what changed in it, or take one out: the button says which."""
    consultation = request.about.consultations.filter(pk=number).first()
    if consultation is None:
        raise Http404
    proposals = proposals_of(request.about)
    if (drop := request.POST.get("drop")) is not None:
        proposal = proposals.filter(pk=number_in(drop)).first()
        if proposal is None:
            raise Http404
        unname_consulted(by=request.actor, consultation=consultation, proposal=proposal)
        messages.success(request, _("Removed."))
        return redirect("proposals:consulted", coalition, number)
    named = consulted_on(consultation)
    standing = list(proposals.exclude(state__in=Proposal.GIVEN_UP))
    form = ConsultedForm(request.POST or None, proposals=standing, initial={"changed": _written_of(request, named)})
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            name_consulted(by=request.actor, consultation=consultation, **form.cleaned_data)
            messages.success(request, _("Saved."))
            return redirect("proposals:consulted", coalition, number)
    context = {
        "page_name": _("Recommendations of a consultation"),
        "consultation": consultation,
        "named": named,
        "form": form if standing else None,
    }
    return coalition_page(request, "proposals/consultation.html", context)
