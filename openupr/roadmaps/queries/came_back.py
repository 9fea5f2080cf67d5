"""Whether a file that came back is a group's roadmap."""

from django.urls import reverse
from django.utils.translation import gettext as _

from openupr.coalitions.models import Coalition
from openupr.coalitions.uploads import FileCameBack
from openupr.files.refusal import RefusedFile
from openupr.files.word.with_changes import read_returned_apart
from openupr.returning.units import returned_of

from ..rules.roadmap import questions
from .roadmap_back import groups_marked

_ENOUGH = 3  # questions of the sheet that a file must hold to be one


def roadmap_that_came_back(coalition: Coalition, data: bytes) -> FileCameBack | None:
    """The page that takes over what a file with marks says; of one without marks, where a person types it in.

    Raises RefusedFile, also where the marks are of no group of this coalition.
    """
    if not (data.startswith(b"PK") and b"word/document.xml" in data):
        return None
    file = read_returned_apart(data)
    is_marked, group = groups_marked(file, coalition)
    if group:
        return FileCameBack(reverse("roadmaps:roadmap-back", args=[coalition.key, group.pk]))
    if is_marked:
        raise RefusedFile(_("This is a roadmap, but not of a group of this coalition. Nothing was changed."))
    text = "\n".join(unit.text for unit in returned_of(file).units)
    if sum(each.en in text or bool(each.km and each.km in text) for each in questions()) < _ENOUGH:
        return None
    named = [group for group in coalition.groups.filter(closed=False) if group.name in text]
    if not named:
        return None
    group = max(named, key=lambda each: len(each.name))
    address = reverse("roadmaps:roadmap-type-in", args=[coalition.key, group.pk])
    return FileCameBack(f"{address}?file=1", takes_file=False)
