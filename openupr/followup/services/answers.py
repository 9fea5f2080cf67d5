"""Which recommendations of two reviews are not the same request, as people read them."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from openupr.accounts.models import Person
from openupr.accounts.services.acting import act
from openupr.coalitions.models import Coalition

from ..models import NotTheSame
from ..permissions import JUDGE_PAIRS


@act(JUDGE_PAIRS, _("Say that two recommendations are not the same request"), about="coalition")
def say_not_the_same(*, by: Person, coalition: Coalition, earlier: str, later: str, today: date) -> NotTheSame:
    """Say that two recommendations of the record ask for different things, by their keys."""
    given = {"coalition": coalition, "earlier": earlier, "later": later}
    return NotTheSame.objects.get_or_create(**given, defaults={"said_on": today})[0]


@act(JUDGE_PAIRS, _("Take back that two recommendations are not the same request"), about="coalition")
def say_the_same(*, by: Person, coalition: Coalition, earlier: str, later: str) -> None:
    """Take that back."""
    coalition.pairs_not_the_same.filter(earlier=earlier, later=later).delete()
