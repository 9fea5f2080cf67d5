"""How much one phone may ask."""

from openupr.coalitions.rules.refusals import Refused

LONGEST = 400
# Of one phone: questions that wait at once, and questions in all of a day.
MOST_WAITING_OF_ONE = 3
MOST_OF_ONE = 12
# More than a moderator can read: then all phones wait.
MOST_WAITING = 120
# Taps of one phone in a minute, of any kind.
MOST_TAPS = 40


class EmptyQuestion(Refused):
    """A question without a word."""

    def __init__(self) -> None:
        super().__init__("Write your question.")


class QuestionsClosed(Refused):
    """Questions are not taken now."""

    def __init__(self) -> None:
        super().__init__("Questions are not taken now. Your question was not sent: send it when they are.")


class OfOneTooMany(Refused):
    """One phone has asked as much as it may."""

    def __init__(self) -> None:
        super().__init__("This phone has asked as much as one phone may. Withdraw a question, or raise your hand.")


class TooManyWait(Refused):
    """The moderator has more to read than anybody can."""

    def __init__(self) -> None:
        super().__init__("Many questions wait for the moderator. Try again in a few minutes, or raise your hand.")


class NotAskable(Refused):
    """A vote for what the room does not see, or sees as answered."""

    def __init__(self) -> None:
        super().__init__("This question is not open for votes any more.")


def cleaned_question(text: str) -> str:
    """The text in one paragraph, cut to LONGEST characters. Raises EmptyQuestion."""
    text = " ".join(text.replace("\x00", "").split())[:LONGEST]
    if not text:
        raise EmptyQuestion
    return text
