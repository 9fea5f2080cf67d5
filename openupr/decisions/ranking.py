"""What people can put in order of importance: issues, and what other apps add to the hook."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from openupr.coalitions.models import Coalition, Group
from openupr.upr.issues import ISSUES
from openupr.web.hooks import Hook

from .models import Decision


@dataclass(frozen=True)
class RankedThings:
    """Things of one kind that a ranking can take as its options.

    `options` gives (text, key) of each for a coalition, or for one of its groups; each key begins
    with `prefix`. `ticked` gives the keys that are ticked at first; all are where it gives none.
    `page`: the address where they are, `link` what a link there says.
    """

    key: str
    button: str | Promise
    options: Callable[[Coalition, Group | None], Sequence[tuple[str, str]]]
    prefix: str = ""
    ticked: Callable[[Coalition, Group | None], Collection[str]] | None = None
    page: Callable[[Coalition, Group | None], str] | None = None
    link: str | Promise = ""

    def are_in(self, decision: Decision) -> bool:
        """Whether a decision puts some of these in order, and they have a page."""
        return self.page is not None and any(option.key.startswith(self.prefix) for option in decision.options.all())


RANKED_THINGS = Hook[RankedThings]("RANKED_THINGS", key=lambda things: things.key)


def _issues(coalition: Coalition, group: Group | None) -> list[tuple[str, str]]:
    """The issues of all groups of the coalition, in the order of the vocabulary; one group ranks
    recommendations.
    """
    if group:
        return []
    chosen = {key for open_group in coalition.groups.filter(closed=False) for key in open_group.issues}
    return [(issue.label, issue.key) for issue in ISSUES if issue.key in chosen]


issues_to_rank = RankedThings("issues", _("Rank the issues"), _issues)
