"""Refusals of registration, attendance and what is published of them."""

from openupr.coalitions.rules.refusals import Refused


class LinkIsClosed(Refused):
    """The link was revoked, its workshop is over, or it never existed: which one stays private."""

    def __init__(self) -> None:
        super().__init__("This link does not open a registration, or not any more. Ask the person who gave it to you.")


class ListIsFull(Refused):
    """A room has an end."""

    def __init__(self, most: int) -> None:
        super().__init__("%(most)s people are on the list: the link adds no more. Ask a coordinator.", most=most)


class NoSuchRegistrationCode(Refused):
    """No one on the list has this code."""

    def __init__(self) -> None:
        super().__init__("No registration here has this code. Look at it again, or ask a coordinator to take you out.")


class TakenBackBefore(Refused):
    """The same registration was taken back before: nothing is left to do."""

    def __init__(self) -> None:
        super().__init__("This registration was taken back before. Nothing of it is kept.")


class NotANumberOfTheList(Refused):
    """What was typed from paper names somebody who is not on the list."""

    def __init__(self, number: str) -> None:
        super().__init__("“%(number)s” is no number of this list. Nothing was changed.", number=number)


class NotOverYet(Refused):
    """Figures are published once, so they wait for the end."""

    def __init__(self) -> None:
        super().__init__("Figures are published once and for good, from the workshop's last day on.")


class PublishedAlready(Refused):
    """A second publication beside the first would show who came between them."""

    def __init__(self) -> None:
        super().__init__(
            "The figures of this workshop were published before. A second count beside the first could tell who is "
            "in one and not in the other."
        )


class NothingToPublish(Refused):
    """Fewer than five people are no statistics."""

    def __init__(self) -> None:
        super().__init__("Fewer than five people are on it: then no number is published at all.")


class NobodyCame(Refused):
    """Who took part is counted, not who meant to."""

    def __init__(self) -> None:
        super().__init__(
            "No person on the list is ticked as present. Tick them at the door or type in the printed list first; "
            "if you only counted, type in figures."
        )


class TellsOfFew(Refused):
    """The difference of one or two in corrected figures would show who these people are."""

    def __init__(self) -> None:
        super().__init__(
            "A number would change by fewer than five from one that was told before or kept back as too few. "
            "A reader of the earlier figures could tell who these few are. Nothing was published; the figures stay "
            "as they were. Leave that field empty, or withdraw the figures."
        )


class MoreThanAll(Refused):
    """A part is larger than the whole."""

    def __init__(self) -> None:
        super().__init__("More people are counted in a part than there are altogether. Nothing was published.")


class MoreThanSpeak(Refused):
    """The same of those who speak."""

    def __init__(self) -> None:
        super().__init__("More women or people from the countryside than people who speak. Nothing was changed.")


class NoTally(Refused):
    """A tally is a choice."""

    def __init__(self) -> None:
        super().__init__("This workshop keeps no tally of the floor. Choose it on the page Balance first.")
