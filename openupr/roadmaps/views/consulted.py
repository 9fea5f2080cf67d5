"""The recommendations that a consultation was about."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from openupr.accounts.pages import page
from openupr.coalitions.addresses import COALITION
from openupr.coalitions.frame import Request, coalition_page, refusals_in
from openupr.coalitions.models import Coalition
from openupr.web.large_numbers import number_in

from ..actions import NAME_CONSULTED
from ..forms.consulted import ConsultedForm
from ..models import Proposal
from ..queries.consulted import consulted_on
from ..queries.proposals import proposals_of
from ..services.consulted import name_consulted, unname_consulted


@page(COALITION + "consultations/<int:number>/recommendations/", NAME_CONSULTED, methods="GET POST")
def consulted(request: Request[Coalition], coalition: str, number: int) -> HttpResponse:
    """Name a further one, say what changed in it, or take one out: the button says which."""
    found = request.about.consultations.filter(pk=number).first()
    if found is None:
        raise Http404
    proposals = proposals_of(request.about)
    if (drop := request.POST.get("drop")) is not None:
        proposal = proposals.filter(pk=number_in(drop)).first()
        if proposal is None:
            raise Http404
        unname_consulted(by=request.actor, consultation=found, proposal=proposal)
        messages.success(request, _("Removed."))
        return redirect("roadmaps:consulted", coalition, number)
    standing = list(proposals.exclude(state__in=Proposal.GIVEN_UP))
    form = ConsultedForm(request.POST or None, proposals=standing)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            name_consulted(by=request.actor, consultation=found, **form.cleaned_data)
            messages.success(request, _("Saved."))
            return redirect("roadmaps:consulted", coalition, number)
    given = {
        "page_name": _("Recommendations of a consultation"),
        "consultation": found,
        "named": consulted_on(found),
        "form": form if standing else None,
    }
    return coalition_page(request, "roadmaps/consulted.html", given, status=422 if form.errors else 200)
