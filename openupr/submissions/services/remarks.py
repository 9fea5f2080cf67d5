"""Comments, suggestions and sources on paragraphs."""

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from openupr.accounts.models import Person
from openupr.accounts.services.acting import act
from openupr.coalitions.clock import day_of
from openupr.followup.models import Evidence
from openupr.followup.theme_facts import cited_as

from ..actions.drafting import FROM_FOLLOW_UP, REMARK_ON, SETTLE, WRITE
from ..models import Claim, ClaimVersion, Paragraph, Remark, Section, Suggestion
from ..queries.document import in_its_language
from ..queries.suggestions import joined_with_text_now
from ..rules.paragraphs import cleaned
from ..rules.refusals import (
    AlreadySettled,
    ChangedSinceSeen,
    EvidenceNotShared,
    JoinFirst,
    NoReason,
    SaysTheSame,
    SourceChangedSinceSeen,
    TakenOut,
)
from .open_for_writing import check_stands
from .writing import insert, overwrite, take_out

# What is said of a source, and kept of it.
_SAID = ("source", "kind", "day", "reliability", "case")


@act(REMARK_ON, _("Comment on a paragraph"), about="paragraph")
def remark(*, by: Person, paragraph: Paragraph, text: str, now: datetime) -> Remark:
    """Comment on a paragraph, in the round that is open. Raises Locked, NothingWritten, TooLong."""
    check_stands(paragraph.section)
    submission = paragraph.section.submission
    today = day_of(submission.coalition, now)
    round_open = submission.circulations.filter(comments_until__gte=today).last()
    return Remark.objects.create(
        paragraph=paragraph, author=by, circulation=round_open, text=cleaned(text), made_at=now
    )


@act(SETTLE, _("Answer a comment on a paragraph"), about="remark")
def answer_remark(*, by: Person, remark: Remark, answer: str = "", now: datetime) -> Remark:
    """Close a comment, with an answer or what was changed."""
    remark.resolved, remark.answer, remark.answered_by, remark.answered_at = True, answer.strip(), by, now
    remark.save(update_fields=["resolved", "answer", "answered_by", "answered_at"])
    return remark


@act(REMARK_ON, _("Suggest another wording of a paragraph"), about="paragraph")
def suggest(*, by: Person, paragraph: Paragraph, text: str, removes: bool = False, now: datetime) -> Suggestion:
    """Propose another wording, or that the paragraph goes. Raises Locked, NothingWritten, TooLong, SaysTheSame."""
    check_stands(paragraph.section)
    if not removes and cleaned(text) in {paragraph.text, paragraph.body}:
        raise SaysTheSame
    return Suggestion.objects.create(
        paragraph=paragraph,
        base=paragraph.text,
        text="" if removes else cleaned(text),
        removes=removes,
        author=by,
        made_at=now,
    )


@act(SETTLE, _("Accept a suggestion"), about="suggestion")
def accept(
    *, by: Person, suggestion: Suggestion, text: str = "", version: int | None = None, now: datetime
) -> Suggestion:
    """Take it over; `text`, where given, is what the two were joined to, since the paragraph has changed meanwhile.
    Where none is given they are joined here: what was saved since is never undone.

    `version`: the paragraph's that was seen. Raises Locked, AlreadySettled, TakenOut, SavedMeanwhile, JoinFirst,
    ChangedSinceSeen.
    """
    _check(suggestion)
    suggestion.paragraph = paragraph = _as_it_stands(suggestion.paragraph)
    if suggestion.is_new:
        after = _last_before(suggestion) or (None if suggestion.first else paragraph)
        said = cleaned(text or suggestion.text)
        made = insert(paragraph.section, said, after=after, first=suggestion.first, by=by, now=now)
        _became(suggestion, made)
    elif suggestion.removes:
        if version not in {None, paragraph.version} and not paragraph.removed:
            raise ChangedSinceSeen
        take_out(paragraph, by=by, now=now)
    else:
        seen = paragraph.version if version is None else version
        now_stands = overwrite(paragraph, cleaned(text or _joined(suggestion)), version=seen, by=by, now=now)
        if now_stands.version > paragraph.version:
            _became(suggestion, now_stands)
    _settle(suggestion, Suggestion.State.ACCEPTED, by=by)
    return suggestion


def _became(suggestion: Suggestion, paragraph: Paragraph) -> None:
    suggestion.became, suggestion.became_version = paragraph, paragraph.version


def _as_it_stands(paragraph: Paragraph) -> Paragraph:
    current = Paragraph.all_ever.select_for_update().get(pk=paragraph.pk)
    current.section = paragraph.section
    return current


def _joined(suggestion: Suggestion) -> str:
    both = joined_with_text_now(suggestion)
    if both.overlaps:
        raise JoinFirst
    return both.text


@act(SETTLE, _("Turn a suggestion down"), about="suggestion")
def reject(*, by: Person, suggestion: Suggestion, reason: str) -> Suggestion:
    """Turn it down, saying why. Raises AlreadySettled, NoReason."""
    _check(suggestion)
    if not reason.strip():
        raise NoReason
    _settle(suggestion, Suggestion.State.REJECTED, by=by, reason=reason.strip())
    return suggestion


def _check(suggestion: Suggestion) -> None:
    check_stands(suggestion.paragraph.section)
    if Suggestion.objects.select_for_update().get(pk=suggestion.pk).state != Suggestion.State.OPEN:
        raise AlreadySettled


def _last_before(suggestion: Suggestion) -> Paragraph | None:
    """What the last accepted of those new paragraphs became that were suggested before this one for the same place.

    Several that follow each other in a returned file come out in its order, whichever is accepted first.
    """
    place = {"paragraph": suggestion.paragraph, "is_new": True, "first": suggestion.first}
    same = Suggestion.objects.filter(**place, pk__lt=suggestion.pk)
    present = same.filter(became__removed=False, became__section=suggestion.paragraph.section)
    before = present.select_related("became").order_by("-became__order", "-pk").first()
    return before.became if before else None


def _settle(suggestion: Suggestion, state: Suggestion.State, *, by: Person, reason: str = "") -> None:
    suggestion.state, suggestion.reason, suggestion.settled_by = state, reason, by
    suggestion.save(update_fields=["state", "reason", "settled_by", "became", "became_version"])


@act(WRITE, _("Add a source to a paragraph"), about="paragraph")
def add_claim(
    *,
    by: Person,
    paragraph: Paragraph,
    source: str,
    kind: str,
    day: date | None = None,
    reliability: str = "",
    case: str = "",
    now: datetime,
) -> Claim:
    """Say from where a paragraph knows what it says; it becomes an end note. `now`: at once where none is given.

    Raises Locked, NothingWritten, TooLong.
    """
    check_stands(paragraph.section)
    claim = Claim.objects.create(
        paragraph=paragraph,
        source=cleaned(source),
        kind=Claim.Kind(kind),
        day=day,
        reliability=reliability,
        case=Claim.Case(case),
        added_by=by,
    )
    _keep(claim, by=by, now=now)
    return claim


@act(FROM_FOLLOW_UP, _("Cite evidence as a paragraph's source"), about="paragraph")
def cite_evidence(*, by: Person, paragraph: Paragraph, evidence: Evidence, now: datetime) -> Claim:
    """Cite evidence of the follow-up as a source of a paragraph; it becomes an end note. Once is enough: cited again,
    the source that is there is returned. Raises Locked, SectionTakenOut, TakenOut, EvidenceNotShared.
    """
    check_stands(paragraph.section)
    current = Paragraph.all_ever.select_for_update().get(pk=paragraph.pk)
    if current.removed:
        raise TakenOut
    evidence = Evidence.objects.select_related("listed__coalition").filter(pk=evidence.pk).first() or evidence
    if not evidence.is_shared or evidence.coalition != paragraph.coalition:
        raise EvidenceNotShared
    if there := Claim.objects.filter(paragraph=paragraph, evidence=evidence).first():
        return there
    with in_its_language(paragraph.section.submission):
        source = cleaned(cited_as(evidence))
    claim = Claim.objects.create(
        paragraph=paragraph,
        source=source,
        kind=evidence.kind,
        day=evidence.day,
        reliability=evidence.reliability,
        from_evidence=True,
        evidence=evidence,
        added_by=by,
    )
    _keep(claim, by=by, now=now)
    return claim


@act(WRITE, _("Correct a paragraph's source"), about="claim")
def change_claim(
    *,
    by: Person,
    claim: Claim,
    source: str,
    kind: str,
    day: date | None,
    reliability: str,
    case: str,
    now: datetime,
) -> Claim:
    """Say it better; the end note follows, editions keep what they said. Raises Locked, NothingWritten, TooLong."""
    check_stands(claim.paragraph.section)
    before = [getattr(claim, name) for name in _SAID]
    claim.source, claim.kind, claim.day = cleaned(source), Claim.Kind(kind), day
    claim.reliability, claim.case = reliability, Claim.Case(case)
    if before != [getattr(claim, name) for name in _SAID]:
        claim.save(update_fields=_SAID)
        _keep(claim, by=by, now=now)
    return claim


@act(WRITE, _("Take a paragraph's source away"), about="claim")
def remove_claim(*, by: Person, claim: Claim, now: datetime) -> None:
    """Take a source away; the history keeps it, and it can be brought back. Raises Locked."""
    check_stands(claim.paragraph.section)
    _keep(claim, by=by, now=now, removed=True)
    claim.delete()


@act(WRITE, _("Bring a paragraph's source back"), about="section")
def bring_claim_back(*, by: Person, section: Section, version: ClaimVersion, seen: int, now: datetime) -> Claim:
    """Let a source say again what it said in an earlier version, or stand again, in its place, where it was taken away.

    `seen`: the key of the version that the history had last when it was read. Raises Locked, TakenOut,
    SourceChangedSinceSeen.
    """
    check_stands(section)
    paragraph = Paragraph.all_ever.select_for_update().get(section=section, anchor=version.anchor)
    if paragraph.removed:
        raise TakenOut
    last = ClaimVersion.objects.filter(section=section, claim=version.claim).first()
    if last is None or last.pk != seen:
        raise SourceChangedSinceSeen
    said = {name: getattr(version, name) for name in _SAID}
    claim = Claim.objects.filter(pk=version.claim).first() or Claim(pk=version.claim, paragraph=paragraph, added_by=by)
    for name, value in said.items():
        setattr(claim, name, value)
    claim.save()
    _keep(claim, by=by, now=now)
    return claim


def _keep(claim: Claim, *, by: Person, now: datetime, removed: bool = False) -> None:
    said = {name: getattr(claim, name) for name in _SAID}
    ClaimVersion.objects.create(
        claim=claim.pk,
        anchor=claim.paragraph.anchor,
        section=claim.paragraph.section,
        removed=removed,
        saved_by=by,
        saved_at=now,
        **said,
    )
