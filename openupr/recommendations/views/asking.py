"""From an address to a question: what cannot be understood is said, with the nearest names, and answers nothing."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse

from ..queries.question import Question, ask_address
from ..queries.the_index import RecordNotReady
from .refusing import NOT_UNDERSTOOD, refused

View = Callable[..., HttpResponse | StreamingHttpResponse]


def with_question(view: View) -> View:
    """Hands the view the question of its address; a value that nothing is called by is refused in words."""

    @wraps(view)
    def answered(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse | StreamingHttpResponse:
        try:
            return view(request, *args, question=question_of(request), **kwargs)
        except NOT_UNDERSTOOD as unknown:
            return refused(request, unknown)
        except RecordNotReady as reason:
            return refused(request, reason, status=503)

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
