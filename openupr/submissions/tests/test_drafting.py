"""A submission is drafted: what flows in, who writes, what is kept, who is named."""

import io
import zipfile
from datetime import date

import pytest
from django.utils import timezone, translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from openupr.accounts.actions import NotPermitted
from openupr.coalitions.models import MemberOrganisation, Organisation
from openupr.coalitions.rules.versions import SavedMeanwhile
from openupr.coalitions.tests.examples.cast import Cast, cast
from openupr.coalitions.tests.examples.clock import today_there
from openupr.decisions.consultations import record_consultation
from openupr.documents.light_markup import plain_words
from openupr.documents.word import write_html, write_markdown, write_word
from openupr.files.word import read_word
from openupr.followup.evidence import add_evidence, verify_evidence
from openupr.followup.group_lines import assess, write_in
from openupr.proposals.adoption import decide_proposal
from openupr.proposals.models import Proposal
from openupr.proposals.proposals import propose, save_wording
from openupr.recommendations.models import Ask
from openupr.reviews.models import Review
from openupr.submissions.budget import budget_of
from openupr.submissions.document import document_of
from openupr.submissions.editions import compared
from openupr.submissions.lodging import lodge_submission
from openupr.submissions.models import Paragraph, ParagraphVersion, Section, SectionTask, SignOn, Submission
from openupr.submissions.new_submission import begin_submission
from openupr.submissions.paragraphs import add_paragraph, move_paragraph, remove_paragraph, restore, write_paragraph
from openupr.submissions.remarks import accept, add_claim, reject, remark, suggest
from openupr.submissions.roadmap_texts import bring_in, not_brought_in, offered, since_taken, text_of
from openupr.submissions.rounds import circulate
from openupr.submissions.rules.budget import Share, divided
from openupr.submissions.rules.changes import changes, share_changed
from openupr.submissions.rules.refusals import AlreadySettled, Locked, NoReasonToReject, NotItsOrganisation
from openupr.submissions.sections import move_section
from openupr.submissions.signing import ask_to_sign, sign_on, signing_of

NOW, TODAY = timezone.now(), date(2026, 3, 20)


@pytest.fixture(name="cast")
def the_cast(db: None) -> Cast:
    """A coalition for Cambodia; the group Land has adopted a recommendation and followed one up."""
    known = cast()
    adopted = propose(by=known.chan, group=known.land, text="Publish [all] concessions.", language="en", now=NOW)
    Proposal.objects.filter(pk=adopted.pk).update(state="adopted")
    line = write_in(by=known.chan, group=known.land, text="Title the land of indigenous communities.")
    line = assess(by=known.chan, follow_up=line, done="begun", note="Three titles were given.", version=0)
    given = {"kind": "official", "day": None, "reliability": "likely"}
    public = {"what": "Titles", "source": "The ministry, 2025", "seen_by": "public"}
    titles = add_evidence(by=known.chan, follow_up=line, **public, **given)
    verify_evidence(by=known.dara, evidence=titles, today=TODAY)
    ours = {"what": "Letters", "source": "Copies, at the office of Forest Watch"}
    verify_evidence(by=known.dara, evidence=add_evidence(by=known.chan, follow_up=line, **ours, **given), today=TODAY)
    verify_evidence(
        by=known.dara,
        evidence=add_evidence(
            by=known.chan,
            follow_up=line,
            what="Names",
            source="A list of names",
            seen_by="public",
            personal=True,
            personal_until=date(2099, 1, 1),
            **given,
        ),
        today=TODAY,
    )
    add_evidence(by=known.chan, follow_up=line, what="Rumour", source="Not looked at", seen_by="public", **given)
    asked = {"place": "A village of this name", "said": "No [title] yet.", "people": 23, "who": "two villages"}
    record_consultation(by=known.sophea, coalition=known.coalition, day=TODAY, today=TODAY, **asked)
    return known


@pytest.fixture
def submission(cast: Cast) -> Submission:
    """A joint submission of both groups."""
    groups = [cast.land, cast.labour]
    return begin_submission(
        by=cast.sophea,
        coalition=cast.coalition,
        kind="joint",
        title="Joint submission on Cambodia",
        groups=groups,
        today=TODAY,
        now=NOW,
    )


def part(submission: Submission, kind: str, cast: Cast) -> Section:
    section = submission.sections.filter(kind=kind, group=cast.land).get()
    section.submission = submission
    return section


def test_what_the_groups_have_flows_in_once_and_says_the_same(cast: Cast, submission: Submission) -> None:
    [taken] = part(submission, "recommendations", cast).paragraphs.all()
    assert plain_words(taken.text) == "Publish [all] concessions."
    [followed] = part(submission, "follow-up", cast).paragraphs.all()
    assert plain_words(followed.text).startswith("Title the land of indigenous communities. Partly implemented.")
    # Of the evidence only what is verified and for everyone: other evidence is cited by a person.
    assert followed.text.endswith("Three titles were given.^[The ministry, 2025]")
    [consulted] = submission.sections.get(kind="introduction").paragraphs.all()
    told = "1 consultation was held (March 2026), with 23 people. Asked were: two villages."
    assert plain_words(consulted.text) == told


def test_a_draft_has_the_same_words_and_no_difference_in_whichever_language_it_is_read(
    cast: Cast, submission: Submission
) -> None:
    review, _new = Review.objects.get_or_create(iso3="KHM", cycle=2, session=18)
    Ask.objects.create(key="KHM-18-DEU", review=review, from_iso3="DEU", kind="recommendation")
    text = "As Germany asked [[KHM-18-DEU]]."
    add_paragraph(by=cast.chan, section=part(submission, "developments", cast), text=text, now=NOW)
    read = []
    for language in ("en", "km"):
        with translation.override(language):
            budget, since = budget_of(submission), since_taken(submission)
            # A submission that was begun on a page in Khmer is in its own language, too.
            again = text_of(part(submission, "follow-up", cast).paragraphs.get().follow_up, submission)
            read.append((budget.used, budget.citations, since.offered, again))
    assert read[0] == read[1]
    assert (read[1][1], read[1][2]) == ({"KHM-18-DEU": "(Germany, session 18)"}, [])
    assert "**Partly implemented.**" in read[1][3]


def test_a_later_change_in_the_roadmap_is_offered_and_nothing_is_written_over(
    cast: Cast, submission: Submission
) -> None:
    taken = part(submission, "recommendations", cast).paragraphs.get()
    assert offered(taken) is None
    proposal = taken.proposal
    assert proposal is not None
    decide_proposal(by=cast.dara, proposal=proposal, state="proposed", now=NOW)
    save_wording(by=cast.chan, proposal=proposal, language="en", text="Publish all of them.", version=1, now=NOW)
    decide_proposal(by=cast.dara, proposal=proposal, state="adopted", anyway=True, now=NOW)
    taken = Paragraph.objects.get(pk=taken.pk)
    assert offered(taken) == "Publish all of them."
    assert since_taken(submission).offered == [taken]
    assert plain_words(taken.text) == "Publish [all] concessions."


def test_what_a_group_adopts_later_is_offered_and_added_once(cast: Cast, submission: Submission) -> None:
    section = part(submission, "recommendations", cast)
    assert not_brought_in(section) == []
    later = propose(by=cast.chan, group=cast.land, text="Free the defenders.", language="en", now=NOW)
    Proposal.objects.filter(pk=later.pk).update(state="adopted")
    assert not_brought_in(section) == [later]
    assert bring_in(by=cast.chan, section=section, now=NOW) == 1
    added = section.paragraphs.get(proposal=later)
    assert plain_words(added.text) == "Free the defenders."
    remove_paragraph(by=cast.chan, paragraph=added, now=NOW)
    assert not_brought_in(section) == []


def test_on_the_same_paragraph_the_second_sees_both_texts(cast: Cast, submission: Submission) -> None:
    section = part(submission, "developments", cast)
    made = add_paragraph(by=cast.chan, section=section, text="First.", now=NOW)
    write_paragraph(by=cast.dara, paragraph=made, text="Dara's.", version=1, now=NOW)
    with pytest.raises(SavedMeanwhile) as both:
        write_paragraph(by=cast.chan, paragraph=made, text="Chan's.", version=1, now=NOW)
    assert (both.value.theirs, both.value.yours) == ("Dara's.", "Chan's.")
    assert [each.text for each in ParagraphVersion.objects.filter(anchor=made.anchor)] == ["Dara's.", "First."]


def test_paragraphs_are_moved_taken_out_and_brought_back(cast: Cast, submission: Submission) -> None:
    section = part(submission, "developments", cast)
    one, two = (add_paragraph(by=cast.chan, section=section, text=text, now=NOW) for text in ("One", "Two"))
    move_paragraph(by=cast.chan, paragraph=two, steps=-1)
    assert [each.text for each in section.paragraphs.all()] == ["Two", "One"]
    remove_paragraph(by=cast.chan, paragraph=one, now=NOW)
    last = ParagraphVersion.objects.filter(anchor=one.anchor).first()
    assert last is not None
    assert last.removed
    restore(by=cast.chan, section=section, version=last, seen=last.version, now=NOW)
    assert [each.text for each in section.paragraphs.all()] == ["Two", "One"]


def test_people_of_another_group_comment_and_do_not_write(cast: Cast, submission: Submission) -> None:
    section = part(submission, "recommendations", cast)
    paragraph = section.paragraphs.get()
    with pytest.raises(NotPermitted):
        write_paragraph(by=cast.rithy, paragraph=paragraph, text="x", version=1, now=NOW)
    remark(by=cast.rithy, paragraph=paragraph, text="Also the islands", now=NOW)
    with pytest.raises(NotPermitted):
        remark(by=cast.vuthy, paragraph=paragraph, text="x", now=NOW)


def test_a_suggestion_is_accepted_once_or_rejected_with_a_reason(cast: Cast, submission: Submission) -> None:
    paragraph = part(submission, "recommendations", cast).paragraphs.get()
    first = suggest(by=cast.rithy, paragraph=paragraph, text="Publish all concessions by 2027.", now=NOW)
    second = suggest(by=cast.bopha, paragraph=paragraph, text="Publish none.", now=NOW)
    accept(by=cast.dara, suggestion=first, now=NOW)
    with pytest.raises(AlreadySettled):
        accept(by=cast.dara, suggestion=first, now=NOW)
    with pytest.raises(NoReasonToReject):
        reject(by=cast.dara, suggestion=second, reason=" ")
    assert Paragraph.objects.get(pk=paragraph.pk).text == "Publish all concessions by 2027."


def test_a_round_keeps_the_draft_and_gathers_its_comments(cast: Cast, submission: Submission) -> None:
    draft = circulate(by=cast.sophea, submission=submission, comments_until=today_there(), now=NOW)
    paragraph = part(submission, "recommendations", cast).paragraphs.get()
    said = remark(by=cast.rithy, paragraph=paragraph, text="Good", now=NOW)
    assert said.circulation == draft
    write_paragraph(by=cast.dara, paragraph=paragraph, text="Publish them.", version=1, now=NOW)
    again = circulate(by=cast.sophea, submission=submission, comments_until=today_there(), now=NOW)
    differing = [each for each in compared(draft.edition.content, again.edition.content) if each.is_changed]
    assert [(each.after, each.heading) for each in differing] == [("Publish them.", "Land: Recommendations")]


@pytest.mark.parametrize("text", ["In words.", "- one\n- two", "| a | b |\n| - | - |\n| 1 | 2 |"])
def test_a_source_is_an_end_note_whatever_the_paragraph_ends_in(text: str, cast: Cast, submission: Submission) -> None:
    made = add_paragraph(by=cast.chan, section=part(submission, "developments", cast), text=text, now=NOW)
    add_claim(now=timezone.now(), by=cast.chan, paragraph=made, source="The census of 2019", kind="official")
    file = read_word(write_word(document_of(submission)))
    assert "The census of 2019" in [note.text.strip() for note in file.notes]


# Signing on


def test_an_organisation_signs_is_named_and_asked_again_when_the_text_changes(
    cast: Cast, submission: Submission
) -> None:
    edition = ask_to_sign(by=cast.sophea, submission=submission, now=NOW)
    given = {"submission": submission, "organisation": cast.forest, "edition": edition, "now": NOW}
    with pytest.raises(NotItsOrganisation):
        sign_on(by=_representative_of_another(cast), choice="named", **given)
    sign_on(by=cast.nary, choice="named", **given)
    assert signing_of(submission).named == [cast.forest]
    section = part(submission, "developments", cast)
    add_paragraph(by=cast.chan, section=section, text="Much that is new. " * 20, now=NOW)
    signing = signing_of(submission)
    assert signing.named == []
    assert signing.statuses[0].again


def _representative_of_another(cast: Cast) -> object:
    other = Organisation.objects.create(coalition=cast.coalition, name="River Network of the Test")
    MemberOrganisation.objects.create(
        coalition=cast.coalition, organisation=other, representative=cast.rithy, since=TODAY
    )
    return cast.rithy


@pytest.mark.django_db
@given(
    choices=st.lists(st.sampled_from(["named", "unnamed", "not", "", "named then not", "not then named"]), max_size=5)
)
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_byte_of_an_export_names_whoever_did_not_consent(
    choices: list[str], cast: Cast, submission: Submission
) -> None:
    SignOn.objects.all().delete()
    Organisation.objects.filter(name__startswith="Canary").delete()
    edition = ask_to_sign(by=cast.sophea, submission=submission, now=NOW)
    consenting, others = set(), set()
    for number, choice in enumerate(choices):
        sign = f"Canary{number}x{number * 7919:05}"
        organisation = Organisation.objects.create(
            coalition=cast.coalition, name=sign, short_name=f"Short{sign}", about=f"About{sign} sings."
        )
        MemberOrganisation.objects.create(
            coalition=cast.coalition, organisation=organisation, representative=cast.nary, since=TODAY
        )
        said = [each for each in choice.split(" then ") if each]
        for each in said:
            SignOn.objects.create(
                submission=submission, organisation=organisation, edition=edition, choice=each, said_at=NOW
            )
        (consenting if said[-1:] == ["named"] else others).add(organisation.name)
    document = document_of(submission)
    with zipfile.ZipFile(io.BytesIO(write_word(document))) as packed:
        whole = b"".join(packed.read(name) for name in packed.namelist()).decode("utf-8", "replace")
    for export in (whole, write_html(document), write_markdown(document)):
        assert all(name in export and f"About{name}" in export for name in consenting)
        assert not any(name in export for name in others)
    MemberOrganisation.objects.filter(organisation__name__startswith="Canary").delete()


def test_the_word_file_has_the_words_that_the_budget_counts(cast: Cast, submission: Submission) -> None:
    budget = budget_of(submission)
    file = read_word(write_word(document_of(submission)))
    text = " ".join(each.text for each in file.paragraphs)
    assert "Publish [all] concessions." in text
    assert budget.limit == 5630
    assert sum(each.balance.budget or 0 for each in budget.sections) == budget.limit
    # A part that is begun counts as planned until it is marked as ready; the total does not fall as one writes.
    assert budget.projected == budget.limit
    begun = next(each for each in budget.sections if each.written and each.section.is_of_a_group)
    Section.objects.filter(pk=begun.section.pk).update(done_on=TODAY)
    planned = begun.balance.budget or 0
    assert budget_of(submission).projected == budget.limit - planned + begun.balance.used
    SectionTask.objects.create(section=begun.section, organisation=cast.forest, work="write")
    assert budget_of(submission).projected == budget.limit


def test_what_is_lodged_stays_as_it_is(cast: Cast, submission: Submission) -> None:
    lodge_submission(by=cast.sophea, submission=submission, word=b"PK", receipt="No. 7", lodged_on=TODAY, now=NOW)
    paragraph = part(submission, "recommendations", cast).paragraphs.get()
    with pytest.raises(Locked):
        write_paragraph(by=cast.dara, paragraph=paragraph, text="x", version=1, now=NOW)
    with pytest.raises(Locked):
        move_section(by=cast.sophea, section=paragraph.section, steps=1)


# Plain rules


@given(
    st.integers(0, 6000),
    st.lists(st.tuples(st.integers(0, 9), st.none() | st.integers(0, 3000), st.booleans()), max_size=12),
)
@settings(max_examples=80)
def test_what_is_shared_adds_up_to_the_limit(limit: int, rows: list[tuple[int, int | None, bool]]) -> None:
    shares = [Share(key, weight, by_hand, counts) for key, (weight, by_hand, counts) in enumerate(rows)]
    found = divided(limit, shares)
    hands = sum(each.by_hand or 0 for each in shares if each.counts)
    sharing = [each for each in shares if each.counts and each.by_hand is None and each.weight]
    assert all(words >= 0 for words in found.values())
    if sharing:
        assert sum(found.values()) == max(limit, hands)


@given(st.text(max_size=60), st.text(max_size=60))
@settings(max_examples=80)
def test_a_comparison_gives_both_texts_back(before: str, after: str) -> None:
    found = changes(before, after)
    assert "".join(each.text for each in found if each.kind != "removed") == after
    assert "".join(each.text for each in found if each.kind != "added") == before
    assert 0 <= share_changed([before], [after]) <= 1
