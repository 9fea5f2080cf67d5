"""Writing up a workshop: what was said, reached, learnt and offered."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from openupr.accounts.models import Person
from openupr.accounts.services.acting import act

from ..actions.after import WRITE_UP
from ..models import Achievement, Lesson, Offer, Session, SessionNote, Support, Workshop
from ..rules.after import said
from ..rules.fingerprints import check_seen

# What a facilitator writes up and may change; each belongs to its workshop alone.
Noted = Achievement | Lesson | Offer


@act(WRITE_UP, _("Note what was said in a session"), about="session")
def note_session(*, by: Person, session: Session, text: str, seen: str = "") -> SessionNote | None:
    """What was said in a session; nothing written takes the note away.

    `seen`: the fingerprint of the text that was open. Raises ChangedMeanwhile.
    """
    if seen:
        Session.objects.select_for_update().get(pk=session.pk)
        held = SessionNote.objects.filter(session=session).first()
        check_seen(seen, held.text if held else "")
    if not text.strip():
        SessionNote.objects.filter(session=session).delete()
        return None
    note, _ = SessionNote.objects.update_or_create(session=session, defaults={"text": said(text)})
    return note


@act(WRITE_UP, _("Note what a workshop reached"), about="workshop")
def note_achievement(*, by: Person, workshop: Workshop, text: str) -> Achievement:
    """Something that was reached. Raises NothingSaid."""
    return Achievement.objects.create(workshop=workshop, text=said(text))


@act(WRITE_UP, _("Note a lesson of a workshop"), about="workshop")
def learn_lesson(*, by: Person, workshop: Workshop, topic: str, text: str, next_time: str = "") -> Lesson:
    """Something to do otherwise next time. Raises NothingSaid."""
    return Lesson.objects.create(
        workshop=workshop, topic=Lesson.Topic(topic), text=said(text), next_time=next_time.strip()
    )


@act(WRITE_UP, _("Note what a partner offers"), about="workshop")
def offer_support(
    *, by: Person, workshop: Workshop, partner: str, kind: str, issues: Sequence[str] = (), text: str = ""
) -> Offer:
    """What a partner says it can give. Raises NothingSaid without a partner."""
    return Offer.objects.create(
        workshop=workshop, partner=said(partner)[:120], kind=Support(kind), issues=list(issues), text=text.strip()
    )


@act(WRITE_UP, _("Correct a note on a workshop"), about="noted")
def change_noted(*, by: Person, noted: Noted, **given: object) -> Noted:
    """An achievement, a lesson or an offer in other words, by the names of its fields."""
    for name, value in given.items():
        setattr(noted, name, value)
    noted.save(update_fields=list(given))
    return noted


@act(WRITE_UP, _("Take a note on a workshop away"), about="noted")
def drop_noted(*, by: Person, noted: Noted) -> None:
    """It does not stand any more."""
    noted.delete()
