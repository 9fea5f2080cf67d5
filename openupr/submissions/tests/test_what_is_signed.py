"""An organisation signs all that leaves: it is asked again when any of it changes, and editions show what did."""

import re
from collections.abc import Callable

import pytest
from django.urls import reverse
from django.utils import timezone

from openupr.coalitions.models import Participation
from openupr.coalitions.organisations import TheirOwnWords, change_organisation
from openupr.coalitions.tests.examples.cast import Cast
from openupr.coalitions.tests.examples.clock import today_there
from openupr.submissions.editions import compared, content_of
from openupr.submissions.models import Edition, SignOn, Submission
from openupr.submissions.new_submission import change_cover
from openupr.submissions.paragraphs import add_paragraph, move_paragraph
from openupr.submissions.remarks import add_claim
from openupr.submissions.rounds import circulate
from openupr.submissions.sections import change_section, move_section
from openupr.submissions.signing import ask_to_sign, sign_on, signing_of
from openupr.web.tests.reading import press

from .conftest import SignIn
from .examples import Drafted, annexed
from .test_drafting_pages import at

# What is compared lies in files; test_drafting signs there.
pytestmark = pytest.mark.thorough("on PostgreSQL")

NOW = timezone.now()
NAMES = {"name": "Forest Watch of the Test", "short_name": "Forest Watch"}


@pytest.fixture
def signed(people: Cast, draft: Drafted) -> Edition:
    """Forest Watch signed a text of some 300 words, and is named."""
    add_paragraph(by=people.chan, section=draft.section, text="It was all taken in one night. " * 40, now=NOW)
    edition = ask_to_sign(by=people.sophea, submission=draft.submission, now=NOW)
    given = {"submission": draft.submission, "organisation": people.forest, "edition": edition}
    sign_on(by=people.nary, choice="named", now=NOW, **given)
    assert signing_of(draft.submission).named == [people.forest]
    return edition


_MANY = "Names that nobody has agreed to. " * 12


def _cover(people: Cast, draft: Drafted, **said: str) -> None:
    before = {"title": draft.submission.title, "key_words": "", "contact": ""}
    change_cover(by=people.sophea, submission=draft.submission, asks_again_from=5, **before | said)


def _title(people: Cast, draft: Drafted) -> None:
    _cover(people, draft, title="Down with all of them: a joint declaration " * 4)


def _contact(people: Cast, draft: Drafted) -> None:
    _cover(people, draft, contact=_MANY)


def _heading(people: Cast, draft: Drafted) -> None:
    heading = "They must resign at once: " * 7
    change_section(by=people.sophea, section=draft.section, heading=heading, weight=1, budget=None, group=people.land)


def _source(people: Cast, draft: Drafted) -> None:
    add_claim(now=timezone.now(), by=people.chan, paragraph=draft.paragraph, source=_MANY, kind="first-hand")


def _annex(people: Cast, draft: Drafted) -> None:
    annexed(people, draft)


def _about(people: Cast, draft: Drafted) -> None:
    member = people.coalition.member_organisations.get()
    change_organisation(by=people.nary, member=member, **NAMES, about="We are the opposition.")


def _name(people: Cast, draft: Drafted) -> None:
    """The voice signed for Forest Watch: nothing is signed in the name of a party."""
    member = people.coalition.member_organisations.get()
    about = member.organisation.about
    change_organisation(by=people.nary, member=member, name="Party Youth League", short_name="", about=about)


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        (_title, "title"),
        (_contact, "contact"),
        (_heading, "heading"),
        (_source, "sources"),
        (_annex, "annex"),
        (_about, None),
        (_name, None),
    ],
)
def test_whatever_leaves_is_compared_and_counted(
    change: Callable[[Cast, Drafted], None], kind: str | None, people: Cast, draft: Drafted, signed: Edition
) -> None:
    change(people, draft)
    submission = Submission.objects.get()
    [status] = signing_of(submission).statuses
    assert status.again
    assert signing_of(submission).named == []
    differing = {each.kind for each in compared(signed.content, content_of(submission)) if each.is_changed}
    assert differing == ({kind} if kind else set())


def test_a_small_change_is_told_of_beside_the_name_and_nobody_is_asked_again(
    people: Cast, draft: Drafted, signed: Edition, browser_of: SignIn
) -> None:
    _cover(people, draft, title="Joint submission of a test")
    page = browser_of(people.chan).get(at(draft, "signing")).content.decode()
    assert "0.3% of the words changed since" in page
    assert "to be asked again" not in page
    compare = browser_of(people.chan).get(at(draft, "editions"), {"from": signed.number}).content.decode()
    assert "1 place changed" in compare
    assert "<del>the </del><ins>a </ins>test" in compare


def test_key_words_make_no_signature_void_and_a_new_title_says_how_many_must_answer_again(
    people: Cast, draft: Drafted, signed: Edition, browser_of: SignIn
) -> None:
    sophea = browser_of(people.sophea)
    said = {"title": draft.submission.title, "key_words": "land, " * 40, "contact": "", "asks_again_from": 5}
    saved = sophea.post(at(draft, "cover"), said, follow=True).content.decode()
    assert ("Saved." in saved, "answer again" in saved) == (True, False)
    found = signing_of(Submission.objects.get())
    assert (found.named, bool(found.since)) == ([people.forest], False)
    saved = sophea.post(at(draft, "cover"), {**said, "title": "Another one entirely " * 9}, follow=True)
    assert "1 organisation must answer again." in saved.content.decode()


def test_an_edition_from_before_more_was_kept_asks_nobody_again(people: Cast, draft: Drafted, signed: Edition) -> None:
    content = {name: signed.content[name] for name in ("title", "sections")}
    content["sections"] = [{**each} for each in content["sections"]]
    for section in content["sections"]:
        del section["key"]
    Edition.objects.filter(pk=signed.pk).update(content=content)
    draft.submission.sign_ons.update(about=None)
    annexed(people, draft)
    _cover(people, draft, contact="An office", key_words="land")
    assert signing_of(Submission.objects.get()).named == [people.forest]
    differing = [each.kind for each in compared(content, content_of(draft.submission)) if each.is_changed]
    assert set(differing) == {"annex"}


def test_its_own_people_write_what_the_cover_says_of_an_organisation_a_coordinator_where_nobody_comes(
    people: Cast, draft: Drafted, browser_of: SignIn
) -> None:
    member = people.coalition.member_organisations.get()
    sophea = browser_of(people.sophea)
    address = f"/coalitions/{people.coalition.key}/people/organisations/{member.pk}/about/"
    with pytest.raises(TheirOwnWords):
        change_organisation(by=people.sophea, member=member, **NAMES, about="x")
    assert "<textarea" not in sophea.get(address).content.decode()
    assert f'href="{address}"' in browser_of(people.nary).get(at(draft, "signing")).content.decode()
    # Nothing is written yet: there is nothing that a coordinator could read.
    assert f'href="{address}"' not in sophea.get(at(draft, "cover")).content.decode()
    member.representative = None
    member.save()
    assert "This organisation has no people here" in sophea.get(address).content.decode()
    sophea.post(address, {**NAMES, "about": "We watch forests."})
    member.organisation.refresh_from_db()
    assert member.organisation.about == "We watch forests."
    assert f'href="{address}"' in sophea.get(at(draft, "cover")).content.decode()
    assert browser_of(people.chan).post(address, {"about": "x"}).status_code in {200, 422}
    member.organisation.refresh_from_db()
    assert member.organisation.about == "We watch forests."


def test_a_draft_that_is_circulated_later_is_not_the_one_to_sign(people: Cast, draft: Drafted, signed: Edition) -> None:
    add_paragraph(by=people.chan, section=draft.section, text="Not agreed yet.", now=NOW)
    given = {"submission": draft.submission, "comments_until": today_there(), "now": NOW}
    round_open = circulate(by=people.sophea, **given)
    assert (signing_of(draft.submission).edition, round_open.edition == signed) == (signed, False)
    # Asked anew, they sign the text as it stands: an edition of its own, though it reads as the draft that goes round.
    asked = ask_to_sign(by=people.sophea, submission=draft.submission, now=NOW)
    assert asked.content == round_open.edition.content
    assert signing_of(draft.submission).edition == asked != round_open.edition


def test_signers_are_told_what_has_changed_since_the_edition_that_they_read(
    people: Cast, draft: Drafted, signed: Edition, browser_of: SignIn
) -> None:
    nary, sophea, told = browser_of(people.nary), browser_of(people.sophea), "The text has changed since this edition"
    assert told not in nary.get(at(draft, "signing")).content.decode()
    add_paragraph(by=people.chan, section=draft.section, text="And more.", now=NOW)
    little = nary.get(at(draft, "signing")).content.decode()
    assert (told in little, "The files show the text of today" in little) == (True, True)
    add_paragraph(by=people.chan, section=draft.section, text="It was all sold again. " * 60, now=NOW)
    much = nary.get(at(draft, "signing")).content.decode()
    assert "Too much has changed: an answer to this edition does not count" in much
    assert "to be asked again" in much
    # The overview says so, and the page that it leads to has the button in front.
    home = reverse("coalitions:coalition", kwargs=people.at_coalition)
    overview = sophea.get(home).content.decode()
    assert ("Ask to sign again: the text has changed" in overview, "have answered" in overview) == (True, False)
    button = re.compile(r'button primary">\s*Ask again with a newer text')
    assert button.search(sophea.get(at(draft, "signing")).content.decode())
    press(sophea, at(draft, "signing"), at(draft, "signing-open"))
    assert "Sign again: the text has changed" in nary.get(reverse("coalitions:for-me")).content.decode()
    assert not button.search(sophea.get(at(draft, "signing")).content.decode())
    asked = sophea.get(at(draft, "signing")).content.decode()
    assert ("asked again, no answer yet" in asked, "to be asked again" in asked) == (True, False)
    overview = sophea.get(home).content.decode()
    assert "0 of 1 organisations have answered" in overview
    # Who checks it before lodging sees that it is not finished, and the same number of empty parts everywhere.
    check = sophea.get(at(draft, "check")).content.decode()
    assert ("Still open" in check, "Must answer again" in check) == (True, True)
    whole = sophea.get(at(draft, "submission"))
    own = whole.content.decode()
    [n] = re.findall(r"(\d+) parts(?: in \d+ sections?)? are still empty", own)
    assert (f"Write {n} empty parts" in overview, f"{n} parts" in check) == (True, True)
    # An annex may stay empty: it is neither counted nor marked.
    assert len(re.findall(r'muted small">(?:empty|Still empty in it:)', own)) == whole.context["empty"]["pages"]
    assert own.index(at(draft, "check")) < own.index("Upload it to OHCHR, then record")
    assert told not in nary.get(at(draft, "signing")).content.decode()


def test_what_was_only_moved_asks_nobody_again_and_is_told(
    people: Cast, draft: Drafted, signed: Edition, browser_of: SignIn
) -> None:
    move_section(by=people.sophea, section=draft.section, steps=-1)
    found = signing_of(draft.submission)
    assert (found.named, found.since.share, found.since.moved) == ([people.forest], 0.0, True)
    nary = browser_of(people.nary)
    assert "Sections or paragraphs were moved since" in nary.get(at(draft, "signing")).content.decode()
    compare = nary.get(at(draft, "editions"), {"from": signed.number}).content.decode()
    assert ("0 places changed" in compare, "moved: Land: Developments since the last review" in compare) == (True, True)
    move_section(by=people.sophea, section=draft.section, steps=1)
    move_paragraph(by=people.chan, paragraph=draft.paragraph, steps=1)
    within = nary.get(at(draft, "editions"), {"from": signed.number}).content.decode()
    assert "moved: Land: Developments since the last review" in within


def test_a_member_without_a_voice_reads_who_answers_for_their_organisation(
    people: Cast, draft: Drafted, browser_of: SignIn
) -> None:
    Participation.objects.filter(person=people.chan).update(organisation=people.forest)
    not_asked_yet = browser_of(people.chan).get(at(draft, "signing")).content.decode()
    assert "Nary answers for your organisation." in not_asked_yet
    ask_to_sign(by=people.sophea, submission=draft.submission, now=timezone.now())
    page = browser_of(people.chan).get(at(draft, "signing")).content.decode()
    assert "Nary speaks for Forest Watch of the Test" in page
    assert "speaks for" not in browser_of(people.nary).get(at(draft, "signing")).content.decode()


def test_the_page_says_who_answered_what_who_did_not_and_for_whom_no_one_can(
    people: Cast, draft: Drafted, signed: Edition, browser_of: SignIn
) -> None:
    page = browser_of(people.nary).get(at(draft, "signing")).content.decode()
    assert f"You answered: <strong>signs and is named</strong> (edition {signed.number})." in page
    assert re.search(r'value="named"[^>]* checked', page)
    # Who is asked to sign sees how much of the text is empty.
    assert "are empty, and are left out of the file" in page.split("Before it is lodged")[1]
    SignOn.objects.all().delete()
    sophea = browser_of(people.sophea)
    Submission.objects.update(state="drafting")
    assert "not asked yet" in sophea.get(at(draft, "signing")).content.decode()
    Submission.objects.update(state="signing")
    assert "asked, no answer yet" in sophea.get(at(draft, "signing")).content.decode()
    people.coalition.member_organisations.update(representative=None)
    invite = f'href="{reverse("coalitions:invite", kwargs=people.at_coalition)}?organisation={people.forest.pk}"'
    Participation.objects.update(organisation=None)
    page = sophea.get(at(draft, "signing")).content.decode()
    assert invite in page.split("No one speaks for it.")[1]
    assert ("no one to ask yet" in page, "asked, no answer yet" in page) == (True, False)
    # What was asked, the message to copy, what is to be done before lodging; no newer text is there to ask with.
    order = ("is the one to sign", "Copy a message", "Before you lodge", "are empty, and are left out of the file")
    places = [page.index(each) for each in order]
    assert (places, "Ask again with a newer text" in page) == (sorted(places), False)
    assert invite not in browser_of(people.chan).get(at(draft, "signing")).content.decode()
    Participation.objects.filter(person=people.nary).update(organisation=people.forest)
    member = people.coalition.member_organisations.get(organisation=people.forest)
    choose = reverse("coalitions:representative", kwargs={**people.at_coalition, "number": member.pk})
    assert choose in sophea.get(at(draft, "signing")).content.decode().split("No one speaks for it.")[1]
