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
    groups = list(coalition.groups.filter(closed=False))
    chosen = kind if kind in Submission.Kind.values else route.kind if route else Submission.Kind.JOINT
    one = next((each for each in groups if each.pk == group), None)
    about = f" on {one.name}" if one and chosen == Submission.Kind.BY_GROUP else ""
    whose = "Submission" if chosen == Submission.Kind.OWN else "Joint submission"
    return {
        "kind": chosen,
        "title": f"{whose}{about} to the Universal Periodic Review of {coalition.state.name}",
        "groups": groups if chosen == Submission.Kind.JOINT else [one] if one else [],
        "group": one if chosen == Submission.Kind.BY_GROUP else None,
        "decision": route.decision if route else None,
        "language": "en",
    }
