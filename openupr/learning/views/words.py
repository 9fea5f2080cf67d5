"""The word list, for newcomers and for interpreters."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from openupr.web.parts import Tab

from ..rules.words import WORDS, first_of_letters
from .pages import frame


@require_safe
def words(request: HttpRequest) -> HttpResponse:
    """Every word in both languages: that is what the list is for."""
    given = frame(request)
    crumbs = [Tab(_("Learn"), reverse("learning:lessons") + given["kept"])]
    return render(
        request,
        "learning/words.html",
        given
        | {
            "words": WORDS,
            "letters": first_of_letters(),
            "crumbs": crumbs,
            "is_khmer_first": get_language() == "km",
        },
    )
