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
    chosen_practices = fitting(**chosen)
    labels = {label.key: in_page_language(label.label) for label in (*STEPS, *THEMES)}
    context = {
        "practices": [
            (practice, [labels[key] for key in (*practice.steps, *practice.themes)]) for practice in chosen_practices
        ],
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
