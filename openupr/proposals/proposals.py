"""The recommendations that a group proposes: written, worded, confirmed, remarked on, listed."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, F, Max, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.db.models.lookups import LessThan
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from openupr.accounts.acting import act, unchanged
from openupr.accounts.audit_log import AUDIT_NAMES, AuditName
from openupr.accounts.models import Person
from openupr.coalitions.groups import Figure, GroupCount
from openupr.coalitions.models import Coalition, Group, RapporteurTerm
from openupr.coalitions.next_steps import LODGED_TEXTS
from openupr.coalitions.rules.refusals import Refused
from openupr.coalitions.rules.texts import plain_line_ends
from openupr.coalitions.rules.versions import check_version
from openupr.followup.priorities import Wish
from openupr.index.meaning import LANGUAGES, UnsupportedLanguage, check_language
from openupr.recommendations.models import Ask
from openupr.upr.issues import issue
from openupr.upr.sdgs import find_sdg
from openupr.web.kept_queries import kept_rows

from .actions import COMMENT, CONFIRM_FACTS, RESOLVE_COMMENT, WORD_PROPOSAL
from .models import Comment, Proposal, Wording, WordingVersion
from .rules.proposals import AdoptedAlready, SameWords, cleaned_text, cleaned_wording

COLUMNS = ("group", "number", "state", "language", "original", "text", "issues", "sdg_targets", "repeats", "reason")


def lodged_among(proposals: Iterable[Proposal]) -> set[int]:
    """The keys of those that were lodged with a submission although their group had not adopted
    them. One query.
    """
    keys = [proposal.pk for proposal in proposals if proposal.may_be_adopted]
    lodged = (texts.proposals().filter(proposal__in=keys).values_list("proposal", flat=True) for texts in LODGED_TEXTS)
    return {key for rows in lodged for key in rows} if keys else set()


def proposals_of(about: Group | Coalition) -> QuerySet[Proposal]:
    """The recommendations of a group, or of all groups of a coalition, with their wordings, in two
    queries.
    """
    within = Q(group=about) if isinstance(about, Group) else Q(group__coalition=about)
    return (
        Proposal.objects.filter(within)
        .select_related("group", "repeats", "merged_into__group")
        .prefetch_related(Prefetch("wordings", queryset=dated_wordings()))
        .annotate(open_comments=number_of(open_comments().filter(proposal=OuterRef("pk")), "proposal"))
        .order_by("group__order", "group_id", "number")
    )


def dated_wordings() -> QuerySet[Wording]:
    """Wordings, each with `is_older`: whether it is a translation that was saved before the text it
    translates.
    """
    newest = WordingVersion.objects.order_by().filter(version=F("wording__version")).values("saved_at")
    own = newest.filter(wording=OuterRef("pk"))
    original = newest.filter(wording__proposal=OuterRef("proposal"), wording__is_original=True)
    return Wording.objects.annotate(is_older=LessThan(Subquery(own), Subquery(original)))


def is_older(wording: Wording) -> bool:
    """Whether it is a translation that was saved before the text it translates."""
    return bool(dated_wordings().get(pk=wording.pk).is_older)  # type: ignore[attr-defined]


def open_comments() -> QuerySet[Comment]:
    """Comments that are not dealt with. What the group's rapporteur says is an answer, and waits
    for no other.
    """
    leads = RapporteurTerm.objects.filter(group=OuterRef("proposal__group"), person=OuterRef("author"), until=None)
    return Comment.objects.filter(resolved=False).exclude(Exists(leads)).order_by()


def number_of(rows: QuerySet[Any], by: str) -> Any:
    """How many of these rows there are, by a field that is the same in all of them: a subquery, 0
    where none.
    """
    return Coalesce(Subquery(rows.order_by().values(by).annotate(n=Count("pk")).values("n")), 0)


def wishes_of(coalition: Coalition) -> list[Wish]:
    """What groups propose, drafts too, but not what they dropped or merged. Two queries."""
    gone = (Proposal.State.DROPPED, Proposal.State.MERGED)
    proposals = Proposal.objects.filter(group__coalition=coalition).exclude(state__in=gone).order_by()
    worded = ((proposal, compared_wording(proposal)) for proposal in proposals.prefetch_related("wordings"))
    return [Wish(wording.text if wording else "", proposal.issues) for proposal, wording in worded]


def proposal_of(group: Group, number: int) -> Proposal | None:
    """One recommendation with all that belongs to it: wordings, comments with their authors; None
    if there is none.
    """
    comments = Comment.objects.select_related("author", "from_group")
    proposal = (
        Proposal.objects.filter(group=group, number=number)
        .select_related("repeats__review", "merged_into__group")
        .prefetch_related(Prefetch("wordings", queryset=dated_wordings()), Prefetch("comments", queryset=comments))
        .first()
    )
    if proposal:
        proposal.group = group
    return proposal


def versions_of(proposal: Proposal) -> list[Wording]:
    """The wordings with all their versions, the newest first."""
    return list(proposal.wordings.prefetch_related("versions__saved_by"))


def ever_worded(proposals: Iterable[Proposal]) -> Mapping[int, list[str]]:
    """By the keys of groups, all that these recommendations of theirs said in any version. One
    query.
    """
    texts: dict[int, list[str]] = {}
    versions = WordingVersion.objects.filter(wording__proposal__in=list(proposals)).order_by()
    for group, text in versions.values_list("wording__proposal__group", "text"):
        texts.setdefault(group, []).append(text)
    return texts


def text_of_version(proposal: Proposal, language: str, version: int) -> str:
    """A text as it stood when somebody opened it; "" where there was none yet."""
    versions = WordingVersion.objects.filter(wording__proposal=proposal, wording__language=language, version=version)
    return versions.values_list("text", flat=True).first() or ""


def rows(about: Group | Coalition) -> list[Mapping[str, Any]]:
    """The recommendations as a table, one row a wording, columns as in COLUMNS."""
    return [
        {
            "group": proposal.group.name,
            "number": proposal.number,
            "state": proposal.state,
            "language": wording.language,
            "original": wording.is_original,
            "text": wording.text,
            "issues": [issue(key).label for key in proposal.issues],
            "sdg_targets": list(proposal.sdg_targets),
            "repeats": proposal.repeats.key if proposal.repeats else None,
            "reason": proposal.reason,
        }
        for proposal in proposals_of(about)
        for wording in proposal.wordings.all()
    ]


# The record is in English, and so is the advice on wording; the others can be compared with it by
# meaning.
_ENGLISH, _COMPARABLE, _OTHER = range(3)


def compared_wording(proposal: Proposal) -> Wording | None:
    """The wording that is compared: English first, then another language that can be compared, then
    the original. The original wins where two are as good. None if there is no text.
    """
    return min(proposal.wordings.all(), key=_distance, default=None)


def would_be_compared(language: str, instead_of: Wording | None) -> bool:
    """Whether a text in this language, once it is written, is the one that is compared."""
    return instead_of is None or language == instead_of.language or _by_language(language) < _distance(instead_of)


def _distance(wording: Wording) -> int:
    """The rank of a wording for comparison, the lowest first. Letters count, too: a text saved as
    English may be in others.
    """
    try:
        check_language(wording.text)
    except UnsupportedLanguage:
        return _OTHER
    return _by_language(wording.language)


def _by_language(code: str) -> int:
    if code == "en":
        return _ENGLISH
    return _COMPARABLE if code in LANGUAGES else _OTHER


def active_proposals(group: Group) -> list[Proposal]:
    """The recommendations of a group that it neither merged nor dropped."""
    return [proposal for proposal in proposals_of(group) if proposal.state not in Proposal.GIVEN_UP]


@act(WORD_PROPOSAL, gettext_lazy("Draft a recommendation"), about="group")
def propose(*, by: Person, group: Group, text: str, language: str, now: datetime) -> Proposal:
    """A new recommendation of a group, with its original wording.

    Raises NoProposalText, TooLong, InOtherLetters.
    """
    text = cleaned_wording(text, language)
    return write_down(by=by, group=group, text=text, language=language, now=now)


def write_down(*, by: Person | None, group: Group, text: str, language: str, now: datetime) -> Proposal:
    """As `propose`, also where no one is signed in (`by` None). The caller checks who it is."""
    text = cleaned_text(text)
    # Locked, so that two who propose at once do not get the same number.
    Group.objects.select_for_update().get(pk=group.pk)
    last = group.proposals.aggregate(last=Max("number"))["last"] or 0
    proposal = Proposal.objects.create(group=group, number=last + 1, changed=now)
    wording = Wording.objects.create(proposal=proposal, language=language, is_original=True, text=text, version=1)
    keep_version(wording, by=by, now=now)
    return proposal


@act(WORD_PROPOSAL, gettext_lazy("Change the wording of a recommendation"), about="proposal", was="word")
def save_wording(*, by: Person, proposal: Proposal, language: str, text: str, version: int, now: datetime) -> Wording:
    """Save a proposal's text in one language; `version` is the one that was open (0: none yet).

    An adopted text stays as it is; a language that it does not have yet can be added, and a
    translation that is older than the text be brought up to date. Such a one saved as it is counts
    as checked. Raises SavedMeanwhile, NoProposalText, TooLong, InOtherLetters, AdoptedAlready; then
    nothing is changed.
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
    """Keep this version of a wording. The caller has saved the wording."""
    WordingVersion.objects.create(
        wording=wording, version=wording.version, text=wording.text, saved_by=by, saved_at=now
    )


@act(CONFIRM_FACTS, gettext_lazy("Confirm what a recommendation repeats, its issues and targets"), about="proposal")
def confirm_facts(
    *, by: Person, proposal: Proposal, repeats: Ask | None, issues: Sequence[str], sdg_targets: Sequence[str]
) -> Proposal:
    """What a person confirmed of a recommendation: what it repeats, its issues (keys), the SDG
    targets it serves.

    Raises KeyError for an issue that is none, UnknownName for a target that is none.
    """
    proposal.repeats = repeats
    proposal.issues = sorted({issue(key).key for key in issues})
    proposal.sdg_targets = sorted({find_sdg(code) for code in sdg_targets})
    proposal.save(update_fields=["repeats", "issues", "sdg_targets"])
    return proposal


@act(COMMENT, gettext_lazy("Comment on a recommendation"), about="proposal")
def comment(
    *,
    by: Person,
    proposal: Proposal,
    text: str,
    evidence: str = "",
    from_group: Group | None = None,
    now: datetime,
) -> Comment:
    """Remark on a recommendation; `from_group`, one's own, when it is that group's knowledge that
    is passed on.

    Raises NoProposalText, TooLong, SameWords, CannotSpeakFor.
    """
    text = cleaned_text(text)
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


@act(RESOLVE_COMMENT, gettext_lazy("Mark a comment as dealt with"), about="comment")
def resolve(*, by: Person, comment: Comment, answer: str = "") -> Comment:
    """Mark a comment as dealt with, saying what became of it. Raises TooLong."""
    comment.resolved, comment.answer = True, cleaned_text(answer) if answer.strip() else ""
    comment.save(update_fields=["resolved", "answer"])
    return comment


RECOMMENDATIONS = Figure(
    "recommendations",
    heading=gettext_lazy("Recommendations"),
    words=ngettext_lazy("recommendation", "recommendations"),
    rows=lambda: [(Proposal.objects.exclude(state__in=Proposal.GIVEN_UP), "group")],
    is_summed=True,
    page="proposals:all-proposals",
    group_page="proposals:proposals",
)
# What a group can adopt now, or has adopted.
BEFORE_GROUP = GroupCount(
    "before_group",
    lambda: [
        (
            Proposal.objects.filter(
                state__in=(Proposal.State.PROPOSED, Proposal.State.PRESENTED, Proposal.State.ADOPTED)
            ),
            "group",
        )
    ],
)
ADOPTED = GroupCount("adopted", lambda: [(Proposal.objects.filter(state=Proposal.State.ADOPTED), "group")])


def name_proposals() -> None:
    """Have the audit log name recommendations."""
    AUDIT_NAMES.add(AuditName("proposal", _proposal_names))


def _proposal_names(numbers: Collection[int]) -> Mapping[int, str]:
    proposals = kept_rows(_kept_proposals, numbers)
    return {
        proposal.pk: _("%(group)s, %(number)d") % {"group": proposal.group.name, "number": proposal.number}
        for proposal in proposals
    }


def _kept_proposals(keys: Collection[int]) -> QuerySet[Proposal]:
    return Proposal.objects.filter(pk__in=keys).select_related("group").order_by()
