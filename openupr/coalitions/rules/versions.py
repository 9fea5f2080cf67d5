"""Saving what others may have saved meanwhile: both texts are shown and joined, none is lost."""

from collections.abc import Iterable
from dataclasses import dataclass

from openupr.text.joining import joined


class SavedMeanwhile(ValueError):
    """Somebody saved another text since this one was opened. Nothing was changed; both texts are
    kept here.
    """

    def __init__(self, *, theirs: str, yours: str, version: int) -> None:
        self.theirs, self.yours, self.version = theirs, yours, version
        super().__init__("Somebody else saved this meanwhile. Both texts are shown: join them, then save again.")


def check_version(*, seen: int, current: int, theirs: str, yours: str) -> None:
    """Raise SavedMeanwhile where the text seen is not the current one and the two differ."""
    if seen != current and theirs != yours:
        raise SavedMeanwhile(theirs=theirs, yours=yours, version=current)


@dataclass(frozen=True, slots=True)
class InOne:
    """Both texts in one; `apart`: they could not be joined, so both are whole, one after the other,
    marked.
    """

    text: str
    apart: bool = False


def in_one(base: str, *, theirs: str, yours: str, marks: tuple[str, str]) -> InOne:
    """Joins two versions of the text `base` ("" if there was none). If both changed the same words,
    both texts follow each other whole, each under its mark (saved, yours).
    """
    merged = joined(base, theirs=theirs, yours=yours)
    if not merged.overlaps:
        return InOne(merged.text)
    # What one side emptied and the other changed stands as changed: there is no second text.
    if not (theirs and yours):
        return InOne(theirs or yours)
    return InOne("\n\n".join(f"{mark}\n{text}" for mark, text in zip(marks, (theirs, yours), strict=True)), apart=True)


def marks_left_in(text: str, marks: Iterable[str]) -> list[str]:
    """The marks that are still on their own line: the two texts are not made one yet."""
    lines = {line.strip() for line in text.splitlines()}
    return [mark for mark in dict.fromkeys(marks) if mark in lines]
