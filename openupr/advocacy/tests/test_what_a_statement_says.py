"""What a statement says can be spoken in Geneva, is true, and fits the day."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from openupr.advocacy.models import ShortAsk, StatementText
from openupr.advocacy.statement import drafted_statement, statement_of
from openupr.advocacy.statement_files import terms_in
from openupr.coalitions.calendars import calendar_of
from openupr.coalitions.models import Coalition, Group, MemberOrganisation, Organisation
from openupr.coalitions.tests.conftest import SignIn
from openupr.coalitions.tests.examples.cast import Cast
from openupr.coalitions.tests.examples.clock import today_there
from openupr.decisions.models import Consultation
from openupr.files.word import read_word
from openupr.followup.arranging import list_reviews
from openupr.followup.models import Assessment
from openupr.proposals.models import Proposal
from openupr.proposals.proposals import propose as propose_text
from openupr.recommendations.models import Ask
from openupr.recommendations.tests.exports import LoadRecord
from openupr.submissions.models import Paragraph, Section, Submission
from openupr.timeline.milestones import publish_date
from openupr.upr.phases import REVIEW
from openupr.web.tests.reading import as_read


def ask_of(cast: Cast, group: Group, text: str = "Adopt a law that gives families fair compensation.") -> Proposal:
    made: Proposal = propose_text(by=cast.sophea, group=group, text=text, language="en", now=timezone.now())
    Proposal.objects.filter(pk=made.pk).update(state=Proposal.State.ADOPTED)
    return made


def spoken(cast: Cast) -> str:
    return " ".join(drafted_statement(statement_of(cast.coalition), today=today_there()).text.split())


def page_of(cast: Cast, browser_of: SignIn, page: str = "statement") -> str:
    return as_read(browser_of(cast.sophea).get(reverse(f"advocacy:{page}", kwargs=cast.at_coalition)).content.decode())


def write_part(cast: Cast, kind: str, *texts: str, order: int = 1) -> None:
    """Land's section of this kind in the coalition's submission."""
    given = {"kind": "joint", "title": "Ours", "rules": "2017", "begun": today_there()}
    submission = Submission.objects.get_or_create(coalition=cast.coalition, defaults=given)[0]
    section = Section.objects.create(submission=submission, heading="Land", kind=kind, group=cast.land, order=order)
    for place, text in enumerate(texts):
        Paragraph.objects.create(section=section, order=place, text=text)


def test_states_are_named_as_a_speaker_names_them(cast: Cast, load_record: LoadRecord) -> None:
    ask_of(cast, cast.land)
    load_record([{"From": "Netherlands"}, {"From": "United Kingdom"}, {"From": "Chad"}])
    assert "They came from Chad, the Netherlands and the United Kingdom." in spoken(cast)
    load_record([{"From": state} for state in ("Netherlands", "United Kingdom", "Chad", "Bolivia", "Philippines")])
    assert "They came from 5 States, among them Bolivia, Chad, the Netherlands and the Philippines." in spoken(cast)
    named = terms_in("the United Kingdom and the Netherlands", cast.coalition)
    assert [each.english for each in named if each.is_state] == [
        "Netherlands (Kingdom of the)",
        "United Kingdom of Great Britain and Northern Ireland",
    ], "interpreters find the names that are spoken"


@pytest.mark.parametrize(
    ("name", "in_a_sentence"),
    [
        ("Coalition for Human Rights", "the Coalition for Human Rights"),
        ("NGO Forum on Land", "the NGO Forum on Land"),
        ("The Land Network", "the Land Network"),
        ("Voices for Land", "Voices for Land"),
    ],
)
def test_the_coalition_has_its_article(cast: Cast, load_record: LoadRecord, name: str, in_a_sentence: str) -> None:
    load_record([])
    Coalition.objects.filter(pk=cast.coalition.pk).update(name=name)
    cast.coalition.refresh_from_db()
    assert f"I speak for {in_a_sentence}." in spoken(cast)


def test_a_statement_says_of_how_many_organisations_where_it_is_more_than_one(
    cast: Cast, load_record: LoadRecord
) -> None:
    load_record([])
    assert "organisation" not in spoken(cast)
    organisation = Organisation.objects.create(coalition=cast.coalition, name="Another one of the test")
    MemberOrganisation.objects.create(coalition=cast.coalition, organisation=organisation, since=today_there())
    assert "We are 2 organisations." in spoken(cast)


def test_a_statement_speaks_of_a_submission_only_where_there_is_one(cast: Cast, load_record: LoadRecord) -> None:
    load_record([])
    ask_of(cast, cast.land)
    Consultation.objects.create(coalition=cast.coalition, day=today_there(), place="In the north")
    assert "Our recommendations were prepared in 1 thematic group. We held 1 consultation." in spoken(cast)
    write_part(cast, "developments", "Families wait.")
    assert "Our submission was prepared in 2 thematic groups. We held 1 consultation." in spoken(cast)


def test_themes_are_numbered_in_words_and_one_that_is_left_out_has_no_number(
    cast: Cast, load_record: LoadRecord
) -> None:
    load_record([])
    health = Group.objects.create(coalition=cast.coalition, name="Health", issues=["right-to-health"], order=3)
    for group in (cast.land, cast.labour, health):
        ask_of(cast, group, f"Adopt a law on {group.name} that is published.")
    text = spoken(cast)
    for sentence in ("Our first theme is Land.", "Our second theme is Labour.", "Our last theme is Health."):
        assert sentence in text
    statement = statement_of(cast.coalition)
    statement.save()
    StatementText.objects.create(statement=statement, language="en", part=f"theme-{cast.land.pk}", text="")
    text = spoken(cast)
    assert "Our first theme is Labour." in text
    assert "Our last theme is Health." in text


def test_a_sum_of_several_issues_names_each_of_them(cast: Cast, load_record: LoadRecord) -> None:
    load_record([{}, {"Issue": "Environment", "From": "Chad"}, {"Issue": "Minorities"}])
    Group.objects.filter(pk=cast.land.pk).update(issues=["right-to-land", "environment", "nhri"])
    ask_of(cast, cast.land)
    subject = "the right to land, the environment and the national human rights institution, taken together"
    assert f"Cambodia received 2 recommendations on {subject}. They came from" in spoken(cast)


def test_what_is_not_known_whole_is_said_as_the_least(cast: Cast, load_record: LoadRecord) -> None:
    load_record([{}, {"Issue": "", "Text": "Free the press"}])
    ask_of(cast, cast.land)
    assert "received at least 1 recommendation on the right to land." in spoken(cast)


def test_a_statement_says_what_organisations_found_and_nothing_where_they_judged_few(
    cast: Cast, load_record: LoadRecord
) -> None:
    texts = ("Return land", "Register land", "Map the land", "Share the land")
    load_record([{"Text": text} for text in texts])
    ask_of(cast, cast.land)
    list_reviews(by=cast.sophea, coalition=cast.coalition, reviews=[each.review for each in Ask.objects.all()])
    listed = {text: cast.coalition.follow_up_list.get(text=text) for text in texts}
    one, other = (Organisation.objects.create(coalition=cast.coalition, name=name) for name in ("One", "Other"))
    for text, organisation, level in (
        ("Return land", one, "nothing"),
        ("Register land", one, "begun"),
        ("Register land", other, "done"),
    ):
        Assessment.objects.create(listed=listed[text], organisation=organisation, level=level)
    assert "judged" not in spoken(cast)
    Assessment.objects.create(listed=listed["Map the land"], organisation=other, level="begun")
    text = spoken(cast)
    assert (
        "2 organisations judged 3 of them: 1 is partly implemented, 1 is not implemented and on 1 they disagree."
        in text
    )
    assert "assessed" not in text
    assert "judged differently" not in text


def test_the_problem_is_told_from_the_groups_part_also_where_this_begins_with_earlier_recommendations(
    cast: Cast, load_record: LoadRecord, browser_of: SignIn
) -> None:
    load_record([{}])
    ask_of(cast, cast.land)
    write_part(cast, "follow-up", "Land was raised twice at session 18. The silence is part of the problem.")
    assert "silence" not in spoken(cast)
    assert "Write one sentence with a fact into: Land." in page_of(cast, browser_of)
    write_part(cast, "developments", "Of 120 families, 31 hold a title. Nine hold two for the same field.", order=2)
    assert "Our theme is Land. Of 120 families, 31 hold a title. Nine hold two for the same field. In" in spoken(cast)
    assert "Write one sentence with a fact" not in page_of(cast, browser_of)


def test_after_the_review_the_statement_says_so_and_asks_for_nothing_that_is_past(
    cast: Cast, load_record: LoadRecord, browser_of: SignIn
) -> None:
    load_record([{}])
    proposal = ask_of(cast, cast.land)
    ShortAsk.objects.create(proposal=proposal, question="How many families were paid?")
    before = page_of(cast, browser_of)
    assert "We therefore ask States to recommend:" in before
    assert "Before the review, States can ask:" in before
    assert "This statement is for before the review" not in before
    yesterday = today_there() - timedelta(days=1)
    calendar = calendar_of(cast.coalition, today=today_there())
    publish_date(calendar=calendar, key=REVIEW, source="The UN's list", today=today_there(), day=yesterday)
    adoption = f'href="{reverse("advocacy:adoption", kwargs=cast.at_coalition)}">Write the statement for the adoption'
    for page in ("statement", "rehearsal"):
        after = page_of(cast, browser_of, page)
        assert "This statement is for before the review" in after
        assert adoption in after
        for past in (
            "ask States to recommend",
            "States can ask",
            "How many families",
            "Please carry",
        ):
            assert past not in after
    assert "Apply for the Geneva pre-session" not in page_of(cast, browser_of)
    file = reverse("advocacy:statement-file", kwargs={**cast.at_coalition, "kind": "docx"})
    words = str(read_word(browser_of(cast.chan).get(file).content))
    assert "Our recommendations:" in words
    assert "pre-session" not in words
    assert "We will follow how the outcome of the review of Cambodia is carried out." in words
