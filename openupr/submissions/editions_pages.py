"""The pages of editions: one read, two compared."""

from collections.abc import Iterable

from django.http import Http404, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from openupr.accounts.pages import page
from openupr.coalitions.frame import Request, coalition_page
from openupr.documents.light_markup import plain_words
from openupr.upr.languages import language as language_of
from openupr.web.languages import in_page_language, in_parts

from .actions import SEE_SUBMISSION
from .addresses import SUBMISSION
from .citations import citations
from .editions import (
    COVER,
    ComparedEditions,
    compared,
    content_of,
    lodged_edition,
    moved,
    translations_of,
    with_repeats,
)
from .frame import drawn, passed_over
from .models import TO_BE_WRITTEN, Edition, Paragraph, ParagraphTranslation, Submission
from .rules.arranging import whole_heading
from .rules.reading import read_changes


@page(SUBMISSION + "editions/", SEE_SUBMISSION)
def editions(request: Request[Submission], coalition: str, submission: int) -> HttpResponse:
    """All of them; with `?from=1&to=2` what changed between two; without `to`, until now."""
    all_editions = with_repeats(request.about)
    numbers = [str(edition.number) for edition in all_editions]
    context = {
        "page_name": _("Editions"),
        "editions": all_editions,
        "lodged": lodged_edition(request.about),
        "passed_over": passed_over(request, {"from": numbers, "to": numbers}),
        **_comparison(request, all_editions),
    }
    return coalition_page(request, "submissions/editions.html", context)


def _comparison(request: Request[Submission], all_editions: list[Edition]) -> dict[str, object]:
    by_number = {str(edition.number): edition for edition in all_editions}
    first = by_number.get(request.GET.get("from", ""))
    # An unknown edition in the address is not replaced by another one.
    if first is None or (request.GET.get("to") and request.GET["to"] not in by_number):
        return {}
    last = by_number.get(request.GET.get("to", ""))
    after = last.content if last else content_of(request.about)
    changed = [place for place in compared(first.content, after) if place.is_changed]
    cite = citations((text for place in changed for text in (place.before, place.after)), request.about)
    return {
        "first": first,
        "last": last,
        "moved": moved(first.content, after),
        "changed": [(_place(place), read_changes(place.before, place.after, cite.get)) for place in changed],
    }


def _cover_words() -> dict[str, str]:
    return {"title": _("Title"), "key_words": _("Key words"), "contact": _("Contact, on the cover")}


def _place(each: ComparedEditions) -> str:
    """Where the change is, in words."""
    match each.kind:
        case "heading":
            return _("Heading of a section")
        case "annex":
            return _("Annexed file")
        case "sources":
            return _("%(heading)s: sources") % {"heading": in_parts(each.heading)}
        case "paragraph":
            return in_parts(each.heading)
        case name:
            return _cover_words()[name]


@page(SUBMISSION + "editions/<int:number>/", SEE_SUBMISSION)
def edition(request: Request[Submission], coalition: str, submission: int, number: int) -> HttpResponse:
    """One edition, to be read as a whole."""
    edition = request.about.editions.filter(number=number).first()
    if edition is None:
        raise Http404
    paragraphs = [paragraph for section in edition.content["sections"] for paragraph in section["paragraphs"]]
    translations = translations_of({paragraph["anchor"]: paragraph["text"] for paragraph in paragraphs})
    texts = [paragraph["text"] for paragraph in paragraphs]
    cite = citations(texts, request.about)
    language = request.about.language
    going_round = _round(request, edition)
    to_comment = _to_comment(request.about) if going_round["round"] else {}
    untranslated = _untranslated(language, translations.values())
    context = {
        "page_name": _("Edition %(number)s") % {"number": number},
        **going_round,
        "untranslated": untranslated,
        "worded": untranslated and _is_any_worded(request.about, translations),
        "edition": edition,
        "cover": [(_cover_words()[name], edition.content[name]) for name in COVER if edition.content.get(name)],
        "parts": [
            (
                whole_heading(section),
                [
                    (
                        drawn(paragraph["text"], cite=cite.get, language=language),
                        paragraph["sources"],
                        translations[paragraph["anchor"]],
                        to_comment.get(paragraph["anchor"]),
                        plain_words(paragraph["text"]),
                    )
                    for paragraph in section["paragraphs"]
                ],
            )
            for section in edition.content["sections"]
        ],
    }
    return coalition_page(request, "submissions/edition.html", context)


def _to_comment(submission: Submission) -> dict[str, Paragraph]:
    """The written paragraphs that can be commented on, by their anchors."""
    written = Paragraph.objects.filter(section__submission=submission).exclude(TO_BE_WRITTEN)
    return {paragraph.anchor: paragraph for paragraph in written.filter(section__taken_out_at=None)}


def _untranslated(language: str, translations: Iterable[list[ParagraphTranslation]]) -> tuple[str, str] | None:
    """The text's language and the reader's, where no paragraph is translated into the reader's."""
    reader = (get_language() or "en").partition("-")[0]
    if reader == language or any(one.language == reader for translation in translations for one in translation):
        return None
    return in_page_language(language_of(language).name), in_page_language(language_of(reader).name)


def _is_any_worded(submission: Submission, anchors: Iterable[str]) -> bool:
    """Whether a paragraph comes from a recommendation with a wording in the reader's language.

    One query.
    """
    reader = (get_language() or "en").partition("-")[0]
    paragraphs = Paragraph.objects.filter(section__submission=submission, anchor__in=anchors)
    return paragraphs.filter(proposal__wordings__language=reader).exists()


def _round(request: Request[Submission], edition: Edition) -> dict[str, object]:
    """The open round of this edition, if any, and whether the reader has not read it yet."""
    rounds = request.about.circulations.filter(edition=edition, comments_until__gte=request.today)
    circulation = None if request.about.is_locked else rounds.order_by("number").last()
    return {"round": circulation, "is_unread": circulation and not circulation.read_by.contains(request.actor)}
