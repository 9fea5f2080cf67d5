"""An organisation that does not want to be named is not named by the text either, without somebody being told."""

import pytest
from django.urls import reverse
from django.utils import timezone

from openupr.coalitions.tests.examples.cast import Cast
from openupr.coalitions.tests.examples.clock import today_there
from openupr.submissions.paragraphs import write_paragraph
from openupr.submissions.remarks import add_claim
from openupr.submissions.rules.naming import names
from openupr.submissions.sections import remove_section
from openupr.submissions.signing import ask_to_sign, sign_on

from .conftest import SignIn
from .examples import Drafted


@pytest.mark.parametrize(
    ("text", "is_named"),
    [
        ("Seen by forest  watch of the north.", True),
        ("Seen by FWN in May.", True),
        ("Seen by the FWNs and fwn alone.", False),
        ("Forest Watch of the northern hills", False),
        ("", False),
    ],
)
def test_a_name_is_found_as_a_whole_and_a_short_one_as_it_is_written(text: str, is_named: bool) -> None:
    assert names(text, "Forest Watch of the North", "FWN") is is_named


@pytest.mark.parametrize(
    ("text", "is_named"),
    [
        ("as Drustvo Zvezda says", True),
        ("as Dru\u0161tvo Zvez\u200bda says", True),
        ("as Drus\u030ctvo-Zvezda\u2019s people say", True),
        ("see [here](https://www.drustvo-zvezda.org/report)", True),
        ("write to info@drustvozvezda.example", True),
        ("see https://example.org/Dru%C5%A1tvo_Zvezda", True),
        ("a zvezda of the drustvo, see https://zvezda.example/drustvo", False),
    ],
)
def test_a_name_is_found_without_its_diacritics_with_what_nobody_sees_and_in_an_address(
    text: str, is_named: bool
) -> None:
    assert names(text, "Društvo Zvezda") is is_named


def test_a_name_of_one_word_is_not_looked_for_in_addresses() -> None:
    assert not names("https://example.org/deforestation", "Forest")


def test_a_khmer_name_is_found_within_a_row_of_letters() -> None:
    assert names("តាមរបាយការណ៍សមាគមព្រៃឈើបានបង្ហាញ", "សមាគមព្រៃឈើ")
    assert not names("We saw it.", "We", "We")


def test_who_supports_unnamed_is_looked_for_in_the_text_its_sources_and_on_the_cover(
    people: Cast, draft: Drafted, browser_of: SignIn
) -> None:
    now, sophea = timezone.now(), browser_of(people.sophea)
    text = "Land was taken, as Forest Watch saw."
    write_paragraph(by=people.chan, paragraph=draft.paragraph, text=text, version=1, now=now)
    add_claim(
        now=timezone.now(),
        by=people.chan,
        paragraph=draft.paragraph,
        source="Notes of forest watch of the test",
        kind="first-hand",
    )
    type(draft.submission).objects.update(contact="info@example.org, Forest Watch")
    draft.submission.refresh_from_db()
    edition = ask_to_sign(by=people.sophea, submission=draft.submission, now=now)
    on = {"submission": draft.submission, "organisation": people.forest, "edition": edition, "now": now}
    sign_on(by=people.nary, choice="unnamed", **on)
    address = reverse("submissions:signing", kwargs=draft.at)
    [told] = sophea.get(address).context["revealed"].named
    assert (told.organisation, told.elsewhere) == (people.forest, ["the cover"])
    assert [(each.section, each.anchor) for each in told.places] == [(draft.section, draft.paragraph.anchor)]
    lodging = sophea.get(reverse("submissions:lodge", kwargs=draft.at)).content.decode()
    assert "The text names organisations that the cover does not" in lodging
    sign_on(by=people.nary, choice="named", **on)
    assert "The text names organisations" not in sophea.get(address).content.decode()


@pytest.mark.parametrize(
    ("text", "is_cited"),
    [
        ("Land was taken, as Forest **Watch** saw.", False),
        ("Land was taken.^[Told by *Forest* Watch.]", True),
        ("Land was taken.^[See [there](https://forest-watch.org).]", True),
        ("Land was [taken](https://forest-watch.org).", False),
    ],
)
def test_bold_type_a_note_and_the_address_of_a_link_hide_no_name(
    people: Cast, draft: Drafted, browser_of: SignIn, text: str, is_cited: bool
) -> None:
    write_paragraph(by=people.chan, paragraph=draft.paragraph, text=text, version=1, now=timezone.now())
    page = browser_of(people.sophea).get(reverse("submissions:submission", kwargs=draft.at))
    revealed = page.context["revealed"]
    [told] = revealed.cited if is_cited else revealed.named
    assert (told.organisation, [each.section for each in told.places]) == (people.forest, [draft.section])
    # A source is no sign that it takes part.
    said = "An end note cites Forest Watch", "The text names organisations that the cover does not"
    assert [each in page.content.decode() for each in said] == [is_cited, not is_cited]
    # Who is of that organisation is not told to ask it.
    theirs = browser_of(people.nary).get(reverse("submissions:submission", kwargs=draft.at)).content.decode()
    assert [each in theirs for each in said] == [False, not is_cited]


def test_before_locking_the_edition_that_was_uploaded_is_looked_through_too(
    people: Cast, draft: Drafted, browser_of: SignIn
) -> None:
    sophea, now = browser_of(people.sophea), timezone.now()
    write_paragraph(by=people.chan, paragraph=draft.paragraph, text="As Forest Watch saw.", version=1, now=now)
    sophea.post(reverse("submissions:lodge-file", kwargs=draft.at))
    remove_section(by=people.sophea, section=draft.section, now=now)
    address = reverse("submissions:lodge", kwargs=draft.at)
    seen = sophea.get(address).context["form"].initial["seen"]
    page = sophea.post(address, {"lodged_on": today_there().isoformat(), "receipt": "No. 7", "seen": seen})
    told, number = page.content.decode(), page.context["before"].number
    assert f"Edition {number} names organisations that its cover does not" in told
    assert f"<strong>{people.forest.name}</strong>" in told
    assert "The text names organisations" not in told
