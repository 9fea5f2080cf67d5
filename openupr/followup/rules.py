"""What may be said of what was done, and on what it rests."""

from openupr.coalitions.rules.refusals import Refused

# As openupr.upr.sources calls the record that is shipped to try things with: facts of real reviews in words of our own.
DEMO = "demo"


class NothingSaid(Refused):
    """Evidence without a word of what it shows, or from where."""

    def __init__(self) -> None:
        super().__init__("Say what the evidence shows, and where it is from.")


def of_the_demo(text: str) -> str:
    """A text of the demo record that says whose words these are: it stays when the real record takes over, and goes out
    in files beside the name of a State.
    """
    return f"{text.rstrip(' ;,:.')} (in words of the demo record, not of the State)"
