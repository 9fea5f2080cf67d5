"""What an address narrows the follow-up list to. The address is the whole state: every page and file reads it here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.http import QueryDict
from django.utils.translation import gettext as _

from openupr.accounts.models import Person
from openupr.web import addresses
from openupr.web.parts import Choice, Facet, Tab

from .dimensions import BY_NAME, DIMENSIONS
from .short_lines import ShortLine

_LONGEST = 200


@dataclass(frozen=True)
class Chosen:
    """What is chosen of each dimension; `priority`: priorities only; `owner`: whose lines; `since`: changed since."""

    values: Mapping[str, str] = field(default_factory=dict)
    priority: bool = False
    owner: int | None = None
    since: date | None = None

    def keeps(self, line: ShortLine) -> bool:
        """Whether the list shows a line."""
        return (
            (not self.priority or line.listed.priority)
            and (self.owner is None or any(each.owner_id == self.owner for each in line.follow_ups))
            and (self.since is None or (line.changed_on is not None and line.changed_on >= self.since))
            and all(BY_NAME[name].keeps(line, key) for name, key in self.values.items())
        )


def chosen_in(parameters: QueryDict, *, person: Person) -> Chosen:
    """What an address asks for; what it cannot mean is left out."""
    given = {each.name: parameters.get(each.name, "")[:_LONGEST] for each in DIMENSIONS}
    return Chosen(
        values={name: key for name, key in given.items() if key},
        priority=parameters.get("priority") == "1",
        owner=person.pk if parameters.get("owner") else None,
        since=day_in_address(parameters, "since"),
    )


def day_in_address(parameters: QueryDict, name: str) -> date | None:
    """A day of an address; None for what is none."""
    try:
        return date.fromisoformat(parameters.get(name, ""))
    except ValueError:
        return None


def facets_of(lines: Sequence[ShortLine], chosen: Chosen, *, person: Person) -> list[Facet]:
    """What the list can be narrowed to: only values that some line has, with how many have each.

    What all lines have narrows nothing and is left out.
    """
    first = sum(line.listed.priority for line in lines)
    mine = sum(any(each.owner_id == person.pk for each in line.follow_ups) for line in lines)
    found = [Facet("priority", _("Show"), [Choice("1", _("priorities only"), first, chosen.priority)])]
    if mine or chosen.owner:
        found.append(Facet("owner", _("Owner"), [Choice("me", _("given to me"), mine, bool(chosen.owner))]))
    for each in DIMENSIONS:
        wanted = chosen.values.get(each.name)
        choices = [Choice(key, name, n, key == wanted) for key, name, n in each.values(lines)]
        if len(choices) > 1 or wanted:
            found.append(Facet(each.name, each.label, choices))
    return found


def chips_of(parameters: QueryDict, facets: Sequence[Facet], chosen: Chosen) -> list[Tab]:
    """What is chosen, in words, each with the address without it."""
    found = [
        Tab(f"{facet.label}: {choice.label}", _without(parameters, facet.name, choice.value))
        for facet in facets
        for choice in facet.choices
        if choice.chosen
    ]
    if chosen.since:
        told = _("Changed since %(day)s") % {"day": chosen.since.isoformat()}
        found.append(Tab(told, _without(parameters, "since", parameters.get("since", ""))))
    return found


def _without(parameters: QueryDict, name: str, value: str) -> str:
    """Without anything, an address means the priorities: so the last chip leads to everything."""
    left = addresses.without(parameters, name, value)
    return "?priority=" if left == "." else left


def title_of(lines: Sequence[ShortLine], chosen: Chosen) -> str:
    """What a page about these lines is called: the chosen values, or which recommendations it is about."""
    everything = _("Priorities") if chosen.priority else _("All recommendations")
    return " · ".join(BY_NAME[name].name_of(lines, key) for name, key in chosen.values.items()) or everything
