"""What would be lost with a session, with a day that moves, or with a whole workshop."""

from collections.abc import Callable, Iterator
from datetime import date

from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openupr.web.hooks import Hook

from .models import Day, Session, SessionNote, Workshop

# Sentences: what would be lost if this were the last day, as of today.
ON_MOVING_DAYS = Hook[Callable[[Workshop, date, date], list[str]]]("ON_MOVING_DAYS")
# Sentences: why a workshop cannot be deleted.
DELETION_BLOCKERS = Hook[Callable[[Workshop], list[str]]]("DELETION_BLOCKERS")


def lost_with_session(session: Session, *, today: date | None = None) -> list[str]:
    """What is lost with a session besides its hours. With `today`, also that it was held."""
    losses: list[str] = []
    if SessionNote.objects.filter(session=session).exists():
        losses.append(_("What was written about it, which the report tells."))
    if names := [role.name for role in session.roles.all()]:
        losses.append(_("Who does what in it: %(names)s.") % {"names": ", ".join(dict.fromkeys(names))})
    if any(_rows(session)):
        losses.append(_("What was counted of who spoke in it."))
    if today and session.day.date <= today:
        day = _("It is on the agenda of a day that is over, or of today: perhaps it was held.")
        losses.append(day)
    return losses


def _rows(session: Session) -> Iterator[bool]:
    """Whether each model of a room above holds a row about it."""
    for relation in session._meta.related_objects:
        model = relation.related_model
        if isinstance(model, type) and model._meta.app_label != session._meta.app_label:
            yield model._default_manager.filter(**{relation.field.name: session}).exists()


def lost_by_last_day(workshop: Workshop, *, moved: Day, to: date | None, today: date) -> list[str]:
    """What would be lost if a day had another date, or were removed (None)."""
    others = workshop.days.exclude(pk=moved.pk).aggregate(last=Max("date"))["last"]
    before = max(filter(None, (others, moved.date)))
    after = max(filter(None, (others, to)), default=before)
    return [sentence for tell in ON_MOVING_DAYS for sentence in tell(workshop, after, today)] if after < before else []


def lost_with_workshop(workshop: Workshop) -> list[str]:
    """What is lost with a workshop that has only an agenda."""
    days, sessions = workshop.days.count(), Session.objects.filter(day__workshop=workshop).count()
    materials, terms = workshop.materials.count(), workshop.terms.count()
    losses = [
        ngettext("%(n)s day", "%(n)s days", days) % {"n": days},
        ngettext("%(n)s session of its agenda", "%(n)s sessions of its agenda", sessions) % {"n": sessions},
    ]
    if materials:
        losses.append(
            ngettext("%(n)s file of its materials", "%(n)s files of its materials", materials) % {"n": materials}
        )
    if terms:
        losses.append(ngettext("%(n)s term of its list", "%(n)s terms of its list", terms) % {"n": terms})
    return losses


def holds_on_to(workshop: Workshop) -> list[str]:
    """Why a workshop cannot be deleted; empty if it can."""
    reasons = []
    if workshop.box_id:
        reasons.append(_("It has a box: what people put in, or can withdraw, is not to lose its workshop."))
    notes = SessionNote.objects.filter(session__day__workshop=workshop).exists()
    came = ("achievements", "lessons", "wayforwards", "roadmaphandedins", "needs", "offers")
    if notes or any(getattr(workshop, name).exists() for name in came):
        reasons.append(
            _("It is written up: notes, achievements, lessons, steps, needs, offers or roadmaps. Take them out.")
        )
    return reasons + [sentence for tell in DELETION_BLOCKERS for sentence in tell(workshop)]
