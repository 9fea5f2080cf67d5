"""What is still open before a submission is lodged, for the pages that lead there."""

from datetime import date
from typing import Any

from django.utils.translation import ngettext

from openupr.accounts.models import Person

from ..models import Submission
from ..queries.naming import named_after_all
from ..queries.rounds import comments_until
from ..queries.signing import Signing, signing_of
from ..queries.steps import Open, open_things
from ..queries.submissions import GroupsThatWrote, budget_of, groups_that_wrote


def open_before_lodging(about: Submission, *, today: date, reader: Person) -> dict[str, Any]:
    """What the part `still_open.html` shows, and how many `points` it has; `brief`: the same in a few words. Nothing of
    it stops anybody.
    """
    found, budget = signing_of(about), budget_of(about)
    opened, until = open_things(about, today=today, budget=budget), comments_until(about, today=today)
    decisions = about.coalition.decisions.filter(closed_at=None).count()
    points = opened.points_before_lodging + sum(map(bool, (until, decisions, found.again, found.silent)))
    groups = groups_that_wrote(budget)
    return {
        "signing": found,
        "revealed": named_after_all(about, found, reader=reader),
        "budget": budget,
        "open": opened,
        "comments_until": until,
        "decisions": decisions,
        "wrote_nothing": wrote_nothing(groups),
        "points": points,
        "brief": _in_brief(opened, found, groups, decisions=decisions, points=points),
    }


def _in_brief(opened: Open, signing: Signing, groups: GroupsThatWrote, *, decisions: int, points: int) -> list[str]:
    """What is open, the weightiest first, each kind in a few words; of the rest only how many kinds."""
    empty, unheard = len(opened.empty), len(signing.silent) + len(signing.again)
    no_text = ngettext("%(n)s part is empty", "%(n)s parts are empty", empty)
    objections, remarks, offered = opened.objections, len(opened.remarks), len(opened.suggestions)
    kinds = [
        (empty, wrote_nothing(groups) or no_text),
        (unheard, ngettext("1 organisation has not answered", "%(n)s organisations have not answered", unheard)),
        (objections, ngettext("1 objection is not settled", "%(n)s objections are not settled", objections)),
        (remarks, ngettext("1 comment is open", "%(n)s comments are open", remarks)),
        (offered, ngettext("1 suggestion waits for an answer", "%(n)s suggestions wait for an answer", offered)),
        (decisions, ngettext("1 decision is not closed", "%(n)s decisions are not closed", decisions)),
    ]
    brief = [text % {"n": n} for n, text in kinds if n]
    rest = points - len(brief) - bool(signing.silent and signing.again)
    more = ngettext("1 more thing to check", "%(n)s more things to check", rest) % {"n": rest}
    return [*brief, more] if rest else brief


def wrote_nothing(groups: GroupsThatWrote) -> str:
    """ "7 of 8 groups wrote nothing"; "" where each wrote something."""
    silent = len(groups.silent)
    if not silent:
        return ""
    text = ngettext("%(silent)s of %(n)s group wrote nothing", "%(silent)s of %(n)s groups wrote nothing", groups.n)
    return text % {"silent": silent, "n": groups.n}
