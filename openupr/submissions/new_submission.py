"""A new submission: the decision behind it, its first sections, and its cover."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from openupr.accounts.acting import act
from openupr.accounts.models import Person
from openupr.coalitions.models import Coalition, Group, Organisation
from openupr.conformance.rule_sets import rules_for
from openupr.decisions.decisions import tallies_of
from openupr.decisions.models import Decision, Option

from .actions import BEGIN
from .models import Section, Submission
from .roadmap_texts import flow_in
from .rules.template import first_sections
from .submissions import check_open

_KINDS = {"joint": Submission.Kind.JOINT, "by-group": Submission.Kind.BY_GROUP, "own": Submission.Kind.OWN}


@dataclass(frozen=True, slots=True)
class DecidedRoute:
    """A closed decision and the route that won it."""

    decision: Decision
    option: Option

    @property
    def kind(self) -> str:
        """The kind of submission to begin with: for "both" the joint one comes first."""
        return _KINDS.get(self.option.route, Submission.Kind.JOINT)


def decided_route(coalition: Coalition) -> DecidedRoute | None:
    """The route of the newest decision of all organisations; None without one, or after a tie."""
    return _routes(coalition).get(None)


def routes_of_groups(coalition: Coalition) -> list[DecidedRoute]:
    """The routes that groups decided on after their organisations were asked, in the order of the
    groups.
    """
    group_routes = (route for group, route in _routes(coalition).items() if group is not None)
    return sorted(group_routes, key=lambda route: (route.decision.group.order, route.decision.group.pk))  # type: ignore[union-attr]


def _routes(coalition: Coalition) -> Mapping[int | None, DecidedRoute]:
    """The newest route that counts, by the key of the group that decided; None for the whole
    coalition.
    """
    newest: dict[int | None, DecidedRoute] = {}
    for tally in tallies_of(coalition):
        if tally.route:
            newest.setdefault(tally.decision.group_id, DecidedRoute(tally.decision, tally.route))
    return newest


def groups_without(coalition: Coalition, route: DecidedRoute | None, routes: Sequence[DecidedRoute]) -> list[Group]:
    """The groups that need a submission of their own and have none yet.

    Those that decided so; all where the coalition decided so.
    """
    without = list(coalition.groups.filter(closed=False, submissions=None))
    if route and route.kind == Submission.Kind.BY_GROUP:
        return without
    own = {
        decided.decision.group_id
        for decided in routes
        if decided.option.route in (Option.Route.BY_GROUP, Option.Route.BOTH)
    }
    return [group for group in without if group.pk in own]


def first_fields(
    coalition: Coalition, route: DecidedRoute | None, *, kind: str = "", group: int | None = None
) -> dict[str, Any]:
    """The initial values of the form: from the decision, or as a link requests."""
    chosen = kind if kind in Submission.Kind.values else route.kind if route else Submission.Kind.JOINT
    one = coalition.groups.filter(closed=False, pk=group or 0).first() if chosen == Submission.Kind.BY_GROUP else None
    whose = f"group-{one.pk}" if one else "joint" if chosen == Submission.Kind.JOINT else ""
    return {"whose": whose, "title": proposed_title(coalition, chosen, one), "language": "en"}


def proposed_title(coalition: Coalition, kind: str, group: Group | None) -> str:
    """The title that the program proposes for a submission."""
    about = f" on {group.name}" if group else ""
    whose = "Submission" if kind == Submission.Kind.OWN else "Joint submission"
    return f"{whose}{about} to the Universal Periodic Review of {coalition.state.name}"


def groups_of_joint(groups: Sequence[Group], routes: Sequence[DecidedRoute]) -> list[Group]:
    """The groups that write a joint submission: all but those that decided to write alone."""
    alone = {route.decision.group_id for route in routes if route.option.route == Option.Route.BY_GROUP}
    return [group for group in groups if group.pk not in alone]


def decision_behind(
    route: DecidedRoute | None, routes: Sequence[DecidedRoute], kind: str, groups: Sequence[Group]
) -> Decision | None:
    """The decision that a submission of this kind follows; a group's own comes before that of
    all.
    """
    if kind == Submission.Kind.BY_GROUP and groups:
        route = next((decided for decided in routes if decided.decision.group_id == groups[0].pk), route)
    follows = route is not None and (route.option.route == Option.Route.BOTH or route.kind == kind)
    return route.decision if route and follows else None


@act(BEGIN, _("Begin a submission"), about="coalition")
def begin_submission(
    *,
    by: Person,
    coalition: Coalition,
    kind: str,
    title: str,
    groups: Sequence[Group],
    organisation: Organisation | None = None,
    decision: Decision | None = None,
    language: str = "en",
    arrangement: str = Submission.Arrangement.THEME,
    today: date,
    now: datetime,
) -> Submission:
    """Begin a submission of these groups: its sections, with what the groups have adopted.

    `arrangement`: only a joint submission can be by theme; any other is by chapter. `kind`
    "by-group" is that of the one group given, "own" that of `organisation`.
    """
    kind = Submission.Kind(kind)
    is_joint = kind == Submission.Kind.JOINT
    submission = Submission.objects.create(
        coalition=coalition,
        kind=kind,
        title=title.strip(),
        group=groups[0] if kind == Submission.Kind.BY_GROUP and groups else None,
        organisation=organisation if kind == Submission.Kind.OWN else None,
        decision=decision,
        language=language,
        arrangement=Submission.Arrangement(arrangement) if is_joint else Submission.Arrangement.CHAPTER,
        rules=rules_for(coalition.review.cycle).version,
        begun=today,
    )
    outline = first_sections([group.name for group in groups], by_theme=submission.is_by_theme)
    for order, first in enumerate(outline, start=1):
        Section.objects.create(
            submission=submission,
            order=order,
            kind=first.kind,
            heading=first.heading,
            weight=first.weight,
            group=groups[first.group] if first.group is not None else None,
        )
    flow_in(submission, by=by, now=now)
    return submission


@act(BEGIN, _("Change what a submission's cover says"), about="submission")
def change_cover(
    *, by: Person, submission: Submission, title: str, key_words: str, contact: str, asks_again_from: int
) -> Submission:
    """Change the cover, and the share of changes from which organisations are asked again.

    The organisations on the cover follow from the signatures. Raises Locked.
    """
    check_open(submission)
    submission.title, submission.key_words, submission.contact = title.strip(), key_words.strip(), contact.strip()
    submission.asks_again_from = asks_again_from
    submission.save(update_fields=["title", "key_words", "contact", "asks_again_from"])
    return submission
