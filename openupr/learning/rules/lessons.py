"""Lessons and their questions as data files: data/NUMBER_*.toml, in the order of their numbers."""

import csv
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from .translations import TranslatedText, translated_text

_DATA = Path(__file__).parent.parent / "data"
_LETTERS = "abcdef"


@dataclass(frozen=True, slots=True)
class LessonSource:
    """Where a fact is from: a document or page, its public address or "", and the place in it.

    `checked`: the places that were compared with a copy of the document, "none", or "" for sources
    without numbers. Other places are not named: a citation then names the document only. That its
    paragraph was not checked is for reviewers (`with_note`), not for learners.
    """

    key: str
    label: str
    url: str
    checked: str
    at: str = ""

    def __str__(self) -> str:
        return f"{self.label}, {self.at}" if self.at else self.label

    @property
    def with_note(self) -> str:
        """The same for reviewers: with a note where its paragraph was not checked."""
        return f"{self}, paragraph not checked" if self.checked and not self.at else str(self)


@dataclass(frozen=True, slots=True)
class LessonPassage:
    """A paragraph, or a `point` of a list, and where its facts are from (None: advice of ours)."""

    said: TranslatedText
    point: bool
    source: LessonSource | None


@dataclass(frozen=True, slots=True)
class LessonLink:
    """A way into the product: an address of it, and what one does there."""

    address: str
    said: TranslatedText


@dataclass(frozen=True, slots=True)
class LessonPart:
    """A part of a lesson under a heading of its own."""

    heading: TranslatedText
    passages: tuple[LessonPassage, ...]
    links: tuple[LessonLink, ...]


@dataclass(frozen=True, slots=True)
class LessonChoice:
    """One of a question's answers: its letter, and whether it is the right one."""

    key: str
    said: TranslatedText
    right: bool


@dataclass(frozen=True, slots=True)
class LessonQuestion:
    """A question at the end of a lesson. `key` ("what-the-upr-is.how-often") is never used again.

    Exactly one of the `choices` is right; `why` explains it in a sentence or two, `source` says
    from where it is known.
    """

    key: str
    lesson: str
    asked: TranslatedText
    choices: tuple[LessonChoice, ...]
    why: TranslatedText
    source: LessonSource

    @property
    def right(self) -> LessonChoice:
        """The choice that is right."""
        return next(choice for choice in self.choices if choice.right)


@dataclass(frozen=True, slots=True)
class CourseLesson:
    """A lesson of a few minutes. `words`: keys of the word list that it uses."""

    number: int
    key: str
    minutes: int
    title: TranslatedText
    summary: TranslatedText
    parts: tuple[LessonPart, ...]
    words: tuple[str, ...]
    questions: tuple[LessonQuestion, ...]


def _sources() -> dict[str, LessonSource]:
    with (_DATA / "sources.csv").open(encoding="utf-8", newline="") as file:
        return {row["key"]: LessonSource(**row) for row in csv.DictReader(file, strict=True)}


SOURCES = _sources()


def lesson_source(reference: str) -> LessonSource:
    """A source as data files write it: `"hrc-5-1: paragraph 3"`, the place after a colon.

    KeyError if unknown.
    """
    key, _, at = reference.partition(":")
    source = SOURCES[key.strip()]
    return replace(source, at=at.strip())


def _question(table: Mapping[str, Any], lesson: str) -> LessonQuestion:
    return LessonQuestion(
        key=f"{lesson}.{table['key']}",
        lesson=lesson,
        asked=translated_text(table["asked"]),
        choices=tuple(
            LessonChoice(letter, translated_text(choice), letter == table["right"])
            for letter, choice in zip(_LETTERS, table["choices"], strict=False)
        ),
        why=translated_text(table["why"]),
        source=lesson_source(table["source"]),
    )


def _part(table: Mapping[str, Any]) -> LessonPart:
    return LessonPart(
        heading=translated_text(table["heading"]),
        passages=tuple(_passage(dict(row)) for row in table["text"]),
        links=tuple(LessonLink(row["to"], TranslatedText(row["en"], row["km"])) for row in table.get("link", ())),
    )


def _passage(table: dict[str, Any]) -> LessonPassage:
    point, from_where = table.pop("point", False), table.pop("source", "")
    return LessonPassage(translated_text(table), point, lesson_source(from_where) if from_where else None)


def _lesson(path: Path) -> CourseLesson:
    document = tomllib.loads(path.read_text(encoding="utf-8"))
    key = document["key"]
    return CourseLesson(
        number=int(path.stem.partition("_")[0]),
        key=key,
        minutes=document["minutes"],
        title=translated_text(document["title"]),
        summary=translated_text(document["summary"]),
        parts=tuple(_part(table) for table in document["part"]),
        words=tuple(document.get("words", ())),
        questions=tuple(_question(table, key) for table in document["question"]),
    )


LESSONS = tuple(sorted((_lesson(path) for path in _DATA.glob("[0-9]_*.toml")), key=lambda lesson: lesson.number))
