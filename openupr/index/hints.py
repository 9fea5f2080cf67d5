"""What a reader should know about how a query was understood: codes, so that each page says it its
own way.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field


def gettext_noop(sentence: str) -> str:
    """Marks a sentence for those who collect what is to be translated; nothing is translated
    here.
    """
    return sentence


SENTENCES: Mapping[str, str] = {
    "nothing-to-search": gettext_noop(
        "Nothing in this query can be searched for: type words, without special characters."
    ),
    "unbalanced-quote": gettext_noop("A quotation mark has no partner; the phrase was read to the end of the query."),
    "unbalanced-parenthesis": gettext_noop("A parenthesis has no partner and was ignored or closed at the end."),
    "operator-ignored": gettext_noop("{operator} has nothing to work on here and was ignored."),
    "lowercase-operator": gettext_noop('To use "{word}" as an operator, write it in capitals.'),
    "signs-ignored": gettext_noop("Only words are searched for; ignored was: {signs}"),
    "control-ignored": gettext_noop("A character that cannot be seen was ignored; it parts words as a space does."),
    "star-ignored": gettext_noop("A * is understood only at the end of a word outside quotation marks."),
    "too-long": gettext_noop(
        "The query is too long: its first {terms} words within {characters} characters were used."
    ),
    "too-deep": gettext_noop("More than {depth} parentheses inside one another: the inner ones were ignored."),
    "word-absent": gettext_noop("No row of the record holds “{word}”."),
    "word-misspelt": gettext_noop("No row of the record holds “{word}”. Did you mean “{likely}”?"),
    "script-absent": gettext_noop(
        "No word of the record is written in {script} script: ask in a language in which the record is written."
    ),
    "paragraph-number": gettext_noop(
        "“{words}” was read as the UN's number of a recommendation. Put it in quotation marks to search for the words."
    ),
    "only-not": gettext_noop("The query only says what must not occur, so all other rows are shown."),
}
"""English sentence of each code, with the names of its arguments in braces."""


@dataclass(frozen=True, slots=True)
class Hint:
    """A code of SENTENCES and its arguments."""

    code: str
    args: Mapping[str, str | int] = field(default_factory=dict)

    def __hash__(self) -> int:
        return hash((self.code, *sorted(self.args.items())))


def sentence(hint: Hint) -> str:
    """The hint in English.

    A translator formats its own sentence for `hint.code` with `hint.args`.
    """
    return SENTENCES[hint.code].format(**hint.args)
