"""The pages of the languages: how much is translated, all texts, and reading them over."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openupr.accounts.pages import page
from openupr.web.clock import TimedRequest
from openupr.web.downloads import File, as_csv, as_json
from openupr.web.large_numbers import number_in
from openupr.web.parts import Pages, Tab

from .actions import READ_OVER, SEE
from .confirmations import ReadPart, TextWithReadings, confirm_text, read_parts, take_back, word_better
from .rules.refusals import TranslationRefused
from .translations import LANGUAGES

RIGHT, BETTER, BACK = "right", "better", "back"


class ReadingForm(forms.Form):
    """What is said of one text. `said` is the button that was pressed."""

    fingerprint = forms.RegexField(r"^[0-9a-f]{32}$", widget=forms.HiddenInput)
    said = forms.ChoiceField(choices=[(button, button) for button in (RIGHT, BETTER, BACK)])
    better = forms.CharField(
        label=gettext_lazy("Better wording"), max_length=4000, required=False, widget=forms.Textarea
    )


class NameForm(forms.Form):
    """How you want to be named next to what you confirm, until you sign out."""

    named = forms.CharField(label=gettext_lazy("Name to show"), max_length=80, required=False)


# Where a session keeps how its owner wishes to be named.
_NAME = "read-over-as"
# Texts on a page.
_A_PAGE = 25


@page("languages/", SEE)
def languages(request: HttpRequest) -> HttpResponse:
    """How far each language is."""
    known = [(code, name, *_counted(read_parts(code))) for code, name in LANGUAGES.items()]
    return render(request, "languages/languages.html", {"known": known})


@page("languages/<slug:language>/", SEE)
def texts(request: HttpRequest, language: str) -> HttpResponse:
    """A page of texts next to the English, the most seen first."""
    name = _known(language)
    everything = read_parts(language)
    meant = next((part for part in everything if part.part.key == request.GET.get("part")), everything[0])
    left_only = request.GET.get("left") == "1"
    texts_left = [text for text in meant.texts if not left_only or text.state != "confirmed"]
    all_texts, confirmed = _counted(everything)
    last = max(1, -(-len(texts_left) // _A_PAGE))
    number = min(max(1, number_in(request.GET.get("page", ""))), last)
    context = {
        "language": language,
        "name": name,
        "parts": everything,
        "meant": meant,
        "left_only": left_only,
        "texts": [
            (text, text.is_read_by(request.user)) for text in texts_left[(number - 1) * _A_PAGE : number * _A_PAGE]
        ],
        "pages": Pages(number, last, request.GET),
        "all_texts": all_texts,
        "confirmed": confirmed,
        "tabs": [Tab(part.part.title, f"?part={part.part.key}", part is meant) for part in everything],
        "crumbs": [Tab(_("Languages"), reverse("languages:languages"))],
        "may": request.user.is_authenticated,
        "named": request.session.get("read-over-as", "") if request.user.is_authenticated else "",
    }
    return render(request, "languages/texts.html", context)


@page("languages/<slug:language>/read/", READ_OVER, methods="POST")
def read(request: TimedRequest, language: str) -> HttpResponse:
    """Confirm one text, word it better, or withdraw that; then back to its place."""
    _known(language)
    form = ReadingForm(request.POST)
    back = reverse("languages:texts", args=[language]) + _where(request)
    if not form.is_valid():
        messages.error(request, _("That could not be understood, so nothing was changed."))
        return redirect(back)
    try:
        _say(request, language, form.cleaned_data)
    except TranslationRefused as refusal:
        messages.error(request, str(refusal))
    return redirect(f"{back}#{form.cleaned_data['fingerprint']}")


@page("languages/<slug:language>/name/", READ_OVER, methods="POST")
def name(request: HttpRequest, language: str) -> HttpResponse:
    """What is confirmed from now on carries this name, or none."""
    _known(language)
    form = NameForm(request.POST)
    if form.is_valid():
        request.session[_NAME] = form.cleaned_data["named"]
    else:
        messages.error(request, _("That could not be understood, so nothing was changed."))
    return redirect("languages:texts", language)


def _say(request: TimedRequest, language: str, fields: dict[str, str]) -> None:
    about = {"by": request.user, "language": language, "fingerprint": fields["fingerprint"]}
    if fields["said"] == BACK:
        take_back(**about)
        return
    values = {"named": request.session.get(_NAME, ""), "today": request.today}
    if fields["said"] == BETTER:
        word_better(**about, better=fields["better"], **values)
    else:
        confirm_text(**about, **values)


def _where(request: HttpRequest) -> str:
    keys = {part.part.key for part in read_parts("km")}
    part, page = request.POST.get("part", ""), number_in(request.POST.get("page", ""))
    left = "&left=1" if request.POST.get("left") == "1" else ""
    return f"?part={part}{left}" + (f"&page={page}" if page > 1 else "") if part in keys else ""


def _known(language: str) -> str:
    if language not in LANGUAGES:
        raise Http404
    return LANGUAGES[language]


def _counted(parts: list[ReadPart]) -> tuple[int, int]:
    return sum(len(part.texts) for part in parts), sum(part.confirmed for part in parts)


COLUMNS = ("part", "language", "fingerprint", "english", "translated", "state", "better", "named", "day")


@page("languages/<slug:language>.csv", SEE)
def texts_csv(request: HttpRequest, language: str) -> File:
    """Every text with its English, a line for each reading.

    The language, fingerprint, name and day of confirmed rows make confirmed.csv.
    """
    return as_csv(f"texts-{language}", COLUMNS, _rows(language))


@page("languages/<slug:language>.json", SEE)
def texts_json(request: HttpRequest, language: str) -> File:
    """The same for programs."""
    rows = [dict(zip(COLUMNS, row, strict=True)) for row in _rows(language)]
    return as_json({"texts": rows})


def _rows(language: str) -> list[list[str]]:
    if language not in LANGUAGES:
        raise Http404
    return [
        [
            part.part.key,
            language,
            text.text.fingerprint,
            text.text.english,
            text.text.translated,
            *reading,
        ]
        for part in read_parts(language)
        for text in part.texts
        for reading in _said(text)
    ]


def _said(text: TextWithReadings) -> list[tuple[str, str, str, str]]:
    """State, better wording, name and day of each reading; one line if nobody read it."""
    readings = [("confirmed" if s.is_right else "better", s.better, s.named, s.day.isoformat()) for s in text.said]
    return readings or [("unreviewed", "", "", "")]
