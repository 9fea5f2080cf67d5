"""What all refusals of a coalition's rules and services have in common."""


class Refused(ValueError):
    """Something cannot be done as things stand; the sentence says why. Nothing was changed.

    What stands in the sentence as `%(name)s` is given by name, so that pages can say it in another language.
    """

    def __init__(self, sentence: str, **values: object) -> None:
        self.sentence, self.values = sentence, values
        super().__init__(sentence % values if values else sentence)


class CopiesATestimony(Refused):
    """A copy would stay, or leave a gap, when its author takes the testimony back."""

    def __init__(self, words: str) -> None:
        super().__init__(
            "These words stand in a testimony: “%(words)s”. Its author may take it back, and no copy is to be left. "
            "Say it in other words; a submission quotes it by its mark, and a report prints it by itself where it may "
            "be public. Nothing was saved.",
            words=" ".join(words.split())[:120],
        )
