"""Recording that a submission was lodged: asked first; taken back, with a reason, where it was a mistake."""

from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from openupr.coalitions.queries.frame import today_of

from ..forms.together import LodgeForm, TakeLodgingBackForm
from ..models import Submission
from ..queries.naming import named_after_all
from ..queries.public_version import file_of, public_version
from ..queries.signing import signing_of
from ..queries.steps import open_things
from ..queries.submissions import budget_of
from ..services.together import lodge_submission, take_lodging_back
from .asked import AskedOfOne
from .files import answer_with
from .showing import refusals_in, show


@require_http_methods(["GET", "HEAD", "POST"])
def lodge(request: AskedOfOne, coalition: str, submission: int) -> HttpResponse:
    """Record that it was uploaded: what was entered is shown once more, with all that is open, before it is locked."""
    about, today = request.about, today_of(request.about.coalition)
    if about.is_locked:
        return redirect("submissions:signing", coalition, submission)
    form = LodgeForm(request.POST or None, today=today, initial={"lodged_on": today})
    if request.method == "POST" and form.is_valid():
        if request.POST.get("do") != "lock":
            given = {"page_name": _("Is it lodged?"), "form": form, "entered": form.cleaned_data}
            return show(request, "submissions/lodge_sure.html", given | _open(about))
        with refusals_in(form):
            files = asdict(public_version(about))
            lodge_submission(by=request.actor, submission=about, now=timezone.now(), **files, **form.cleaned_data)
            messages.success(request, _("Lodged. The submission is locked and its Word file kept as it was."))
            return redirect("submissions:submission", coalition, submission)
    given = {"page_name": _("Lodge the submission"), "form": form, **_open(about)}
    return show(request, "submissions/lodge.html", given, status=422 if form.errors else 200)


def _open(about: Submission) -> dict[str, Any]:
    """What is still open, of which nothing stops anybody."""
    found = signing_of(about)
    return {
        "signing": found,
        "revealed": named_after_all(about, found),
        "budget": budget_of(about),
        "open": open_things(about, today=today_of(about.coalition)),
    }


@require_http_methods(["GET", "HEAD", "POST"])
def lodging_back(request: AskedOfOne, coalition: str, submission: int) -> HttpResponse:
    """It was recorded by mistake: say why, and it can be written again; what was kept stays."""
    about = request.about
    if request.method != "POST" and not about.is_locked:
        return redirect("submissions:signing", coalition, submission)
    form = TakeLodgingBackForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            given = {"submission": about, "today": today_of(about.coalition), **form.cleaned_data}
            take_lodging_back(by=request.actor, **given)
            messages.success(request, _("Taken back. It can be written and signed again; the files stay listed here."))
            return redirect("submissions:signing", coalition, submission)
    given = {"page_name": _("It is not lodged after all"), "form": form}
    return show(request, "submissions/lodging_back.html", given, status=422 if form.errors else 200)


@require_safe
def lodged_before(request: AskedOfOne, coalition: str, submission: int, number: int, kind: str) -> HttpResponse:
    """A file of a lodging that was taken back, as it was kept."""
    kept = request.about.lodged_files.exclude(taken_back_on=None).filter(pk=number).first()
    if kept is None or kind not in {"docx", "pdf", "html", "md"} or not (data := file_of(kept, kind)):
        raise Http404
    return answer_with(data, request.about, kind)
