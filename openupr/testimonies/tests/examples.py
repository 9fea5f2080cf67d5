"""What the table of testimonies is tried on: see openupr/accounts/tests/examples.py."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from openupr.accounts.models import Person
from openupr.accounts.tests.examples import Example, Player
from openupr.coalitions.models import Coalition
from openupr.coalitions.tests.examples.cast import Cast, cast, players
from openupr.testimonies import boxes, evaluations, testimonies
from openupr.testimonies.models import Box, Testimony
from openupr.testimonies.rules.codes import Code, hashed_code

INTERNAL: Mapping[str, str] = {
    "openupr.testimonies.demo": "the demo fills a box of its own with invented sheets",
    "openupr.testimonies.evaluations.put_in": "whoever holds the box's link, and the service of the room",
    "openupr.testimonies.testimonies.put_testimony_in": "whoever holds the box's link, and the room's service",
    "openupr.testimonies.testimonies.check_written": "looks, changes nothing",
    "openupr.testimonies.boxes.locked_box": "part of the services that change a box",
    "openupr.testimonies.boxes.rewrite_in_box": "part of the services that change what is in a box",
    "openupr.testimonies.withdrawals": "whoever holds the code; a restore, and the server's start",
}
DAY = date(2018, 3, 12)
SHEET = {"useful": "5", "length": "right", "best": "Work in groups"}
# Hashing is dear on purpose: the same code in every test that needs one and no more.
CODE = Code("34679-CDFGH-JKMNP", hashed_code("34679-CDFGH-JKMNP"))


def a_box(known: Cast, *, title: str = "Two days in March") -> Box:
    """An open box that asks three questions and takes testimonies."""
    questions = ["useful", "length", "best"]
    return boxes.open_box(
        by=known.sophea, coalition=known.coalition, title=title, questions=questions, takes_testimonies=True, today=DAY
    )


def at(box: Box, rest: str = "") -> str:
    return f"/coalitions/{box.coalition.key}/boxes/{box.pk}/{rest}"


def fill(box: Box, number: int) -> None:
    for _sheet in range(number):
        evaluations.put_in(box=box, answers=SHEET)


def told_in(box: Box, text: str = "We have learnt from each other.", *, consent: str = "public") -> Testimony:
    """A testimony in a box that was closed since."""
    phrase = "from each other" if "from each other" in text else ""
    testimonies.put_testimony_in(box=box, code=CODE, text=text, phrase=phrase, consent=consent)
    return Testimony.objects.get(code_hash=CODE.code_hash)


def example() -> Example:
    """A coalition with everybody who may be in it, an open box, and a closed one with a testimony."""
    known = cast()
    opened, closed = a_box(known), a_box(known, title="A day in April")
    for _sheet in range(5):
        evaluations.put_in(box=closed, answers={"useful": "5", "length": "right", "best": "The talks"})
    testimony = told_in(closed)
    testimony.box = boxes.close_box(by=known.sophea, box=closed, today=DAY)
    return Example(
        players=tuple(_in_the_whole(each) for each in players(known)),
        addresses=addresses(known, opened, testimony),
        calls=calls(known, opened, testimony),
    )


def _in_the_whole(player: Player) -> Player:
    """With regard to a box everybody is what they are in the coalition as a whole."""
    whole = player.elsewhere.get(Coalition, player.roles)
    return replace(player, elsewhere={**player.elsewhere, **dict.fromkeys((Box, Testimony), whole)})


def addresses(known: Cast, opened: Box, testimony: Testimony) -> dict[str, Mapping[str, Any]]:
    """The parts of each address."""
    one = {**known.at_coalition, "box": opened.pk}
    closed = {**known.at_coalition, "box": testimony.box_id}
    parts: dict[str, Mapping[str, Any]] = dict.fromkeys(("boxes", "open", "released"), known.at_coalition)
    parts |= dict.fromkeys(("box", "change", "close", "link", "evaluate", "tell", "sheet", "slips", "type-in"), one)
    parts |= dict.fromkeys(("results", "testimonies"), closed)
    return {f"testimonies:{name}": given for name, given in parts.items()} | {
        "testimonies:results-file": {**closed, "kind": "csv"},
        "testimonies:released-file": {**known.at_coalition, "kind": "json"},
        "testimonies:testimony": {**closed, "testimony": testimony.pk},
        "testimonies:link-opened": {"secret": "nothing"},
    }


def calls(known: Cast, opened: Box, testimony: Testimony) -> dict[Callable[..., Any], Mapping[str, Any]]:
    """What each service is about."""
    on, of = {"box": opened}, {"testimony": testimony}
    return {
        boxes.open_box: {"coalition": known.coalition},
        boxes.change_box: on,
        boxes.make_link: on,
        boxes.close_box: on,
        evaluations.answer: on,
        testimonies.testify: on,
        testimonies.make_slips: on,
        testimonies.type_in: on,
        testimonies.release: of,
        testimonies.redact: of,
        testimonies.set_aside: of,
    }


def let_go(by: Person) -> None:
    """Every testimony is released as it was written."""
    for each in Testimony.objects.select_related("box__coalition"):
        testimonies.release(by=by, testimony=each, leaving=each.text, phrase="", looked_at=True, fewer_than_five=False)
