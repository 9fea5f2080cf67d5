"""What of a report hangs on its workshop."""

from django.utils.translation import gettext as _

from openupr.workshops.models import Workshop

from ..models import Paragraph


def holds_on_to(workshop: Workshop) -> list[str]:
    """Why a workshop cannot be deleted, a sentence; nothing where nobody wrote in its report."""
    written = Paragraph.objects.filter(workshop=workshop).exists()
    return [_("Somebody wrote in its report.")] if written else []
