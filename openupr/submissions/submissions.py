"""A coalition's submissions, whose they are, and whether one can still be changed."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import takewhile
from typing import Any

from django.db.models import Min, Q, QuerySet
from django.template import Context

from openupr.accounts.models import Person
from openupr.coalitions.models import Coalition, Group, Organisation
from openupr.coalitions.organisations import own_organisations
from openupr.decisions.decisions import route_of
from openupr.documents.light_markup import CITATION, plain_words

from .models import Section, Submission, written_paragraphs
from .rules.arranging import blocks_of
from .rules.refusals import Locked, SectionTakenOut


def organisations_of(submission: Submission) -> QuerySet[Organisation]:
    """The parties as organisations, for a form's choices."""
    return Organisation.objects.filter(pk__in=submission.parties.values("organisation"))


def organisations_of_person(person: Person, coalition: Coalition) -> set[int]:
    """The keys of the organisations that a person belongs to, takes part for or speaks for.

    Two queries.
    """
    speaks = coalition.member_organisations.filter(representative=person).values_list("organisation", flat=True)
    return {*own_organisations(person, coalition).values_list("pk", flat=True), *speaks}


def with_those_before(submission: Submission, before: Iterable[Organisation]) -> list[Organisation]:
    """The parties by name, then the organisations in `before` that are no parties now.

    One query.
    """
    parties = [party.organisation for party in submission.parties]
    known = {party.pk for party in parties}
    others = {organisation.pk: organisation for organisation in before if organisation.pk not in known}
    return [*parties, *sorted(others.values(), key=lambda organisation: organisation.name)]


def check_open(submission: Submission) -> None:
    """Raise Locked where the submission is lodged, as the database has it now."""
    if Submission.objects.filter(pk=submission.pk, state=Submission.State.LODGED).exists():
        raise Locked


def check_stands(section: Section) -> None:
    """The same for a section; raise SectionTakenOut where it was taken out. One query."""
    of_it = Section.all_ever.filter(pk=section.pk).values_list("submission__state", "taken_out_at")
    state, taken_out_at = of_it.get()
    if state == Submission.State.LODGED:
        raise Locked
    if taken_out_at:
        raise SectionTakenOut


def submissions_of(coalition: Coalition) -> QuerySet[Submission]:
    """A coalition's submissions, in the order in which they were begun."""
    return Submission.objects.filter(coalition=coalition).select_related("group", "organisation")


def pages_of(submission: Submission, sections: Iterable[Section]) -> list[list[Any]]:
    """The sections by the pages on which they are written: by theme a group has one page."""
    all_sections = list(sections)
    for section in all_sections:
        section.submission = submission
    return blocks_of(all_sections) if submission.is_by_theme else [[section] for section in all_sections]


def coalitions_that_lodged() -> QuerySet[Submission, Any]:
    """The keys of the coalitions that have lodged a submission."""
    return Submission.objects.filter(state=Submission.State.LODGED).values("coalition")


def day_lodged(coalition: Coalition) -> date | None:
    """The first day on which a joint submission of the coalition was lodged; None before."""
    lodged = Submission.objects.filter(coalition=coalition, kind=Submission.Kind.JOINT, state=Submission.State.LODGED)
    first: date | None = lodged.aggregate(first=Min("lodged_on"))["first"]
    return first


def contact_on_cover(coalition: Coalition) -> str:
    """The contact on the cover of the coalition's last joint submission; "" where there is none."""
    joint = Submission.objects.filter(coalition=coalition, kind=Submission.Kind.JOINT).exclude(contact="")
    return joint.order_by("-begun", "-pk").values_list("contact", flat=True).first() or ""


def sections_of_group(context: Context) -> dict[str, Any] | None:
    """For the page of a paired device, and a group's: the first section of each page of its drafts.

    Without lodged submissions. One query.
    """
    group = context.get("group")
    if not isinstance(group, Group) or "submissions.see" not in (context.get("may") or ()):
        return None
    sections = Section.objects.filter(group=group).exclude(submission__state=Submission.State.LODGED)
    pages: dict[tuple[int, str], Section] = {}
    for section in sections.select_related("submission", "group").order_by("submission", "order", "pk"):
        pages.setdefault((section.submission_id, section.page_heading), section)
    return {"group": group, "sections": list(pages.values())}


def part_of_group(context: Context) -> dict[str, Any] | None:
    """The same for a group's page; without sections, the decided route that has not begun."""
    sections = sections_of_group(context)
    if sections is None or sections["sections"] or "coalitions.see-decisions" not in context["may"]:
        return sections
    group = sections["group"]
    route = route_of(group)
    if route is None or route.route == route.Route.OWN:
        return sections
    theirs = Q(group=group)
    begun = theirs if route.route == route.Route.BY_GROUP else theirs | Q(kind=Submission.Kind.JOINT)
    return sections if group.coalition.submissions.filter(begun).exists() else {**sections, "route": route}


_WORDS = 90
# These do not describe the situation.
_OTHER_KINDS = {Section.Kind.RECOMMENDATIONS, Section.Kind.ORGANISATIONS, Section.Kind.ANNEX}
_SENTENCE_END = re.compile(r"(?<=[.!?។])\s+")
_ON_THE_RECORD = re.compile(r"recommend|recommand|recomend|session|sesión|អនុសាសន៍|សម័យប្រជុំ", re.IGNORECASE)


def beginning_of_part(group: Group) -> tuple[str, str]:
    """How the situation is in the group's own words, and their language.

    The first whole sentences, at most 90 words, of its part of its newest submission; ("", "")
    where nothing is written. Notes, quotes and texts from elsewhere are left out. So are paragraphs
    that begin with earlier recommendations, and the text ends before the first sentence on these:
    the record has its own totals for all issues of the theme, and two totals would contradict each
    other.
    """
    sections = Section.objects.filter(submission__coalition=group.coalition, group=group)
    in_order = sections.select_related("submission").order_by("-submission__begun", "-submission", "order", "pk")
    for section in in_order.exclude(kind__in=_OTHER_KINDS):
        if words := " ".join(_on_how_things_are(section)).split():
            return _whole_sentences(words), section.submission.language
    return "", ""


def _on_how_things_are(section: Section) -> Iterator[str]:
    begun = False
    for paragraph in written_paragraphs(section):
        if paragraph.theme or paragraph.proposal_id or paragraph.follow_up_id:
            continue
        sentences = _SENTENCE_END.split(" ".join(_without_citations(paragraph.text).split()))
        own = list(takewhile(lambda sentence: not _ON_THE_RECORD.search(sentence), sentences))
        yield from own
        begun = begun or bool(own)
        if begun and len(own) < len(sentences):
            return


def _without_citations(text: str) -> str:
    """Without quotes of testimonies, which could not be withdrawn there."""
    return re.sub(r"\s+([.,;:])", r"\1", plain_words(CITATION.sub("", text)))


def _whole_sentences(words: Sequence[str]) -> str:
    kept = " ".join(words[:_WORDS])
    if len(words) <= _WORDS:
        return kept
    end = max(kept.rfind(". "), kept.rfind("។"))
    return kept[: end + 1] if end > 0 else f"{kept} …"
