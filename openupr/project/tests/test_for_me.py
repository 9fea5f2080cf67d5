"""What waits for each person in the demo: all apps' kinds, on the pages where they are done."""

from collections.abc import Iterator
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client

from openupr.accounts.models import Person
from openupr.coalitions.models import Coalition, Participation
from openupr.coalitions.queries.coalition import coalitions_of
from openupr.coalitions.queries.for_me import FOR_ME, WaitingItem, number_waiting_for, owed_in, waiting_for
from openupr.testimonies.models import Testimony
from openupr.web.clock import now_in

NOW = now_in("Asia/Phnom_Penh")
pytestmark = [pytest.mark.django_db, pytest.mark.once]


def everything() -> Iterator[tuple[Person, WaitingItem]]:
    for person in Person.objects.all():
        for item in waiting_for(person, coalitions_of(person), now=NOW):
            yield person, item


def test_everybody_may_open_what_waits_for_them_and_reads_no_testimony_there() -> None:
    call_command("demo", stage="sign-on", stdout=StringIO())
    Testimony.objects.update(state=Testimony.State.WAITING)
    texts = [each.text for each in Testimony.objects.all()]
    seen: dict[tuple[int, str], WaitingItem] = {}
    for person, item in everything():
        assert Participation.objects.filter(person=person, coalition=item.coalition).exists()
        assert not any(text in f"{item.title} {item.about} {item.what}" for text in texts)
        seen.setdefault((person.pk, item.kind.key), item)
    for (number, _key), item in seen.items():
        client = Client()
        client.force_login(Person.objects.get(pk=number))
        assert client.get(item.address.partition("#")[0]).status_code == 200, item.address
    coordinator = Person.objects.get(username="sophea")
    assert number_waiting_for(coordinator, today=NOW.date()) == len(
        waiting_for(coordinator, coalitions_of(coordinator), now=NOW)
    )
    kinds = {key for _person, key in seen}
    assert {"question", "adopt", "comments", "section-task", "sign-on", "testimonies"} <= kinds
    owed = {each.kind.key for each in owed_in(Coalition.objects.get(), now=NOW)}
    assert not owed & {kind.key for kind in FOR_ME if kind.private}
