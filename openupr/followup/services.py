"""What was done about earlier recommendations, line by line, with evidence."""

from collections.abc import Iterable
from datetime import date, datetime

from openupr.accounts.models import Person
from openupr.accounts.services.acting import act
from openupr.coalitions.models import Group
from openupr.coalitions.rules.texts import cleaned_answer
from openupr.coalitions.rules.versions import SavedMeanwhile
from openupr.coalitions.services.forgetting import Name, forget_names
from openupr.recommendations.models import Ask

from .models import Evidence, FollowUp
from .permissions import FOLLOW_UP
from .rules import DEMO, NothingSaid, of_the_demo

# Where a name stands beside a text: the model, its field, and the way from there to the coalition.
NAMES: tuple[Name, ...] = ((Evidence, "added_by", "follow_up__group__coalition"),)


@act(FOLLOW_UP, about="group")
def take_up(*, by: Person, group: Group, asks: Iterable[Ask]) -> list[FollowUp]:
    """Follow earlier recommendations up; those that the group follows up already are left as they are.

    Their text is kept with them, and who made them in which session: the record may be imported anew, the group's work
    stays.
    """
    known = set(group.follow_ups.values_list("ask_key", flat=True))
    new = [ask for ask in asks if ask.key not in known]
    return FollowUp.objects.bulk_create(_line(group, ask) for ask in new)


def _line(group: Group, ask: Ask) -> FollowUp:
    made = {"from_iso3": ask.from_iso3, "session": ask.review.session}
    return FollowUp(group=group, ask=ask, ask_key=ask.key, text=_text(ask), **made)


def _text(ask: Ask) -> str:
    record = ask.records.order_by("-preferred", "pk").first()
    if record is None:
        return ""
    # The line stays when the real record takes over, and goes out in files: it is to say itself whose words these are.
    return of_the_demo(record.text.strip()) if record.source == DEMO else record.text.strip()


@act(FOLLOW_UP, about="group")
def write_in(*, by: Person, group: Group, text: str) -> FollowUp:
    """Follow up an earlier recommendation that the record does not hold, in one's own words. Raises NothingSaid."""
    if not (text := cleaned_answer(text)):
        raise NothingSaid
    return FollowUp.objects.create(group=group, text=text)


@act(FOLLOW_UP, about="follow_up")
def assess(*, by: Person, follow_up: FollowUp, done: str, note: str, version: int) -> FollowUp:
    """Say how far a recommendation was carried out. Raises SavedMeanwhile, AnswerTooLong."""
    note = cleaned_answer(note)
    current = FollowUp.objects.select_for_update().get(pk=follow_up.pk)
    if version != current.version and (current.done, current.note) != (done, note):
        raise SavedMeanwhile(theirs=current.note, yours=note, version=current.version)
    if (current.done, current.note) != (done, note):
        current.done, current.note, current.version = FollowUp.Done(done), note, current.version + 1
        current.save(update_fields=["done", "note", "version"])
    return current


@act(FOLLOW_UP, about="follow_up")
def let_go(*, by: Person, follow_up: FollowUp) -> None:
    """Follow a recommendation up no longer; what was said of it goes too."""
    follow_up.delete()


@act(FOLLOW_UP, about="follow_up")
def add_evidence(
    *, by: Person, follow_up: FollowUp, what: str, kind: str, day: date | None, source: str, reliability: str
) -> Evidence:
    """Say on what a line rests. Raises NothingSaid."""
    what, source = cleaned_answer(what), cleaned_answer(source)
    if not (what and source):
        raise NothingSaid
    return Evidence.objects.create(
        follow_up=follow_up,
        what=what,
        kind=Evidence.Kind(kind),
        day=day,
        source=source,
        reliability=Evidence.Reliability(reliability),
        added_by=by,
    )


@act(FOLLOW_UP, about="follow_up")
def remove_evidence(*, by: Person, follow_up: FollowUp, evidence: Evidence) -> None:
    """Take evidence away that should not stand there."""
    follow_up.evidence.filter(pk=evidence.pk).delete()


def forget_in_followup(circle: str, now: datetime) -> None:
    """What accounts call when authorship in a circle is forgotten; a circle that is no coalition has nothing here."""
    forget_names(NAMES, circle)
