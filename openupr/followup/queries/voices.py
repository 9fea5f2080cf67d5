"""What organisations said, and what they have not answered yet."""

from django.db.models import QuerySet

from openupr.accounts.models import Person
from openupr.coalitions.models import Coalition, MemberOrganisation

from ..models import Assessment


def not_seen() -> QuerySet[Assessment]:
    """Organisations' assessments with a reason that was to be printed before anybody saw the line."""
    said = Assessment.objects.filter(current=True, quoted=True, line_seen=False)
    return said.exclude(organisation=None).exclude(reason="")


def unanswered(coalition: Coalition, person: Person) -> QuerySet[Assessment]:
    """Those of the organisations for which somebody speaks in a coalition."""
    speaks = MemberOrganisation.objects.filter(coalition=coalition, representative=person)
    return not_seen().filter(listed__coalition=coalition, organisation__in=speaks.values("organisation"))
