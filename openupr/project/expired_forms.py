"""What somebody typed into a form that cannot be taken any more is shown to them, so that it is not
lost.
"""

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

KEEP_NOTHING = "no-store, private"
# What a page's form carries for itself: nobody typed it.
_CARRIED = frozenset({"csrfmiddlewaretoken", "seen", "next", "back"})
# Letters of a text that somebody would not like to type again; of a shorter one its words, capitals
# or script tell that it is no key of a list, date or number.
_LONG = 12


def texts_typed(request: HttpRequest) -> list[str]:
    """The texts that the browser has just sent, and nothing of ours; no password, nor what is
    chosen from a list.
    """
    return [
        text
        for name, values in request.POST.lists()
        if "password" not in name and name not in _CARRIED
        for text in values
        if _is_a_text(text.strip())
    ]


def _is_a_text(text: str) -> bool:
    return len(text) >= _LONG or " " in text or not text.isascii() or any(letter.isupper() for letter in text)


def page_of(request: HttpRequest) -> str:
    """The page of ours that a form stood on; empty where the browser does not say."""
    sent_from = urlsplit(request.headers.get("referer", ""))
    return sent_from.path if sent_from.netloc == request.get_host() else ""


def form_too_old(request: HttpRequest, reason: str = "") -> HttpResponse:
    """In place of Django's: the form's token is not this browser's any more, since somebody signed
    in or out meanwhile.

    What another site sends is not repeated: it would put its words on a page of ours.
    """
    came_from = page_of(request)
    context = {"texts": texts_typed(request) if came_from else [], "came_from": came_from}
    answer = render(request, "403_csrf.html", context, status=403)
    answer.headers["Cache-Control"] = KEEP_NOTHING
    return answer
