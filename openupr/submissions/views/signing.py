"""Signing on: each organisation's representative says what of which edition; then lodging."""

from dataclasses import asdict

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from openupr.coalitions.queries.decisions import speaks_for
from openupr.coalitions.queries.frame import today_of

from ..forms.together import LodgeForm, SignForm
from ..queries.naming import named_after_all
from ..queries.public_version import public_version
from ..queries.signing import signing_of
from ..queries.submissions import budget_of
from ..services.together import ask_to_sign, lodge_submission, sign_on
from .asked import AskedOfOne
from .showing import refusals_in, refusals_told, show


@require_safe
def signing(request: AskedOfOne, coalition: str, submission: int) -> HttpResponse:
    """Who has said what of which edition, who must be asked again, whom the cover names."""
    return _page(request)


def _page(request: AskedOfOne, *, status: int = 200, form: Form | None = None) -> HttpResponse:
    about, found = request.about, signing_of(request.about)
    ours = speaks_for(request.actor, about.coalition)
    asked = found.edition is not None and about.state == about.State.SIGNING
    if form is None and asked and ours:
        form = SignForm(submission=about, organisations=ours, initial={"edition": found.edition})
    given = {
        "page_name": _("Signing on"),
        "signing": found,
        "sign": form,
        "ours": ours,
        "revealed": named_after_all(about, found) if about.state == about.State.SIGNING else [],
    }
    return show(request, "submissions/signing.html", given, status=status)


@require_POST
def signing_open(request: AskedOfOne, coalition: str, submission: int) -> HttpResponse:
    """Ask the organisations to sign the text as it stands."""
    with refusals_told(request):
        edition = ask_to_sign(by=request.actor, submission=request.about, now=timezone.now())
        told = _("Edition %(number)s can be signed now. Each organisation's representative finds it on this page.")
        messages.success(request, told % {"number": edition.number})
    return redirect("submissions:signing", coalition, submission)


@require_POST
def sign(request: AskedOfOne, coalition: str, submission: int) -> HttpResponse:
    """An organisation's word; the last one counts."""
    about, ours = request.about, speaks_for(request.actor, request.about.coalition)
    form = SignForm(request.POST, submission=about, organisations=ours)
    if form.is_valid():
        with refusals_in(form):
            sign_on(by=request.actor, submission=about, now=timezone.now(), **form.cleaned_data)
            messages.success(request, _("Recorded. Until the submission is lodged you can change it."))
            return redirect("submissions:signing", coalition, submission)
    return _page(request, status=422, form=form)


@require_http_methods(["GET", "HEAD", "POST"])
def lodge(request: AskedOfOne, coalition: str, submission: int) -> HttpResponse:
    """Record that it was uploaded; from then on it is locked, and the file is kept as it was."""
    about = request.about
    form = LodgeForm(request.POST or None, initial={"lodged_on": today_of(about.coalition)})
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            files = asdict(public_version(about))
            lodge_submission(by=request.actor, submission=about, now=timezone.now(), **files, **form.cleaned_data)
            messages.success(request, _("Lodged. The submission is locked and its Word file kept as it was."))
            return redirect("submissions:submission", coalition, submission)
    found = signing_of(about)
    given = {
        "page_name": _("Lodge the submission"),
        "form": form,
        "signing": found,
        "revealed": named_after_all(about, found),
        "budget": budget_of(about),
    }
    return show(request, "submissions/lodge.html", given, status=422 if form.errors else 200)
