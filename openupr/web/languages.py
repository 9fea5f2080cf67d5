"""In which language somebody reads: chosen by a link, remembered until the browser closes, known to
nobody else.

Any address with `?read-in=km` sets the choice and leads back to itself without it. A page answers
in the reader's language. Files for other programs, and a `@page(..., in_english=True)`, are in
English: a file keeps the names of its columns, and a text that we write down keeps its language. Of
such a page only header and footer are in the reader's language.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any, Protocol, TypeVar

from django.conf import settings
from django.core.exceptions import TooManyFieldsSent
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.utils import translation
from django.utils.http import escape_leading_slashes

from . import addresses
from .navigation import NavigationLink

PARAMETER = "read-in"
# Names of pages ("gardens:row") that are in English for every reader.
ENGLISH_PAGES: set[str] = set()
# So ends the name of an address that gives a file.
_FILES = ("-csv", "-json", "-xlsx", "-svg", "-png", "-ics", "-pdf", "-file")


class ReadersLanguage:
    """`request.readers_language`: what the reader has chosen; the page's own language may be
    English instead.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.readers_language = translation.get_language() or settings.LANGUAGE_CODE  # type: ignore[attr-defined]
        wanted = _given(request).get(PARAMETER)
        if wanted is not None and request.method in {"GET", "HEAD"}:
            return _remember(request, wanted)
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], arguments: object, parts: Mapping[str, Any]
    ) -> None:
        """A page that exists in English only answers in English."""
        name = request.resolver_match.view_name if request.resolver_match else ""
        if name in ENGLISH_PAGES or name.endswith(_FILES) or ":api" in name:
            translation.activate(settings.LANGUAGE_CODE)
            request.LANGUAGE_CODE = settings.LANGUAGE_CODE


def _given(request: HttpRequest) -> QueryDict:
    """The parameters of the address; none where there are more than are read, which the page itself
    refuses.
    """
    try:
        return request.GET
    except TooManyFieldsSent:
        return QueryDict()


def _remember(request: HttpRequest, wanted: str) -> HttpResponse:
    rest = addresses.changed(request.GET, **{PARAMETER: None})
    answer = HttpResponseRedirect(escape_leading_slashes(request.path) + ("" if rest == "." else rest))
    if wanted in dict(settings.LANGUAGES):
        # No age: it is gone with the browser.
        answer.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, wanted, samesite="Lax", httponly=True, secure=request.is_secure()
        )
    answer.headers["Cache-Control"] = "no-store, private"
    return answer


def in_page_language(text: str) -> str:
    """A text of our data, such as the name of a State, in the page's language; as it is where no
    catalogue has it.
    """
    return translation.gettext(text) if text else ""


def term(text: str) -> str:
    """The same for a word of our vocabulary, such as an issue: it is kept, as a page of results has
    a hundred of them. Not for what people write.
    """
    return _term(text, translation.get_language()) if text else ""


@lru_cache(10_000)
def _term(text: str, language: str) -> str:
    return translation.gettext(text)


def in_parts(text: str, between: str = ": ") -> str:
    """The same where the program put the text together of several, such as a heading and the name
    of a group; as it is where one of them is somebody's own words.
    """
    if (whole := in_page_language(text)) != text:
        return whole
    pieces = text.split(between)
    translated = [in_page_language(part) for part in pieces]
    return text if any(part in translated for part in pieces) else between.join(translated)


def as_sentence(text: str) -> str:
    """A text with the full stop of the page's language, unless it ends with a mark already."""
    if text.rstrip().endswith((".", "!", "?", "…", "។", "៕")):
        return text.rstrip()
    return translation.gettext("%(words)s.") % {"words": text}


class _Named(Protocol):
    @property
    def name(self) -> str: ...


Named = TypeVar("Named", bound=_Named)
# The two signs that change how a Khmer consonant is spoken, and those above a letter that is silent
# or short: a dictionary passes over them at first.
_PASSED_OVER_IN_KHMER = dict.fromkeys((*range(0x17C9, 0x17D2), 0x200B))


def by_name(things: Iterable[Named]) -> list[Named]:
    """In the order of their names as the page shows them; in English as they are given.

    Khmer letters are encoded in the order of the dictionary: consonants, vowels, then consonants
    written below. So Python's comparison serves.
    """
    if (translation.get_language() or settings.LANGUAGE_CODE) == settings.LANGUAGE_CODE:
        return list(things)
    return sorted(things, key=lambda thing: _place(translation.gettext(thing.name)))


def _place(name: str) -> tuple[str, str]:
    return name.translate(_PASSED_OVER_IN_KHMER), name


def of_reader(request: HttpRequest) -> str:
    """What the reader has chosen; English where nobody asked."""
    return getattr(request, "readers_language", settings.LANGUAGE_CODE)


def links(request: HttpRequest) -> list[tuple[str, NavigationLink]]:
    """Each language that is offered, with the link that chooses it for this page; none where there
    is no choice.
    """
    if len(settings.LANGUAGES) < 2:
        return []
    reading, parameters = of_reader(request), _given(request)
    return [
        (code, NavigationLink(name, addresses.changed(parameters, **{PARAMETER: code}), code == reading))
        for code, name in settings.LANGUAGES
    ]


def first_the_language(request: HttpRequest) -> HttpResponse | None:
    """Who has not chosen a language yet is asked for it before anything else; None where they have,
    or where their browser asks for another language than English, which phones come with.
    """
    is_open = request.method in {"GET", "HEAD"} and len(settings.LANGUAGES) > 1
    known = settings.LANGUAGE_COOKIE_NAME in request.COOKIES or of_reader(request) != settings.LANGUAGE_CODE
    if not is_open or known:
        return None
    return render(request, "web/choose_language.html")
