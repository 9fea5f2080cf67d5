"""Whatever page is sent words of a testimony says that it refuses them, and keeps none of them."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils.timezone import localdate

from openupr.coalitions.tests.examples.cast import Cast, cast
from openupr.followup.services import write_in
from openupr.roadmaps.models import OutlinePoint
from openupr.testimonies.models import Testimony
from openupr.testimonies.queries.kept_texts import kept_texts
from openupr.workshops.models import Workshop
from openupr.workshops.services.planning import plan_workshop

from .test_copied_words_refused import COPY, WORDS
from .test_quoting_testimonies import released


@pytest.fixture
def people(db: None) -> Cast:
    return cast()


def group(known: Cast) -> str:
    return f"/coalitions/{known.coalition.key}/groups/{known.land.pk}/"


def workshop(known: Cast) -> str:
    found = Workshop.objects.first() or plan_workshop(
        by=known.sophea, coalition=known.coalition, kind="submission", title="Two days", first_day=localdate(), days=1
    )
    return f"/coalitions/{known.coalition.key}/workshops/{found.pk}/"


def follow_up(known: Cast) -> str:
    promise = write_in(by=known.chan, group=known.land, text="Give the land back.")
    return f"{group(known)}done-since/{promise.pk}/"


def point(known: Cast) -> str:
    made = OutlinePoint.objects.create(group=known.land, order=1, text="Land")
    return f"{group(known)}outline/{made.pk}/"


EVIDENCE = {"what": COPY, "kind": "un", "source": COPY, "reliability": "likely"}
# What is sent where; * stands for the last number of the address.
SENT: dict[str, tuple[Callable[[Cast], str], dict[str, str]]] = {
    "a point of the outline": (lambda known: f"{group(known)}outline/add/", {"text": COPY}),
    "a point that is changed": (point, {"text": COPY, "do": "save"}),
    "what was done since": (follow_up, {"line-*-done": "begun", "line-*-note": COPY, "line-*-version": "0"}),
    "evidence": (
        lambda known: f"{follow_up(known)}evidence/",
        {f"evidence-*-{name}": said for name, said in EVIDENCE.items()},
    ),
    "an event": (
        lambda known: f"/coalitions/{known.coalition.key}/timeline/events/new/",
        {"title": "An election", "day": "2018-07-29", "risk": COPY},
    ),
    "terms": (lambda known: f"{workshop(known)}terms/write/", {"text": f"review; ការពិនិត្យ; {COPY}"}),
    "a question of the quiz": (
        lambda known: f"{workshop(known)}quiz/write/",
        {"text": COPY, "choices": "One\nTwo", "right": "1"},
    ),
}


@pytest.mark.parametrize("what", SENT)
def test_a_page_that_is_sent_them_says_so(what: str, people: Cast) -> None:
    address, given = SENT[what]
    at = address(people)
    released(people, public=WORDS)
    sophea = Client()
    sophea.force_login(people.sophea)
    number = re.findall(r"\d+", at)[-1]
    refused = sophea.post(at, {name.replace("*", number): said for name, said in given.items()}, follow=True)
    assert refused.status_code in {200, 422}
    assert "These words stand in a testimony" in refused.content.decode()
    assert holding() == []


def holding() -> list[str]:
    """Where the words are kept but in the testimony itself."""
    return [
        f"{kept.model._meta.label}.{name}"
        for kept in kept_texts()
        if kept.model is not Testimony
        for name in kept.names
        if any("took all" in str(text) for text in kept.model._base_manager.values_list(name, flat=True))
    ]
