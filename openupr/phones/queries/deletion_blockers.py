"""What phones did that hangs on a workshop."""

from django.utils.translation import gettext as _

from openupr.workshops.models import Workshop

from ..models import QuizQuestion, SpeakerQuestion, Wishes


def holds_on_to(workshop: Workshop) -> list[str]:
    """Why a workshop cannot be deleted, a sentence; nothing where nothing was asked in its room."""
    asked = any(model.objects.filter(workshop=workshop).exists() for model in (SpeakerQuestion, QuizQuestion, Wishes))
    return [_("Phones in its room asked, chose a group or were asked something.")] if asked else []
