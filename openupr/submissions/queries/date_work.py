"""The page of the submission on which a step of the plan is worked."""

from collections.abc import Callable, Collection

from django.urls import reverse

from openupr.accounts.models import Person
from openupr.coalitions.dates import DateWork
from openupr.coalitions.models import Coalition, Group

from ..models import Submission

# By the keys of timeline/data/plan_steps.csv.
_PAGES = {"draft": "rounds", "comments": "rounds", "validation": "validation", "sign-on": "signing", "lodge": "lodge"}
_LODGE = "submissions.lodge"


def _at(page: str) -> Callable[[Coalition | Group, Person, Collection[str]], str]:
    """A page of the one joint submission; with several or none, the list of them."""

    def address(holder: Coalition | Group, reader: Person, may: Collection[str]) -> str:
        coalition = holder.coalition if isinstance(holder, Group) else holder
        joint = list(coalition.submissions.exclude(kind=Submission.Kind.OWN).values_list("pk", flat=True)[:2])
        if len(joint) != 1:
            return reverse("submissions:submissions", args=[coalition.key])
        name = "submission" if page == "lodge" and _LODGE not in may else page
        return reverse(f"submissions:{name}", args=[coalition.key, joint[0]])

    return address


def _is(step: str) -> Callable[[str, str], bool]:
    return lambda key, _title: key == step


DATE_WORKS = tuple(DateWork(step, _is(step), _at(page)) for step, page in _PAGES.items())
