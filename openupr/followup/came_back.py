"""Which of our files somebody uploaded: a group's part, the Government's answers, OHCHR's list."""

from django.urls import reverse

from openupr.coalitions.models import Coalition
from openupr.coalitions.uploads import FileCameBack
from openupr.files.refusal import RefusedFile
from openupr.undocs.reading import read_document
from openupr.undocs.values import ThematicList

from .government import are_answers_of
from .group_part import group_named_in
from .rules import NoColumn


def part_that_came_back(coalition: Coalition, data: bytes) -> FileCameBack | None:
    """The page of the group whose codes are in the file."""
    try:
        group = group_named_in(coalition, data)
    except (RefusedFile, NoColumn):
        return None
    return FileCameBack(reverse("followup:part", args=[coalition.key, group.pk])) if group else None


def answers_that_came_back(coalition: Coalition, data: bytes) -> FileCameBack | None:
    """The page that takes the Government's answers."""
    try:
        ours = are_answers_of(coalition, data)
    except (RefusedFile, NoColumn):
        return None
    return FileCameBack(reverse("followup:government", args=[coalition.key])) if ours else None


def list_that_came_back(coalition: Coalition, data: bytes) -> FileCameBack | None:
    """The page that brings a thematic list in."""
    if not (data.startswith(b"PK") and b"word/" in data):
        return None
    try:
        document = read_document(data)
    except RefusedFile:
        return None
    is_list = isinstance(document, ThematicList)
    return FileCameBack(reverse("followup:matrix-add", args=[coalition.key])) if is_list else None
