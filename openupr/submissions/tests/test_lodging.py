"""Lodging: asked first, with all that is open; not for a day to come; taken back with a reason where it was wrong."""

from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from openupr.accounts.models import AuditLine
from openupr.coalitions.dates import WhenGiven, enter_published_date
from openupr.coalitions.tests.examples.cast import Cast
from openupr.coalitions.tests.examples.clock import today_of
from openupr.decisions.decisions import ask_organisations
from openupr.submissions.lodging import lodge_submission, take_lodging_back
from openupr.submissions.models import Submission
from openupr.submissions.paragraphs import write_paragraph
from openupr.submissions.remarks import add_claim, remark
from openupr.submissions.rules.refusals import NoReasonForTakingBack, NotLodged, NotYet
from openupr.submissions.validation import take_stance
from openupr.web.tests.reading import press

from .conftest import SignIn
from .examples import Drafted
from .test_drafting_pages import at

NOW = timezone.now()


def lock(browser: Client, draft: Drafted, given: dict[str, str], uploaded: int = 0) -> HttpResponse:
    """Go on and say that it is lodged, in a browser that sends what the page of the question holds."""
    seen = browser.get(at(draft, "lodge")).context["form"].initial["seen"]
    asked = browser.post(at(draft, "lodge"), given | {"seen": seen}).context
    said = {"do": "lock", "seen": asked["seen"], "uploaded": uploaded or asked["uploading"].now.number}
    return browser.post(at(draft, "lodge"), given | said)


def test_a_lodging_is_asked_about_with_all_that_is_open_and_not_for_a_day_to_come(
    people: Cast, draft: Drafted, browser_of: SignIn
) -> None:
    take_stance(by=people.sophea, section=draft.section, organisation=people.forest, says="object", words="Say who.")
    remark(by=people.rithy, paragraph=draft.paragraph, text="Where?", now=NOW)
    add_claim(
        now=timezone.now(), by=people.chan, paragraph=draft.paragraph, source="Her words", kind="first-hand", case="ask"
    )
    sophea, today = browser_of(people.sophea), today_of(people.coalition)
    ask_organisations(by=people.sophea, coalition=people.coalition, question="Who prints?", kind="agree", today=today)
    checked = sophea.get(at(draft, "check")).content.decode()
    assert "You marked 1 of the paragraphs as one person&#x27;s case" in checked
    assert f'href="{at(draft, "section")}#{draft.paragraph.anchor}">To the paragraph' in checked
    assert "paragraph numbered 1 “Land was taken.”" in checked
    assert "whose consent is to be asked" in sophea.get(at(draft, "submission")).content.decode()
    given = {"lodged_on": today.isoformat(), "receipt": "No. 7"}
    tomorrow = sophea.post(at(draft, "lodge"), given | {"lodged_on": (today + timedelta(days=1)).isoformat()})
    assert (tomorrow.status_code, b"That day has not come yet" in tomorrow.content) == (422, True)
    later = today + timedelta(days=1)
    with pytest.raises(NotYet):
        lodge_submission(by=people.sophea, submission=draft.submission, word=b"", receipt="7", lodged_on=later, now=NOW)
    empty = sophea.get(at(draft, "submission")).context["empty"]["n"]
    for page in (sophea.get(at(draft, "lodge")), sophea.post(at(draft, "lodge"), given)):
        told = page.content.decode()
        assert "1 objection is not settled" in told
        assert "1 decision is not closed" in told
        assert "Forest Watch of the Test, Developments since the last review: Land" in told
        assert "no owner yet" in told
        assert "1 comment is open" in told
        assert "whose consent is to be asked" in told
        assert told.index(f"{empty} parts in ") < told.index("on the draft are open until")
        assert "Not heard yet:</a> Forest Watch of the Test" in told
    assert Submission.objects.get().state == "drafting"
    written = AuditLine.objects.count()
    sophea.get(at(draft, "lodge"))
    sophea.post(at(draft, "lodge"), given)
    assert AuditLine.objects.count() == written
    for key, days in (("submission-deadline", 200), ("review", 400)):
        when = WhenGiven(today + timedelta(days=days))
        enter_published_date(
            by=people.sophea, coalition=people.coalition, key=key, when=when, source="A letter", today=today
        )
    overview = reverse("coalitions:coalition", kwargs=people.at_coalition)
    assert sophea.get(overview).context["next_date"].entry.key == "submission-deadline"
    lock(sophea, draft, given)
    after, timeline = sophea.get(overview), reverse("coalitions:timeline", kwargs=people.at_coalition)
    soon = [after.context["next_date"], after.context["due"][0], sophea.get(timeline).context["soon"]]
    assert {soon[0].entry.key, soon[2].entry.key} == {"in-country-pre-session"}
    assert "Close 1 open decision" in after.content.decode()
    assert b"Submissions are due" not in sophea.get(reverse("coalitions:coalitions")).content


def test_once_asked_to_sign_the_check_lists_what_is_open_and_the_pages_of_lodging_lead_there(
    people: Cast, draft: Drafted, browser_of: SignIn
) -> None:
    remark(by=people.rithy, paragraph=draft.paragraph, text="Where?", now=NOW)
    sophea, given = browser_of(people.sophea), {"lodged_on": today_of(people.coalition).isoformat(), "receipt": "No. 7"}
    press(sophea, at(draft, "signing"), at(draft, "signing-open"))
    assert "1 comment is open" in sophea.get(at(draft, "check")).content.decode()
    for page in (sophea.get(at(draft, "lodge")), sophea.post(at(draft, "lodge"), given)):
        told = page.content.decode()
        brief = " ".join(told.split(f'href="{at(draft, "check")}"')[-1].split())
        assert "1 of 2 groups wrote nothing; 1 organisation has not answered; 1 comment is open; 1 more thing" in brief


def test_who_asks_the_organisations_to_sign_reads_how_many_groups_wrote_nothing(
    people: Cast, draft: Drafted, browser_of: SignIn
) -> None:
    for reader in (people.sophea, people.chan):
        if reader == people.sophea:
            press(browser_of(reader), at(draft, "signing"), at(draft, "signing-open"))
        page = browser_of(reader).get(at(draft, "signing")).content.decode()
        assert "1 of 2 groups wrote nothing." in page
    draft.submission.sections.filter(group=people.land).update(group=None)
    assert "1 of 1 group wrote nothing." in browser_of(people.sophea).get(at(draft, "signing")).content.decode()


def test_what_was_lodged_by_mistake_is_taken_back_with_a_reason_and_its_files_stay(
    people: Cast, draft: Drafted, browser_of: SignIn
) -> None:
    submission, today = draft.submission, today_of(people.coalition)
    with pytest.raises(NotLodged):
        take_lodging_back(by=people.sophea, submission=submission, reason="x", today=today)
    sophea = browser_of(people.sophea)
    given = {"lodged_on": today.isoformat(), "receipt": "No. 7"}
    lock(sophea, draft, given)
    first = sophea.get(at(draft, "file", kind="docx")).content
    submission.refresh_from_db()
    with pytest.raises(NoReasonForTakingBack):
        take_lodging_back(by=people.sophea, submission=submission, reason=" ", today=today)
    assert browser_of(people.dara).post(at(draft, "lodging-back"), {"reason": "x"}).status_code == 403
    sophea.post(at(draft, "lodging-back"), {"reason": "It was the training site."})
    submission.refresh_from_db()
    assert (submission.state, submission.lodged_on, submission.receipt) == ("signing", None, "")
    assert AuditLine.objects.filter(what="submissions.take-lodging-back", who=people.sophea).count() == 1
    write_paragraph(by=people.chan, paragraph=draft.paragraph, text="Land was returned.", version=1, now=NOW)
    kept = submission.lodged_files.get()
    chan = browser_of(people.chan)
    told = chan.get(at(draft, "signing")).content.decode()
    assert ("It was the training site." in told, "No. 7" in told) == (True, True)
    assert chan.get(at(draft, "lodged-before", number=kept.pk, kind="docx")).content == first
    lock(sophea, draft, given)
    second = chan.get(at(draft, "file", kind="docx")).content
    assert (second != first, submission.lodged_files.count()) == (True, 2)
