"""A name that somebody gave stands on the list and on no other page, in no file and no log; and it can be forgotten."""

import pytest
from django.test import Client
from django.utils import timezone

from openupr.accounts.actions import NotPermitted
from openupr.accounts.models import AuditLine
from openupr.attendance.figures import publish_by_hand
from openupr.attendance.forgetting import forget_names
from openupr.attendance.models import Registration, new_form_secret
from openupr.attendance.registration_link import make_link
from openupr.attendance.rules.refusals import NotOverYet
from openupr.attendance.tests.conftest import SECOND, Register
from openupr.coalitions.audit_log import forget_authorship
from openupr.coalitions.tests.conftest import SignIn
from openupr.coalitions.tests.examples.cast import Cast
from openupr.coalitions.tests.examples.clock import today_of
from openupr.workshops.agenda_templates import keep_as_template
from openupr.workshops.models import AgendaTemplate, Session, SessionRole, Workshop

CANARY = "zyzzyva"


@pytest.fixture
def here(ours: Workshop, register: Register) -> Workshop:
    """A workshop of today with somebody on its list whose every answer is a canary."""
    today = today_of(ours.coalition)
    ours.days.exclude(date=SECOND).delete()
    ours.days.update(date=today)
    answers = dict.fromkeys(("organisation", "gender", "access"), CANARY)
    register(CANARY, today=today, **answers)
    return ours


def test_the_name_stands_on_the_pages_of_the_list_and_nowhere_else(
    here: Workshop, cast: Cast, browser_of: SignIn, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    publish_by_hand(by=cast.sophea, workshop=here, total=70, today=today_of(here.coalition))
    link = f"/register/{make_link(by=cast.sophea, workshop=here, today=SECOND)}/"
    given = {"name": CANARY, "gender": CANARY, "access": CANARY}
    phone = Client()
    phone.get(link)
    secrets = (new_form_secret(), "?")
    assert [phone.post("/register/", given | {"secret": each}).status_code for each in secrets] == [200, 422]
    base = f"/coalitions/{cast.coalition.key}/"
    one = f"{base}workshops/{here.pk}/"
    places = [
        base, f"{base}people/", f"{base}trail/", f"{base}timeline/", f"{base}workshops/", one, f"{one}phone/",
        f"{one}projector/", f"{one}agenda.csv", f"{one}agenda.json", f"{one}agenda.ics", f"{one}after/",
        f"{one}attendance/link/", f"{one}attendance/balance/", f"{one}attendance/lessons/", f"{one}attendance/figures/",
        f"{one}attendance/figures.csv", f"{one}attendance/figures.json", f"{one}attendance/figures/publish/",
        f"{one}attendance/figures/by-hand/", f"{one}attendance/forget/", "/account/", "/", link, "/register/",
    ]  # fmt: skip
    for browser in (browser_of(cast.sophea), browser_of(cast.bopha), browser_of(cast.vuthy), Client()):
        for place in places:
            answer = browser.get(place)
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content
            assert CANARY not in body.decode(), place
    assert CANARY in browser_of(cast.sophea).get(f"{one}attendance/list/").content.decode()
    assert CANARY not in caplog.text
    assert CANARY not in str(list(AuditLine.objects.values_list()))


@pytest.mark.parametrize("page", ["list/", "list/1/", "list/add/", "list/sheet/", "list/gender/", "door/", "link/"])
def test_only_coordinators_see_the_list(
    here: Workshop, cast: Cast, browser_of: SignIn, maly: object, page: str
) -> None:
    place = f"/coalitions/{cast.coalition.key}/workshops/{here.pk}/attendance/{page}"
    others = (cast.bopha, cast.dara, cast.chan, cast.rithy, cast.vuthy, cast.nary)
    for each in others:
        answer = browser_of(each).get(place)
        assert (answer.status_code, CANARY in answer.content.decode()) == (403, False)
    assert [browser.get(place).status_code for browser in (browser_of(maly), Client())] == [404, 404]


def test_the_list_of_one_workshop_opens_nothing_of_another(
    here: Workshop, cast: Cast, workshop: Workshop, browser_of: SignIn
) -> None:
    place = f"/coalitions/{cast.coalition.key}/workshops/{workshop.pk}/attendance/"
    browser = browser_of(cast.sophea)
    assert browser.get(f"{place}list/1/").status_code == 404
    assert browser.get(f"{place}door/{here.days.get().pk}/").status_code == 404


def test_what_turns_a_registration_into_text_does_not_name_anybody(here: Workshop) -> None:
    assert CANARY not in f"{Registration.objects.get()} {Registration.objects.get()!r}"


@pytest.fixture
def named(two_days: Workshop) -> Session:
    """A session of March 2018 with a person, an organisation of the coalition and a co-organiser on the agenda."""
    session = Session.objects.get(day__workshop=two_days, number=2, continues=None)
    for name in (CANARY, "Forest Watch", "a un office"):
        SessionRole.objects.create(session=session, role="speaker", name=name)
    return session


def names() -> set[str]:
    return set(SessionRole.objects.values_list("name", flat=True))


def test_a_past_workshops_names_are_forgotten_and_its_organisations_stay(
    named: Session, cast: Cast, two_days: Workshop, browser_of: SignIn
) -> None:
    Registration.objects.create(workshop=two_days, number=1, name=CANARY, registered_on=today_of(cast.coalition))
    place = f"/coalitions/{cast.coalition.key}/workshops/{two_days.pk}/"
    browser = browser_of(cast.sophea)
    assert CANARY in browser.get(place).content.decode()
    assert browser.post(f"{place}attendance/forget/", {"meant": "on"}).status_code == 302
    assert CANARY not in browser.get(place).content.decode()
    assert {"Forest Watch", "a un office"} <= names()
    assert not Registration.objects.exists()
    line = AuditLine.objects.get(what="attendance.forget-names")
    assert (line.who, line.about) == (None, f"workshop {two_days.pk}")
    with pytest.raises(NotPermitted):
        forget_names(by=cast.bopha, workshop=two_days, today=SECOND)


def test_names_of_a_workshop_that_is_still_to_come_stay(named: Session, cast: Cast, two_days: Workshop) -> None:
    last = two_days.days.last()
    assert last
    with pytest.raises(NotOverYet):
        forget_names(by=cast.sophea, workshop=two_days, today=last.date)
    assert CANARY in names()


def test_when_a_coalition_forgets_who_wrote_what_agendas_and_templates_lose_their_names_too(
    named: Session, cast: Cast, two_days: Workshop, here: Workshop
) -> None:
    keep_as_template(by=cast.sophea, workshop=two_days, name="Ours", with_names=True)
    assert CANARY in str(AgendaTemplate.objects.get().rows)
    forget_authorship(by=cast.sophea, coalition=cast.coalition, now=timezone.now(), in_danger=True)
    assert CANARY not in names()
    assert CANARY not in str(AgendaTemplate.objects.get().rows)
    # Today's workshop still needs its list.
    assert Registration.objects.filter(workshop=here).exists()
