"""People with an account."""

from ..models import Person


def nobody_yet() -> bool:
    """Whether no account was ever made here."""
    return not Person.objects.exists()


def is_taken(username: str) -> bool:
    """Whether a tidied name to sign in with belongs to somebody."""
    return Person.objects.filter(username=username).exists()
