"""Implementation of earlier recommendations: a paragraph for each theme, from the facts of the follow-up list."""

import io
import re
import zipfile
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from openupr.coalitions.tests.examples.cast import Cast
from openupr.documents.light_markup import count_notes, plain_words
from openupr.documents.word import write_word
from openupr.followup.arranging import line_for
from openupr.followup.assessments import assess_for_organisation
from openupr.followup.evidence import add_evidence, remove_evidence, verify_evidence
from openupr.followup.group_lines import assess
from openupr.followup.models import Evidence, FollowUp, ListedRecommendation
from openupr.submissions.document import document_of
from openupr.submissions.models import Section, Submission
from openupr.submissions.new_submission import begin_submission
from openupr.submissions.paragraphs import write_paragraph
from openupr.submissions.roadmap_texts import keep_divergence, since_taken, take_over
from openupr.submissions.rules.refusals import EditedByHand, NoSuchTheme
from openupr.submissions.theme_paragraphs import add_theme, proposed_themes
from openupr.web.tests.reading import as_read

from .conftest import SignIn

# A paragraph is written in Python; test_drafting keeps and exports paragraphs there.
pytestmark = pytest.mark.thorough("on PostgreSQL")

NOW = timezone.now()
TODAY = date(2026, 11, 3)


@dataclass(frozen=True)
class Followed:
    """Two recommendations on land: France's, supported, that Land and Forest Watch judge differently; Peru's, noted."""

    people: Cast
    submission: Submission
    section: Section
    line: FollowUp

    @property
    def at(self) -> dict[str, Any]:
        where = {"submission": self.submission.pk, "section": self.section.pk}
        return {"coalition": self.people.coalition.key, **where}

    def evidence(self, what: str, *, seen_by: str = "public", verified: bool = True) -> Evidence:
        given = {"kind": "official", "day": date(2026, 2, 1), "source": f"Source of {what}", "reliability": "confirmed"}
        more = {"place": "folder 12", "seen_by": seen_by}
        made = add_evidence(by=self.people.chan, follow_up=self.line, what=what, today=TODAY, **given, **more)
        return verify_evidence(by=self.people.dara, evidence=made, today=TODAY) if verified else made

    @property
    def text(self) -> str:
        """What is proposed on land."""
        [land] = [each for each in proposed_themes(self.section) if each.key == "right-to-land"]
        return land.text

    def add(self, **given: Any) -> Any:
        return add_theme(by=self.people.chan, section=self.section, theme="right-to-land", now=NOW, **given)


def on_land(people: Cast, from_iso3: str, response: str) -> ListedRecommendation:
    given = {"text": f"Land, says {from_iso3}.", "issues": ["right-to-land"], "ask_key": f"KHM-46-{from_iso3}"}
    return ListedRecommendation.objects.create(
        coalition=people.coalition, from_iso3=from_iso3, session=46, response=response, **given
    )


@pytest.fixture
def followed(people: Cast) -> Followed:
    listed = on_land(people, "FRA", "supported")
    on_land(people, "PER", "noted")
    given = {"kind": "joint", "title": "Joint submission", "groups": [people.land, people.labour]}
    submission = begin_submission(by=people.sophea, coalition=people.coalition, today=TODAY, now=NOW, **given)
    section = submission.sections.get(kind="follow-up", group=people.land)
    section.submission = submission
    line = line_for(listed, people.land)
    line.save()
    assess(by=people.chan, follow_up=line, done="begun", note="Some.", version=0, today=TODAY)
    said = {"organisation": people.forest, "level": "nothing", "reason": "None seen."}
    assess_for_organisation(by=people.nary, listed=listed, today=date(2026, 10, 1), **said)
    return Followed(people, submission, section, line)


def test_the_paragraph_says_who_asked_what_was_answered_and_how_it_is_judged(followed: Followed) -> None:
    assert plain_words(followed.text) == (
        "Right to land. In UPR session 46, France and Peru made 2 recommendations on this to Cambodia. "
        "Cambodia answered: 1 supported, 1 noted. Of these, 1 was assessed by 2 organisations and groups "
        "(assessments: 1 not implemented, 1 partly implemented); they differ on 1 recommendation."
    )


def test_who_lacks_information_is_counted_neither_as_a_voice_nor_as_an_assessment(followed: Followed) -> None:
    peru = followed.people.coalition.follow_up_list.get(from_iso3="PER")
    said = {"organisation": followed.people.forest, "level": "unknown", "reason": ""}
    before = followed.text
    assess_for_organisation(by=followed.people.nary, listed=peru, today=date(2026, 12, 1), **said)
    assert followed.text == before
    assess_for_organisation(by=followed.people.nary, listed=followed.line.listed, today=date(2026, 12, 1), **said)
    assert "1 was assessed by 1 organisation or group (assessments: 1 partly implemented)." in plain_words(
        followed.text
    )


def test_each_sentence_has_its_source_as_an_end_note_in_word(followed: Followed) -> None:
    followed.evidence("Three titles were given")
    followed.add()
    blocks = [block for block in document_of(followed.submission).blocks if "Three titles" in str(block)]
    assert str(blocks).count("Note(") == 4
    assert "Last assessment: 3 November 2026" in str(blocks)
    assert "Source of Three titles were given, 1 February 2026" in str(blocks)
    assert "folder 12" not in str(blocks)
    assert write_word(document_of(followed.submission)).startswith(b"PK")


def test_the_word_file_prints_the_sentence_on_reviews_and_the_quoted_evidence(followed: Followed) -> None:
    followed.evidence("Three titles were given")
    ListedRecommendation.objects.filter(from_iso3="PER").update(session=32)
    followed.add()
    with zipfile.ZipFile(io.BytesIO(write_word(document_of(followed.submission)))) as file:
        told = re.sub(r"<[^>]+>", "", file.read("word/document.xml").decode())
    assert "In UPR sessions 32 and 46, France and Peru made 2 recommendations" in told
    assert "Three titles were given" in told


def test_only_verified_evidence_for_everyone_is_quoted_unless_somebody_chooses_more(followed: Followed) -> None:
    followed.evidence("Verified and for everyone")
    followed.evidence("Not verified", verified=False)
    ours = followed.evidence("For the coalition", seen_by="coalition")
    own = followed.evidence("For the group alone", seen_by="own")
    assert "Verified and for everyone" in followed.text
    assert not any(words in followed.text for words in ("Not verified", "For the coalition", "For the group alone"))
    made = followed.add(evidence={ours.pk, own.pk})
    assert "For the coalition." in made.text
    assert "For the group alone" not in made.text


def test_evidence_with_personal_data_is_never_quoted(followed: Followed) -> None:
    found = followed.evidence("Names of two families")
    Evidence.objects.filter(pk=found.pk).update(personal_until=date(2030, 1, 1))
    assert "two families" not in followed.text
    assert "two families" not in followed.add(evidence={found.pk}).text


def test_it_is_added_in_one_click_with_its_words_shown_before_and_once_when_pressed_twice(
    followed: Followed, browser_of: SignIn
) -> None:
    chan, at = browser_of(followed.people.chan), reverse("submissions:from-follow-up", kwargs=followed.at)
    section = reverse("submissions:section", kwargs=followed.at)
    assert at in chan.get(section).content.decode()
    told = as_read(chan.get(at).content.decode())
    assert f"Adds {len(plain_words(followed.text).split())} words." in told
    assert "words in this section" in told
    for _ in range(2):
        chan.post(at, {"theme": "right-to-land"})
    assert followed.section.paragraphs.filter(theme="right-to-land").count() == 1
    assert "This section already contains it" in as_read(chan.get(at).content.decode())
    with pytest.raises(NoSuchTheme):
        add_theme(by=followed.people.chan, section=followed.section, theme="right-to-food", now=NOW)


def test_a_changed_assessment_is_told_and_its_text_is_taken_with_one_click(
    followed: Followed, browser_of: SignIn
) -> None:
    made = followed.add()
    chan, section = browser_of(followed.people.chan), reverse("submissions:section", kwargs=followed.at)
    assert "The facts changed" not in chan.get(section).content.decode()
    assess(by=followed.people.chan, follow_up=followed.line, done="done", note="All.", version=1, today=TODAY)
    made.refresh_from_db()
    assert "fully implemented" not in made.text
    assert since_taken(followed.submission).facts == [made]
    told = chan.get(section).content.decode()
    assert "The facts changed" in told
    assert "Take the new text" in told
    address = reverse("submissions:paragraph", kwargs={**followed.at, "paragraph": made.pk})
    chan.post(address, {"do": "take-over", "version": made.version, "text": made.text})
    made.refresh_from_db()
    assert "1 fully implemented" in made.text
    assert "The facts changed" not in chan.get(section).content.decode()


def test_what_somebody_edited_is_never_replaced_and_the_new_facts_are_shown_beside_it(
    followed: Followed, browser_of: SignIn
) -> None:
    made = followed.add()
    write_paragraph(by=followed.people.chan, paragraph=made, text="In our words.", version=1, now=NOW)
    assess(by=followed.people.chan, follow_up=followed.line, done="done", note="All.", version=1, today=TODAY)
    made.refresh_from_db()
    section = reverse("submissions:section", kwargs=followed.at)
    told = browser_of(followed.people.chan).get(section).content.decode()
    assert "Somebody edited this paragraph, so it stays." in told
    assert "Take the new text" not in told
    with pytest.raises(EditedByHand):
        take_over(by=followed.people.chan, paragraph=made, version=made.version, now=NOW)
    keep_divergence(by=followed.people.chan, paragraph=made, now=NOW)
    made.refresh_from_db()
    assert made.text == "In our words."
    assert since_taken(followed.submission).facts == []


def test_deleted_evidence_changes_the_facts(followed: Followed) -> None:
    found = followed.evidence("Three titles were given")
    made = followed.add()
    assert "Three titles were given." in made.text
    remove_evidence(by=followed.people.chan, follow_up=followed.line, evidence=found)
    assert since_taken(followed.submission).facts == [made]


def test_what_evidence_says_is_quoted_as_text_and_cut_where_it_is_long(followed: Followed) -> None:
    followed.evidence("A **bold** ]^[note] [[KHM-46-FRA]] _word_")
    followed.evidence("Long. " * 300)
    assert "A **bold** ]^[note] [[KHM-46-FRA]] _word_." in plain_words(followed.text)
    assert count_notes(followed.text) == 5
    assert len(plain_words(followed.text)) < 1000


def test_a_theme_that_another_section_has_says_so(followed: Followed, browser_of: SignIn) -> None:
    followed.add()
    other = followed.submission.sections.get(kind="follow-up", group=followed.people.labour)
    followed.people.labour.issues = ["right-to-land"]
    followed.people.labour.save()
    at = reverse("submissions:from-follow-up", kwargs={**followed.at, "section": other.pk})
    told = as_read(browser_of(followed.people.sophea).get(at).content.decode())
    assert "Another section has this theme already: Implementation of earlier recommendations: Land" in told


@pytest.mark.once
def test_more_themes_cost_no_more_queries(followed: Followed) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            proposed_themes(followed.section)
        return len(captured)

    land = followed.section.group
    assert land is not None
    proposed_themes(followed.section)
    one = asked()
    ListedRecommendation.objects.update(issues=["right-to-land", "right-to-food"])
    land.issues = ["right-to-land", "right-to-food"]
    assert len(proposed_themes(followed.section)) == 2
    assert asked() == one
