"""The page that adds paragraphs on earlier recommendations to a section."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _

from openupr.accounts.pages import page
from openupr.coalitions.frame import Request, coalition_page, refusals_on

from .actions import FROM_FOLLOW_UP
from .addresses import SECTION
from .budget import Budget, Budgeted, budget_of
from .frame import Drawn, drawn, telling_marks
from .models import Section
from .paragraphs_pages import back
from .theme_paragraphs import ProposedTheme, add_theme, proposed_themes

_MOST = 200


@dataclass(frozen=True)
class ShownTheme:
    """A proposed paragraph, and the words of section and submission with it.

    `over`: by how many words the section is then too long.
    """

    proposed: ProposedTheme
    drawn: Drawn
    in_section: int
    in_all: int
    over: int


@page(SECTION + "from-follow-up/", FROM_FOLLOW_UP, methods="GET POST")
def from_follow_up(request: Request[Section], coalition: str, submission: int, section: int) -> HttpResponse:
    """Read the proposed paragraphs with their words, and add one."""
    if request.method == "POST":
        chosen = {int(key) for key in request.POST.getlist("evidence")[:_MOST] if key.isdecimal() and len(key) < 19}
        theme = request.POST.get("theme", "")[:60]
        with refusals_on(request), telling_marks(request):
            paragraph = add_theme(
                by=request.actor, section=request.about, theme=theme, evidence=chosen, now=request.now
            )
            messages.success(request, _("Added at the end. Read it, and edit it where you want."))
            return back(request, paragraph.anchor)
        return back(request)
    about, budget = request.about, budget_of(request.about.submission)
    own = next((part for part in budget.sections if part.section.pk == about.pk), None)
    context = {
        "page_name": _("Propose from the follow-up"),
        "budget": budget,
        "own": own,
        "themes": [] if about.is_locked else list(_shown(about, budget, own)),
    }
    return coalition_page(request, "submissions/from_follow_up.html", context)


def _shown(about: Section, budget: Budget, own: Budgeted | None) -> Iterator[ShownTheme]:
    language = about.submission.language
    for theme in proposed_themes(about):
        here = (own.balance.used if own else 0) + theme.words
        as_read = drawn(theme.text, cite=budget.citations.get, language=language)
        over = max(0, here - own.balance.budget) if own and own.balance.budget is not None else 0
        yield ShownTheme(theme, as_read, in_section=here, in_all=budget.used + theme.words, over=over)
