"""Whether a file that came back is a draft that went round, and of which round."""

from django.urls import reverse

from openupr.coalitions.models import Coalition
from openupr.coalitions.uploads import FileCameBack
from openupr.files.word.with_changes import read_returned_apart
from openupr.returning.units import Returned, returned_of

from ..models import Circulation, Submission
from .returning import sent


def draft_that_came_back(coalition: Coalition, data: bytes) -> FileCameBack | None:
    """The page that takes back the round whose draft is nearest to the file. Raises RefusedFile."""
    rounds = Circulation.objects.filter(submission__coalition=coalition).exclude(
        submission__state=Submission.State.LODGED
    )
    found = list(rounds.select_related("edition", "submission__coalition").order_by("pk"))
    if not found or not _is_word(data):
        return None
    back = returned_of(read_returned_apart(data))
    nearness = {each: _nearness(each, back) for each in found}
    nearest = max(found, key=lambda each: (nearness[each], each.pk))
    if not nearness[nearest]:
        return None
    where = [coalition.key, nearest.submission_id, nearest.number]
    return FileCameBack(reverse("submissions:returned", args=where))


def _nearness(circulation: Circulation, back: Returned) -> float:
    """The share of paragraphs that the file and the draft have in common, 0 to 1."""
    draft = {unit.text for unit in sent(circulation).units if unit.kind != "heading"}
    read = {unit.before for unit in back.units if unit.before and unit.kind != "heading"}
    return 2 * len(draft & read) / (len(draft) + len(read)) if draft and read else 0.0


def _is_word(data: bytes) -> bool:
    return data.startswith(b"PK") and b"word/document.xml" in data
