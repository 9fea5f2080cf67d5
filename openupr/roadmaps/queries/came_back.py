"""Whether a file that came back is a group's roadmap: a person types in what it says."""

from django.urls import reverse

from openupr.coalitions.models import Coalition
from openupr.coalitions.queries.came_back import FileCameBack
from openupr.files.word.with_changes import read_returned_apart
from openupr.returning.units import returned_of

from ..rules.roadmap import questions

_ENOUGH = 3  # questions of the sheet that a file must hold to be one


def roadmap_that_came_back(coalition: Coalition, data: bytes) -> FileCameBack | None:
    """The page to type in the sheet of the group that the file names. Raises RefusedFile."""
    if not (data.startswith(b"PK") and b"word/document.xml" in data):
        return None
    text = "\n".join(unit.text for unit in returned_of(read_returned_apart(data)).units)
    if sum(each.en in text or bool(each.km and each.km in text) for each in questions()) < _ENOUGH:
        return None
    named = [group for group in coalition.groups.filter(closed=False) if group.name in text]
    if not named:
        return None
    group = max(named, key=lambda each: len(each.name))
    address = reverse("roadmaps:roadmap-type-in", args=[coalition.key, group.pk])
    return FileCameBack(f"{address}?file=1", takes_file=False)
