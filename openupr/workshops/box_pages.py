"""A workshop's box of evaluations and testimonies."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openupr.accounts.pages import page
from openupr.coalitions.addresses import COALITION
from openupr.coalitions.frame import Request, refusals_on
from openupr.coalitions.models import Coalition

from .actions import PLAN
from .addresses import WORKSHOP
from .box import box_of, give_box, open_its_box, without_a_box
from .models import Workshop


class OfWorkshopForm(forms.Form):
    """One of the workshops that have no box."""

    workshop = forms.ChoiceField(label=gettext_lazy("Workshop"))

    def __init__(self, *args: Any, workshops: Sequence[Workshop], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._known = {str(workshop.pk): workshop for workshop in workshops}
        self.fields["workshop"].choices = [(key, workshop.title) for key, workshop in self._known.items()]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> Workshop:
        """The workshop, of a form that is valid."""
        return self._known[self.cleaned_data["workshop"]]


@page(WORKSHOP + "box/", PLAN, methods="POST")
def box(request: Request[Workshop], coalition: str, workshop: int) -> HttpResponse:
    """Open it; what it asks can be changed on its own page."""
    about = request.about
    opened = open_its_box(by=request.actor, workshop=about, today=request.today)
    return redirect("testimonies:box", coalition, opened.pk)


@page(COALITION + "workshops/boxes/<int:box>/", PLAN, name="give-box", methods="POST")
def give(request: Request[Coalition], coalition: str, box: int) -> HttpResponse:
    """Choose the workshop of a box that was opened for none."""
    about = box_of(request.about, box)
    if about is None:
        raise Http404
    form = OfWorkshopForm(request.POST, workshops=without_a_box(request.about, request.today))
    if form.is_valid():
        with refusals_on(request):
            give_box(by=request.actor, workshop=form.chosen, box=about)
            messages.success(request, _("Saved. What it collects goes to the activity report of that workshop."))
    else:
        messages.error(request, _("Choose one of the workshops that have no box. Nothing was changed."))
    return redirect("testimonies:box", coalition, box)
