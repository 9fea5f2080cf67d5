"""What somebody is told whose change of a text takes a mark away."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib import messages
from django.utils.translation import ngettext

from openupr.coalitions.frame import Request

from ..models import Section
from ..queries.marks import marked_in


@contextmanager
def telling_marks(request: Request[Section]) -> Iterator[None]:
    """Around a change of a section's text: says afterwards which of its marks are gone."""
    before = marked_in(request.about)
    yield
    after = marked_in(request.about) if before else []
    gone = [each for each in before if each not in after]
    if gone:
        told = ngettext(
            "The text has changed. No longer marked: %(what)s. It can be marked again.",
            "The text has changed. No longer marked: %(what)s. They can be marked again.",
            len(gone),
        )
        messages.warning(request, told % {"what": "; ".join(gone)})
