"""Handing out what comes ready made."""

from typing import Any

from openupr.accounts.models import Person
from openupr.accounts.services.acting import act
from openupr.files.stripping import stripped

from ..models import Material, Workshop
from ..permissions.materials import KEEP_MATERIALS
from ..queries.standard_handouts import ReadyMade
from .materials import add_material


@act(KEEP_MATERIALS, about="workshop")
def hand_out(*, by: Person, workshop: Workshop, ready: ReadyMade) -> Material:
    """The handout in each of its languages, beside each other; phones in the room may have them.

    Raises TooManyMaterials; then none is added.
    """
    (language, title, written), *others = ready.versions
    given: dict[str, Any] = {"by": by, "workshop": workshop, "kind": ready.kind, "in_room": True}
    clean = stripped(written(workshop))
    original: Material = add_material(clean=clean, title=title, language=language, **given)
    for language, title, written in others:
        clean = stripped(written(workshop))
        add_material(clean=clean, title=title, language=language, translates=original, **given)
    return original
