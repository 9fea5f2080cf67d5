"""What a file of the record says of itself."""

from collections.abc import Sequence

from django.http import HttpRequest
from django.utils import timezone

from openupr.files.cells import Cell

About = Sequence[tuple[str, Cell]]


def about(request: HttpRequest, *, what: str, basis: str, address: str) -> list[tuple[str, Cell]]:
    """The question, the counting basis, where to find it again, when it was made."""
    return [
        ("What", what),
        ("Counting basis", basis),
        ("Permalink", request.build_absolute_uri(address)),
        ("Made on", timezone.localdate().isoformat()),
        ("Made with", "OpenUPR"),
    ]
