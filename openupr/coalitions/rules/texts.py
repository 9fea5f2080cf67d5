"""Long texts that groups write."""

from .refusals import Refused

LONGEST = 20_000


class AnswerTooLong(Refused):
    """More than an answer may hold."""

    def __init__(self, length: int) -> None:
        super().__init__(
            "This answer has %(length)s characters; %(most)s fit.", length=f"{length:,}", most=f"{LONGEST:,}"
        )


def cleaned_answer(text: str) -> str:
    """The text without blanks around it; it may be empty. Raises AnswerTooLong."""
    text = text.replace("\x00", "").strip()
    if len(text) > LONGEST:
        raise AnswerTooLong(len(text))
    return text
