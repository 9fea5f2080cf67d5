"""Words of a coalition's testimonies in texts that somebody writes."""

from collections.abc import Sequence

from openupr.accounts.permissions import Actor
from openupr.coalitions.models import Coalition

from ..models import Testimony
from ..rules.copied import Confided, is_long_enough, may_be_from
from .told import readable_by


def copied_from_testimonies(
    texts: Sequence[str], coalition: Coalition, by: Actor, *, but_for: str = "", quoting: bool = False
) -> dict[str, list[str]]:
    """Of the texts those that hold words of a testimony, in a wording that whoever writes (`by`) may read: each run of
    words. Of what they may not read nothing is compared, so that a refusal tells them nothing new.

    `but_for`: a text whose words are nobody's, such as what facts suggest; `quoting`: those of what is released are,
    too. No query where all texts are short, one where the coalition has no testimony; else five more at most.
    """
    long_enough = list(filter(is_long_enough, dict.fromkeys(texts)))
    if not long_enough or not Testimony.objects.filter(box__coalition=coalition).exists():
        return {}
    may_be = may_be_from(long_enough)
    told = [each for each in readable_by(by, coalition, quoting=quoting) if any(map(may_be, each.texts))]
    return _found(long_enough, Confided(told), but_for)


def _found(texts: Sequence[str], confided: Confided, but_for: str) -> dict[str, list[str]]:
    nobodys = _bare(but_for)
    found = {
        text: [words for start, end in confided.within(text) if _bare(words := text[start:end]) not in nobodys]
        for text in texts
    }
    return {text: words for text, words in found.items() if words}


def _bare(text: str) -> str:
    return " ".join(text.split()).casefold()
