"""A submission taken as files, its lists, and its Word file checked rule by rule."""

from collections.abc import Callable, Iterator, Sequence
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _

from openupr.accounts.pages import page
from openupr.coalitions.addresses import COALITION
from openupr.coalitions.frame import Request, coalition_page
from openupr.coalitions.models import Coalition
from openupr.conformance.check import shown_findings
from openupr.conformance.rules.conformance import Conformance, conformance
from openupr.conformance.rules.finding import first_words
from openupr.conformance.rules.parts import Known
from openupr.documents import word
from openupr.documents.light_markup import plain_words
from openupr.documents.printing import CannotPrint
from openupr.documents.word import write_word
from openupr.files.word import read_word
from openupr.web.downloads import File, as_csv_or_json, attachment

from .actions import SEE_SUBMISSION, TAKE_FILE, TAKE_LISTS
from .addresses import SUBMISSION
from .budget import Budget, budget_of, limit_kind
from .document import WRITERS, as_lodged, document_of
from .editions import lodged_edition
from .frame import passed_over
from .lists import LISTS, SUBMISSIONS, Rows, submissions_listed
from .models import Edition, Paragraph, Section, Submission, written_paragraphs
from .next_steps import cases_to_ask, known_of
from .overview_pages import open_before_lodging

_CONTENT_TYPES = {
    "docx": word.CONTENT_TYPE,
    "pdf": "application/pdf",
    "html": "text/html; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
}


@page(SUBMISSION + "submission.<slug:kind>", TAKE_FILE, in_english=True)
def file(request: Request[Submission], coalition: str, submission: int, kind: str) -> HttpResponse:
    """The submission as it is now; once it is lodged, each file exactly as it was lodged."""
    about = request.about
    if kind not in WRITERS:
        raise Http404
    edition = lodged_edition(about) if about.is_locked else None
    return answer_or_sorry(lambda: as_lodged(about, kind) or WRITERS[kind](document_of(about)), about, kind, edition)


def answer_or_sorry(
    read: Callable[[], bytes | str], about: Submission, kind: str, edition: Edition | None
) -> HttpResponse:
    """The file that `read` gives, or a sentence where this machine cannot print it."""
    try:
        return answer_with(read(), about, kind, edition)
    except CannotPrint:
        sentence = _("PDF cannot be made on this machine: a library is missing. Take the Word or HTML file.")
        return HttpResponse(sentence, "text/plain; charset=utf-8", 503)


def answer_with(data: bytes | str, about: Submission, kind: str, edition: Edition | None) -> HttpResponse:
    """A file to save; its name says nothing about people. Without an `edition` it is a draft."""
    return attachment(_name(about, kind, edition), data, _CONTENT_TYPES[kind])


def _name(submission: Submission, kind: str, edition: Edition | None) -> str:
    """A file name from the State, the edition and the kind; without organisations and title."""
    state, which = slugify(submission.coalition.state.name), f"edition-{edition.number}" if edition else "draft"
    return f"submission-{state}-{submission.pk}-{which}.{kind}"


@page(COALITION + "submissions/list.<slug:kind>", TAKE_LISTS, name="submissions-list", in_english=True)
def all_listed(request: Request[Coalition], coalition: str, kind: str) -> File:
    """A coalition's submissions."""
    return _file("submissions", kind, SUBMISSIONS, submissions_listed(request.about))


@page(SUBMISSION + "<slug:name>-list.<slug:kind>", TAKE_LISTS, name="list", in_english=True)
def listed(request: Request[Submission], coalition: str, submission: int, name: str, kind: str) -> File:
    """A list of one submission: sections, tasks, comments, annexes, answers at the validation."""
    if name not in LISTS:
        raise Http404
    header, rows = LISTS[name]
    return _file(name, kind, header, rows(request.about, request.today))


def _file(name: str, kind: str, header: tuple[str, ...], rows: Rows) -> File:
    return as_csv_or_json(kind, f"for-members-{name}", header, rows, key=name)


@page(SUBMISSION + "check/", SEE_SUBMISSION)
def check(request: Request[Submission], coalition: str, submission: int) -> HttpResponse:
    """The Word file as it would be lodged now, checked rule by rule."""
    about = request.about
    budget = budget_of(about)
    data = as_lodged(about, "docx") or write_word(document_of(about))
    file, known = read_word(bytes(data)), known_of(about)
    result = conformance(file, kind=limit_kind(about), rules=budget.rules, known=known)
    links = dict(_links(request, result, known, budget))
    name = _("The Word file as it was lodged") if about.is_locked else _("Check the submission")
    is_part = request.headers.get("HX-Request") == "true"
    base = "web/fragment.html" if is_part else "submissions/submission_base.html"
    context = {"page_name": name, "shown": shown_findings(result, name, links), "check_base": base}
    context["passed_over"] = passed_over(request, {})
    if not is_part and about.state == Submission.State.SIGNING and "submissions.lodge" in request.may:
        context |= open_before_lodging(about, today=request.today, reader=request.actor) | {"shows_open": True}
    return coalition_page(request, "submissions/check.html", context)


Link = tuple[str, tuple[str, str]]
"""The key of a rule, and (what it leads to, address) where something can be done about it."""


def _links(request: Request[Submission], result: Conformance, known: Known, budget: Budget) -> Iterator[Link]:
    """Links to the places where findings can be corrected."""
    about = request.about
    at = [about.coalition.key, about.pk]
    signing = reverse("submissions:signing", args=at)
    if known.nobody_named:
        yield "organisations", (_("Signing on"), signing)
    if cases := cases_to_ask(about):
        yield "cases", (_("To the paragraph"), _address(at, cases[0].section, cases[0].anchor))
    if about.is_locked:
        return
    to_look = {finding.rule.key: finding for finding in reversed(result.findings) if finding.status != "pass"}
    for key, finding in to_look.items():
        if key != "cases" and finding.places and (there := _paragraph_at(finding.places[0].quote, budget)):
            yield key, (_("To the paragraph"), _address(at, there.section, there.anchor))
    writes_cover = "submissions.begin" in request.may
    cover = f"{reverse('submissions:cover', args=at)}?{urlencode({'back': request.path})}"
    if not about.key_words.strip() and writes_cover:
        yield "key-words", (_("Write them on the cover"), cover)
    if "about" in to_look:
        paragraphs = f"{cover}#paragraphs-head" if writes_cover else f"{signing}#all-head"
        yield "about", (_("To their paragraphs"), paragraphs)
    if "introduction" in to_look and (section := _introduction(budget)):
        yield "introduction", (_("To the introduction"), _address(at, section, ""))


def _address(at: Sequence[object], section: Section, anchor: str) -> str:
    address = reverse("submissions:section", args=[*at, section.pk])
    return f"{address}#{anchor or f'part-{section.pk}'}"


def _paragraph_at(quote: str, budget: Budget) -> Paragraph | None:
    """The paragraph that begins with these words."""
    paragraphs = (paragraph for line in budget.sections for paragraph in written_paragraphs(line.section))
    cite = budget.citations.get
    return next(
        (paragraph for paragraph in paragraphs if first_words(plain_words(paragraph.text, cite=cite)) == quote), None
    )


def _introduction(budget: Budget) -> Section | None:
    kind = Section.Kind.INTRODUCTION
    return next((part.section for part in budget.sections if part.section.kind == kind), None)
