"""How much evidence there is: counted the same on every page and in every file."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .models import Evidence

MOST_NAMED = 2
"""So many sources of a recommendation a paper names."""


@dataclass(frozen=True)
class EvidenceCount:
    """Pieces that the coalition shares and did not reject (`Evidence.is_shared`).

    `waiting`: how many of these nobody verified yet. `named`: how many of these a paper names.
    """

    pieces: int = 0
    waiting: int = 0
    named: int = 0

    def __add__(self, other: "EvidenceCount") -> "EvidenceCount":
        return EvidenceCount(self.pieces + other.pieces, self.waiting + other.waiting, self.named + other.named)

    @property
    def in_words(self) -> str:
        """For people of the coalition: "15 pieces of evidence, 4 waiting to be verified"."""
        pieces = ngettext("%(n)s piece of evidence", "%(n)s pieces of evidence", self.pieces) % {"n": self.pieces}
        if not self.waiting:
            return pieces
        return _("%(pieces)s, %(n)s waiting to be verified") % {"pieces": pieces, "n": self.waiting}

    @property
    def named_in_words(self) -> str:
        """For readers of a paper: how much of it is named there; "" without any."""
        values = {"named": self.named, "n": self.pieces}
        if self.named < self.pieces:
            return _("Pieces of evidence named here: %(named)s of %(n)s. The coalition keeps the others.") % values
        return _("Pieces of evidence named here: %(named)s.") % values if self.pieces else ""


def count_of(evidence: Iterable[Evidence]) -> EvidenceCount:
    """The count of one recommendation's evidence."""
    shared = [piece for piece in evidence if piece.is_shared]
    return EvidenceCount(
        pieces=len(shared),
        waiting=sum(piece.state == Evidence.State.NEW for piece in shared),
        named=min(MOST_NAMED, sum(piece.leaves for piece in shared)),
    )


def uncounted_in_words(evidence: Iterable[Evidence]) -> str:
    """What a reader sees of a recommendation's evidence and no page counts; "" without any."""
    left = [piece for piece in evidence if not piece.is_shared]
    rejected = sum(piece.state == Evidence.State.REJECTED for piece in left)
    kept = len(left) - rejected
    words = [_("only its group or organisation sees it: %(n)s") % {"n": kept}] if kept else []
    words += [_("rejected: %(n)s") % {"n": rejected}] if rejected else []
    return _("Not counted: %(what)s.") % {"what": "; ".join(words)} if words else ""


def count_of_all(counts: Iterable[EvidenceCount]) -> EvidenceCount:
    """The counts of several recommendations together."""
    return sum(counts, EvidenceCount())
