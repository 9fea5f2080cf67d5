"""Lists taken along, as CSV and JSON.

They are for members, and called so: who does what, and who said what, may name who is not to be named outside.
"""

from django.http import Http404

from openupr.accounts.pages import page
from openupr.coalitions.addresses import COALITION
from openupr.coalitions.frame import Request
from openupr.coalitions.models import Coalition
from openupr.web.downloads import File, as_csv_or_json

from ..actions.drafting import TAKE_LISTS
from ..addresses import SUBMISSION
from ..models import Submission
from ..queries.lists import LISTS, SUBMISSIONS, Rows, submissions_listed


@page(COALITION + "submissions/list.<slug:kind>", TAKE_LISTS, name="submissions-list")
def all_listed(request: Request[Coalition], coalition: str, kind: str) -> File:
    """A coalition's submissions."""
    return _file("submissions", kind, SUBMISSIONS, submissions_listed(request.about))


@page(SUBMISSION + "<slug:name>-list.<slug:kind>", TAKE_LISTS, name="list")
def listed(request: Request[Submission], coalition: str, submission: int, name: str, kind: str) -> File:
    """A list of one submission: its sections, who does what, comments, annexes, what was said of each section."""
    if name not in LISTS:
        raise Http404
    header, rows = LISTS[name]
    return _file(name, kind, header, rows(request.about, request.today))


def _file(name: str, kind: str, header: tuple[str, ...], rows: Rows) -> File:
    return as_csv_or_json(kind, f"for-members-{name}", header, rows, key=name)
