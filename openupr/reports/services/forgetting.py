"""What is taken out of reports when a testimony is withdrawn: words of it that somebody had copied."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from openupr.accounts.services.traces import sweep_up
from openupr.coalitions.models import Coalition
from openupr.testimonies.rules.copied import copied, without

from ..models import Paragraph

# Milliseconds to wait for readers who stand in the way, as for the testimony itself.
_PATIENCE = 5_000


def forget_withdrawn_words(coalition: Coalition, texts: Sequence[str]) -> None:
    """Take copies of these texts out of what was written for reports; who has the paragraph open is told to join."""
    mark = _("(words of a testimony that was taken back)")
    for paragraph in Paragraph.objects.select_for_update().filter(workshop__coalition=coalition):
        before = paragraph.text
        for each in texts:
            paragraph.text = without(paragraph.text, copied(paragraph.text, each), mark=mark)
        if paragraph.text != before:
            paragraph.version += 1
            paragraph.save(update_fields=["text", "version"])
            transaction.on_commit(_sweep, robust=True)


def _sweep() -> None:
    sweep_up(tables=(Paragraph,), wait=_PATIENCE, thoroughly=True)
