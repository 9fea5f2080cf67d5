"""What a quiz or a poll takes and refuses."""

from openupr.coalitions.rules.refusals import Refused

LONGEST_QUESTION, LONGEST_CHOICE, LONGEST_EXPLANATION = 300, 200, 600
MOST_CHOICES = 6
MOST_QUESTIONS = 200
MOST_HANDS = 10_000


class NotOpen(Refused):
    """The question is not open, or not any more."""

    def __init__(self) -> None:
        super().__init__("This question is closed. Your answer was not counted.")


class ShownBefore(Refused):
    """A question takes no answers once the room has seen which one is right."""

    def __init__(self) -> None:
        super().__init__("The room has seen how it answered this question. Ask another one.")


class AnsweredBefore(Refused):
    """One answer a phone. Which it was is not kept, so it cannot be changed."""

    def __init__(self) -> None:
        super().__init__("This phone has answered this question. Which answer it gave is kept nowhere.")


class NoSuchChoice(Refused):
    """An answer that does not belong to the question."""

    def __init__(self) -> None:
        super().__init__("Choose one of the answers.")


class NotAQuestion(Refused):
    """A typed question without two different answers at least, or with two right ones."""

    def __init__(self) -> None:
        super().__init__("Give two to six different answers, with a star (*) before one at most.")


class NotAPoll(Refused):
    """Hands are counted for a question without a right answer."""

    def __init__(self) -> None:
        super().__init__("Hands are counted in a poll alone: a question without a right answer.")


class EnoughQuestions(Refused):
    """More than a workshop asks."""

    def __init__(self) -> None:
        sentence = "A workshop's quiz has %(most)s questions at the most. Take one out first."
        super().__init__(sentence, most=MOST_QUESTIONS)


def typed_choices(lines: str) -> list[tuple[str, bool]]:
    """(answer, right) of each line; a star before it marks the right one; a poll has none. Raises
    NotAQuestion.
    """
    choices = []
    for line in lines.replace("\x00", "").splitlines():
        text = " ".join(line.lstrip("* \t").split())[:LONGEST_CHOICE]
        if text:
            choices.append((text, line.lstrip().startswith("*")))
    different = {text for text, _right in choices}
    if (
        not 2 <= len(choices) <= MOST_CHOICES
        or len(different) != len(choices)
        or sum(right for _, right in choices) > 1
    ):
        raise NotAQuestion
    return choices


def quiz_share(answers: int, whole: int) -> int:
    """So many of a whole, in whole per cent; 0 of nothing."""
    return round(100 * answers / whole) if whole else 0
