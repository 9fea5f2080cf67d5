"""OHCHR's summary of stakeholders' submissions: what it took up of ours."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from openupr.accounts.acting import act
from openupr.accounts.models import Person
from openupr.documents.light_markup import numbered_texts
from openupr.reviews.models import Review
from openupr.undocs import UnDocument
from openupr.undocs.values import StakeholderSummary
from openupr.upr.cycles import cycle_of_session
from openupr.upr.states import by_iso3

from .actions import BRING_SUMMARY
from .editions import Content, content_of, lodged_edition
from .models import OhchrSummary, Section, Submission
from .rules.ohchr_summary import PartyNames, code_of
from .rules.refusals import NoSuchSummaryCode, NoSummary, SummaryOfAnotherReview

_FIRST_WORDS = 300


@dataclass(frozen=True, slots=True)
class OwnParagraph:
    """A numbered paragraph of the submission as it was lodged: its number and first words."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class CitedPoint:
    """A paragraph of the summary that cites the submission.

    `where`: what its notes say, "paras. 34 and 38".

    `own`: the paragraphs of the submission that they name. `others`: (code, its organisations) of
    those cited with it.
    """

    paragraph: str
    page: int | None
    text: str
    where: Sequence[str]
    own: Sequence[OwnParagraph]
    others: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class WhatOhchrTookUp:
    """What OHCHR took up of a submission.

    `code`: the submission whose points these are, "" where unknown; `is_chosen`: a person chose it,
    otherwise it was found by names. `choices`: (code, organisations) of all submissions of the
    list. `points`: how many the summary has.
    """

    summary: OhchrSummary
    code: str
    is_chosen: bool
    choices: Sequence[tuple[str, str]]
    points: int
    cited: Sequence[CitedPoint]
    not_named: Sequence[OwnParagraph]

    @property
    def organisations(self) -> str:
        return dict(self.choices).get(self.code, "")

    @property
    def own_named(self) -> int:
        """How many paragraphs of the submission the points name."""
        return len({own.number for point in self.cited for own in point.own})

    @property
    def is_doubtful(self) -> bool:
        """Whether something in the summary could not be read."""
        return bool(self.summary.content.get("problems"))


def summary_of(submission: Submission) -> OhchrSummary | None:
    """The coalition's summary; None where it was not brought yet. One query."""
    return OhchrSummary.objects.filter(coalition=submission.coalition_id).first()


def taken_up(submission: Submission) -> WhatOhchrTookUp | None:
    """None where the summary is not there yet. At most eight queries."""
    summary = summary_of(submission)
    if summary is None:
        return None
    choices = [(str(entry["code"]), "; ".join(entry["organisations"])) for entry in summary.submissions]
    is_chosen = submission.code_of_ohchr in dict(choices)
    code = submission.code_of_ohchr if is_chosen else _told_by_names(submission, summary)
    own = _own_paragraphs(submission)
    cited = [_taken_up(point, code, own, dict(choices)) for point in summary.points if code and code in point["codes"]]
    named = {paragraph.number for point in cited for paragraph in point.own}
    return WhatOhchrTookUp(
        summary=summary,
        code=code,
        is_chosen=is_chosen,
        choices=choices,
        points=len(summary.points),
        cited=cited,
        not_named=[paragraph for number, paragraph in own.items() if number not in named] if named else [],
    )


def _told_by_names(submission: Submission, summary: OhchrSummary) -> str:
    parties = [PartyNames(party.organisation.name, party.organisation.short_name) for party in submission.parties]
    return code_of(parties, summary.submissions, is_joint=submission.kind != Submission.Kind.OWN)


def _taken_up(
    point: Mapping[str, Any], code: str, own: Mapping[int, OwnParagraph], organisations: Mapping[str, str]
) -> CitedPoint:
    of_ours = [citation for citation in point["citations"] if citation["code"] == code]
    numbers = dict.fromkeys(number for citation in of_ours for number in citation["paragraphs"])
    return CitedPoint(
        paragraph=point["paragraph"],
        page=point["page"],
        text=point["text"],
        where=list(dict.fromkeys(citation["where"] for citation in of_ours if citation["where"])),
        own=[own[number] for number in numbers if number in own],
        others=[(other, organisations.get(other, "")) for other in point["codes"] if other != code],
    )


def _own_paragraphs(submission: Submission) -> dict[int, OwnParagraph]:
    """Paragraphs by their number in the lodged file; before lodging, in the current text."""
    edition = lodged_edition(submission)
    content = edition.content if edition else content_of(submission)
    return {paragraph.number: paragraph for paragraph in _numbered(content)}


def _numbered(content: Content) -> Iterator[OwnParagraph]:
    last = 0
    for section in content["sections"]:
        if section["kind"] == Section.Kind.ANNEX:
            continue
        for paragraph in section["paragraphs"]:
            for number, text in enumerate(numbered_texts(paragraph["text"]), start=last + 1):
                yield OwnParagraph(number, " ".join(text.split())[:_FIRST_WORDS])
                last = number


@act(BRING_SUMMARY, _("Bring OHCHR's summary of stakeholders' submissions"), about="submission")
def bring_summary(*, by: Person, submission: Submission, document: UnDocument, today: date) -> OhchrSummary:
    """Keep the content of the summary, in place of an earlier one.

    Raises NoSummary, SummaryOfAnotherReview.
    """
    if not isinstance(document, StakeholderSummary) or not document.submissions:
        raise NoSummary
    review = submission.coalition.review
    if (document.state and document.state != review.iso3) or _is_of_another_session(document.session, review):
        raise SummaryOfAnotherReview(document.symbol, by_iso3(review.iso3).in_a_sentence)
    kept, _made = OhchrSummary.objects.update_or_create(
        coalition=submission.coalition,
        defaults={"symbol": document.symbol[:60], "content": document.as_json(), "added_on": today},
    )
    return kept


def _is_of_another_session(session: int | None, review: Review) -> bool:
    if session is None:
        return False
    if review.session:
        return session != review.session
    try:
        return cycle_of_session(session) != review.cycle
    except LookupError:
        return False


@act(BRING_SUMMARY, _("Say which submission of OHCHR's summary is ours"), about="submission")
def choose_code(*, by: Person, submission: Submission, code: str) -> Submission:
    """Set the code by which the summary cites this submission; "" means to find it by the names.

    Raises NoSuchSummaryCode.
    """
    summary = OhchrSummary.objects.filter(coalition=submission.coalition).first()
    if code and code not in [entry["code"] for entry in (summary.submissions if summary else ())]:
        raise NoSuchSummaryCode
    submission.code_of_ohchr = code
    submission.save(update_fields=["code_of_ohchr"])
    return submission
