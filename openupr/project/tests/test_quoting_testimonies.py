"""A submission quotes testimonies by reference: as far as their authors agreed, and as long as they agree."""

from dataclasses import asdict
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now

from openupr.coalitions.models import Coalition
from openupr.coalitions.tests.examples.cast import Cast, cast
from openupr.coalitions.tests.examples.clock import today_there
from openupr.documents.word import write_markdown, write_word
from openupr.files.word import read_word
from openupr.files.word.with_changes import read_returned
from openupr.returning.units import returned_of
from openupr.submissions.citations import citations
from openupr.submissions.document import document_of, public_version
from openupr.submissions.lodging import lodge_submission
from openupr.submissions.models import Paragraph, ParagraphVersion, Submission
from openupr.submissions.returned_files import compared_with, for_comments
from openupr.submissions.rounds import circulate
from openupr.submissions.signing import ask_to_sign, sign_on, signing_of
from openupr.submissions.tests.examples import Drafted, drafted
from openupr.testimonies.boxes import close_box, open_box
from openupr.testimonies.models import Testimony
from openupr.testimonies.rules.codes import fresh_code
from openupr.testimonies.testimonies import put_testimony_in, release, set_aside
from openupr.testimonies.withdrawals import withdraw

DAY = date(2018, 3, 14)
MARK = "]]^[Testimony given to the coalition.]"


@pytest.fixture
def people(db: None) -> Cast:
    return cast()


@pytest.fixture
def draft(people: Cast) -> Drafted:
    return drafted(people)


def released(people: Cast, **words: str) -> dict[str, str]:
    """A released testimony of each consent in one box; the codes that take them back."""
    box = open_box(
        by=people.sophea, coalition=people.coalition, title="Told", questions=(), takes_testimonies=True, today=DAY
    )
    codes = {consent: fresh_code() for consent in words}
    for consent, text in words.items():
        put_testimony_in(box=box, code=codes[consent], text=text, phrase="", consent=consent)
    box = close_box(by=people.sophea, box=box, today=DAY)
    for each in Testimony.objects.select_related("box__coalition"):
        release(by=people.sophea, testimony=each, leaving=each.text, phrase="", looked_at=True, fewer_than_five=False)
    return {consent: code.plain for consent, code in codes.items()}


def quoting(people: Cast, draft: Drafted, consent: str) -> tuple[Client, str]:
    """Chan's browser, once a paragraph quotes the testimony; the section's address."""
    chan = Client()
    chan.force_login(people.chan)
    number = Testimony.objects.get(consent=consent).pk
    paragraph = reverse("submissions:paragraph", kwargs={**draft.at_section, "paragraph": draft.paragraph.pk})
    text = f"One said: [[testimony:{number}{MARK}"
    chan.post(paragraph, {"text": text, "version": 1})
    return chan, reverse("submissions:section", kwargs=draft.at_section)


def test_what_was_released_for_the_submission_is_offered_and_quoted_and_no_more(people: Cast, draft: Drafted) -> None:
    released(people, internal="Only for us.", submission="The river\nrose at night.", public="We want the school.")
    chan, section = quoting(people, draft, "submission")
    offered = [words for words, _markup in chan.get(section).context["quotable"]]
    assert sorted(offered) == ["The river rose at night.", "We want the school."]
    text = write_markdown(document_of(draft.submission))
    assert "One said: “The river rose at night.”" in text
    assert "Testimony given to the coalition." in text
    quoting(people, draft, "internal")
    draft.paragraph.refresh_from_db()
    assert "Only for us." not in write_markdown(document_of(draft.submission)) + chan.get(section).content.decode()


def test_a_withdrawn_quote_shows_nothing_and_who_edits_the_section_is_told(people: Cast, draft: Drafted) -> None:
    codes = released(people, submission="The river rose at night.")
    chan, section = quoting(people, draft, "submission")
    whole = reverse("submissions:submission", kwargs=draft.at)
    history = reverse("submissions:section-history", kwargs=draft.at_section)
    assert "The river rose" in chan.get(history).content.decode()
    assert "withdrawn" not in chan.get(section).content.decode() + chan.get(whole).content.decode()
    withdraw(code=codes["submission"])
    assert "A quote was withdrawn here" in chan.get(section).content.decode()
    assert "1 paragraph has a quote that was withdrawn" in chan.get(whole).content.decode()
    vuthy = Client()
    vuthy.force_login(people.vuthy)
    read = vuthy.get(section)
    assert read.status_code == 200
    assert "A quote was withdrawn here" not in read.content.decode()
    compared = reverse("submissions:editions", kwargs=draft.at) + "?from=1"
    for page in (section, whole, history, compared, reverse("submissions:file", kwargs={**draft.at, "kind": "html"})):
        assert "The river rose" not in chan.get(page).content.decode()
    text = write_markdown(document_of(draft.submission))
    assert "One said: " in text
    assert "testimony:" not in text


def test_editions_and_versions_hold_the_key_of_a_quote_and_none_of_its_words(people: Cast, draft: Drafted) -> None:
    released(people, submission="The river rose at night.")
    quoting(people, draft, "submission")
    edition = ask_to_sign(by=people.sophea, submission=draft.submission, now=now())
    kept = f"{edition.content} {list(ParagraphVersion.objects.values_list('text', flat=True))}"
    assert f"[[testimony:{Testimony.objects.get().pk}]]" in kept
    assert "The river rose" not in kept


def test_kept_files_of_a_lodged_submission_are_made_again_of_its_edition(people: Cast, draft: Drafted) -> None:
    codes = released(people, submission="The river rose at night.")
    chan, _section = quoting(people, draft, "submission")
    edition = ask_to_sign(by=people.sophea, submission=draft.submission, now=now())
    files = asdict(public_version(draft.submission))
    given = {"by": people.sophea, "submission": draft.submission, "receipt": "No. 7", "now": now()}
    lodge_submission(**given, lodged_on=today_there(), **files)
    kept, signing = draft.submission.lodged_files.get(), reverse("submissions:signing", kwargs=draft.at)
    before = [each.text for each in read_word(bytes(kept.word)).paragraphs]
    assert "The river rose" in "".join(before)
    assert "made again" not in chan.get(signing).content.decode()
    # What is written after the lodging is in no file of it.
    Paragraph.objects.filter(pk=draft.paragraph.pk).update(text="Something else.")
    withdraw(code=codes["submission"])
    kept.refresh_from_db()
    assert (bytes(kept.word), bytes(kept.pdf), kept.html, kept.markdown) == (b"", b"", "", "")
    after = [each.text for each in read_word(taken(chan, draft, "docx")).paragraphs]
    assert after == [each.replace("“The river rose at night.”", "") for each in before]
    for kind in ("html", "md"):
        assert "One said:" in taken(chan, draft, kind).decode()
        assert "The river rose" not in taken(chan, draft, kind).decode()
    told = chan.get(reverse("submissions:edition", kwargs={**draft.at, "number": edition.number})).content.decode()
    assert "The river rose" not in told
    assert "The files differ from what was lodged" in chan.get(signing).content.decode()


def taken(browser: Client, draft: Drafted, kind: str) -> bytes:
    """A file of the submission, as the browser gets it."""
    return bytes(browser.get(reverse("submissions:file", kwargs={**draft.at, "kind": kind})).content)


def test_kept_files_that_do_not_quote_it_stay_byte_by_byte(people: Cast, draft: Drafted) -> None:
    codes = released(people, internal="Only for us.", submission="The river rose at night.")
    quoting(people, draft, "submission")
    files = asdict(public_version(draft.submission))
    given = {"by": people.sophea, "submission": draft.submission, "receipt": "No. 7", "now": now()}
    lodge_submission(**given, lodged_on=today_there(), **files)
    withdraw(code=codes["internal"])
    kept = draft.submission.lodged_files.get()
    assert (bytes(kept.word), kept.made_again) == (files["word"], False)


def test_who_signed_is_not_asked_again_because_a_quote_was_withdrawn(people: Cast, draft: Drafted) -> None:
    codes = released(people, submission="The river rose at night. " * 9)
    quoting(people, draft, "submission")
    edition = ask_to_sign(by=people.sophea, submission=draft.submission, now=now())
    given = {"submission": draft.submission, "organisation": people.forest, "edition": edition}
    sign_on(by=people.nary, choice="named", now=now(), **given)
    withdraw(code=codes["submission"])
    assert signing_of(draft.submission).named == [people.forest]


def test_one_that_is_set_aside_again_and_one_of_another_coalition_are_not_quoted(people: Cast, draft: Drafted) -> None:
    released(people, public="The river rose at night.")
    quoting(people, draft, "public")
    set_aside(by=people.sophea, testimony=Testimony.objects.select_related("box__coalition").get())
    assert "The river rose" not in write_markdown(document_of(draft.submission))
    Testimony.objects.update(state="released")
    assert "The river rose" in write_markdown(document_of(draft.submission))
    text = Paragraph.objects.get(pk=draft.paragraph.pk).text
    other = Coalition.objects.create(review=people.coalition.review, name="Another", founded=DAY)
    assert "The river rose" in str(citations([text], draft.submission))
    assert "The river rose" not in str(citations([text], Submission(coalition=other)))


def test_the_file_that_goes_round_holds_no_words_and_what_comes_back_is_the_quotation_again(
    people: Cast, draft: Drafted
) -> None:
    codes = released(people, submission="The river rose at night.")
    quoting(people, draft, "submission")
    round_2 = circulate(by=people.sophea, submission=draft.submission, comments_until=date(2099, 1, 1), now=now())
    sent = write_word(for_comments(round_2))
    for _ in range(2):
        _draft, compared = compared_with(round_2, returned_of(read_returned(sent)))
        assert {each.kind for each in compared.outcomes} == {"unchanged"}
        withdraw(code=codes.pop("submission")) if codes else None
    text = "\n".join(each.text for each in read_word(sent).paragraphs)
    assert "One said: (testimony" in text
    assert "The river rose" not in text
