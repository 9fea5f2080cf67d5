"""A workshop's materials, translations beside their originals, and its term list."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openupr.accounts.acting import act
from openupr.accounts.models import Person
from openupr.files.rebuilding import Rebuilt
from openupr.languages.confirmations import unconfirmed
from openupr.learning.rules.words import WORDS
from openupr.upr.languages import language
from openupr.web.languages import in_page_language
from openupr.web.large_numbers import number_in

from .actions import KEEP_MATERIALS
from .models import Material, Term, Workshop
from .rules.materials import MOST_BYTES, MOST_FILES, MOST_TERMS, TooManyMaterials, TooManyTerms, pairs_in

MATERIALS_HEADER = ("title", "kind", "language", "translation_of", "for_phones", "file", "bytes")
TERMS_HEADER = ("english", "khmer", "note")


@dataclass(frozen=True)
class Version:
    """One language's version of a material."""

    material: Material
    language: str
    is_original: bool


@dataclass(frozen=True)
class MaterialSheet:
    """A material with all its versions, the original first."""

    title: str
    kind: str
    versions: list[Version]


def sheets_of(workshop: Workshop, *, in_room: bool = False) -> list[MaterialSheet]:
    """All materials, or those for phones in the room, under the titles of their originals.

    One query, without the files themselves.
    """
    files = list(workshop.materials.filter(in_room=True) if in_room else workshop.materials.all())
    there = {material.pk for material in files}
    sheets = {material.pk: [material] for material in files if material.translates_id not in there}
    for material in files:
        if material.translates_id in there:
            sheets.setdefault(material.translates_id, []).append(material)
    return [_sheet(versions) for versions in sheets.values()]


def _sheet(versions: list[Material]) -> MaterialSheet:
    first = versions[0]
    return MaterialSheet(
        first.title,
        first.get_kind_display(),
        [_version(material) for material in versions],
    )


def _version(material: Material) -> Version:
    return Version(material, in_page_language(language(material.language).name), material.translates_id is None)


def materials_as_rows(workshop: Workshop) -> Iterator[dict[str, Any]]:
    """A row a file, by the names of MATERIALS_HEADER."""
    for material in workshop.materials.select_related("translates"):
        yield {
            "title": material.title,
            "kind": material.kind,
            "language": material.language,
            "translation_of": material.translates.title if material.translates else "",
            "for_phones": "yes" if material.in_room else "",
            "file": material.file_name,
            "bytes": material.size,
        }


def terms_as_rows(terms: Iterable[Term]) -> Iterator[dict[str, Any]]:
    """A row a term, by the names of TERMS_HEADER."""
    for term in terms:
        yield {"english": term.english, "khmer": term.khmer, "note": term.note}


def material_in(workshop: Workshop, number: int) -> Material | None:
    """One file of the workshop, with the workshop itself at hand."""
    material = workshop.materials.filter(pk=number).first() if number < 2**63 else None
    if material:
        material.workshop = workshop
    return material


def term_in(workshop: Workshop, number: str) -> Term | None:
    """One term by its number as a form holds it."""
    term = workshop.terms.filter(pk=number_in(number)).first()
    if term:
        term.workshop = workshop
    return term


def words_to_begin_with(workshop: Workshop) -> str:
    """The lessons' word list as lines to add, without the terms of the list; unreviewed Khmer is
    marked.
    """
    there = set(workshop.terms.values_list("english", flat=True))
    new = [(word.said.en, word.said.km) for word in WORDS if word.said.en not in there and word.said.km != word.said.en]
    unsure, note = unconfirmed(new), _("Khmer not reviewed")
    return "\n".join("; ".join([*pair, note] if pair in unsure else pair) for pair in new)


@act(KEEP_MATERIALS, gettext_lazy("Add a file to a workshop's materials"), about="workshop")
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
    """Add a file; a translation appears beside its original.

    Raises TooManyMaterials.
    """
    Workshop.objects.select_for_update().get(pk=workshop.pk)
    size = workshop.materials.aggregate(bytes=Sum("size"))["bytes"] or 0
    if workshop.materials.count() >= MOST_FILES or size + len(rebuilt.data) > MOST_BYTES:
        raise TooManyMaterials
    return Material.objects.create(
        workshop=workshop,
        kind=Material.Kind(kind),
        title=" ".join(title.split())[:200],
        language=language,
        # A translation of a translation appears beside the original too.
        translates=(translates.translates or translates) if translates else None,
        in_room=in_room,
        ending=rebuilt.kind,
        data=rebuilt.data,
        size=len(rebuilt.data),
    )


@act(
    KEEP_MATERIALS,
    {
        True: gettext_lazy("Give a file to phones in the room"),
        False: gettext_lazy("Give a file to phones in the room no longer"),
    },
    about="material",
    varies_by="given",
)
def give_to_room(*, by: Person, material: Material, given: bool) -> Material:
    """Phones in the room may have it from now on, or not any more."""
    material.in_room = given
    material.save(update_fields=["in_room"])
    return material


@act(KEEP_MATERIALS, gettext_lazy("Take a file out of a workshop's materials"), about="material")
def remove_material(*, by: Person, material: Material) -> None:
    """It is gone; its translations stay, as originals."""
    material.delete()


@act(KEEP_MATERIALS, gettext_lazy("Write terms into the term list"), about="workshop")
def write_terms(*, by: Person, workshop: Workshop, text: str) -> int:
    """Add a pair a line, or replace the translation of a word on the list. Return the number of
    lines.

    Raises NotATerm, TooManyTerms; then nothing has changed.
    """
    pairs = pairs_in(text)
    Workshop.objects.select_for_update().get(pk=workshop.pk)
    there = set(workshop.terms.values_list("english", flat=True))
    if len(there | {english for english, _khmer, _note in pairs}) > MOST_TERMS:
        raise TooManyTerms
    for english, khmer, note in pairs:
        Term.objects.update_or_create(workshop=workshop, english=english, defaults={"khmer": khmer, "note": note})
    return len(pairs)


@act(KEEP_MATERIALS, gettext_lazy("Take a term out of the term list"), about="term")
def remove_term(*, by: Person, term: Term) -> None:
    """A row less."""
    term.delete()
