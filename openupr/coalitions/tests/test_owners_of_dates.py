"""Who is given a date has it in "For me", and says that it is done."""

import re
from datetime import timedelta
from html import unescape

from django.test import override_settings
from django.urls import reverse

from openupr.coalitions.dates import WhenGiven, add_date, add_group_date
from openupr.coalitions.for_me import owed_in
from openupr.timeline.models import Milestone

from .conftest import SignIn
from .examples.cast import Cast
from .test_for_me import NOW, SOON, TODAY, add, asked


def test_a_date_that_is_given_to_a_person_is_in_their_list_and_in_no_other(cast: Cast, browser_of: SignIn) -> None:
    address, dara = reverse("coalitions:new-group-date", kwargs=cast.at_land), browser_of(cast.dara)
    form = dara.get(address).context["form"]
    people = dict(form.fields["whose"].choices)["People"]
    assert (form.initial["whose"], [name for _key, name in people]) == ("the group", ["Chan", "Dara"])
    given = {"title": "Find rooms", "day": SOON.isoformat(), "whose": people[0][0]}
    group = reverse("coalitions:group", kwargs=cast.at_land)
    give = re.search(r'href="([^"]+give=1[^"]+)"', dara.get(group).content.decode())
    assert give
    asked_for = unescape(give[1])
    assert "Give something to do</h1>" in " ".join(dara.get(asked_for).content.decode().split())
    assert list(dara.get(asked_for).context["form"].fields)[:2] == ["title", "whose"]
    assert "errorlist" in dara.post(asked_for, {**given, "whose": ""}).content.decode(), "it is given to somebody"
    at_nine = {**given, "hour": "09:00", "zone": "Asia/Phnom_Penh"}
    with override_settings(OPENUPR_ADDRESS="https://upr.example.org"):
        answer = dara.post(asked_for, at_nine, follow=True)
    assert answer.request["PATH_INFO"] == group
    assert "Given: “Find rooms”. Chan sees it in “For me” now." in answer.content.decode()
    far = {**given, "title": "Thank them", "day": (TODAY + timedelta(days=40)).isoformat()}
    told = dara.post(asked_for, far, follow=True).content.decode()
    assert "Given: “Thank them”. Chan sees it in “For me”, under “Later”." in told
    message = answer.context["given"]
    assert re.match(r"There is something for you to do: [\w ]+, 09:00 \(5 days left\)\. https", message.neutral)
    assert message.neutral.endswith(reverse("coalitions:for-me"))
    assert message.named.startswith("Chan: Find rooms. There is")
    assert asked(cast) == {"Chan"}
    assert [each.whose for each in owed_in(cast.coalition, now=NOW) if each.title == "Find rooms"] == ["Chan"]
    # A name that is typed, such as by an old page, is nobody's: it is not guessed.
    assert "errorlist" in dara.post(address, {**given, "whose": "Chan"}).content.decode()
    # Its rapporteur hears of it too, once its day is over.
    Milestone.objects.filter(title="Find rooms").update(day=TODAY - timedelta(days=1))
    assert asked(cast) == {"Chan", "Dara"}
    one = {**cast.at_land, "number": Milestone.objects.get(title="Find rooms").pk}
    moved = {"day": SOON.isoformat(), "whose": "", "reason": ""}
    told = dara.post(reverse("coalitions:group-date", kwargs=one), moved, follow=True).content.decode()
    assert "No one is named: it is in no one&#x27;s list." in told
    assert asked(cast) == set()


def test_the_owner_of_a_date_marks_it_as_done_and_stays_on_the_page(cast: Cast, browser_of: SignIn) -> None:
    given = {"key": "rooms", "title": "Find rooms", "when": WhenGiven(TODAY - timedelta(days=1)), "today": TODAY}
    ours = add_date(by=cast.sophea, coalition=cast.coalition, person=cast.chan, **given)
    theirs = add_group_date(by=cast.dara, group=cast.land, person=cast.chan, **given)
    pages = [reverse("coalitions:for-me"), reverse("coalitions:group-timeline", kwargs=cast.at_land)]
    for date in (ours, theirs):
        address = reverse("coalitions:own-date-done", kwargs={**cast.at_coalition, "number": date.pk})
        for page in pages:
            assert f'action="{address}"' in browser_of(cast.chan).get(page).content.decode()
            assert f'action="{address}"' not in browser_of(cast.dara).get(page).content.decode()
        refused = browser_of(cast.nary).post(address, {"done": "yes"}, follow=True).content.decode()
        assert "This date has another owner." in refused
        assert not Milestone.objects.filter(pk=date.pk, status="done").exists()
        for back, leads_to in ((pages[0], pages[0]), ("https://example.org/", None)):
            answer = browser_of(cast.chan).post(address, {"done": "yes", "back": back}, follow=True)
            assert answer.request["PATH_INFO"].endswith(leads_to or "/timeline/")
            assert "“Find rooms” is marked as done." in answer.content.decode()
        date.refresh_from_db()
        assert (date.status, date.done_on) == ("done", TODAY)
    assert asked(cast) == set()
    browser_of(cast.chan).post(address, {"done": "no"})
    assert asked(cast) == {"Chan", "Dara"}


def test_a_date_of_the_coalition_is_given_to_a_person_and_an_owner_in_old_words_can_stay(
    cast: Cast, browser_of: SignIn
) -> None:
    add(cast, "Chan of the land group")
    assert asked(cast) == {"Sophea"}
    number = Milestone.objects.get(key="rooms").pk
    sophea, address = browser_of(cast.sophea), reverse("coalitions:date", args=[cast.coalition.key, number])
    shown = sophea.get(address).content.decode()
    assert '<option value="Chan of the land group" selected>' in shown
    sophea.post(address, {"day": SOON.isoformat(), "whose": "Chan of the land group"})
    assert Milestone.objects.get(key="rooms").whose == "Chan of the land group"
    sophea.post(address, {"day": SOON.isoformat(), "whose": f"person-{cast.chan.pk}"})
    assert asked(cast) == {"Chan"}
