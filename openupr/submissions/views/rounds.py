"""Circulating a draft: until when, who has read it, what became of the comments."""

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from openupr.coalitions.frame import Request, coalition_page, refusals_in, refusals_on

from ..forms.together import CirculateForm
from ..models import Submission
from ..queries.rounds import rounds_of
from ..services.together import circulate as send_round
from ..services.together import have_read


@require_safe
def rounds(request: Request[Submission], coalition: str, submission: int) -> HttpResponse:
    """All rounds, the last first."""
    return _page(request)


def _page(request: Request[Submission], *, status: int = 200, form: Form | None = None) -> HttpResponse:
    given = {
        "page_name": _("Rounds"),
        "rounds": rounds_of(request.about, today=request.today),
        "form": form or CirculateForm(),
        "me": request.actor,
    }
    return coalition_page(request, "submissions/rounds.html", given, status=status)


@require_POST
def circulate(request: Request[Submission], coalition: str, submission: int) -> HttpResponse:
    """Send the draft round as it stands."""
    form = CirculateForm(request.POST)
    if form.is_valid():
        with refusals_in(form):
            send_round(by=request.actor, submission=request.about, now=request.now, **form.cleaned_data)
            messages.success(request, _("Circulated: this edition is kept, and comments now belong to this round."))
            return redirect("submissions:rounds", coalition, submission)
    return _page(request, status=422, form=form)


@require_POST
def read(request: Request[Submission], coalition: str, submission: int, number: int) -> HttpResponse:
    """Say that one has read a draft."""
    found = request.about.circulations.filter(number=number).first()
    if found is None:
        raise Http404
    found.submission = request.about
    with refusals_on(request):
        have_read(by=request.actor, circulation=found, today=request.today)
    return redirect("submissions:rounds", coalition, submission)
