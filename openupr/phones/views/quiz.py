"""The quiz, on a phone."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language

from openupr.accounts.pages import page
from openupr.coalitions.frame import Request, refusals_on
from openupr.web.large_numbers import number_in
from openupr.workshops.addresses import WORKSHOP
from openupr.workshops.models import Workshop

from ..actions import ANSWER_QUIZ, SEE_QUIZ
from ..queries.quiz import current_question, edition_of, has_answered, in_language, is_unreviewed, question_in
from ..services.quiz import answer_quiz
from .phone import on_phone, phone_of, speaking, unchanged


@page(WORKSHOP + "quiz/", SEE_QUIZ)
def quiz(request: Request[Workshop], coalition: str, workshop: int) -> HttpResponse:
    """The question that is open, or how the room answered the last one."""
    return _page(request, "phones/quiz/phone.html")


@page(WORKSHOP + "quiz/now/", SEE_QUIZ)
def quiz_now(request: Request[Workshop], coalition: str, workshop: int) -> HttpResponse:
    """The part of the page that changes, asked for every few seconds."""
    return unchanged(request, edition_of(request.about)) or _page(request, "phones/quiz/now.html")


def _page(request: Request[Workshop], template: str) -> HttpResponse:
    asked, phone = current_question(request.about), phone_of(request)
    answered = bool(asked and phone and has_answered(phone, asked))
    language = get_language() or ""
    given = {
        "phone": phone,
        "answered": answered,
        "edition": edition_of(request.about),
        "asked": in_language(asked, language) if asked else None,
        "unreviewed": bool(asked and language == "km" and is_unreviewed(asked)),
    }
    return on_phone(request, template, given)


@page(WORKSHOP + "quiz/<int:number>/answer/", ANSWER_QUIZ, name="quiz-answer", methods="POST")
def answer(request: Request[Workshop], coalition: str, workshop: int, number: int) -> HttpResponse:
    """Answer, once."""
    question = question_in(request.about, number)
    if question is None:
        raise Http404
    with refusals_on(request):
        answer_quiz(by=speaking(request), question=question, choice=number_in(request.POST.get("choice", "")))
    if request.headers.get("HX-Request") == "true":
        return _page(request, "phones/quiz/now.html")
    return redirect("phones:quiz", coalition, workshop)
