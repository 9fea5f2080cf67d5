"""The UN's names of the recommendations on a follow-up list."""

from collections.abc import Collection

from openupr.recommendations.queries.un_numbers import un_numbers
from openupr.upr.un_numbers import UnNumber

from ..models import ListedRecommendation, MatrixRow


def un_numbers_of(listed: Collection[ListedRecommendation]) -> dict[int, UnNumber]:
    """By primary key, of those that have one: from the record, whichever source tells it; of what the record does not
    hold, the number in OHCHR's list. At most two queries.
    """
    known = un_numbers({each.ask_id for each in listed if each.ask_id})
    found = {each.pk: known[each.ask_id] for each in listed if each.ask_id in known}
    if others := [each.pk for each in listed if each.ask_id is None]:
        rows = MatrixRow.objects.filter(listed__in=others).exclude(number="").order_by()
        found |= {pk: UnNumber("", number) for pk, number in rows.values_list("listed", "number")}
    return found
