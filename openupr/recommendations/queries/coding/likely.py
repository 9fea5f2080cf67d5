"""The likely coding of a draft, for a page that shows it while somebody types: an answer at once, or why there is none.

Nothing is learned here. Where it says NOT_LEARNED, `tasks.begin_learning_coding` sees to it that it soon will be.
"""

from enum import Enum

from django.utils.translation import gettext as _

from openupr.text.words import cut

from ...models import Ask, SourceRecord
from .storage import the_coder
from .suggestion import CodingSuggestion


class NotLearnedYet(Enum):
    """Why a draft has no likely coding."""

    NO_WORDS = "no-words"
    NO_RECORD = "no-record"
    NOT_LEARNED = "not-learned"

    @property
    def sentence(self) -> str:
        """The same, for who reads the page."""
        return {
            NotLearnedYet.NO_WORDS: _("There is nothing to code yet."),
            NotLearnedYet.NO_RECORD: _(
                "There is no coded record to learn from: import one first, for example UPR Info's export."
            ),
            NotLearnedYet.NOT_LEARNED: _(
                "The program is still reading the record for likely issues. Save, and look again in a few minutes."
            ),
        }[self]


def likely_coding(text: str) -> CodingSuggestion | NotLearnedYet:
    """The issues and the action category that the record's coders would most likely give, with what speaks for them.

    One query; the first call of a process reads the model, later ones take some milliseconds.
    """
    if not cut(text).surfaces:
        return NotLearnedYet.NO_WORDS
    coder = the_coder()
    if coder is None:
        return NotLearnedYet.NOT_LEARNED if something_coded() else NotLearnedYet.NO_RECORD
    return coder.suggest([text])[0]


def something_coded() -> bool:
    """Whether the record has issues and action categories to learn from."""
    coded = SourceRecord.objects.filter(preferred=True, ask__kind=Ask.Kind.RECOMMENDATION)
    return coded.exclude(issues=[]).exists() and coded.filter(action__isnull=False).exists()
