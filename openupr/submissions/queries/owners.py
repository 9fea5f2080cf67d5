"""Who writes a section: the organisation that was given the task, else the group's rapporteur, else the group."""

from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Subquery, When

from openupr.accounts.actions import Role
from openupr.accounts.models import Person
from openupr.coalitions.models import RapporteurTerm
from openupr.roadmaps.models import Proposal
from openupr.timeline.models import Milestone
from openupr.web.kept_queries import kept_rows

from ..models import TO_BE_WRITTEN, Paragraph, Section, SectionTask, Submission

_NOT_OF_A_GROUP = (Section.Kind.INTRODUCTION, Section.Kind.ORGANISATIONS, Section.Kind.ANNEX)
# The step of the plan by which the parts are written.
_WRITTEN_BY = "draft"


def owners_of(sections: Iterable[Section]) -> dict[int, str]:
    """Who writes each section that has an owner, by its key. Two queries."""
    found = list(sections)
    given: dict[int, list[str]] = {}
    for task in kept_rows(_to_write, [each.pk for each in found]):
        given.setdefault(task.section_id, []).append(task.organisation.name)
    groups = {each.group_id for each in found if each.is_of_a_group and each.group_id}
    leading = {term.group_id: str(term.person) for term in kept_rows(_leading, groups)}
    owners = {each.pk: leading.get(each.group_id, str(each.group)) for each in found if each.is_of_a_group}  # type: ignore[arg-type]
    return owners | {key: ", ".join(names) for key, names in given.items()}


def leader_of(section: Section) -> str:
    """The rapporteur of the group to which a section belongs; "" where it has none."""
    group = section.group_id or section.submission.group_id
    return next((str(term.person) for term in kept_rows(_leading, {group})), "") if group else ""


def open_to_leader(person: Person, roles: Collection[Role], sections: Iterable[Section]) -> set[int]:
    """The sections in which somebody may give tasks and mark them as done, by their keys. One query.

    The gate asks the same of each address (`actions.drafting.roles_of`); `roles` are those in the submission.
    """
    found = list(sections)
    if Role.COORDINATOR in roles:
        return {each.pk for each in found}
    if not found or found[0].submission.kind == Submission.Kind.OWN:
        return set()
    terms = RapporteurTerm.objects.filter(person=person, until=None, group__coalition=found[0].coalition)
    leads = set(terms.values_list("group", flat=True))
    groups = {each.pk: each.group_id or each.submission.group_id for each in found}
    return {key for key, group in groups.items() if (group in leads if group else leads)}


def _to_write(sections: Collection[int]) -> QuerySet[SectionTask]:
    return SectionTask.objects.filter(section__in=sections, work=SectionTask.Work.WRITE).select_related("organisation")


def _leading(groups: Collection[int]) -> QuerySet[RapporteurTerm]:
    return RapporteurTerm.objects.filter(group__in=groups, until=None).select_related("person").order_by()


def parts_to_write() -> QuerySet[Any]:
    """The first section of each group, in each draft, with something to write that was given to nobody else: it is not
    marked as ready, or lacks a recommendation that the group adopted since. Once the organisations are asked to sign,
    only what is empty.

    `w_day`: when the draft is to be circulated, in the coalition's plan. `w_leads`: the group, where it has a
    rapporteur; `w_all`: the group, where it has none.
    """
    earlier = _unfinished().filter(submission=OuterRef("submission"), group=OuterRef("group"))
    before = Q(order__lt=OuterRef("order")) | Q(order=OuterRef("order"), pk__lt=OuterRef("pk"))
    has_rapporteur = Exists(RapporteurTerm.objects.filter(group=OuterRef("group"), until=None))
    due = Milestone.objects.filter(calendar=OuterRef("submission__coalition__calendar"), key=_WRITTEN_BY)
    return (
        _unfinished()
        .filter(~Exists(earlier.filter(before)))
        .annotate(
            w_leads=Case(When(has_rapporteur, then=F("group"))),
            w_all=Case(When(has_rapporteur, then=None), default=F("group")),
            w_day=Subquery(due.values("day")[:1]),
        )
    )


def _unfinished() -> QuerySet[Section]:
    """The sections of groups, in what can still be changed, with something to write that no organisation was asked to
    write.
    """
    standing = Paragraph.objects.filter(section=OuterRef("pk"), removed=False)
    given = SectionTask.objects.filter(section=OuterRef("pk"), work=SectionTask.Work.WRITE)
    known = Paragraph.all_ever.filter(proposal=OuterRef("pk"), section__submission=OuterRef(OuterRef("submission")))
    adopted = Proposal.objects.filter(group=OuterRef("group"), state=Proposal.State.ADOPTED).exclude(Exists(known))
    # What is marked has no empty place: whoever changes the text takes the mark away.
    to_write = Q(done_on=None) | (Q(kind=Section.Kind.RECOMMENDATIONS) & Exists(adopted))
    drafting = Q(submission__state=Submission.State.DRAFTING)
    asked_to_sign = Q(submission__state=Submission.State.SIGNING)
    still = drafting | (asked_to_sign & ~Exists(standing.exclude(TO_BE_WRITTEN)))
    rows = Section.objects.filter(still, group__closed=False).exclude(kind__in=_NOT_OF_A_GROUP)
    return rows.filter(to_write).exclude(Exists(given))
