"""What the table of workshops is tried on: see openupr/accounts/tests/examples.py."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, time
from typing import Any

from openupr.accounts.tests.examples import Example, Player
from openupr.coalitions.models import Coalition
from openupr.coalitions.tests.examples.cast import Cast, cast, players
from openupr.files.rebuilding import Rebuilt
from openupr.testimonies.tests.examples import a_box
from openupr.workshops import (
    agenda_templates,
    box,
    materials,
    sessions,
    standard_handouts,
    support,
    workshops,
    write_up,
)
from openupr.workshops.models import (
    Achievement,
    AgendaTemplate,
    Day,
    Lesson,
    Material,
    Offer,
    Session,
    Term,
    WayForward,
    Workshop,
)

_OF_MATERIALS = (
    "materials",
    "material-add",
    "material-look",
    "material-ready",
    "phone-materials",
    "phone-terms",
    "terms",
    "terms-write",
)
INTERNAL: Mapping[str, str] = {
    "openupr.workshops.write_up.forget_in_workshops": "accounts call it when a circle's own service forgets",
    "openupr.workshops.sessions.lay_out": "part of the services that change an agenda",
}


def example() -> Example:
    """A coalition with everybody who may be in it, and a workshop with one session."""
    known = cast()
    workshop = workshops.plan_workshop(
        by=known.sophea,
        coalition=known.coalition,
        kind="submission",
        title="Workshop",
        first_day=date(2026, 3, 12),
        days=1,
    )
    session = sessions.add_session(
        by=known.sophea, day=workshop.days.get(), start=time(9), end=time(10), contents={"title": "What the UPR is"}
    )
    _write_up(known, workshop)
    _hand_out(known, workshop)
    return Example(
        players=tuple(_in_the_whole(each) for each in players(known)),
        addresses=addresses(known, workshop, session),
        calls=calls(known, workshop, session),
    )


def _write_up(known: Cast, workshop: Workshop) -> None:
    write_up.note_achievement(by=known.sophea, workshop=workshop, text="Eight groups began")
    write_up.offer_support(by=known.sophea, workshop=workshop, partner="A partner", kind="training")
    write_up.agree_next_step(by=known.sophea, workshop=workshop, text="Meet again", today=date(2026, 3, 13))
    given = {"workshop": workshop, "kind": "training", "text": "On evidence"}
    need = support.need_support(by=known.sophea, group=known.land, **given)
    support.confirm_match(by=known.sophea, offer=workshop.offers.get(), need=need, today=date(2026, 3, 13))


def _hand_out(known: Cast, workshop: Workshop) -> None:
    rebuilt = Rebuilt("pdf", b"%PDF-")
    given = {"title": "Slides", "kind": "slides", "language": "en", "in_room": True}
    materials.add_material(by=known.sophea, workshop=workshop, rebuilt=rebuilt, **given)
    materials.write_terms(by=known.sophea, workshop=workshop, text="review; ការពិនិត្យ")


def _in_the_whole(player: Player) -> Player:
    """With regard to a workshop everybody is what they are in the coalition as a whole."""
    whole = player.elsewhere.get(Coalition, player.roles)
    things = (Material, Term, Workshop, Day, Session, AgendaTemplate, Achievement, Lesson, Offer, WayForward)
    of_all = dict.fromkeys(things, whole)
    return replace(player, elsewhere={**player.elsewhere, **of_all})


def addresses(known: Cast, workshop: Workshop, session: Session) -> dict[str, Mapping[str, Any]]:
    """The parts of each address."""
    one = {**known.at_coalition, "workshop": workshop.pk}
    of_session = {**one, "session": session.pk}
    of_all = dict.fromkeys(("workshops", "plan", "room"), known.at_coalition)
    of_one = dict.fromkeys(
        (
            "workshop",
            "today",
            "change",
            "days",
            "delete",
            "template",
            "projector",
            "stage",
            "phone",
            "phone-calendar",
            "session-add",
            "box",
            *_OF_MATERIALS,
        ),
        one,
    )
    kept = {**one, "number": workshop.materials.get().pk}
    of_one |= dict.fromkeys(("material", "material-change"), kept)
    of_all["give-box"] = {**known.at_coalition, "box": a_box(known).pk}
    parts = of_all | of_one | dict.fromkeys(("session", "session-move"), of_session)
    return {f"workshops:{name}": given for name, given in (parts | _after(known, workshop, session)).items()} | {
        f"workshops:{name}": {**one, "kind": "csv"} for name in ("agenda-file", "materials-file", "terms-file")
    }


def _after(known: Cast, workshop: Workshop, session: Session) -> dict[str, Mapping[str, Any]]:
    one = {**known.at_coalition, "workshop": workshop.pk}
    group = {**known.at_land, "workshop": workshop.pk}
    return {
        "after": one,
        "after-file": {**one, "name": "needs", "kind": "csv"},
        "session-notes": {**one, "session": session.pk},
        "noted-add": {**one, "what": "lesson"},
        "noted": {**one, "what": "achievement", "number": workshop.achievements.get().pk},
        "step-add": one,
        "step": {**one, "number": workshop.wayforwards.get().pk},
        "match": one,
        "hand-in": group,
        "need-add": group,
        "need": {**group, "number": workshop.needs.get().pk},
        "outcome": {**group, "number": workshop.needs.get().pk, "offer": workshop.offers.get().pk},
    }


def calls(known: Cast, workshop: Workshop, session: Session) -> dict[Callable[..., Any], Mapping[str, Any]]:
    """What each service is about."""
    on, to, of = {"workshop": workshop}, {"session": session}, {"coalition": known.coalition}
    kept = agenda_templates.keep_as_template(by=known.sophea, workshop=workshop, name="Ours", with_names=False)
    return {
        workshops.plan_workshop: of,
        workshops.change_workshop: on,
        workshops.delete_workshop: on,
        workshops.add_day: on,
        box.open_its_box: on,
        box.give_box: on,
        workshops.move_day: {"day": session.day},
        workshops.remove_day: {"day": session.day},
        sessions.add_session: {"day": session.day},
        sessions.change_session: to,
        sessions.remove_session: to,
        sessions.number_sessions: on,
        sessions.move_session: to,
        sessions.swap_sessions: to,
        agenda_templates.start_from: on,
        agenda_templates.keep_as_template: on,
        agenda_templates.drop_template: {"template": kept},
        **_calls_after(known, workshop, session),
        materials.add_material: on,
        standard_handouts.hand_out: on,
        materials.write_terms: on,
        materials.give_to_room: {"material": workshop.materials.get()},
        materials.remove_material: {"material": workshop.materials.get()},
        materials.remove_term: {"term": workshop.terms.get()},
        workshops.open_the_room: of,
        workshops.close_the_room: of,
    }


def _calls_after(known: Cast, workshop: Workshop, session: Session) -> dict[Callable[..., Any], Mapping[str, Any]]:
    on = {"workshop": workshop}
    offer, need = {"offer": workshop.offers.get()}, {"need": workshop.needs.get()}
    return {
        write_up.note_session: {"session": session},
        write_up.note_achievement: on,
        write_up.learn_lesson: on,
        write_up.offer_support: on,
        write_up.change_noted: {"noted": workshop.achievements.get()},
        write_up.drop_noted: {"noted": workshop.achievements.get()},
        write_up.agree_next_step: on,
        write_up.change_next_step: {"step": workshop.wayforwards.get()},
        write_up.drop_next_step: {"step": workshop.wayforwards.get()},
        support.hand_in_roadmap: {"group": known.land},
        support.need_support: {"group": known.land},
        support.change_need: need,
        support.drop_need: need,
        support.confirm_match: offer,
        support.undo_match: offer,
        support.say_what_came: need,
    }
