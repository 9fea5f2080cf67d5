"""Every value of one dimension: behind "Show all" of a list of filters."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from openupr.accounts.pages import page

from ..actions import READ_THE_RECORD
from ..queries.dimensions import dimension
from ..queries.question import Question
from ..queries.search import search_record
from . import pages
from .asking import with_question

# Pages with filters, and what each of them is asked besides a question.
_KEPT = {
    "search": ("sort",),
    "disaggregate": ("rows", "columns", "show", "order", "top", "across"),
    "similar": ("method",),
}
ON = "on"
"""The parameter that names the page whose filters are chosen."""


@page("facets/<slug:name>/", READ_THE_RECORD)
@with_question
def facet(request: HttpRequest, name: str, *, question: Question) -> HttpResponse:
    """Every value as a page whose choice leads back to where it was begun, and to htmx as the list alone."""
    page = next((each for each in _KEPT if each == request.GET.get(ON)), "search")
    # A draft is compared with, not searched for: it leaves no row out.
    counted = replace(question, words="") if page == "similar" else question
    found = search_record(counted, limit=0, facets=[dimension(name).name], codes=[name])
    context = {
        "facet": pages.facet(
            dimension(name), found.facets[name], question, whole=True, lacking=found.coded[name].lacking
        ),
        "kept": [*question.without(name).pairs(), *((k, request.GET[k]) for k in _KEPT[page] if k in request.GET)],
        "action": reverse(f"recommendations:{page}"),
    }
    return render(request, "recommendations/facet.html", context)
