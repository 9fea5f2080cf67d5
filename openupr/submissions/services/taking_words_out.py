"""Words of a testimony that was taken back go from the files of what was lodged, too: privacy goes before the seal."""

from collections.abc import Callable, Sequence

from django.utils import timezone

from openupr.coalitions.models import Coalition
from openupr.files.html_text import html_to_text
from openupr.files.refusal import RefusedFile
from openupr.files.word.cutting import words_taken_out

from ..models import LodgedFile

# Of a text the places of these words.
Find = Callable[[str], Sequence[tuple[int, int]]]


def take_words_out_of_lodged(coalition: Coalition, find: Find, mark: str) -> list[type[LodgedFile]]:
    """The Word file stays without them; PDF, HTML and Markdown, made of the same, go, and are made anew from what
    stands when somebody asks. Says which tables were changed.
    """
    changed = [each for each in LodgedFile.objects.filter(submission__coalition=coalition) if _cut(each, find, mark)]
    for each in changed:
        each.words_taken_out_on = timezone.localdate()
        each.save(update_fields=["word", "pdf", "html", "markdown", "words_taken_out_on"])
    return [LodgedFile] if changed else []


def _cut(kept: LodgedFile, find: Find, mark: str) -> bool:
    held = bool(find(kept.markdown) or find(html_to_text(kept.html)))
    word = bytes(kept.word)
    try:
        without = words_taken_out(word, find, mark=mark) if word else word
    except RefusedFile:
        # Nobody can tell what is in it.
        without = b"" if held else word
    if not held and without == word:
        return False
    kept.word, kept.pdf, kept.html, kept.markdown = without, b"", "", ""
    return True
