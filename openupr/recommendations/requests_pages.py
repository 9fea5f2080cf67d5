"""From an address to a question: its parameters, refusals, and the list that a link was followed
from.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cache, wraps
from pathlib import PurePosixPath
from urllib.parse import parse_qs, urlsplit

import orjson
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openupr.upr.names import Names, UnknownName
from openupr.web.addresses import own_address
from openupr.web.parts import Tab

from .counts import DimensionTwice
from .dimensions import DIMENSIONS
from .disaggregate import SameDimension
from .question import SUGGESTED, Question, ask_address
from .the_index import RecordNotReady

NOT_UNDERSTOOD = (UnknownName, SameDimension, DimensionTwice)
"""What an address may ask for that cannot be answered; each says why."""


def _of_states(reason: Exception) -> bool:
    """Whether a list of all States helps."""
    return isinstance(reason, UnknownName) and reason.kind == "State"


def refused(request: HttpRequest, reason: Exception, *, status: int = 400) -> HttpResponse:
    """The reason as an answer with this status; what would have been a file is not called one."""
    message = str(reason)
    ending = PurePosixPath(request.path).suffix if not request.path.endswith("/") else ""
    if ending == ".json":
        return HttpResponse(orjson.dumps({"error": message}), content_type="application/json", status=status)
    if ending:
        return HttpResponse(f"{message}\n", content_type="text/plain; charset=utf-8", status=status)
    page = "not_ready" if status == 503 else "not_understood"
    return render(
        request, f"recommendations/{page}.html", {"reason": message, "of_states": _of_states(reason)}, status=status
    )


View = Callable[..., HttpResponse | StreamingHttpResponse]


def with_question(view: View) -> View:
    """Hands the view the question of its address; a value that nothing is called by is refused in
    words.
    """

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


QUESTION = ("q", "kind", SUGGESTED, *(d.parameter for d in DIMENSIONS), *(d.excluding_parameter for d in DIMENSIONS))
# On every page: the tour's step, and the search that a link was followed from.
_EVERYWHERE = ("tour", "back")
_MOST_NAMED = 5
# What other programs' addresses call the same.
_ELSEWHERE = {
    "limit": "per_page",
    "size": "per_page",
    "offset": "page",
    "query": "q",
    "search": "q",
    "country": "state",
    "order": "sort",
}


def refuse_unknown(request: HttpRequest, takes: Sequence[str]) -> None:
    """Raises UnknownName, with the nearest names, for the first parameter that is none of these."""
    for name in request.GET:
        if name not in takes:
            # Also where only the case or a sign differs: it would be passed over.
            raise UnknownName("parameter", name, _nearest(name, tuple(takes)))


def refuse_unlike(request: HttpRequest, takes: Mapping[str, Sequence[str]]) -> None:
    """Raises UnknownName for the first value that is none of those a parameter takes, or (it takes
    none) no number.
    """
    for name, known in takes.items():
        value = request.GET.get(name)
        if value and value not in known and (known or not (value.isascii() and value.isdigit())):
            raise UnknownName(f"value of “{name}”", value, tuple(known))


def passed_over(
    request: HttpRequest,
    takes: Sequence[str],
    *,
    values: Mapping[str, Sequence[str]] | None = None,
    numbers: Sequence[str] = (),
) -> list[str]:
    """A sentence for each parameter of a page's address that means nothing there, and for each
    value that is none of the `values` that a parameter takes, or no number where it takes one.
    """
    unknown = [name for name in request.GET if name not in takes and name not in _EVERYWHERE]
    sentences = [_sentence(name, _nearest(name, tuple(takes))) for name in unknown[:_MOST_NAMED]]
    for name, known in (values or {}).items():
        if (value := request.GET.get(name)) and value not in known:
            sentences.append(_sentence(f"{name}={value}", [f"{name}={choice}" for choice in known]))
    given_numbers = [(name, request.GET.get(name, "")) for name in numbers]
    wrong = [(name, value) for name, value in given_numbers if value and not (value.isascii() and value.isdigit())]
    return [*sentences, *(_sentence(f"{name}={value}", ()) for name, value in wrong)]


def _sentence(name: str, nearest: Sequence[str]) -> str:
    short = name if len(name) <= 60 else f"{name[:57]}..."
    sentence = _("“%(name)s” in this address is not known and was ignored.") % {"name": short}
    return f"{sentence} {_('Nearest: %(names)s.') % {'names': ', '.join(nearest)}}" if nearest else sentence


def _nearest(name: str, takes: tuple[str, ...]) -> tuple[str, ...]:
    meant = _ELSEWHERE.get(name.casefold())
    return (meant,) if meant in takes else _known(takes).nearest(name)


@cache
def _known(takes: tuple[str, ...]) -> Names[str]:
    return Names("parameter", ((name, [name]) for name in takes), label=str, plausible=0.5)


_LISTS: Mapping[str, str | Promise] = {
    "recommendations:search": gettext_lazy("Back to the search"),
    "recommendations:similar": gettext_lazy("Back to similar recommendations"),
    "recommendations:state-brief": gettext_lazy("Back to the page on this review"),
}
_LONGEST = 4000


def back_to(request: HttpRequest) -> Tab | None:
    """A link back, only ever to a list of this very site; None where the reader comes from
    elsewhere.
    """
    address = request.GET.get("back") or _own(request, request.headers.get("Referer", ""))
    if (
        not address.startswith("/")
        or address.startswith(("//", "/\\"))
        or len(address) > _LONGEST
        or not address.isprintable()
    ):
        return None
    try:
        parts = urlsplit(address)
        name = resolve(parts.path).view_name
    except (ValueError, Resolver404):
        return None
    if name not in _LISTS:
        return None
    words = " ".join(parse_qs(parts.query).get("q", []))
    short = words if len(words) <= 60 else f"{words[:60].rstrip()} …"
    return Tab(f"{_LISTS[name]}: {short}" if words else _LISTS[name], address)


def back_out_of_the_record(request: HttpRequest) -> str:
    """The address of a page of another app, such as a group's, that led here; "" where none did."""
    address = own_address(request.GET.get("back") or _own(request, request.headers.get("Referer", "")))
    try:
        namespace = resolve(urlsplit(address).path).namespace if address else ""
    except (ValueError, Resolver404):
        return ""
    return address if namespace not in ("", "recommendations") else ""


def _own(request: HttpRequest, referrer: str) -> str:
    """The path and query of a page of this site; "" of any other."""
    try:
        parts = urlsplit(referrer)
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or parts.netloc != request.get_host():
        return ""
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
