"""A submission is begun by what was decided."""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from openupr.coalitions.tests.examples.cast import Cast
from openupr.coalitions.tests.examples.clock import today_there
from openupr.decisions.decisions import ask_group, ask_organisations, close_decision, close_group_decision
from openupr.decisions.models import Decision
from openupr.decisions.voices import give_voice
from openupr.submissions.models import Submission
from openupr.submissions.models.submission import title_for_readers

from .conftest import SignIn

FORM = {"language": "en", "title": ""}


def test_what_too_few_organisations_decided_is_no_route_for_a_submission(people: Cast, browser_of: SignIn) -> None:
    today, options = today_there(), [("Each group", "by-group"), ("One", "joint")]
    asked: Decision = ask_organisations(
        by=people.sophea, coalition=people.coalition, question="Which route?", quorum=2, options=options, today=today
    )
    given = {"by": people.nary, "decision": asked, "organisation": people.forest, "now": timezone.now()}
    give_voice(option=asked.options.all()[0], **given)
    close_decision(by=people.sophea, decision=asked, outcome="Each group its own.", now=timezone.now())
    form = browser_of(people.sophea).get(reverse("submissions:begin", kwargs=people.at_coalition)).context["form"]
    assert form.initial["whose"] == "joint"
    browser_of(people.sophea).post(reverse("submissions:begin", kwargs=people.at_coalition), {**FORM, "whose": "joint"})
    assert Submission.objects.get().decision is None


def test_what_was_decided_is_filled_in_when_a_submission_is_begun(people: Cast, browser_of: SignIn) -> None:
    today, now = today_there(), timezone.now()
    given = {"question": "Which route?", "quorum": 1, "options": [("Each group", "by-group"), ("One", "joint")]}
    asked: Decision = ask_organisations(
        by=people.sophea, coalition=people.coalition, closes_on=None, supersedes=None, today=today, **given
    )
    give_voice(
        by=people.nary, decision=asked, organisation=people.forest, option=asked.options.all()[0], dissent="", now=now
    )
    close_decision(by=people.sophea, decision=asked, outcome="Each group its own.", now=now)
    sophea, parts = browser_of(people.sophea), people.at_coalition
    listed = sophea.get(reverse("submissions:submissions", kwargs=parts)).content.decode()
    assert f"?kind=by-group&amp;group={people.land.pk}" in listed
    address = reverse("submissions:begin", kwargs=parts)
    form = sophea.get(address, {"kind": "by-group", "group": people.land.pk}).context["form"]
    assert form.initial["whose"] == f"group-{people.land.pk}"
    sophea.post(address, {**FORM, "whose": f"group-{people.land.pk}"})
    assert [(each.group, each.decision) for each in Submission.objects.all()] == [(people.land, asked)]
    assert sophea.post(address, {**FORM, "whose": "group-999999"}).status_code == 422
    assert Submission.objects.count() == 1


def test_the_title_follows_whose_it_is_until_somebody_writes_one(people: Cast, browser_of: SignIn) -> None:
    sophea, address = browser_of(people.sophea), reverse("submissions:begin", kwargs=people.at_coalition)
    proposed = sophea.get(address).context["form"].initial["title"]
    for whose in ("joint", f"group-{people.land.pk}", f"organisation-{people.forest.pk}"):
        sophea.post(address, {"whose": whose, "language": "en", "title": proposed})
    sophea.post(address, {"whose": "joint", "language": "fr", "title": "Our land"})
    typed = "Submission on Land to the Universal Periodic Review of Cambodia"
    assert title_for_readers(typed) == typed, "as somebody wrote it"
    about = "to the Universal Periodic Review of Cambodia"
    assert [(each.title, each.kind, each.arrangement) for each in Submission.objects.all()] == [
        (f"Joint submission {about}", "joint", "theme"),
        (f"Joint submission on Land {about}", "by-group", "chapter"),
        (f"Submission {about}", "own", "chapter"),
        ("Our land", "joint", "theme"),
    ]
    sophea.cookies[settings.LANGUAGE_COOKIE_NAME] = "km"
    in_khmer = sophea.get(reverse("submissions:submissions", kwargs=people.at_coalition)).content.decode()
    for title in ("របាយការណ៍រួម", "របាយការណ៍រួមអំពី Land ", "របាយការណ៍"):
        assert f">{title}ដាក់ជូនការពិនិត្យជាសកលតាមកាលកំណត់ (UPR) របស់ កម្ពុជា<" in in_khmer
    assert ">Our land<" in in_khmer, "as somebody wrote it"
    joint = Submission.objects.get(title=f"Joint submission {about}")
    inside = sophea.get(reverse("submissions:submission", args=[people.coalition.key, joint.pk])).content.decode()
    menu = inside[inside.index("inside-fold") : inside.index("</details>", inside.index("inside-fold"))]
    assert ("<p>របាយការណ៍រួមដាក់ជូន" in menu, joint.title in menu) == (True, False)
    assert set(Submission.objects.all()[0].sections.exclude(group=None).values_list("group__name", flat=True)) == {
        people.land.name,
        people.labour.name,
    }


def test_a_group_that_decided_on_its_own_submission_is_not_in_the_joint_one(people: Cast, browser_of: SignIn) -> None:
    today, now = today_there(), timezone.now()
    people.land.organisations.add(people.forest)
    options = [("Our own", "by-group"), ("The joint one", "joint")]
    asked: Decision = ask_group(by=people.dara, group=people.land, question="Which?", options=options, today=today)
    give_voice(by=people.nary, decision=asked, organisation=people.forest, option=asked.options.all()[0], now=now)
    page, dara = reverse("coalitions:group", kwargs=people.at_land), browser_of(people.dara)
    assert "The text has not begun" not in dara.get(page).content.decode()
    close_group_decision(by=people.dara, decision=asked, outcome="Our own.", now=now)
    words = " ".join(dara.get(page).content.decode().split())
    assert "Decided: “Our own”. The text has not begun." in words
    assert f'Until then: <a href="{reverse("roadmaps:outline", kwargs=people.at_land)}"' in words
    sophea, parts = browser_of(people.sophea), people.at_coalition
    listed = sophea.get(reverse("submissions:submissions", kwargs=parts)).content.decode()
    assert f"?kind=by-group&amp;group={people.land.pk}" in listed
    assert f"?kind=by-group&amp;group={people.labour.pk}" not in listed
    for whose in ("joint", f"group-{people.land.pk}"):
        sophea.post(reverse("submissions:begin", kwargs=parts), {**FORM, "whose": whose})
        only = sophea.get(reverse("submissions:submissions", kwargs=parts)).content.decode()
        assert ('class="state-line"' in only) is (whose == "joint")  # of two, none is first
    joint, own = Submission.objects.all()
    assert "The text has not begun" not in dara.get(page).content.decode()
    assert set(joint.sections.exclude(group=None).values_list("group", flat=True)) == {people.labour.pk}
    assert (joint.decision, own.decision, own.group) == (None, asked, people.land)
