"""Sources are part of a section's history: who added, changed and took away which; any is brought back."""

import re

import pytest
from django.test import Client
from django.utils import timezone

from openupr.accounts.audit_log import forget_authorship
from openupr.coalitions.tests.examples.cast import Cast
from openupr.coalitions.tests.examples.clock import today_there
from openupr.submissions.editions import content_of
from openupr.submissions.lodging import lodge_submission
from openupr.submissions.models import Claim, ClaimVersion
from openupr.submissions.remarks import add_claim, change_claim, remove_claim

from .conftest import SignIn
from .examples import Drafted
from .test_drafting_pages import at


@pytest.fixture
def changed(people: Cast, draft: Drafted) -> Claim:
    """A source that Chan added and Dara said otherwise, followed by another."""
    claim = add_claim(now=timezone.now(), by=people.chan, paragraph=draft.paragraph, source="A report, 2025", kind="un")
    add_claim(now=timezone.now(), by=people.chan, paragraph=draft.paragraph, source="The second", kind="press")
    said = {"source": "A report, 2026", "kind": "press", "day": None, "reliability": "likely", "case": ""}
    return change_claim(now=timezone.now(), by=people.dara, claim=claim, **said)


def lines(browser: Client, draft: Drafted) -> list[str]:
    """Each line of the history, as it is read."""
    page = browser.get(at(draft, "section-history")).content.decode()
    return [" ".join(re.sub("<[^>]+>", " ", each).split()) for each in page.split("<li>")[1:] if "source" in each]


def bringing_back(browser: Client, draft: Drafted, version: ClaimVersion) -> tuple[str, dict[str, str]]:
    """The address of the button beside a version of a source, and what its form sends."""
    address = at(draft, "claim-bring-back", version=version.pk)
    page = browser.get(at(draft, "section-history")).content.decode()
    seen = re.search(r'name="seen" value="(\d+)"', page.split(f'action="{address}"')[1])
    assert seen is not None
    return address, {"seen": seen[1]}


def sources(draft: Drafted) -> list[str]:
    """The end notes of the paragraph, in their order."""
    [section] = [each for each in content_of(draft.submission)["sections"] if each["paragraphs"]]
    return list(section["paragraphs"][0]["sources"])


def test_who_added_changed_and_took_away_which_source_is_told_to_members(
    people: Cast, draft: Drafted, browser_of: SignIn, changed: Claim
) -> None:
    remove_claim(now=timezone.now(), by=people.chan, claim=changed)
    told = lines(browser_of(people.chan), draft)
    done = [re.search(r"(Chan|Dara) · source (added|changed|removed)", each) for each in told]
    assert [each and each[0] for each in done] == [
        "Chan · source removed", "Dara · source changed", "Chan · source added", "Chan · source added",
    ]  # fmt: skip
    assert ("2025" in told[1], "2026" in told[1], "UN document" in told[1], "likely" in told[1]) == (True,) * 4
    assert not any("Chan" in each or "Dara" in each for each in lines(browser_of(people.vuthy), draft))
    forget_authorship(circle=people.coalition.key, now=timezone.now())
    assert set(ClaimVersion.objects.values_list("saved_by", flat=True)) == {None}


def test_a_source_that_was_taken_away_stands_again_where_it_stood(
    people: Cast, draft: Drafted, browser_of: SignIn, changed: Claim
) -> None:
    remove_claim(now=timezone.now(), by=people.chan, claim=changed)
    assert sources(draft) == ["The second"]
    chan, [first] = browser_of(people.chan), ClaimVersion.objects.filter(source="A report, 2025")
    answer = chan.post(*bringing_back(chan, draft, first), follow=True)
    assert "Brought back, with its end note." in answer.content.decode()
    assert sources(draft) == ["A report, 2025", "The second"]
    assert Claim.objects.get(source="A report, 2025").kind == "un"
    assert "source brought back" in lines(chan, draft)[0]


def test_a_source_is_not_brought_back_over_what_somebody_said_since(
    people: Cast, draft: Drafted, browser_of: SignIn, changed: Claim
) -> None:
    chan, [first] = browser_of(people.chan), ClaimVersion.objects.filter(source="A report, 2025")
    address, form = bringing_back(chan, draft, first)
    said = {"source": "A report of last year", "kind": "press", "day": None, "reliability": "", "case": ""}
    change_claim(now=timezone.now(), by=people.dara, claim=changed, **said)
    for sent in (form, {}, {"seen": "x"}):
        assert "Somebody changed this source meanwhile" in chan.post(address, sent, follow=True).content.decode()
    assert sources(draft) == ["A report of last year", "The second"]
    chan.post(*bringing_back(chan, draft, first))
    assert sources(draft) == ["A report, 2025", "The second"]


def test_who_may_not_write_brings_no_source_back_nor_does_anybody_once_it_is_lodged(
    people: Cast, draft: Drafted, browser_of: SignIn, changed: Claim
) -> None:
    [first] = ClaimVersion.objects.filter(source="A report, 2025")
    chan = browser_of(people.chan)
    address, form = bringing_back(chan, draft, first)
    assert browser_of(people.vuthy).post(address, form).status_code == 403
    given = {"word": b"PK", "receipt": "7", "lodged_on": today_there(), "now": timezone.now()}
    lodge_submission(by=people.sophea, submission=draft.submission, **given)
    assert "is lodged and stays" in chan.post(address, form, follow=True).content.decode()
    assert sources(draft) == ["A report, 2026", "The second"]


def test_saying_the_same_again_is_no_save(people: Cast, changed: Claim) -> None:
    before = ClaimVersion.objects.count()
    said = {name: getattr(changed, name) for name in ("source", "kind", "day", "reliability", "case")}
    change_claim(now=timezone.now(), by=people.dara, claim=changed, **said)
    assert ClaimVersion.objects.count() == before
