"""Names of people and organisations, and what tells a place, in what was typed for a report: to be looked at before it
leaves, never a refusal.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from openupr.attendance.models import Registration
from openupr.roadmaps.models import Answer
from openupr.roadmaps.rules.roadmap import Kind, numbers_of
from openupr.testimonies.queries.names import names_known_in
from openupr.testimonies.rules.telling import PERSON, names_after_titles
from openupr.testimonies.rules.telling import places_told as places_in

from ..rules.naming import NamesInReport
from .omissions import left_out_of
from .report import Report


@dataclass(frozen=True)
class Named:
    """A text of the report and the names in it; `url` is where it is changed."""

    what: str
    url: str
    words: list[str]


def people_named(report: Report, *, may_redact: bool) -> list[Named]:
    """Where the report names somebody who belongs to the coalition, registered for one of its workshops, or is called
    by a title.

    Who stands on the agenda by name is printed there on purpose and not listed, but in testimonies: there a name could
    say who speaks. `may_redact`: whether testimonies lead to where they are redacted.
    """
    on_agenda = _on_agenda(report)
    known = NamesInReport(_names(report) - on_agenda)
    found = []
    for what, url, text in (*_places(report), *_roadmaps(report)):
        titled = [word for word in names_after_titles(text) if word not in on_agenda]
        found.append(Named(what, url, list(dict.fromkeys([*known.within(text), *titled]))))
    everybody = names_of_people(report)
    for what, url, text in _testimonies(report, may_redact=may_redact):
        words = [*everybody.within(text), *names_after_titles(text)]
        found.append(Named(what, url, list(dict.fromkeys(words))))
    return [each for each in found if each.words]


def organisations_named(report: Report, *, may_redact: bool) -> list[Named]:
    """Where texts name an organisation of the coalition that the files leave out."""
    left_out = left_out_of(report)
    found = [(what, url, left_out.anywhere.within(text)) for what, url, text in _places(report)]
    strictly = (*_roadmaps(report), *_testimonies(report, may_redact=may_redact))
    found += [(what, url, left_out.in_roadmaps.within(text)) for what, url, text in strictly]
    return [Named(what, url, words) for what, url, words in found if words]


def report_places(report: Report) -> list[Named]:
    """Where what groups wrote says where somebody can be found, by the words that the check of testimonies knows."""
    found = []
    for what, url, text in _answers(report):
        words = [each.word for each in places_in(text)]
        found.append(Named(what, url, list(dict.fromkeys(words))))
    return [each for each in found if each.words]


def names_of_people(report: Report) -> NamesInReport:
    """Who belongs to the coalition or registered for one of its workshops."""
    return NamesInReport(_names(report))


def _names(report: Report) -> set[str]:
    registered = Registration.objects.filter(workshop__coalition=report.of.coalition).values_list("name", flat=True)
    whole = [each.name for each in names_known_in(report.of.coalition) if each.kind == PERSON] + list(registered)
    return {word for name in whole for word in (name, *name.split())}


def _on_agenda(report: Report) -> set[str]:
    return {
        word
        for day in report.of.days
        for line in day.lines
        for each in line.session.roles.all()
        for word in (each.name, *each.name.split())
    }


def _places(report: Report) -> Iterator[tuple[str, str, str]]:
    for part in report.parts:
        for place in part.places:
            url = report.of.of_workshop("reports:paragraph", place.suggested.key)
            yield place.suggested.name, url, place.text


def _testimonies(report: Report, *, may_redact: bool) -> Iterator[tuple[str, str, str]]:
    """Each leads to where it is redacted; whoever may not do that, to all that were released."""
    of = report.of
    for each in report.voices.testimonies:
        place = ("testimony", of.workshop.box_id, each.number) if may_redact else ("released",)
        yield _("A testimony"), of.at(f"testimonies:{place[0]}", *place[1:]), each.text


def _roadmaps(report: Report) -> Iterator[tuple[str, str, str]]:
    of = report.of
    yield from _answers(report)
    for each in of.roadmaps:
        if each.handed and each.group.focus:
            what = _("What the group %(group)s works on") % {"group": each.group.name}
            yield what, of.at("coalitions:group", each.group.pk), each.group.focus
    for proposal in of.written:
        texts = "\n".join(each.text for each in proposal.wordings.all())
        what = _("A recommendation of %(group)s") % {"group": proposal.group.name}
        yield what, of.at("roadmaps:proposal", proposal.group_id, proposal.number), texts


def _answers(report: Report) -> Iterator[tuple[str, str, str]]:
    """What groups wrote that the annex prints: not who takes part and who leads."""
    of = report.of
    handed = {each.group.pk: each.group for each in of.roadmaps if each.handed}
    not_printed = numbers_of(Kind.ORGANISATIONS, Kind.RAPPORTEUR)
    for answer in Answer.objects.filter(group__in=handed).exclude(question__in=not_printed):
        group = handed[answer.group_id]
        what = _("%(group)s, question %(number)s of the roadmap") % {"group": group.name, "number": answer.question}
        yield what, of.at("roadmaps:roadmap-answer", group.pk, answer.question), answer.text
