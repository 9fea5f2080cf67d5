"""How far a coalition's submissions are, what is still open, and what to do next."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openupr.coalitions.models import Coalition
from openupr.coalitions.next_steps import Situation, WhatNext
from openupr.coalitions.rules.phases import CoalitionPhase
from openupr.conformance.rules.parts import Known
from openupr.documents.light_markup import plain_words
from openupr.followup.models import Evidence
from openupr.reviews.models import Review
from openupr.web.kept_queries import kept_row, kept_rows

from .budget import Budget, budget_of, empty_parts
from .citations import citations, citing_the_unknown, withdrawn_quotes
from .models import (
    TO_BE_WRITTEN,
    AnnexFile,
    Circulation,
    Claim,
    Paragraph,
    Remark,
    Section,
    SectionTask,
    Stance,
    Submission,
    Suggestion,
    current_paragraphs,
    with_paragraphs,
)
from .roadmap_texts import SinceTaken, since_taken
from .signing import named_organisations, signing_of
from .submissions import submissions_of
from .validation import unsettled_in


@dataclass(frozen=True, slots=True)
class SectionPlace:
    """A place: a section, and the anchor of a paragraph or a comment on its page; "" for its
    heading.
    """

    section: Section
    anchor: str


@dataclass(frozen=True, slots=True)
class Open:
    """What is open before a submission is lodged.

    Where each comment and each suggestion is; objections; overdue tasks and objections, the
    earliest first. `withdrawn_quotes`, `unknown`: paragraphs that quote a withdrawn testimony, or
    cite what the record does not have. `cases`: paragraphs about one person's case for which
    consent must be asked. `lost`: where each source is whose evidence was deleted, rejected or is
    no longer shared; `lost_annexes`: how many such annexes. `empty`: sections without text.
    """

    remarks: list[SectionPlace]
    suggestions: list[SectionPlace]
    objecting: list[Stance]
    overdue: list[SectionTask]
    overdue_objections: list[Stance]
    rounds: int
    withdrawn_quotes: list[Paragraph]
    cases: list[Paragraph]
    unknown: list[Paragraph]
    lost: list[SectionPlace]
    lost_annexes: int
    empty: list[Section]
    since: SinceTaken

    @property
    def objections(self) -> int:
        """How many objections are open."""
        return len(self.objecting)

    @property
    def points_before_lodging(self) -> int:
        """How many kinds of open points should be settled before the submission is lodged."""
        since = (self.since.offered, self.since.withdrawn, self.since.facts)
        in_the_text = (self.remarks, self.suggestions, self.withdrawn_quotes, self.cases, self.unknown)
        return sum(map(bool, (*since, *in_the_text, self.lost, self.lost_annexes, self.empty, self.objections)))


_EVIDENCE = Q(evidence=None) | Q(evidence__state=Evidence.State.REJECTED) | Q(evidence__seen_by=Evidence.SeenBy.OWN)
_LOST = Q(from_evidence=True) & _EVIDENCE


def open_things(submission: Submission, *, today: date, budget: Budget | None = None) -> Open:
    """At most fifteen queries; eleven more with paragraphs of themes, and those of `budget`."""
    budget = budget or budget_of(submission)
    sections = {part.section.pk: part.section for part in budget.sections}

    def where(ask: Callable[[int], QuerySet[Any, Any]], anchor: str = "%s") -> list[SectionPlace]:
        return [SectionPlace(sections[key], anchor % at) for key, at in kept_rows(ask, submission.pk)]

    objecting = kept_rows(unsettled_in, submission.pk)
    return Open(
        remarks=where(_remarks, "comment-%s"),
        suggestions=where(_suggestions),
        objecting=objecting,
        overdue=kept_rows(_overdue, submission.pk, today),
        overdue_objections=[objection for objection in objecting if objection.due and objection.due < today],
        rounds=len(kept_rows(_rounds, submission.pk)),
        withdrawn_quotes=withdrawn_quotes(sections.values(), budget.citations),
        cases=cases_to_ask(submission, sections.values()),
        empty=empty_parts(budget),
        unknown=citing_the_unknown(sections.values(), budget.citations),
        lost=where(_lost),
        lost_annexes=len(kept_rows(_lost_annexes, submission.pk)),
        since=since_taken(submission, sections.values()),
    )


def _remarks(submission: int) -> QuerySet[Remark, Any]:
    return _places_of(Remark.objects.filter(resolved=False), submission, "pk")


def _suggestions(submission: int) -> QuerySet[Suggestion, Any]:
    return _places_of(Suggestion.objects.filter(state=Suggestion.State.OPEN), submission)


def _lost(submission: int) -> QuerySet[Claim, Any]:
    return _places_of(Claim.objects.filter(_LOST), submission)


def _places_of(things: QuerySet[Any], submission: int, at: str = "paragraph__anchor") -> QuerySet[Any, Any]:
    """For each thing on a paragraph that was not taken out, the key of its section, and its
    place.
    """
    standing = things.filter(paragraph__removed=False, paragraph__section__taken_out_at=None)
    within = standing.filter(paragraph__section__submission=submission)
    order = ("paragraph__section__order", "paragraph__section", "paragraph__order", "paragraph", "pk")
    return within.order_by(*order).values_list("paragraph__section", at)


def _overdue(submission: int, today: date) -> QuerySet[SectionTask]:
    within = SectionTask.objects.filter(section__submission=submission, section__taken_out_at=None)
    return within.filter(done_on=None, due__lt=today).select_related("section", "organisation")


def _rounds(submission: int) -> QuerySet[Circulation, int]:
    return Circulation.objects.filter(submission=submission).order_by().values_list("pk", flat=True)


def _lost_annexes(submission: int) -> QuerySet[AnnexFile, int]:
    return AnnexFile.objects.filter(_LOST, submission=submission).order_by().values_list("pk", flat=True)


def cases_to_ask(submission: Submission, sections: Iterable[Section] | None = None) -> list[Paragraph]:
    """The paragraphs with a source that is one person's case and needs consent.

    One query; three where the `sections` with their paragraphs are not given.
    """
    marked = set(kept_rows(_asked_cases, submission.pk))
    if sections is None:
        sections = with_paragraphs(submission.sections.all())
    return [paragraph for section in sections for paragraph in current_paragraphs(section) if paragraph.pk in marked]


def _asked_cases(submission: int) -> QuerySet[Claim, int]:
    claims = Claim.objects.filter(case=Claim.Case.ASK, paragraph__section__submission=submission)
    return claims.order_by().values_list("paragraph", flat=True)


def known_of(submission: Submission) -> Known:
    """What the check need not read from the cover.

    The State, its last review, the language, whether organisations were asked to sign and are
    named, and which paragraphs are marked as one person's case.
    """
    coalition, marked = submission.coalition, cases_to_ask(submission)
    cite = citations([paragraph.text for paragraph in marked], submission)
    before = Review.objects.filter(iso3=coalition.review.iso3, cycle__lt=coalition.review.cycle)
    last = before.exclude(session=None).order_by("cycle", "session").values_list("session", flat=True).last()
    return Known(
        state=coalition.state,
        last_session=last,
        language=submission.language,
        nobody_asked=submission.state == Submission.State.DRAFTING and not submission.sign_ons.exists(),
        # The lodged file is kept: it may name other organisations than the signatures do.
        nobody_named=not submission.is_locked and not named_organisations(submission),
        cases_to_ask=tuple(plain_words(paragraph.text, cite=cite.get) for paragraph in marked),
    )


_PHASES = {
    Submission.State.DRAFTING: CoalitionPhase.DRAFTING,
    Submission.State.SIGNING: CoalitionPhase.SIGN_ON,
    Submission.State.LODGED: CoalitionPhase.LODGED,
}


def seen_in_submissions(coalition: Coalition, today: date) -> list[CoalitionPhase]:
    """The phases of the coalition's submissions. One query."""
    return [_PHASES[Submission.State(state)] for state in kept_rows(_states, coalition.pk)]


def _states(coalition: int) -> QuerySet[Submission, str]:
    return Submission.objects.filter(coalition=coalition).order_by().values_list("state", flat=True).distinct()


def submission_next(now: Situation) -> Iterator[WhatNext]:
    """What to do next: answer comments; begin, write, circulate, ask to sign, lodge."""
    if now.phase in (CoalitionPhase.DRAFTING, CoalitionPhase.SIGN_ON):
        yield from _to_answer(now)
    if now.phase is CoalitionPhase.DRAFTING:
        yield from _drafting(now)
    elif now.phase is CoalitionPhase.SIGN_ON:
        yield from _signing(now)


def _to_answer(now: Situation) -> Iterator[WhatNext]:
    """The first open comment and the first open suggestion that the reader may answer.

    Two queries.
    """
    if "submissions.settle" not in now.may:
        return
    comments = _to_first(now, kept_rows(_open_remarks, now.coalition.pk))
    if comments:
        n, address = comments
        yield WhatNext(ngettext("Answer %(n)s comment", "Answer %(n)s comments", n) % {"n": n}, address)
    suggestions = _to_first(now, kept_rows(_open_suggestions, now.coalition.pk))
    if suggestions:
        n, address = suggestions
        text = ngettext("Decide on %(n)s suggestion", "Decide on %(n)s suggestions", n)
        yield WhatNext(text % {"n": n}, address)


def _to_first(now: Situation, places: list[tuple[int, int, str, int | None]]) -> tuple[int, str] | None:
    """How many of these (`_where_said`) the reader may answer, and the address of the first."""
    if "coalitions.set_up_groups" not in now.may:
        places = [place for place in places if place[3] in now.own]
    if not places:
        return None
    submission, section, anchor, _group = places[0]
    address = reverse("submissions:section", args=[now.coalition.key, submission, section])
    return len(places), f"{address}#{anchor}"


def _open_remarks(coalition: int) -> QuerySet[Any, Any]:
    return _where_said(Remark.objects.filter(resolved=False), coalition)


def _open_suggestions(coalition: int) -> QuerySet[Any, Any]:
    return _where_said(Suggestion.objects.filter(state=Suggestion.State.OPEN), coalition)


def _where_said(rows: QuerySet[Any], coalition: int) -> QuerySet[Any, Any]:
    """Where comments or suggestions are open: submission, section, anchor, and the group of the
    section.

    Only in submissions that can still be changed.
    """
    stands = rows.filter(paragraph__removed=False, paragraph__section__taken_out_at=None)
    open_ones = stands.exclude(paragraph__section__submission__state=Submission.State.LODGED)
    whose = Coalesce("paragraph__section__group", "paragraph__section__submission__group")
    return (
        open_ones.filter(paragraph__section__submission__coalition=coalition)
        .order_by("made_at", "pk")
        .values_list("paragraph__section__submission", "paragraph__section", "paragraph__anchor", whose)
    )


def _drafting(now: Situation) -> Iterator[WhatNext]:
    submission = kept_row(_first_draft, now.coalition.pk)
    if submission is None:
        if "submissions.begin" in now.may:
            yield WhatNext(_("Begin the submission"), reverse("submissions:begin", args=[now.coalition.key]))
        return
    n, of_all = _empty(submission)
    yield from _to_write(submission, n, now)
    is_circulated = submission.circulations.exists()
    if n < of_all and not is_circulated and "submissions.circulate" in now.may:
        text = _("Circulate %(title)s") % {"title": submission.shown_title}
        yield WhatNext(text, reverse("submissions:rounds", args=[now.coalition.key, submission.pk]))
    elif (is_circulated or not n) and "submissions.open-signing" in now.may:
        text = _("Ask the organisations to sign %(title)s") % {"title": submission.shown_title}
        yield WhatNext(text, reverse("submissions:signing", args=[now.coalition.key, submission.pk]))


def _to_write(submission: Submission, n: int, now: Situation) -> Iterator[WhatNext]:
    """Steps to empty parts; people of a group are led to the group's parts."""
    own: list[Section] = []
    if now.is_of_one_group:
        parts = kept_rows(_with_text, submission.pk)
        own = [part for part in parts if part.group_id in now.own and not part.has_text]
        n = len(own)
    if n:
        text = ngettext("Write %(n)s empty part of %(title)s", "Write %(n)s empty parts of %(title)s", n)
        address = reverse("submissions:submission", args=[now.coalition.key, submission.pk])
        if own:
            address = reverse("submissions:section", args=[now.coalition.key, submission.pk, own[0].pk])
        yield WhatNext(text % {"n": n, "title": submission.shown_title}, address)


def _first_draft(coalition: int) -> QuerySet[Submission]:
    return Submission.objects.filter(coalition=coalition, state=Submission.State.DRAFTING)[:1]


def _empty(submission: Submission) -> tuple[int, int]:
    """How many parts of the draft are empty, and of how many, as on its own page."""
    written = kept_rows(_texts, submission.pk)
    return written.count(False), len(written)


def _texts(submission: int) -> QuerySet[Any, bool]:
    """For each section that counts, whether it has text."""
    return _with_text(submission).values_list("has_text", flat=True)


def _with_text(submission: int) -> QuerySet[Any]:
    """The sections that count, each with `has_text`."""
    written = Paragraph.objects.filter(section=OuterRef("pk"), removed=False).exclude(TO_BE_WRITTEN)
    sections = Section.objects.filter(submission=submission).exclude(kind=Section.Kind.ANNEX)
    return sections.annotate(has_text=Exists(written)).select_related("group")


def _signing(now: Situation) -> Iterator[WhatNext]:
    submission = submissions_of(now.coalition).filter(state=Submission.State.SIGNING).first()
    if submission is None:
        return
    parts = [now.coalition.key, submission.pk]
    yield from _to_write(submission, _empty(submission)[0], now)
    signing = signing_of(submission)
    parties = len(signing.statuses)
    answered = parties - len(signing.unheard)
    if signing.asks_again and "submissions.open-signing" in now.may:
        yield WhatNext(_("Ask to sign again: the text has changed"), reverse("submissions:signing", args=parts))
    elif answered < parties:
        text = _("See who signs: %(said)s of %(asked)s organisations have answered")
        yield WhatNext(text % {"said": answered, "asked": parties}, reverse("submissions:signing", args=parts))
    if "submissions.lodge" in now.may:
        yield WhatNext(_("Check the submission"), reverse("submissions:check", args=parts))
        if answered >= parties:
            yield WhatNext(_("Lodge the submission"), reverse("submissions:lodge", args=parts))
