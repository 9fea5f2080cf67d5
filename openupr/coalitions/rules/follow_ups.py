"""What may be said of what was done, and on what it rests."""

from .refusals import Refused


class NothingSaid(Refused):
    """Evidence without a word of what it shows, or from where."""

    def __init__(self) -> None:
        super().__init__("Say what the evidence shows, and where it is from.")
