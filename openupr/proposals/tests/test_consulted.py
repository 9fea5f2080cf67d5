"""A consultation names the recommendations it was about, and what changed in them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from openupr.accounts.models import Person
from openupr.coalitions.tests.examples.cast import FOUNDED, Cast, another_coalition
from openupr.decisions.consultations import record_consultation
from openupr.decisions.models import Consultation
from openupr.proposals.consultations import name_consulted
from openupr.proposals.models import Consulted, Proposal
from openupr.proposals.proposals import propose
from openupr.proposals.rules.proposals import ProposalOfAnotherCoalition

from .conftest import SignIn

NOW = timezone.now()
TEXT = "Publish all land concessions by 2027."


@pytest.fixture
def held(cast: Cast) -> Consultation:
    """Women of two villages were asked about land."""
    return consulted(cast)


@pytest.fixture
def titles(cast: Cast) -> Proposal:
    """A recommendation of the group Land."""
    return propose(by=cast.chan, group=cast.land, text=TEXT, language="en", now=NOW)


def consulted(cast: Cast) -> Consultation:
    asked = {"day": FOUNDED, "place": "A hidden village", "who": "women of two villages", "said": "They want titles."}
    return record_consultation(by=cast.chan, coalition=cast.coalition, today=FOUNDED, **asked)


def address(cast: Cast, consultation: Consultation) -> str:
    return reverse("proposals:consulted", kwargs={**cast.at_coalition, "number": consultation.pk})


def of_group(cast: Cast, proposal: Proposal) -> str:
    return reverse("proposals:proposal", kwargs={**cast.at_land, "number": proposal.number})


def test_a_member_names_what_a_consultation_was_about_and_what_changed_and_both_pages_say_so(
    cast: Cast, held: Consultation, titles: Proposal, browser_of: SignIn
) -> None:
    chan = browser_of(cast.chan)
    assert TEXT in chan.get(address(cast, held)).content.decode()
    chan.post(address(cast, held), {"proposal": titles.pk, "changed": "It now names a year."})
    listed = chan.get(reverse("decisions:consultations", kwargs=cast.at_coalition)).content.decode()
    assert TEXT in listed
    assert "It now names a year." in listed
    page = chan.get(of_group(cast, titles)).content.decode()
    assert "It now names a year." in page
    assert "women of two villages" in page
    assert "A hidden village" not in page
    # Named again, what changed is said anew.
    chan.post(address(cast, held), {"proposal": titles.pk, "changed": "It names 2027."})
    assert [each.changed for each in Consulted.objects.all()] == ["It names 2027."]
    chan.post(address(cast, held), {"drop": titles.pk})
    assert not Consulted.objects.exists()
    assert "No recommendation is named yet." in chan.get(address(cast, held)).content.decode()


def test_observers_read_it_and_name_nothing_and_outsiders_learn_nothing(
    cast: Cast, maly: Person, held: Consultation, titles: Proposal, browser_of: SignIn
) -> None:
    name_consulted(by=cast.sophea, consultation=held, proposal=titles, changed="It names 2027.")
    vuthy = browser_of(cast.vuthy)
    page = vuthy.get(reverse("decisions:consultations", kwargs=cast.at_coalition)).content.decode()
    assert "It names 2027." in page
    assert "Name its recommendations" not in page
    for somebody, status in ((cast.vuthy, 403), (cast.bopha, 403), (maly, 404)):
        browser = browser_of(somebody)
        for answer in (browser.get(address(cast, held)), browser.post(address(cast, held), {"drop": titles.pk})):
            assert answer.status_code == status
    assert Consulted.objects.exists()


def test_a_recommendation_of_another_coalition_or_none_is_refused_and_nothing_is_kept(
    cast: Cast, held: Consultation, titles: Proposal, browser_of: SignIn
) -> None:
    other = another_coalition().groups.create(name="Water", order=1).proposals.create(number=1, changed=NOW)
    with pytest.raises(ProposalOfAnotherCoalition):
        name_consulted(by=cast.sophea, consultation=held, proposal=other)
    sophea = browser_of(cast.sophea)
    for given in ({"proposal": other.pk}, {"proposal": "x"}, {"changed": "A year."}):
        assert sophea.post(address(cast, held), given).status_code == 422
    for number in (other.pk, "²", 10**30, ""):
        assert sophea.post(address(cast, held), {"drop": number}).status_code == 404
    assert not Consulted.objects.exists()


def test_a_dropped_recommendation_is_named_no_more_but_stays_where_it_was_named(
    cast: Cast, held: Consultation, titles: Proposal, browser_of: SignIn
) -> None:
    name_consulted(by=cast.chan, consultation=held, proposal=titles)
    Proposal.objects.update(state=Proposal.State.DROPPED)
    page = browser_of(cast.chan).get(address(cast, held))
    assert page.context["form"] is None
    assert [each.proposal for each in page.context["named"]] == [titles]


def test_the_list_of_consultations_asks_as_often_with_three_of_them(
    cast: Cast, held: Consultation, titles: Proposal, browser_of: SignIn
) -> None:
    chan, listed = browser_of(cast.chan), reverse("decisions:consultations", kwargs=cast.at_coalition)
    name_consulted(by=cast.chan, consultation=held, proposal=titles)
    numbers = []
    for _more in range(2):
        chan.get(listed)
        with CaptureQueriesContext(connection) as queries:
            chan.get(listed)
        numbers.append(len(queries))
        for _further in range(2):
            name_consulted(by=cast.chan, consultation=consulted(cast), proposal=titles)
    assert numbers[0] == numbers[1]
