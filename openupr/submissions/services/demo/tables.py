"""The demo's texts, with what they cite found in whatever record is loaded."""

import re
import tomllib
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from openupr.accounts.models import Person
from openupr.coalitions.models import Coalition, Group
from openupr.coalitions.rules.clusters import CLUSTERS
from openupr.recommendations.models import Ask
from openupr.upr.local_time import local_time

_CAMBODIA = ZoneInfo(local_time("KHM").time_zone)
_DATA = Path(__file__).parents[2] / "data"
# Session, State, issues of a recommendation.
_CITED = re.compile(r" ?\[\[(\d+:[A-Z]{3}:[\w+-]+)\]\]")


@cache
def table(name: str) -> dict[str, Any]:
    """A file of the demo, by its name without ending."""
    return tomllib.loads((_DATA / f"{name}.toml").read_text(encoding="utf-8"))


def moment(day: date, *, before: int = 0) -> datetime:
    """Ten o'clock in Cambodia, so many days before another; on that day itself its first minute, which has been."""
    return datetime.combine(day - timedelta(days=before), time(10) if before else time(), _CAMBODIA)


def people_of(coalition: Coalition) -> dict[str, Person]:
    """Everybody who takes part, by the name they sign in with."""
    return {person.username: person for person in Person.objects.filter(participations__coalition=coalition)}


def demo_groups(coalition: Coalition) -> dict[str, Group]:
    """The coalition's groups by their cluster's key."""
    by_name = {group.name: group for group in coalition.groups.all()}
    return {cluster.key: by_name[cluster.name] for cluster in CLUSTERS}


def recommended(reference: str) -> Ask | None:
    """The recommendation that a reference names, "18:ESP:justice+womens-rights"; of several that with fewest issues."""
    session, iso3, named = reference.split(":")
    asks = Ask.objects.filter(
        review__iso3="KHM", review__session=int(session), from_iso3=iso3, kind=Ask.Kind.RECOMMENDATION
    )
    found = [(len(issues), ask.pk, ask) for ask in asks if set(named.split("+")) <= (issues := _issues(ask))]
    return min(found)[2] if found else None


def _issues(ask: Ask) -> set[str]:
    return {issue for record in ask.records.all() if record.preferred for issue in record.issues}


def demo_citations(text: str) -> str:
    """The text with its references as citations of the record; one that the record does not hold is left out."""

    def citation(reference: re.Match[str]) -> str:
        ask = recommended(reference[1])
        return f" [[{ask.key}]]" if ask else ""

    return _CITED.sub(citation, text.strip())
