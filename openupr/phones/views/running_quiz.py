"""The quiz, for who runs it and on the projector."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openupr.accounts.pages import page
from openupr.coalitions.frame import Request, coalition_page, refusals_in, refusals_on
from openupr.learning.lessons import NoSuchLesson, lesson_questions
from openupr.web.downloads import File, as_csv_or_json
from openupr.workshops.addresses import WORKSHOP
from openupr.workshops.models import Workshop

from ..actions import RUN_QUIZ, SHOW_QUIZ
from ..forms.quiz import HandsForm, WriteForm
from ..queries.quiz import (
    HEADER,
    QuizTurn,
    current_question,
    is_unreviewed,
    lessons_to_take,
    question_in,
    quiz_of,
    rows_of,
)
from ..services.quiz import (
    count_hands,
    drop_question,
    open_question,
    put_question_away,
    show_answers,
    take_from_lessons,
    write_question,
)
from .phone import on_phone

_STEPS = {"open": open_question, "show": show_answers, "away": put_question_away, "drop": drop_question}


@page(WORKSHOP + "quiz/run/", RUN_QUIZ, name="quiz-run")
def run(request: Request[Workshop], coalition: str, workshop: int) -> HttpResponse:
    """The questions in their order; which is open; lessons to take more from."""
    return _page(request, WriteForm())


def _page(
    request: Request[Workshop], form: WriteForm, *, refused: HandsForm | None = None, number: int = 0, status: int = 200
) -> HttpResponse:
    def hands_form(each: QuizTurn) -> HandsForm | None:
        if not each.is_poll:
            return None
        return refused if refused and each.question.pk == number else HandsForm(asked=each)

    given: dict[str, Any] = {
        "page_name": _("Quiz and polls"),
        "quiz": [(each, hands_form(each)) for each in quiz_of(request.about)],
        "lessons": lessons_to_take(request.about),
        "form": form,
    }
    return coalition_page(request, "phones/quiz/run.html", given, status=status)


@page(WORKSHOP + "quiz/take/", RUN_QUIZ, name="quiz-take", methods="POST")
def take(request: Request[Workshop], coalition: str, workshop: int) -> HttpResponse:
    """Take a lesson's questions into the quiz."""
    try:
        found = lesson_questions(request.POST.get("lesson") or "-")
    except NoSuchLesson:
        raise Http404 from None
    with refusals_on(request):
        came = take_from_lessons(by=request.actor, workshop=request.about, questions=found)
        messages.success(request, ngettext("%(n)s question came.", "%(n)s questions came.", came) % {"n": came})
    return redirect("phones:quiz-run", coalition, workshop)


@page(WORKSHOP + "quiz/write/", RUN_QUIZ, name="quiz-write", methods="POST")
def write(request: Request[Workshop], coalition: str, workshop: int) -> HttpResponse:
    """A question of one's own."""
    form = WriteForm(request.POST)
    if form.is_valid():
        with refusals_in(form):
            write_question(by=request.actor, workshop=request.about, **form.cleaned_data)
            messages.success(request, _("The question is ready."))
            return redirect("phones:quiz-run", coalition, workshop)
    return _page(request, form, status=422)


@page(WORKSHOP + "quiz/<int:number>/", RUN_QUIZ, name="quiz-question", methods="POST")
def question(request: Request[Workshop], coalition: str, workshop: int, number: int) -> HttpResponse:
    """Open it, show the answers, put it away, take it out: the button says which."""
    found, service = question_in(request.about, number), _STEPS.get(request.POST.get("do", ""))
    if found is None or service is None:
        raise Http404
    with refusals_on(request):
        service(by=request.actor, question=found)
    return redirect("phones:quiz-run", coalition, workshop)


@page(WORKSHOP + "quiz/<int:number>/hands/", RUN_QUIZ, name="quiz-hands", methods="POST")
def hands(request: Request[Workshop], coalition: str, workshop: int, number: int) -> HttpResponse:
    """Type in how many hands each answer of a poll got; the room sees it at once."""
    asked = next((each for each in quiz_of(request.about) if each.question.pk == number), None)
    if asked is None:
        raise Http404
    asked.question.workshop = request.about
    form = HandsForm(request.POST, asked=asked)
    if form.is_valid():
        with refusals_in(form):
            count_hands(by=request.actor, question=asked.question, hands=form.hands())
            messages.success(request, _("The hands are counted. The room sees the result."))
            return redirect("phones:quiz-run", coalition, workshop)
    return _page(request, WriteForm(), refused=form, number=number, status=422)


@page(WORKSHOP + "quiz/projector/", SHOW_QUIZ, name="quiz-projector")
def projector(request: Request[Workshop], coalition: str, workshop: int) -> HttpResponse:
    """What the whole room sees: the question, and once it is closed how the room answered."""
    return on_phone(request, "phones/quiz/projector.html", _stage(request))


@page(WORKSHOP + "quiz/projector/stage/", SHOW_QUIZ, name="quiz-stage")
def stage(request: Request[Workshop], coalition: str, workshop: int) -> HttpResponse:
    """The part of the projector that changes."""
    return on_phone(request, "phones/quiz/stage.html", _stage(request))


def _stage(request: Request[Workshop]) -> dict[str, Any]:
    asked = current_question(request.about)
    return {"asked": asked, "unreviewed": bool(asked and is_unreviewed(asked))}


@page(WORKSHOP + "quiz/quiz.<slug:kind>", SHOW_QUIZ, name="quiz-file")
def as_file(request: Request[Workshop], coalition: str, workshop: int, kind: str) -> File:
    """How the room answered, as CSV or JSON."""
    beside = {"workshop": request.about.title}
    return as_csv_or_json(kind, "quiz", HEADER, rows_of(request.about), key="answers", beside=beside)
