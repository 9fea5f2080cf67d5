"""What a report leaves out of texts that people typed before it is sent out: which organisations take part."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _

from openupr.coalitions.models import Group, Organisation, RapporteurTerm
from openupr.testimonies.queries.releases import Released

from ..rules.naming import NamesInReport
from ..rules.pieces import Piece, text_of
from ..rules.places import FilledPlace
from .report import Report, ReportPart

# An abbreviation has two letters at least.
_SHORTEST = 2


@dataclass(frozen=True)
class LeftOut:
    """Names that stand nowhere in the files: `anywhere`, in what the report tells; `in_roadmaps`, in what groups wrote,
    where organisers are not named either, since that would say in which group they work; nor in testimonies, since it
    could say who speaks. `rapporteurs` by group.
    `names_organisations`: whoever makes the report chose to name them as they were typed.
    """

    anywhere: NamesInReport
    in_roadmaps: NamesInReport
    rapporteurs: Mapping[int, NamesInReport] = field(default_factory=dict)
    names_organisations: bool = False

    def told(self, text: str) -> str:
        """What the report tells, without them."""
        return self.anywhere.replaced(text, _("[an organisation]"))

    def confided(self, each: Released) -> Released:
        """A testimony without them; its key phrase stays marked."""
        text, spans = self.in_roadmaps.replaced_around(each.text, _("[an organisation]"), each.spans)
        return replace(each, text=text, spans=spans)

    def of_group(self, text: str, group: int) -> str:
        """What a group wrote, without them and without its rapporteur's name."""
        text = self.in_roadmaps.replaced(text, _("[an organisation]"))
        return self.rapporteurs[group].replaced(text, _("[the rapporteur]")) if group in self.rapporteurs else text


def left_out_of(report: Report, *, with_organisations: bool = False) -> LeftOut:
    """The coalition's organisations, but for those that the report names on purpose: organisers, and whoever stands on
    the agenda; and the rapporteurs. Three queries.
    """
    of = report.of
    if with_organisations:
        return LeftOut(NamesInReport(()), NamesInReport(()), _rapporteurs(of.groups), names_organisations=True)
    ours = Organisation.objects.filter(memberships__coalition=of.coalition).values_list("name", "short_name")
    on_agenda = {each.name for day in of.days for line in day.lines for each in line.session.roles.all()}
    on_purpose = {name.casefold() for name in (*of.organisers, *on_agenda, *(group.name for group in of.groups))}
    # Whoever is named by one name is known by both.
    others = [both for both in ours if not on_purpose & {name.casefold() for name in both}]
    return LeftOut(
        anywhere=NamesInReport((name for both in others for name in both), shortest=_SHORTEST),
        in_roadmaps=NamesInReport((name for both in ours for name in both), shortest=_SHORTEST),
        rapporteurs=_rapporteurs(of.groups),
    )


def _rapporteurs(groups: Iterable[Group]) -> dict[int, NamesInReport]:
    terms = RapporteurTerm.objects.filter(group__in=[each.pk for each in groups], until=None).select_related("person")
    return {
        term.group_id: NamesInReport(
            {word for name in (term.person.called, term.person.username) for word in _parts(name)}
        )
        for term in terms
    }


def _parts(name: str) -> Iterable[str]:
    return (name, *name.split())


def without_names(report: Report, left_out: LeftOut) -> Report:
    """The report with its places and testimonies as they are printed."""
    parts: Sequence[ReportPart] = [
        replace(part, places=tuple(_place(place, left_out) for place in part.places)) for part in report.parts
    ]
    voices = replace(report.voices, testimonies=[left_out.confided(each) for each in report.voices.testimonies])
    return replace(report, parts=parts, voices=voices)


def _place(place: FilledPlace, left_out: LeftOut) -> FilledPlace:
    lines = tuple((Piece(left_out.told(text_of(line))),) if line else line for line in place.suggested.lines)
    written = None if place.written is None else left_out.told(place.written)
    return replace(place, suggested=replace(place.suggested, lines=lines), written=written)
