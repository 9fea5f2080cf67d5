"""What a check found: pass, fail or look; the rule, the place, a sentence."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from openupr.files.word import ReadParagraph
from openupr.upr.limits import Rule

from .vocabulary import threshold

Status = Literal["pass", "fail", "look"]
Translate = Callable[[str], str]
_FIRST_WORDS = 8
_LONGEST_QUOTE = 60


def gettext_noop(sentence: str) -> str:
    """Marks a sentence for translation; the page translates it into the reader's language."""
    return sentence


_NUMBERED = gettext_noop("paragraph numbered {label}")
_PARAGRAPH = gettext_noop("paragraph {number}")
_TABLE = gettext_noop("a table cell (paragraph {number})")
_BOX = gettext_noop("a text box (paragraph {number})")
_NOTE = gettext_noop("note {number}")
_MORE = gettext_noop("and {number} more")
_NAMED = {"text": _PARAGRAPH, "table": _TABLE, "text box": _BOX}


class FindingSentence(NamedTuple):
    """An English sentence with places in braces, and their values: numbers, names or sentences."""

    template: str
    given: dict[str, Any] = {}

    def said(self, translate: Translate = str) -> str:
        """In the reader's language."""
        return translate(self.template).format(
            **{name: _in_words(value, translate) for name, value in self.given.items()}
        )


def _in_words(value: Any, translate: Translate) -> Any:
    if isinstance(value, FindingSentence):
        return value.said(translate)
    return "".join(part.said(translate) for part in value) if isinstance(value, list) else value


class PlaceInFile(NamedTuple):
    """Where in the file: a name with places in braces, and the first words there."""

    named: str
    given: dict[str, Any]
    quote: str

    def said(self, translate: Translate = str) -> str:
        """In words: paragraph 3 “The first words …”."""
        named = translate(self.named).format(**self.given)
        return f"{named} “{self.quote}”" if self.quote else named


@dataclass(frozen=True, slots=True)
class ConformanceFinding:
    """`template` and `given` are those of a sentence; a list in `given` holds sentences in a
    row.
    """

    rule: Rule
    status: Status
    template: str
    given: dict[str, Any] = field(default_factory=dict)
    places: tuple[PlaceInFile, ...] = ()

    def message(self, translate: Translate = str) -> str:
        """What was found, in words."""
        return FindingSentence(self.template, self.given).said(translate)

    def where(self, translate: Translate = str) -> list[str]:
        """The places in words, not more than a person would look up; [] for the file as a whole."""
        most = int(threshold("places_shown"))
        words = [place.said(translate) for place in self.places[:most]]
        rest = len(self.places) - most
        return [*words, translate(_MORE).format(number=rest)] if rest > 0 else words

    def document(self) -> dict[str, object]:
        """The finding as JSON, in English."""
        return {
            "rule": self.rule.key,
            "status": self.status,
            "binding": self.rule.binding,
            "confirmed": self.rule.confirmed,
            "standing": self.rule.standing,
            "where": "; ".join(self.where()),
            "message": self.message(),
            "source": self.rule.source,
        }


def place(paragraph: ReadParagraph, around: str = "") -> PlaceInFile:
    """A paragraph as a place; `around` is quoted instead of its first words."""
    quote = first_words(around or paragraph.text)
    if paragraph.label and paragraph.place == "text":
        return PlaceInFile(_NUMBERED, {"label": paragraph.label.rstrip(". ")}, quote)
    return PlaceInFile(_NAMED[paragraph.place], {"number": paragraph.number}, quote)


def places(paragraphs: Sequence[ReadParagraph]) -> tuple[PlaceInFile, ...]:
    """Several paragraphs as places."""
    return tuple(map(place, paragraphs))


def note_place(number: int, text: str) -> PlaceInFile:
    """A note, numbered from 1 in the order of the text, as a place."""
    return PlaceInFile(_NOTE, {"number": number}, first_words(text))


def first_words(text: str) -> str:
    """The first words of a text, with an ellipsis where there are more."""
    words = text.split(maxsplit=_FIRST_WORDS)
    beginning = " ".join(words[:_FIRST_WORDS])
    is_cut = len(words) > _FIRST_WORDS or len(beginning) > _LONGEST_QUOTE
    return f"{beginning[:_LONGEST_QUOTE].rstrip()} …" if is_cut else beginning
