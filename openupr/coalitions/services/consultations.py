"""Recording consultations: they feed the methodology of the submission and the statement."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from openupr.accounts.acting import act
from openupr.accounts.models import Person

from ..actions.consultation import RECORD_CONSULTATION, REMOVE_CONSULTATION
from ..models import Coalition, Consultation, Group
from ..rules.consultations import check_consultation


@act(RECORD_CONSULTATION, _("Record a consultation"), about="coalition")
def record_consultation(
    *,
    by: Person,
    coalition: Coalition,
    day: date,
    place: str,
    said: str,
    people: int | None = None,
    who: str = "",
    changed: str = "",
    group: Group | None = None,
    today: date,
) -> Consultation:
    """Keep when and where people were asked, how many, what they said. Raises NothingRecorded, NotYetHeld."""
    check_consultation(place=place, said=said, day=day, today=today)
    return Consultation.objects.create(
        coalition=coalition,
        group=group,
        day=day,
        place=place.strip(),
        people=people,
        who=who.strip(),
        said=said.strip(),
        changed=changed.strip(),
    )


@act(RECORD_CONSULTATION, _("Correct a consultation, or add to it"), about="consultation")
def edit_consultation(
    *,
    by: Person,
    consultation: Consultation,
    day: date,
    place: str,
    said: str,
    people: int | None = None,
    who: str = "",
    changed: str = "",
    group: Group | None = None,
    today: date,
) -> Consultation:
    """Correct or add to it: what changed is often known only later. Raises NothingRecorded, NotYetHeld."""
    check_consultation(place=place, said=said, day=day, today=today)
    consultation.day, consultation.place, consultation.said = day, place.strip(), said.strip()
    consultation.people, consultation.who, consultation.group = people, who.strip(), group
    consultation.changed = changed.strip()
    consultation.save()
    return consultation


@act(REMOVE_CONSULTATION, _("Take a consultation out"), about="consultation")
def remove_consultation(*, by: Person, consultation: Consultation) -> None:
    """Take it out."""
    consultation.delete()
