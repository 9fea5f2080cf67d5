"""What the page of a section tells, beside the texts."""

import pytest
from django.utils import timezone

from openupr.coalitions.coalition import coalitions_of
from openupr.coalitions.for_me import waiting_for
from openupr.coalitions.models import Participation
from openupr.coalitions.tests.examples.cast import Cast
from openupr.coalitions.tests.examples.clock import today_there
from openupr.submissions.models import Paragraph, ParagraphVersion, SectionTask

from .conftest import SignIn
from .examples import Drafted
from .test_drafting_pages import at, on_paragraph


def test_notes_and_sources_bear_the_numbers_that_word_gives_them(
    people: Cast, draft: Drafted, browser_of: SignIn
) -> None:
    dara = browser_of(people.dara)
    dara.post(on_paragraph(draft), {"text": "Taken.^[One.]^[Two.]", "version": 1})
    dara.post(on_paragraph(draft, "claim-add"), {"source": "Three.", "kind": "official"})
    dara.post(at(draft, "paragraph-add"), {"text": "- a\n- b^[Four.]"})
    page = dara.get(at(draft, "section")).content.decode()
    assert [f"[{number}]" in page for number in range(1, 6)] == [True] * 4 + [False]
    assert '<ol class="noted" start="4"><li>Four.</li></ol>' in page
    # While one writes the first text of a part, the words of its heading are counted, too.
    heading = draft.submission.sections.get(group=people.land, kind="follow-up").part_heading
    assert f'data-saved-words="-{len(heading.split())}"' in page


def test_what_waits_on_a_draft_leads_to_where_it_stands(people: Cast, draft: Drafted, browser_of: SignIn) -> None:
    chan = browser_of(people.chan)
    for text in ("Which lake?", "Since when?"):
        chan.post(on_paragraph(draft, "remark"), {"text": text})
    SectionTask.objects.create(section=draft.section, organisation=people.forest, work="evidence")
    seen = [browser_of(each).get(at(draft, "section")).content.decode() for each in (people.chan, people.dara)]
    assert ["finds evidence" in each for each in seen] == [True, True]
    assert ["Mark evidence as found (Forest Watch)" in each for each in seen] == [False, True]
    assert ["Dara can mark it as done." in each for each in seen] == [True, False]
    task = draft.section.tasks.get()
    done = browser_of(people.dara).post(at(draft, "task", section=draft.section.pk, task=task.pk), follow=True)
    assert done.redirect_chain == [(f"{at(draft, 'section')}#task-{task.pk}", 302)]
    said = ("Marked as evidence found: Forest Watch", "Mark as not found")
    assert [each in done.content.decode() for each in said] == [True, True]
    browser_of(people.dara).post(at(draft, "task", section=draft.section.pk, task=task.pk))
    Participation.objects.filter(person=people.dara).update(organisation=people.forest)
    assert "(your organisation)" in browser_of(people.dara).get(at(draft, "section")).content.decode()
    # A part that no organisation was asked to write: who writes it, and whether it is done.
    assert "Dara writes" in " ".join(seen[0].split())
    settle = at(draft, "part-done")
    marked = browser_of(people.dara).post(settle, follow=True)
    assert marked.redirect_chain == [(f"{at(draft, 'section')}#done-{draft.section.pk}", 302)]
    assert ["Mark as not ready" in page for page in (marked.content.decode(), seen[1])] == [True, False]
    browser_of(people.dara).post(settle)
    draft.section.paragraphs.update(removed=True)
    assert "This part is empty" in browser_of(people.dara).post(settle, follow=True).content.decode()
    Paragraph.all_ever.filter(section=draft.section).update(removed=False)
    people.land.rapporteur_terms.update(until=today_there())
    assert "A coordinator can mark it as done." in chan.get(at(draft, "section")).content.decode()
    page = chan.get(at(draft, "submission")).content.decode()
    first = draft.paragraph.remarks.first()
    place = f'<a href="{at(draft, "section")}#comment-{first and first.pk}">{draft.section.heading}</a> (2)'
    assert "2 comments are open" in page
    assert place in page
    # Each open comment leads to the next one; the last that was answered, to the mark.
    sophea, (one, other) = browser_of(people.sophea), draft.paragraph.remarks.values_list("pk", flat=True)
    page = sophea.get(at(draft, "section")).content.decode()
    assert [f'<a href="#comment-{each}">Next comment</a>' in page for each in (one, other)] == [True, True]
    for each, leads_to in ((one, f"#comment-{other}"), (other, f"#marks-{draft.section.pk}")):
        sophea.post(at(draft, "remark-answer", remark=each), {"answer": "Tonle Sap."})
        page = sophea.get(at(draft, "section")).content.decode()
        assert f'<a href="{leads_to}">' in page.partition(f'id="comment-{each}"')[2]


def test_who_changes_a_text_takes_its_marks_away_and_is_told(people: Cast, draft: Drafted, browser_of: SignIn) -> None:
    dara, day = browser_of(people.dara), today_there()
    for work in ("approve", "evidence"):
        SectionTask.objects.create(section=draft.section, organisation=people.forest, work=work, due=day, done_on=day)
    dara.post(at(draft, "part-done"))
    page = dara.get(at(draft, "section")).content.decode()
    assert [each in page for each in ("Take back the approval", "Mark as not ready")] == [True, True]
    moved = dara.post(on_paragraph(draft), {"text": draft.paragraph.text, "version": 1, "do": "up"}, follow=True)
    assert "No longer marked" not in moved.content.decode(), "the text is the same"
    saved = dara.post(on_paragraph(draft), {"text": "Taken.", "version": 1}, follow=True).content.decode()
    assert "No longer marked: this part as ready; approval by Forest Watch. They can" in saved
    assert [each in saved for each in ("Approve this part (Forest Watch)", "asked again")] == [True, True]
    draft.section.refresh_from_db()
    marked = dict(draft.section.tasks.values_list("work", "done_on"))
    assert (draft.section.done_on, marked) == (None, {"approve": None, "evidence": day})
    waits = waiting_for(people.nary, coalitions_of(people.nary), now=timezone.now())
    [asked] = [each.title for each in waits if each.kind.key == "section-task"]
    assert "has changed since it was marked as approved. Look at it again." in asked
    approved = draft.section.tasks.get(work="approve")
    dara.post(at(draft, "task", section=draft.section.pk, task=approved.pk))
    assert "asked again" not in dara.get(at(draft, "section")).content.decode()


def test_a_form_is_drawn_where_its_link_was_followed_and_is_on_no_page_before(
    people: Cast, draft: Drafted, browser_of: SignIn
) -> None:
    dara = browser_of(people.dara)
    dara.post(on_paragraph(draft, "claim-add"), {"source": "A survey.", "kind": "official"})
    claim = draft.paragraph.claims.get()
    asked = {
        "Suggested text": on_paragraph(draft, "suggest"),
        "Add the end note": on_paragraph(draft, "claim-add"),
        "Save the source": at(draft, "claim-change", claim=claim.pk),
    }
    page = dara.get(at(draft, "section")).content.decode()
    for words, address in asked.items():
        assert (f'href="{address}#' in page, words in page) == (True, False)
        shown = dara.get(address).content.decode()
        assert [each in shown for each in asked] == [each == words for each in asked]
    assert "Nothing was changed" not in shown
    # Who may not write is told, and a locked section leads back.
    assert browser_of(people.vuthy).get(asked["Add the end note"]).status_code == 403


@pytest.mark.parametrize("text", ["\u200b", " \u2060\n\u202e"])
def test_a_paragraph_that_nobody_can_see_is_refused_and_none_is_turned_round(
    text: str, people: Cast, draft: Drafted, browser_of: SignIn
) -> None:
    dara = browser_of(people.dara)
    refused = dara.post(on_paragraph(draft), {"text": text, "version": 1})
    assert "there is no word in it" in refused.content.decode()
    dara.post(on_paragraph(draft), {"text": "Land \u202ewas\u202c ភូមិ\u200bនេះ", "version": 1})
    assert Paragraph.objects.get(pk=draft.paragraph.pk).text == "Land was ភូមិ\u200bនេះ"


def test_a_suggestion_of_the_same_words_is_refused_and_kept_in_its_box(
    people: Cast, draft: Drafted, browser_of: SignIn
) -> None:
    answer = browser_of(people.chan).post(on_paragraph(draft, "suggest"), {"text": f" {draft.paragraph.text} "})
    assert (answer.status_code, draft.paragraph.suggestions.count()) == (422, 0)
    assert "This is the current text" in answer.content.decode()
    for form in ("suggest", "remark", "claim-add"):
        assert "Nothing was changed" in browser_of(people.chan).post(on_paragraph(draft, form), {}).content.decode()


def test_who_writes_what_another_took_out_loses_nothing(people: Cast, draft: Drafted, browser_of: SignIn) -> None:
    browser_of(people.dara).post(on_paragraph(draft), {"do": "remove"})
    answer = browser_of(people.chan).post(on_paragraph(draft), {"text": "Long thought about.", "version": 1})
    assert answer.status_code == 409
    assert b"Long thought about." in answer.content
    last = ParagraphVersion.objects.filter(anchor=draft.paragraph.anchor)[0]
    browser_of(people.chan).post(at(draft, "restore", version=last.pk), {"seen": last.version})
    assert Paragraph.objects.get(pk=draft.paragraph.pk).text == "Land was taken."


def test_a_section_that_was_moved_stays_open_where_it_stands(people: Cast, draft: Drafted, browser_of: SignIn) -> None:
    sophea, key = browser_of(people.sophea), draft.section.pk
    before = list(draft.submission.sections.values_list("pk", flat=True))
    page = sophea.post(at(draft, "section-change"), {"do": "up"}, follow=True)
    assert page.redirect_chain[0][0].endswith(f"#section-{key}")
    text = page.content.decode()
    assert text.count("<details open>") == text[text.index(f'id="section-{key}"') :].count("<details open>") == 1
    assert list(draft.submission.sections.values_list("pk", flat=True)).index(key) == before.index(key) - 1
    assert "<details open>" not in sophea.get(at(draft, "arrange"), {"change": "x"}).content.decode()


def test_who_may_not_write_any_more_is_given_back_what_was_typed(
    draft: Drafted, browser_of: SignIn, people: Cast
) -> None:
    answer = browser_of(people.vuthy).post(on_paragraph(draft), {"text": "Long <thought> about.", "version": 1})
    assert answer.status_code == 403
    assert "Long &lt;thought&gt; about.</textarea>" in answer.content.decode()
