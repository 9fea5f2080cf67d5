"""Once it is lodged no page offers to change it; editions and signing say what they are about."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from openupr.coalitions.dates import WhenGiven, enter_published_date
from openupr.coalitions.tests.examples.cast import Cast
from openupr.coalitions.tests.examples.clock import today_there
from openupr.submissions.lodging import lodge_submission
from openupr.submissions.models import SectionTask, SignOn
from openupr.submissions.rules.refusals import NotPutUp
from openupr.submissions.signing import ask_to_sign, sign_on
from openupr.submissions.validation import take_stance

from .conftest import SignIn
from .examples import Drafted
from .test_drafting_pages import at


def lodge(people: Cast, draft: Drafted) -> None:
    today, now = today_there(), timezone.now()
    lodge_submission(
        by=people.sophea, submission=draft.submission, word=b"PK", receipt="No. 7", lodged_on=today, now=now
    )


def test_what_is_lodged_offers_no_form_that_would_change_it(people: Cast, draft: Drafted, browser_of: SignIn) -> None:
    sophea, pages = browser_of(people.sophea), ("cover", "arrange", "section-remove")
    addresses = [*(at(draft, page) for page in pages), at(draft, "returned", number=1)]
    assert all(b'<form method="post"' in sophea.get(each).content for each in addresses)
    lodge(people, draft)
    for address in addresses:
        answer = sophea.get(address, follow=True)
        assert len(answer.redirect_chain) == 1
        assert "Lodged: the text is locked" in answer.content.decode()
    receipt = at(draft, "receipt")
    assert (receipt in sophea.get(at(draft, "submission")).content.decode()) is True
    assert sophea.post(receipt, {"receipt": " "}).status_code == 422
    assert "No. 8 came" in sophea.post(receipt, {"receipt": "No. 8 came"}, follow=True).content.decode()
    assert browser_of(people.dara).post(receipt, {"receipt": "Mine"}).status_code == 403
    page = sophea.get(receipt).content.decode()
    assert ("Add or change receipt" in page, f'href="{receipt}"' in page, "receipt&#x27;s file" in page) == (
        True,
        False,
        True,
    )
    assert '<button class="button primary">Undo the lodging' in " ".join(
        sophea.get(at(draft, "lodging-back")).content.decode().split()
    )
    rounds = sophea.get(at(draft, "rounds")).content.decode()
    assert ("Copy a message" in rounds, "Upload changed edition" in rounds) == (False, False)
    # What somebody had typed when it was lodged is still given back to them.
    refused = sophea.post(at(draft, "cover"), {"title": "Another title", "asks_again_from": 5})
    assert "is lodged and stays" in refused.content.decode()
    assert "Another title" in refused.content.decode()


def test_an_objection_is_not_settled_from_a_page_opened_before_lodging_and_the_words_are_given_back(
    people: Cast, draft: Drafted, browser_of: SignIn
) -> None:
    stance = take_stance(
        by=people.sophea, section=draft.section, organisation=people.forest, says="object", words="Too harsh."
    )
    lodge(people, draft)
    address = at(draft, "stance-settle", stance=stance.pk)
    refused = browser_of(people.sophea).post(address, {"answer": "Reworded by both."})
    stance.refresh_from_db()
    assert (refused.status_code, stance.settled, stance.answer) == (422, False, "")
    assert "is lodged and stays" in refused.content.decode()
    assert "Reworded by both." in refused.content.decode()


def test_the_edition_that_was_lodged_is_called_so_and_what_is_over_is_not_asked(
    people: Cast, draft: Drafted, browser_of: SignIn
) -> None:
    ask_to_sign(by=people.sophea, submission=draft.submission, now=timezone.now())
    late = today_there() - timedelta(days=2)
    SectionTask.objects.create(section=draft.section, organisation=people.forest, work="review", due=late)
    sophea, tasks = browser_of(people.sophea), at(draft, "tasks")
    assert "overdue:" in sophea.get(tasks).content.decode()
    dates = reverse("coalitions:timeline", kwargs=people.at_coalition)
    people_page = reverse("coalitions:people", kwargs=people.at_coalition)
    assert "Make the plan" in sophea.get(dates).content.decode()
    assert "Delete names" not in sophea.get(people_page).content.decode()
    lodge(people, draft)
    assert "overdue:" not in sophea.get(tasks).content.decode()
    timeline = sophea.get(dates).content.decode()
    assert ("Comments close" in timeline, "Make the plan" in timeline) == (False, False)
    told = {"when": WhenGiven(today_there() + timedelta(days=9)), "source": "A letter", "today": today_there()}
    enter_published_date(by=people.sophea, coalition=people.coalition, key="submission-deadline", **told)
    [deadline] = [line for line in sophea.get(dates).context["lines"] if line.entry.key == "submission-deadline"]
    assert deadline.left.startswith("done on ")
    assert "did not answer" in sophea.get(at(draft, "signing")).content.decode()
    own = sophea.get(at(draft, "submission")).content.decode()
    named = [each in own for each in ("The lodged Word file", "Add or change receipt", "The draft as Word")]
    assert named == [True, True, False]
    assert (at(draft, "lodging-back") in own, "Delete names" in own, " are left" in own) == (True, False, False)
    assert "Delete names from history" in sophea.get(people_page).content.decode()
    # The same steps as on the overview.
    steps = sophea.get(reverse("coalitions:coalition", kwargs=people.at_coalition)).context["found"].steps
    assert steps
    assert all(f'href="{each.url}">{each.text}' in own for each in steps)
    page = browser_of(people.vuthy).get(at(draft, "editions")).content.decode()
    assert page.split("All editions")[1].count("To be signed · the same text as edition 1 · as lodged") == 1


def test_an_edition_that_is_not_there_is_compared_with_nothing(
    people: Cast, draft: Drafted, browser_of: SignIn
) -> None:
    page = browser_of(people.chan).get(at(draft, "editions"), {"from": "1", "to": "99"}).content.decode()
    assert "“to=99” in this address is not known" in page
    assert "changed-head" not in page


def test_what_was_not_put_up_for_signing_is_not_signed(people: Cast, draft: Drafted, browser_of: SignIn) -> None:
    given = {"submission": draft.submission, "organisation": people.forest, "choice": "named", "now": timezone.now()}
    with pytest.raises(NotPutUp):
        sign_on(by=people.nary, edition=draft.circulation.edition, **given)
    asked = ask_to_sign(by=people.sophea, submission=draft.submission, now=timezone.now())
    sent = {"organisation": people.forest.pk, "choice": "named"}
    nary, address = browser_of(people.nary), at(draft, "sign")
    refused = nary.post(address, sent | {"edition": draft.circulation.edition.pk})
    assert (refused.status_code, "was not put up for signing" in refused.content.decode()) == (422, True)
    assert not SignOn.objects.exists()
    assert nary.post(address, sent | {"edition": asked.pk}).status_code == 302
