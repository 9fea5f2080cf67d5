"""A recommendation that two sources word differently is on the follow-up list once."""

from django.urls import reverse

from openupr.coalitions.tests.examples.cast import Cast
from openupr.recommendations.models import Ask, ImportedFile, SourceRecord
from openupr.recommendations.tests.demo_record import demo_record
from openupr.reviews.models import Review
from openupr.web.tests.reading import as_read

from .conftest import SignIn


def test_a_recommendation_that_only_an_uncounted_source_words_so_comes_not_twice_on_the_list(
    cast: Cast, browser_of: SignIn
) -> None:
    demo_record()
    review = Review.objects.get(iso3="KHM", session=18)
    number = Ask.objects.filter(review=review).count()
    other = Ask.objects.create(key="KHM-18-otherwise", same="otherwise", review=review, from_iso3="DZA")
    SourceRecord.objects.create(
        ask=other,
        file=ImportedFile.objects.latest("pk"),
        source="working-group-report",
        text="To join it (Algeria)/sign it (Egypt)",
        row=1,
        response="pending",
    )
    client, at = browser_of(cast.sophea), reverse("followup:reviews", kwargs=cast.at_coalition)
    assert f"{number} recommendations" in as_read(client.get(at).content.decode())
    client.post(at, {"review": [str(review.pk)]})
    assert cast.coalition.follow_up_list.count() == number
    assert not cast.coalition.follow_up_list.filter(from_iso3="DZA", ask=other).exists()
