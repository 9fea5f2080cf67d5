"""Putting a place of the report in one's own words."""

from django.utils.translation import gettext_lazy as _

from openupr.accounts.acting import act, unchanged
from openupr.accounts.models import Person
from openupr.coalitions.rules.versions import check_version
from openupr.workshops.models import Workshop
from openupr.workshops.rules.fingerprints import fingerprint

from ..actions import WRITE
from ..models import Paragraph
from ..rules.places import LONGEST


@act(WRITE, _("Put a paragraph of the report in one's own words"), about="workshop")
def put_in_own_words(
    *, by: Person, workshop: Workshop, key: str, text: str, suggestion: str, version: int, facts: str = ""
) -> Paragraph | None:
    """What stands at a place from now on; nothing written leaves the place out of the report.

    `suggestion`: what facts suggest there now. `facts`: the fingerprint of what they suggested when it was opened;
    where that is another, nothing counts as seen, so that the place is marked at once. `version`: the one that was
    open, 0 for none. None: these are the facts themselves. Raises SavedMeanwhile.
    """
    seen = suggestion if facts in ("", fingerprint(suggestion)) else ""
    text = text.replace("\x00", "").replace("\r\n", "\n").strip()[:LONGEST]
    Workshop.objects.select_for_update().get(pk=workshop.pk)
    held = Paragraph.objects.filter(workshop=workshop, key=key).first()
    if held is None and (text == suggestion.strip() or fingerprint(text) == facts):
        return unchanged(None)
    if held is None:
        return Paragraph.objects.create(workshop=workshop, key=key, text=text, suggestion=seen)
    check_version(seen=version, current=held.version, theirs=held.text, yours=text)
    if (held.text, held.suggestion) == (text, seen):
        return unchanged(held)
    held.text, held.suggestion, held.version = text, seen, held.version + 1
    held.save()
    return held


@act(WRITE, _("Have a paragraph of the report say again what facts suggest"), about="workshop")
def go_back_to_the_suggestion(*, by: Person, workshop: Workshop, key: str) -> None:
    """What facts suggest stands there again."""
    Paragraph.objects.filter(workshop=workshop, key=key).delete()
