"""The audit trail of a circle, as people read it."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils.functional import Promise

from ..models import AuditLine, Person
from ..permissions import words_for


@dataclass(frozen=True)
class Act:
    """One line of the trail in words. `who` is None after authorship was forgotten, and for acts without names."""

    when: datetime
    who: Person | None
    what: str | Promise
    about: str


def trail(circle: str, *, most: int = 100) -> list[Act]:
    """The newest acts in a circle; shown by the template part accounts/parts/trail.html as `acts`."""
    return _acts(AuditLine.objects.filter(circle=circle), most)


def own_trail(person: Person, *, most: int = 20) -> list[Act]:
    """What somebody did outside any circle, with their own account."""
    return _acts(AuditLine.objects.filter(who=person, circle=""), most)


def _acts(lines: QuerySet[AuditLine], most: int) -> list[Act]:
    return [Act(line.when, line.who, words_for(line.what), line.about) for line in lines.select_related("who")[:most]]
