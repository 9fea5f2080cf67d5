"""A coordinator reads testimonies of a closed box, redacts, releases or sets them aside."""

from django.utils.translation import gettext_lazy as _

from openupr.accounts.acting import act
from openupr.accounts.models import Person

from ..actions import REVIEW
from ..models import Testimony
from ..rules.phrase import LONGEST, where
from ..rules.refusals import IsGone, IsStillOpen, NothingWritten, NotLookedAt, PhraseNotThere, TooFew

State = Testimony.State


@act(REVIEW, _("Release a testimony as far as its author agreed"), about="testimony")
def release(
    *, by: Person, testimony: Testimony, leaving: str, phrase: str, looked_at: bool, fewer_than_five: bool | None
) -> Testimony:
    """Let this version leave, as far as its author agreed; the author's own text stays as it is.

    Raises NotLookedAt unless each marked word was looked at and the question was answered, TooFew if fewer than five
    people could have written it, NothingWritten, PhraseNotThere, IsStillOpen.
    """
    _check_closed(testimony)
    if not looked_at or fewer_than_five is None:
        raise NotLookedAt
    if fewer_than_five:
        raise TooFew
    return _write(testimony, leaving, phrase, State.RELEASED)


@act(REVIEW, _("Redact a testimony without releasing it"), about="testimony")
def redact(*, by: Person, testimony: Testimony, leaving: str, phrase: str) -> Testimony:
    """Keep this version without releasing it; one that was released is so no more. Raises as release does."""
    _check_closed(testimony)
    return _write(testimony, leaving, phrase, State.WAITING)


@act(REVIEW, _("Set a testimony aside"), about="testimony")
def set_aside(*, by: Person, testimony: Testimony) -> Testimony:
    """It stays here and leaves nowhere. Raises IsStillOpen."""
    _check_closed(testimony)
    return _keep(testimony, state=State.SET_ASIDE)


def _check_closed(testimony: Testimony) -> None:
    if testimony.box.is_open:
        raise IsStillOpen


def _write(testimony: Testimony, leaving: str, phrase: str, state: str) -> Testimony:
    if not leaving.strip():
        raise NothingWritten
    if phrase.strip() and where(phrase, leaving) is None:
        raise PhraseNotThere
    return _keep(testimony, leaving=leaving.strip(), leaving_phrase=phrase.strip()[:LONGEST], state=state)


def _keep(testimony: Testimony, **changed: str) -> Testimony:
    if not Testimony.objects.filter(pk=testimony.pk).update(**changed):
        raise IsGone
    for name, value in changed.items():
        setattr(testimony, name, value)
    return testimony
