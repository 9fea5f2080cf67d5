"""The list of lessons, a lesson, its questions."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from openupr.accounts.pages import page
from openupr.web.parts import Tab

from ..permissions import LEARN
from ..queries import CourseLesson, NoSuchLesson, lesson_of
from ..queries import course_lessons as all_lessons
from ..queries.checking import checked
from ..queries.lesson_pages import shown_lesson
from .pages import frame, shown


def with_lesson(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Hands the view the lesson of its address; an unknown one is a page that leads to all of them."""

    @wraps(view)
    def answered(request: HttpRequest, key: str) -> HttpResponse:
        try:
            found = lesson_of(key)
        except NoSuchLesson:
            return _all(request, missing=True)
        return view(request, lesson=found)

    return answered


@page("learn/", LEARN)
def lessons(request: HttpRequest) -> HttpResponse:
    """All lessons, in order."""
    return _all(request)


@page("learn/<slug:key>/", LEARN)
@with_lesson
def lesson(request: HttpRequest, *, lesson: CourseLesson) -> HttpResponse:
    """A lesson to read, with its words, and the way to its questions."""
    given = frame(request)
    context = {
        "lesson": shown_lesson(lesson, given["shown"]),
        "many": len(lesson.questions),
        "next": _next(lesson, request),
        "crumbs": [Tab(_("Learn"), reverse("learning:lessons") + given["kept"])],
        **given,
    }
    return render(request, "learning/lesson.html", context)


@page("learn/<slug:key>/questions/", LEARN)
@with_lesson
def check(request: HttpRequest, *, lesson: CourseLesson) -> HttpResponse:
    """The lesson's questions; once answered, which were right and why. The answers stand in the address alone."""
    given = frame(request)
    answers = checked(lesson, request.GET, given["shown"])
    context = {
        "lesson": shown_lesson(lesson, given["shown"]),
        "answers": answers,
        "answered": (answered := any(each.is_answered for each in answers)),
        "sent_empty": "sent" in request.GET and not answered,
        "right": sum(each.is_right for each in answers),
        "next": _next(lesson, request),
        "crumbs": _above(request, lesson, given["kept"]),
        **given,
    }
    return render(request, "learning/check.html", context)


def _all(request: HttpRequest, *, missing: bool = False) -> HttpResponse:
    given = frame(request)
    several = [shown_lesson(each, given["shown"]) for each in all_lessons()]
    context = {"lessons": several, "missing": missing, **given}
    return render(request, "learning/lessons.html", context, status=404 if missing else 200)


def _next(lesson: CourseLesson, request: HttpRequest) -> object:
    later = (each for each in all_lessons() if each.number > lesson.number)
    found = next(later, None)
    return shown_lesson(found, shown(request)) if found else None


def _above(request: HttpRequest, lesson: CourseLesson, kept: str) -> list[Tab]:
    title = lesson.title.text(shown(request).languages[-1])
    return [
        Tab(_("Learn"), reverse("learning:lessons") + kept),
        Tab(title, reverse("learning:lesson", args=[lesson.key]) + kept),
    ]
