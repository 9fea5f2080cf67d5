"""Questions to the speakers, on a phone."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from openupr.accounts.pages import page
from openupr.coalitions.frame import Request, refusals_in, refusals_on
from openupr.workshops.addresses import WORKSHOP
from openupr.workshops.agenda import AgendaLine, agenda_of, stage_at
from openupr.workshops.models import Workshop

from ..actions import ASK, SEE_QUESTIONS
from ..forms.questions import QuestionForm
from ..models import SpeakerQuestion
from ..queries.questions import are_taken, edition_of, question_in, room_questions
from ..services.questions import ask_speakers, take_vote_back, vote_for, withdraw_question
from .phone import on_phone, phone_of, speaking, unchanged


@page(WORKSHOP + "questions/", SEE_QUESTIONS)
def questions(request: Request[Workshop], coalition: str, workshop: int) -> HttpResponse:
    """Ask, see what others ask, vote."""
    return _page(request, QuestionForm(speakers=_speakers(_running(request))))


def _page(request: Request[Workshop], form: QuestionForm, *, status: int = 200) -> HttpResponse:
    given = {"form": form, "asked": room_questions(request.about, phone_of(request)), "phone": phone_of(request)}
    return on_phone(request, "phones/questions/phone.html", given, status=status)


@page(WORKSHOP + "questions/list/", SEE_QUESTIONS)
def questions_list(request: Request[Workshop], coalition: str, workshop: int) -> HttpResponse:
    """The part of the page that changes, asked for every few seconds. Where questions are taken again, the page loads
    anew, with the form.
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
    given = {"asked": room_questions(request.about, phone), "phone": phone}
    return on_phone(request, "phones/questions/list.html", given)


@page(WORKSHOP + "questions/ask/", ASK, name="question-ask", methods="POST")
def ask(request: Request[Workshop], coalition: str, workshop: int) -> HttpResponse:
    """Ask; it waits for the moderator."""
    line = _running(request)
    form = QuestionForm(request.POST, speakers=_speakers(line))
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
    found = question_in(request.about, number)
    if found is None:
        raise Http404
    return found


def _running(request: Request[Workshop]) -> AgendaLine | None:
    """What the agenda says runs now."""
    here = request.now
    return stage_at(agenda_of(request.about), here).line


def _speakers(line: AgendaLine | None) -> list[str]:
    """The names of who speaks now, as the agenda prints them."""
    names = [each.name for each in line.session.roles.all() if each.role == "speaker"] if line else []
    return list(dict.fromkeys(names))
