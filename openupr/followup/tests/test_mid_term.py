"""The mid-term report as somebody receives it: who reports on which review, each recommendation
once, by theme.
"""

import io
from datetime import date

import docx
import pytest
from django.urls import reverse

from openupr.coalitions.models import MemberOrganisation, Organisation
from openupr.coalitions.tests.examples.cast import Cast
from openupr.documents import word
from openupr.followup.arranging import list_reviews
from openupr.followup.assessments import assess_for_organisation, write_claim
from openupr.followup.group_lines import assess as assess_for_group
from openupr.followup.group_lines import write_in
from openupr.followup.mid_term import mid_term_report
from openupr.followup.models import Evidence, ListedRecommendation
from openupr.followup.own_thematic_lists import own_matrix_as_word, own_rows
from openupr.followup.priorities import judge_together
from openupr.recommendations.tests.demo_record import demo_record
from openupr.reviews.models import Review

from .conftest import SignIn

TODAY = date(2026, 11, 28)
EQUALITY, HEALTH = "equality-non-discrimination", "right-to-health"


def on_list(cast: Cast, text: str, origin: str = "FRA", **more: object) -> ListedRecommendation:
    given = {"session": 18, "response": "supported", "themes": [EQUALITY, HEALTH], "issues": ["right-to-land"]}
    return ListedRecommendation.objects.create(
        coalition=cast.coalition, text=text, from_iso3=origin, **{**given, **more}
    )


def assess(cast: Cast, *several: ListedRecommendation, named: bool = False, level: str = "begun") -> None:
    for listed in several:
        assess_for_organisation(
            by=cast.nary, listed=listed, organisation=cast.forest, level=level, reason="Half of it.", named=named,
            quoted=named, today=TODAY,
        )  # fmt: skip


def text_of(block: object) -> str:
    runs = block.runs if isinstance(block, word.Heading | word.Paragraph | word.Item) else ()
    return "".join(run.text for run in runs if isinstance(run, word.Run))


def words(report: word.Document) -> list[str]:
    """Each heading, paragraph and row as one line, in order."""
    found = []
    for block in report.blocks:
        if isinstance(block, word.DocumentTable):
            found += [
                " | ".join("".join(run.text for run in cell if isinstance(run, word.Run)) for cell in row)
                for row in block.rows
            ]
        elif isinstance(block, word.Listing):
            found += map(text_of, block.items)
        else:
            found.append(text_of(block))
    return found


def made(cast: Cast) -> list[str]:
    return words(mid_term_report(cast.coalition, today=TODAY))


def test_a_recommendation_with_two_themes_is_there_once_and_the_other_theme_refers_to_it(cast: Cast) -> None:
    assess(cast, on_list(cast, "Treat all patients alike."))
    told = made(cast)
    assert sum("Treat all patients alike." in line for line in told) == 2  # the row, and where the other theme names it
    assert "Right to health: “Treat all patients alike.” (under “Equality & non-discrimination”)" in told


def test_states_that_made_the_same_recommendation_share_a_row(cast: Cast) -> None:
    assess(cast, on_list(cast, "Treat all alike."), on_list(cast, "Treat all alike", "PER"), named=True)
    [row] = [line for line in made(cast) if " | " in line and "Treat all alike" in line]
    assert "France; Peru. Supported." in row
    assert row.count("Half of it.") == 1


def test_of_two_that_are_judged_once_the_second_refers_to_the_first(cast: Cast) -> None:
    first, second = on_list(cast, "Treat all alike."), on_list(cast, "Treat everybody alike.")
    judge_together(by=cast.sophea, coalition=cast.coalition, numbers=[first.pk, second.pk])
    assess(cast, first)
    [row] = [line for line in made(cast) if " | " in line and "Treat everybody alike." in line]
    assert row.endswith(" | Assessed together with “Treat all alike.”: see there.")


def test_ohchrs_themes_come_before_issues_and_pledges_have_a_part_of_their_own(cast: Cast) -> None:
    assess(cast, on_list(cast, "Treat all alike."), on_list(cast, "Build a school.", themes=[]))
    assess(cast, on_list(cast, "We shall plant trees.", "", kind="pledge"))
    told = made(cast)
    assert "Equality & non-discrimination" in told
    assert "Right to land" in told  # OHCHR gives this one no theme
    pledges = told.index("Voluntary pledges of the State")
    assert "We shall plant trees." in told[pledges + 1]
    assert not any("We shall plant trees." in line for line in told[:pledges])


def test_the_numbers_of_the_report_add_up_and_pledges_are_apart(cast: Cast) -> None:
    assess(cast, on_list(cast, "Treat all alike."), on_list(cast, "Build a school."))
    assess(cast, on_list(cast, "Count all patients."), level="unknown")
    on_list(cast, "Train all nurses.")
    assess(cast, on_list(cast, "We shall plant trees.", "", kind="pledge", response=""))
    told = made(cast)
    numbers = dict(line.split(" | ") for line in told if line.count(" | ") == 1)
    assert {name: numbers[name] for name in ("Recommendations on the list", "Assessed by at least one")} == {
        "Recommendations on the list": "4",
        "Assessed by at least one": "2",
    }
    assert (numbers["Of these partly implemented"], numbers["Not enough information"]) == ("2", "1")
    assert (numbers["No assessment yet"], numbers["Pledges of the State"], numbers["Pledges assessed"]) == (
        "1",
        "1",
        "1",
    )
    assert "2 recommendations on the list were not assessed." in (left := told[told.index("Not assessed") + 1])
    assert "On 1 of them somebody says that there is not enough information." in left
    assert any("“not enough information” is counted apart" in line for line in told)


def test_the_front_says_the_review_its_adoption_the_coalition_and_the_day(cast: Cast) -> None:
    on_list(cast, "Plant a tree.", session=18)
    told = dict(line.split(" | ", 1) for line in made(cast) if " | " in line)
    assert told["Review"] == "Cycle 2, session 18, 28 January 2014"
    assert told["Outcome adopted"] == "Human Rights Council, session 26 [day of adoption]"
    assert told["Report by"] == cast.coalition.name
    assert told["As of"] == "28 November 2026"


def test_only_members_that_agreed_are_named(cast: Cast) -> None:
    listed = on_list(cast, "Treat all alike.")
    assess(cast, listed)
    other = Organisation.objects.create(coalition=cast.coalition, name="Quiet Hands")
    MemberOrganisation.objects.create(coalition=cast.coalition, organisation=other, since=TODAY)
    assert "Members | 2 organisations [names of those that agree to be named]" in made(cast)
    assess(cast, listed, named=True)
    assert f"Members | 2 organisations, among them {cast.forest.in_full}" in made(cast)
    assert not any("Quiet Hands" in line for line in made(cast))


def test_what_the_government_says_is_marked_as_its_own_claim(cast: Cast) -> None:
    listed = on_list(cast, "Treat all alike.")
    assess(cast, listed)
    write_claim(
        by=cast.sophea, listed=listed, level="done", reason="All is done.", source="National report", today=TODAY
    )
    [row] = [line for line in made(cast) if " | " in line and "Treat all alike." in line]
    assert "The Government says: fully implemented. “All is done.” (National report)" in row
    assert "Fully implemented" not in row


def test_the_method_says_on_how_many_recommendations_a_reader_finds_a_source(cast: Cast) -> None:
    first, second = on_list(cast, "Treat all alike."), on_list(cast, "Build a school.")
    assess(cast, first, second)
    Evidence.objects.create(listed=first, what="A law", kind="law", source="Gazette", seen_by="public")
    told = " ".join(made(cast))
    assert "1 of 2 assessed recommendations name a source that readers can check." in told
    assert "They rest on" not in told


@pytest.mark.parametrize("length", [100, 1_000])
def test_a_heading_stays_with_its_table_and_a_long_row_leaves_no_half_page(
    cast: Cast, browser_of: SignIn, length: int
) -> None:
    listed = on_list(cast, "Treat all alike. " * (length // 17 + 1))
    assess(cast, listed)
    on_list(cast, "Build a school.", themes=[HEALTH])
    data = browser_of(cast.nary).get(reverse("followup:mid-term-file", kwargs=cast.at_coalition)).content
    [table] = [each for each in docx.Document(io.BytesIO(data)).tables if "Now" in each.rows[0].cells[1].text]
    assert bool(table.rows[1]._tr.xpath("./w:trPr/w:cantSplit")) is (length < 900)
    report = mid_term_report(cast.coalition, today=TODAY)
    for before, block in zip(report.blocks, report.blocks[1:], strict=False):
        if isinstance(block, word.DocumentTable):
            assert isinstance(before, word.Heading) or (isinstance(before, word.Paragraph) and before.keeps_next)


def test_themes_without_a_row_of_their_own_are_one_list_and_not_empty_headings(cast: Cast) -> None:
    assess(cast, on_list(cast, "Treat all patients alike.", themes=[EQUALITY, HEALTH, "right-to-education"]))
    report = mid_term_report(cast.coalition, today=TODAY)
    told = [text_of(block) for block in report.blocks if isinstance(block, word.Heading)]
    assert not {"Right to health", "Right to education"} & set(told)
    [listing] = [block for block in report.blocks if isinstance(block, word.Listing)]
    assert [text_of(item).partition(":")[0] for item in listing.items] == ["Right to education", "Right to health"]


def test_the_method_says_who_assessed_and_no_group_where_none_did(cast: Cast) -> None:
    listed = on_list(cast, "Treat all alike.")
    assert "As of 28 November 2026, nobody assessed recommendations." in made(cast)
    assess(cast, listed)
    assert "As of 28 November 2026, 1 organisation of the coalition assessed recommendations." in made(cast)


def test_a_groups_name_does_not_read_as_who_is_spoken_of(cast: Cast) -> None:
    line = write_in(by=cast.dara, group=cast.land, text="Title the land.")
    assess_for_group(by=cast.dara, follow_up=line, done="nothing", note="Two unions were refused", version=line.version)
    [row] = [line for line in made(cast) if " | " in line and "Title the land." in line]
    assert f"Not implemented – the group “{cast.land.name}”: Two unions were refused" in row


def test_short_names_are_said_in_full_once(cast: Cast) -> None:
    Organisation.objects.filter(pk=cast.forest.pk).update(name="Watch of the Forests", short_name="WoF")
    cast.forest.refresh_from_db()
    listed = on_list(cast, "Treat all alike.")
    assess(cast, listed)
    assert not any("WoF" in line for line in made(cast))
    assess(cast, listed, named=True)
    assert "Short names of organisations: WoF: Watch of the Forests." in made(cast)


def test_a_list_of_several_reviews_says_how_many_are_of_which_and_each_row_of_which_it_is(cast: Cast) -> None:
    assess(cast, on_list(cast, "Plant a tree.", session=18), on_list(cast, "Dig a well.", session=6))
    on_list(cast, "Count all patients.", session=18)
    told = made(cast)
    assert "Recommendations on the list: 2 of session 18 and 1 of session 6." in told
    assert any(line.startswith("Session 6\nDig a well.") for line in told)
    ListedRecommendation.objects.filter(session=6).delete()
    assert not any("Recommendations on the list:" in line or line.startswith("Session 18\n") for line in made(cast))


def test_part_of_one_review_is_said_to_be_a_part(cast: Cast) -> None:
    demo_record()
    review = Review.objects.get(iso3="KHM", session=18)
    list_reviews(by=cast.sophea, coalition=cast.coalition, reviews=[review])
    assert not any("Recommendations on the list:" in line for line in made(cast))
    n = cast.coalition.follow_up_list.filter(kind="recommendation").count()
    cast.coalition.follow_up_list.filter(kind="recommendation")[0].delete()
    told = f"Recommendations on the list: {n - 1} of session 18 (our record has {n})."
    assert told in made(cast)
    table = own_matrix_as_word(cast.coalition, 18, today=TODAY)
    assert told in [paragraph.text for paragraph in docx.Document(io.BytesIO(table)).paragraphs]


def test_what_has_no_paragraph_number_is_said_once(cast: Cast) -> None:
    on_list(cast, "Plant a tree.")
    assert "Our sources give no paragraph number of the UN for these recommendations." in made(cast)


def test_themes_are_in_words_that_need_no_key(cast: Cast) -> None:
    assess(cast, on_list(cast, "Ratify it.", themes=[], issues=["cp-rights-general"]))
    told = made(cast)
    assert "Civil and political rights in general" in told
    assert not any("CP rights" in line for line in told)
    assert [row.themes for row in own_rows(cast.coalition, 18)] == [["Civil and political rights in general"]]
