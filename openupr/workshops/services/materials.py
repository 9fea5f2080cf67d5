"""A workshop's materials and term list."""

from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from openupr.accounts.models import Person
from openupr.accounts.services.acting import act
from openupr.files.rebuilding import Rebuilt

from ..actions.materials import KEEP_MATERIALS
from ..models import Material, Term, Workshop
from ..rules.materials import MOST_BYTES, MOST_FILES, MOST_TERMS, TooManyMaterials, TooManyTerms, pairs_in


@act(KEEP_MATERIALS, _("Add a file to a workshop's materials"), about="workshop")
def add_material(
    *,
    by: Person,
    workshop: Workshop,
    rebuilt: Rebuilt,
    title: str,
    kind: str,
    language: str,
    translates: Material | None = None,
    in_room: bool = False,
) -> Material:
    """A further file; a translation stands beside its original.

    Raises TooManyMaterials.
    """
    Workshop.objects.select_for_update().get(pk=workshop.pk)
    held = workshop.materials.aggregate(bytes=Sum("size"))["bytes"] or 0
    if workshop.materials.count() >= MOST_FILES or held + len(rebuilt.data) > MOST_BYTES:
        raise TooManyMaterials
    return Material.objects.create(
        workshop=workshop,
        kind=Material.Kind(kind),
        title=" ".join(title.split())[:200],
        language=language,
        # A translation of a translation stands beside the original too.
        translates=(translates.translates or translates) if translates else None,
        in_room=in_room,
        ending=rebuilt.kind,
        data=rebuilt.data,
        size=len(rebuilt.data),
    )


@act(
    KEEP_MATERIALS,
    {
        True: _("Give a file to phones in the room"),
        False: _("Give a file to phones in the room no longer"),
    },
    about="material",
    varies_by="given",
)
def give_to_room(*, by: Person, material: Material, given: bool) -> Material:
    """Phones in the room may have it from now on, or not any more."""
    material.in_room = given
    material.save(update_fields=["in_room"])
    return material


@act(KEEP_MATERIALS, _("Take a file out of a workshop's materials"), about="material")
def remove_material(*, by: Person, material: Material) -> None:
    """It is gone; its translations stay, as originals."""
    material.delete()


@act(KEEP_MATERIALS, _("Write terms into the term list"), about="workshop")
def write_terms(*, by: Person, workshop: Workshop, text: str) -> int:
    """Add a pair a line; a word that is there already gets the new translation. Return how many lines there were.

    Raises NotATerm, TooManyTerms; then nothing is changed.
    """
    pairs = pairs_in(text)
    Workshop.objects.select_for_update().get(pk=workshop.pk)
    there = set(workshop.terms.values_list("english", flat=True))
    if len(there | {english for english, _khmer, _note in pairs}) > MOST_TERMS:
        raise TooManyTerms
    for english, khmer, note in pairs:
        Term.objects.update_or_create(workshop=workshop, english=english, defaults={"khmer": khmer, "note": note})
    return len(pairs)


@act(KEEP_MATERIALS, _("Take a term out of the term list"), about="term")
def remove_term(*, by: Person, term: Term) -> None:
    """A row less."""
    term.delete()
