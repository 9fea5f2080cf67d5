"""A roadmap is handed to a partner: the file comes at once, and says what no State said in these words."""

import io
import zipfile

import pytest
from django.conf import settings
from django.urls import reverse

from openupr.coalitions.tests.examples.cast import Cast
from openupr.followup.group_lines import take_up, write_in
from openupr.recommendations.edition import remove_demo
from openupr.recommendations.models import Ask
from openupr.recommendations.tests.demo_record import demo_record

from .conftest import SignIn
from .examples.roadmap import handout


def at(cast: Cast, page: str, **parts: object) -> str:
    return reverse(page, kwargs={**cast.at_land, **parts})


def test_the_file_comes_by_itself_once_its_partner_is_named(cast: Cast, browser_of: SignIn) -> None:
    client, address = browser_of(cast.dara), at(cast, "roadmaps:roadmap-hand-out")
    page = client.post(address, {"partner": "Embassy"}, follow=True).content.decode()
    file = at(cast, "roadmaps:roadmap-word", handout=cast.land.handouts.get().pk)
    assert f'<meta http-equiv="refresh" content="0; url={file}">' in page  # also without a script
    assert "The file for Embassy is made" in page
    assert f'<a href="{file}" download>Take the file</a>' in page
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "km"
    answer = client.get(file)
    with zipfile.ZipFile(io.BytesIO(answer.content)) as packed:
        assert "For Embassy, as of" in packed.read("word/document.xml").decode(), "the same whoever takes it"
    assert (answer.status_code, answer.headers["Content-Disposition"]) == (
        200,
        'attachment; filename="roadmap-land-to-read.docx"',
    )


@pytest.mark.parametrize("made", ["", "?made=", "?made=0", "?made=x", "?made=²"])
def test_nothing_comes_where_nothing_was_made(cast: Cast, browser_of: SignIn, made: str) -> None:
    client, address = browser_of(cast.dara), at(cast, "roadmaps:roadmap-hand-out")
    client.post(address, {"partner": "Embassy"})
    page = client.get(address + made)
    assert page.status_code == 200
    assert "http-equiv" not in page.content.decode()


@pytest.mark.parametrize("still_there", [True, False])
def test_words_of_the_demo_record_are_not_handed_out_as_those_of_a_state(
    cast: Cast, browser_of: SignIn, still_there: bool
) -> None:
    demo_record()
    ask = Ask.objects.filter(review__iso3="KHM", review__session=18, kind="recommendation").exclude(from_iso3="")[0]
    take_up(by=cast.chan, group=cast.land, asks=[ask])
    if not still_there:
        remove_demo()
    told = ["(in words of the demo record, not of the State)", f"({ask.from_name}, session 18)"]
    client = browser_of(cast.dara)
    client.post(at(cast, "roadmaps:roadmap-hand-out"), {"partner": "Embassy"})
    file = client.get(at(cast, "roadmaps:roadmap-word", handout=cast.land.handouts.get().pk)).content
    with zipfile.ZipFile(io.BytesIO(file)) as packed:
        document = packed.read("word/document.xml").decode()
    assert [each in document for each in told] == [True, True]
    assert "For practice only" in document or not still_there
    assert "(in words of the demo record" in client.get(at(cast, "followup:follow-ups")).content.decode()
    assert "(in words of the demo record" in client.get(at(cast, "followup:follow-ups-csv")).getvalue().decode(
        "utf-8-sig"
    )


def test_a_text_of_ones_own_is_nobody_elses(cast: Cast, browser_of: SignIn) -> None:
    write_in(by=cast.chan, group=cast.land, text="Written in by the group")
    page = browser_of(cast.dara).get(at(cast, "followup:follow-ups-csv")).getvalue().decode("utf-8-sig")
    assert "demo record" not in page


def test_the_groups_work_stays_when_the_record_is_imported_anew(cast: Cast, browser_of: SignIn) -> None:
    demo_record()
    ask = Ask.objects.filter(review__iso3="KHM").exclude(from_iso3="").first()
    assert ask is not None
    made = ask.from_name, str(ask.review.session)
    [line] = take_up(by=cast.chan, group=cast.land, asks=[ask])
    text = line.text
    ask.delete()
    line.refresh_from_db()
    assert (line.ask, line.text) == (None, text)
    assert text
    # So do the State that made it and the session: on the page, in the table, in the file for a partner.
    client = browser_of(cast.dara)
    assert (
        f"{made[0]}, session {made[1]} · Not in the record"
        in client.get(at(cast, "followup:follow-ups")).content.decode()
    )
    [row] = client.get(at(cast, "followup:follow-ups-json")).json()["followed_up"]
    assert (row["from"], row["session"]) == made
    file = client.get(at(cast, "roadmaps:roadmap-word", handout=handout(cast).pk)).content
    with zipfile.ZipFile(io.BytesIO(file)) as packed:
        assert f"({made[0]}, session {made[1]})" in packed.read("word/document.xml").decode()
