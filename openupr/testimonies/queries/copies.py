"""Words of a coalition's testimonies in texts that somebody writes."""

from collections.abc import Sequence

from openupr.accounts.permissions import Actor
from openupr.coalitions.models import Coalition

from ..models import Testimony
from ..permissions import TYPE_IN, roles_of
from ..rules.copied import Confided, is_long_enough, may_be_from


def copied_from_testimonies(
    texts: Sequence[str], coalition: Coalition, by: Actor, *, but_for: str = ""
) -> dict[str, list[str]]:
    """Of the texts those that hold words of a testimony, as it was written or as it may leave: each run of words.

    What lies in an open box is found for who types in from paper (`by`), and so has read it; nobody else learns of it.
    `but_for`: a text whose words are nobody's, such as what facts suggest. One query, none where all texts are short;
    two more where words lie in an open box.
    """
    long_enough = list(filter(is_long_enough, dict.fromkeys(texts)))
    if not long_enough:
        return {}
    closed: list[str] = []
    in_open: list[str] = []
    of_all = Testimony.objects.filter(box__coalition=coalition).order_by()
    may_be = may_be_from(long_enough)
    for text, leaving, closed_on in of_all.values_list("text", "leaving", "box__closed"):
        (closed if closed_on else in_open).extend(filter(may_be, (text, leaving)))
    found = _found(long_enough, Confided(closed), but_for)
    others = _found(long_enough, Confided(in_open), but_for)
    if others.keys() - found.keys() and by is not None and TYPE_IN.open_to(roles_of(by, coalition)):
        return others | found
    return found


def _found(texts: Sequence[str], confided: Confided, but_for: str) -> dict[str, list[str]]:
    nobodys = _bare(but_for)
    found = {
        text: [words for start, end in confided.within(text) if _bare(words := text[start:end]) not in nobodys]
        for text in texts
    }
    return {text: words for text, words in found.items() if words}


def _bare(text: str) -> str:
    return " ".join(text.split()).casefold()
