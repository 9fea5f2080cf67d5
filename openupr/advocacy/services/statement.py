"""The statement is written, timed and dated; those who hear a rehearsal say what they think of
it.
"""

from datetime import date

from django.utils.translation import gettext_lazy as _

from openupr.accounts.acting import act
from openupr.accounts.models import Person
from openupr.coalitions.calendars import calendar_of
from openupr.coalitions.models import Coalition
from openupr.coalitions.rules.refusals import Refused
from openupr.testimonies.boxes import open_box
from openupr.testimonies.models import Box
from openupr.timeline.milestones import drop_date, write_date

from ..actions import ASK_FEEDBACK, WRITE_STATEMENT
from ..models import Statement
from ..queries.own_words import Form
from ..queries.statement import drafted_statement, statement_of
from ..queries.statement_dates import APPLICATION, DATE_TITLES, HAND_IN
from .own_words import keep_own_words

FEEDBACK = ("understood", "length", "best", "better")
"""What those who hear a rehearsal are asked (keys of the questions of boxes)."""
_SLOWEST, _FASTEST = 60, 220


class NoSpeed(Refused):
    """Nobody speaks so fast or so slowly."""

    def __init__(self, speed: int) -> None:
        super().__init__("That would be %(speed)s words a minute. Check the time.", speed=speed)


@act(WRITE_STATEMENT, _("Write the statement for the pre-session"), about="coalition")
def save_statement(
    *, by: Person, coalition: Coalition, minutes: int, words_a_minute: int, language: str, form: Form, today: date
) -> list[str]:
    """Keep its length and the parts that differ from what the facts say; returns the labels of
    those that somebody else saved meanwhile: both texts are in them. Raises RecordNotReady.
    """
    saved = statement_of(coalition)
    saved.language = language
    saved.save()
    # Another length changes what the facts say: the form was filled in beside what they said
    # before.
    parts = [each.written for each in drafted_statement(saved, today=today).parts]
    saved.minutes, saved.words_a_minute = minutes, words_a_minute
    saved.save()
    return keep_own_words(parts, form, saved.texts)


@act(WRITE_STATEMENT, _("Choose how fast the statement is spoken"), about="coalition")
def choose_speed(*, by: Person, coalition: Coalition, seconds: int, today: date) -> Statement:
    """Reckon from now on with the speed of a rehearsal that took so long.

    Raises NoSpeed, RecordNotReady.
    """
    saved = statement_of(coalition)
    speed = round(drafted_statement(saved, today=today).words * 60 / seconds) if seconds else 0
    if not _SLOWEST <= speed <= _FASTEST:
        raise NoSpeed(speed)
    saved.words_a_minute = speed
    saved.save()
    return saved


@act(WRITE_STATEMENT, _("Write the dates of the statement"), about="coalition")
def date_statement(
    *, by: Person, coalition: Coalition, application: date | None, hand_in: date | None, today: date
) -> None:
    """Its dates are in the coalition's calendar; one that is empty is taken out.

    Raises UnfitDate.
    """
    for key, day in ((APPLICATION, application), (HAND_IN, hand_in)):
        if day:
            calendar = calendar_of(coalition, today=today)
            write_date(calendar=calendar, key=key, title=DATE_TITLES[key], day=day, today=today)
        elif coalition.calendar:
            drop_date(calendar=coalition.calendar, key=key)


@act(ASK_FEEDBACK, _("Ask for feedback on a rehearsal"), about="coalition")
def ask_feedback(*, by: Person, coalition: Coalition, today: date) -> Box:
    """An open box for what is said of a rehearsal; the one that is open already, if one is."""
    saved = statement_of(coalition)
    saved.save()
    if saved.feedback and saved.feedback.is_open:
        return saved.feedback
    title = "Rehearsal of the statement"
    box: Box = open_box(
        by=by, coalition=coalition, title=title, questions=FEEDBACK, takes_testimonies=False, today=today
    )
    saved.feedback = box
    saved.save()
    return box
