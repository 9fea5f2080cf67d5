"""Who agreed at the validation meeting agreed to a wording; once that is another, the page says so."""

import re

from django.utils import timezone

from openupr.coalitions.tests.examples.cast import Cast
from openupr.submissions.models import Paragraph, Stance, Submission, wording_of
from openupr.submissions.paragraphs import write_paragraph
from openupr.submissions.validation import rows

from .conftest import SignIn
from .examples import Drafted
from .test_drafting_pages import at

EARLIER, COUNTED = "on an earlier wording", "1 agreed to an earlier wording of this section."


def _agree(people: Cast, draft: Drafted, browser_of: SignIn) -> None:
    browser_of(people.sophea).post(at(draft, "stance"), {"organisation": people.forest.pk, "says": "agree"})


def _write(people: Cast, draft: Drafted, text: str) -> None:
    paragraph = Paragraph.objects.get(pk=draft.paragraph.pk)
    write_paragraph(by=people.chan, paragraph=paragraph, text=text, version=paragraph.version, now=timezone.now())


def test_an_agreement_is_marked_once_the_paragraph_is_replaced_and_no_more_when_it_is_brought_back(
    people: Cast, draft: Drafted, browser_of: SignIn
) -> None:
    sophea, page = browser_of(people.sophea), at(draft, "validation-section")
    before = draft.paragraph.text
    _agree(people, draft, browser_of)
    assert EARLIER not in sophea.get(page).content.decode()
    _write(people, draft, "Something else altogether.")
    assert EARLIER in sophea.get(page).content.decode()
    assert "1 to an earlier wording" in sophea.get(at(draft, "validation")).content.decode()
    _write(people, draft, before)
    assert EARLIER not in sophea.get(page).content.decode()


def test_who_agrees_anew_agrees_to_the_words_of_today(people: Cast, draft: Drafted, browser_of: SignIn) -> None:
    sophea, page = browser_of(people.sophea), at(draft, "validation-section")
    _agree(people, draft, browser_of)
    agrees = f'<span class="visually-hidden">: {people.forest.name}</span></button>'
    assert agrees not in sophea.get(page).content.decode()
    _write(people, draft, "Something else altogether.")
    assert agrees in sophea.get(page).content.decode()  # the button is there again
    _agree(people, draft, browser_of)
    assert EARLIER not in sophea.get(page).content.decode()


def test_who_agrees_on_a_page_that_was_opened_before_agrees_to_what_it_showed(
    people: Cast, draft: Drafted, browser_of: SignIn
) -> None:
    sophea, page = browser_of(people.sophea), at(draft, "validation-section")
    forms = re.findall('name="wording" value="([^"]+)"', sophea.get(page).content.decode())
    assert set(forms) == {wording_of(draft.section)}
    _write(people, draft, "Written while the page was open.")
    said = {"organisation": people.forest.pk, "says": "agree", "wording": forms[0]}
    told = sophea.post(at(draft, "stance"), said, follow=True).content.decode()
    assert "The section was changed meanwhile" in told
    assert EARLIER in told


def test_what_an_organisation_says_too_late_stands_on_the_page_to_copy(
    people: Cast, draft: Drafted, browser_of: SignIn
) -> None:
    Submission.objects.filter(pk=draft.submission.pk).update(state=Submission.State.LODGED)
    said = {"organisation": people.forest.pk, "says": "object", "words": "Too harsh <b>here</b>."}
    answer = browser_of(people.sophea).post(at(draft, "stance"), said)
    assert answer.status_code == 422
    assert "Too harsh &lt;b&gt;here&lt;/b&gt;." in answer.content.decode()


def test_the_room_and_observers_see_how_many_and_the_list_which(
    people: Cast, draft: Drafted, browser_of: SignIn
) -> None:
    _agree(people, draft, browser_of)
    _write(people, draft, "Something else altogether.")
    browser_of(people.sophea).post(at(draft, "validation-show"))
    assert COUNTED in browser_of(people.vuthy).get(at(draft, "validation-stage")).content.decode()
    told = {(each["organisation"], each["earlier_wording"]) for each in rows(draft.submission) if each["says"]}
    assert told == {(people.forest.name, True)}


def test_of_what_was_said_before_wordings_were_kept_and_of_objections_nothing_is_told(
    people: Cast, draft: Drafted, browser_of: SignIn
) -> None:
    sophea, page = browser_of(people.sophea), at(draft, "validation-section")
    _agree(people, draft, browser_of)
    Stance.objects.update(wording="")
    _write(people, draft, "Something else altogether.")
    assert EARLIER not in sophea.get(page).content.decode()
    sophea.post(at(draft, "stance"), {"organisation": people.forest.pk, "says": "object", "words": "Too harsh."})
    _write(people, draft, "Something else again.")
    assert EARLIER not in sophea.get(page).content.decode()
