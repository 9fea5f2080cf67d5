"""Texts between the review and the adoption: made from the facts, edited, sent; each with its date
in the timeline.
"""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from openupr.accounts.acting import act
from openupr.accounts.models import Person
from openupr.coalitions.calendars import calendar_of
from openupr.coalitions.models import Coalition
from openupr.coalitions.rules.refusals import Refused
from openupr.coalitions.rules.versions import check_version
from openupr.timeline.milestones import drop_date, mark_done, take_back_done, write_date

from ..actions import WRITE_ADOPTION
from ..models import AdoptionText
from ..queries.adoption import text_from_facts
from ..queries.ministry_letter import letters_to_write
from ..queries.review_facts import review_facts

KIND = "adoption"


class NothingToSay(Refused):
    """A letter on a theme of which nothing waits for an answer or was supported."""

    def __init__(self) -> None:
        super().__init__("Nothing on this theme waits for an answer or was supported. Nothing was changed.")


@act(WRITE_ADOPTION, _("Make a text from the review's facts"), about="coalition")
def make_text(*, by: Person, coalition: Coalition, kind: str, theme: str = "") -> AdoptionText:
    """Make a text from the facts; where there is one already, that one.

    Raises NothingToSay, RecordNotReady.
    """
    known = AdoptionText.objects.filter(coalition=coalition, kind=kind, theme=theme).first()
    if known:
        return known
    facts = review_facts(coalition)
    is_letter = kind == AdoptionText.Kind.LETTER
    if is_letter != bool(theme) or (is_letter and all(each.key != theme for each in letters_to_write(facts))):
        raise NothingToSay
    text = text_from_facts(facts, kind, theme)
    return AdoptionText.objects.create(coalition=coalition, kind=kind, theme=theme, text=text, taken_over=text)


@act(WRITE_ADOPTION, _("Edit a text for the adoption"), about="coalition")
def save_text(
    *, by: Person, coalition: Coalition, saved: AdoptionText, version: int, today: date, **given: Any
) -> AdoptionText:
    """Keep a text as somebody edited it, with its date. Raises SavedMeanwhile."""
    text = given["text"].replace("\r\n", "\n").strip()
    current = AdoptionText.objects.select_for_update().get(pk=saved.pk)
    check_version(seen=version, current=current.version, theirs=current.text, yours=text)
    for name, value in {**given, "text": text}.items():
        setattr(current, name, value)
    current.version += 1
    current.save()
    _tell_the_timeline(current, today=today)
    return current


@act(WRITE_ADOPTION, _("Take over changed facts into a text"), about="coalition")
def take_new_facts(*, by: Person, coalition: Coalition, saved: AdoptionText) -> AdoptionText:
    """Say that the changed facts were seen: a text that nobody edited becomes the new one, an
    edited one stays.

    Raises RecordNotReady.
    """
    current = AdoptionText.objects.select_for_update().get(pk=saved.pk)
    now = text_from_facts(review_facts(coalition), current.kind, current.theme)
    if not current.is_edited:
        current.text = now
    current.taken_over = now
    current.version += 1
    current.save()
    return current


@act(WRITE_ADOPTION, _("Remove a text for the adoption"), about="coalition")
def remove_text(*, by: Person, coalition: Coalition, saved: AdoptionText) -> None:
    """Remove a text and its date."""
    if coalition.calendar:
        drop_date(calendar=coalition.calendar, key=_key(saved))
    saved.delete()


def _key(text: AdoptionText) -> str:
    return f"{KIND}-{text.pk}"


def _tell_the_timeline(text: AdoptionText, *, today: date) -> None:
    coalition = text.coalition
    if text.due:
        # May be seen on a telephone: it says nothing of substance.
        title = AdoptionText.Kind(text.kind).label
        calendar = calendar_of(coalition, today=today)
        milestone = write_date(calendar=calendar, key=_key(text), title=title, day=text.due, today=today)
        finish = mark_done if text.sent_on else take_back_done
        finish(milestone=milestone, today=today)
    elif coalition.calendar:
        drop_date(calendar=coalition.calendar, key=_key(text))
