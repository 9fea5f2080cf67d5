"""The quiz: on a phone, for who runs it, and on the projector."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from openupr.accounts.pages import page
from openupr.coalitions.frame import Request, coalition_page, refusals_in, refusals_on
from openupr.learning.lessons import NoSuchLesson, lesson_questions
from openupr.web.downloads import File, as_csv_or_json
from openupr.web.large_numbers import number_in
from openupr.workshops.addresses import WORKSHOP
from openupr.workshops.models import Workshop

from .actions import ANSWER_QUIZ, RUN_QUIZ, SEE_QUIZ, SHOW_QUIZ
from .phone_frame_pages import on_phone, phone_of, speaking, unchanged
from .quiz import (
    HEADER,
    QuizTurn,
    answer_quiz,
    count_hands,
    current_question,
    drop_question,
    edition_of,
    has_answered,
    in_language,
    is_unreviewed,
    lessons_to_take,
    open_question,
    put_question_away,
    question_in,
    quiz_of,
    rows_of,
    show_answers,
    take_from_lessons,
    write_question,
)
from .rules.quiz import LONGEST_CHOICE, LONGEST_EXPLANATION, LONGEST_QUESTION, MOST_CHOICES, MOST_HANDS


class WriteForm(forms.Form):
    """A question of one's own with its answers."""

    text = forms.CharField(label=gettext_lazy("Question"), max_length=LONGEST_QUESTION)
    choices = forms.CharField(
        label=gettext_lazy("Answers"),
        max_length=MOST_CHOICES * (LONGEST_CHOICE + 4),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("One a line, two to six. A star (*) before the right one; without a star it is a poll."),
    )
    explanation = forms.CharField(label=gettext_lazy("Why it is right"), max_length=LONGEST_EXPLANATION, required=False)


class HandsForm(forms.Form):
    """How many hands each answer of a poll got."""

    def __init__(self, *args: Any, turn: QuizTurn, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for choice in turn.choices:
            self.fields[f"hands-{choice.number}"] = forms.IntegerField(
                label=choice.texts[0][1],
                min_value=0,
                max_value=MOST_HANDS,
                required=False,
                initial=choice.hands or None,
            )

    def hands(self) -> dict[int, int]:
        """Hands by the key of the choice."""
        return {int(name.removeprefix("hands-")): n or 0 for name, n in self.cleaned_data.items()}


@page(WORKSHOP + "quiz/", SEE_QUIZ)
def quiz(request: Request[Workshop], coalition: str, workshop: int) -> HttpResponse:
    """The question that is open, or how the room answered the last one."""
    return _phone_page(request, "phones/quiz/phone.html")


@page(WORKSHOP + "quiz/now/", SEE_QUIZ)
def quiz_now(request: Request[Workshop], coalition: str, workshop: int) -> HttpResponse:
    """The part of the page that changes, asked for every few seconds."""
    return unchanged(request, edition_of(request.about)) or _phone_page(request, "phones/quiz/now.html")


def _phone_page(request: Request[Workshop], template: str) -> HttpResponse:
    turn, phone = current_question(request.about), phone_of(request)
    answered = bool(turn and phone and has_answered(phone, turn))
    language = get_language() or ""
    context = {
        "phone": phone,
        "answered": answered,
        "edition": edition_of(request.about),
        "asked": in_language(turn, language) if turn else None,
        "unreviewed": bool(turn and language == "km" and is_unreviewed(turn)),
    }
    return on_phone(request, template, context)


@page(WORKSHOP + "quiz/<int:number>/answer/", ANSWER_QUIZ, name="quiz-answer", methods="POST", form_levels=2)
def answer(request: Request[Workshop], coalition: str, workshop: int, number: int) -> HttpResponse:
    """Answer, once."""
    question = question_in(request.about, number)
    if question is None:
        raise Http404
    with refusals_on(request):
        answer_quiz(by=speaking(request), question=question, choice=number_in(request.POST.get("choice", "")))
    if request.headers.get("HX-Request") == "true":
        return _phone_page(request, "phones/quiz/now.html")
    return redirect("phones:quiz", coalition, workshop)


_STEPS = {"open": open_question, "show": show_answers, "away": put_question_away, "drop": drop_question}


@page(WORKSHOP + "quiz/run/", RUN_QUIZ, name="quiz-run")
def run(request: Request[Workshop], coalition: str, workshop: int) -> HttpResponse:
    """The questions in their order; which is open; lessons to take more from."""
    return _run_page(request, WriteForm())


def _run_page(
    request: Request[Workshop], form: WriteForm, *, refused: HandsForm | None = None, number: int = 0, status: int = 200
) -> HttpResponse:
    def hands_form(turn: QuizTurn) -> HandsForm | None:
        if not turn.is_poll:
            return None
        return refused if refused and turn.question.pk == number else HandsForm(turn=turn)

    context: dict[str, Any] = {
        "page_name": _("Quiz and polls"),
        "quiz": [(turn, hands_form(turn)) for turn in quiz_of(request.about)],
        "lessons": lessons_to_take(request.about),
        "form": form,
    }
    return coalition_page(request, "phones/quiz/run.html", context, status=status)


@page(WORKSHOP + "quiz/take/", RUN_QUIZ, name="quiz-take", methods="POST", in_english=True)
def take(request: Request[Workshop], coalition: str, workshop: int) -> HttpResponse:
    """Take a lesson's questions into the quiz."""
    try:
        questions = lesson_questions(request.POST.get("lesson") or "-")
    except NoSuchLesson:
        raise Http404 from None
    with refusals_on(request):
        came = take_from_lessons(by=request.actor, workshop=request.about, questions=questions)
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
    return _run_page(request, form, status=422)


@page(WORKSHOP + "quiz/<int:number>/", RUN_QUIZ, name="quiz-question", methods="POST")
def question(request: Request[Workshop], coalition: str, workshop: int, number: int) -> HttpResponse:
    """Open it, show the answers, put it away, take it out: the button says which."""
    quiz_question, service = question_in(request.about, number), _STEPS.get(request.POST.get("do", ""))
    if quiz_question is None or service is None:
        raise Http404
    with refusals_on(request):
        service(by=request.actor, question=quiz_question)
    return redirect("phones:quiz-run", coalition, workshop)


@page(WORKSHOP + "quiz/<int:number>/hands/", RUN_QUIZ, name="quiz-hands", methods="POST", form_levels=2)
def hands(request: Request[Workshop], coalition: str, workshop: int, number: int) -> HttpResponse:
    """Type in how many hands each answer of a poll got; the room sees it at once."""
    turn = next((quiz_turn for quiz_turn in quiz_of(request.about) if quiz_turn.question.pk == number), None)
    if turn is None:
        raise Http404
    turn.question.workshop = request.about
    form = HandsForm(request.POST, turn=turn)
    if form.is_valid():
        with refusals_in(form):
            count_hands(by=request.actor, question=turn.question, hands=form.hands())
            messages.success(request, _("The hands are counted. The room sees the result."))
            return redirect("phones:quiz-run", coalition, workshop)
    return _run_page(request, WriteForm(), refused=form, number=number, status=422)


@page(WORKSHOP + "quiz/projector/", SHOW_QUIZ, name="quiz-projector")
def projector(request: Request[Workshop], coalition: str, workshop: int) -> HttpResponse:
    """What the whole room sees: the question, and once it is closed how the room answered."""
    return on_phone(request, "phones/quiz/projector.html", _stage(request))


@page(WORKSHOP + "quiz/projector/stage/", SHOW_QUIZ, name="quiz-stage")
def stage(request: Request[Workshop], coalition: str, workshop: int) -> HttpResponse:
    """The part of the projector that changes."""
    return on_phone(request, "phones/quiz/stage.html", _stage(request))


def _stage(request: Request[Workshop]) -> dict[str, Any]:
    turn = current_question(request.about)
    return {"asked": turn, "unreviewed": bool(turn and is_unreviewed(turn))}


@page(WORKSHOP + "quiz/quiz.<slug:kind>", SHOW_QUIZ, name="quiz-file")
def as_file(request: Request[Workshop], coalition: str, workshop: int, kind: str) -> File:
    """How the room answered, as CSV or JSON."""
    beside = {"workshop": request.about.title}
    return as_csv_or_json(kind, "quiz", HEADER, rows_of(request.about), key="answers", beside=beside)
