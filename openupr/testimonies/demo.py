"""What people say of the demo's workshop on evaluation sheets; all of it is invented."""

from collections.abc import Iterator, Mapping

from .evaluations import put_in
from .models import Box
from .rules.questions import asked_of_box

SHEETS = 20
# What is written, a sheet each; what nobody writes stays empty.
_WRITTEN: Mapping[str, tuple[str, ...]] = {
    "best": (
        "Looking in the record ourselves.",
        "That each group heard the others.",
        "The sheet with the ten questions.",
        "Time to write in our own language.",
        "An example from a neighbouring country.",
    ),
    "better": (
        "A second interpreter.",
        "More time for the groups.",
        "More women on the panels.",
        "Fewer slides after lunch.",
        "Send the words that we do not know beforehand.",
    ),
}


def fill_in_sheets(*, box: Box, sheets: int = SHEETS) -> None:
    """Enough for the results to be shown once the box is closed."""
    for sheet in range(sheets):
        put_in(box=box, answers=dict(_sheet(box, sheet)))


def _sheet(box: Box, sheet: int) -> Iterator[tuple[str, str]]:
    for place, question in enumerate(asked_of_box(box.questions)):
        if question.is_written:
            texts = _WRITTEN.get(question.key, ())
            if sheet < len(texts):
                yield question.key, texts[sheet]
        else:
            # Most find it good, some do not: not as many of each question.
            lower = (sheet + 3 * place) % SHEETS
            from_last = 2 if lower < 5 + place % 4 else lower % 2
            if question.key == "knew-before":
                from_last = 3 + lower % 2
            yield question.key, question.choices[max(len(question.choices) - 1 - from_last, 0)].value
