"""The floor of a workshop: made when first needed, its editions counted on; and what phones did
that hangs on it.
"""

from django.db.models import F
from django.utils.translation import gettext as _

from openupr.accounts.actions import Actor
from openupr.accounts.models import Guest
from openupr.accounts.pace import too_fast
from openupr.workshops.models import Workshop

from .models import Floor, QuizQuestion, SpeakerQuestion, Wishes
from .rules.questions import MOST_TAPS
from .rules.refusals import OnlyFromTheRoom, TooFast


def floor_of(workshop: Workshop) -> Floor:
    """The workshop's floor, locked until the transaction ends."""
    floor = Floor.objects.select_for_update().filter(workshop=workshop).first()
    return floor or Floor.objects.get_or_create(workshop=workshop)[0]


def changed(workshop: Workshop, edition: str) -> None:
    """Phones that ask again get the new state of what this edition counts."""
    Floor.objects.filter(workshop=workshop).update(**{edition: F(edition) + 1})


def phone(by: Actor) -> Guest:
    """The phone that acts, at a pace that a finger has. Raises OnlyFromTheRoom, TooFast."""
    if not isinstance(by, Guest):
        raise OnlyFromTheRoom
    if too_fast("phone", str(by.pk), most=MOST_TAPS, seconds=60):
        raise TooFast
    return by


def holds_on_to(workshop: Workshop) -> list[str]:
    """Why a workshop cannot be deleted, a sentence; nothing where nothing was asked in its room."""
    is_used = any(model.objects.filter(workshop=workshop).exists() for model in (SpeakerQuestion, QuizQuestion, Wishes))
    return [_("Phones in its room asked, chose a group or were asked something.")] if is_used else []
