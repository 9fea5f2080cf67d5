"""Pages on which a coordinator arranges the list: reviews, priorities, groups, judging together."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from openupr.accounts.pages import page
from openupr.coalitions.addresses import COALITION
from openupr.coalitions.frame import Request, ask_first, coalition_page, refusals_in, refusals_on
from openupr.coalitions.models import Coalition, Group
from openupr.recommendations.coverage import sessions
from openupr.reviews.models import Review
from openupr.upr.ohchr_themes import label_of_theme
from openupr.web.days import DayField

from .actions import ARRANGE_LIST
from .arranging import (
    choose_priorities,
    give_theme,
    give_to_groups,
    giving,
    kinds_of,
    list_reviews,
    new_of_theme,
    preview,
    themes_on_list,
)
from .follow_up_list import Viewer, reviews_to_list, sessions_not_loaded, short_lines
from .priorities import (
    MOST_FOUND,
    by_theme,
    found_by_words,
    judge_alone,
    judge_together,
    proposed_clusters,
    proposed_priorities,
)
from .recommendation_pages import back, listed_recommendation
from .rules import FEWEST_PRIORITIES, MOST_PRIORITIES


class GiveToGroupsForm(forms.Form):
    """Give recommendations to the groups that work on their issues."""

    only_priorities = forms.BooleanField(label=gettext_lazy("Priorities only"), required=False, initial=True)
    due = DayField(label=gettext_lazy("Due"), required=False)


class GiveThemeForm(forms.Form):
    """Give all of one of OHCHR's themes to a group."""

    theme = forms.ChoiceField(label=gettext_lazy("Theme of OHCHR's list"))
    group = forms.ModelChoiceField(
        label=gettext_lazy("Group"), queryset=Group.objects.none(), empty_label=gettext_lazy("Choose")
    )
    due = DayField(label=gettext_lazy("Due"), required=False)

    def __init__(self, *args: Any, coalition: Coalition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        themes = sorted((_(label_of_theme(theme)), theme) for theme in themes_on_list(coalition))
        self.any = bool(themes)
        self.fields["theme"].choices = [(theme, label) for label, theme in themes]  # type: ignore[attr-defined]
        self.fields["group"].queryset = coalition.groups.filter(closed=False)  # type: ignore[attr-defined]


@page(COALITION + "follow-up/reviews/", ARRANGE_LIST, methods="GET POST")
def reviews(request: Request[Coalition], coalition: str) -> HttpResponse:
    """Choose reviews whose recommendations are put on the list."""
    if request.method == "POST":
        numbers = [int(number) for number in request.POST.getlist("review") if number.isdecimal() and len(number) < 10]
        chosen = list(Review.objects.filter(pk__in=numbers, iso3=request.about.review.iso3))
        before = request.about.follow_up_list.count()
        list_reviews(by=request.actor, coalition=request.about, reviews=chosen)
        new = request.about.follow_up_list.count() - before
        sentence = ngettext("%(n)s recommendation added.", "%(n)s recommendations added.", new)
        messages.success(request, sentence % {"n": new})
        return redirect("followup:priorities" if new else "followup:list", coalition)
    missing = sessions_not_loaded(request.about, today=request.today)
    context = {
        "page_name": _("Choose reviews"),
        "reviews": reviews_to_list(request.about),
        "missing": missing,
        "missing_in_words": sessions(tuple(missing)),
    }
    return coalition_page(request, "followup/reviews.html", context)


@page(COALITION + "follow-up/priorities/", ARRANGE_LIST, methods="GET POST")
def priorities(request: Request[Coalition], coalition: str) -> HttpResponse:
    """Choose priorities: proposals with their reasons, or any recommendation that a search
    finds.
    """
    words = request.GET.get("q", "").strip()[:200]
    if request.method == "POST":
        chosen, offered_numbers = (_numbers(request.POST.getlist(name)) for name in ("chosen", "shown"))
        kept = choose_priorities(by=request.actor, coalition=request.about, chosen=chosen, offered=offered_numbers)
        sentence = ngettext("%(n)s priority chosen.", "%(n)s priorities chosen.", len(kept))
        messages.success(request, sentence % {"n": len(kept)})
        return redirect("followup:priorities" if words else "followup:list", coalition)
    lines = short_lines(request.about, Viewer())
    matching = found_by_words(request.about, lines, words) if words else []
    offered = matching[:MOST_FOUND] if words else proposed_priorities(request.about, lines, most=MOST_PRIORITIES)
    context = {
        "page_name": _("Choose priorities"),
        "words": words,
        "found": len(matching),
        "most_found": MOST_FOUND,
        "offered": offered,
        "themes": by_theme(offered),
        "already": sum(line.listed.priority for line in lines),
        "fewest": FEWEST_PRIORITIES,
        "most": MOST_PRIORITIES,
    }
    return coalition_page(request, "followup/priorities.html", context)


@page(COALITION + "follow-up/<int:number>/priority/", ARRANGE_LIST, methods="POST")
def priority(request: Request[Coalition], coalition: str, number: int) -> HttpResponse:
    """Make one recommendation a priority, or no longer; from its page or its row in the list."""
    listed = listed_recommendation(request, number)
    chosen = [listed.pk] if request.POST.get("priority") == "1" else []
    choose_priorities(by=request.actor, coalition=request.about, chosen=chosen, offered=[listed.pk])
    if "query" not in request.POST:
        return back(request, listed)
    # Parsed and written again, so it can only be a query of the list.
    query = QueryDict(request.POST["query"][:2000]).urlencode()
    at = reverse("followup:list", args=[request.about.key])
    return redirect(f"{at}?{query}#recommendation-{listed.pk}")


def _numbers(texts: list[str]) -> list[int]:
    return [int(text) for text in texts[:2000] if text.isdecimal() and len(text) < 19]


@page(COALITION + "follow-up/give/", ARRANGE_LIST, methods="GET POST")
def give(request: Request[Coalition], coalition: str) -> HttpResponse:
    """Give recommendations to groups by their issues, or one of OHCHR's themes to a group."""
    priorities, every = (giving(request.about, only_priorities=only) for only in (True, False))
    by_issue = GiveToGroupsForm(initial={"only_priorities": bool(priorities.listed)})
    by_theme = GiveThemeForm(coalition=request.about, prefix="theme")
    looked: dict[str, Any] = {}
    if request.method == "POST":
        of_theme = "by_theme" in request.POST
        if of_theme:
            by_theme = GiveThemeForm(request.POST, coalition=request.about, prefix="theme")
        else:
            by_issue = GiveToGroupsForm(request.POST)
        form: GiveToGroupsForm | GiveThemeForm = by_theme if of_theme else by_issue
        if form.is_valid() and request.POST.get("by_theme") == "look":
            chosen = {name: form.cleaned_data[name] for name in ("theme", "group")}
            new = new_of_theme(request.about, **chosen)
            looked = chosen | {"new": new, "number": kinds_of(new)}
        elif form.is_valid():
            with refusals_in(form):
                sent = dict(form.cleaned_data, by=request.actor, coalition=request.about, today=request.today)
                if of_theme:
                    follow_ups = give_theme(seen=_numbers(request.POST.getlist("shown")), **sent)
                else:
                    follow_ups = give_to_groups(**sent)
                if follow_ups:
                    sentence = ngettext("%(n)s given to a group.", "%(n)s given to groups.", len(follow_ups))
                    messages.success(request, sentence % {"n": kinds_of(line.listed for line in follow_ups)})
                elif of_theme:
                    messages.warning(request, _("Nothing new: the group has all of this theme already."))
                else:
                    selection = priorities if form.cleaned_data["only_priorities"] else every
                    messages.warning(request, selection.why_nothing)
                return redirect("followup:list" if follow_ups else "followup:give", coalition)
    context = {
        "page_name": _("Give to groups"),
        "form": by_issue,
        "by_theme": by_theme,
        "looked": looked,
        "has_groups": bool(every.groups),
        "preview": preview(priorities, every),
        "priorities": priorities,
        "every": every,
    }
    wrong = by_issue.errors or by_theme.errors
    return coalition_page(request, "followup/give.html", context, status=422 if wrong else 200)


@page(COALITION + "follow-up/together/", ARRANGE_LIST, methods="GET POST")
def clusters(request: Request[Coalition], coalition: str) -> HttpResponse:
    """Proposals; each is taken as a whole or in part."""
    if request.method == "POST":
        numbers = [
            int(number) for number in request.POST.getlist("together")[:200] if number.isdecimal() and len(number) < 19
        ]
        with refusals_on(request):
            judged = judge_together(by=request.actor, coalition=request.about, numbers=numbers)
            sentence = ngettext("%(n)s is judged together.", "%(n)s are judged together.", len(judged))
            messages.success(request, sentence % {"n": len(judged)})
        return redirect("followup:clusters", coalition)
    context = {"page_name": _("Judge together"), "clusters": proposed_clusters(short_lines(request.about, Viewer()))}
    return coalition_page(request, "followup/clusters.html", context)


@page(COALITION + "follow-up/<int:number>/alone/", ARRANGE_LIST, name="judge-alone", methods="POST")
def judge_alone_again(request: Request[Coalition], coalition: str, number: int) -> HttpResponse:
    """Have one judged for itself, once that was asked."""
    listed = listed_recommendation(request, number)
    if not request.POST.get("sure"):
        along = [listed.judged_with] if listed.judged_with else list(listed.judged_along.all())
        return ask_first(
            request,
            _("Judge alone again?"),
            title=_("What is said of one counts no longer for the other"),
            losses=along,
            send=_("Judge alone again"),
            back=reverse("followup:recommendation", args=[coalition, number]),
            instead=_("What was said of a single one stays."),
        )
    judge_alone(by=request.actor, listed=listed)
    return back(request, listed)
