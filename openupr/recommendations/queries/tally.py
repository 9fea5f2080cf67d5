"""Numbers of rows, divided by what was answered."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from .count import cells
from .dimension_values import Value
from .question import Question

RESPONSE = "response"


@dataclass(frozen=True, slots=True)
class Tally:
    """`count` rows; `responses` divides them by response (None: without one), empty where it is not counted."""

    count: int = 0
    responses: Mapping[Value | None, int] = field(default_factory=dict)

    @property
    def supported(self) -> int:
        return self.responses.get("supported", 0)

    @property
    def noted(self) -> int:
        return self.responses.get("noted", 0)


NOTHING = Tally()
Key = tuple[Value | None, ...]


def tallies(question: Question, *, by: tuple[str, ...], responses: bool) -> dict[Key, Tally]:
    """The rows of each combination of values of one or two dimensions that has any.

    `responses`: counted too; then none of `by` is the response.
    """
    if not responses:
        return {key: Tally(n) for key, n in cells(question, by=by)[1].items()}
    divided: dict[Key, dict[Value | None, int]] = defaultdict(dict)
    for key, n in cells(question, by=(*by, RESPONSE))[1].items():
        divided[key[:-1]][key[-1]] = n
    return {key: Tally(sum(each.values()), each) for key, each in divided.items()}


def whole(question: Question) -> Tally:
    """All rows of the question, each counted once."""
    total, responses = cells(question, by=(RESPONSE,))
    return Tally(total, {response: n for (response,), n in responses.items()})


def added(several: Iterable[Tally]) -> Tally:
    """The sum of tallies of different rows."""
    first, *others = [*several] or [NOTHING]
    if not others:
        return first
    responses = dict(first.responses)
    for each in others:
        for response, n in each.responses.items():
            responses[response] = responses.get(response, 0) + n
    return Tally(first.count + sum(each.count for each in others), responses)
