"""The word list."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from openupr.accounts.pages import page
from openupr.web.parts import Tab

from .actions import LEARN
from .lessons_pages import frame
from .rules.words import first_of_letters, matching_words, words_in_order

_LONGEST = 100


@page("learn/words/", LEARN)
def words(request: HttpRequest) -> HttpResponse:
    """The words in both languages, sorted by the page's language; `?q=` searches."""
    common = frame(request)
    language = "km" if get_language() == "km" else "en"
    listed, question = words_in_order(language), " ".join(request.GET.get("q", "").split())[:_LONGEST]
    crumbs = [Tab(_("Learn"), reverse("learning:lessons") + common["kept"])]
    return render(
        request,
        "learning/words.html",
        common
        | {
            "asked": question,
            "words": matching_words(question, listed) if question else listed,
            "letters": [] if question else first_of_letters(listed, language),
            "language": language,
            "crumbs": crumbs,
            "is_khmer_first": language == "km",
        },
    )
