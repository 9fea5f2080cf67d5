"""Near-identical recommendations that are judged once."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from openupr.accounts.models import Person
from openupr.accounts.services.acting import act
from openupr.coalitions.models import Coalition

from ..models import ListedRecommendation
from ..permissions import ARRANGE_LIST
from ..rules import AlreadyJudgedTogether


@act(ARRANGE_LIST, _("Have recommendations judged together"), about="coalition")
def judge_together(*, by: Person, coalition: Coalition, numbers: Sequence[int]) -> list[ListedRecommendation]:
    """Have these judged as the first of them is; what is said of one of them apart stays.

    Raises AlreadyJudgedTogether.
    """
    Coalition.objects.select_for_update().get(pk=coalition.pk)
    found = coalition.follow_up_list.filter(pk__in=numbers).in_bulk()
    chosen = [found[number] for number in dict.fromkeys(numbers) if number in found]
    if any(each.judged_with_id for each in chosen) or any(each.judged_along.exists() for each in chosen[1:]):
        raise AlreadyJudgedTogether
    for each in chosen[1:]:
        each.judged_with = chosen[0]
        each.save(update_fields=["judged_with"])
    return chosen


@act(ARRANGE_LIST, _("Have a recommendation judged alone"), about="listed")
def judge_alone(*, by: Person, listed: ListedRecommendation) -> ListedRecommendation:
    """Have one judged for itself again, or all that are judged with it."""
    listed.judged_along.update(judged_with=None)
    listed.judged_with = None
    listed.save(update_fields=["judged_with"])
    return listed
