"""Reading translations: confirm one, word it better, take that back."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from openupr.accounts.models import Person
from openupr.accounts.rules import tidy_called
from openupr.accounts.services.acting import act

from .models import Reading
from .permissions import READ_OVER
from .queries.texts import texts
from .rules.refusals import NoSuchText, NothingBetter

LONGEST = 4000


@act(READ_OVER, _("Confirm a translation"))
def confirm_text(*, by: Person, language: str, fingerprint: str, named: str = "", today: date) -> Reading:
    """Say that a translation is right as it stands. Raises NoSuchText where it stands otherwise by now."""
    return _kept(by, language, fingerprint, is_right=True, better="", named=tidy_called(named)[:80], day=today)


@act(READ_OVER, _("Word a translation better"))
def word_better(*, by: Person, language: str, fingerprint: str, better: str, named: str = "", today: date) -> Reading:
    """Say how a translation should be worded. Raises NoSuchText, NothingBetter."""
    better = better.replace("\x00", "").strip()
    if not 0 < len(better) <= LONGEST:
        raise NothingBetter(LONGEST)
    return _kept(by, language, fingerprint, is_right=False, better=better, named=tidy_called(named)[:80], day=today)


@act(READ_OVER, _("Take back what one said of a translation"))
def take_back(*, by: Person, language: str, fingerprint: str) -> None:
    """Say no more what one said of a translation. What others said of it stays."""
    Reading.objects.filter(language=language, fingerprint=fingerprint, reader=by).delete()


def _kept(by: Person, language: str, fingerprint: str, **said: object) -> Reading:
    if fingerprint not in texts(language):
        raise NoSuchText
    reading, _new = Reading.objects.update_or_create(
        language=language, fingerprint=fingerprint, reader=by, defaults=said
    )
    return reading
