"""Questions to the speakers: on a phone, for who moderates, and on the projector."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openupr.accounts.pages import page
from openupr.coalitions.frame import Request, coalition_page, read_again, refusals_in, refusals_on
from openupr.web.downloads import File, as_csv_or_json
from openupr.web.page_versions import is_of_now
from openupr.workshops.addresses import WORKSHOP
from openupr.workshops.agenda import AgendaLine, agenda_of, stage_at
from openupr.workshops.models import Workshop

from .actions import ASK, MODERATE_QUESTIONS, SEE_QUESTIONS, SHOW_QUESTIONS
from .models import SpeakerQuestion
from .phone_frame_pages import on_phone, phone_of, speaking, unchanged
from .questions import (
    HEADER,
    are_taken,
    ask_speakers,
    edition_of,
    mark_answered,
    question_in,
    release_question,
    room_questions,
    rows_of,
    set_aside_in,
    set_question_aside,
    take_questions,
    take_vote_back,
    vote_for,
    waiting_in,
    withdraw_question,
)
from .rules.questions import LONGEST


class SpeakerQuestionForm(forms.Form):
    """A question, and to whom of those who speak now."""

    text = forms.CharField(
        label=gettext_lazy("Your question"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Write your question.")},
    )
    to = forms.ChoiceField(label=gettext_lazy("To"), required=False)

    def __init__(self, *args: Any, speakers: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [("", gettext_lazy("anyone who can answer")), *((name, name) for name in speakers)]  # type: ignore[attr-defined]
        if not speakers:
            del self.fields["to"]


@page(WORKSHOP + "questions/", SEE_QUESTIONS)
def questions(request: Request[Workshop], coalition: str, workshop: int) -> HttpResponse:
    """Ask, see what others ask, vote."""
    return _page(request, SpeakerQuestionForm(speakers=_speakers(_running(request))))


def _page(request: Request[Workshop], form: SpeakerQuestionForm, *, status: int = 200) -> HttpResponse:
    context = {"form": form, "asked": room_questions(request.about, phone_of(request)), "phone": phone_of(request)}
    return on_phone(request, "phones/questions/phone.html", context, status=status)


@page(WORKSHOP + "questions/list/", SEE_QUESTIONS)
def questions_list(request: Request[Workshop], coalition: str, workshop: int) -> HttpResponse:
    """The part of the page that changes, asked for every few seconds. Where questions are taken
    again, the page loads anew, with the form.
    """
    same = unchanged(request, edition_of(request.about))
    if same:
        return same
    answer = _list(request)
    if request.GET.get("closed") == "1" and are_taken(request.about):
        answer.headers["HX-Refresh"] = "true"
    return answer


def _list(request: Request[Workshop]) -> HttpResponse:
    phone = phone_of(request)
    context = {"asked": room_questions(request.about, phone), "phone": phone}
    return on_phone(request, "phones/questions/list.html", context)


@page(WORKSHOP + "questions/ask/", ASK, name="question-ask", methods="POST")
def ask(request: Request[Workshop], coalition: str, workshop: int) -> HttpResponse:
    """Ask; it waits for the moderator."""
    line = _running(request)
    form = SpeakerQuestionForm(request.POST, speakers=_speakers(line))
    if form.is_valid():
        with refusals_in(form):
            session = line.session if line else None
            ask_speakers(by=speaking(request), workshop=request.about, session=session, **form.cleaned_data)
            messages.success(request, _("Sent. The moderator decides when it is shown."))
            return redirect("phones:questions", coalition, workshop)
    return _page(request, form, status=422)


@page(WORKSHOP + "questions/<int:number>/vote/", ASK, name="question-vote", methods="POST")
def vote(request: Request[Workshop], coalition: str, workshop: int, number: int) -> HttpResponse:
    """Vote for a question, or take the vote back: the button says which."""
    question = _question(request, number)
    service = take_vote_back if request.POST.get("do") == "take-back" else vote_for
    with refusals_on(request):
        service(by=speaking(request), question=question)
    return _after(request)


@page(WORKSHOP + "questions/<int:number>/withdraw/", ASK, name="question-withdraw", methods="POST")
def withdraw(request: Request[Workshop], coalition: str, workshop: int, number: int) -> HttpResponse:
    """Take back one's own question."""
    with refusals_on(request):
        withdraw_question(by=speaking(request), question=_question(request, number))
    return _after(request)


def _after(request: Request[Workshop]) -> HttpResponse:
    """The list alone for a page with scripts; else the whole page, asked for anew."""
    if request.headers.get("HX-Request") == "true":
        floor = getattr(request.about, "floor", None)
        if floor:
            floor.refresh_from_db()
        return _list(request)
    return redirect("phones:questions", request.about.coalition.key, request.about.pk)


def _question(request: Request[Workshop], number: int) -> SpeakerQuestion:
    question = question_in(request.about, number)
    if question is None:
        raise Http404
    return question


def _running(request: Request[Workshop]) -> AgendaLine | None:
    """What the agenda says runs now."""
    here = request.now
    return stage_at(agenda_of(request.about), here).line


def _speakers(line: AgendaLine | None) -> list[str]:
    """The names of who speaks now, as the agenda prints them."""
    names = [role.name for role in line.session.roles.all() if role.role == "speaker"] if line else []
    return list(dict.fromkeys(names))


_DECISIONS = {"release": release_question, "set-aside": set_question_aside, "answered": mark_answered}


@page(WORKSHOP + "questions/moderate/", MODERATE_QUESTIONS, name="questions-moderate")
def moderate(request: Request[Workshop], coalition: str, workshop: int) -> HttpResponse:
    """What waits, what the room sees, what was set aside; the changing part alone for who has an
    older edition.
    """
    if request.GET.get("seen") and (same := unchanged(request, edition_of(request.about))):
        return same
    about = request.about
    context: dict[str, Any] = {
        "page_name": _("Questions to the speakers"),
        "asked": room_questions(about),
        "waiting": waiting_in(about),
        "set_aside": set_aside_in(about),
    }
    if request.headers.get("HX-Request") == "true":
        return on_phone(request, "phones/questions/moderating.html", context)
    context["has_questions"] = about.speaker_questions.exists()
    return coalition_page(request, "phones/questions/moderate.html", context)


@page(WORKSHOP + "questions/open/", MODERATE_QUESTIONS, name="questions-open", methods="POST")
def take(request: Request[Workshop], coalition: str, workshop: int) -> HttpResponse:
    """Take questions from now on, or not: the button says which."""
    take_questions(by=request.actor, workshop=request.about, taken=request.POST.get("do") != "close")
    return redirect("phones:questions-moderate", coalition, workshop)


@page(WORKSHOP + "questions/<int:number>/moderate/", MODERATE_QUESTIONS, name="question-moderate", methods="POST")
def decide(request: Request[Workshop], coalition: str, workshop: int, number: int) -> HttpResponse:
    """Release one, set it aside, mark it as answered: the button says which."""
    question, service = question_in(request.about, number), _DECISIONS.get(request.POST.get("do", ""))
    if question is None or service is None:
        raise Http404
    if not is_of_now(request, question.state):
        return read_again(request, reverse("phones:questions-moderate", args=[coalition, workshop]))
    service(by=request.actor, question=question)
    return redirect("phones:questions-moderate", coalition, workshop)


@page(WORKSHOP + "questions/projector/", SHOW_QUESTIONS, name="questions-projector")
def projector(request: Request[Workshop], coalition: str, workshop: int) -> HttpResponse:
    """What the whole room sees: released questions, the most wanted first."""
    return on_phone(request, "phones/questions/projector.html", {"asked": room_questions(request.about)})


@page(WORKSHOP + "questions/projector/stage/", SHOW_QUESTIONS, name="questions-stage")
def stage(request: Request[Workshop], coalition: str, workshop: int) -> HttpResponse:
    """The part of the projector that changes."""
    same = unchanged(request, edition_of(request.about))
    return same or on_phone(request, "phones/questions/stage.html", {"asked": room_questions(request.about)})


@page(WORKSHOP + "questions/questions.<slug:kind>", SHOW_QUESTIONS, name="questions-file")
def as_file(request: Request[Workshop], coalition: str, workshop: int, kind: str) -> File:
    """Released and answered questions with their votes, as CSV or JSON."""
    beside = {"workshop": request.about.title}
    return as_csv_or_json(kind, "questions", HEADER, rows_of(request.about), beside=beside)
