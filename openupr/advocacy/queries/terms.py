"""The words that interpreters need for a text: of the workshops, of the lessons, its themes and
States.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.utils import translation
from django.utils.translation import gettext as _

from openupr.coalitions.models import Coalition
from openupr.followup.models import Level
from openupr.languages.confirmations import unconfirmed
from openupr.learning.rules.words import WORDS
from openupr.text.words import stem, tokens
from openupr.upr.states import STATES
from openupr.workshops.models import Term


@dataclass(frozen=True)
class InterpreterTerm:
    """A word in English and Khmer, or a State's name; `meaning` in English, "" where none is known.

    `spoken`: how a speaker calls a State.
    """

    english: str
    khmer: str
    meaning: str = ""
    is_state: bool = False
    spoken: str = ""


def terms_in(text: str, coalition: Coalition) -> list[InterpreterTerm]:
    """The words that a text uses, in English or Khmer, by their English; then the States that it
    names. Of two that are the same, the coalition's own stays.
    """
    stems = _stems(text)
    found: dict[str, InterpreterTerm] = {}
    for each in _known(coalition):
        if any(_is_in(_stems(_short(said)), stems) for said in (each.english, each.khmer, each.spoken)):
            found.setdefault(_short(each.english).casefold(), each)
    return sorted(found.values(), key=lambda each: (each.is_state, each.english.casefold()))


def _known(coalition: Coalition) -> Iterator[InterpreterTerm]:
    meanings = {each.said.en: each.meaning.en for each in WORDS}
    for own in Term.objects.filter(workshop__coalition=coalition).order_by("-workshop"):
        yield InterpreterTerm(own.english, own.khmer, meanings.get(own.english) or own.note)
    yield from (InterpreterTerm(each.said.en, each.said.km, each.meaning.en) for each in WORDS)
    names = [group.name for group in coalition.groups.all()]
    with translation.override("en"):
        names += [str(level.label) for level in Level]
    with translation.override("km"):
        yield from (InterpreterTerm(name, said) for name in names if (said := _(name)) != name)
        states = ((state, _(state.name)) for state in STATES)
        yield from (
            InterpreterTerm(state.name, khmer, is_state=True, spoken=state.spoken)
            for state, khmer in states
            if khmer != state.name
        )


def are_reviewed(terms: Iterable[InterpreterTerm]) -> bool:
    """Whether a speaker confirmed the Khmer of all of them."""
    return not unconfirmed((each.english, each.khmer) for each in terms)


def _short(name: str) -> str:
    """Without what is in brackets: "National human rights institution (NHRI)"."""
    return name.partition(" (")[0]


def _stems(text: str) -> list[str]:
    return [stem(each.surface) for each in tokens(text)]


def _is_in(part: Sequence[str], whole: Sequence[str]) -> bool:
    return bool(part) and any(
        whole[at] == part[0] and whole[at : at + len(part)] == part for at in range(len(whole) - len(part) + 1)
    )
