"""What a coalition and its groups have decided about submissions, and what follows for the next one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from openupr.coalitions.decisions import tallies_of
from openupr.coalitions.models import Coalition, Decision, Group, Option

from ..models import Submission

_KINDS = {"joint": Submission.Kind.JOINT, "by-group": Submission.Kind.BY_GROUP, "own": Submission.Kind.OWN}


@dataclass(frozen=True, slots=True)
class Route:
    """A closed decision and the route that most voices were given to."""

    decision: Decision
    option: Option

    @property
    def kind(self) -> str:
        """The kind of submission to begin with: of "both" the joint one comes first."""
        return _KINDS.get(self.option.route, Submission.Kind.JOINT)


def decided_route(coalition: Coalition) -> Route | None:
    """The route of the newest decision of all organisations that counts; None without one, or where voices tie."""
    return _routes(coalition).get(None)


def routes_of_groups(coalition: Coalition) -> list[Route]:
    """The routes that groups decided on after their organisations were asked, in the order of the groups."""
    found = (route for group, route in _routes(coalition).items() if group is not None)
    return sorted(found, key=lambda route: (route.decision.group.order, route.decision.group.pk))  # type: ignore[union-attr]


def _routes(coalition: Coalition) -> Mapping[int | None, Route]:
    """The newest route that counts, by the key of the group that decided on it; None for the whole coalition."""
    found: dict[int | None, Route] = {}
    for tally in tallies_of(coalition):
        if tally.route:
            found.setdefault(tally.decision.group_id, Route(tally.decision, tally.route))
    return found


def groups_without(coalition: Coalition, route: Route | None, routes: Sequence[Route]) -> list[Group]:
    """The groups that decided on a submission of their own and have none yet; all such where the coalition did."""
    without = list(coalition.groups.filter(closed=False, submissions=None))
    if route and route.kind == Submission.Kind.BY_GROUP:
        return without
    own = {each.decision.group_id for each in routes if each.option.route in (Option.Route.BY_GROUP, Option.Route.BOTH)}
    return [each for each in without if each.pk in own]


def first_fields(
    coalition: Coalition, route: Route | None, *, kind: str = "", group: int | None = None
) -> dict[str, Any]:
    """What the form for a new submission holds: from the decision, or as a link asks."""
    chosen = kind if kind in Submission.Kind.values else route.kind if route else Submission.Kind.JOINT
    one = coalition.groups.filter(closed=False, pk=group or 0).first() if chosen == Submission.Kind.BY_GROUP else None
    whose = f"group-{one.pk}" if one else "joint" if chosen == Submission.Kind.JOINT else ""
    return {"whose": whose, "title": proposed_title(coalition, chosen, one), "language": "en"}


def proposed_title(coalition: Coalition, kind: str, group: Group | None) -> str:
    """What a submission is called until somebody calls it otherwise."""
    about = f" on {group.name}" if group else ""
    whose = "Submission" if kind == Submission.Kind.OWN else "Joint submission"
    return f"{whose}{about} to the Universal Periodic Review of {coalition.state.name}"


def groups_of_joint(groups: Sequence[Group], routes: Sequence[Route]) -> list[Group]:
    """The groups that write a joint submission: all but those that decided on their own alone."""
    alone = {each.decision.group_id for each in routes if each.option.route == Option.Route.BY_GROUP}
    return [each for each in groups if each.pk not in alone]


def decision_behind(
    route: Route | None, routes: Sequence[Route], kind: str, groups: Sequence[Group]
) -> Decision | None:
    """The decision that a submission of this kind follows from; a group's own comes before that of all."""
    if kind == Submission.Kind.BY_GROUP and groups:
        route = next((each for each in routes if each.decision.group_id == groups[0].pk), route)
    follows = route is not None and (route.option.route == Option.Route.BOTH or route.kind == kind)
    return route.decision if route and follows else None
