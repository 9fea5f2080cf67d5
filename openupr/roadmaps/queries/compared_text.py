"""Which of a recommendation's texts is advised on and compared with the record."""

from openupr.index.meaning import LANGUAGES, UnsupportedLanguage, check_language

from ..models import Proposal, Wording

# The record is in English, and so is the advice on wording; the others can be compared with it by meaning.
_ENGLISH, _COMPARABLE, _OTHER = range(3)


def compared_wording(proposal: Proposal) -> Wording | None:
    """The English one where there is one, else one in a language that can be compared, else the original; of two that
    are as good, the original. None of a recommendation without a text.
    """
    return min(proposal.wordings.all(), key=_distance, default=None)


def would_be_compared(language: str, instead_of: Wording | None) -> bool:
    """Whether a text in this language, once it is written, is the one that is compared."""
    return instead_of is None or language == instead_of.language or _by_language(language) < _distance(instead_of)


def _distance(wording: Wording) -> int:
    """Told by the letters, too: what is saved as English may be in others."""
    try:
        check_language(wording.text)
    except UnsupportedLanguage:
        return _OTHER
    return _by_language(wording.language)


def _by_language(code: str) -> int:
    if code == "en":
        return _ENGLISH
    return _COMPARABLE if code in LANGUAGES else _OTHER
