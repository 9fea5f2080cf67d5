"""What a coalition has decided about its submissions, and what follows for the next one."""

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
    """The route of the newest decision that stands; None where none does, or voices were tied."""
    for tally in tallies_of(coalition):
        ahead = [each for each in tally.leading if each.route]
        if tally.stands and len(ahead) == 1:
            return Route(tally.decision, ahead[0])
    return None


def groups_without(coalition: Coalition) -> list[Group]:
    """The groups that have no submission of their own yet."""
    return list(coalition.groups.filter(closed=False, submissions=None))


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


def decision_for(route: Route | None, kind: str) -> Decision | None:
    """The decision that a submission of this kind follows from."""
    follows = route is not None and (route.option.route == "both" or route.kind == kind)
    return route.decision if route and follows else None
