"""One submission as a whole: its words, what is open, and what is still open before lodging."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openupr.accounts.models import Person
from openupr.accounts.pages import page
from openupr.coalitions.coalition import overview_of
from openupr.coalitions.frame import Request, coalition_page
from openupr.coalitions.models import Group
from openupr.web.languages import in_parts

from .actions import SEE_SUBMISSION
from .addresses import SUBMISSION
from .budget import Budget, Budgeted, GroupsThatWrote, budget_of, empty_parts, groups_that_wrote
from .editions import content_of
from .models import Section, Submission
from .next_steps import Open, open_things
from .rounds import comments_until
from .rules.budget import WordBalance, together
from .section_tasks import owners_of
from .sections import count_taken_out
from .signing import Revealed, Signing, named_after_all, signing_of
from .submissions import pages_of


def open_before_lodging(about: Submission, *, today: date, reader: Person) -> dict[str, Any]:
    """What `still_open.html` shows, and its number of `points`; `brief`: the same in a few words.

    None of it prevents lodging.
    """
    signing, budget = signing_of(about), budget_of(about)
    opened, until = open_things(about, today=today, budget=budget), comments_until(about, today=today)
    decisions = about.coalition.decisions.filter(closed_at=None).count()
    points = opened.points_before_lodging + sum(map(bool, (until, decisions, signing.again, signing.silent)))
    groups = groups_that_wrote(budget)
    return {
        "signing": signing,
        "revealed": named_after_all(about, signing, reader=reader),
        "budget": budget,
        "open": opened,
        "comments_until": until,
        "decisions": decisions,
        "wrote_nothing": wrote_nothing(groups),
        "points": points,
        "brief": _in_brief(opened, signing, groups, decisions=decisions, points=points),
    }


def _in_brief(opened: Open, signing: Signing, groups: GroupsThatWrote, *, decisions: int, points: int) -> list[str]:
    """What is open in a few words, the most important first, and how many more kinds there are."""
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


@page(SUBMISSION, SEE_SUBMISSION)
def submission(request: Request[Submission], coalition: str, submission: int) -> HttpResponse:
    """Sections with words and budgets, the state of the work, what is overdue, and what comes
    next.
    """
    about = request.about
    budget = budget_of(about)
    sections = [part.section for part in budget.sections]
    parts = _pages(budget, coalition, about)
    context = {
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
        # Shown with the files: a file contains what the text says, too.
        "revealed": None if about.is_locked else _revealed(request, sections),
    }
    if about.is_locked:
        today, may = request.today, request.may
        beside = overview_of(about.coalition, reader=request.actor, today=today, may=may, with_audit_log=False)
        context["steps"] = beside.steps
    return coalition_page(request, "submissions/overview.html", context)


def _revealed(request: Request[Submission], sections: list[Section]) -> Revealed:
    about = request.about
    return named_after_all(about, signing_of(about, content_of(about, sections)), sections, reader=request.actor)


def _to_write(sections: list[Budgeted]) -> dict[str, int]:
    """How many points of the outlines are not written yet, and the first section with one."""
    having = [part for part in sections if part.to_be_written]
    return {"points": sum(part.to_be_written for part in having), "first": having[0].section.pk} if having else {}


def _empty(budget: Budget) -> dict[str, int]:
    """How many parts are empty, of how many, on how many pages, and the first; the annexes do not
    count.
    """
    empty = empty_parts(budget)
    if not empty:
        return {}
    of_all = sum(part.is_counted for part in budget.sections)
    pages = len({section.page_heading for section in empty})
    return {"n": len(empty), "all": of_all, "pages": pages, "first": empty[0].pk}


@dataclass(frozen=True, slots=True)
class ListedPage:
    """A page of the draft in the list: a section, or by theme all that a group writes.

    `name` is its link; `empty`: which of its parts are empty, where it has several; `owner`: who
    writes it, where no organisation was given the task.
    """

    name: str
    url: str
    group: Group | None
    balance: WordBalance
    is_empty: bool
    to_be_written: int
    empty: Sequence[str] = ()
    owner: str = ""


def _listed(
    parts: Sequence[Budgeted], address: Callable[[Section], str], name: str, owners: Mapping[int, str]
) -> ListedPage:
    first = parts[0].section
    counted = [part for part in parts if part.is_counted]  # an annex may stay empty
    return ListedPage(
        name=in_parts(name),
        url=address(first),
        group=first.group,
        owner=owners.get(first.pk, ""),
        balance=together([part.balance for part in parts]),
        is_empty=bool(counted) and all(part.is_empty for part in counted),
        to_be_written=sum(part.to_be_written for part in parts),
        empty=[in_parts(part.section.part_heading) for part in counted if part.is_empty],
    )


def _pages(budget: Budget, coalition: str, about: Submission) -> list[tuple[str, list[ListedPage]]]:
    """The pages of the draft with their words.

    By chapter, neighbouring sections that begin alike ("Recommendations: Land", "Recommendations:
    Health") come under their common word; "" stands for no such word.
    """

    owners = owners_of([part.section for part in budget.sections])

    def address(section: Section) -> str:
        return reverse("submissions:section", args=[coalition, about.pk, section.pk])

    if about.is_by_theme:
        of = {part.section.pk: part for part in budget.sections}
        blocks = pages_of(about, (part.section for part in budget.sections))
        pages = [[of[section.pk] for section in block] for block in blocks]
        return [("", [_listed(parts, address, parts[0].section.page_heading, owners) for parts in pages])]
    headed_pages: list[tuple[str, list[ListedPage]]] = []
    for begins, alike in groupby(budget.sections, key=lambda part: part.section.heading.partition(": ")[0]):
        parts_alike = list(alike)
        rests = [part.section.heading.partition(": ")[2] for part in parts_alike]
        if len(parts_alike) > 1 and all(rests):
            pairs = zip(parts_alike, rests, strict=True)
            headed_pages.append((in_parts(begins), [_listed([part], address, rest, owners) for part, rest in pairs]))
            continue
        if not headed_pages or headed_pages[-1][0]:
            headed_pages.append(("", []))
        headed_pages[-1][1].extend(_listed([part], address, part.section.heading, owners) for part in parts_alike)
    return headed_pages
