"""The public page: what it shows is chosen, and it can be switched off."""

from collections.abc import Collection
from datetime import date

from openupr.accounts.models import Person
from openupr.accounts.services.acting import act
from openupr.coalitions.models import Coalition
from openupr.coalitions.rules.texts import cleaned_answer

from ..models import PublicPage
from ..permissions import PUBLISH
from ..rules import PUBLIC_FIELDS


@act(PUBLISH, about="coalition")
def choose_public(
    *,
    by: Person,
    coalition: Coalition,
    on: bool,
    title: str,
    introduction: str,
    shown: Collection[str],
    chosen: Collection[int],
    today: date,
) -> PublicPage:
    """Choose what the page shows, and whether it is there at all. Raises AnswerTooLong."""
    coalition.follow_up_list.filter(pk__in=chosen).update(published=True)
    coalition.follow_up_list.exclude(pk__in=chosen).update(published=False)
    page, _new = PublicPage.objects.update_or_create(
        coalition=coalition,
        defaults={
            "on": on,
            "title": " ".join(title.split()),
            "introduction": cleaned_answer(introduction),
            "fields": [each for each in PUBLIC_FIELDS if each in shown],
            "changed_on": today,
        },
    )
    return page
