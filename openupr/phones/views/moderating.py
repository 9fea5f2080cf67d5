"""Questions to the speakers, for who moderates and on the projector."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from openupr.accounts.pages import page
from openupr.coalitions.frame import Request, coalition_page
from openupr.web.downloads import File, as_csv_or_json
from openupr.workshops.addresses import WORKSHOP
from openupr.workshops.models import Workshop

from ..actions import MODERATE_QUESTIONS, SHOW_QUESTIONS
from ..queries.questions import HEADER, edition_of, question_in, room_questions, rows_of, set_aside_in, waiting_in
from ..services.questions import mark_answered, release_question, set_question_aside, take_questions
from .phone import on_phone, unchanged

_DECISIONS = {"release": release_question, "set-aside": set_question_aside, "answered": mark_answered}


@page(WORKSHOP + "questions/moderate/", MODERATE_QUESTIONS, name="questions-moderate")
def moderate(request: Request[Workshop], coalition: str, workshop: int) -> HttpResponse:
    """What waits, what the room sees, what was set aside; the changing part alone for who has an older edition."""
    if request.GET.get("seen") and (same := unchanged(request, edition_of(request.about))):
        return same
    about = request.about
    given: dict[str, Any] = {
        "page_name": _("Questions to the speakers"),
        "asked": room_questions(about),
        "waiting": waiting_in(about),
        "set_aside": set_aside_in(about),
    }
    if request.headers.get("HX-Request") == "true":
        return on_phone(request, "phones/questions/moderating.html", given)
    given["has_questions"] = about.speaker_questions.exists()
    return coalition_page(request, "phones/questions/moderate.html", given)


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
