"""What a coalition and its groups have decided about submissions, and what follows for the next one."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from openupr.coalitions.models import Coalition, Decision, Group, Option
from openupr.coalitions.queries.decisions import tallies_of

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
        ahead = [each for each in tally.leading if each.route]
        if tally.stands and len(ahead) == 1:
            found.setdefault(tally.decision.group_id, Route(tally.decision, ahead[0]))
    return found


def groups_without(coalition: Coalition, route: Route | None, routes: Sequence[Route]) -> list[Group]:
    """The groups that decided on a submission of their own and have none yet; all such where the coalition did."""
    without = list(coalition.groups.filter(closed=False, submissions=None))
    if route and route.kind == Submission.Kind.BY_GROUP:
        return without
    own = {each.decision.group_id for each in routes if each.option.route in (Option.Route.BY_GROUP, Option.Route.BOTH)}
    return [each for each in without if each.pk in own]


def first_fields(
    coalition: Coalition,
    route: Route | None,
    *,
    routes: Sequence[Route] = (),
    kind: str = "",
    group: int | None = None,
) -> dict[str, Any]:
    """What the form for a new submission holds: from the decisions, or as a link asks.

    A group that decided on its own submission alone (`routes`) is not ticked for the joint one.
    """
    alone = {each.decision.group_id for each in routes if each.option.route == Option.Route.BY_GROUP}
    groups = list(coalition.groups.filter(closed=False))
    chosen = kind if kind in Submission.Kind.values else route.kind if route else Submission.Kind.JOINT
    one = next((each for each in groups if each.pk == group), None)
    own = next((each for each in routes if one and each.decision.group_id == one.pk), route)
    decided = own if chosen == Submission.Kind.BY_GROUP else route
    about = f" on {one.name}" if one and chosen == Submission.Kind.BY_GROUP else ""
    whose = "Submission" if chosen == Submission.Kind.OWN else "Joint submission"
    return {
        "kind": chosen,
        "title": f"{whose}{about} to the Universal Periodic Review of {coalition.state.name}",
        "groups": _ticked(groups, chosen, one, alone),
        "group": one if chosen == Submission.Kind.BY_GROUP else None,
        "decision": decided.decision if decided else None,
        "language": "en",
    }


def _ticked(groups: Sequence[Group], kind: str, one: Group | None, alone: Collection[int | None]) -> list[Group]:
    if kind == Submission.Kind.JOINT:
        return [each for each in groups if each.pk not in alone]
    return [one] if one else []
