"""Questions to one group's organisations, rankings, and agreement."""

import csv
import io
import re

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone, translation

from openupr.accounts.actions import NotPermitted
from openupr.coalitions.coalition import coalitions_of
from openupr.coalitions.for_me import waiting_for
from openupr.coalitions.messages import GROUP_ASKS
from openupr.coalitions.models import MemberOrganisation, Organisation
from openupr.coalitions.tests.conftest import SignIn
from openupr.coalitions.tests.examples.cast import FOUNDED, Cast
from openupr.coalitions.tests.examples.clock import today_there
from openupr.decisions.decisions import (
    DecisionTally,
    ask_group,
    ask_organisations,
    close_decision,
    close_group_decision,
    count_room,
    tally_of,
)
from openupr.decisions.decisions_pages import AskForm
from openupr.decisions.models import Decision
from openupr.decisions.rules.decisions import (
    GROUP_ROUTE_QUESTION,
    GROUP_ROUTES,
    NoReasonGiven,
    OrganisationNotAsked,
    RankedTwice,
    ranking_points,
)
from openupr.decisions.voices import ask_for_voices, give_voice
from openupr.web.clock import now_in

pytestmark = pytest.mark.once
NOW = now_in("Asia/Phnom_Penh")
TODAY = today_there()


@pytest.fixture
def river(cast: Cast) -> Organisation:
    """An organisation in the group `land`, for which Chan speaks."""
    made = Organisation.objects.create(coalition=cast.coalition, name="River Network of the Test")
    MemberOrganisation.objects.create(
        coalition=cast.coalition, organisation=made, representative=cast.chan, since=FOUNDED
    )
    cast.land.organisations.add(made)
    return made


def ranked(cast: Cast) -> Decision:
    """Three things to put in order, asked of all."""
    options = [("Land", "right-to-land"), ("Water", ""), ("Work", "")]
    return ask_organisations(
        by=cast.sophea, coalition=cast.coalition, question="What first?", kind="rank", options=options, today=TODAY
    )


def _named(page: str) -> str:
    return f"coalitions:{page}" if page in {"group", "edit-group", "add-organisation"} else f"decisions:{page}"


def at(cast: Cast, page: str, **parts: object) -> str:
    return reverse(_named(page), kwargs={**cast.at_coalition, **parts})


def in_land(cast: Cast, page: str, **parts: object) -> str:
    return reverse(_named(page), kwargs={**cast.at_land, **parts})


def tally(decision: Decision) -> DecisionTally:
    found = tally_of(decision.coalition, decision.pk)
    assert found is not None
    return found


def words_of(page: HttpResponse) -> str:
    return " ".join(re.sub("<[^>]*>", " ", page.content.decode()).split())


def test_only_organisations_of_the_group_are_asked_each_in_their_language(
    cast: Cast, river: Organisation, browser_of: SignIn
) -> None:
    with translation.override("km"):
        sent = {**AskForm.route_question(cast.land), "quorum": 1}
    assert browser_of(cast.rithy).post(in_land(cast, "group-decision-new"), sent).status_code == 403
    dara = browser_of(cast.dara)
    dara.cookies[settings.LANGUAGE_COOKIE_NAME] = "km"
    assert dara.post(in_land(cast, "group-decision-new"), sent).status_code == 302
    asked = Decision.objects.get()
    # Put in Khmer, kept in English: each reads it in their own language.
    assert sent["question"] != asked.question == GROUP_ROUTE_QUESTION
    assert [(each.route, each.text) for each in asked.options.all()] == list(GROUP_ROUTES)
    assert (tally(asked).members, tally(asked).silent) == (1, [river])
    waits = {each: waiting_for(each, coalitions_of(each), now=NOW) for each in (cast.chan, cast.nary)}
    assert [item.kind.key for item in waits[cast.chan]] == ["decision"]
    assert waits[cast.nary] == []
    with pytest.raises(OrganisationNotAsked):
        give_voice(
            by=cast.nary, decision=asked, organisation=cast.forest, option=asked.options.first(), now=timezone.now()
        )
    page = words_of(browser_of(cast.nary).get(at(cast, "decision", number=asked.pk)))
    assert "Our choice" not in page


def test_the_page_asks_until_all_have_spoken_and_says_who_speaks(
    cast: Cast, river: Organisation, browser_of: SignIn
) -> None:
    asked = ask_group(by=cast.dara, group=cast.land, question="Agree?", kind="agree", today=TODAY)
    dara, address, group = browser_of(cast.dara), at(cast, "decision", number=asked.pk), in_land(cast, "group")
    page = dara.get(address)
    assert f"Not heard yet: {river.name} (Chan speaks for it)" in words_of(page)
    # A question has its mark already.
    assert page.context["message"].named.startswith("Agree? A question waits for your organisation's answer.")
    with GROUP_ASKS.only(ask_for_voices):
        assert dara.get(group).context["message"].neutral.startswith("A question waits")
        option = asked.options.get(key="agree")
        give_voice(by=cast.chan, decision=asked, organisation=river, option=option, now=NOW)
        assert dara.get(address).context["message"] is None
        assert dara.get(group).context["message"].neutral.startswith("There is news")


def test_where_no_organisation_can_answer_the_pages_say_so_and_lead_to_where_one_is_added(
    cast: Cast, browser_of: SignIn
) -> None:
    dara, sophea = browser_of(cast.dara), browser_of(cast.sophea)
    cast.coalition.participations.filter(person=cast.dara).update(organisation=cast.forest)
    for name in ("group-decisions", "group-decision-new"):
        page = dara.get(in_land(cast, name))
        assert f"No organisation is in this group yet. People of this group come from: {cast.forest}" in words_of(page)
        assert f'href="{in_land(cast, "edit-group")}#id_organisations"' in page.content.decode()
    assert 'id="id_organisations"' in dara.get(in_land(cast, "edit-group")).content.decode()
    read = browser_of(cast.vuthy).get(in_land(cast, "group-decisions"))
    assert "No organisation is in this group yet." in words_of(read)
    assert in_land(cast, "edit-group") not in read.content.decode()
    assert "can answer yet" not in words_of(sophea.get(at(cast, "decisions")))
    cast.land.organisations.add(cast.forest)
    assert "can answer yet" not in words_of(dara.get(in_land(cast, "group-decisions")))
    MemberOrganisation.objects.all().delete()
    for name in ("decisions", "decision-new"):
        assert f'href="{at(cast, "add-organisation")}"' in sophea.get(at(cast, name)).content.decode()


def test_the_rapporteur_closes_a_groups_question_and_no_other(
    cast: Cast, river: Organisation, browser_of: SignIn
) -> None:
    of_all = ranked(cast)
    asked = ask_group(by=cast.dara, group=cast.land, question="Agree?", kind="agree", today=TODAY)
    with pytest.raises(NotPermitted):
        close_decision(by=cast.dara, decision=of_all, outcome="Land.", now=NOW)
    with pytest.raises(NotPermitted):
        close_group_decision(by=cast.rithy, decision=asked, outcome="Yes.", now=NOW)
    dara = browser_of(cast.dara)
    assert "Close this decision" in words_of(dara.get(at(cast, "decision", number=asked.pk)))
    assert "Close the ranking" in words_of(browser_of(cast.sophea).get(at(cast, "decision", number=of_all.pk)))
    assert "Close it" not in words_of(dara.get(at(cast, "decision", number=of_all.pk)))
    dara.post(in_land(cast, "group-decision-close", number=of_all.pk), {"outcome": "Land."})
    dara.post(in_land(cast, "group-decision-close", number=asked.pk), {"outcome": "Yes."})
    assert [each.pk for each in Decision.objects.exclude(closed_at=None)] == [asked.pk]
    assert "Agree?" in words_of(dara.get(in_land(cast, "group-decisions")))
    in_another_group = browser_of(cast.rithy).get(at(cast, "group-decisions", group=cast.labour.pk))
    assert "Decisions of the coalition What first?" in words_of(in_another_group), "no dead end"
    assert "Agree?" not in words_of(in_another_group)
    close_decision(by=cast.sophea, decision=of_all, outcome="Land.", now=NOW)
    assert "Decisions of the coalition No decision is open now." in words_of(dara.get(in_land(cast, "group-decisions")))


def test_who_objects_says_why(cast: Cast) -> None:
    asked = ask_organisations(by=cast.sophea, coalition=cast.coalition, question="Sign it?", kind="agree", today=TODAY)
    agree, live, objects = asked.options.all()
    given = {"by": cast.nary, "decision": asked, "organisation": cast.forest, "now": NOW}
    with pytest.raises(NoReasonGiven):
        give_voice(option=objects, **given)
    give_voice(option=objects, dissent="Too late.", **given)
    assert tally(asked).by_option() == [(agree, 0), (live, 0), (objects, 1)]


def test_a_ranking_gives_points_by_place_and_issues_come_in_one_click(
    cast: Cast, river: Organisation, browser_of: SignIn
) -> None:
    page = browser_of(cast.sophea).get(at(cast, "decision-new"), {"from": "issues"})
    assert "To put in order (optional)" not in words_of(page), "without any there is nothing to rank"
    form = page.context["form"]
    assert {key for _text, key in form.things} == {"labour", "right-to-land"}
    asked = ranked(cast)
    land, water, work = asked.options.all()
    nary, address = browser_of(cast.nary), at(cast, "decision-voice", number=asked.pk)
    # By buttons, one place after the other; only the last one saves.
    begun = nary.post(address, {"organisation": cast.forest.pk, "place-1": work.pk, "pick": water.pk})
    assert begun.context["voice"].picked == [work, water]
    assert b" autofocus" not in begun.content
    full = nary.post(address, {"place-1": work.pk, "place-2": water.pk, "pick": land.pk}).content.decode()
    assert re.search(r" autofocus>\s*Give our voice", full), "the list is gone: the view goes to the button"
    begun = nary.post(address, {"place-1": work.pk, "place-2": water.pk, "drop": work.pk})
    assert (begun.context["voice"].picked, begun.context["voice"].left) == ([water], [land, work])
    assert not asked.voices.exists()
    given = {"organisation": cast.forest.pk, "place-1": water.pk, "place-2": land.pk}
    shown = nary.post(address, given, follow=True)
    assert shown.context["voice"].picked == [water, land]
    with pytest.raises(RankedTwice):
        give_voice(by=cast.chan, decision=asked, organisation=river, ranking=[land, land], now=NOW)
    give_voice(by=cast.chan, decision=asked, organisation=river, ranking=[land, work], now=NOW)
    assert tally(asked).by_option() == [(land, 5), (water, 3), (work, 2)]
    page = words_of(browser_of(cast.chan).get(at(cast, "decision", number=asked.pk)))
    assert "first choice gets 3 points" in page
    assert "Forest Watch of the Test Water Land" in page


def test_files_do_not_tell_who_is_ahead_in_an_open_ranking(cast: Cast, river: Organisation, browser_of: SignIn) -> None:
    asked, nary = ranked(cast), browser_of(cast.nary)
    _land, water, work = asked.options.all()
    # Who does not speak for the organisation reads what there is to put in order.
    cast.coalition.participations.filter(person=cast.chan).update(organisation=river)
    MemberOrganisation.objects.filter(representative=cast.chan).update(representative=None)
    assert "To put in order: Land Water Work You see the order once" in words_of(
        browser_of(cast.chan).get(at(cast, "decision", number=asked.pk))
    )
    MemberOrganisation.objects.filter(organisation=river).update(representative=cast.chan)
    give_voice(by=cast.chan, decision=asked, organisation=river, ranking=[work, water], now=NOW)

    def told() -> tuple[list[str], list[str]]:
        as_csv = csv.DictReader(io.StringIO(nary.get(at(cast, "decisions-csv")).getvalue().decode("utf-8-sig")))
        as_json = nary.get(at(cast, "decisions-json")).json()["decisions"]
        return [each["option"] for each in as_csv], [each["option"] for each in as_json]

    assert told() == (["Land", "Water", "Work"],) * 2
    close_decision(by=cast.sophea, decision=asked, outcome="Work.", now=NOW)
    assert told() == (["Work", "Water", "Land"],) * 2
    assert "No points Land" in words_of(nary.get(at(cast, "decision", number=asked.pk))), "and none will come"


def test_points_fall_by_one_from_place_to_place() -> None:
    assert ranking_points([[1, 2, 3], [2, 1]], options=9) == {1: 9, 2: 9, 3: 3}


def test_stickers_of_a_room_are_typed_in_beside_who_counted(cast: Cast, browser_of: SignIn) -> None:
    asked = ranked(cast)
    land, water, work = asked.options.all()
    sent = {"way": "stickers", f"room-{land.pk}": 4, f"room-{water.pk}": 11, f"room-{work.pk}": ""}
    sophea = browser_of(cast.sophea)
    assert browser_of(cast.chan).post(at(cast, "decision-room", number=asked.pk), sent).status_code == 403
    sophea.post(at(cast, "decision-room", number=asked.pk), sent)
    found = tally(asked)
    assert (found.by_option()[0], found.room_total, found.has_quorum) == ((water, 11), 15, True)
    address = at(cast, "decision", number=asked.pk)
    assert "15 in all" in words_of(sophea.get(address))
    assert "by Sophea" in words_of(sophea.get(address))
    assert "by Sophea" not in words_of(browser_of(cast.vuthy).get(address))
    close_decision(by=cast.sophea, decision=asked, outcome="Water.", now=NOW)
    count = {land.pk: 1}
    with pytest.raises(ValueError, match="closed"):
        count_room(by=cast.sophea, decision=asked, way="hands", counts=count, today=TODAY)


def test_an_observer_sees_counts_and_no_organisation(cast: Cast, river: Organisation, browser_of: SignIn) -> None:
    asked = ask_organisations(by=cast.sophea, coalition=cast.coalition, question="Sign it?", kind="agree", today=TODAY)
    objects = asked.options.last()
    give_voice(by=cast.nary, decision=asked, organisation=cast.forest, option=objects, dissent="Too late.", now=NOW)
    address = at(cast, "decision", number=asked.pk)
    members, observers = (words_of(browser_of(each).get(address)) for each in (cast.chan, cast.vuthy))
    for names in ("Forest Watch", "River Network", "Too late."):
        assert names in members
        assert names not in observers
    assert "1 of 2 have spoken" in observers
