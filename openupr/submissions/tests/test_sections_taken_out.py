"""A section is taken out after a question, kept with all that is in it, and brought back."""

from datetime import timedelta

import pytest
from django.utils import timezone

from openupr.coalitions.tests.examples.cast import Cast
from openupr.coalitions.tests.examples.clock import today_there
from openupr.submissions.editions import content_of
from openupr.submissions.models import Section
from openupr.submissions.next_steps import open_things
from openupr.submissions.paragraphs import write_paragraph
from openupr.submissions.remarks import add_claim, remark, suggest
from openupr.submissions.rules.refusals import SectionTakenOut
from openupr.submissions.section_tasks import give_task
from openupr.submissions.sections import bring_section_back, contents_of, remove_section
from openupr.submissions.validation import show_to_the_room, take_stance

from .conftest import SignIn
from .examples import Drafted
from .test_drafting_pages import at, on_paragraph

NOW = timezone.now()


def much_in(draft: Drafted, people: Cast) -> None:
    """A comment, a suggestion, a case, an overdue task and an objection in Land's section."""
    section, on = draft.section, {"paragraph": draft.paragraph}
    remark(by=people.rithy, text="Where?", now=NOW, **on)
    suggest(by=people.rithy, text="Much land was taken.", now=NOW, **on)
    add_claim(now=timezone.now(), by=people.chan, source="Her own words", kind="first-hand", case="ask", **on)
    due = today_there() - timedelta(days=3)
    give_task(by=people.sophea, section=section, organisation=people.forest, work="write", due=due)
    take_stance(by=people.sophea, section=section, organisation=people.forest, says="object", words="Say who.")
    show_to_the_room(by=people.sophea, section=section)


def test_a_section_that_was_taken_out_is_in_nothing_and_comes_back_whole(people: Cast, draft: Drafted) -> None:
    submission, section, today = draft.submission, draft.section, today_there()
    much_in(draft, people)
    before, was_open = content_of(submission), open_things(submission, today=today)
    goes = contents_of(section)
    assert (len(goes.paragraphs), goes.remarks, goes.suggestions, goes.claims) == (1, 1, 1, 1)
    remove_section(by=people.sophea, section=section, now=NOW)
    assert section not in submission.sections.all()
    left = open_things(submission, today=today)
    assert (left.remarks, left.suggestions) == ([], [])
    assert [left.objecting, left.overdue, left.overdue_objections, left.cases] == 4 * [[]]
    assert not Section.all_ever.filter(on_projector=True).exists()
    # A page that was still open loses nothing and writes nothing.
    with pytest.raises(SectionTakenOut):
        write_paragraph(by=people.chan, paragraph=draft.paragraph, text="x", version=1, now=NOW)
    bring_section_back(by=people.sophea, section=section)
    assert content_of(submission) == before
    assert open_things(submission, today=today) == was_open


def test_it_is_asked_first_what_goes_and_then_listed_read_and_brought_back(
    people: Cast, draft: Drafted, browser_of: SignIn
) -> None:
    much_in(draft, people)
    sophea, chan = browser_of(people.sophea), browser_of(people.chan)
    asked = sophea.get(at(draft, "section-remove")).content.decode()
    assert "1 paragraph · 9 words · 1 comment · 1 open suggestion · 1 source" in asked
    # A page from before the question: nothing is taken out by it.
    assert sophea.post(at(draft, "section-change"), {"do": "remove"}).headers["Location"] == at(draft, "section-remove")
    assert draft.submission.sections.filter(pk=draft.section.pk).exists()
    sophea.post(at(draft, "section-remove"))
    assert "1 section was taken out" in sophea.get(at(draft, "arrange")).content.decode()
    assert (
        f'href="{at(draft, "taken-out")}">1 section was taken out' in chan.get(at(draft, "submission")).content.decode()
    )
    listed = chan.get(at(draft, "taken-out")).content.decode()
    assert ("Land was taken." in listed, "Bring it back" in listed) == (True, False)
    read = chan.get(at(draft, "section")).content.decode()
    assert ("This section was taken out" in read, "Where?" in read, 'name="text"' in read) == (True, True, False)
    assert chan.get(at(draft, "section-history")).status_code == 200
    late = chan.post(on_paragraph(draft), {"text": "Long thought about.", "version": 1})
    assert (late.status_code, b"Long thought about." in late.content) == (422, True)
    assert sophea.get(at(draft, "validation-section"), follow=True).status_code == 200
    assert "taken out since" in chan.get(at(draft, "rounds")).content.decode()
    assert chan.post(at(draft, "section-bring-back")).status_code == 403
    sophea.post(at(draft, "section-bring-back"))
    assert "Land was taken." in chan.get(at(draft, "file", kind="md")).content.decode()
