"""How a section came to be: every save of its paragraphs and of their sources, and any two versions
compared.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from django.utils.formats import date_format

from openupr.documents.light_markup import Cite, markup_of, plain_words

from .citations import citations
from .models import ClaimVersion, ParagraphVersion, Section, Suggestion
from .rules.flowing import TO_WRITE
from .rules.reading import ReadPiece, read_changes

_BEFORE_IT_WAS_KEPT = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Saved:
    """One save, and what it changed.

    `last`: the version that its paragraph has now; `suggestions`: those that were taken over with
    it.
    """

    version: ParagraphVersion
    changes: list[ReadPiece]
    last: int
    suggestions: list[Suggestion]
    is_source: bool = False

    @property
    def is_last(self) -> bool:
        return self.version.version == self.last

    @property
    def brief(self) -> str:
        """Its first words, for a link's name."""
        return plain_words(self.version.text).removeprefix(TO_WRITE)


@dataclass(frozen=True, slots=True)
class SourceSaved:
    """One save of a source.

    `last`: the key of the version that it has now; `was`: what was done, in a word.
    """

    version: ClaimVersion
    changes: list[ReadPiece]
    last: int
    was: str
    is_source: bool = True

    @property
    def is_last(self) -> bool:
        return self.version.pk == self.last


def history(section: Section, *, anchor: str = "") -> list[Saved | SourceSaved]:
    """Every save of a section, or of the one paragraph of this anchor, the newest first.

    Five queries, one or two more where something is cited.
    """
    only = {"section": section} | ({"anchor": anchor} if anchor else {})
    versions = ParagraphVersion.objects.filter(**only).select_related("saved_by").order_by("saved_at", "pk")
    texts = _of_paragraphs(list(versions), section)
    sources = ClaimVersion.objects.filter(**only).select_related("saved_by").order_by("pk")
    return sorted([*texts, *_of_sources(list(sources))], key=_when, reverse=True)


def _when(saved: Saved | SourceSaved) -> tuple[datetime, bool, int]:
    """When it was saved; at the same moment texts come before their sources."""
    return saved.version.saved_at or _BEFORE_IT_WAS_KEPT, saved.is_source, saved.version.pk


def _of_paragraphs(versions: Sequence[ParagraphVersion], section: Section) -> list[Saved]:
    cite = citations([version.text for version in versions], section.submission).get
    last = {version.anchor: version.version for version in sorted(versions, key=lambda version: version.version)}
    taken_over = _taken_over(section)
    before: dict[str, str] = {}
    saves: list[Saved] = []
    for version in versions:
        changes = read_changes(before.get(version.anchor, ""), version.text, cite)
        saves.append(
            Saved(version, changes, last[version.anchor], taken_over.get((version.anchor, version.version), []))
        )
        before[version.anchor] = version.text
    return saves


def _taken_over(section: Section) -> dict[tuple[str, int], list[Suggestion]]:
    """Accepted suggestions by the anchor and version of what they became."""
    by_version: dict[tuple[str, int], list[Suggestion]] = {}
    became = Suggestion.objects.filter(became__section=section, became_version__isnull=False)
    for suggestion in became.select_related("author", "became"):
        if suggestion.became and suggestion.became_version:
            by_version.setdefault((suggestion.became.anchor, suggestion.became_version), []).append(suggestion)
    return by_version


def _of_sources(versions: Sequence[ClaimVersion]) -> list[SourceSaved]:
    last = {version.claim: version.pk for version in versions}
    before: dict[int, ClaimVersion] = {}
    saves: list[SourceSaved] = []
    for version in versions:
        was = before.get(version.claim)
        changes = _changes_of_source(None if was is None or was.removed else was, version)
        saves.append(SourceSaved(version, changes, last[version.claim], _done(was, version)))
        before[version.claim] = version
    return saves


def _done(was: ClaimVersion | None, now: ClaimVersion) -> str:
    """ "added", "changed", "removed", "brought-back", or "there" where it is older than its
    history.
    """
    if was is None:
        return "added" if now.saved_at else "there"
    if now.removed:
        return "removed"
    return "brought-back" if was.removed else "changed"


def _changes_of_source(was: ClaimVersion | None, now: ClaimVersion) -> list[ReadPiece]:
    before, after = _source_in_words(was) if was else "", "" if now.removed else _source_in_words(now)
    return read_changes(before, after, lambda key: None)


def _source_in_words(version: ClaimVersion) -> str:
    """A source in markup: the text of its end note, and the rest in brackets."""
    day = date_format(version.day, "j F Y") if version.day else ""
    case = version.get_case_display() if version.case else ""
    rest = [version.get_kind_display(), day, version.reliability, case]
    return markup_of(f"{version.source} ({', '.join(str(piece) for piece in rest if piece)})")


def versions_of(saves: Sequence[Saved | SourceSaved]) -> list[ParagraphVersion]:
    """The versions of the paragraph among its saves, without those of its sources, the newest
    first.
    """
    return [save.version for save in saves if isinstance(save, Saved)]


@dataclass(frozen=True, slots=True)
class VersionDifference:
    """Two versions of a paragraph, and the changes between them."""

    first: ParagraphVersion
    last: ParagraphVersion
    changes: list[ReadPiece]

    @property
    def is_none(self) -> bool:
        """Whether both texts are the same."""
        return self.first.text == self.last.text


def difference(section: Section, anchor: str, first: int, last: int) -> VersionDifference | None:
    """What changed between two versions of a paragraph, in either order; None where one does not
    exist.
    """
    of_it = ParagraphVersion.objects.filter(section=section, anchor=anchor, version__in={first, last})
    versions = {version.version: version for version in of_it.select_related("saved_by")}
    if first not in versions or last not in versions:
        return None
    one, other = versions[first], versions[last]
    cite: Cite = citations([one.text, other.text], section.submission).get
    return VersionDifference(one, other, read_changes(one.text, other.text, cite))
