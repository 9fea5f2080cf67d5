"""The lessons, their questions, and their files."""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from openupr.accounts.pages import page
from openupr.documents.printing import CannotPrint
from openupr.web import addresses
from openupr.web.downloads import PDF, File, as_csv, as_json, attachment
from openupr.web.parts import Tab
from openupr.web.this_machine import server_address

from .actions import LEARN
from .lessons import NoSuchLesson, checked, course_lessons, lesson_of
from .lessons import course_lessons as all_lessons
from .lessons_on_paper import (
    QUESTION_COLUMNS,
    WORD_COLUMNS,
    printed,
    question_documents,
    question_rows,
    shown_lesson,
    word_rows,
)
from .rules.lessons import CourseLesson
from .rules.translations import BOTH, LANGUAGES, SOURCE_LANGUAGE, ShownLanguages

_ROOM = "room"


def chosen_languages(request: HttpRequest) -> ShownLanguages:
    """As the address asks (`in=en`, `in=km`, `in=both`); else in the language of the pages."""
    wanted = request.GET.get("in", "")
    if wanted in {*LANGUAGES, BOTH}:
        return ShownLanguages(wanted)
    reading = get_language() or SOURCE_LANGUAGE
    return ShownLanguages(reading if reading in LANGUAGES else SOURCE_LANGUAGE)


def _kept(request: HttpRequest) -> dict[str, str]:
    """What every address here keeps: the chosen language, and that the reader came from a room."""
    language = {"in": chosen_languages(request).chosen} if "in" in request.GET else {}
    return language | ({"from": _ROOM} if _is_from_room(request) else {})


def _is_from_room(request: HttpRequest) -> bool:
    """Whether a phone in the room opened this: then every page leads back there."""
    return request.GET.get("from") == _ROOM


def frame(request: HttpRequest) -> dict[str, Any]:
    """What every page here gets: the choice of language, as tabs and as the end of addresses."""
    meant = chosen_languages(request)
    labels = {"en": "English", "km": "ខ្មែរ", BOTH: _("Side by side")}
    return {
        "shown": meant,
        "tabs": [
            Tab(label, addresses.changed(request.GET, **{"in": choice}), choice == meant.chosen)
            for choice, label in labels.items()
        ],
        "kept": f"?{kept}" if (kept := urlencode(_kept(request))) else "",
        "kept_pairs": list(_kept(request).items()),
        "from_room": _is_from_room(request),
    }


def with_lesson(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Gives the view the lesson of its address; an unknown one shows a page with all lessons."""

    @wraps(view)
    def answered(request: HttpRequest, key: str) -> HttpResponse:
        try:
            wanted = lesson_of(key)
        except NoSuchLesson:
            return _all(request, missing=True)
        return view(request, lesson=wanted)

    return answered


@page("learn/", LEARN)
def lessons(request: HttpRequest) -> HttpResponse:
    """All lessons, in order."""
    return _all(request)


@page("learn/<slug:key>/", LEARN)
@with_lesson
def lesson(request: HttpRequest, *, lesson: CourseLesson) -> HttpResponse:
    """A lesson to read, with its words, and the way to its questions."""
    common = frame(request)
    context = {
        "lesson": shown_lesson(lesson, common["shown"]),
        "many": len(lesson.questions),
        "next": _next(lesson, request),
        "crumbs": [Tab(_("Learn"), reverse("learning:lessons") + common["kept"])],
        **common,
    }
    return render(request, "learning/lesson.html", context)


@page("learn/<slug:key>/questions/", LEARN)
@with_lesson
def check(request: HttpRequest, *, lesson: CourseLesson) -> HttpResponse:
    """The questions; after answers, which were right and why. Answers are in the address only."""
    common = frame(request)
    answers = checked(lesson, request.GET, common["shown"])
    context = {
        "lesson": shown_lesson(lesson, common["shown"]),
        "answers": answers,
        "answered": (answered := any(answer.is_answered for answer in answers)),
        "sent_empty": "sent" in request.GET and not answered,
        "right": sum(answer.is_right for answer in answers),
        "next": _next(lesson, request),
        "crumbs": _above(request, lesson, common["kept"]),
        **common,
    }
    return render(request, "learning/check.html", context)


def _all(request: HttpRequest, *, missing: bool = False) -> HttpResponse:
    common = frame(request)
    several = [shown_lesson(item, common["shown"]) for item in all_lessons()]
    context = {"lessons": several, "missing": missing, **common}
    return render(request, "learning/lessons.html", context, status=404 if missing else 200)


def _next(lesson: CourseLesson, request: HttpRequest) -> object:
    later = (candidate for candidate in all_lessons() if candidate.number > lesson.number)
    following = next(later, None)
    return shown_lesson(following, chosen_languages(request)) if following else None


def _above(request: HttpRequest, lesson: CourseLesson, kept: str) -> list[Tab]:
    title = lesson.title.text(chosen_languages(request).languages[-1])
    return [
        Tab(_("Learn"), reverse("learning:lessons") + kept),
        Tab(title, reverse("learning:lesson", args=[lesson.key]) + kept),
    ]


@page("learn/<slug:key>.pdf", LEARN)
@with_lesson
def lesson_pdf(request: HttpRequest, *, lesson: CourseLesson) -> HttpResponse:
    """One lesson with its questions."""
    return _paper(request, [lesson], lesson.key)


@page("learn/booklet.pdf", LEARN, in_english=True)
def booklet(request: HttpRequest) -> HttpResponse:
    """All lessons with their questions."""
    return _paper(request, course_lessons(), "lessons")


@page("learn/questions.csv", LEARN)
def questions_csv(request: HttpRequest) -> File:
    """Every question in each language."""
    return as_csv("questions", QUESTION_COLUMNS, question_rows())


@page("learn/questions.json", LEARN)
def questions_json(request: HttpRequest) -> HttpResponse:
    """Every question with its languages."""
    return as_json({"questions": question_documents()})


@page("learn/words.csv", LEARN)
def words_csv(request: HttpRequest) -> File:
    """The word list."""
    return as_csv("words", WORD_COLUMNS, word_rows())


@page("learn/words.json", LEARN)
def words_json(request: HttpRequest) -> HttpResponse:
    """The word list for programs."""
    return as_json({"words": [dict(zip(WORD_COLUMNS, row, strict=True)) for row in word_rows()]})


def _paper(request: HttpRequest, several: Sequence[CourseLesson], name: str) -> HttpResponse:
    meant = chosen_languages(request)
    try:
        data = printed(several, meant, base=server_address(request))
    except CannotPrint as reason:
        return render(request, "learning/not_printed.html", {"reason": str(reason)}, status=503)
    return attachment(f"{name}-{meant.chosen}.pdf", data, PDF, inline=True)
