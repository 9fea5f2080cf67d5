"""A group's proposed recommendations, read."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.db.models.lookups import LessThan

from openupr.coalitions.models import Coalition, Group, RapporteurTerm
from openupr.followup.priorities import Wish
from openupr.upr.issues import issue
from openupr.web.hooks import Hook

from ..models import Comment, Proposal, Wording, WordingVersion
from .compared_text import compared_wording

COLUMNS = ("group", "number", "state", "language", "original", "text", "issues", "sdg_targets", "repeats", "reason")

# Each entry asks for the keys (`proposal`) of the recommendations that went out with something lodged.
LODGED_WITH = Hook[Callable[[], QuerySet[Any, Any]]]("LODGED_WITH")


def lodged_among(proposals: Iterable[Proposal]) -> set[int]:
    """The keys of those that were lodged with a submission although their group had not adopted them. One query."""
    keys = [each.pk for each in proposals if each.may_be_adopted]
    found = (tell().filter(proposal__in=keys).values_list("proposal", flat=True) for tell in LODGED_WITH)
    return {key for rows in found for key in rows} if keys else set()


def proposals_of(about: Group | Coalition) -> QuerySet[Proposal]:
    """The recommendations of a group, or of all groups of a coalition, with their wordings, in two queries."""
    within = Q(group=about) if isinstance(about, Group) else Q(group__coalition=about)
    return (
        Proposal.objects.filter(within)
        .select_related("group", "repeats", "merged_into__group")
        .prefetch_related(Prefetch("wordings", queryset=dated_wordings()))
        .annotate(open_comments=number_of(open_comments().filter(proposal=OuterRef("pk")), "proposal"))
        .order_by("group__order", "group_id", "number")
    )


def dated_wordings() -> QuerySet[Wording]:
    """Wordings, each with `is_older`: whether it is a translation that was saved before the text it translates."""
    newest = WordingVersion.objects.order_by().filter(version=F("wording__version")).values("saved_at")
    own = newest.filter(wording=OuterRef("pk"))
    original = newest.filter(wording__proposal=OuterRef("proposal"), wording__is_original=True)
    return Wording.objects.annotate(is_older=LessThan(Subquery(own), Subquery(original)))


def is_older(wording: Wording) -> bool:
    """Whether it is a translation that was saved before the text it translates."""
    return bool(dated_wordings().get(pk=wording.pk).is_older)  # type: ignore[attr-defined]


def open_comments() -> QuerySet[Comment]:
    """Comments that are not dealt with. What the group's rapporteur says is an answer, and waits for no other."""
    leads = RapporteurTerm.objects.filter(group=OuterRef("proposal__group"), person=OuterRef("author"), until=None)
    return Comment.objects.filter(resolved=False).exclude(Exists(leads)).order_by()


def number_of(rows: QuerySet[Any], by: str) -> Any:
    """How many of these rows there are, by a field that is the same in all of them: a subquery, 0 where none."""
    return Coalesce(Subquery(rows.order_by().values(by).annotate(n=Count("pk")).values("n")), 0)


def wishes_of(coalition: Coalition) -> list[Wish]:
    """What groups propose, drafts too, but not what they dropped or merged. Two queries."""
    gone = (Proposal.State.DROPPED, Proposal.State.MERGED)
    found = Proposal.objects.filter(group__coalition=coalition).exclude(state__in=gone).order_by()
    worded = ((each, compared_wording(each)) for each in found.prefetch_related("wordings"))
    return [Wish(wording.text if wording else "", each.issues) for each, wording in worded]


def proposal_of(group: Group, number: int) -> Proposal | None:
    """One recommendation with all that belongs to it: wordings, comments with their authors; None if there is none."""
    comments = Comment.objects.select_related("author", "from_group")
    found = (
        Proposal.objects.filter(group=group, number=number)
        .select_related("repeats__review", "merged_into__group")
        .prefetch_related(Prefetch("wordings", queryset=dated_wordings()), Prefetch("comments", queryset=comments))
        .first()
    )
    if found:
        found.group = group
    return found


def versions_of(proposal: Proposal) -> list[Wording]:
    """The wordings with all their versions, the newest first."""
    return list(proposal.wordings.prefetch_related("versions__saved_by"))


def ever_worded(proposals: Iterable[Proposal]) -> Mapping[int, list[str]]:
    """By the keys of groups, all that these recommendations of theirs said in any version. One query."""
    found: dict[int, list[str]] = {}
    versions = WordingVersion.objects.filter(wording__proposal__in=list(proposals)).order_by()
    for group, text in versions.values_list("wording__proposal__group", "text"):
        found.setdefault(group, []).append(text)
    return found


def text_of_version(proposal: Proposal, language: str, version: int) -> str:
    """A text as it stood when somebody opened it; "" where there was none yet."""
    found = WordingVersion.objects.filter(wording__proposal=proposal, wording__language=language, version=version)
    return found.values_list("text", flat=True).first() or ""


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
