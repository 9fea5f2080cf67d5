"""A factsheet: one page for one theme, each part from the facts until a person writes it."""

import io
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop, ngettext

from openupr.accounts.acting import act
from openupr.accounts.models import Person
from openupr.coalitions.models import Coalition, Group
from openupr.coalitions.rules.refusals import Refused
from openupr.files.rebuilding import Rebuilt
from openupr.recommendations.demo import demo_note
from openupr.recommendations.recommendation import TONES
from openupr.upr import responses
from openupr.upr.cycles import session_with_year
from openupr.upr.languages import language as known_language
from openupr.upr.sdgs import find_sdg

from .actions import CHOOSE_LOGO, PUBLISH_FACTSHEETS, WRITE_FACTSHEETS
from .factsheet_files import Page, PageBar, PageColumn, PagePart, PageText, TooLongForAPage, fit_of
from .models import Factsheet, FactsheetText, Logo, PublishedFactsheet
from .paper_words import (
    SDGS,
    Form,
    PaperPart,
    Told,
    Written,
    contact_of,
    day_and_contact,
    keep_own_words,
    language_of,
    targets_in_words,
    unreviewed,
    written,
)
from .theme_facts import GroupFacts, best_example, facts_of_groups

ASKS, QUESTIONS = (4, 2), (3, 1)
"""What fits on a page beside the other parts: in one language, in two."""


PARTS = (
    PaperPart("title", gettext_noop("Title")),
    PaperPart(
        "theme", gettext_noop("Theme"), hint=gettext_noop("One or two sentences: what it is about, and for whom.")
    ),
    PaperPart("earlier", gettext_noop("Earlier recommendations"), gettext_noop("Earlier recommendations")),
    PaperPart(
        "framework",
        gettext_noop("National framework"),
        gettext_noop("National framework"),
        gettext_noop("Laws, policies and plans on this theme."),
    ),
    PaperPart(
        "challenges",
        gettext_noop("Challenges"),
        gettext_noop("Challenges"),
        gettext_noop("What goes wrong, with a source for each fact."),
    ),
    PaperPart("recommendations", gettext_noop("Recommendations"), gettext_noop("Recommendations"), numbered=True),
    PaperPart("questions", gettext_noop("Questions"), gettext_noop("Questions"), numbered=True),
)
_FRAME = [*(part.heading for part in PARTS if part.heading), SDGS]
# What to do where the facts say nothing in a part.
_TO_DO = {
    "earlier": gettext_noop("The record holds no recommendation on this theme. Check the issues of the group."),
    "framework": gettext_noop(
        "No commitment of the State is on the public follow-up page. Write laws, policies and plans here."
    ),
    "challenges": gettext_noop(
        "The group’s part of the submission says nothing of this yet. Write facts here, each with its source."
    ),
    "recommendations": gettext_noop("The group has proposed no recommendation yet. It does so in its roadmap."),
    "questions": gettext_noop("No advance question is written yet. Write them with the embassy sheets, or here."),
}


@dataclass(frozen=True)
class Drafted:
    """A factsheet with all its parts in its languages."""

    factsheet: Factsheet
    facts: GroupFacts
    parts: Mapping[str, Sequence[Written]]

    @property
    def left_out(self) -> list[str]:
        """How many of the group's asks and advance questions do not fit beside the other parts, in
        words; none of a part that somebody wrote.
        """
        most = len(self.factsheet.languages) - 1
        own = {part.part.key for parts in self.parts.values() for part in parts if part.is_own}
        asks = sum(bool(ask.text) for ask in self.facts.asked(self.factsheet.languages[0])) - ASKS[most]
        questions = len(self.facts.questions) - QUESTIONS[most]
        lines = []
        if asks > 0 and "recommendations" not in own:
            lines.append(ngettext("%(n)s recommendation", "%(n)s recommendations", asks) % {"n": asks})
        if questions > 0 and "questions" not in own:
            lines.append(ngettext("%(n)s advance question", "%(n)s advance questions", questions) % {"n": questions})
        return lines

    @property
    def unwritten(self) -> list[tuple[str, list[str]]]:
        """By the name of a language beside another: the parts in which nothing is written in it."""
        if len(self.parts) == 1:
            return []
        filled = {part.part.key for parts in self.parts.values() for part in parts if part.texts}
        missing = [
            (
                _(known_language(language).name),
                [
                    part.label
                    for part in parts
                    if part.part.key in filled and all(text.language != language for text in part.texts)
                ],
            )
            for language, parts in self.parts.items()
        ]
        return [(name, parts) for name, parts in missing if parts]

    @property
    def to_do(self) -> list[tuple[str, str]]:
        """The parts that are empty, each with what to do; none that somebody left out."""
        parts = next(iter(self.parts.values()), ())
        empty = [part for part in parts if not part.texts and not part.is_own]
        # What is not known of a session is said apart.
        gaps = {"earlier"} if self.facts.sessions else set()
        return [(part.label, _(_TO_DO[part.part.key])) for part in empty if part.part.key in _TO_DO.keys() - gaps]

    @property
    def gaps(self) -> list[str]:
        """What is not known of the sessions that the page counts, or leaves out."""
        return list(self.facts.gaps())

    @property
    def columns(self) -> list[tuple[str, str, Sequence[Written]]]:
        """Each language, its name, and its parts."""
        return [(language, _(known_language(language).name), parts) for language, parts in self.parts.items()]


def factsheet_of(group: Group) -> Factsheet:
    """The group's factsheet; an unsaved one until somebody writes on it."""
    sheet = Factsheet.objects.filter(group=group).select_related("group__coalition__review").first()
    sheet = sheet or Factsheet(group=group, languages=group.coalition.languages[:1] or ["en"])
    sheet.group = group
    return sheet


def drafted(factsheet: Factsheet, form: Form | None = None) -> Drafted:
    """All parts as they are; with `form` as somebody has them there. Raises RecordNotReady."""
    facts = facts_of_groups(factsheet.coalition, [factsheet.group])[0]
    own: dict[tuple[str, str], FactsheetText] = {}
    if factsheet.pk:
        own = {(text.language, text.part): text for text in factsheet.texts.all()}
    example = best_example(facts)
    parts: dict[str, list[Written]] = {}
    for language in factsheet.languages:
        with translation.override(language):
            languages = len(factsheet.languages)
            suggestions = {part.key: _suggested(part.key, language, facts, languages, example) for part in PARTS}
        parts[language] = [
            written(part, language, suggestions[part.key], own.get((language, part.key)), form) for part in PARTS
        ]
    return Drafted(factsheet, facts, parts)


def _suggested(key: str, language: str, facts: GroupFacts, languages: int, example: Told | None) -> list[Told]:
    """What the facts say in a part. Its own sentences are in the active language."""
    group = facts.group
    working = (group.coalition.languages or ["en"])[0]
    match key:
        case "title":
            name = _(group.name)
            return [Told(name, working if name == group.name else language)]
        case "theme":
            focus = " ".join(group.focus.split())
            return [Told(focus, language_of(focus, working))] if focus else []
        case "earlier":
            lines = [Told(sentence, _own_language(language)) for sentence in facts.earlier()]
            return [*lines, example] if example else lines
        case "framework":
            return [Told(commitment, language_of(commitment, working)) for commitment in facts.commitments]
        case "challenges":
            return [facts.section] if facts.section else []
        case "recommendations":
            return [ask for ask in facts.asked(language) if ask.text][: ASKS[languages - 1]]
        case "questions":
            return facts.questions[: QUESTIONS[languages - 1]]
    return []


def _own_language(language: str) -> str:
    """The language of the program's own sentences: English where it has no other."""
    return language if translation.get_language() == language and language in ("en", "km") else "en"


def page_of(draft: Drafted) -> Page:
    """The page to print and to show."""
    coalition = draft.factsheet.coalition
    with translation.override(draft.factsheet.languages[0]):
        state = _(coalition.state.name)
    return Page(
        coalition=coalition.name,
        review=state,
        columns=[_column(draft, language, parts) for language, parts in draft.parts.items()],
    )


def handed_over(page: Page, coalition: Coalition, *, today: date) -> Page:
    """The page with its day and the contact, for who gets it by hand; what everybody reads has no
    contact.
    """
    with translation.override(page["columns"][0]["language"]):
        return {**page, "foot": day_and_contact(today, contact_of(coalition))}


def _column(draft: Drafted, language: str, parts: Sequence[Written]) -> PageColumn:
    with translation.override(language):
        listed = [
            PagePart(
                key=part.part.key,
                heading=_(part.part.heading) if part.part.heading else "",
                heading_language=_own_language(language),
                numbered=part.part.numbered,
                texts=[PageText(text=line.text, language=line.language) for line in part.texts],
            )
            for part in parts
            if part.part.key != "title" and part.texts
        ]
        if targets := draft.factsheet.sdg_targets:
            lines = [PageText(text=targets_in_words(targets), language="en")]
            listed.append(
                PagePart(
                    key="sdgs", heading=_(SDGS), heading_language=_own_language(language), numbered=False, texts=lines
                )
            )
        title = parts[0].texts[0] if parts[0].texts else Told(draft.factsheet.group.name, language)
        return PageColumn(
            language=language,
            title=PageText(text=title.text, language=title.language),
            parts=listed,
            bars=_bars(draft.facts),
            legend=_legend(draft.facts),
            unreviewed=unreviewed(_FRAME, language),
            practice=demo_note(),
            counted=_counted(draft.facts, parts),
        )


def _counted(facts: GroupFacts, parts: Sequence[Written]) -> str:
    """Above the bars, or above what the facts say; "" where people's own words stand alone."""
    earlier = next(part for part in parts if part.part.key == "earlier")
    if not facts.on_theme or not earlier.texts or (earlier.is_own and not _bars(facts)):
        return ""
    return _("On %(subject)s:") % {"subject": facts.subject}


def _bars(facts: GroupFacts) -> list[PageBar]:
    return [
        PageBar(
            label=_("Session %(session)s") % {"session": session_with_year(session.session)},
            pieces=[(n, TONES.get(key, "plain")) for key, n in session.answers],
            words=", ".join(f"{n} {_(responses.label(key)).lower()}" for key, n in session.answers),
        )
        for session in facts.on_theme
        if session.answers
    ]


def _legend(facts: GroupFacts) -> list[tuple[str, str]]:
    kinds = dict.fromkeys(key for session in facts.on_theme for key, _n in session.answers)
    return [(TONES.get(key, "plain"), _(responses.label(key))) for key in kinds]


def is_behind(published: PublishedFactsheet, page: Page) -> bool:
    """Whether the page says something else by now than what was published."""
    return bool(json.loads(json.dumps(page)) != published.page)


@dataclass(frozen=True)
class ThemeLine:
    """A theme in the list of factsheets."""

    group: Group
    factsheet: Factsheet | None
    own: int
    published: PublishedFactsheet | None


def theme_lines(coalition: Coalition) -> list[ThemeLine]:
    """Every open group with what was written for its factsheet."""
    known = {
        factsheet.group_id: factsheet
        for factsheet in Factsheet.objects.filter(group__coalition=coalition)
        .select_related("published")
        .prefetch_related("texts")
        .defer("published__page", "published__logo")
    }
    lines = []
    for group in coalition.groups.filter(closed=False):
        sheet = known.get(group.pk)
        published = getattr(sheet, "published", None) if sheet else None
        own = len(sheet.texts.all()) if sheet else 0
        lines.append(ThemeLine(group, sheet, own, published if published and published.on else None))
    return lines


_LOGO_SIZE = (480, 160)
_PICTURES = {"png", "jpg"}


class NoPicture(Refused):
    """The file holds nothing to be seen."""

    def __init__(self) -> None:
        super().__init__("This file has no picture. Choose a PNG or JPEG.")


@act(WRITE_FACTSHEETS, gettext_lazy("Write the factsheet of a group"), about="group")
def save_factsheet(*, by: Person, group: Group, languages: Sequence[str], form: Form) -> list[str]:
    """Keep the parts of the form that differ from what the facts say; returns the labels of those
    that somebody else saved meanwhile: both texts are in them. Raises RecordNotReady.
    """
    sheet = factsheet_of(group)
    sheet.languages = list(dict.fromkeys(languages))[:2]
    sheet.save()
    parts_by_language = drafted(sheet).parts.values()
    return [label for parts in parts_by_language for label in keep_own_words(parts, form, sheet.texts)]


@act(WRITE_FACTSHEETS, gettext_lazy("Confirm which SDG targets a theme serves"), about="group")
def confirm_targets(*, by: Person, group: Group, targets: Sequence[str]) -> Factsheet:
    """Say which SDG targets the theme serves. Raises UnknownName for one that is none."""
    sheet = factsheet_of(group)
    sheet.sdg_targets = sorted({find_sdg(code) for code in targets})
    sheet.save()
    return sheet


@act(PUBLISH_FACTSHEETS, gettext_lazy("Publish the factsheet of a group"), about="group")
def publish_factsheet(*, by: Person, group: Group, address: str, today: date) -> PublishedFactsheet:
    """Show the page as it is now to everybody with its address.

    `address`: one as long as its own, for the code on the page. Raises RecordNotReady,
    TooLongForAPage.
    """
    sheet = factsheet_of(group)
    page = page_of(drafted(sheet))
    logo = Logo.objects.filter(coalition=group.coalition).first()
    picture = bytes(logo.data) if logo else b""
    # Its day and the contact are on the pages that are handed over: these have to fit too.
    fit = fit_of(handed_over(page, group.coalition, today=today), logo=picture, address=address)
    if fit.is_too_long:
        raise TooLongForAPage(fit)
    sheet.save()
    values = {"on": True, "page": page, "logo": picture, "published_on": today}
    published, _new = PublishedFactsheet.objects.update_or_create(factsheet=sheet, defaults=values)
    return published


@act(PUBLISH_FACTSHEETS, gettext_lazy("Take a published factsheet back"), about="group")
def unpublish_factsheet(*, by: Person, group: Group) -> None:
    """Take the factsheet off; what was shown is deleted, the address is kept."""
    PublishedFactsheet.objects.filter(factsheet__group=group).update(on=False, page={}, logo=b"")


def keep_taken_back() -> Callable[[], None]:
    """A factsheet that was taken back is not public again because an older backup does not know it.

    Called before a backup takes the database's place; what it returns, in the restored one.
    """
    taken_back = list(PublishedFactsheet.objects.filter(on=False).values_list("key", flat=True))

    def take_back() -> None:
        PublishedFactsheet.objects.filter(key__in=taken_back).update(on=False, page={}, logo=b"")

    return take_back


@act(CHOOSE_LOGO, gettext_lazy("Choose the coalition’s logo"), about="coalition")
def choose_logo(*, by: Person, coalition: Coalition, rebuilt: Rebuilt) -> Logo:
    """Have this picture on every factsheet. Raises NoPicture."""
    seen = rebuilt.data if rebuilt.kind in _PICTURES else next(iter(rebuilt.pictures), b"")
    if not seen:
        raise NoPicture
    logo, _new = Logo.objects.update_or_create(coalition=coalition, defaults={"data": _small(seen)})
    return logo


@act(CHOOSE_LOGO, gettext_lazy("Remove the coalition’s logo"), about="coalition")
def remove_logo(*, by: Person, coalition: Coalition) -> None:
    """No logo any more. Published factsheets keep the one that they were published with."""
    Logo.objects.filter(coalition=coalition).delete()


def _small(seen: bytes) -> bytes:
    from PIL import Image  # only who brings a logo needs it

    with Image.open(io.BytesIO(seen)) as picture:
        picture.thumbnail(_LOGO_SIZE)
        output = io.BytesIO()
        picture.save(output, "PNG", optimize=True)
    return output.getvalue()
