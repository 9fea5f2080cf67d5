"""What a coordinator arranges of the follow-up list: its reviews, its priorities, which group gets what."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from openupr.coalitions.frame import Request, coalition_page, refusals_in
from openupr.coalitions.models import Coalition
from openupr.reviews.models import Review

from ..forms.follow_up_list import GiveForm, GiveThemeForm
from ..queries.follow_up_list import Viewer, proposed_priorities, reviews_to_list
from ..queries.short_lines import short_lines
from ..rules import FEWEST_PRIORITIES, MOST_PRIORITIES
from ..services.listing import choose_priorities, give_theme, give_to_groups, list_reviews


@require_http_methods(["GET", "HEAD", "POST"])
def reviews(request: Request[Coalition], coalition: str) -> HttpResponse:
    """Choose reviews whose recommendations are put on the list."""
    if request.method == "POST":
        numbers = [int(each) for each in request.POST.getlist("review") if each.isdecimal() and len(each) < 10]
        chosen = list(Review.objects.filter(pk__in=numbers, iso3=request.about.review.iso3))
        before = request.about.follow_up_list.count()
        list_reviews(by=request.actor, coalition=request.about, reviews=chosen)
        new = request.about.follow_up_list.count() - before
        told = ngettext("%(n)s recommendation added.", "%(n)s recommendations added.", new)
        messages.success(request, told % {"n": new})
        return redirect("followup:priorities" if new else "followup:list", coalition)
    given = {"page_name": _("Choose reviews"), "reviews": reviews_to_list(request.about)}
    return coalition_page(request, "followup/reviews.html", given)


@require_http_methods(["GET", "HEAD", "POST"])
def priorities(request: Request[Coalition], coalition: str) -> HttpResponse:
    """Choose what comes first; proposals with their reasons."""
    if request.method == "POST":
        chosen, shown = (_numbers(request.POST.getlist(name)) for name in ("chosen", "shown"))
        kept = choose_priorities(by=request.actor, coalition=request.about, chosen=chosen, shown=shown)
        told = ngettext("%(n)s priority chosen.", "%(n)s priorities chosen.", len(kept))
        messages.success(request, told % {"n": len(kept)})
        return redirect("followup:list", coalition)
    proposed = proposed_priorities(request.about, short_lines(request.about, Viewer()), most=MOST_PRIORITIES)
    given = {
        "page_name": _("Choose priorities"),
        "proposed": proposed,
        "already": sum(each.line.listed.priority for each in proposed),
        "fewest": FEWEST_PRIORITIES,
        "most": MOST_PRIORITIES,
    }
    return coalition_page(request, "followup/priorities.html", given)


def _numbers(texts: list[str]) -> list[int]:
    return [int(each) for each in texts[:2000] if each.isdecimal() and len(each) < 19]


@require_http_methods(["GET", "HEAD", "POST"])
def give(request: Request[Coalition], coalition: str) -> HttpResponse:
    """Give recommendations to groups by their issues, or one of OHCHR's themes to a group."""
    by_issue = GiveForm(initial={"only_priorities": True})
    by_theme = GiveThemeForm(coalition=request.about, prefix="theme")
    if request.method == "POST":
        of_theme = "by_theme" in request.POST
        if of_theme:
            by_theme = GiveThemeForm(request.POST, coalition=request.about, prefix="theme")
        else:
            by_issue = GiveForm(request.POST)
        form: GiveForm | GiveThemeForm = by_theme if of_theme else by_issue
        if form.is_valid():
            with refusals_in(form):
                service = give_theme if of_theme else give_to_groups
                made = service(by=request.actor, coalition=request.about, today=request.today, **form.cleaned_data)
                told = ngettext("%(n)s given to a group.", "%(n)s given to groups.", len(made)) % {"n": len(made)}
                messages.success(
                    request,
                    told if made else _("Nothing new: groups have them already, or none works on these issues."),
                )
                return redirect("followup:list", coalition)
    given = {
        "page_name": _("Give to groups"),
        "form": by_issue,
        "by_theme": by_theme,
        "has_groups": request.about.groups.exists(),
    }
    wrong = by_issue.errors or by_theme.errors
    return coalition_page(request, "followup/give.html", given, status=422 if wrong else 200)
