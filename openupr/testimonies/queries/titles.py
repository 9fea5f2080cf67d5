"""What a box is called in the language of who reads: whatever has a box of its own may know its title in others."""

from collections.abc import Callable, Mapping, Sequence

from openupr.web.hooks import Hook

from ..models import Box

# Titles in a language (a BCP 47 code) by the keys of boxes, of those for which there is one.
BOX_TITLES = Hook[Callable[[Sequence[Box], str], Mapping[int, str]]]("BOX_TITLES")


def titled(boxes: Sequence[Box], language: str) -> list[tuple[Box, str]]:
    """Each box with its title in a language, or as it was written. A query for each hook where there is a box."""
    known = {key: title for titles in BOX_TITLES for key, title in titles(boxes, language).items()} if boxes else {}
    return [(box, known.get(box.pk, box.title)) for box in boxes]


def title_in(box: Box, language: str) -> str:
    """The title of one."""
    return titled([box], language)[0][1]
