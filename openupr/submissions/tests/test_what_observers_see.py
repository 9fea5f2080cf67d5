"""Observers read what is written and said, not by whom."""

from django.utils import timezone

from openupr.coalitions.tests.examples.cast import Cast
from openupr.submissions.remarks import remark, suggest
from openupr.submissions.rounds import have_read
from openupr.submissions.validation import take_stance

from .conftest import SignIn
from .examples import Drafted
from .test_drafting_pages import at

NOW = timezone.now()
PAGES = ("section", "section-history", "rounds", "annexes", "validation", "validation-section")


def _busy(people: Cast, draft: Drafted) -> None:
    remark(by=people.rithy, paragraph=draft.paragraph, text="Where was it?", now=NOW)
    suggest(by=people.rithy, paragraph=draft.paragraph, text="Much land was taken.", now=NOW)
    have_read(by=people.rithy, circulation=draft.circulation, today=draft.circulation.circulated_on)
    given = {"section": draft.section, "organisation": people.forest}
    take_stance(by=people.sophea, says="object", words="Say how much.", **given)


def test_an_observer_reads_who_wrote_and_objected_nowhere_and_what_was_said_all_the_same(
    people: Cast, draft: Drafted, browser_of: SignIn
) -> None:
    _busy(people, draft)
    hidden = [str(people.chan), str(people.rithy), people.forest.name]
    chan, vuthy = browser_of(people.chan), browser_of(people.vuthy)
    shown_to_members, shown_to_observers = (
        "".join(one.get(at(draft, page)).content.decode() for page in PAGES) for one in (chan, vuthy)
    )
    assert [name in shown_to_members for name in hidden] == [True, True, True]
    assert [name in shown_to_observers for name in hidden] == [False, False, False]
    for said in ("Where was it?", "Much", "Say how much.", "<strong>1</strong> object"):
        assert said in shown_to_observers


def test_an_observer_takes_the_submission_along_and_no_list_of_members(
    people: Cast, draft: Drafted, browser_of: SignIn
) -> None:
    vuthy, chan = browser_of(people.vuthy), browser_of(people.chan)
    lists = [at(draft, "list", name=name, kind="csv") for name in ("tasks", "comments", "validation", "sections")]
    assert [vuthy.get(each).status_code for each in lists] == [403] * 4
    assert [chan.get(each).status_code for each in lists] == [200] * 4
    assert vuthy.get(at(draft, "file", kind="docx")).status_code == 200
    for page in ("submission", "tasks", "rounds", "validation"):
        assert "-list.csv" not in vuthy.get(at(draft, page)).content.decode()
