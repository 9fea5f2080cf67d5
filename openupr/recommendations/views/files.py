"""What a file of the record says of itself."""

from collections.abc import Sequence

from openupr.files.cells import Cell
from openupr.web.clock import TimedRequest
from openupr.web.this_machine import server_address

from ..queries.demo import demo_note

About = Sequence[tuple[str, Cell]]


def about(request: TimedRequest, *, what: str, basis: str, address: str) -> list[tuple[str, Cell]]:
    """The question, the counting basis, where to find it again, when it was made; whether it is invented."""
    note = demo_note()
    return [
        ("What", what),
        ("Counting basis", basis),
        ("Permalink", server_address(request) + address),
        ("Made on", request.today.isoformat()),
        ("Made with", "OpenUPR"),
        *([("Note", note)] if note else []),
    ]
