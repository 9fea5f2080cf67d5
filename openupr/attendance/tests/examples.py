"""What the table of attendance is tried on: see openupr/accounts/tests/examples.py."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import time, timedelta
from typing import Any

from openupr.accounts.tests.examples import Example, Player
from openupr.attendance.models import Registration
from openupr.attendance.services import (
    attending,
    balancing,
    forgetting,
    learning,
    links,
    publishing,
    registering,
)
from openupr.coalitions.models import Coalition
from openupr.coalitions.tests.examples.cast import Cast, cast, players
from openupr.coalitions.tests.examples.clock import today_there
from openupr.workshops.models import Lesson, Session, Workshop
from openupr.workshops.sessions import add_session
from openupr.workshops.workshops import plan_workshop
from openupr.workshops.write_up import learn_lesson

INTERNAL: Mapping[str, str] = {
    "openupr.attendance.services.demo": "the demo fills a list of its own, through the services",
    "openupr.attendance.services.deleting": "nobody's act: days pass, a backup is restored, a page is drawn",
    "openupr.attendance.services.forgetting.forget_in_coalition": "accounts call it when authorship is forgotten",
    "openupr.attendance.services.registering.register_by_link": "whoever holds the link's secret calls it",
    "openupr.attendance.services.registering.take_back": "whoever holds the link's secret and their code calls it",
}
TODAY = today_there() - timedelta(days=4)


def example() -> Example:
    """A coalition with everybody who may be in it, a workshop with somebody on its list, and one before it."""
    known = cast()
    first = plan_workshop(
        by=known.sophea, coalition=known.coalition, kind="submission", title="First", first_day=TODAY, days=1
    )
    lesson = learn_lesson(by=known.sophea, workshop=first, topic="balance", text="More women are to speak")
    workshop = plan_workshop(
        by=known.sophea,
        coalition=known.coalition,
        kind="validation",
        title="Second",
        languages=["km", "en"],
        follows=first,
        first_day=TODAY,
        days=1,
    )
    session = add_session(
        by=known.sophea, day=workshop.days.get(), start=time(9), end=time(10), contents={"title": "What the UPR is"}
    )
    somebody = registering.register_person(
        by=known.sophea, workshop=workshop, answers={"name": "Somebody"}, today=TODAY
    )
    published = publishing.publish_by_hand(by=known.sophea, workshop=workshop, total=70, today=TODAY)
    assert published
    return Example(
        players=tuple(_in_the_whole(each) for each in players(known)),
        addresses=addresses(known, workshop, session, lesson),
        calls=calls(workshop, session, somebody, lesson),
    )


def _in_the_whole(player: Player) -> Player:
    """With regard to a workshop everybody is what they are in the coalition as a whole."""
    whole = player.elsewhere.get(Coalition, player.roles)
    return replace(player, elsewhere={**player.elsewhere, Workshop: whole, Session: whole})


def addresses(known: Cast, workshop: Workshop, session: Session, lesson: Lesson) -> dict[str, Mapping[str, Any]]:
    """The parts of each address."""
    one = {**known.at_coalition, "workshop": workshop.pk}
    day = {**one, "day": workshop.days.get().pk}
    of_one = dict.fromkeys(
        (
            "people", "add", "gender", "sheet", "today", "link", "balance", "checks", "figures", "publish", "by-hand",
            "forget",
        ),
        one,
    )  # fmt: skip
    parts: dict[str, Mapping[str, Any]] = of_one | {
        "person": {**one, "number": 1},
        "door": day,
        "paper": day,
        "floor": {**one, "session": session.pk},
        "check": {**one, "number": lesson.pk},
        "figures-file": {**one, "kind": "csv"},
    }
    return {f"attendance:{name}": given for name, given in parts.items()}


def calls(
    workshop: Workshop, session: Session, somebody: Registration, lesson: Lesson
) -> dict[Callable[..., Any], Mapping[str, Any]]:
    """What each service is about."""
    on = {"workshop": workshop}
    about_somebody, about_lesson = {**on, "registration": somebody}, {**on, "lesson": lesson}
    return {
        registering.register_person: on,
        registering.change_registration: about_somebody,
        registering.take_out: about_somebody,
        registering.count_genders_as: on,
        links.make_link: on,
        links.revoke_link: on,
        attending.tick: about_somebody,
        attending.enter_from_paper: on,
        publishing.publish_from_list: on,
        publishing.publish_by_hand: on,
        publishing.withdraw_figures: on,
        balancing.count_speakers: {"session": session},
        balancing.count_interpreters: on,
        balancing.choose_tally: on,
        balancing.tally_floor: {"session": session},
        learning.check_lesson_by: about_lesson,
        learning.see_to_lesson: about_lesson,
        forgetting.forget_names: on,
    }
