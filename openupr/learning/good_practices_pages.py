"""Good practices, as a page and a file."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from openupr.accounts.pages import page
from openupr.web.downloads import File, as_csv_or_json
from openupr.web.languages import in_page_language
from openupr.web.parts import Tab

from .actions import LEARN
from .good_practices import PRACTICE_COLUMNS, practice_rows
from .rules.practices import STEPS, THEMES, fitting


@page("learn/practices/", LEARN)
def practices(request: HttpRequest) -> HttpResponse:
    """All, or those of a step and a theme."""
    chosen = {name: request.GET.get(name, "") for name in ("step", "theme")}
    found = fitting(**chosen)
    labels = {each.key: in_page_language(each.label) for each in (*STEPS, *THEMES)}
    context = {
        "practices": [(each, [labels[key] for key in (*each.steps, *each.themes)]) for each in found],
        "steps": STEPS,
        "themes": THEMES,
        "crumbs": [Tab(_("Learn"), reverse("learning:lessons"))],
        **chosen,
    }
    return render(request, "learning/practices.html", context)


@page("learn/practices.<slug:kind>", LEARN)
def practices_file(request: HttpRequest, kind: str) -> File:
    """All as `csv` or `json`."""
    return as_csv_or_json(kind, "practices", PRACTICE_COLUMNS, practice_rows(fitting()))
