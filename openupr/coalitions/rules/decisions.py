"""How organisations decide: one voice each, a quorum, an outcome that stands."""

from collections.abc import Mapping, Sequence

from .refusals import Refused

# The seed's question, with the route that follows from each answer.
ROUTES = (
    ("joint", "One joint cross-sectoral submission"),
    ("by-group", "Each group its own joint submission"),
    ("own", "Own submissions of organisations"),
    ("both", "A joint submission, and own ones beside it"),
)
ROUTE_QUESTION = "Which route do we take with our submissions?"


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


class NotYourOrganisation(Refused):
    """A voice for an organisation that one does not represent."""

    def __init__(self) -> None:
        super().__init__("You speak for the organisations that named you their representative, for no other.")


class NoOutcome(Refused):
    """Closing without a word on what was decided."""

    def __init__(self) -> None:
        super().__init__("Write the outcome in one sentence that everybody understands in the same way.")


class DayIsOver(Refused):
    """To be closed on a day on which nobody can speak any more."""

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
    """The options without blanks around them and without empty ones. Raises NoQuestion, TooFewOptions."""
    if not question.strip():
        raise NoQuestion
    said = [option.strip() for option in options if option.strip()]
    if len({option.casefold() for option in said}) < 2 or len({option.casefold() for option in said}) < len(said):
        raise TooFewOptions
    return said


def half_of(members: int) -> int:
    """How many organisations are half of them, at least one: what a quorum is unless somebody chooses otherwise."""
    return max(1, -(-members // 2))


def has_quorum(voices: int, quorum: int) -> bool:
    """Whether enough organisations spoke for the outcome to stand."""
    return voices >= quorum


def leading(counts: Mapping[int, int]) -> list[int]:
    """The options (keys) that most voices were given to; several when tied, none without a voice."""
    most = max(counts.values(), default=0)
    return [option for option, n in counts.items() if n == most and most > 0]
