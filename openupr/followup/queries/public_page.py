"""What everybody sees: built from an allow-list of fields, so that nothing else can be in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from openupr.coalitions.models import Coalition
from openupr.upr.un_numbers import NO_NUMBER, UnNumber
from openupr.web.parts import Badge

from ..models import Level, PublicPage
from .follow_up_list import FollowUpLine, Viewer, lines_of


@dataclass(frozen=True)
class PublicLine:
    """One recommendation as everybody sees it; what is not chosen is empty."""

    text: str
    un_number: UnNumber = NO_NUMBER
    origin: str = ""
    answer: Badge | None = None
    claim: str = ""
    levels: Sequence[tuple[Level, int]] = ()
    views: Sequence[tuple[str, str, str]] = ()
    institution: str = ""
    commitment: str = ""
    evidence: Sequence[str] = ()


def public_lines(page: PublicPage) -> list[PublicLine]:
    """The chosen recommendations with the chosen fields; only verified evidence is named."""
    chosen = page.coalition.follow_up_list.filter(published=True).values_list("pk", flat=True)
    shown = set(page.fields)
    return [_line(each, shown) for each in lines_of(page.coalition, Viewer(), only=list(chosen))]


def public_by_ask(coalition: Coalition) -> Mapping[str, PublicLine]:
    """What the coalition's public page shows, by the key of each recommendation; nothing while the page is off."""
    page = PublicPage.objects.filter(coalition=coalition, on=True).first()
    if page is None:
        return {}
    chosen = coalition.follow_up_list.filter(published=True).exclude(ask_key="").values_list("pk", flat=True)
    lines = lines_of(coalition, Viewer(), only=list(chosen))
    return {each.listed.ask_key: _line(each, set(page.fields)) for each in lines}


def _line(line: FollowUpLine, shown: set[str]) -> PublicLine:
    said = line.claim
    return PublicLine(
        text=line.listed.text,
        un_number=line.un_number,
        origin=line.origin if "from" in shown else "",
        answer=line.answer if "response" in shown else None,
        claim=str(Level(said.level).label) if said and "claim" in shown else "",
        levels=line.levels if "levels" in shown else (),
        views=[
            (str(each.organisation), str(Level(each.level).label), each.reason_outside)
            for each in line.voices
            if each.organisation and each.named
        ]
        if "organisations" in shown
        else (),
        institution=line.listed.institution if "institution" in shown else "",
        commitment=line.listed.commitment if "commitment" in shown else "",
        evidence=[each.source for each in line.evidence_outside if each.is_quotable] if "evidence" in shown else (),
    )
