"""Which words of a testimony stood elsewhere before anybody could read them: those are no copies."""

from collections.abc import Mapping

from openupr.coalitions.models import Coalition

from ..models import Testimony
from ..queries.kept_texts import texts_of
from ..queries.public_words import said_in_public
from ..rules.copied import Confided, Run, Told, mark_of, runs_of, touching


def note_what_stood(told: Mapping[Testimony, str], coalition: Coalition) -> None:
    """Have each testimony know it of the wording beside it, but for what was released of it before; nothing is saved.

    All texts of the coalition are read once, as for a withdrawal, and the public record is asked.
    """
    if not told:
        return
    confided, standing = Confided([Told((wording,)) for wording in told.values()]), set[Run]()
    for text in texts_of(coalition):
        standing |= confided.runs_within(text)
    for each, wording in told.items():
        may_be_copied = {run for earlier in each.released_as for run in runs_of(earlier)}
        stood = touching(wording, lambda runs: runs & standing | said_in_public(runs - standing)) - may_be_copied
        each.stood = sorted({*each.stood, *(mark_of(run, key=each.code_hash) for run in stood)})
