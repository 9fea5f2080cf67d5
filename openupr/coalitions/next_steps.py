"""How far a coalition is: its phase, whether it has lodged, and what to do next."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from itertools import chain, islice
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from openupr.accounts.models import Person
from openupr.timeline.agenda import Agenda
from openupr.timeline.rules.statuses import ESTIMATE
from openupr.upr.phases import REVIEW, SUBMISSION_DEADLINE
from openupr.web.hooks import Hook
from openupr.web.kept_queries import kept_rows

from .models import Coalition, Group
from .rules.phases import CoalitionPhase, phase_now


@dataclass(frozen=True)
class LodgedTexts:
    """What an app knows of texts that were lodged: the keys (`coalition`) of coalitions that lodged
    something, the keys (`proposal`) of recommendations that went out with it, and the day of a
    coalition's joint submission, None before.
    """

    coalitions: Callable[[], QuerySet[Any, Any]]
    proposals: Callable[[], QuerySet[Any, Any]]
    joint_day: Callable[[Coalition], date | None]


# The texts are kept by an app above, and groups and dates below change once they are lodged.
LODGED_TEXTS = Hook[LodgedTexts]("LODGED_TEXTS")


def day_of_joint_lodging(coalition: Coalition) -> date | None:
    """The day on which the coalition's joint submission was lodged; None before."""
    return next(filter(None, (lodged.joint_day(coalition) for lodged in LODGED_TEXTS)), None)


def is_anything_lodged(coalition: Coalition) -> bool:
    """Whether a submission of the coalition has gone to its addressee."""
    return any(kept_rows(_of_one(lodged.coalitions), coalition.pk) for lodged in LODGED_TEXTS)


@cache
def _of_one(lodged: Callable[[], QuerySet[Any, Any]]) -> Callable[[int], QuerySet[Any, int]]:
    return lambda coalition: lodged().filter(coalition=coalition).order_by().values_list("coalition", flat=True)[:1]


def of_lodged(path: str) -> Q:
    """Rows whose coalition, at the end of `path`, lodged something."""
    condition = Q(pk__in=[])
    for lodged in LODGED_TEXTS:
        condition |= Q(**{f"{path}__in": lodged.coalitions()})
    return condition


MOST_STEPS = 5
PHASES = {
    CoalitionPhase.SETTING_UP: gettext_lazy("Setting up"),
    CoalitionPhase.WORKSHOP: gettext_lazy("Workshop"),
    CoalitionPhase.DRAFTING: gettext_lazy("Drafting"),
    CoalitionPhase.SIGN_ON: gettext_lazy("Sign-on"),
    CoalitionPhase.LODGED: gettext_lazy("Lodged"),
    CoalitionPhase.BEFORE_REVIEW: gettext_lazy("Before the review"),
    CoalitionPhase.AFTER_REVIEW: gettext_lazy("After the review"),
}


@dataclass(frozen=True, slots=True)
class WhatNext:
    """What to do, as a sentence that is a link."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Situation:
    """A coalition on a day, in its phase, as somebody sees it to whom the actions `may` are open.
    `groups`: the open ones; `organisations` and `people`: how many there are; `voiceless`: the
    organisations for which no one speaks; `lacks`: what groups lack, by their keys; `own`: the keys
    of the groups that the reader works in.
    """

    coalition: Coalition
    phase: CoalitionPhase
    today: date
    may: Collection[str]
    groups: Sequence[Group]
    organisations: int
    people: int
    agenda: Agenda
    lacks: Mapping[int, Sequence[str]] = field(default_factory=dict)
    voiceless: int = 0
    reader: Person | None = None
    own: Collection[int] = ()

    @property
    def is_of_one_group(self) -> bool:
        """Whether the reader works in a group and does not coordinate."""
        return bool(self.own) and "coalitions.set_up_groups" not in self.may

    @property
    def readers_groups(self) -> Sequence[Group]:
        """The groups whose work concerns the reader: the own ones, or all."""
        return [group for group in self.groups if group.pk in self.own] if self.is_of_one_group else self.groups


# The phases that an app sees: called with the coalition and the day.
PHASES_SEEN = Hook[Callable[[Coalition, date], Iterable[CoalitionPhase]]]("PHASES_SEEN")
# What a coalition could do next, asked when its first page is drawn.
NEXT_STEPS = Hook[Callable[[Situation], Iterable[WhatNext]]]("NEXT_STEPS")
# What groups lack in a phase: called with it and the groups, as `groups_of` gives them; a short
# word by the key of each that lacks something.
GROUP_LACKS = Hook[Callable[[CoalitionPhase, Sequence[Group]], Mapping[int, str]]]("GROUP_LACKS")


def phase_of(coalition: Coalition, agenda: Agenda, *, is_new: bool, today: date) -> CoalitionPhase:
    """How far a coalition has come, by its dates and by what apps see."""

    def is_over(key: str) -> bool:
        line = agenda.line(key)
        return line is not None and line.entry.is_past(today)

    return phase_now(
        {phase for see in PHASES_SEEN for phase in see(coalition, today)},
        is_new=is_new,
        deadline_over=is_over(SUBMISSION_DEADLINE),
        review_over=is_over(REVIEW),
    )


def steps_in(situation: Situation) -> list[WhatNext]:
    """The things to do next, five at most. Once they are found, no further app is asked."""
    of_apps = (step for steps in NEXT_STEPS for step in steps(situation))
    return list(islice(chain(_setting_up(situation), of_apps, _dates(situation)), MOST_STEPS))


def _setting_up(now: Situation) -> Iterator[WhatNext]:
    if now.phase.is_after_lodging or "coalitions.set_up_groups" not in now.may:
        return
    key = [now.coalition.key]
    if not now.groups:
        yield WhatNext(_("Set up the thematic groups"), reverse("coalitions:groups", args=key))
    if not now.organisations:
        yield WhatNext(_("Add the organisations"), reverse("coalitions:add-organisation", args=key))
    if now.people < 2:
        yield WhatNext(_("Invite people"), reverse("coalitions:invite-many", args=key))
    elif now.voiceless:
        text = ngettext(
            "Choose who speaks: %(n)s organisation has no one",
            "Choose who speaks: %(n)s organisations have no one",
            now.voiceless,
        )
        yield WhatNext(text % {"n": now.voiceless}, reverse("coalitions:people", args=key) + "#organisations-head")
    n = sum(not group.term for group in now.groups)  # type: ignore[attr-defined]
    if n and now.phase is not CoalitionPhase.SIGN_ON:
        text = ngettext("Appoint rapporteurs: %(n)s group has none", "Appoint rapporteurs: %(n)s groups have none", n)
        yield WhatNext(text % {"n": n}, reverse("coalitions:groups", args=key))


def _dates(now: Situation) -> Iterator[WhatNext]:
    """To where the deadline is entered: at the start also where it is only estimated."""
    if now.phase.is_after_lodging or "coalitions.write_dates" not in now.may:
        return
    line = now.agenda.line(SUBMISSION_DEADLINE)
    is_unknown = line is None or line.entry.window is None
    is_estimate = line is not None and line.entry.status == ESTIMATE
    if is_unknown or (is_estimate and now.phase is CoalitionPhase.SETTING_UP):
        address = reverse("coalitions:publish-date", args=[now.coalition.key]) + "?from=overview"
        yield WhatNext(_("Enter the deadline, if you know it"), address)


def lacks_of(groups: Sequence[Group], phase: CoalitionPhase) -> dict[int, list[str]]:
    """What each group lacks in this phase, by its key; nothing once all is lodged."""
    if phase.is_after_lodging:
        return {}
    answers = [find(phase, groups) for find in GROUP_LACKS]
    lacks = {group.pk: [lack for answer in answers if (lack := answer.get(group.pk))] for group in groups}
    for group in groups:
        if not group.term:  # type: ignore[attr-defined]
            lacks[group.pk].insert(0, _("no rapporteur"))
    return {key: own for key, own in lacks.items() if own}
