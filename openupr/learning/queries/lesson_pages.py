"""A lesson as it is shown or printed: texts in the languages chosen, sources numbered at its end."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import groupby

from ..rules.lessons import CourseLesson, LessonPart, LessonSource, Passage
from ..rules.translations import ShownLanguages, Texts, TranslatedText
from ..rules.words import BY_KEY, GlossaryWord


@dataclass(frozen=True, slots=True)
class ShownPassage:
    """A paragraph or a point; `note`: the number of its source, None where it is advice of ours."""

    texts: Texts
    note: int | None


@dataclass(frozen=True, slots=True)
class ShownPart:
    """`blocks`: paragraphs (False) or the points of a list (True) that stand together."""

    heading: Texts
    blocks: list[tuple[bool, list[ShownPassage]]]
    links: list[tuple[str, Texts]]

    @property
    def language(self) -> str:
        """The language of its heading, the first one where there are two."""
        return self.heading[0][0]


@dataclass(frozen=True, slots=True)
class ShownLesson:
    """`notes`: the sources in the order in which they are first used, counted from 1."""

    key: str
    number: int
    minutes: int
    title: Texts
    summary: Texts
    parts: list[ShownPart]
    words: list[tuple[str, Texts]]
    notes: list[tuple[int, LessonSource]]

    @property
    def name(self) -> str:
        """Its title in one language, the first one where two are shown."""
        return self.title[0][1]


class _Notes:
    """Numbers each source the first time that it is met."""

    def __init__(self) -> None:
        self.found: dict[LessonSource, int] = {}

    def number(self, source: LessonSource | None) -> int | None:
        return self.found.setdefault(source, len(self.found) + 1) if source else None


def shown_lesson(lesson: CourseLesson, shown: ShownLanguages) -> ShownLesson:
    """The lesson in the languages chosen."""
    notes = _Notes()
    parts = [_part(part, shown, notes) for part in lesson.parts]
    return ShownLesson(
        lesson.key,
        lesson.number,
        lesson.minutes,
        shown.texts(lesson.title),
        shown.texts(lesson.summary),
        parts,
        [(key, shown.texts(BY_KEY[key].said)) for key in lesson.words],
        [(number, source) for source, number in notes.found.items()],
    )


def _part(part: LessonPart, shown: ShownLanguages, notes: _Notes) -> ShownPart:
    def passages(several: Iterable[Passage]) -> list[ShownPassage]:
        return [ShownPassage(shown.texts(each.said), notes.number(each.source)) for each in several]

    is_point: Callable[[Passage], bool] = lambda passage: passage.point  # noqa: E731 - groupby's key
    blocks = [(point, passages(several)) for point, several in groupby(part.passages, is_point)]
    return ShownPart(shown.texts(part.heading), blocks, [(each.address, shown.texts(each.said)) for each in part.links])


def all_texts(lesson: CourseLesson) -> Iterable[TranslatedText]:
    """Every text of a lesson and its questions, in the order of reading."""
    yield from (lesson.title, lesson.summary)
    for part in lesson.parts:
        yield part.heading
        yield from (passage.said for passage in part.passages)
        yield from (link.said for link in part.links)
    for question in lesson.questions:
        yield question.asked
        yield from (choice.said for choice in question.choices)
        yield question.why


def texts_of_words(words: Iterable[GlossaryWord]) -> Iterable[TranslatedText]:
    """Every text of the word list."""
    for word in words:
        yield from (word.said, word.meaning)


def pairs(several: Iterable[Iterable[TranslatedText]]) -> list[tuple[str, str]]:
    """Texts as pairs of English and Khmer, for those who review them; what is the same in both needs no review."""
    return [(said.en, said.km) for texts in several for said in texts if said.km and said.km != said.en]
