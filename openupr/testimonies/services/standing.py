"""Which words of a testimony stood elsewhere before anybody could read it: those are no copies."""

from collections.abc import Sequence

from openupr.coalitions.models import Coalition

from ..models import Testimony
from ..queries.kept_texts import texts_of
from ..queries.public_words import said_in_public
from ..rules.copied import Confided, Run, Told, mark_of, touching


def note_what_stood(testimonies: Sequence[Testimony], coalition: Coalition) -> None:
    """Have each of them know it; nothing is saved. All texts of the coalition are read once, as for a withdrawal, and
    the public record is asked.
    """
    if not testimonies:
        return
    confided, standing = Confided([Told((each.text,)) for each in testimonies]), set[Run]()
    for text in texts_of(coalition):
        standing |= confided.runs_within(text)
    for each in testimonies:
        stood = touching(each.text, lambda runs: runs & standing | said_in_public(runs - standing))
        each.stood = sorted(mark_of(run, key=each.code_hash) for run in stood)
