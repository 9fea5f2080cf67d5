"""Which translations a speaker confirmed; other apps ask `is_confirmed(english, khmer)`."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from openupr.accounts.acting import act
from openupr.accounts.models import Person
from openupr.accounts.rules import tidy_called

from .actions import READ_OVER
from .models import Reading
from .rules.refusals import NoSuchText, NothingBetter
from .translations import TRANSLATED_TEXTS, Texts, Translated, texts, translation_fingerprint

_SHIPPED = Path(__file__).parent / "data" / "confirmed.csv"


@cache
def _shipped() -> dict[tuple[str, str], tuple[str, date]]:
    with _SHIPPED.open(encoding="utf-8", newline="") as file:
        return {
            (row["language"], row["fingerprint"]): (row["named"], date.fromisoformat(row["day"]))
            for row in csv.DictReader(file, strict=True)
        }


def is_confirmed(english: str, translated: str, language: str = "km") -> bool:
    """Whether a speaker confirmed this translation of this English, in their present words."""
    return all_confirmed([(english, translated)], language)


def all_confirmed(pairs: Iterable[tuple[str, str]], language: str = "km") -> bool:
    """Whether all of these are; one question to the database."""
    wanted = {translation_fingerprint(*pair) for pair in pairs}
    return not wanted - _confirmed(language, wanted)


def unconfirmed(pairs: Iterable[tuple[str, str]], language: str = "km") -> set[tuple[str, str]]:
    """Those that nobody has confirmed; one question to the database."""
    wanted = {translation_fingerprint(*pair): pair for pair in pairs}
    return {wanted[fingerprint] for fingerprint in set(wanted) - _confirmed(language, set(wanted))}


def how_many_unconfirmed(language: str) -> int:
    """How many texts of a language nobody has confirmed."""
    wanted = set(texts(language))
    return len(wanted - _confirmed(language, wanted))


def _confirmed(language: str, wanted: set[str]) -> set[str]:
    here = Reading.objects.filter(language=language, is_right=True).values_list("fingerprint", flat=True)
    return wanted & ({key for of, key in _shipped() if of == language} | set(here))


@dataclass(frozen=True, slots=True)
class ReaderSaid:
    """What a reader said: right as it is, or `better`. `reader`: the account's number, if known."""

    is_right: bool
    better: str
    named: str
    day: date
    reader: int | None = None


@dataclass(frozen=True, slots=True)
class TextWithReadings:
    """A text with what each reader said of it, the oldest first."""

    text: Translated
    said: tuple[ReaderSaid, ...] = ()

    @property
    def state(self) -> str:
        """ "confirmed" (by somebody), else "better" (somebody has a better wording), else
        "unreviewed".
        """
        if not self.said:
            return "unreviewed"
        return "confirmed" if any(reader_said.is_right for reader_said in self.said) else "better"

    def is_read_by(self, person: object) -> bool:
        """Whether this account said something of it."""
        number = getattr(person, "pk", None)
        return number is not None and any(reader_said.reader == number for reader_said in self.said)


@dataclass(frozen=True, slots=True)
class ReadPart:
    """A part with what was said of its texts."""

    part: Texts
    texts: list[TextWithReadings]

    @property
    def confirmed(self) -> int:
        return sum(text.state == "confirmed" for text in self.texts)


def read_parts(language: str) -> list[ReadPart]:
    """All parts with all their texts and what was said of each; one question to the database."""
    readings: dict[str, list[ReaderSaid]] = {}
    for reading in Reading.objects.filter(language=language):
        reader_said = ReaderSaid(reading.is_right, reading.better, reading.named, reading.day, reading.reader_id)
        readings.setdefault(reading.fingerprint, []).append(reader_said)
    return [
        ReadPart(part, [_read(text, language, readings) for text in part.texts(language)]) for part in TRANSLATED_TEXTS
    ]


def _read(text: Translated, language: str, readings: dict[str, list[ReaderSaid]]) -> TextWithReadings:
    shipped = _shipped().get((language, text.fingerprint))
    first = [ReaderSaid(True, "", *shipped)] if shipped else []
    return TextWithReadings(text, (*first, *readings.get(text.fingerprint, ())))


LONGEST = 4000


@act(READ_OVER, _("Confirm a translation"))
def confirm_text(*, by: Person, language: str, fingerprint: str, named: str = "", today: date) -> Reading:
    """Confirm a translation as it is now. Raises NoSuchText if it has changed."""
    return _kept(by, language, fingerprint, is_right=True, better="", named=tidy_called(named)[:80], day=today)


@act(READ_OVER, _("Word a translation better"))
def word_better(*, by: Person, language: str, fingerprint: str, better: str, named: str = "", today: date) -> Reading:
    """Say how a translation should be worded. Raises NoSuchText, NothingBetter."""
    better = better.replace("\x00", "").strip()
    if not 0 < len(better) <= LONGEST:
        raise NothingBetter(LONGEST)
    return _kept(by, language, fingerprint, is_right=False, better=better, named=tidy_called(named)[:80], day=today)


@act(READ_OVER, _("Take back what one said of a translation"))
def take_back(*, by: Person, language: str, fingerprint: str) -> None:
    """Withdraw what you said of a translation. Other people's words stay."""
    Reading.objects.filter(language=language, fingerprint=fingerprint, reader=by).delete()


def _kept(by: Person, language: str, fingerprint: str, **values: object) -> Reading:
    if fingerprint not in texts(language):
        raise NoSuchText
    reading, _new = Reading.objects.update_or_create(
        language=language, fingerprint=fingerprint, reader=by, defaults=values
    )
    return reading
