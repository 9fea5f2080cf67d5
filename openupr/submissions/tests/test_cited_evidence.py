"""Evidence of the follow-up in a submission: cited as an end note, its file annexed."""

from datetime import date

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from openupr.coalitions.tests.examples.cast import Cast, another_coalition
from openupr.documents.word import write_word
from openupr.files.word import read_word
from openupr.followup.evidence import delete_expired, reject_evidence, remove_evidence
from openupr.followup.models import Evidence, ListedRecommendation
from openupr.followup.tests.examples import evidence, evidence_file
from openupr.submissions.document import document_of
from openupr.submissions.evidence import annex_evidence
from openupr.submissions.remarks import cite_evidence
from openupr.submissions.rules.refusals import EvidenceNotShared, NoFileOfEvidence, PersonalEvidence
from openupr.web.tests.reading import as_read

from .conftest import SignIn
from .examples import Drafted

NOW = timezone.now()
TODAY = date(2026, 11, 28)


def test_evidence_leads_into_a_section_where_it_is_cited_once_as_an_end_note(
    people: Cast, draft: Drafted, browser_of: SignIn
) -> None:
    chan, writing = browser_of(people.chan), reverse("submissions:section", kwargs=draft.at_section)
    assert "Cite evidence" not in chan.get(writing).content.decode()
    source = evidence(people)
    assert "Cite evidence" in chan.get(writing).content.decode()
    lines = chan.get(reverse("followup:follow-ups", kwargs=people.at_land)).content.decode()
    place = reverse("submissions:place-evidence", kwargs={**people.at_coalition, "number": source.pk})
    assert place in lines
    at = reverse("submissions:evidence", kwargs=draft.at_section)
    assert f"{at}?evidence={source.pk}" in chan.get(place).content.decode()
    assert "Three titles" in chan.get(f"{at}?evidence={source.pk}").content.decode()
    chan.cookies[settings.LANGUAGE_COOKIE_NAME] = "km"
    for _ in range(2):  # pressed twice
        chan.post(at, {"cite": source.pk, "paragraph": draft.paragraph.pk})
    chan.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    [claim] = draft.paragraph.claims.all()
    assert "Choose the paragraph first." in chan.post(at, {"cite": source.pk}).content.decode()
    assert (claim.source, claim.kind) == ("The ministry's site, 1 February 2026", "official")
    assert "The ministry's site, 1 February 2026" in str(document_of(draft.submission).blocks)
    assert "cited in this section" in as_read(chan.get(at).content.decode())


def test_evidence_is_found_by_its_words(people: Cast, draft: Drafted, browser_of: SignIn) -> None:
    evidence(people)
    at, chan = reverse("submissions:evidence", kwargs=draft.at_section), browser_of(people.chan)
    assert "Three titles" in chan.get(at, {"q": "titles ministry"}).content.decode()
    for words in ("lake", "\x00", "%", "x" * 5000):
        assert "Three titles" not in chan.get(at, {"q": words}).content.decode() or words == "\x00"


@pytest.mark.parametrize("change", [{"seen_by": "own"}, {"state": "rejected"}])
def test_evidence_for_its_group_alone_or_rejected_is_not_cited(
    change: dict[str, str], people: Cast, draft: Drafted, browser_of: SignIn
) -> None:
    source = evidence(people)
    Evidence.objects.filter(pk=source.pk).update(**change)
    at, chan = reverse("submissions:evidence", kwargs=draft.at_section), browser_of(people.chan)
    assert "Three titles" not in chan.get(at).content.decode()
    sent = chan.post(at, {"cite": source.pk, "paragraph": draft.paragraph.pk})
    assert "This evidence cannot be cited." in as_read(sent.content.decode())
    with pytest.raises(EvidenceNotShared):
        annex_evidence(by=people.sophea, submission=draft.submission, evidence=source, today=TODAY)
    assert not draft.paragraph.claims.exists()


def test_evidence_of_another_coalition_is_not_there(people: Cast, draft: Drafted, browser_of: SignIn) -> None:
    listed = ListedRecommendation.objects.create(coalition=another_coalition(), text="Theirs.")
    theirs = Evidence.objects.create(listed=listed, what="Theirs", kind="un", source="Theirs", seen_by="public")
    at, chan = reverse("submissions:evidence", kwargs=draft.at_section), browser_of(people.chan)
    assert "Theirs" not in chan.get(at).content.decode()
    assert chan.post(at, {"cite": theirs.pk, "paragraph": draft.paragraph.pk}).status_code == 404
    place = reverse("submissions:place-evidence", kwargs={**people.at_coalition, "number": theirs.pk})
    assert chan.get(place).status_code == 404
    with pytest.raises(EvidenceNotShared):
        cite_evidence(by=people.chan, paragraph=draft.paragraph, evidence=theirs, now=NOW)


def test_the_file_of_evidence_becomes_an_annex_once(people: Cast, draft: Drafted, browser_of: SignIn) -> None:
    source, chan = evidence_file(people).evidence, browser_of(people.chan)
    at = reverse("submissions:evidence", kwargs=draft.at_section)
    for _ in range(2):
        chan.post(at, {"annex": source.pk})
    [annex] = draft.submission.annex_files.all()
    assert (annex.title, annex.kind, bytes(annex.data)) == ("Three titles", "png", b"\x89PNG")
    assert "Three titles" in str(read_word(write_word(document_of(draft.submission))))


def test_what_has_no_file_or_personal_data_is_not_annexed(people: Cast, draft: Drafted) -> None:
    given = {"by": people.sophea, "submission": draft.submission, "today": TODAY}
    with pytest.raises(NoFileOfEvidence):
        annex_evidence(evidence=evidence(people), **given)
    source = evidence_file(people).evidence
    Evidence.objects.filter(pk=source.pk).update(personal_until=date(2030, 1, 1))
    with pytest.raises(PersonalEvidence):
        annex_evidence(evidence=source, **given)


def test_when_evidence_is_deleted_or_rejected_its_citation_and_annex_say_so(
    people: Cast, draft: Drafted, browser_of: SignIn
) -> None:
    source, chan = evidence_file(people).evidence, browser_of(people.chan)
    cite_evidence(by=people.chan, paragraph=draft.paragraph, evidence=source, now=NOW)
    annex_evidence(by=people.sophea, submission=draft.submission, evidence=source, today=TODAY)
    section = reverse("submissions:section", kwargs=draft.at_section)
    annexes = reverse("submissions:annexes", kwargs=draft.at)
    assert not any("Its evidence" in chan.get(page).content.decode() for page in (section, annexes))
    reject_evidence(by=people.dara, evidence=source, reason="Forged.", today=TODAY)
    assert all("Its evidence was rejected" in chan.get(page).content.decode() for page in (section, annexes))
    remove_evidence(by=people.chan, follow_up=source.follow_up, evidence=source)
    assert all("Its evidence was deleted" in chan.get(page).content.decode() for page in (section, annexes))
    for page in ("submission", "lodge"):
        told = as_read(browser_of(people.sophea).get(reverse(f"submissions:{page}", kwargs=draft.at)).content.decode())
        assert "1 source rests on evidence that was deleted, rejected or is not shared" in told
        assert "1 annex is of evidence that was deleted, rejected or is not shared" in told
    assert draft.paragraph.claims.get().source == "The ministry's site, 1 February 2026"


def test_a_source_with_personal_data_says_when_its_evidence_is_deleted_and_that_it_was(
    people: Cast, draft: Drafted, browser_of: SignIn
) -> None:
    source, chan = evidence(people), browser_of(people.chan)
    Evidence.objects.filter(pk=source.pk).update(personal_until=date(2027, 3, 3))
    cite_evidence(by=people.chan, paragraph=draft.paragraph, evidence=source, now=NOW)
    section = reverse("submissions:section", kwargs=draft.at_section)
    assert "is deleted on 3 March 2027" in chan.get(section).content.decode()
    delete_expired(coalition=people.coalition, today=date(2027, 3, 3))
    assert "Its evidence was deleted" in chan.get(section).content.decode()
