"""Long texts that groups write."""

from .refusals import Refused

LONGEST = 20_000


class AnswerTooLong(Refused):
    """More than an answer may hold."""

    def __init__(self, length: int) -> None:
        super().__init__(
            "This answer has %(length)s characters; %(most)s fit.", length=f"{length:,}", most=f"{LONGEST:,}"
        )


def plain_line_ends(text: str) -> str:
    """The text with "\\n" at the end of each line, as forms store it now.

    Earlier they stored "\\r\\n".
    """
    return text.replace("\r\n", "\n")


def cleaned_answer(text: str) -> str:
    """The text without blanks around it, with plain line ends; it may be empty. Raises
    AnswerTooLong.
    """
    text = plain_line_ends(text.replace("\x00", "")).strip()
    if len(text) > LONGEST:
        raise AnswerTooLong(len(text))
    return text
