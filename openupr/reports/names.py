"""Names of people and organisations, and what tells a place, in texts that people typed for a
report.

They are listed to be looked at before the report leaves, never a refusal; organisations that take
part are left out.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _

from openupr.attendance.models import Registration
from openupr.coalitions.models import Group, Organisation, RapporteurTerm
from openupr.roadmaps.models import Answer
from openupr.roadmaps.rules.roadmap import Kind, numbers_of
from openupr.testimonies.rules.telling import PERSON, names_after_titles
from openupr.testimonies.rules.telling import places_told as places_in
from openupr.testimonies.testimonies import Released, names_known_in

from .activity_report import ActivityReport, ReportPart
from .rules.naming import NamesInReport
from .rules.pieces import Piece, text_of
from .rules.places import FilledPlace

# An abbreviation has two letters at least.
_SHORTEST = 2


@dataclass(frozen=True)
class LeftOut:
    """Names that stand nowhere in the files: `anywhere`, in what the report tells; `in_roadmaps`,
    in what groups wrote, where organisers are not named either, since that would say in which
    group they work; nor in testimonies, since it could say who speaks. `rapporteurs` by group.
    `names_organisations`: whoever makes the report chose to name them as they were typed.
    """

    anywhere: NamesInReport
    in_roadmaps: NamesInReport
    rapporteurs: Mapping[int, NamesInReport] = field(default_factory=dict)
    names_organisations: bool = False

    def told(self, text: str) -> str:
        """A text of the report, without them."""
        return self.anywhere.replaced(text, _("[an organisation]"))

    def confided(self, testimony: Released) -> Released:
        """A testimony without them; its key phrase stays marked."""
        text, spans = self.in_roadmaps.replaced_around(testimony.text, _("[an organisation]"), testimony.spans)
        return replace(testimony, text=text, spans=spans)

    def of_group(self, text: str, group: int) -> str:
        """What a group wrote, without them and without its rapporteur's name."""
        text = self.in_roadmaps.replaced(text, _("[an organisation]"))
        return self.rapporteurs[group].replaced(text, _("[the rapporteur]")) if group in self.rapporteurs else text


def left_out_of(report: ActivityReport, *, with_organisations: bool = False) -> LeftOut:
    """The coalition's organisations, without those that the report names on purpose; the
    rapporteurs.

    Named on purpose are organisers and everybody on the agenda. Three queries.
    """
    of = report.of
    if with_organisations:
        return LeftOut(NamesInReport(()), NamesInReport(()), _rapporteurs(of.groups), names_organisations=True)
    ours = Organisation.objects.filter(memberships__coalition=of.coalition).values_list("name", "short_name")
    on_agenda = {role.name for day in of.days for line in day.lines for role in line.session.roles.all()}
    on_purpose = {name.casefold() for name in (*of.organisers, *on_agenda, *(group.name for group in of.groups))}
    # Whoever is named by one name is known by both.
    others = [both for both in ours if not on_purpose & {name.casefold() for name in both}]
    return LeftOut(
        anywhere=NamesInReport((name for both in others for name in both), shortest=_SHORTEST),
        in_roadmaps=NamesInReport((name for both in ours for name in both), shortest=_SHORTEST),
        rapporteurs=_rapporteurs(of.groups),
    )


def _rapporteurs(groups: Iterable[Group]) -> dict[int, NamesInReport]:
    terms = RapporteurTerm.objects.filter(group__in=[group.pk for group in groups], until=None).select_related("person")
    return {
        term.group_id: NamesInReport(
            {word for name in (term.person.called, term.person.username) for word in _parts(name)}
        )
        for term in terms
    }


def _parts(name: str) -> Iterable[str]:
    return (name, *name.split())


def without_names(report: ActivityReport, left_out: LeftOut) -> ActivityReport:
    """The report with its places and testimonies as they are printed."""
    parts: Sequence[ReportPart] = [
        replace(part, places=tuple(_place(place, left_out) for place in part.places)) for part in report.parts
    ]
    voices = replace(
        report.voices, testimonies=[left_out.confided(testimony) for testimony in report.voices.testimonies]
    )
    return replace(report, parts=parts, voices=voices)


def _place(place: FilledPlace, left_out: LeftOut) -> FilledPlace:
    lines = tuple((Piece(left_out.told(text_of(line))),) if line else line for line in place.suggested.lines)
    written = None if place.written is None else left_out.told(place.written)
    return replace(place, suggested=replace(place.suggested, lines=lines), written=written)


@dataclass(frozen=True)
class NamesInText:
    """A text of the report and the names in it; `url` is where it is changed."""

    what: str
    url: str
    words: list[str]


def people_named(report: ActivityReport, *, may_redact: bool) -> list[NamesInText]:
    """Where the report names somebody who belongs to the coalition, registered for one of its
    workshops, or is called by a title.

    Who stands on the agenda by name is printed there on purpose and not listed, but in testimonies:
    there a name could say who speaks. `may_redact`: whether testimonies lead to where they are
    redacted.
    """
    on_agenda = _on_agenda(report)
    known = NamesInReport(_names(report) - on_agenda)
    places = []
    for what, url, text in (*_places(report), *_roadmaps(report)):
        titled = [word for word in names_after_titles(text) if word not in on_agenda]
        places.append(NamesInText(what, url, list(dict.fromkeys([*known.within(text), *titled]))))
    everybody = names_of_people(report)
    for what, url, text in _testimonies(report, may_redact=may_redact):
        words = [*everybody.within(text), *names_after_titles(text)]
        places.append(NamesInText(what, url, list(dict.fromkeys(words))))
    return [named for named in places if named.words]


def organisations_named(report: ActivityReport, *, may_redact: bool) -> list[NamesInText]:
    """Where texts name an organisation of the coalition that the files leave out."""
    left_out = left_out_of(report)
    named = [(what, url, left_out.anywhere.within(text)) for what, url, text in _places(report)]
    strictly = (*_roadmaps(report), *_testimonies(report, may_redact=may_redact))
    named += [(what, url, left_out.in_roadmaps.within(text)) for what, url, text in strictly]
    return [NamesInText(what, url, words) for what, url, words in named if words]


def report_places(report: ActivityReport) -> list[NamesInText]:
    """Where what groups wrote says where somebody can be found, by the words that the check of
    testimonies knows.
    """
    places = []
    for what, url, text in _answers(report):
        words = [place.word for place in places_in(text)]
        places.append(NamesInText(what, url, list(dict.fromkeys(words))))
    return [named for named in places if named.words]


def names_of_people(report: ActivityReport) -> NamesInReport:
    """Who belongs to the coalition or registered for one of its workshops."""
    return NamesInReport(_names(report))


def _names(report: ActivityReport) -> set[str]:
    registered = Registration.objects.filter(workshop__coalition=report.of.coalition).values_list("name", flat=True)
    whole = [known_name.name for known_name in names_known_in(report.of.coalition) if known_name.kind == PERSON] + list(
        registered
    )
    return {word for name in whole for word in (name, *name.split())}


def _on_agenda(report: ActivityReport) -> set[str]:
    return {
        word
        for day in report.of.days
        for line in day.lines
        for role in line.session.roles.all()
        for word in (role.name, *role.name.split())
    }


def _places(report: ActivityReport) -> Iterator[tuple[str, str, str]]:
    for part in report.parts:
        for place in part.places:
            url = report.of.of_workshop("reports:paragraph", place.suggested.key)
            yield place.suggested.name, url, place.text


def _testimonies(report: ActivityReport, *, may_redact: bool) -> Iterator[tuple[str, str, str]]:
    """A link from each to where it is redacted.

    A reader who may not redact gets the page of all released ones.
    """
    of = report.of
    for testimony in report.voices.testimonies:
        place = ("testimony", of.workshop.box_id, testimony.number) if may_redact else ("released",)
        yield _("A testimony"), of.at(f"testimonies:{place[0]}", *place[1:]), testimony.text


def _roadmaps(report: ActivityReport) -> Iterator[tuple[str, str, str]]:
    of = report.of
    yield from _answers(report)
    for roadmap in of.roadmaps:
        if roadmap.handed and roadmap.group.focus:
            what = _("What the group %(group)s works on") % {"group": roadmap.group.name}
            yield what, of.at("coalitions:group", roadmap.group.pk), roadmap.group.focus
    for proposal in of.written:
        texts = "\n".join(wording.text for wording in proposal.wordings.all())
        what = _("A recommendation of %(group)s") % {"group": proposal.group.name}
        yield what, of.at("proposals:proposal", proposal.group_id, proposal.number), texts


def _answers(report: ActivityReport) -> Iterator[tuple[str, str, str]]:
    """What groups wrote that the annex prints: not who takes part and who leads."""
    of = report.of
    handed = {roadmap.group.pk: roadmap.group for roadmap in of.roadmaps if roadmap.handed}
    not_printed = numbers_of(Kind.ORGANISATIONS, Kind.RAPPORTEUR)
    for answer in Answer.objects.filter(group__in=handed).exclude(question__in=not_printed):
        group = handed[answer.group_id]
        what = _("%(group)s, question %(number)s of the roadmap") % {"group": group.name, "number": answer.question}
        yield what, of.at("roadmaps:roadmap-answer", group.pk, answer.question), answer.text
