"""Roadmaps handed in; what groups need, and which offer of a partner meets it."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from openupr.accounts.models import Person
from openupr.accounts.services.acting import act
from openupr.coalitions.models import Group

from ..actions.after import CONFIRM_MATCH, HAND_IN, NEED_SUPPORT
from ..models import Match, Need, Offer, RoadmapHandedIn, Support, Workshop
from ..queries.after import missing_in
from ..rules.after import said
from ..rules.refusals import OfAnotherWorkshop


@act(HAND_IN, about="group")
def hand_in_roadmap(*, by: Person, group: Group, workshop: Workshop, today: date) -> RoadmapHandedIn:
    """The group's roadmap as it stands is handed in, with the questions that are open; again, the last time counts."""
    if workshop.coalition_id != group.coalition_id:
        raise OfAnotherWorkshop
    given = {"day": today, "missing": missing_in(group)}
    handed, _ = RoadmapHandedIn.objects.update_or_create(workshop=workshop, group=group, defaults=given)
    return handed


@act(NEED_SUPPORT, _("Say what support a group needs"), about="group")
def need_support(*, by: Person, group: Group, workshop: Workshop, kind: str, text: str) -> Need:
    """What a group needs. Raises NothingSaid, OfAnotherWorkshop."""
    if workshop.coalition_id != group.coalition_id:
        raise OfAnotherWorkshop
    return Need.objects.create(workshop=workshop, group=group, kind=Support(kind), text=said(text))


@act(NEED_SUPPORT, _("Change what support a group needs"), about="need")
def change_need(*, by: Person, need: Need, kind: str, text: str) -> Need:
    """The same in other words; what was matched stays matched. Raises NothingSaid."""
    need.kind, need.text = Support(kind), said(text)
    need.save(update_fields=["kind", "text"])
    return need


@act(NEED_SUPPORT, _("Say that a group needs a support no longer"), about="need")
def drop_need(*, by: Person, need: Need) -> None:
    """It is not needed any more."""
    need.delete()


@act(CONFIRM_MATCH, _("Confirm that an offer meets a need"), about="offer")
def confirm_match(*, by: Person, offer: Offer, need: Need, today: date) -> Match:
    """Somebody who talked to both says that the offer meets the need. Raises OfAnotherWorkshop."""
    if offer.workshop_id != need.workshop_id:
        raise OfAnotherWorkshop
    match, _ = Match.objects.get_or_create(need=need, offer=offer, defaults={"day": today})
    return match


@act(NEED_SUPPORT, _("Say what came of an offer that meets a need"), about="need")
def say_what_came(*, by: Person, need: Need, match: Match, outcome: str, today: date) -> Match:
    """What came of an offer that was to meet a need; "" takes it back. The day is the last on which it was said."""
    match.outcome = outcome.strip()
    match.outcome_on = today if match.outcome else None
    match.save(update_fields=["outcome", "outcome_on"])
    return match


@act(CONFIRM_MATCH, _("Say that an offer does not meet a need after all"), about="offer")
def undo_match(*, by: Person, offer: Offer, need: Need) -> None:
    """It does not after all."""
    Match.objects.filter(offer=offer, need=need).delete()
