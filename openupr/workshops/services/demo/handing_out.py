"""What the demo's workshop hands out: the roadmap's ten questions on a sheet, and one to fill in."""

from django.utils.translation import gettext as _

from openupr.accounts.models import Person
from openupr.coalitions.rules.roadmap import QUESTIONS
from openupr.documents import word
from openupr.files.stripping import stripped

from ...models import Material, Workshop
from ..materials import add_material


def hand_out_the_questions(*, by: Person, workshop: Workshop) -> None:
    """In English and Khmer, beside each other; phones in the room may have both."""
    english: Material = add_material(
        by=by, workshop=workshop, clean=stripped(_sheet([_(each.en) for each in QUESTIONS])), title="The roadmap",
        kind=Material.Kind.HANDOUT, language="en", in_room=True,
    )  # fmt: skip
    add_material(
        by=by, workshop=workshop, clean=stripped(_sheet([each.km for each in QUESTIONS])), title="ផែនទីបង្ហាញផ្លូវ",
        kind=Material.Kind.HANDOUT, language="km", translates=english, in_room=True,
    )  # fmt: skip


def _sheet(questions: list[str]) -> bytes:
    listing = word.Listing(tuple(word.Item(word.plain(each)) for each in questions), kind="numbers")
    return word.write_word(word.Document(title="", blocks=(listing,)))
