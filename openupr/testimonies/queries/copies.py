"""Words of a coalition's testimonies in a text that somebody writes."""

from openupr.accounts.permissions import Actor
from openupr.coalitions.models import Coalition

from ..models import Testimony
from ..permissions import TYPE_IN, roles_of
from ..rules.copied import copied


def copied_from_testimonies(text: str, coalition: Coalition, by: Actor | None, *, but_for: str = "") -> list[str]:
    """Each run of words that stands in a testimony, as it was written or as it may leave.

    What lies in an open box is found for who types in from paper (`by`), and so has read it; nobody else learns of it.
    `but_for`: a text whose words are nobody's, such as what facts suggest. One query, and who somebody is.
    """
    known = Testimony.objects.filter(box__coalition=coalition)
    if by is None or not TYPE_IN.open_to(roles_of(by, coalition)):
        known = known.exclude(box__closed=None)
    texts = known.values_list("text", "leaving")
    spans = {span for both in texts for each in both if each for span in copied(text, each)}
    found = dict.fromkeys(text[start:end] for start, end in sorted(spans))
    nobodys = " ".join(but_for.split()).casefold()
    return [each for each in found if " ".join(each.split()).casefold() not in nobodys]
