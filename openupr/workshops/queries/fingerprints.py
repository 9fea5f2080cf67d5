"""What two people could write at the same time."""

from typing import Any

from ..models import Session, Workshop
from ..rules.fingerprints import fingerprint


def printed_of(session: Session) -> dict[str, Any]:
    """What is printed of a session, as `rules.fingerprints` compares it; its hours are moved apart from it."""
    names = ("kind", "title", "objective", "question_minutes", "speaker_minutes", "each_group", "note", "requested")
    contents = {name: getattr(session, name) for name in names}
    roles = [[each.role, each.name] for each in session.roles.all()]
    return contents | {
        "continues": session.continues_id,
        "numbered": session.number is not None,
        "roles": sorted(roles),
        "translations": session.translations,
    }


def told_of(workshop: Workshop) -> dict[str, Any]:
    """What a workshop is, as `rules.fingerprints` compares it; its days and its agenda are changed apart from it."""
    names = ("kind", "title", "objective", "place", "languages", "other_organisers", "translations", "follows_id")
    organisers = sorted(workshop.organisations.values_list("pk", flat=True))
    return {name: getattr(workshop, name) for name in names} | {"organisations": organisers}


def workshop_seen(workshop: Workshop) -> str:
    """The fingerprint of it, for a form to bring back."""
    return fingerprint(told_of(workshop))


def seen_of(session: Session) -> str:
    """The fingerprint of it, for a form to bring back."""
    return fingerprint(printed_of(session))
