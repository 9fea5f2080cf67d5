"""Circulating a draft: until when, who has read it, what became of the comments."""

from datetime import date

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from openupr.accounts.pages import page
from openupr.coalitions.frame import Request, coalition_page, refusals_in, refusals_on
from openupr.coalitions.messages import Message, message_to_copy
from openupr.coalitions.timeline import coalition_agenda
from openupr.upr.phases import SUBMISSION_DEADLINE

from ..actions.drafting import CIRCULATE, HAVE_READ, SEE_SUBMISSION
from ..addresses import SUBMISSION
from ..forms.together import CirculateForm
from ..models import Submission
from ..queries.rounds import Round, rounds_of
from ..services.together import circulate as send_round
from ..services.together import have_read


@page(SUBMISSION + "rounds/", SEE_SUBMISSION)
def rounds(request: Request[Submission], coalition: str, submission: int) -> HttpResponse:
    """All rounds, the last first."""
    return _page(request)


def _page(request: Request[Submission], *, status: int = 200, form: Form | None = None) -> HttpResponse:
    found, is_locked = rounds_of(request.about, today=request.today), request.about.is_locked
    given = {
        "page_name": _("Circulated drafts"),
        "rounds": found,
        "has_comments": any(each.remarks for each in found),
        "message": _message(request, found[0]) if found and not found[0].is_over and not is_locked else None,
        "form": form or CirculateForm(),
        "me": request.actor,
        "to_answer": set() if is_locked else _to_answer(request, found),
    }
    return coalition_page(request, "submissions/rounds.html", given, status=status)


def _to_answer(request: Request[Submission], found: list[Round]) -> set[int]:
    """The open comments that the reader may answer, by their keys: those on parts of their groups, or all."""
    remarks = [each for round in found for each in round.remarks if not each.resolved]
    remarks = [each for each in remarks if not each.paragraph.is_taken_out]
    if not remarks or "submissions.settle" not in request.may:
        return set()
    about = request.about
    if about.kind != Submission.Kind.OWN and "coalitions.set_up_groups" not in request.may:
        own = set(about.coalition.groups.filter(memberships__person=request.actor).values_list("pk", flat=True))
        remarks = [each for each in remarks if (each.paragraph.section.group_id or about.group_id) in own]
    return {each.pk for each in remarks}


def _message(request: Request[Submission], last: Round) -> Message:
    """What to paste for those who are to read the last round."""
    words, until = _("A draft is ready. Please read it and comment."), last.circulation.comments_until
    path = reverse("submissions:rounds", args=[request.about.coalition.key, request.about.pk])
    return message_to_copy(request, words, path, until=until, about=request.about.title)


def _who_answers(submission: Submission) -> str:
    """In whose list comments come (`queries.waiting`), and where all of them are."""
    if submission.organisation_id:
        return _("Your organisation answers the comments. All comments are on this page.")
    return _(
        "The rapporteur of each part answers its comments. Where there is none, the coordinators do. All comments are "
        "on this page."
    )


def _after_deadline(request: Request[Submission], until: date) -> str:
    """That comments close after submissions are due; "" where they do not."""
    deadline = coalition_agenda(request.about.coalition, today=request.today).line(SUBMISSION_DEADLINE)
    if deadline is None or deadline.entry.window is None or until <= deadline.entry.window.last:
        return ""
    told = _("Comments close after submissions are due (%(day)s). Comments after that day come too late.")
    return told % {"day": deadline.when}


@page(SUBMISSION + "rounds/circulate/", CIRCULATE, methods="POST")
def circulate(request: Request[Submission], coalition: str, submission: int) -> HttpResponse:
    """Send the draft round as it stands."""
    form = CirculateForm(request.POST)
    if form.is_valid():
        with refusals_in(form):
            send_round(by=request.actor, submission=request.about, now=request.now, **form.cleaned_data)
            told = _(
                "Circulated: this edition is kept. It waits under “For me” of all members, except observers. "
                "OpenUPR sends no message: copy this one."
            )
            messages.success(request, f"{told} {_who_answers(request.about)}")
            if late := _after_deadline(request, form.cleaned_data["comments_until"]):
                messages.warning(request, late)
            return redirect("submissions:rounds", coalition, submission)
    return _page(request, status=422, form=form)


@page(SUBMISSION + "rounds/<int:number>/read/", HAVE_READ, name="have-read", methods="POST")
def read(request: Request[Submission], coalition: str, submission: int, number: int) -> HttpResponse:
    """Say that one has read a draft."""
    found = request.about.circulations.filter(number=number).first()
    if found is None:
        raise Http404
    found.submission = request.about
    with refusals_on(request):
        have_read(by=request.actor, circulation=found, today=request.today)
        messages.success(request, _("Noted: you have read it."))
    return redirect("submissions:edition", coalition, submission, found.edition.number)
