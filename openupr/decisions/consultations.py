"""Consultations: recorded, changed, removed and read. The submission's methodology uses them."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import QuerySet, Sum
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from openupr.accounts.acting import act
from openupr.accounts.models import Person
from openupr.coalitions.models import Coalition, Group
from openupr.web.languages import as_sentence

from .actions import RECORD_CONSULTATION, REMOVE_CONSULTATION
from .models import Consultation
from .rules.consultations import check_consultation


def consultations_of(coalition: Coalition) -> QuerySet[Consultation]:
    """All of a coalition's, the newest first, with their groups."""
    return coalition.consultations.select_related("group")


def people_asked(coalition: Coalition) -> int:
    """How many people all consultations had together; somebody asked twice counts twice."""
    return coalition.consultations.aggregate(all=Sum("people"))["all"] or 0


def methodology(consultations: Sequence[Consultation]) -> str:
    """What a submission's methodology or a statement can say about consultations, without places,
    because both are public. "" if there are none.
    """
    if not consultations:
        return ""
    months = dict.fromkeys(date_format(day, "F Y") for day in sorted((consultations[0].day, consultations[-1].day)))
    sentence = ngettext(
        "%(n)s consultation was held (%(when)s)", "%(n)s consultations were held (%(when)s)", len(consultations)
    )
    parts = [sentence % {"n": len(consultations), "when": " – ".join(months)}]
    if people := sum(consultation.people or 0 for consultation in consultations):
        parts.append(ngettext("with %(n)s person", "with %(n)s people", people) % {"n": people})
    sentences = [as_sentence(", ".join(parts))]
    if who := "; ".join(dict.fromkeys(consultation.who for consultation in consultations if consultation.who)):
        sentences.append(_("Asked were: %(who)s.") % {"who": who})
    if changed := " ".join(consultation.changed for consultation in consultations if consultation.changed):
        sentences.append(_("What changed because of it: %(changed)s") % {"changed": changed})
    return " ".join(sentences)


def rows(coalition: Coalition) -> list[Mapping[str, Any]]:
    """The consultations as a table."""
    return [
        {
            "day": consultation.day.isoformat(),
            "place": consultation.place,
            "group": consultation.group.name if consultation.group else "",
            "people": consultation.people,
            "who": consultation.who,
            "said": consultation.said,
            "changed": consultation.changed,
        }
        for consultation in consultations_of(coalition)
    ]


@act(RECORD_CONSULTATION, gettext_lazy("Record a consultation"), about="coalition")
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
    """Record when and where people were asked, how many, and what they said. Raises
    NothingRecorded, NotYetHeld.
    """
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


@act(RECORD_CONSULTATION, gettext_lazy("Correct a consultation, or add to it"), about="consultation")
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
    """Correct a consultation or add to it: what changed is often known later. Raises
    NothingRecorded, NotYetHeld.
    """
    check_consultation(place=place, said=said, day=day, today=today)
    consultation.day, consultation.place, consultation.said = day, place.strip(), said.strip()
    consultation.people, consultation.who, consultation.group = people, who.strip(), group
    consultation.changed = changed.strip()
    consultation.save()
    return consultation


@act(REMOVE_CONSULTATION, gettext_lazy("Take a consultation out"), about="consultation")
def remove_consultation(*, by: Person, consultation: Consultation) -> None:
    """Take it out."""
    consultation.delete()
