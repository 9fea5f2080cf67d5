"""Writing a group's recommendations, and what becomes of them."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from openupr.accounts.acting import act, unchanged
from openupr.accounts.models import Person
from openupr.coalitions.models import Group
from openupr.coalitions.rules.refusals import Refused
from openupr.coalitions.rules.texts import plain_line_ends
from openupr.coalitions.rules.versions import check_version
from openupr.recommendations.models import Ask
from openupr.upr.issues import issue
from openupr.upr.sdgs import find_sdg

from ..actions import COMMENT, CONFIRM_FACTS, PUT_FORWARD, RESOLVE_COMMENT, SETTLE_PROPOSAL, WORD_PROPOSAL
from ..models import Comment, Proposal, Wording, WordingVersion
from ..queries.proposals import is_older
from ..queries.stances import members_of, original_version, stance_tallies
from ..rules.proposals import (
    BY_ANY_MEMBER,
    AdoptedAlready,
    CannotMerge,
    NoSuchMove,
    NotAllHeard,
    RapporteurAdopts,
    SameWords,
    check_move,
    cleaned,
    cleaned_wording,
)
from .stances import keep_objections


@act(WORD_PROPOSAL, _("Draft a recommendation"), about="group")
def propose(*, by: Person, group: Group, text: str, language: str, now: datetime) -> Proposal:
    """A new recommendation of a group, with its original wording.

    Raises NothingWritten, TooLong, InOtherLetters.
    """
    text = cleaned_wording(text, language)
    return write_down(by=by, group=group, text=text, language=language, now=now)


def write_down(*, by: Person | None, group: Group, text: str, language: str, now: datetime) -> Proposal:
    """As `propose`, also where nobody is signed in (`by` None); whoever calls has asked who it is."""
    text = cleaned(text)
    # Locked, so that two who propose at once do not get the same number.
    Group.objects.select_for_update().get(pk=group.pk)
    last = group.proposals.aggregate(last=Max("number"))["last"] or 0
    proposal = Proposal.objects.create(group=group, number=last + 1, changed=now)
    wording = Wording.objects.create(proposal=proposal, language=language, is_original=True, text=text, version=1)
    keep_version(wording, by=by, now=now)
    return proposal


@act(WORD_PROPOSAL, _("Change the wording of a recommendation"), about="proposal", was="word")
def save_wording(*, by: Person, proposal: Proposal, language: str, text: str, version: int, now: datetime) -> Wording:
    """Save a proposal's text in one language; `version` is the one that was open (0: none yet).

    An adopted text stays as it is; a language that it does not have yet can be added, and a translation that is older
    than the text be brought up to date. Such a one saved as it is counts as checked.
    Raises SavedMeanwhile, NothingWritten, TooLong, InOtherLetters, AdoptedAlready; then nothing is changed.
    """
    text = cleaned_wording(text, language)
    state = Proposal.objects.select_for_update().get(pk=proposal.pk).state
    wording, is_new = Wording.objects.select_for_update().get_or_create(proposal=proposal, language=language)
    before = plain_line_ends(wording.text)
    to_update = is_older(wording)
    if state == Proposal.State.ADOPTED and not is_new and not to_update and before != text:
        raise AdoptedAlready
    check_version(seen=version, current=wording.version, theirs=before, yours=text)
    if before == text and not to_update:
        return unchanged(wording)
    wording.text, wording.version = text, wording.version + 1
    wording.save()
    keep_version(wording, by=by, now=now)
    if state != Proposal.State.ADOPTED:  # the day of an adoption stays
        Proposal.objects.filter(pk=proposal.pk).update(changed=now)
    return wording


def keep_version(wording: Wording, *, by: Person | None, now: datetime) -> None:
    """Keep a wording as it stands now; whoever calls has saved it."""
    WordingVersion.objects.create(
        wording=wording, version=wording.version, text=wording.text, saved_by=by, saved_at=now
    )


@act(CONFIRM_FACTS, _("Confirm what a recommendation repeats, its issues and targets"), about="proposal")
def confirm_facts(
    *, by: Person, proposal: Proposal, repeats: Ask | None, issues: Sequence[str], sdg_targets: Sequence[str]
) -> Proposal:
    """What a person confirmed of a recommendation: what it repeats, its issues (keys), the SDG targets it serves.

    Raises KeyError for an issue that is none, UnknownName for a target that is none.
    """
    proposal.repeats = repeats
    proposal.issues = sorted({issue(key).key for key in issues})
    proposal.sdg_targets = sorted({find_sdg(code) for code in sdg_targets})
    proposal.save(update_fields=["repeats", "issues", "sdg_targets"])
    return proposal


@act(
    PUT_FORWARD,
    {"proposed": _("Put a recommendation before the group"), "draft": _("Take a recommendation back to drafting")},
    about="proposal",
    varies_by="state",
)
def put_forward(*, by: Person, proposal: Proposal, now: datetime) -> Proposal:
    """Put a draft before the group, or take one back to drafting. Raises NoSuchMove where it is neither."""
    there = "proposed" if proposal.state == Proposal.State.DRAFT else "draft"
    if (proposal.state, there) not in BY_ANY_MEMBER:
        raise NoSuchMove(proposal.state, there)
    return _moved(proposal, there, reason="", into=None, now=now)


@act(
    SETTLE_PROPOSAL,
    {
        "draft": _("Take a recommendation back to drafting"),
        "proposed": _("Put a recommendation before the group again"),
        "presented": _("Record that a recommendation was presented"),
        "adopted": _("Record that the group adopted a recommendation"),
        "merged": _("Merge a recommendation into another"),
        "dropped": _("Drop a recommendation"),
    },
    about="proposal",
    varies_by="state",
    was="settle",
)
def decide_proposal(
    *,
    by: Person,
    proposal: Proposal,
    state: str,
    reason: str = "",
    into: Proposal | None = None,
    anyway: bool = False,
    now: datetime,
) -> Proposal:
    """Record what became of a recommendation: presented, adopted, merged into another, dropped, or opened again.

    A coordinator adopts only where a group has no rapporteur. `anyway`: adopt it although a member objects or
    was not heard. Raises NoSuchMove, NoReason, CannotMerge, RapporteurAdopts, NotAllHeard.
    """
    check_move(proposal.state, state, reason=reason, into=into is not None)
    if into and state == Proposal.State.MERGED:
        _check_goal(proposal, into)
    if state == Proposal.State.ADOPTED:
        _check_adopting(proposal, by, anyway=anyway)
    return _moved(proposal, state, reason=reason, into=into, now=now)


def _check_adopting(proposal: Proposal, by: Person, *, anyway: bool) -> None:
    said = stance_tallies([proposal])[proposal.pk]
    if said.rapporteur not in (None, by):
        raise RapporteurAdopts(said.rapporteur)
    if not anyway and not said.is_agreed_but_for(by):
        raise NotAllHeard


def _check_goal(proposal: Proposal, into: Proposal) -> None:
    if into == proposal:
        raise CannotMerge("A recommendation cannot go into itself.")
    if into.group.coalition_id != proposal.group.coalition_id:
        raise CannotMerge("That recommendation is not one of this coalition.")
    if into.state in {Proposal.State.MERGED, Proposal.State.DROPPED}:
        raise CannotMerge("That recommendation was merged or dropped. Choose one that is open.")


def _moved(proposal: Proposal, state: str, *, reason: str, into: Proposal | None, now: datetime) -> Proposal:
    is_given_up = state in {Proposal.State.MERGED, Proposal.State.DROPPED}
    proposal.state, proposal.reason = state, reason.strip() if is_given_up else ""
    proposal.members_then = None
    if state == Proposal.State.ADOPTED:
        members = members_of(proposal.group)
        proposal.members_then = len(members)
        # What the count of the adoption rests on: said of this text, by those who are in the group.
        version = original_version(proposal)
        heard = proposal.stances.filter(version=version, person__in=list(members))
        unheard = proposal.stances.exclude(pk__in=heard.values("pk"))
        keep_objections(unheard, version=version)
        unheard.delete()
    proposal.merged_into = into if state == Proposal.State.MERGED else None
    proposal.changed = now
    proposal.save(update_fields=["state", "reason", "members_then", "merged_into", "changed"])
    return proposal


@act(COMMENT, _("Comment on a recommendation"), about="proposal")
def comment(
    *,
    by: Person,
    proposal: Proposal,
    text: str,
    evidence: str = "",
    from_group: Group | None = None,
    now: datetime,
) -> Comment:
    """Remark on a recommendation; `from_group`, one's own, when it is that group's knowledge that is passed on.

    Raises NothingWritten, TooLong, SameWords, CannotSpeakFor.
    """
    text = cleaned(text)
    if proposal.wordings.filter(text=text).exists():
        raise SameWords
    if from_group and not _works_in(by, from_group):
        raise CannotSpeakFor(from_group)
    return Comment.objects.create(
        proposal=proposal,
        author=by,
        from_group=from_group,
        text=text,
        evidence=evidence.strip(),
        made_at=now,
    )


class CannotSpeakFor(Refused):
    """Feedback is passed on by people of the group that it comes from."""

    def __init__(self, group: Group) -> None:
        super().__init__("Only people of the group “%(group)s” pass on what it knows.", group=group)


def _works_in(person: Person, group: Group) -> bool:
    leads = group.rapporteur_terms.filter(person=person, until=None).exists()
    return leads or group.memberships.filter(person=person).exists()


@act(RESOLVE_COMMENT, _("Mark a comment as dealt with"), about="comment")
def resolve(*, by: Person, comment: Comment, answer: str = "") -> Comment:
    """Mark a comment as dealt with, saying what became of it. Raises TooLong."""
    comment.resolved, comment.answer = True, cleaned(answer) if answer.strip() else ""
    comment.save(update_fields=["resolved", "answer"])
    return comment
