"""What can be said of words that are counted: which of them the record cannot hold, and why that is not "not found"."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from openupr.index.hints import Hint
from openupr.index.nearest import WORDS
from openupr.text.smart.draft import Draft
from openupr.text.smart.language import ENGLISH, draft_language
from openupr.text.words import cut

from .drafts import NEAREST, Sought
from .question import Question
from .sentences import hint_sentences
from .the_index import the_index

# With one of these no row of any State could be found, whatever States raised.
_UNFINDABLE = {"nothing-to-search", "word-absent", "word-misspelt", "script-absent"}
_SCRIPT = "script-absent"


@dataclass(frozen=True, slots=True)
class WordCheck:
    """How words were understood. `notes` are sentences; `findable`: their count says something of what was raised."""

    notes: tuple[str, ...] = ()
    findable: bool = True


def check_words(meant: Sought, question: Question) -> WordCheck:
    """What a search says of these words, and what a comparison says of such a draft."""
    if not meant.is_draft:
        hints = _hints(meant.query, question)
        return WordCheck(tuple(hint_sentences(hints)), not _UNFINDABLE & {hint.code for hint in hints})
    if not meant.query:
        return WordCheck(_why_nothing_is_sought(meant.text, question), findable=False)
    near = the_index().nearest(meant.text, filters=question.index_filters(), limit=NEAREST, method=WORDS)
    if is_foreign(meant.text, [the_index().text(group[0].id) or "" for group in near.groups]):
        return WordCheck((_another_language(),), findable=False)
    return WordCheck()


def other_language(text: str) -> str:
    """The code of the language that a text of the record seems to be in, where the page is in another; else ""."""
    code = draft_language(Draft(text)).code
    return "" if code == get_language() else code


def is_foreign(draft: str, nearest: Sequence[str]) -> bool:
    """Whether a draft that is not in English finds mostly what is in another language than its own."""
    spoken = draft_language(Draft(draft))
    if spoken == ENGLISH:
        return False
    same = sum(draft_language(Draft(text)) == spoken for text in nearest)
    return 2 * same <= len(nearest)


def _another_language() -> str:
    return _(
        "This draft seems to be in another language than the record. Only its words were looked for: they find little, "
        "and what they find may be about something else."
    )


def _why_nothing_is_sought(draft: str, question: Question) -> tuple[str, ...]:
    if not cut(draft).surfaces:
        return (_("There is no word in this draft to look for."),)
    scripts = [hint for hint in _hints(draft, question) if hint.code == _SCRIPT]
    if scripts:
        return tuple(hint_sentences(scripts))
    if is_foreign(draft, []):
        return (_another_language(),)
    return (
        _("This draft could not be compared by its words: the record has none of them, or has each in very many rows."),
    )


def _hints(query: str, question: Question) -> Sequence[Hint]:
    answer = the_index().search(query, filters=question.index_filters(), limit=0, facets=[])
    return tuple(answer.hints)
