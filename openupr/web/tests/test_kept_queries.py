"""A kept query gives what Django's own gives, each time for what it is asked with."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from django.db import connection
from django.db.models import Exists, F, OuterRef, QuerySet
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from openupr.web.kept_queries import kept_row, kept_rows

pytestmark = pytest.mark.django_db
People = get_user_model()


def _called(name: str) -> QuerySet[Any]:
    return People.objects.filter(username=name)


def _of_keys(keys: list[int]) -> QuerySet[Any]:
    same = People.objects.filter(pk=OuterRef("pk"))
    return People.objects.filter(pk__in=keys).annotate(same=Exists(same), own=F("username")).order_by("-pk")


def _names(least: int) -> QuerySet[Any, Any]:
    return People.objects.filter(pk__gte=least).order_by("pk").values_list("username", "is_active")


def _names_alone(keys: list[int]) -> QuerySet[Any, Any]:
    return People.objects.filter(pk__in=keys).order_by("pk").values_list("username", flat=True)


def _ended(day: date) -> QuerySet[Any]:
    return Session.objects.filter(expire_date__date=day)


def _changed(key: int) -> QuerySet[Any]:
    return People.objects.filter(pk=key + 1)


@pytest.fixture
def people() -> list[Any]:
    return [People.objects.create(username=name) for name in ("chan", "dara", "sophea")]


def test_a_kept_query_finds_what_it_is_asked_for_and_not_what_it_was_asked_before(people: list[Any]) -> None:
    chan, dara, sophea = people
    assert kept_row(_called, "chan") == chan
    assert kept_row(_called, "dara").__dict__.keys() == dara.__class__.objects.get(pk=dara.pk).__dict__.keys()
    assert kept_row(_called, "maly") is None
    for keys in ([chan.pk], [dara.pk], [chan.pk, sophea.pk], [2**63, chan.pk], []):
        kept, asked = kept_rows(_of_keys, keys), list(_of_keys(keys))
        assert [(each, each.same, each.own) for each in kept] == [(each, each.same, each.own) for each in asked]
        assert kept_rows(_names_alone, keys) == list(_names_alone(keys))
    assert kept_rows(_names, dara.pk) == list(_names(dara.pk)) == [("dara", True), ("sophea", True)]
    now = timezone.now()
    Session.objects.create(session_key="a", session_data="", expire_date=now)
    assert [len(kept_rows(_ended, now.date() + timedelta(days))) for days in (0, 1)] == [1, 0]


def test_a_kept_query_is_put_together_once_and_asked_each_time(people: list[Any]) -> None:
    with CaptureQueriesContext(connection) as asked:
        assert kept_row(_called, "chan") == people[0]
        People.objects.filter(username="chan").update(username="maly")
        assert kept_row(_called, "chan") is None
    assert len(asked) == 3


def test_a_kept_query_refuses_what_its_stand_ins_cannot_stand_for(people: list[Any]) -> None:
    with pytest.raises(ValueError, match="may only filter"):
        kept_rows(_changed, people[0].pk)
    with pytest.raises(TypeError):
        kept_rows(_called, None)  # type: ignore[arg-type]
