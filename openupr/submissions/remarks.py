"""Comments, suggestions and sources on paragraphs."""

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from openupr.accounts.acting import act
from openupr.accounts.models import Person
from openupr.coalitions.clock import day_of
from openupr.followup.models import Evidence
from openupr.followup.theme_facts import cited_as
from openupr.text.joining import Joined, joined

from .actions import FROM_FOLLOW_UP, REMARK_ON, SETTLE, WRITE
from .citations import in_its_language
from .models import Claim, ClaimVersion, Paragraph, Remark, Section, Suggestion
from .paragraphs import insert, overwrite, take_out
from .rules.paragraphs import cleaned
from .rules.refusals import (
    AlreadySettled,
    ChangedSinceSeen,
    EvidenceNotShared,
    JoinFirst,
    NoReasonToReject,
    ParagraphTakenOut,
    SaysTheSame,
    SourceChangedSinceSeen,
)
from .submissions import check_stands


def is_outdated(suggestion: Suggestion) -> bool:
    """Whether the paragraph has changed since the suggestion was made."""
    return not suggestion.is_new and suggestion.base != suggestion.paragraph.text


def joined_with_text_now(suggestion: Suggestion) -> Joined:
    """The suggestion joined with what was saved since; for a new paragraph, its own text."""
    if not is_outdated(suggestion) or suggestion.removes:
        return Joined(suggestion.text)
    return joined(suggestion.base, theirs=suggestion.paragraph.text, yours=suggestion.text)


# The fields of a source that its history keeps.
_SAID = ("source", "kind", "day", "reliability", "case")


@act(REMARK_ON, _("Comment on a paragraph"), about="paragraph")
def remark(*, by: Person, paragraph: Paragraph, text: str, now: datetime) -> Remark:
    """Comment on a paragraph, in the round that is open. Raises Locked, NoTextWritten, TooLong."""
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
    """Suggest another wording, or to remove the paragraph.

    Raises Locked, NoTextWritten, TooLong, SaysTheSame.
    """
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
    """Take a suggestion over.

    `text`: the suggestion joined with the paragraph, where the paragraph has changed since. Without
    it the two are joined here; what was saved since is never undone. `version`: that of the
    paragraph as the reader saw it. Raises Locked, AlreadySettled, ParagraphTakenOut,
    SavedMeanwhile, JoinFirst, ChangedSinceSeen.
    """
    _check(suggestion)
    suggestion.paragraph = paragraph = _as_it_stands(suggestion.paragraph)
    if suggestion.is_new:
        after = _last_before(suggestion) or (None if suggestion.first else paragraph)
        wording = cleaned(text or suggestion.text)
        new_paragraph = insert(paragraph.section, wording, after=after, first=suggestion.first, by=by, now=now)
        _became(suggestion, new_paragraph)
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
    """Reject a suggestion with a reason. Raises AlreadySettled, NoReasonToReject."""
    _check(suggestion)
    if not reason.strip():
        raise NoReasonToReject
    _settle(suggestion, Suggestion.State.REJECTED, by=by, reason=reason.strip())
    return suggestion


def _check(suggestion: Suggestion) -> None:
    check_stands(suggestion.paragraph.section)
    if Suggestion.objects.select_for_update().get(pk=suggestion.pk).state != Suggestion.State.OPEN:
        raise AlreadySettled


def _last_before(suggestion: Suggestion) -> Paragraph | None:
    """The paragraph of the last accepted new one that was suggested earlier for the same place.

    So several new paragraphs of a returned file keep their order, whichever is accepted first.
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
    """Name a source for a paragraph; it becomes an end note.

    `now`: the current time where none is given. Raises Locked, NoTextWritten, TooLong.
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
    """Cite evidence of the follow-up as a source of a paragraph; it becomes an end note.

    When it is cited again, the existing source is returned. Raises Locked, SectionTakenOut,
    ParagraphTakenOut, EvidenceNotShared.
    """
    check_stands(paragraph.section)
    current = Paragraph.all_ever.select_for_update().get(pk=paragraph.pk)
    if current.removed:
        raise ParagraphTakenOut
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
    """Change a source and its end note; editions keep the earlier text.

    Raises Locked, NoTextWritten, TooLong.
    """
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
    """Remove a source; its history is kept, and it can be brought back. Raises Locked."""
    check_stands(claim.paragraph.section)
    _keep(claim, by=by, now=now, removed=True)
    claim.delete()


@act(WRITE, _("Bring a paragraph's source back"), about="section")
def bring_claim_back(*, by: Person, section: Section, version: ClaimVersion, seen: int, now: datetime) -> Claim:
    """Restore an earlier version of a source, also of one that was removed, in its place.

    `seen`: the key of the last version when the history was read. Raises Locked, ParagraphTakenOut,
    SourceChangedSinceSeen.
    """
    check_stands(section)
    paragraph = Paragraph.all_ever.select_for_update().get(section=section, anchor=version.anchor)
    if paragraph.removed:
        raise ParagraphTakenOut
    last = ClaimVersion.objects.filter(section=section, claim=version.claim).first()
    if last is None or last.pk != seen:
        raise SourceChangedSinceSeen
    values = {name: getattr(version, name) for name in _SAID}
    claim = Claim.objects.filter(pk=version.claim).first() or Claim(pk=version.claim, paragraph=paragraph, added_by=by)
    for name, value in values.items():
        setattr(claim, name, value)
    claim.save()
    _keep(claim, by=by, now=now)
    return claim


def _keep(claim: Claim, *, by: Person, now: datetime, removed: bool = False) -> None:
    values = {name: getattr(claim, name) for name in _SAID}
    ClaimVersion.objects.create(
        claim=claim.pk,
        anchor=claim.paragraph.anchor,
        section=claim.paragraph.section,
        removed=removed,
        saved_by=by,
        saved_at=now,
        **values,
    )
