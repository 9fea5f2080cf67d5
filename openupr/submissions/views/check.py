"""One submission's Word file, checked rule by rule."""

from collections.abc import Iterator, Sequence
from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from openupr.accounts.pages import page
from openupr.coalitions.frame import Request, coalition_page
from openupr.conformance.check import shown_findings
from openupr.conformance.rules.conformance import Conformance, conformance
from openupr.conformance.rules.finding import first_words
from openupr.conformance.rules.parts import Known
from openupr.documents.light_markup import plain_words
from openupr.documents.word import write_word
from openupr.files.word import read_word

from ..actions.drafting import SEE_SUBMISSION
from ..addresses import SUBMISSION
from ..models import Paragraph, Section, Submission, told
from ..queries.document import document_of
from ..queries.public_version import as_lodged
from ..queries.steps import cases_to_ask
from ..queries.submissions import Budget, budget_of, limit_kind
from ..queries.which_review import known_of
from .before_lodging import open_before_lodging
from .unknown_parameters import passed_over


@page(SUBMISSION + "check/", SEE_SUBMISSION)
def check(request: Request[Submission], coalition: str, submission: int) -> HttpResponse:
    """The Word file as it would be lodged now, checked rule by rule."""
    about = request.about
    budget = budget_of(about)
    data = as_lodged(about, "docx") or write_word(document_of(about))
    file, known = read_word(bytes(data)), known_of(about)
    found = conformance(file, kind=limit_kind(about), rules=budget.rules, known=known)
    links = dict(_links(request, found, known, budget))
    name = _("The Word file as it was lodged") if about.is_locked else _("Check the submission")
    is_part = request.headers.get("HX-Request") == "true"
    base = "web/fragment.html" if is_part else "submissions/submission_base.html"
    given = {"page_name": name, "shown": shown_findings(found, name, links), "check_base": base}
    given["passed_over"] = passed_over(request, {})
    if not is_part and about.state == Submission.State.SIGNING and "submissions.lodge" in request.may:
        given |= open_before_lodging(about, today=request.today, reader=request.actor) | {"shows_open": True}
    return coalition_page(request, "submissions/check.html", given)


Link = tuple[str, tuple[str, str]]
"""The key of a rule, and (what it leads to, address) where something can be done about it."""


def _links(request: Request[Submission], found: Conformance, known: Known, budget: Budget) -> Iterator[Link]:
    """What is written on the cover leads back here."""
    about = request.about
    at = [about.coalition.key, about.pk]
    signing = reverse("submissions:signing", args=at)
    if known.nobody_named:
        yield "organisations", (_("Signing on"), signing)
    if cases := cases_to_ask(about):
        yield "cases", (_("To the paragraph"), _address(at, cases[0].section, cases[0].anchor))
    if about.is_locked:
        return
    to_look = {each.rule.key: each for each in reversed(found.findings) if each.status != "pass"}
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
    paragraphs = (each for line in budget.sections for each in told(line.section))
    cite = budget.said.get
    return next((each for each in paragraphs if first_words(plain_words(each.text, cite=cite)) == quote), None)


def _introduction(budget: Budget) -> Section | None:
    kind = Section.Kind.INTRODUCTION
    return next((each.section for each in budget.sections if each.section.kind == kind), None)
