"""Names of people in what was typed for a report: a flag to look at before it leaves, never a refusal."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from openupr.attendance.models import Registration
from openupr.coalitions.models import Answer
from openupr.testimonies.queries.names import names_known_in
from openupr.testimonies.rules.telling import PERSON

from ..rules.naming import Names
from .report import Report


@dataclass(frozen=True)
class Named:
    """A text of the report and the names in it; `url` is where it is changed."""

    what: str
    url: str
    words: list[str]


def people_named(report: Report) -> list[Named]:
    """Where the report names somebody who belongs to the coalition or registered for one of its workshops.

    Who stands on the agenda by name is printed there on purpose and not listed.
    """
    known = Names(_names(report))
    found = ((what, url, known.within(text)) for what, url, text in _texts(report))
    return [Named(what, url, words) for what, url, words in found if words]


def _names(report: Report) -> set[str]:
    on_agenda = {
        word
        for day in report.of.days
        for line in day.lines
        for each in line.session.roles.all()
        for word in (each.name, *each.name.split())
    }
    registered = Registration.objects.filter(workshop__coalition=report.of.coalition).values_list("name", flat=True)
    whole = [each.name for each in names_known_in(report.of.coalition) if each.kind == PERSON] + list(registered)
    return {word for name in whole for word in (name, *name.split())} - on_agenda


def _texts(report: Report) -> Iterator[tuple[str, str, str]]:
    of = report.of
    for part in report.parts:
        for place in part.places:
            url = of.of_workshop("reports:paragraph", place.suggested.key)
            yield place.suggested.name, url, place.text
    handed = {each.group.pk: each.group for each in of.roadmaps if each.handed}
    for answer in Answer.objects.filter(group__in=handed).exclude(question=3):
        group = handed[answer.group_id]
        what = _("%(group)s, question %(number)s of the roadmap") % {"group": group.name, "number": answer.question}
        yield what, of.at("coalitions:roadmap-answer", group.pk, answer.question), answer.text
    for proposal in of.written:
        texts = "\n".join(each.text for each in proposal.wordings.all())
        what = _("A recommendation of %(group)s") % {"group": proposal.group.name}
        yield what, of.at("coalitions:proposal", proposal.group_id, proposal.pk), texts
