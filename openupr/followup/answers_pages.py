"""The page of changed answers, and its files."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from openupr.accounts.pages import page
from openupr.coalitions.addresses import COALITION
from openupr.coalitions.frame import Request, coalition_page
from openupr.coalitions.models import Coalition
from openupr.recommendations.models import Ask
from openupr.web.downloads import File

from .actions import JUDGE_PAIRS, READ_LIST
from .answers import COLUMNS, answer_rows, changed_answers, say_not_the_same, say_the_same
from .follow_up_list_pages import files, table, ways


@page(COALITION + "follow-up/answers/", READ_LIST)
def answers(request: Request[Coalition], coalition: str) -> HttpResponse:
    """Both recommendations next to each other; those that somebody set aside are below."""
    pairs = changed_answers(request.about)
    changed = [pair for pair in pairs if pair.same]
    back = [pair for pair in changed if pair.is_sure and pair.is_step_back]
    forward = [pair for pair in changed if pair.is_sure and not pair.is_step_back]
    context = {
        "page_name": _("Changed answers"),
        "ways": ways(request),
        "back": back,
        "forward": forward,
        "unsure": [pair for pair in changed if not pair.is_sure],
        "aside": [pair for pair in pairs if not pair.same],
        "of_upr_info": any(pair.is_of_upr_info for pair in pairs),
        "numbers": [
            (_("supported once, noted later"), str(len(back))),
            (_("noted once, supported later"), str(len(forward))),
        ],
        "files": files(request, "answers-file", "") if pairs else [],
    }
    return coalition_page(request, "followup/answers.html", context)


@page(COALITION + "follow-up/answers.<slug:kind>", READ_LIST)
def answers_file(request: Request[Coalition], coalition: str, kind: str) -> File:
    """The same as a table."""
    rows = list(answer_rows(changed_answers(request.about)))
    return table(kind, "changed-answers", COLUMNS, rows, what=_("Changed answers"))


@page(COALITION + "follow-up/answers/not-the-same/", JUDGE_PAIRS, methods="POST")
def not_the_same(request: Request[Coalition], coalition: str) -> HttpResponse:
    """Say that two are not the same request, or take that back."""
    keys = {name: request.POST.get(name, "")[:80] for name in ("earlier", "later")}
    ours = Ask.objects.filter(key__in=keys.values(), review__iso3=request.about.review.iso3)
    if ours.count() == len(set(keys.values())) == len(keys):
        values = {"by": request.actor, "coalition": request.about, **keys}
        if request.POST.get("do") == "same":
            say_the_same(**values)
        else:
            say_not_the_same(today=request.today, **values)
        messages.success(request, _("Saved."))
    return redirect("followup:answers", coalition)
