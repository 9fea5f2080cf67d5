"""From an address to a question: what cannot be understood is said, with the nearest names, and answers nothing."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render

from openupr.upr.names import UnknownName

from ..queries.question import Question, ask_address
from ..queries.the_index import RecordNotReady

View = Callable[..., HttpResponse | StreamingHttpResponse]


def with_question(view: View) -> View:
    """Hands the view the question of its address; a value that nothing is called by gets a page that says so."""

    @wraps(view)
    def answered(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse | StreamingHttpResponse:
        try:
            return view(request, *args, question=question_of(request), **kwargs)
        except UnknownName as unknown:
            return render(request, "recommendations/not_understood.html", {"reason": str(unknown)}, status=400)
        except RecordNotReady as reason:
            return render(request, "recommendations/not_ready.html", {"reason": str(reason)}, status=503)

    return answered


def question_of(request: HttpRequest) -> Question:
    """The question of a request's address. Raises UnknownName."""
    return ask_address(dict(request.GET.lists()))


def whole_number(request: HttpRequest, name: str, *, default: int, least: int, most: int) -> int:
    """A whole number of the address, held within bounds; anything else is the default."""
    text = request.GET.get(name, "")
    if not (text.isascii() and text.isdigit()):
        return default
    return max(least, min(most, int(text[:9])))
