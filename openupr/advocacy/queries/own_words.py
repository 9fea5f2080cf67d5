"""Parts of a page that the facts write until a person says them in their own words."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from django.utils.translation import gettext as _

from openupr.files.word import count_words
from openupr.text.khmer import LETTERS, segment

_KHMER = re.compile(f"[{LETTERS}]")
_RUN = re.compile(f"[{LETTERS}]+")


@dataclass(frozen=True)
class Told:
    """A text and the language that it is in."""

    text: str
    language: str


@dataclass(frozen=True)
class PaperPart:
    """A part of a page; its texts are in English here.

    `numbered`: each line is a point of a list.
    """

    key: str
    label: str
    heading: str = ""
    hint: str = ""
    numbered: bool = False


class KeptText(Protocol):
    """A row that holds what a person wrote, and what the facts said then."""

    text: str
    suggested: str


@dataclass(frozen=True)
class Written:
    """A part in one language: what is on the page, what the facts say, and whether these changed
    since.
    """

    part: PaperPart
    language: str
    texts: Sequence[Told]
    suggested: str
    is_own: bool
    facts_changed: bool
    seen: str

    @property
    def name(self) -> str:
        """Of its field in a form."""
        return f"{self.language}-{self.part.key}"

    @property
    def seen_name(self) -> str:
        """Of the field that holds what the part said when the form was opened."""
        return f"seen-{self.name}"

    @property
    def label(self) -> str:
        return _(self.part.label)

    @property
    def hint(self) -> str:
        return _(self.part.hint) if self.part.hint else ""

    @property
    def text(self) -> str:
        return "\n".join(each.text for each in self.texts)

    @property
    def is_left_out(self) -> bool:
        """Whether somebody emptied it, though the facts say something."""
        return self.is_own and not self.text

    @property
    def is_line(self) -> bool:
        """Whether its field has one line."""
        return self.part.key == "title"

    @property
    def rows(self) -> int:
        """Lines of its field."""
        return min(12, max(2, len(self.text) // 55 + self.text.count("\n") + 1))


@dataclass(frozen=True)
class Form:
    """What somebody has in a form: texts by the names of their fields; those that are to follow the
    facts again.
    """

    texts: Mapping[str, str]
    by_facts: Collection[str] = ()


def spoken_words(text: str) -> int:
    """How many words somebody says: Khmer is cut into its words."""
    return count_words(_RUN.sub(" ", text)) + sum(len(segment(run)) for run in _RUN.findall(text))


def written(part: PaperPart, language: str, told: Sequence[Told], own: KeptText | None, form: Form | None) -> Written:
    """The part as a person wrote it, in a form or before; without that, as the facts say it
    (`told`).
    """
    suggested, name = "\n".join(each.text for each in told), f"{language}-{part.key}"
    text = seen = own.text if own else suggested
    if form:
        seen = form.texts.get(f"seen-{name}", seen)
    if form and name in form.by_facts:
        text = suggested
    elif form:
        text = tidied(form.texts.get(name, text))
    is_own = text != suggested
    told_in = {line: each.language for each in told for line in each.text.splitlines()}
    own_lines = [Told(line, told_in.get(line) or language_of(line, language)) for line in text.splitlines()]
    texts = own_lines if is_own else told
    return Written(part, language, texts, suggested, is_own, bool(own and own.suggested != suggested), seen)


def language_of(text: str, language: str) -> str:
    """In which language a text is that is where texts of `language` belong: no Khmer is without
    Khmer letters, and no other language has more of them than of its own.
    """
    khmer = len(_KHMER.findall(text))
    others = sum(each.isalpha() for each in text) - khmer
    if language == "km":
        return "en" if others and not khmer else "km"
    return "km" if khmer > max(0, others) else language


def tidied(text: str) -> str:
    """Lines without blanks around them, and no empty ones."""
    return "\n".join(line for line in (" ".join(each.split()) for each in text.splitlines()) if line)
