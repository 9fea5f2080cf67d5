"""Handing out what comes ready made."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from openupr.accounts.models import Person
from openupr.accounts.services.acting import act
from openupr.files.rebuilding import Rebuilt

from ..actions.materials import KEEP_MATERIALS
from ..models import Material, Workshop
from ..queries.standard_handouts import ReadyMade
from .materials import add_material


@act(KEEP_MATERIALS, _("Hand out a file that comes ready made"), about="workshop")
def hand_out(*, by: Person, workshop: Workshop, ready: ReadyMade) -> Material:
    """The handout in each of its languages, beside each other; phones in the room may have them.

    Raises TooManyMaterials; then none is added.
    """
    (language, title, written), *others = ready.versions
    given: dict[str, Any] = {"by": by, "workshop": workshop, "kind": ready.kind, "in_room": True}
    rebuilt = Rebuilt("docx", written(workshop))
    original: Material = add_material(rebuilt=rebuilt, title=title, language=language, **given)
    for language, title, written in others:
        rebuilt = Rebuilt("docx", written(workshop))
        add_material(rebuilt=rebuilt, title=title, language=language, translates=original, **given)
    return original
