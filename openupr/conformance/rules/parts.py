"""The parts of a file: cover, text, annexes, and how the cover was recognised."""

import re
from dataclasses import dataclass
from functools import cache, cached_property

from openupr.files.word import ReadParagraph, WordFile
from openupr.upr.states import State

from .finding import gettext_noop
from .vocabulary import pattern, threshold, words

OFFICE_COVER = gettext_noop("Word itself calls it a cover page")
UP_TO_BREAK = gettext_noop("up to the first page or section break")
UP_TO_HEADING = gettext_noop("up to the first heading")
UNSAID = gettext_noop("what stands before the first break or heading, though it does not say what this file is")
NO_COVER = gettext_noop("nothing at the beginning looks like one")
TOO_LONG = gettext_noop("what stands before the first break or heading says what this file is, but is too long for one")


@dataclass(frozen=True)
class Known:
    """Facts of a draft that need no reading.

    Its State; the session of that State's last review (None without one); the code of its language;
    whether nobody has been asked to sign yet; whether its cover names no organisation; paragraphs
    marked as one person's case that needs consent.
    """

    state: State
    last_session: int | None
    language: str
    nobody_asked: bool = False
    nobody_named: bool = False
    cases_to_ask: tuple[str, ...] = ()


@dataclass(frozen=True)
class Parts:
    """A file in its parts. `cover_end` and `annex_start` are positions in `file.paragraphs`.

    `told`: how the cover was recognised. `known`: None for a file of an unknown author.
    """

    file: WordFile
    cover_end: int
    annex_start: int
    told: str
    known: Known | None = None

    @cached_property
    def cover(self) -> list[ReadParagraph]:
        return self._filled(0, self.cover_end)

    @cached_property
    def body(self) -> list[ReadParagraph]:
        return self._filled(self.cover_end, self.annex_start)

    @cached_property
    def annex(self) -> list[ReadParagraph]:
        return self._filled(self.annex_start, len(self.file.paragraphs))

    @cached_property
    def running(self) -> list[ReadParagraph]:
        """Paragraphs of the text without headings, tables and a table of contents."""
        return [
            paragraph
            for paragraph in self.body
            if paragraph.place == "text" and not paragraph.contents and not looks_like_heading(paragraph)
        ]

    @cached_property
    def headings(self) -> list[ReadParagraph]:
        return [paragraph for paragraph in self.body if looks_like_heading(paragraph) and not paragraph.contents]

    @cached_property
    def beginning(self) -> list[ReadParagraph]:
        """The cover and about the first page of text: here readers look for authors and subject."""
        paragraphs, count = list(self.cover), 0
        for paragraph in self.body:
            if count > threshold("beginning_words"):
                break
            paragraphs.append(paragraph)
            count += paragraph.words
        return paragraphs

    def _filled(self, start: int, end: int) -> list[ReadParagraph]:
        return [paragraph for paragraph in self.file.paragraphs[start:end] if paragraph.number]


def take_apart(file: WordFile, known: Known | None = None) -> Parts:
    """The cover is what comes before the first break or heading and looks like one.

    Annexes begin at the first heading that says so.
    """
    cover_end, reason = _cover(file.paragraphs)
    return Parts(file, cover_end, _annex(file.paragraphs, cover_end), reason, known)


def count_words_of(paragraphs: list[ReadParagraph]) -> int:
    """Their words."""
    return sum(paragraph.words for paragraph in paragraphs)


def looks_like_heading(paragraph: ReadParagraph) -> bool:
    """A heading by its style; or a short line, all bold or in capitals, that is no sentence."""
    if paragraph.level:
        return True
    text = paragraph.text.strip()
    if paragraph.place != "text" or paragraph.words > threshold("heading_words") or text.endswith((".", ";", ",")):
        return False
    return text.isupper() or all(run.look.bold for run in paragraph.runs if run.text.strip())


def _cover(paragraphs: tuple[ReadParagraph, ...]) -> tuple[int, str]:
    own = [at for at, paragraph in enumerate(paragraphs) if paragraph.cover]
    if own:
        return _end_of_own(paragraphs, own[-1] + 1), OFFICE_COVER
    end = _first_break(paragraphs)
    if end and _could_be_cover(paragraphs[:end], threshold("cover_words")):
        return end, UP_TO_BREAK if _says_so(paragraphs[:end]) else UNSAID
    end = _first_heading(paragraphs)
    if end and _could_be_cover(paragraphs[:end], threshold("cover_words_before_heading")):
        return end, UP_TO_HEADING if _says_so(paragraphs[:end]) else UNSAID
    return 0, TOO_LONG if _is_long_cover(paragraphs[: _first_break(paragraphs)]) else NO_COVER


def _is_long_cover(paragraphs: tuple[ReadParagraph, ...]) -> bool:
    words = sum(paragraph.words for paragraph in paragraphs)
    return words > threshold("cover_words") and _could_be_cover(paragraphs, words)


def _end_of_own(paragraphs: tuple[ReadParagraph, ...], end: int) -> int:
    """The end of a cover that is marked as one: before a heading or numbered paragraph.

    Programs may include what follows in the mark; so it ends at the break before that.
    """
    for at, paragraph in enumerate(paragraphs[:end]):
        is_numbered = paragraph.numbering == "number" and paragraph.words >= threshold("shortest_numbered")
        is_heading = bool(paragraph.level) and not _is_title(paragraph)
        if paragraph.number > 1 and (is_heading or is_numbered):
            return _first_break(paragraphs[: at + 1]) or at
    return end


def _first_break(paragraphs: tuple[ReadParagraph, ...]) -> int:
    """The position after the first break that has text before and after it, else 0."""
    filled = False
    for at, paragraph in enumerate(paragraphs):
        if paragraph.break_before and filled:
            return at
        filled = filled or bool(paragraph.number)
        if paragraph.break_after and filled:
            return at + 1 if any(later.number for later in paragraphs[at + 1 :]) else 0
    return 0


def _first_heading(paragraphs: tuple[ReadParagraph, ...]) -> int:
    """The position of the first heading that is not the title, else 0."""
    for at, paragraph in enumerate(paragraphs):
        is_heading = bool(paragraph.level) or (looks_like_heading(paragraph) and _opens_text(paragraph))
        if paragraph.number > 1 and is_heading and not _is_title(paragraph):
            return at
    return 0


def _is_title(paragraph: ReadParagraph) -> bool:
    return paragraph.words > 0 and bool(pattern("parts", "cover").search(paragraph.text)) and not _opens_text(paragraph)


def _opens_text(paragraph: ReadParagraph) -> bool:
    return bool(_starting_with("introduction").match(paragraph.text))


def _could_be_cover(paragraphs: tuple[ReadParagraph, ...], most: float) -> bool:
    """Looks like a cover: no numbered paragraph, no introduction; short, or it says what the file
    is.
    """
    words = sum(paragraph.words for paragraph in paragraphs)
    says_so = _says_so(paragraphs)
    if words > (most if says_so else threshold("cover_words_expected")):
        return False
    for paragraph in paragraphs:
        is_numbered = paragraph.numbering == "number" and paragraph.words >= threshold("shortest_numbered")
        if (is_numbered and not looks_like_heading(paragraph)) or paragraph.contents:
            return False
        if looks_like_heading(paragraph) and (_opens_text(paragraph) or not (says_so or paragraph.level == 0)):
            return False
    return True


def _says_so(paragraphs: tuple[ReadParagraph, ...]) -> bool:
    return any(pattern("parts", "cover").search(paragraph.text) for paragraph in paragraphs)


def _annex(paragraphs: tuple[ReadParagraph, ...], start: int) -> int:
    says_so = _starting_with("annex")
    for at in range(start, len(paragraphs)):
        paragraph = paragraphs[at]
        if not paragraph.number or paragraph.contents or paragraph.place != "text":
            continue
        written = f"{paragraph.label} {paragraph.text.strip()}".strip()
        stands_alone = paragraph.break_before or paragraph.words == 1
        short = paragraph.words <= threshold("heading_words")
        if (says_so.match(written) or says_so.match(paragraph.text)) and (
            looks_like_heading(paragraph) or (short and stands_alone)
        ):
            return at
    return len(paragraphs)


@cache
def _starting_with(name: str) -> re.Pattern[str]:
    """A line that begins with one of the words, maybe after a number, and no letter follows."""
    listed = "|".join(sorted(words("parts", name), key=len, reverse=True))
    return re.compile(rf"\s*(?:(?:\d{{1,2}}|[IVX]{{1,5}}|[A-Z])[.)]\s*)?(?:{listed})(?![^\W\d_])", re.IGNORECASE)
