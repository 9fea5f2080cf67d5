"""What all refusals of a coalition's rules and services have in common."""


class Refused(ValueError):
    """A refusal: the sentence says why. Nothing was changed.

    What is `%(name)s` in the sentence is given by name, so pages can say it in another language.
    """

    def __init__(self, sentence: str, **values: object) -> None:
        self.sentence, self.values = sentence, values
        super().__init__(sentence % values if values else sentence)


class BeforeLastReview(Refused):
    """A deadline on a day on which the review before this one was not over."""

    def __init__(self, *, session: int, day: str) -> None:
        super().__init__(
            "The State's last review, in session %(session)s, ended on %(day)s. The deadline is after that day. "
            "Check the year.",
            session=session,
            day=day,
        )


class MayNotFound(Refused):
    """The operator of this server decides who starts coalitions on it."""

    def __init__(self) -> None:
        super().__init__(
            "On this server you cannot start a coalition. Ask its operator for an invitation, or a coordinator for a "
            "place in a coalition."
        )
