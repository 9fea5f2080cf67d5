"""Handouts that OpenUPR writes for a submission workshop: the roadmap's questions, a blank
submission.

On the list they are files like any other: shown on phones or not, translated, removed.
"""

import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from django.utils.translation import get_language, gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from openupr.accounts.acting import act
from openupr.accounts.models import Person
from openupr.conformance.rule_sets import rules_for
from openupr.documents import word
from openupr.files.rebuilding import Rebuilt
from openupr.roadmaps.rules.roadmap import questions
from openupr.submissions.rules.template import first_sections

from .actions import KEEP_MATERIALS
from .materials import MaterialSheet, add_material
from .models import Material, Workshop

_GUIDE = Path(__file__).parent / "data" / "blank_submission.toml"


@dataclass(frozen=True, slots=True)
class ReadyMade:
    """A handout in its languages: (language, title, how it is written), the original first."""

    key: str
    kind: str
    versions: tuple[tuple[str, str, Callable[[Workshop], bytes]], ...]

    @property
    def title(self) -> str:
        """What the original is called."""
        return self.versions[0][1]


def not_yet_in(sheets: Iterable[MaterialSheet]) -> list[ReadyMade]:
    """Those that are not on a workshop's list yet."""
    there = {sheet.title for sheet in sheets}
    return [ready for ready in READY_MADE if ready.title not in there]


def in_readers_language(sheets: Iterable[MaterialSheet]) -> list[MaterialSheet]:
    """The same sheets, with titles in the reader's language where they have one."""
    return [replace(sheet, title=_called(sheet)) for sheet in sheets]


def _called(sheet: MaterialSheet) -> str:
    reader = get_language()
    own = (version.material.title for version in sheet.versions if version.material.language == reader)
    is_ours = any(sheet.title == ready.title for ready in READY_MADE)
    return next(own, gettext(sheet.title) if is_ours else sheet.title)


def _questions(language: str) -> Callable[[Workshop], bytes]:
    def written(workshop: Workshop) -> bytes:
        items = tuple(
            word.Item(word.plain(question.km if language == "km" else question.en)) for question in questions()
        )
        blocks = (word.Listing(items, kind="numbers"),)
        return word.write_word(word.Document(title="", language=language, blocks=blocks))

    return written


def blank_submission(workshop: Workshop) -> bytes:
    """The sections of a submission in OHCHR's form, with hints in square brackets."""
    guide = tomllib.loads(_GUIDE.read_text(encoding="utf-8"))
    limits = rules_for(workshop.coalition.review.cycle).limits
    title = guide["title"].format(state=workshop.coalition.state.name)
    above = guide["above"].format(individual=f"{limits['individual']:,}", joint=f"{limits['joint']:,}")
    blocks: list[word.Block | word.Annex] = [word.Paragraph((word.Run(title, bold=True),)), _hint(above)]
    for section in first_sections([]):
        hint = _hint(guide["section"][section.kind], numbered=section.kind != "annex")
        if section.kind == "annex":
            blocks.append(word.Annex(word.plain(guide["annex"]), (hint,)))
        else:
            blocks += [word.Heading(word.plain(section.heading)), hint]
    return word.write_word(word.Document(title="", language="en", blocks=tuple(blocks)))


def _hint(text: str, *, numbered: bool = False) -> word.Paragraph:
    return word.Paragraph((word.Run(f"[{text}]", italic=True),), numbered=numbered)


READY_MADE = (
    ReadyMade(
        "roadmap",
        Material.Kind.HANDOUT,
        (("en", gettext_noop("The roadmap"), _questions("en")), ("km", "ផែនទីបង្ហាញផ្លូវ", _questions("km"))),
    ),
    ReadyMade("submission", Material.Kind.TEMPLATE, (("en", gettext_noop("Blank submission"), blank_submission),)),
)


@act(KEEP_MATERIALS, _("Hand out a file that comes ready made"), about="workshop")
def hand_out(*, by: Person, workshop: Workshop, ready: ReadyMade) -> Material:
    """The handout in each of its languages; phones in the room may have them.

    Raises TooManyMaterials; then none is added.
    """
    (language, title, written), *others = ready.versions
    values: dict[str, Any] = {"by": by, "workshop": workshop, "kind": ready.kind, "in_room": True}
    rebuilt = Rebuilt("docx", written(workshop))
    original: Material = add_material(rebuilt=rebuilt, title=title, language=language, **values)
    for language, title, written in others:
        rebuilt = Rebuilt("docx", written(workshop))
        add_material(rebuilt=rebuilt, title=title, language=language, translates=original, **values)
    return original
