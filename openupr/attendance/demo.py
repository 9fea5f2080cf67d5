"""The list of the demo's workshop: invented people, who came on which day, and who speaks."""

from collections.abc import Iterable
from datetime import date, timedelta

from openupr.accounts.models import Person
from openupr.workshops.models import Day, SessionRole, Workshop

from .balance import count_interpreters, count_speakers
from .door import enter_from_paper
from .models import Registration
from .registrations import register_person
from .rules.balance import Speaking

# A quality and a bird: what people write who would rather not be known.
_QUALITIES = ("Quiet", "Early", "Red", "Tall", "Old", "Swift", "Grey", "Merry", "Far", "Dusky")
_BIRDS = ("Heron", "Stork", "Ibis", "Crane", "Swallow", "Kite", "Pelican", "Lark")
REGISTERED, CAME = 76, 70
# Who comes on one day only, by their numbers; those after CAME never come.
_FIRST_DAY_ONLY, _SECOND_DAY_ONLY = frozenset(range(1, 9)), frozenset(range(9, 17))
_RURAL, _WOMEN, _MEN, _NEW, _KNOW_IT, _KHMER = 27, 26, 38, 41, 22, 58
_OWN_WORDS = {"women": "woman", "men": "man"}
_SPEAKING = frozenset({SessionRole.Role.FACILITATOR, SessionRole.Role.MODERATOR, SessionRole.Role.SPEAKER})


def fill_the_list(*, by: Person, workshop: Workshop, today: date) -> None:
    """People registered a week before, and were ticked on the days that have been, today among
    them.
    """
    days = list(workshop.days.order_by("date"))
    registered_on = days[0].date - timedelta(days=7)
    for number in range(1, REGISTERED + 1):
        register_person(by=by, workshop=workshop, answers=_answers(number), today=registered_on)
    for day, away in zip(days, (_SECOND_DAY_ONLY, _FIRST_DAY_ONLY), strict=False):
        if day.date <= today:
            _came(by, workshop, day, set(range(1, CAME + 1)) - away)


def count_who_speaks(*, by: Person, workshop: Workshop) -> None:
    """In each session where somebody speaks: one woman at most, as the workshop learnt; an
    interpreter a language.
    """
    for day in workshop.days.all():
        for session in day.sessions.prefetch_related("roles"):
            people = sum(role.role in _SPEAKING for role in session.roles.all())
            if people:
                women = int(people > 1)
                count_speakers(by=by, session=session, speaking=Speaking(people=people, women=women, rural=0))
    count_interpreters(by=by, workshop=workshop, interpreters=dict.fromkeys(workshop.languages, 1))


def _came(by: Person, workshop: Workshop, day: Day, numbers: Iterable[int]) -> None:
    enter_from_paper(by=by, workshop=workshop, day=day, numbers=frozenset(numbers))


def _answers(number: int) -> dict[str, object]:
    """Spread over the list by steps that share no factor with its length: no answer goes with
    another.
    """
    place = number - 1
    among = [place * step % CAME if place < CAME else REGISTERED for step in (3, 9, 11, 13)]
    groups = Registration.GenderGroup
    gender = groups.WOMEN if among[1] < _WOMEN else groups.MEN if among[1] < _WOMEN + _MEN else ""
    return {
        "name": f"{_QUALITIES[place % len(_QUALITIES)]} {_BIRDS[place // len(_QUALITIES)]}",
        "area": Registration.Area.RURAL if among[0] < _RURAL else Registration.Area.URBAN,
        "gender": _OWN_WORDS.get(str(gender), ""),
        "gender_group": gender,
        "first_time": True if among[2] < _NEW else False if among[2] < _NEW + _KNOW_IT else None,
        "language": "km" if among[3] < _KHMER else "en",
    }
