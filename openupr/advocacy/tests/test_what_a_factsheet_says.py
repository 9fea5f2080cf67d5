"""What a factsheet says is known, names what it counts, and can be handed over."""

from openupr.advocacy.tests.test_factsheets import ROWS, file_of, page_of, save
from openupr.advocacy.tests.test_factsheets import ask as ask
from openupr.advocacy.tests.test_what_a_statement_says import ask_of
from openupr.coalitions.models import Group, Organisation
from openupr.coalitions.tests.conftest import SignIn
from openupr.coalitions.tests.examples.cast import Cast
from openupr.coalitions.tests.examples.clock import today_there
from openupr.files.word import read_word
from openupr.followup.arranging import list_reviews
from openupr.followup.models import Assessment, ListedRecommendation, PublicPage
from openupr.proposals.models import Proposal
from openupr.recommendations.models import Ask
from openupr.recommendations.tests.exports import LoadRecord
from openupr.web.tests.reading import as_read


def test_the_example_of_a_factsheet_is_the_newest_near_an_ask_that_has_its_answer(
    cast: Cast, ask: Proposal, load_record: LoadRecord, browser_of: SignIn
) -> None:
    near = {"Text": "Give evicted families fair compensation", "Action": "4"}
    load_record(
        [
            *ROWS,
            {**near, "From": "Peru", "Session": "6"},
            {**near, "From": "Netherlands", "Session": "32", "Response": "Noted"},
            {**near, "Text": "Give families who are evicted compensation", "Session": "32", "Response": "Pending"},
            {"Text": "Draw one map of all the land", "Session": "32", "Action": "5"},
            {**near, "Text": "Give evicted women fair compensation", "Session": "32", "Issue": "Women's rights"},
            {"Text": "Continue to give evicted families fair compensation", "Session": "32", "From": "Chad"},
        ]
    )
    page = page_of(cast, browser_of, cast.chan)
    assert "Session 32 (2019): 4 recommendations" in page
    assert "“Give evicted families fair compensation” (the Netherlands, session 32 (2019), noted)" in page


def test_where_nothing_is_near_an_ask_the_example_is_the_newest_that_asks_for_more_than_to_continue(
    cast: Cast, load_record: LoadRecord, browser_of: SignIn
) -> None:
    ask_of(cast, cast.land, "Publish the budget of village schools each year.")
    load_record([{"Text": "Draw a map"}, {"Text": "Continue efforts on land", "Action": "2", "Session": "32"}])
    page = page_of(cast, browser_of, cast.chan)
    assert "Session 32 (2019): 1 recommendation" in page
    assert "“Draw a map” (France, session 18 (2014), supported)" in page


def test_what_the_record_does_not_know_is_said_beside_a_factsheet_and_not_on_it(
    cast: Cast, ask: Proposal, load_record: LoadRecord, browser_of: SignIn
) -> None:
    unknown = {"Issue": "", "Session": "32"}
    load_record([*ROWS, {"Text": "Free the press", "Issue": ""}, {"Text": "Ratify it", **unknown}])
    page = page_of(cast, browser_of, cast.chan)
    assert "Session 32 (2019): 1 recommendation, theme not known here." in page
    assert "Session 18 (2014): the theme is known of 2 of 3 recommendations." in page
    paper = as_read(file_of(cast, browser_of, "html").decode())
    assert "Session 18 (2014): at least 1 recommendation from France." in paper
    assert "known" not in paper
    assert "Session 32" not in paper


def test_numbers_of_several_issues_name_each_of_them_above_the_bars(
    cast: Cast, ask: Proposal, load_record: LoadRecord, browser_of: SignIn
) -> None:
    Group.objects.filter(pk=cast.land.pk).update(issues=["right-to-land", "womens-rights"])
    load_record([*ROWS, {"Issue": "Women's rights"}])
    subject = "On the right to land and women's rights, taken together:"
    told = str(read_word(file_of(cast, browser_of, "docx")))
    assert told.index(subject.partition("'")[0]) < told.index("Session 18 (2014): 1 supported, 1 noted")
    assert subject in page_of(cast, browser_of, cast.chan).replace("&#x27;", "'")
    save(cast, browser_of, en_earlier="Two States asked.")
    assert subject in page_of(cast, browser_of, cast.chan).replace("&#x27;", "'"), "the bars still count both"


def test_an_institution_alone_is_no_national_framework(cast: Cast, ask: Proposal, browser_of: SignIn) -> None:
    list_reviews(by=cast.sophea, coalition=cast.coalition, reviews=[each.review for each in Ask.objects.all()])
    cast.coalition.follow_up_list.update(published=True, institution="Ministry of Land")
    fields = ["institution", "commitment"]
    PublicPage.objects.create(coalition=cast.coalition, on=True, fields=fields, changed_on=today_there())
    assert "Ministry of Land" not in file_of(cast, browser_of, "html").decode()
    cast.coalition.follow_up_list.filter(text="Register land").update(commitment="A law on titles by 2028")
    assert "Ministry of Land: A law on titles by 2028" in file_of(cast, browser_of, "html").decode()


def test_an_empty_part_says_beside_the_page_what_to_do_and_is_on_no_paper(
    cast: Cast, browser_of: SignIn, load_record: LoadRecord
) -> None:
    ask_of(cast, cast.land)
    load_record([{"Issue": "Justice"}])
    page = page_of(cast, browser_of, cast.chan)
    assert "These parts are empty. The page leaves them out" in page
    assert "Earlier recommendations: The record holds no recommendation on this theme." in page
    assert "Challenges: The group’s part of the submission says nothing of this yet." in page
    paper = file_of(cast, browser_of, "html").decode()
    for heading in ("Earlier recommendations", "National framework", "Challenges", "Questions"):
        assert heading not in paper
    save(cast, browser_of, en_challenges="Families wait.")
    assert "Challenges: The group" not in page_of(cast, browser_of, cast.chan)


def assess(cast: Cast, listed: ListedRecommendation, *levels: str) -> None:
    """An organisation's own word on a recommendation for each of these levels."""
    for place, level in enumerate(levels):
        organisation, _new = Organisation.objects.get_or_create(
            coalition=cast.coalition, name=f"Organisation {place} of the test"
        )
        Assessment.objects.create(listed=listed, organisation=organisation, level=level)


def test_a_factsheet_says_how_many_are_assessed_by_how_many_organisations_and_how_many_are_not(
    cast: Cast, ask: Proposal, load_record: LoadRecord, browser_of: SignIn
) -> None:
    load_record([*ROWS, {"Text": "Map the land", "From": "Peru"}, {"Text": "Share the land", "From": "Chad"}])
    list_reviews(by=cast.sophea, coalition=cast.coalition, reviews=[each.review for each in Ask.objects.all()])
    listed = cast.coalition.follow_up_list.get
    # A group is no organisation, who lacks information assesses nothing, another session's is another's.
    Assessment.objects.create(listed=listed(text="Map the land"), group=cast.land, level="done")
    assess(cast, listed(text="Map the land"), "unknown")
    assess(cast, listed(text="Register land"), "done", "done", "done")
    assess(cast, listed(text="Return land to evicted families"), "nothing", "begun")
    sentence = "1 of these 3 is assessed, by 2 organisations: 1 judged differently; 2 of 3 are not assessed."
    page = page_of(cast, browser_of, cast.chan)
    assert f"Session 18 (2014): 3 recommendations from Chad, France and Peru. {sentence}" in page
    assert "Session 6 (2009): 1 recommendation from Norway. All are assessed, by 3 organisations: 1 fully" in page
    assess(cast, listed(text="Share the land"), "nothing")
    assert "2 of these 3 are assessed, by 2 organisations: 1 not implemented, 1 judged differently; 1 of 3" in page_of(
        cast, browser_of, cast.chan
    )


def test_a_recommendation_of_a_state_that_its_source_does_not_know_is_counted_and_not_quoted(
    cast: Cast, load_record: LoadRecord, browser_of: SignIn
) -> None:
    load_record([{"From": "(Unknown)"}])
    assert "Session 18 (2014): 1 recommendation." in page_of(cast, browser_of, cast.chan)
    load_record([{"From": "(Unknown)"}, {"From": "Chad", "Text": "Map the land"}])
    page = page_of(cast, browser_of, cast.chan)
    assert "Session 18 (2014): 2 recommendations." in page, "not all of them are from Chad"
    assert "“Map the land” (Chad, session 18 (2014), supported)" in page
