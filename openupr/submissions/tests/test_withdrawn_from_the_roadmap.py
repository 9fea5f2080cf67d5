"""What a group takes back of its roadmap is told where it stands in a submission; nothing of it goes by itself."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from openupr.coalitions.tests.examples.cast import Cast
from openupr.coalitions.tests.examples.clock import today_there
from openupr.followup.group_lines import let_go, write_in
from openupr.proposals.adoption import decide_proposal
from openupr.proposals.models import Proposal
from openupr.proposals.proposals import propose, save_wording
from openupr.submissions.models import Paragraph, Section, Submission
from openupr.submissions.new_submission import begin_submission
from openupr.submissions.roadmap_texts import since_taken

from .conftest import SignIn

NOW = timezone.now()
FIRST_PAGE = "1 paragraph is here although its group has taken it back"


@pytest.fixture
def submission(people: Cast) -> Submission:
    """A joint submission into which an adopted recommendation and an earlier one have flowed."""
    adopted = propose(by=people.chan, group=people.land, text="Publish all concessions.", language="en", now=NOW)
    Proposal.objects.filter(pk=adopted.pk).update(state="adopted")
    write_in(by=people.chan, group=people.land, text="Title the land.")
    given = {"kind": "joint", "title": "Ours", "groups": [people.land], "today": date(2026, 1, 9), "now": NOW}
    made: Submission = begin_submission(by=people.sophea, coalition=people.coalition, **given)
    return made


def _taken(submission: Submission, kind: str) -> Paragraph:
    return Paragraph.objects.select_related("section").get(
        section__submission=submission, section__kind=kind, taken_over__regex="^[^✎]"
    )


def _pages(submission: Submission, section: Section) -> dict[str, str]:
    at = [submission.coalition.key, submission.pk]
    return {
        "section": reverse("submissions:section", args=[*at, section.pk]),
        "first": reverse("submissions:submission", args=at),
        "lodge": reverse("submissions:lodge", args=at),
    }


def _read(people: Cast, browser_of: SignIn, pages: dict[str, str]) -> dict[str, str]:
    readers = {"section": people.dara, "first": people.dara, "lodge": people.sophea}
    return {name: browser_of(readers[name]).get(address).content.decode() for name, address in pages.items()}


def _settled(people: Cast, paragraph: Paragraph, state: str, *, into: Proposal | None = None) -> Proposal:
    assert paragraph.proposal
    given = {"reason": "Said by others <better>.", "into": into} if state in {"dropped", "merged"} else {}
    return decide_proposal(by=people.dara, proposal=paragraph.proposal, state=state, anyway=True, now=NOW, **given)


@pytest.mark.parametrize(
    ("state", "told", "why"),
    [
        ("dropped", "The group has dropped this recommendation", "Said by others &lt;better&gt;."),
        ("merged", "The group has merged this recommendation into another", "Free the wells"),
        ("proposed", "The group no longer adopts this recommendation", "“proposed” again"),
    ],
)  # fmt: skip
def test_three_pages_say_that_the_group_gave_up_what_stands_here(
    people: Cast, submission: Submission, browser_of: SignIn, state: str, told: str, why: str
) -> None:
    paragraph = _taken(submission, "recommendations")
    into = propose(by=people.chan, group=people.land, text="Free the wells", language="en", now=NOW)
    pages = _pages(submission, paragraph.section)
    before = _read(people, browser_of, pages)
    assert not [name for name, page in before.items() if told in page or FIRST_PAGE in page]
    _settled(people, paragraph, state, into=into if state == "merged" else None)
    after = _read(people, browser_of, pages)
    assert [told in after["section"], why in after["section"]] == [True, True]
    assert "roadmap, which no longer contains it" in after["section"]
    assert [FIRST_PAGE in after[name] for name in ("first", "lodge")] == [True, True]
    assert [pages["section"] in after[name] for name in ("first", "lodge")] == [True, True]
    paragraph.refresh_from_db()
    assert (paragraph.removed, paragraph.text) == (False, "Publish all concessions.")


def test_an_earlier_recommendation_that_the_group_let_go_is_told_too(
    people: Cast, submission: Submission, browser_of: SignIn
) -> None:
    paragraph = _taken(submission, "follow-up")
    assert paragraph.follow_up
    let_go(by=people.chan, follow_up=paragraph.follow_up)
    after = _read(people, browser_of, _pages(submission, paragraph.section))
    assert "The group has removed this from its roadmap" in after["section"]
    assert [FIRST_PAGE in after[name] for name in ("first", "lodge")] == [True, True]


@pytest.mark.parametrize("kind", ["recommendations", "follow-up"])
@pytest.mark.parametrize("do", ["remove", "keep"])
def test_a_writer_takes_it_out_or_keeps_it_and_is_not_asked_again(
    people: Cast, submission: Submission, browser_of: SignIn, kind: str, do: str
) -> None:
    paragraph = _taken(submission, kind)
    if paragraph.follow_up:
        let_go(by=people.chan, follow_up=paragraph.follow_up)
    else:
        _settled(people, paragraph, "dropped")
    assert since_taken(submission).withdrawn == [paragraph]
    at = [submission.coalition.key, submission.pk, paragraph.section_id, paragraph.pk]
    browser_of(people.dara).post(reverse("submissions:paragraph", args=at), {"do": do})
    assert since_taken(submission).withdrawn == []
    assert Paragraph.all_ever.get(pk=paragraph.pk).removed == (do == "remove")


def test_what_was_kept_is_asked_about_again_when_the_group_moves_it_once_more(
    people: Cast, submission: Submission, browser_of: SignIn
) -> None:
    paragraph = _taken(submission, "recommendations")
    proposal = _settled(people, paragraph, "dropped")
    at = [submission.coalition.key, submission.pk, paragraph.section_id, paragraph.pk]
    browser_of(people.dara).post(reverse("submissions:paragraph", args=at), {"do": "keep"})
    later = timezone.now() + timedelta(days=1)
    for state in ("draft", "proposed", "adopted"):
        decide_proposal(by=people.dara, proposal=proposal, state=state, anyway=True, now=later)
        assert len(since_taken(submission).withdrawn) == (state != "adopted")


def test_the_roadmap_says_something_else_is_told_on_the_lodge_page_and_before_a_part_is_approved(
    people: Cast, submission: Submission, browser_of: SignIn
) -> None:
    paragraph = _taken(submission, "recommendations")
    assert paragraph.proposal
    _settled(people, paragraph, "proposed")
    save_wording(by=people.chan, proposal=paragraph.proposal, language="en", text="Publish them.", version=1, now=NOW)
    _settled(people, paragraph, "adopted")
    after = _read(people, browser_of, _pages(submission, paragraph.section))
    told = "In 1 paragraph the roadmap says something else by now"
    assert [told in after[name] for name in ("first", "lodge")] == [True, True]
    task = paragraph.section.tasks.create(organisation=people.forest, work="approve")
    page, dara = _pages(submission, paragraph.section)["section"], browser_of(people.dara)
    seen = " ".join(dara.get(page).content.decode().split())
    assert f'<a class="small" href="#{paragraph.anchor}">Decide first' in seen
    approve = reverse("submissions:task", args=[people.coalition.key, submission.pk, paragraph.section_id, task.pk])
    asked = dara.post(approve, {"by": "section"}).content.decode()
    assert ("Approve this part?" in asked, f'href="{page}#{paragraph.anchor}"' in asked) == (True, True)
    dara.post(approve, {"by": "section", "sure": "yes"})
    task.refresh_from_db()
    assert task.done_on == today_there()
