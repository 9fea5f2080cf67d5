"""A suggestion beside what was saved since it was made."""

from openupr.text.joining import Joined, joined

from ..models import Suggestion


def is_outdated(suggestion: Suggestion) -> bool:
    """Whether the paragraph says something else by now than what the suggestion was made on."""
    return not suggestion.is_new and suggestion.base != suggestion.paragraph.text


def joined_with_text_now(suggestion: Suggestion) -> Joined:
    """Its text with all that was saved since it was made; where nothing was, or it stands by itself, its own text."""
    if not is_outdated(suggestion) or suggestion.removes:
        return Joined(suggestion.text)
    return joined(suggestion.base, theirs=suggestion.paragraph.text, yours=suggestion.text)
