"""The roadmap's questions in the reader's language: their texts stand in their own table, not in the catalogue."""

from collections.abc import Iterator

from django.utils.translation import get_language

from ..rules.roadmap import RoadmapQuestion, questions


def asked(question: RoadmapQuestion) -> str:
    """The question; in English where it has no Khmer, and for every other language."""
    return (_is_khmer() and question.km) or question.en


def advice(question: RoadmapQuestion) -> str:
    """How to answer it."""
    return (_is_khmer() and question.help_km) or question.help


def question_texts(language: str) -> Iterator[tuple[str, str]]:
    """English and its Khmer, to be reviewed."""
    if language == "km":
        for each in questions():
            yield from ((en, km) for en, km in ((each.en, each.km), (each.help, each.help_km)) if km)


def _is_khmer() -> bool:
    return (get_language() or "").partition("-")[0] == "km"
