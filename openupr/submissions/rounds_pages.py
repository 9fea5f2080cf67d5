"""The pages of rounds: their last day, their readers, and the comments."""

from datetime import date

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openupr.accounts.pages import page
from openupr.coalitions.frame import Request, coalition_page, refusals_in, refusals_on
from openupr.coalitions.messages import Message, message_to_copy
from openupr.coalitions.timeline import coalition_agenda
from openupr.upr.phases import SUBMISSION_DEADLINE
from openupr.web.days import DayField
from openupr.web.page_versions import VersionedForm, status_of

from .actions import CIRCULATE, HAVE_READ, SEE_SUBMISSION
from .addresses import SUBMISSION
from .editions import content_of, edition_fingerprint
from .models import Submission
from .rounds import Round, have_read, rounds_of
from .rounds import circulate as send_round


class CirculateForm(VersionedForm):
    """The last day for comments."""

    comments_until = DayField(label=gettext_lazy("Comments until"))


@page(SUBMISSION + "rounds/", SEE_SUBMISSION)
def rounds(request: Request[Submission], coalition: str, submission: int) -> HttpResponse:
    """All rounds, the last first."""
    return _page(request)


def _page(request: Request[Submission], *, status: int = 200, form: Form | None = None) -> HttpResponse:
    rounds, is_locked = rounds_of(request.about, today=request.today), request.about.is_locked
    context = {
        "page_name": _("Circulated drafts"),
        "rounds": rounds,
        "has_comments": any(draft_round.remarks for draft_round in rounds),
        "message": _message(request, rounds[0]) if rounds and not rounds[0].is_over and not is_locked else None,
        "form": form or CirculateForm(beside=edition_fingerprint(content_of(request.about))),
        "me": request.actor,
        "to_answer": set() if is_locked else _to_answer(request, rounds),
    }
    return coalition_page(request, "submissions/rounds.html", context, status=status)


def _to_answer(request: Request[Submission], rounds: list[Round]) -> set[int]:
    """The keys of the open comments that the reader may answer: those of their groups, or all."""
    remarks = [remark for draft_round in rounds for remark in draft_round.remarks if not remark.resolved]
    remarks = [remark for remark in remarks if not remark.paragraph.is_taken_out]
    if not remarks or "submissions.settle" not in request.may:
        return set()
    about = request.about
    if about.kind != Submission.Kind.OWN and "coalitions.set_up_groups" not in request.may:
        own = set(about.coalition.groups.filter(memberships__person=request.actor).values_list("pk", flat=True))
        remarks = [remark for remark in remarks if (remark.paragraph.section.group_id or about.group_id) in own]
    return {remark.pk for remark in remarks}


def _message(request: Request[Submission], last: Round) -> Message:
    """A message to paste for the readers of the last round."""
    words, until = _("A draft is ready. Please read it and comment."), last.circulation.comments_until
    path = reverse("submissions:rounds", args=[request.about.coalition.key, request.about.pk])
    return message_to_copy(request, words, path, until=until, about=request.about.title)


def _who_answers(submission: Submission) -> str:
    """Who has the comments in their list, and where all of them are."""
    if submission.organisation_id:
        return _("Your organisation answers the comments. All comments are on this page.")
    return _(
        "The rapporteur of each part answers its comments. Where there is none, the coordinators do. All comments are "
        "on this page."
    )


def _after_deadline(request: Request[Submission], until: date) -> str:
    """A warning where comments close after submissions are due; else ""."""
    deadline = coalition_agenda(request.about.coalition, today=request.today).line(SUBMISSION_DEADLINE)
    if deadline is None or deadline.entry.window is None or until <= deadline.entry.window.last:
        return ""
    sentence = _("Comments close after submissions are due (%(day)s). Comments after that day come too late.")
    return sentence % {"day": deadline.when}


@page(SUBMISSION + "rounds/circulate/", CIRCULATE, methods="POST")
def circulate(request: Request[Submission], coalition: str, submission: int) -> HttpResponse:
    """Circulate the current draft."""
    form = CirculateForm(request.POST, beside=edition_fingerprint(content_of(request.about)))
    if form.is_valid():
        with refusals_in(form):
            send_round(by=request.actor, submission=request.about, now=request.now, **form.cleaned_data)
            sentence = _(
                "Circulated: this edition is kept. It waits under “For me” of all members, except observers. "
                "OpenUPR sends no message: copy this one."
            )
            messages.success(request, f"{sentence} {_who_answers(request.about)}")
            if late := _after_deadline(request, form.cleaned_data["comments_until"]):
                messages.warning(request, late)
            return redirect("submissions:rounds", coalition, submission)
    return _page(request, status=status_of(form), form=form)


@page(SUBMISSION + "rounds/<int:number>/read/", HAVE_READ, name="have-read", methods="POST")
def read(request: Request[Submission], coalition: str, submission: int, number: int) -> HttpResponse:
    """Record that the reader has read a draft."""
    circulation = request.about.circulations.filter(number=number).first()
    if circulation is None:
        raise Http404
    circulation.submission = request.about
    with refusals_on(request):
        have_read(by=request.actor, circulation=circulation, today=request.today)
        messages.success(request, _("Noted: you have read it."))
    return redirect("submissions:edition", coalition, submission, circulation.edition.number)
