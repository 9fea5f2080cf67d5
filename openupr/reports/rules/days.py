"""Days in words."""

import itertools
from collections.abc import Sequence
from datetime import date


def neighbours(days: Sequence[date]) -> bool:
    """Whether days follow each other without a gap."""
    return all((later - earlier).days == 1 for earlier, later in itertools.pairwise(days))
