"""What is refused when translations are read."""


class TranslationRefused(ValueError):
    """Something that cannot be done; the sentence says why."""


class NoSuchText(TranslationRefused):
    """The text is not there any more, or reads otherwise by now: nothing was confirmed."""

    def __init__(self) -> None:
        super().__init__("This text reads otherwise by now. Load the page again, and read it once more.")


class NothingBetter(TranslationRefused):
    """A better wording was announced and is missing, or is too long."""

    def __init__(self, longest: int) -> None:
        super().__init__(f"Write the better wording, of {longest:,} characters at most, or confirm the text as it is.")
