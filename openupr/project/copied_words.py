"""A page says so where a service refused words of a testimony, also a page that knows of no refusal."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from openupr.coalitions.rules.refusals import CopiesATestimony
from openupr.web.refusing import in_words


class CopiedWordsRefused:
    """Whatever a service is given is looked through: so this may be raised where the view asks for nothing of it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, refusal: Exception) -> HttpResponse | None:
        """The sentence on a page of its own; what was typed is in the form that the reader goes back to."""
        if not isinstance(refusal, CopiesATestimony):
            return None
        return render(request, "project/copied_words.html", {"sentence": in_words(refusal)}, status=422)
