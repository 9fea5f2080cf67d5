"""What a reader should know about how a query was understood: codes, so that each page says it its own way."""

from collections.abc import Mapping
from dataclasses import dataclass, field

SENTENCES: Mapping[str, str] = {
    "nothing-to-search": "Nothing in this query can be searched for: type words, without special characters.",
    "unbalanced-quote": "A quotation mark has no partner; the phrase was read to the end of the query.",
    "unbalanced-parenthesis": "A parenthesis has no partner and was ignored or closed at the end.",
    "operator-ignored": "{operator} has nothing to work on here and was ignored.",
    "lowercase-operator": 'To use "{word}" as an operator, write it in capitals.',
    "star-ignored": "A * is understood only at the end of a word outside quotation marks.",
    "too-long": "The query is too long: its first {terms} words within {characters} characters were used.",
    "too-deep": "More than {depth} parentheses inside one another: the inner ones were ignored.",
    "only-not": "The query only says what must not occur, so all other rows are shown.",
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
    """The hint in English. A translator formats its own sentence for `hint.code` with `hint.args`."""
    return SENTENCES[hint.code].format(**hint.args)
