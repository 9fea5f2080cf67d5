"""Words of a coalition's testimonies in a text that somebody writes."""

from openupr.coalitions.models import Coalition

from ..models import Testimony
from ..rules.copied import copied


def copied_from_testimonies(text: str, coalition: Coalition, *, but_for: str = "") -> list[str]:
    """Each run of words that stands in a testimony of a closed box, as it was written or as it may leave.

    `but_for`: a text whose words are nobody's, such as what facts suggest. One query.
    """
    known = Testimony.objects.filter(box__coalition=coalition).exclude(box__closed=None)
    texts = known.values_list("text", "leaving")
    spans = {span for both in texts for each in both if each for span in copied(text, each)}
    found = dict.fromkeys(text[start:end] for start, end in sorted(spans))
    nobodys = " ".join(but_for.split()).casefold()
    return [each for each in found if " ".join(each.split()).casefold() not in nobodys]
