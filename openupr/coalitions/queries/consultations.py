"""Consultations, read."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import QuerySet, Sum
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openupr.web.languages import as_sentence

from ..models import Coalition, Consultation


def consultations_of(coalition: Coalition) -> QuerySet[Consultation]:
    """All of a coalition's, the newest first, with their groups."""
    return coalition.consultations.select_related("group")


def people_asked(coalition: Coalition) -> int:
    """How many people all consultations had together; somebody asked twice counts twice."""
    return coalition.consultations.aggregate(all=Sum("people"))["all"] or 0


def methodology(held: Sequence[Consultation]) -> str:
    """What a submission's methodology or a statement may say of them, without places: both are public. "" of none."""
    if not held:
        return ""
    months = dict.fromkeys(date_format(day, "F Y") for day in sorted((held[0].day, held[-1].day)))
    told = ngettext("%(n)s consultation was held (%(when)s)", "%(n)s consultations were held (%(when)s)", len(held))
    parts = [told % {"n": len(held), "when": " – ".join(months)}]
    if people := sum(each.people or 0 for each in held):
        parts.append(ngettext("with %(n)s person", "with %(n)s people", people) % {"n": people})
    sentences = [as_sentence(", ".join(parts))]
    if who := "; ".join(dict.fromkeys(each.who for each in held if each.who)):
        sentences.append(_("Asked were: %(who)s.") % {"who": who})
    if changed := " ".join(each.changed for each in held if each.changed):
        sentences.append(_("What changed because of it: %(changed)s") % {"changed": changed})
    return " ".join(sentences)


def rows(coalition: Coalition) -> list[Mapping[str, Any]]:
    """The consultations as a table."""
    return [
        {
            "day": each.day.isoformat(),
            "place": each.place,
            "group": each.group.name if each.group else "",
            "people": each.people,
            "who": each.who,
            "said": each.said,
            "changed": each.changed,
        }
        for each in consultations_of(coalition)
    ]
