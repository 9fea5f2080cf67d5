"""One submission as a whole: its words, what is open, the draft checked against the rules."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from openupr.accounts.pages import page
from openupr.coalitions.coalition import overview_of
from openupr.coalitions.frame import Request, coalition_page
from openupr.coalitions.models import Group
from openupr.web.languages import in_parts

from ..actions.drafting import SEE_SUBMISSION
from ..addresses import SUBMISSION
from ..models import Section, Submission
from ..queries.editions import content_of
from ..queries.naming import Revealed, named_after_all
from ..queries.owners import owners_of
from ..queries.removed_sections import count_taken_out
from ..queries.signing import signing_of
from ..queries.steps import open_things
from ..queries.submissions import Budget, Budgeted, budget_of, empty_parts, pages_of
from ..rules.budget import Balance, together


@page(SUBMISSION, SEE_SUBMISSION)
def submission(request: Request[Submission], coalition: str, submission: int) -> HttpResponse:
    """Sections with words and budgets, where it stands, what is overdue, what comes next."""
    about = request.about
    budget = budget_of(about)
    sections = [each.section for each in budget.sections]
    parts = _pages(budget, coalition, about)
    given = {
        "page_name": about.shown_title,
        "budget": budget,
        "parts": parts,
        "empty": _empty(budget),
        "files": [
            ("docx", _("The lodged Word file") if about.is_locked else _("The draft as Word")),
            ("pdf", "PDF"),
            ("html", "HTML"),
            ("md", "Markdown"),
        ],
        "open": open_things(about, today=request.today, budget=budget),
        "to_write": _to_write(budget.sections),
        "taken_out": count_taken_out(about),
        # Beside the files: whoever takes one takes what the text says, too.
        "revealed": None if about.is_locked else _revealed(request, sections),
    }
    if about.is_locked:
        today, may = request.today, request.may
        beside = overview_of(about.coalition, reader=request.actor, today=today, may=may, with_audit_log=False)
        given["steps"] = beside.steps
    return coalition_page(request, "submissions/overview.html", given)


def _revealed(request: Request[Submission], sections: list[Section]) -> Revealed:
    about = request.about
    return named_after_all(about, signing_of(about, content_of(about, sections)), sections, reader=request.actor)


def _to_write(sections: list[Budgeted]) -> dict[str, int]:
    """How many points of the outlines are still to be written, and the first section that has one."""
    having = [each for each in sections if each.to_be_written]
    return {"points": sum(each.to_be_written for each in having), "first": having[0].section.pk} if having else {}


def _empty(budget: Budget) -> dict[str, int]:
    """How many parts are empty, of how many, on how many pages, and the first; the annexes do not count."""
    found = empty_parts(budget)
    if not found:
        return {}
    of_all = sum(each.is_counted for each in budget.sections)
    pages = len({each.page_heading for each in found})
    return {"n": len(found), "all": of_all, "pages": pages, "first": found[0].pk}


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of the draft in the list: a section, or by theme all that a group writes.

    `name` is what its link says; `empty`: which of its parts are empty, where it
    has several; `owner`: who writes it, where nobody else was given the task.
    """

    name: str
    url: str
    group: Group | None
    balance: Balance
    is_empty: bool
    to_be_written: int
    empty: Sequence[str] = ()
    owner: str = ""


def _listed(
    parts: Sequence[Budgeted], address: Callable[[Section], str], name: str, owners: Mapping[int, str]
) -> Listed:
    first = parts[0].section
    counted = [each for each in parts if each.is_counted]  # an annex may stay empty
    return Listed(
        name=in_parts(name),
        url=address(first),
        group=first.group,
        owner=owners.get(first.pk, ""),
        balance=together([each.balance for each in parts]),
        is_empty=bool(counted) and all(each.is_empty for each in counted),
        to_be_written=sum(each.to_be_written for each in parts),
        empty=[in_parts(each.section.part_heading) for each in counted if each.is_empty],
    )


def _pages(budget: Budget, coalition: str, about: Submission) -> list[tuple[str, list[Listed]]]:
    """The pages of the draft with their words. By chapter, sections that follow each other and begin alike
    ("Recommendations: Land", "Recommendations: Health") come under what they have in common; "" over all others.
    """

    owners = owners_of([each.section for each in budget.sections])

    def address(section: Section) -> str:
        return reverse("submissions:section", args=[coalition, about.pk, section.pk])

    if about.is_by_theme:
        of = {each.section.pk: each for each in budget.sections}
        blocks = pages_of(about, (each.section for each in budget.sections))
        pages = [[of[each.pk] for each in block] for block in blocks]
        return [("", [_listed(parts, address, parts[0].section.page_heading, owners) for parts in pages])]
    found: list[tuple[str, list[Listed]]] = []
    for begins, alike in groupby(budget.sections, key=lambda each: each.section.heading.partition(": ")[0]):
        each_one = list(alike)
        rests = [each.section.heading.partition(": ")[2] for each in each_one]
        if len(each_one) > 1 and all(rests):
            pairs = zip(each_one, rests, strict=True)
            found.append((in_parts(begins), [_listed([each], address, rest, owners) for each, rest in pairs]))
            continue
        if not found or found[-1][0]:
            found.append(("", []))
        found[-1][1].extend(_listed([each], address, each.section.heading, owners) for each in each_one)
    return found
