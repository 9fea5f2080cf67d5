"""What the table of attendance is tried on: see openupr/accounts/tests/examples.py."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import time, timedelta
from typing import Any

from openupr.accounts.tests.examples import Example, Player
from openupr.attendance import balance, door, figures, forgetting, lessons, registration_link, registrations
from openupr.attendance.models import Registration
from openupr.coalitions.models import Coalition
from openupr.coalitions.tests.examples.cast import Cast, cast, players
from openupr.coalitions.tests.examples.clock import today_there
from openupr.workshops.models import Lesson, Session, Workshop
from openupr.workshops.sessions import add_session
from openupr.workshops.workshops import plan_workshop
from openupr.workshops.write_up import learn_lesson

INTERNAL: Mapping[str, str] = {
    "openupr.attendance.demo": "the demo fills a list of its own, through the services",
    "openupr.attendance.forgetting": "nobody's act: days pass, a backup is restored, a page is drawn",
    "openupr.attendance.forgetting.forget_in_coalition": "accounts call it when authorship is forgotten",
    "openupr.attendance.registrations.put_on_the_list": "part of the services that register somebody",
    "openupr.attendance.registrations.take_off_the_list": "part of the services that take somebody out",
    "openupr.attendance.registration_link.register_by_link": "whoever holds the link's secret calls it",
    "openupr.attendance.registration_link.take_back": "whoever holds the link's secret and their code calls it",
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
    somebody = registrations.register_person(
        by=known.sophea, workshop=workshop, answers={"name": "Somebody"}, today=TODAY
    )
    published = figures.publish_by_hand(by=known.sophea, workshop=workshop, total=70, today=TODAY)
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
        registrations.register_person: on,
        registrations.change_registration: about_somebody,
        registrations.take_out: about_somebody,
        registrations.count_genders_as: on,
        registration_link.make_link: on,
        registration_link.revoke_link: on,
        door.tick: about_somebody,
        door.enter_from_paper: on,
        figures.publish_from_list: on,
        figures.publish_by_hand: on,
        figures.withdraw_figures: on,
        balance.count_speakers: {"session": session},
        balance.count_interpreters: on,
        balance.choose_tally: on,
        balance.tally_floor: {"session": session},
        lessons.check_lesson_by: about_lesson,
        lessons.see_to_lesson: about_lesson,
        forgetting.forget_names: on,
    }
