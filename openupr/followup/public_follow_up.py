"""The public page of follow-up: what it shows, and switching it on and off."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from openupr.accounts.acting import act
from openupr.accounts.models import Person
from openupr.coalitions.models import Coalition
from openupr.coalitions.rules.texts import cleaned_answer
from openupr.upr.un_numbers import NO_NUMBER, UnNumber
from openupr.web.parts import Badge

from .actions import PUBLISH
from .assessments import voices_in_words
from .counts import assessed_sentence
from .follow_up_list import FollowUpLine, Viewer, lines_of
from .models import Level, PublicPage
from .rules import PUBLIC_FIELDS, WEIGHTS


@dataclass(frozen=True)
class PublicLine:
    """One recommendation as everybody sees it; what is not chosen is empty."""

    text: str
    un_number: UnNumber = NO_NUMBER
    origin: str = ""
    answer: Badge | None = None
    claim: str = ""
    # Each level that somebody chose, with who did: "2 organisations and 1 group".
    levels: Sequence[tuple[Level, str]] = ()
    views: Sequence[tuple[str, str, str]] = ()
    institution: str = ""
    commitment: str = ""
    evidence: Sequence[str] = ()


@dataclass(frozen=True)
class PublicFollowUp:
    """What the page shows. `assessed`: how many are assessed, by whom, and how many are not."""

    lines: Sequence[PublicLine]
    assessed: str = ""


def states_in_public() -> list[str]:
    """The codes of the States whose follow-up a coalition here publishes, the latest first."""
    pages = PublicPage.objects.filter(on=True).order_by("-pk")
    return list(pages.values_list("coalition__review__iso3", flat=True))


def public_follow_up(page: PublicPage) -> PublicFollowUp:
    """The chosen recommendations with the chosen fields; only verified evidence is named."""
    chosen = page.coalition.follow_up_list.filter(published=True).values_list("pk", flat=True)
    fields = set(page.fields)
    lines = lines_of(page.coalition, Viewer(), only=list(chosen))
    return PublicFollowUp([_line(line, fields) for line in lines], _assessed(lines) if "levels" in fields else "")


def _assessed(lines: Sequence[FollowUpLine]) -> str:
    recommendations = [line for line in lines if not line.listed.is_pledge]
    judged = Counter(line.spread.state for line in recommendations if line.spread.is_assessed)
    voices = (voice for line in recommendations for voice in line.voices if voice.level in WEIGHTS)
    return assessed_sentence(judged, of=len(recommendations), who=voices_in_words(voices))


def public_by_ask(coalition: Coalition) -> Mapping[str, PublicLine]:
    """{key: what the coalition's public page shows of the recommendation}; empty while it is
    off.
    """
    page = PublicPage.objects.filter(coalition=coalition, on=True).first()
    if page is None:
        return {}
    chosen = coalition.follow_up_list.filter(published=True).exclude(ask_key="").values_list("pk", flat=True)
    lines = lines_of(coalition, Viewer(), only=list(chosen))
    return {line.listed.ask_key: _line(line, set(page.fields)) for line in lines}


def _line(line: FollowUpLine, fields: set[str]) -> PublicLine:
    claim = line.claim
    return PublicLine(
        text=line.listed.text,
        un_number=line.un_number,
        origin=line.origin if "from" in fields else "",
        answer=line.answer if "response" in fields else None,
        claim=str(Level(claim.level).label) if claim and "claim" in fields else "",
        levels=[
            (level, voices_in_words(voice for voice in line.voices if voice.level == level))
            for level, _number in line.levels
        ]
        if "levels" in fields
        else (),
        views=[
            (str(voice.organisation), str(Level(voice.level).label), voice.reason_outside)
            for voice in line.voices
            if voice.organisation and voice.named
        ]
        if "organisations" in fields
        else (),
        institution=line.listed.institution if "institution" in fields else "",
        commitment=line.listed.commitment if "commitment" in fields else "",
        evidence=[evidence.source for evidence in line.evidence_outside if evidence.is_quotable]
        if "evidence" in fields
        else (),
    )


@act(PUBLISH, about="coalition")
def choose_public(
    *,
    by: Person,
    coalition: Coalition,
    on: bool,
    title: str,
    introduction: str,
    shown: Collection[str],
    chosen: Collection[int],
    today: date,
) -> PublicPage:
    """Choose what the page shows, and whether it is there at all. Raises AnswerTooLong."""
    coalition.follow_up_list.filter(pk__in=chosen).update(published=True)
    coalition.follow_up_list.exclude(pk__in=chosen).update(published=False)
    page, _new = PublicPage.objects.update_or_create(
        coalition=coalition,
        defaults={
            "on": on,
            "title": " ".join(title.split()),
            "introduction": cleaned_answer(introduction),
            "fields": [field for field in PUBLIC_FIELDS if field in shown],
            "changed_on": today,
        },
    )
    return page
