"""The pages of drafting, as people of a coalition use them."""

import io
import re
import zipfile
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from openupr.accounts.audit_log import forget_authorship
from openupr.accounts.tests.examples import person
from openupr.coalitions.dates import WhenGiven, enter_published_date
from openupr.coalitions.tests.examples.cast import Cast
from openupr.coalitions.tests.examples.clock import today_there
from openupr.proposals.models import Proposal
from openupr.proposals.proposals import propose
from openupr.submissions.lodging import lodge_submission
from openupr.submissions.models import Paragraph, ParagraphVersion, Remark, SectionTask, SignOn, Submission, Suggestion
from openupr.submissions.paragraphs import add_paragraph
from openupr.web.tests.reading import press

from .conftest import SignIn
from .examples import Drafted

_OF_THE_WHOLE = {"section-add", "validation-projector", "validation-stage", "validation-end"}


def at(draft: Drafted, page: str, **more: object) -> str:
    in_section = page.startswith(
        ("section", "paragraph", "remark", "suggest", "translate", "claim", "restore", "validation-", "stance", "part-")
    )
    parts = draft.at_section if in_section and page not in _OF_THE_WHOLE else draft.at
    return reverse(f"submissions:{page}", kwargs={**parts, **more})


def on_paragraph(draft: Drafted, page: str = "paragraph") -> str:
    return at(draft, page, paragraph=draft.paragraph.pk)


def test_the_second_to_save_sees_both_texts_and_the_joined_one_is_saved(
    people: Cast, draft: Drafted, browser_of: SignIn
) -> None:
    address = on_paragraph(draft)
    dara, chan = browser_of(people.dara), browser_of(people.chan)
    assert dara.post(address, {"text": "Much land was taken.", "version": 1}).status_code == 302
    both = chan.post(address, {"text": "Land was taken. **Nobody** was heard.", "version": 1})
    # What each changed is marked and read as it will be read; below both stand joined, as they are written.
    assert "version 2, saved by Dara" in both.content.decode()
    assert "<ins><strong>Nobody</strong></ins>" in both.content.decode().replace(" </strong>", "</strong>")
    assert "Much land was taken. **Nobody** was heard.</textarea>" in both.content.decode()
    again = chan.get(address)
    assert (again.status_code, again.headers["Location"]) == (303, f"{at(draft, 'section')}#{draft.paragraph.anchor}")
    assert browser_of(people.vuthy).get(address).status_code == 403
    assert both.content.count(b"**Nobody**") == 1
    assert both.status_code == 409
    twice = chan.post(address, {"text": "Land was sold.", "version": 1}).content.decode()
    assert "In 1 place both changed the same words" not in twice  # "Much land" and "sold." do not touch
    assert "Much land was sold.</textarea>" in twice
    assert chan.post(address, {"text": "Both.", "version": 2}).status_code == 302
    assert Paragraph.objects.get(pk=draft.paragraph.pk).text == "Both."


def test_a_paragraph_is_shown_as_it_will_be_read_and_markup_of_pages_is_text(
    people: Cast, draft: Drafted, browser_of: SignIn
) -> None:
    chan = browser_of(people.chan)
    text = "**Bold** and <script>alert(1)</script>^[A source]"
    chan.post(on_paragraph(draft), {"text": text, "version": 1})
    page = chan.get(at(draft, "section")).content.decode()
    assert "<strong>Bold</strong>" in page
    assert "<script>alert" not in page
    assert "<li>A source</li>" in page


def test_a_suggestion_is_shown_as_a_difference_and_taken_over(people: Cast, draft: Drafted, browser_of: SignIn) -> None:
    browser_of(people.rithy).post(on_paragraph(draft, "suggest"), {"text": "Land was taken by force."})
    made = Suggestion.objects.get()
    dara = browser_of(people.dara)
    assert "<ins>taken by force.</ins>" in dara.get(at(draft, "section")).content.decode()
    address = at(draft, "suggestion", suggestion=made.pk)
    dara.post(address, {"do": "reject", "version": 1, "reason": " "})
    assert Suggestion.objects.get().state == "open"
    dara.post(address, {"do": "accept", "version": 1, "text": "Land was taken by force."})
    assert Paragraph.objects.get(pk=draft.paragraph.pk).text == "Land was taken by force."


def test_that_a_paragraph_should_go_is_carried_out_when_accepted(
    people: Cast, draft: Drafted, browser_of: SignIn
) -> None:
    browser_of(people.rithy).post(on_paragraph(draft, "remark"), {"text": "Where was that?"})
    browser_of(people.rithy).post(on_paragraph(draft, "suggest"), {"text": "", "removes": "on"})
    made = Suggestion.objects.get()
    browser_of(people.dara).post(at(draft, "suggestion", suggestion=made.pk), {"do": "accept", "version": 1})
    assert not Paragraph.objects.filter(pk=draft.paragraph.pk).exists()
    told = browser_of(people.sophea).get(at(draft, "rounds")).content.decode()
    assert "Where was that?" in told
    assert "taken out since" in told


def test_over_budget_is_loud_and_stops_nobody(people: Cast, draft: Drafted, browser_of: SignIn) -> None:
    sophea = browser_of(people.sophea)
    given = {"heading": "Developments", "weight": 1, "budget": 10, "group": people.land.pk}
    sophea.post(at(draft, "section-change"), given)
    chan = browser_of(people.chan)
    assert chan.post(at(draft, "paragraph-add"), {"text": "word " * 30}).status_code == 302
    assert "More is planned than is allowed" not in chan.get(at(draft, "submission")).content.decode()
    draft.submission.sections.filter(pk=draft.section.pk).update(budget=6000)
    assert "The words set by hand are 370 more than" in chan.get(at(draft, "submission")).content.decode()
    draft.submission.sections.filter(pk=draft.section.pk).update(budget=10)
    page = chan.get(at(draft, "section")).content.decode()
    assert ("too many</strong>" in page, "not marked as ready" in page) == (True, True)
    Submission.objects.update(arrangement="chapter")
    page = chan.get(at(draft, "section")).content.decode()
    assert '<div data-live="too-many"><div class="notice error"' in page
    # The preview pushes no button down, and has the text of a note.
    new = page[page.index('data-unsent="new-') :]
    assert new.index('class="button primary"') < new.index('class="preview"')
    seen = chan.post(f"{at(draft, 'section')}preview/", {"text": "Land was taken.^[Our report]"}).content.decode()
    assert ("Land was taken. [1]" in seen, "<li>Our report</li>" in seen) == (True, True)
    assert "too many" in sophea.get(at(draft, "submission")).content.decode()


def test_an_organisation_signs_and_only_then_stands_on_the_cover(
    people: Cast, draft: Drafted, browser_of: SignIn
) -> None:
    sophea, nary = browser_of(people.sophea), browser_of(people.nary)
    press(sophea, at(draft, "signing"), at(draft, "signing-open"))
    edition = draft.submission.editions.all()[0]
    assert people.forest.name not in _whole(sophea, draft)
    given = {"organisation": people.forest.pk, "edition": edition.pk}
    nary.post(at(draft, "sign"), given | {"choice": "unnamed"})
    assert people.forest.name not in _whole(sophea, draft)
    nary.post(at(draft, "sign"), given | {"choice": "named"})
    told = browser_of(people.sophea).get(at(draft, "lodge")).content.decode()
    assert "1 organisation is named: its signature holds, also from an earlier edition." in told
    assert people.forest.name in _whole(sophea, draft)
    assert browser_of(people.dara).post(at(draft, "sign"), given | {"choice": "not"}).status_code == 403


def _whole(client: Client, draft: Drafted) -> str:
    """Everything in the Word file that a browser takes away."""
    taken = client.get(at(draft, "file", kind="docx"))
    with zipfile.ZipFile(io.BytesIO(taken.content)) as packed:
        return b"".join(packed.read(name) for name in packed.namelist()).decode("utf-8", "replace")


def test_what_was_lodged_is_kept_byte_by_byte_and_changes_no_more(
    people: Cast, draft: Drafted, browser_of: SignIn
) -> None:
    sophea = browser_of(people.sophea)
    before = sophea.get(at(draft, "file", kind="docx")).content
    assert sophea.post(at(draft, "lodge"), {"lodged_on": "2026-03-20", "receipt": " "}).status_code == 422
    given = {"lodged_on": "2026-03-20", "receipt": "No. 7", "do": "lock"}
    given["seen"] = sophea.get(at(draft, "lodge")).context["form"].initial["seen"]
    asked = sophea.post(at(draft, "lodge"), given | {"do": ""})
    given["uploaded"] = number = asked.context["uploading"].now.number
    edition = f'<a href="{at(draft, "edition", number=number)}">edition {number}</a>'
    assert f"The text that you uploaded: {edition}." in asked.content.decode()
    sophea.post(at(draft, "lodge"), given)
    kept = sophea.get(at(draft, "file", kind="docx"))
    assert kept.content == before
    assert f"-edition-{number}.docx" in kept.headers["Content-Disposition"]
    answer = browser_of(people.chan).post(on_paragraph(draft), {"text": "Later.", "version": 1})
    assert b"This submission is lodged" in answer.content
    assert Paragraph.objects.get(pk=draft.paragraph.pk).text == "Land was taken."


@pytest.mark.parametrize("kind", ["docx", "html", "md"])
def test_a_submission_is_taken_away_under_a_name_that_tells_nothing(
    kind: str, people: Cast, draft: Drafted, browser_of: SignIn
) -> None:
    answer = browser_of(people.vuthy).get(at(draft, "file", kind=kind))
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"] == (
        f'attachment; filename="submission-cambodia-{draft.submission.pk}-draft.{kind}"'
    )


def test_the_draft_is_checked_as_the_file_it_will_be(people: Cast, draft: Drafted, browser_of: SignIn) -> None:
    checked = browser_of(people.chan).get(at(draft, "check")).content.decode()
    assert "No organisation has been asked to sign yet" in checked
    assert checked.count(f'href="{at(draft, "signing")}">Signing on') == 3  # tab, menu, and where it is said
    assert "read OHCHR&#x27;s text before you upload." in checked.split("More about this")[0]
    assert "English was chosen for the submission. There is too little text to check it." in checked
    assert "An organisation&#x27;s own paragraph is on the cover once it signs" in checked
    assert f'href="{at(draft, "signing")}#all-head">To their paragraphs' in checked
    asked = browser_of(people.sophea)
    # What is written on the cover leads back to the check, and to no foreign page.
    cover = f"{at(draft, 'cover')}?{urlencode({'back': at(draft, 'check')})}"
    assert f'href="{cover}#paragraphs-head">To their' in asked.get(at(draft, "check")).content.decode()
    assert f'href="{cover}">Write them on the cover' in asked.get(at(draft, "check")).content.decode()
    said = {"title": "Joint submission of the test", "key_words": "land", "asks_again_from": 5}
    assert asked.post(cover, said).url == at(draft, "check")  # type: ignore[attr-defined]
    foreign = asked.post(f"{at(draft, 'cover')}?back=https://example.org/", said)
    assert foreign.url == at(draft, "submission")  # type: ignore[attr-defined]
    press(asked, at(draft, "signing"), at(draft, "signing-open"))
    introduction = draft.submission.sections.get(kind="introduction")
    Paragraph.objects.filter(pk=draft.paragraph.pk).update(text="In 2008 land was taken.")
    page = asked.get(at(draft, "check")).content.decode()
    assert f'href="{at(draft, "lodge")}"' in page
    # Asked to sign is not yet named, and what is found leads to where it is written.
    assert "none has signed this text and agreed to be named. <a" in " ".join(page.split())
    assert f'{introduction.pk}/#part-{introduction.pk}">To the introduction' in page
    assert f'href="{at(draft, "section")}#{draft.paragraph.anchor}">To the paragraph' in page
    assert "session not yet published" in browser_of(people.sophea).get(at(draft, "lodge")).content.decode()
    assert "There is no result for the whole file" in checked
    odd = browser_of(people.chan).get(at(draft, "editions"), {"from": "zz"}).content.decode()
    assert "“from=zz” in this address is not known and was ignored." in odd
    part = browser_of(people.chan).get(at(draft, "check"), headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part


def test_a_reader_of_another_language_is_told_that_nothing_is_translated_and_where_wordings_are(
    people: Cast, draft: Drafted, browser_of: SignIn
) -> None:
    edition = at(draft, "edition", number=draft.circulation.edition.number)
    in_khmer = browser_of(people.rithy)
    in_khmer.cookies[settings.LANGUAGE_COOKIE_NAME] = "km"
    told = in_khmer.get(edition).content.decode()
    assert ("មិនមានការបកប្រែជា" in told, "អនុសាសន៍ខ្លះមានជា" in told) == (True, False)
    proposal = Proposal.objects.create(group=people.land, number=77, changed=timezone.now())
    proposal.wordings.create(language="km", text="អនុសាសន៍")
    Paragraph.objects.filter(pk=draft.paragraph.pk).update(proposal=proposal)
    assert "អនុសាសន៍ខ្លះមានជា" in in_khmer.get(edition).content.decode()


def test_a_comment_of_a_round_tells_what_became_of_it(people: Cast, draft: Drafted, browser_of: SignIn) -> None:
    sent = browser_of(people.rithy).post(on_paragraph(draft, "remark"), {"text": "Which province?"}, follow=True)
    assert "Comment sent." in sent.content.decode()
    said = Remark.objects.get()
    # Who answers it is another than who closes a comment of their own.
    Remark.objects.filter(pk=said.pk).update(author=people.dara)
    shown = [browser_of(each).get(at(draft, "section")).content.decode() for each in (people.dara, people.chan)]
    assert [("Close your comment" in each, "Answer and close" in each) for each in shown] == [
        (True, False),
        (False, True),
    ]
    Remark.objects.filter(pk=said.pk).update(author=people.rithy)
    # The table of the round leads who may answer it to the comment.
    link = re.compile(rf'href="{at(draft, "section")}#comment-{said.pk}">\s*Answer')
    seen = [browser_of(each).get(at(draft, "rounds")).content.decode() for each in (people.dara, people.rithy)]
    assert [bool(link.search(each)) for each in seen] == [True, False]
    given = at(draft, "remark-answer", remark=said.pk), {"answer": "Named now."}
    answered = browser_of(people.dara).post(*given, follow=True)
    assert answered.redirect_chain == [(f"{at(draft, 'section')}#comment-{said.pk}", 302)]
    page = answered.content.decode()
    assert "Answered. The comment is closed." in page
    by_dara = re.search(r"Dara ·\s+\d+ \w+, \d\d:\d\d:", page)
    assert by_dara
    rounds = browser_of(people.vuthy)
    edition = at(draft, "edition", number=draft.circulation.edition.number)
    assert "Mark as read" in rounds.get(edition).content.decode()
    # Each paragraph has its own link; where nothing is written there is none.
    page = browser_of(people.rithy).get(edition).content.decode()
    to_comment = f'href="{on_paragraph(draft, "remark")}#{draft.paragraph.anchor}"'
    assert (to_comment in page, page.count("/comment/#"), "no translation" in page) == (True, 1, False)
    before = rounds.get(at(draft, "rounds")).content.decode()
    assert ("0 have read it" in before, "Copy a message" in before) == (True, False)
    rounds.post(at(draft, "have-read", number=1))
    assert "Mark as read" not in rounds.get(edition).content.decode()
    told = rounds.get(at(draft, "rounds")).content.decode()
    assert "Named now." in told
    assert "1 has read it" in told  # Rithy commented on one paragraph; Sophea, who circulated it, does not count
    by = browser_of(people.chan).get(at(draft, "rounds")).content.decode().split("Read by:")[1].split("</p>")[0]
    assert ("Vuthy" in by, "Rithy" in by, "Sophea" in by) == (True, False, False)
    draft.circulation.read_by.remove(people.sophea)
    told = browser_of(people.sophea).get(at(draft, "rounds")).content.decode()
    missing = told.split("have not read it")[1].split("</details>")[0]
    assert ("Rithy" in missing, "Sophea" in missing, "Mark as read" in told) == (True, False, True)
    unread = [browser_of(each).get(at(draft, "rounds")).content.decode() for each in (people.rithy, people.chan)]
    assert ["Mark as read" in each for each in unread] == [True, True]


def test_a_round_takes_no_last_day_that_is_past_and_warns_of_one_after_submissions_are_due(
    people: Cast, draft: Drafted, browser_of: SignIn
) -> None:
    sophea, address = browser_of(people.sophea), at(draft, "circulate")
    past = press(sophea, at(draft, "rounds"), address, {"comments_until": "2020-01-31"})
    assert "This day is past." in past.content.decode()
    when = WhenGiven(today_there() + timedelta(days=20))
    given = {"key": "submission-deadline", "when": when, "source": "A letter", "today": today_there()}
    enter_published_date(by=people.sophea, coalition=people.coalition, **given)
    for days, is_late in ((20, False), (21, True)):
        until = {"comments_until": (today_there() + timedelta(days=days)).isoformat()}
        told = press(sophea, at(draft, "rounds"), address, until, follow=True).content.decode()
        assert ("Comments close after submissions are due" in told) is is_late
    assert ("Copy a message" in told, "No e-mail is sent" in told, "Upload changed edition 1" in told) == (True,) * 3


def test_a_round_past_its_day_asks_nobody_whether_they_have_read_it(
    people: Cast, draft: Drafted, browser_of: SignIn
) -> None:
    draft.submission.circulations.update(comments_until=today_there() - timedelta(days=2))
    rithy = browser_of(people.rithy)
    told = rithy.get(at(draft, "rounds")).content.decode()
    assert ("This draft is closed" in told, "Mark as read" in told) == (True, False)
    assert "This draft is closed" in rithy.post(at(draft, "have-read", number=1), follow=True).content.decode()
    assert list(draft.circulation.read_by.all()) == [people.sophea]


def test_a_task_that_was_due_is_shown_as_overdue(people: Cast, draft: Drafted, browser_of: SignIn) -> None:
    given: dict[str, Any] = {"section": draft.section.pk, "organisation": people.forest.pk, "work": "evidence"}
    browser_of(people.sophea).post(at(draft, "task-give"), given | {"due": "2020-01-31"})
    assert "1 task is overdue" in browser_of(people.vuthy).get(at(draft, "submission")).content.decode()
    page = browser_of(people.vuthy).get(at(draft, "tasks")).content.decode()
    assert ('title="Forest Watch finds evidence: 31 January 2020">E!' in page, "nothing yet" in page) == (True, True)
    other_way = browser_of(people.vuthy).get(at(draft, "tasks"), {"by": "organisation"}).content.decode()
    assert '<th scope="row">Forest Watch of the Test</th>' in other_way
    other = draft.submission.sections.filter(group=people.labour)[0]
    SectionTask.objects.create(section=other, organisation=people.forest, work="evidence")
    dara, tasks = browser_of(people.dara), at(draft, "tasks")
    page = dara.get(tasks).content.decode()
    # Only what she may: her own group's sections.
    both = draft.section, other
    assert [f"{at(draft, 'section', section=each.pk)}tasks/" in page for each in both] == [True, False]
    assert [f'<option value="{each.pk}"' in page for each in both] == [True, False]
    told = dara.post(at(draft, "task-give"), given, follow=True).content.decode()
    assert "Task given: Forest Watch finds evidence" in told
    refused = dara.post(
        at(draft, "task-give"), given | {"section": other.pk}, headers={"referer": f"http://testserver{tasks}"}
    )
    assert (refused.status_code, f'href="{tasks}">Go back' in refused.content.decode()) == (403, True)


def test_two_editions_are_compared(people: Cast, draft: Drafted, browser_of: SignIn) -> None:
    chan = browser_of(people.chan)
    chan.post(on_paragraph(draft), {"text": "Land was returned.", "version": 1})
    page = chan.get(at(draft, "editions"), {"from": 1}).content.decode()
    assert "<del>taken.</del><ins>returned.</ins>" in page
    assert chan.get(at(draft, "editions"), {"from": "x", "to": "9" * 30}).status_code == 200


def test_forgetting_takes_the_names_and_leaves_the_texts(people: Cast, draft: Drafted, browser_of: SignIn) -> None:
    browser_of(people.rithy).post(on_paragraph(draft, "remark"), {"text": "Where?"})
    browser_of(people.vuthy).post(at(draft, "have-read", number=1))
    SignOn.objects.create(
        submission=draft.submission,
        organisation=people.forest,
        edition=draft.circulation.edition,
        choice="named",
        said_by=people.nary,
        said_at=timezone.now(),
    )
    lodge_submission(
        by=people.sophea,
        submission=draft.submission,
        word=b"PK",
        receipt="7",
        lodged_on=today_there(),
        now=timezone.now(),
    )
    forget_authorship(circle=people.coalition.key, now=timezone.now())
    assert set(ParagraphVersion.objects.values_list("saved_by", flat=True)) == {None}
    assert [(each.author, each.text) for each in Remark.objects.all()] == [(None, "Where?")]
    assert [(each.said_by, each.choice) for each in SignOn.objects.all()] == [(None, "named")]
    assert not draft.circulation.read_by.exists()


def test_an_outsider_is_told_that_nothing_is_there(draft: Drafted, browser_of: SignIn) -> None:
    maly = browser_of(person("Maly"))
    for page in ("submission", "section", "signing", "editions"):
        assert maly.get(at(draft, page)).status_code == 404
    assert maly.get(at(draft, "file", kind="docx")).status_code == 404


@pytest.mark.parametrize(
    "page",
    ["submission", "section", "validation-section", "validation", "signing", "check", "rounds", "tasks", "annexes"],
)
def test_a_page_asks_the_database_as_often_for_one_paragraph_as_for_many(
    page: str, people: Cast, draft: Drafted, browser_of: SignIn, django_assert_num_queries: Any
) -> None:
    chan, address = browser_of(people.chan), at(draft, page)
    SectionTask.objects.create(section=draft.section, organisation=people.forest, work="evidence")
    chan.get(address)
    with CaptureQueriesContext(connection) as few:
        chan.get(address)
    for number in range(6):
        add_paragraph(by=people.chan, section=draft.section, text=f"Number {number}.", now=timezone.now())
    for work in ("review", "translate"):
        SectionTask.objects.create(section=draft.section, organisation=people.forest, work=work)
    with django_assert_num_queries(len(few)):
        chan.get(address)


def test_what_the_roadmap_says_otherwise_leads_to_its_section(people: Cast, draft: Drafted, browser_of: SignIn) -> None:
    proposal = propose(by=people.chan, group=people.land, text="Now.", language="en", now=timezone.now())
    Proposal.objects.filter(pk=proposal.pk).update(state="adopted")
    Paragraph.objects.filter(pk=draft.paragraph.pk).update(proposal=proposal, taken_over="Before.")
    page = browser_of(people.chan).get(at(draft, "submission")).content.decode()
    told = page.split("In 1 paragraph the roadmap says something else by now")[1].split("</ul>")[0]
    assert f'href="{at(draft, "section")}#{draft.paragraph.anchor}"' in told
