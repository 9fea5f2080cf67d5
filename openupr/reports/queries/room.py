"""What phones in the room brought."""

from collections.abc import Iterator

from ..rules.places import Section
from .happened import Happened


def in_the_room(of: Happened) -> Iterator[Section]:
    """Questions from the floor and the quiz, as numbers."""
    yield from ()
