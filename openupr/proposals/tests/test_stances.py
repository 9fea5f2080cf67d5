"""Members say of a recommendation that they agree, can live with it or object; then the rapporteur adopts it."""

import re
from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from openupr.accounts.actions import NotPermitted
from openupr.coalitions.models import GroupMembership
from openupr.coalitions.tests.examples.cast import Cast
from openupr.proposals.adoption import answer_objection, decide_proposal, give_stance, put_forward, stance_tallies
from openupr.proposals.models import EarlierObjection, Proposal, Stance, Wording
from openupr.proposals.proposals import propose, save_wording
from openupr.proposals.rules.proposals import NoReasonToObject, NotBeforeTheGroup

from .conftest import SignIn

# The first wording is adopted as it was read.
ADOPT = {"state": "adopted", "page_version": "1"}

NOW = timezone.now()


@pytest.fixture
def proposal(cast: Cast) -> Proposal:
    made = propose(by=cast.chan, group=cast.land, text="Publish all concessions.", language="en", now=NOW)
    return put_forward(by=cast.chan, proposal=made, now=NOW)


def words_of(page: HttpResponse) -> str:
    """The text of a page without its tags."""
    return " ".join(re.sub("<[^>]*>", " ", page.content.decode()).split())


def at(cast: Cast, page: str, proposal: Proposal) -> str:
    return reverse(f"proposals:proposal{page}", kwargs={**cast.at_land, "number": proposal.number})


def test_a_member_agrees_and_the_rapporteur_adopts_with_the_count(
    cast: Cast, browser_of: SignIn, proposal: Proposal
) -> None:
    chan, dara = browser_of(cast.chan), browser_of(cast.dara)
    listed = reverse("proposals:proposals", kwargs=cast.at_land)
    assert "Object or comment" in words_of(chan.get(listed))
    chan.post(at(cast, "-stance", proposal), {"says": "agree", "version": 1, "back": listed})
    assert "Object or comment" not in words_of(chan.get(listed))
    page = words_of(dara.get(at(cast, "", proposal)))
    assert "1 of 2 agree" in page
    assert "Not heard yet: Dara" in page
    # Who adopts it need not speak, too.
    decide_proposal(by=cast.dara, proposal=proposal, state="adopted", now=NOW)
    assert "1 of 2 agree" in words_of(dara.get(listed))


def test_adopting_unheard_is_asked_once_shown_and_undone(cast: Cast, browser_of: SignIn, proposal: Proposal) -> None:
    dara, listed = browser_of(cast.dara), reverse("proposals:proposals", kwargs=cast.at_land)
    adopt = {**ADOPT, "back": listed}
    asked = dara.post(at(cast, "-settle", proposal), adopt)
    assert "Adopt it unheard? " in words_of(asked)
    assert "0 of 2 have spoken. Not heard yet: Chan, Dara" in words_of(asked)
    assert f'href="{listed}#recommendation-{proposal.pk}"' in asked.content.decode()
    assert Proposal.objects.get().state == "proposed"
    dara.post(at(cast, "-settle", proposal), {**adopt, "anyway": "1"})
    page = words_of(dara.get(listed))
    assert "Adopted before anyone spoke on this wording: 0 of 2" in page
    assert "adopted, 1 not heard" in page, "but for who adopted it"
    assert "Reopen" in page
    dara.post(at(cast, "-settle", proposal), {"state": "proposed", "back": listed})
    assert Proposal.objects.get().state == "proposed"
    assert "Adopted before" not in words_of(dara.get(listed))


def test_what_a_rapporteur_agrees_to_stays_in_the_list_until_it_is_adopted(
    cast: Cast, browser_of: SignIn, proposal: Proposal
) -> None:
    dara, speak = browser_of(cast.dara), f"{reverse('proposals:proposals', kwargs=cast.at_land)}?only=speak"
    later = put_forward(
        by=cast.dara,
        proposal=propose(by=cast.dara, group=cast.land, text="Map all land.", language="en", now=NOW),
        now=NOW,
    )
    give_stance(by=cast.chan, proposal=later, says="agree", version=1, now=NOW)
    ready = dara.get(speak.replace("speak", "adopt"))
    assert "All others have spoken and no one objects. Adopt : Land, recommendation 2" in words_of(ready)
    assert [each.number for each in ready.context["active"]] == [2, 1], "those that can be adopted come first"
    later.delete()
    dara.post(at(cast, "-stance", proposal), {"says": "agree", "version": 1, "back": speak})
    listed = words_of(dara.get(speak))
    assert "Adopt : " in listed
    assert "All have spoken" not in listed, "Chan has not"
    give_stance(by=cast.chan, proposal=proposal, says="agree", version=1, now=NOW)
    assert "All have spoken and no one objects. Adopt : " in words_of(dara.get(speak))
    assert "I agree : " not in listed
    assert "1 waits for you to adopt it" in words_of(dara.get(speak.replace("speak", "comments")))
    # The only member of a group, too, is asked about what no one spoke on; what they agreed to is adopted at once.
    GroupMembership.objects.filter(group=cast.land).exclude(person=cast.dara).delete()
    unheard = propose(by=cast.dara, group=cast.land, text="Stop evictions.", language="en", now=NOW)
    put_forward(by=cast.dara, proposal=unheard, now=NOW)
    for each, answer in ((unheard, 422), (proposal, 302)):
        assert dara.post(at(cast, "-settle", each), {**ADOPT, "back": speak}).status_code == answer
    listed = dara.get(speak).content.decode()
    assert listed.count(" primary") == 1, "the one thing to do first is to agree"
    assert "I agree<span" in listed.partition(" primary")[2]


def test_a_coordinator_adopts_only_where_a_group_has_no_rapporteur(
    cast: Cast, browser_of: SignIn, proposal: Proposal
) -> None:
    give_stance(by=cast.chan, proposal=proposal, says="agree", version=1, now=NOW)
    sophea, everything = browser_of(cast.sophea), reverse("proposals:all-proposals", kwargs=cast.at_coalition)
    for page in (everything, at(cast, "", proposal)):
        told = words_of(sophea.get(page))
        assert "Before the group: 1 of 2 people asked have spoken." in told
        assert ("Its rapporteur, Dara, records when it is adopted." in told) == (page != everything)
        assert "Adopt :" not in told
    assert "Adopt :" in words_of(browser_of(cast.dara).get(everything))
    refused = sophea.post(at(cast, "-settle", proposal), {**ADOPT})
    assert "Dara adopts for this group, as its rapporteur." in words_of(refused)
    cast.land.rapporteur_terms.update(until=NOW.date())
    assert "Adopt :" in words_of(sophea.get(everything))
    assert "Not heard yet: Dara" in words_of(sophea.post(at(cast, "-settle", proposal), {**ADOPT}))
    sophea.post(at(cast, "-settle", proposal), {**ADOPT, "anyway": "1"})
    assert Proposal.objects.get().state == "adopted"


def test_an_objection_says_why(cast: Cast, browser_of: SignIn, proposal: Proposal) -> None:
    chan = browser_of(cast.chan)
    refused = chan.post(at(cast, "-stance", proposal), {"says": "object", "version": 1})
    assert refused.status_code == 422
    assert "Say why you object" in words_of(refused)
    said = {"says": "object", "reason": "Too broad.", "version": 1}
    sent = chan.post(at(cast, "-stance", proposal), said)
    assert sent["Location"].endswith(f"/recommendations/#recommendation-{proposal.pk}"), "at what one spoke on"
    assert "Your objection is recorded." in words_of(chan.get(sent["Location"]))
    GroupMembership.objects.create(group=cast.labour, person=cast.chan, since=NOW.date())
    fair = propose(by=cast.rithy, group=cast.labour, text="Pay for every hour.", language="en", now=NOW)
    put_forward(by=cast.rithy, proposal=fair, now=NOW)
    listed = reverse("proposals:proposals", kwargs=cast.at_land)
    assert "Next: 1 in “Labour”" in words_of(chan.get(f"{listed}?only=speak"))
    assert "Next: 1 in “Labour”" in words_of(chan.get(listed)), "also where one agreed in the whole list"
    cast.labour.name = "Minorities and indigenous peoples"
    cast.labour.save()
    chan.cookies["django_language"] = "km"
    assert "Minorities" not in words_of(chan.get(f"{listed}?only=speak"))
    chan.cookies["django_language"] = "en"
    assert "You objected: Too broad." in words_of(chan.get(at(cast, "", proposal)))
    with pytest.raises(NoReasonToObject):
        give_stance(by=cast.dara, proposal=proposal, says="object", reason=" ", version=1, now=NOW)


def test_an_objection_waits_for_the_rapporteur_until_it_is_answered(
    cast: Cast, browser_of: SignIn, proposal: Proposal
) -> None:
    dara, chan, for_me = browser_of(cast.dara), browser_of(cast.chan), reverse("coalitions:for-me")
    for person in (cast.dara, cast.chan):
        give_stance(by=person, proposal=proposal, says="agree", version=1, now=NOW)
    give_stance(by=cast.chan, proposal=proposal, says="object", reason="Too broad.", version=1, now=NOW)
    told = dara.get(for_me).content.decode()
    assert "An objection" in told
    assert f'href="{at(cast, "", proposal)}#stance"' in told
    assert "to adopt" not in told, "the objection comes first"
    assert "Chan objects : Too broad." in words_of(dara.post(at(cast, "-settle", proposal), {**ADOPT}))
    assert Proposal.objects.get().state == "proposed"
    stance = Stance.objects.get(says="object")
    address = reverse("proposals:proposal-answer", kwargs={**cast.at_land, "number": 1, "stance": stance.pk})
    assert address in dara.get(at(cast, "", proposal)).content.decode()
    assert address not in chan.get(at(cast, "", proposal)).content.decode()
    assert "Write an answer" in words_of(dara.post(address, {"answer": " "}, follow=True))
    dara.post(address, {"answer": "We name the three provinces."})
    assert "We name the three provinces." in words_of(chan.get(at(cast, "", proposal)))
    assert "An objection" not in words_of(dara.get(for_me))
    told = words_of(dara.get(for_me))
    assert "Recommendations before your group" in told
    assert "See who has spoken" in told
    assert "to adopt" not in told
    assert "Your objection has a reply Recommendation 1" in words_of(chan.get(for_me))
    give_stance(by=cast.chan, proposal=proposal, says="agree", version=1, now=NOW)
    assert "Your objection has a reply" not in words_of(chan.get(for_me))
    assert "A recommendation to adopt" in words_of(dara.get(for_me))
    dara.post(at(cast, "-settle", proposal), {**ADOPT})
    assert Proposal.objects.get().state == "adopted"
    adopted = words_of(chan.get(at(cast, "", proposal)))
    assert "Earlier objections (1) Chan , " in adopted
    assert "Too broad. Reply: We name the three provinces." in adopted
    with pytest.raises(NotBeforeTheGroup):
        answer_objection(by=cast.dara, stance=stance, text="Too late.")


def test_a_text_changed_after_somebody_spoke_is_told_to_the_group(
    cast: Cast, browser_of: SignIn, proposal: Proposal
) -> None:
    dara, chan, for_me = browser_of(cast.dara), browser_of(cast.chan), reverse("coalitions:for-me")
    give_stance(by=cast.chan, proposal=proposal, says="agree", version=1, now=NOW)
    page = words_of(chan.get(at(cast, "", proposal)))
    assert "it replaces the group's text, and all members are asked again. Recommendation in English" in page
    assert "Suggest other words" in page
    suggesting = chan.get(at(cast, "", proposal), {"suggest": "1"})
    present = suggesting.context["comment_form"]["text"].value()
    assert present == proposal.wordings.get().text
    assert "Change the words below. The rapporteur decides." in words_of(suggesting)
    sends = f"{at(cast, '-comment', proposal)}?suggest=1"
    assert f'action="{sends}#comments"' in suggesting.content.decode()
    unchanged = words_of(chan.post(sends, {"text": f"{present} "}))
    for words in ("Change the words first: they are the same as now.", "Change the words below.", "Other words"):
        assert words in unchanged
    assert not proposal.comments.exists()
    # A member says first what they think of it; who leads the group has its text to write first.
    for words, is_below in ((page, True), (words_of(dara.get(at(cast, "", proposal))), False)):
        assert (words.index("Save and ask again") > words.index("Send the comment")) is is_below
    text = {"language": "en", "version": 1, "text": "Publish some."}
    saved = chan.post(at(cast, "-word", proposal), text, follow=True)
    assert "The text changed: members are asked again." in words_of(saved)
    assert "A recommendation waits for your answer." in saved.context["message"].neutral
    page = reverse("coalitions:group", kwargs=cast.at_land)
    assert "A recommendation waits for your answer." in dara.get(page).context["message"].neutral
    listed = words_of(dara.get(reverse("proposals:proposals", kwargs=cast.at_land)))
    assert "Changed by Chan, " in listed
    told = "A text has changed Recommendation 1, changed by Chan"
    assert told in words_of(dara.get(for_me))
    assert told in words_of(chan.get(for_me))
    # Dara has answered anew, Chan not yet: a translation, or the same text, asks nobody again.
    give_stance(by=cast.dara, proposal=Proposal.objects.get(), says="agree", version=2, now=NOW)
    for other in ({"language": "km", "version": 0, "text": "ចេញផ្សាយ។"}, text | {"version": 2}):
        saved = chan.post(at(cast, "-word", proposal), other, follow=True)
        assert "Saved." in words_of(saved)
        assert "Saved. The text changed" not in words_of(saved)
    for person in (cast.dara, cast.chan):
        give_stance(by=person, proposal=Proposal.objects.get(), says="agree", version=2, now=NOW)
        assert told not in words_of(browser_of(person).get(for_me))


def test_an_objection_to_an_earlier_wording_is_still_shown(cast: Cast, browser_of: SignIn, proposal: Proposal) -> None:
    said = give_stance(by=cast.chan, proposal=proposal, says="object", reason="Too broad.", version=1, now=NOW)
    answer_objection(by=cast.dara, stance=said, text="We name three.")
    save_wording(by=cast.dara, proposal=proposal, language="en", text="Publish them.", version=1, now=NOW)
    dara, told = browser_of(cast.dara), "1 objection was about the earlier wording."
    for_me = words_of(browser_of(cast.chan).get(reverse("coalitions:for-me")))
    assert "Your objection has a reply Recommendation 1, changed by Dara" in for_me
    assert "A text has changed" not in for_me
    beside = "The text now Publish them. You objected: Too broad. Reply: We name three. Do you agree?"
    assert beside in words_of(browser_of(cast.chan).get(at(cast, "", proposal)))
    page, asked = (
        dara.get(at(cast, "", proposal)),
        dara.post(at(cast, "-settle", proposal), {**ADOPT, "page_version": "2"}),
    )
    both = "Too broad. Reply: We name three."
    assert all(told in words and both in words for words in (words_of(page), words_of(asked)))
    decide_proposal(by=cast.dara, proposal=proposal, state="adopted", anyway=True, now=NOW)
    later = words_of(dara.get(at(cast, "", proposal)))
    assert told not in later
    assert "Earlier objections (1)" in later
    assert both in later


def test_the_last_word_counts_and_a_changed_text_is_asked_anew(cast: Cast, proposal: Proposal) -> None:
    give_stance(by=cast.chan, proposal=proposal, says="object", reason="Too broad.", version=1, now=NOW)
    give_stance(by=cast.chan, proposal=proposal, says="live", version=1, now=NOW)
    tally = stance_tallies([proposal])[proposal.pk]
    assert (tally.agree, tally.live, tally.objections) == (0, 1, ())
    assert not EarlierObjection.objects.exists(), "no one had answered it, and the text is the same"
    save_wording(by=cast.dara, proposal=proposal, language="en", text="Publish them.", version=1, now=NOW)
    assert stance_tallies([Proposal.objects.get()])[proposal.pk].stances == ()
    with pytest.raises(NotBeforeTheGroup):
        give_stance(by=cast.chan, proposal=proposal, says="agree", version=1, now=NOW)


def test_only_members_speak_and_only_until_it_is_adopted(cast: Cast, proposal: Proposal) -> None:
    with pytest.raises(NotPermitted):
        give_stance(by=cast.rithy, proposal=proposal, says="agree", version=1, now=NOW)
    with pytest.raises(NotPermitted):
        give_stance(by=cast.sophea, proposal=proposal, says="agree", version=1, now=NOW)
    decide_proposal(by=cast.dara, proposal=proposal, state="adopted", anyway=True, now=NOW)
    with pytest.raises(NotBeforeTheGroup):
        give_stance(by=cast.chan, proposal=proposal, says="agree", version=1, now=NOW)
    assert not Stance.objects.exists()


def test_it_waits_for_a_member_until_the_member_spoke(cast: Cast, browser_of: SignIn, proposal: Proposal) -> None:
    chan, address = browser_of(cast.chan), reverse("coalitions:for-me")
    assert "Say if you agree" in words_of(chan.get(address))
    message = "A recommendation waits for your answer."
    listed = reverse("proposals:proposals", kwargs=cast.at_land)
    assert message in words_of(chan.get(listed)), "a message to copy for the others"
    give_stance(by=cast.chan, proposal=proposal, says="agree", version=1, now=NOW)
    assert "Say if you agree" not in words_of(chan.get(address))
    assert message not in words_of(chan.get(listed)), "only the rapporteur is left"
    save_wording(by=cast.dara, proposal=proposal, language="km", text="ត្រូវបញ្ឈប់ការបណ្តេញចេញ។", version=0, now=NOW)
    assert "All have spoken and no one objects: 1 of 1" in words_of(browser_of(cast.dara).get(address))


def test_the_count_of_an_adoption_is_of_members_then_and_stays(
    cast: Cast, browser_of: SignIn, proposal: Proposal
) -> None:
    for person in (cast.chan, cast.dara):
        give_stance(by=person, proposal=proposal, says="agree", version=1, now=NOW)
    GroupMembership.objects.filter(group=cast.land, person=cast.chan).delete()
    decide_proposal(by=cast.dara, proposal=proposal, state="adopted", now=NOW)
    listed = reverse("proposals:proposals", kwargs=cast.at_land)
    assert "1 of 1 agree" in words_of(browser_of(cast.dara).get(listed))
    Wording.objects.filter(proposal=proposal).update(version=2)
    assert "1 of 1 agree" in words_of(browser_of(cast.dara).get(listed))
    # Whom an adoption did not wait for is told beside who agreed; who adopted it spoke by that.
    Proposal.objects.filter(pk=proposal.pk).update(members_then=3)
    assert "1 of 3 agree, 2 not heard" in words_of(browser_of(cast.vuthy).get(at(cast, "", proposal)))
    Stance.objects.filter(proposal=proposal).update(person=cast.chan)
    cast.land.rapporteur_terms.update(since=NOW.date() - timedelta(days=9))
    assert "1 of 3 agree, Dara adopted it, 1 not heard" in words_of(browser_of(cast.dara).get(listed))


def test_an_observer_sees_counts_and_no_names(cast: Cast, browser_of: SignIn, proposal: Proposal) -> None:
    give_stance(by=cast.chan, proposal=proposal, says="object", reason="Too broad.", version=1, now=NOW)
    members, observers = (words_of(browser_of(each).get(at(cast, "", proposal))) for each in (cast.rithy, cast.vuthy))
    assert "Too broad." in members
    assert "Not heard yet: Dara" in members
    assert "1 object" in observers
    assert "Too broad." not in observers
    assert "Not heard yet: Dara" not in observers
    decide_proposal(by=cast.dara, proposal=proposal, state="adopted", anyway=True, now=NOW)
    cast.land.rapporteur_terms.update(since=NOW.date() - timedelta(days=9))
    for address in (at(cast, "", proposal), reverse("proposals:proposals", kwargs=cast.at_land)):
        told = [words_of(browser_of(each).get(address)) for each in (cast.rithy, cast.vuthy)]
        assert ["Dara adopted it" in each for each in told] == [True, False]


def test_what_somebody_worded_anew_meanwhile_is_not_adopted_unread(
    cast: Cast, browser_of: SignIn, proposal: Proposal
) -> None:
    dara, listed = browser_of(cast.dara), reverse("proposals:proposals", kwargs=cast.at_land)
    for person in (cast.chan, cast.dara):
        give_stance(by=person, proposal=proposal, says="agree", version=1, now=NOW)
    button = re.search(r'formaction="([^"]*settle/[^"]*)"', dara.get(listed).content.decode())
    assert button
    save_wording(by=cast.chan, proposal=proposal, language="en", text="Sell all land.", version=1, now=NOW)
    refused = dara.post(button[1], {"state": "adopted", "anyway": "1"})
    assert (refused.status_code, Proposal.objects.get().state) == (409, "proposed")
    assert "Read it now" in words_of(refused)
