"""A device paired in the room reaches only its group's work: tried over every address, with every thing it could name.

Chan's telephone is paired with the group Land. Labour is another group of the same coalition.
"""

import itertools
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpResponse
from django.test import Client, RequestFactory
from django.urls import NoReverseMatch, resolve, reverse
from django.utils import timezone

from openupr.accounts.actions import EVERYBODY, Action, Role
from openupr.accounts.models import Person
from openupr.coalitions.models import Coalition, Group, Participation
from openupr.coalitions.pairing import COOKIE, make_pairing_code, pair_device
from openupr.coalitions.tests.examples.cast import Cast, cast
from openupr.followup.evidence import add_evidence
from openupr.followup.group_lines import write_in
from openupr.followup.models import Evidence
from openupr.project.gate import Gate
from openupr.project.tables import TABLES, by_route
from openupr.proposals.proposals import propose
from openupr.roadmaps.answers import answer
from openupr.roadmaps.outline import add_point
from openupr.submissions.models import ParagraphVersion, Section
from openupr.submissions.tests.examples import drafted
from openupr.web.clock import now_in, set_clock

from .test_permissions import examples_of
from .test_quoting_testimonies import quoting, released

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def paired(group: Group, person: Any) -> str:
    """The token of a device paired with a group's work."""
    _made, code = make_pairing_code(by=person, group=group, person=person, now=timezone.now())
    return pair_device(code=code, now=timezone.now())[1]


def is_let_in(address: str, token: str) -> bool:
    """Whether the gate lets a paired device through to a page."""
    request = RequestFactory().get(address)
    set_clock(request, now_in())
    request.user, request.session = AnonymousUser(), {}  # type: ignore[assignment]
    request.COOKIES[COOKIE] = token
    request.resolver_match = match = resolve(address)
    try:
        given = Gate(HttpResponse).process_view(request, match.func, match.args, match.kwargs)  # type: ignore[arg-type]
    except Http404:
        return False
    finally:
        timezone.deactivate()
    return given is None


def each_address(parts: Mapping[str, Any], numbers: Mapping[str, list[int]]) -> Iterator[dict[str, Any]]:
    """The parts of an address, and the same with every other group, section and submission that there is."""
    names = [name for name in parts if name in numbers]
    for values in itertools.product(*({parts[name], *numbers[name]} for name in names)):
        yield {**parts, **dict(zip(names, values, strict=True))}


@pytest.mark.parametrize("table", TABLES, ids=[table.app for table in TABLES])
def test_a_paired_device_reaches_only_what_the_table_opens_in_its_own_group(table: Any) -> None:
    example = examples_of(table.app).example()
    coalition = Coalition.objects.filter(groups__memberships__person__username="chan").distinct().first()
    if coalition is None:
        return  # of this app nothing belongs to a coalition, so nothing is a group's
    land = coalition.groups.get(name="Land")
    chan = land.memberships.get(person__username="chan").person
    # What else somebody may do on this server counts for nothing on the paired device.
    Person.objects.filter(pk=chan.pk).update(is_operator=True)
    coalition.participations.filter(person=chan).update(role=Participation.Role.COORDINATOR)
    token = paired(land, chan)
    numbers = {
        "group": list(Group.objects.values_list("pk", flat=True)),
        "section": list(Section.all_ever.values_list("pk", flat=True)),
    }
    wrong, reached = [], 0
    for action in table.actions:
        if action.who == EVERYBODY:
            continue
        for route in action.routes:
            for parts in each_address(example.addresses.get(route, {}), numbers):
                try:
                    address = reverse(route, kwargs=parts)
                except NoReverseMatch:
                    continue
                about = table.find(parts)
                own = about if isinstance(about, Group) else getattr(about, "group", None)
                expected = Role.PAIRED in action.who and own == land
                reached += expected
                if is_let_in(address, token) != expected:
                    wrong.append(f"{address} ({route}): expected {expected}")
    assert wrong == []
    opens = any(Role.PAIRED in action.who for action in table.actions)
    assert bool(reached) == opens, "nothing was tried that may be opened"


def test_it_writes_and_adopts_nothing_that_only_a_rapporteur_or_coordinator_may() -> None:
    opened = {action.name for table in TABLES for action in table.actions if Role.PAIRED in action.who}
    assert opened == {
        "coalitions.see_groups",
        "followup.see",
        "followup.follow-up",
        "roadmaps.see-proposals",
        "roadmaps.see-stances",
        "roadmaps.word-proposal",
        "roadmaps.confirm-facts",
        "roadmaps.mark-earlier",
        "roadmaps.put-forward",
        "roadmaps.comment",
        "roadmaps.resolve-comment",
        "roadmaps.see-roadmap",
        "roadmaps.answer",
        "roadmaps.outline",
        "submissions.see",
        "submissions.write",
        "submissions.remark",
        "submissions.settle",
    }


def test_no_page_of_it_shows_a_word_of_another_group_or_of_a_testimony() -> None:
    people = cast()
    draft = drafted(people)
    _write_in_labour(people)
    _say_what_is_for_land_alone(people)
    released(people, submission="The river rose at night.", public="We want the school.")
    chan, section = quoting(people, draft, "submission")
    assert "The river rose at night." in chan.get(section).content.decode()
    assert (
        "A witness in the village" in chan.get(reverse("followup:follow-ups", kwargs=people.at_land)).content.decode()
    )
    telephone = Client()
    telephone.cookies[COOKIE] = paired(people.land, people.chan)
    seen = 0
    for route, (action, _table) in by_route().items():
        for address in _addresses(route, action, people, draft.at_section):
            answered = telephone.get(address)
            if answered.status_code != 200:
                continue
            seen += 1
            page = answered.getvalue().decode(errors="replace")
            for word in (
                "A witness in the village",
                "The river rose",
                "We want the school",
                "Rithy",
                "a wage for all",
                "a point of labour",
            ):
                assert word not in page, f"{address} shows “{word}”"
    assert seen > 15


def _write_in_labour(people: Cast) -> None:
    by, group, now = people.rithy, people.labour, timezone.now()
    answer(by=by, group=group, question=4, text="Guarantee a wage for all.", version=0, now=now)
    propose(by=by, group=group, text="Guarantee a wage for all workers.", language="en", now=now)
    add_point(by=by, group=group, text="This is a point of labour.")


def _say_what_is_for_land_alone(people: Cast) -> None:
    line = write_in(by=people.chan, group=people.land, text="Stop the evictions.")
    add_evidence(
        by=people.chan,
        follow_up=line,
        what="They went on.",
        kind="first-hand",
        day=None,
        source="A witness in the village",
        reliability="likely",
        seen_by=Evidence.SeenBy.OWN,
    )


def test_a_member_writes_in_the_groups_section_on_it() -> None:
    people = cast()
    draft = drafted(people)
    telephone = Client()
    telephone.cookies[COOKIE] = paired(people.land, people.chan)
    address = reverse("submissions:paragraph", kwargs={**draft.at_section, "paragraph": draft.paragraph.pk})
    telephone.post(address, {"text": "The land was taken in 2027.", "version": draft.paragraph.version})
    saved = ParagraphVersion.objects.filter(section=draft.section).latest("pk")
    assert (saved.text, saved.saved_by) == ("The land was taken in 2027.", people.chan)
    assert draft.section.page_heading in telephone.get("/paired/").content.decode()


def _addresses(route: str, action: Action, people: Cast, at_section: Mapping[str, object]) -> Iterator[str]:
    if Role.PAIRED not in action.who:
        return
    for parts in (people.at_land, at_section, {**people.at_land, "number": 4}):
        try:
            yield reverse(route, kwargs=dict(parts))
        except NoReverseMatch:
            continue
