"""How organisations decide: one voice each, a quorum, an outcome that stands."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from openupr.coalitions.rules.refusals import Refused

# The seed's question, with the route that follows from each answer.
ROUTES = (
    ("joint", "One joint cross-sectoral submission"),
    ("by-group", "Each group its own joint submission"),
    ("own", "Own submissions of organisations"),
    ("both", "A joint submission, and own ones beside it"),
)
ROUTE_QUESTION = "Which route do we take with our submissions?"
# The same within one group.
GROUP_ROUTES = (
    ("joint", "Our part goes into the joint cross-sectoral submission"),
    ("by-group", "Our group makes its own joint submission"),
    ("both", "Both: a part in the joint one, and our own"),
)
GROUP_ROUTE_QUESTION = "Which route does our group take with its submission?"
# What a ranking asks, until somebody asks otherwise.
RANKING_QUESTION = "What is most important to us?"
# Questions and options in our own words: each reader has them in their language. What a person
# typed stays as it is.
OUR_WORDS = (
    ROUTE_QUESTION,
    GROUP_ROUTE_QUESTION,
    RANKING_QUESTION,
    *(text for _route, text in (*ROUTES, *GROUP_ROUTES)),
)
# How many places a ranking has at the most, and how many options.
MOST_PLACES = 5
MOST_RANKED = 60


class NoQuestion(Refused):
    """A decision without a question."""

    def __init__(self) -> None:
        super().__init__("Write the question that is to be decided.")


class TooFewOptions(Refused):
    """Nothing to choose between."""

    def __init__(self) -> None:
        super().__init__("Give at least two different options to choose between.")


class DecisionClosed(Refused):
    """What was closed stays as it is."""

    def __init__(self) -> None:
        super().__init__("This decision is closed and stays as it is. A new decision may supersede it.")


class VoiceOfAnotherOrganisation(Refused):
    """A voice for an organisation that one does not represent."""

    def __init__(self) -> None:
        super().__init__("You speak for the organisations that named you their representative, for no other.")


class OrganisationNotAsked(Refused):
    """A voice for an organisation that is not in the group which was asked."""

    def __init__(self) -> None:
        super().__init__("This question is for the organisations of one group. Yours is not in that group.")


class RankedTwice(Refused):
    """One option on two places."""

    def __init__(self) -> None:
        super().__init__("Put a different option on each place, and begin with the first place.")


class NoReasonGiven(Refused):
    """An organisation objects without a reason."""

    def __init__(self) -> None:
        super().__init__("Say why your organisation objects. Others need the reason.")


class NotARanking(Refused):
    """Hands and stickers are counted for rankings alone."""

    def __init__(self) -> None:
        super().__init__("Only a question that puts options in order takes numbers from the room.")


class TooManyOptions(Refused):
    """More than people can put in order."""

    def __init__(self) -> None:
        super().__init__("These are too many options. Give %(most)s at most.", most=str(MOST_RANKED))


class NoOutcome(Refused):
    """Closing without a word on what was decided."""

    def __init__(self) -> None:
        super().__init__("Write the outcome in one sentence that everybody understands in the same way.")


class DayIsOver(Refused):
    """Its last day is over: nobody could speak."""

    def __init__(self) -> None:
        super().__init__("This day is over. Give today or a later day, or none.")


class AlreadySuperseded(Refused):
    """One decision is superseded by one other."""

    def __init__(self) -> None:
        super().__init__("Another decision supersedes this one already.")


class StillOpen(Refused):
    """Only what is closed can be superseded."""

    def __init__(self) -> None:
        super().__init__("This decision is still open: close it first, or wait for its outcome.")


def check_question(question: str, options: Sequence[str]) -> list[str]:
    """The options without blanks around them and without empty ones. Raises NoQuestion,
    TooFewOptions.
    """
    if not question.strip():
        raise NoQuestion
    texts = [option.strip() for option in options if option.strip()]
    if len({option.casefold() for option in texts}) < 2 or len({option.casefold() for option in texts}) < len(texts):
        raise TooFewOptions
    return texts


def more_than_half_of(members: int) -> int:
    """The smallest number of organisations that is more than half: the usual quorum."""
    return members // 2 + 1


def has_quorum(voices: int, quorum: int) -> bool:
    """Whether enough organisations spoke for the outcome to stand."""
    return voices >= quorum


def leading(counts: Mapping[int, int]) -> list[int]:
    """The options (keys) that most voices were given to; several when tied, none without a
    voice.
    """
    most = max(counts.values(), default=0)
    return [option for option, n in counts.items() if n == most and most > 0]


def places_for(options: int) -> int:
    """How many places a ranking of so many options has."""
    return min(MOST_PLACES, options)


def ranking_points(rankings: Iterable[Sequence[int]], *, options: int) -> Counter[int]:
    """Points of each option: of n places the first gives n, the next one less, the last 1 (Borda's
    count).
    """
    places = places_for(options)
    counter: Counter[int] = Counter()
    for ranking in rankings:
        for place, option in enumerate(ranking[:places]):
            counter[option] += places - place
    return counter


def check_ranking(ranking: Sequence[int]) -> None:
    """Raise RankedTwice where nothing is ranked, or something twice."""
    if not ranking or len(set(ranking)) != len(ranking):
        raise RankedTwice
