"""What is refused to a phone, and why."""

from openupr.coalitions.rules.refusals import Refused


class OnlyFromTheRoom(Refused):
    """Phones speak without a name; who is signed in has one."""

    def __init__(self) -> None:
        super().__init__("Questions, answers and choices come from phones that entered the room with its code.")


class TooFast(Refused):
    """One phone taps faster than anybody reads."""

    def __init__(self) -> None:
        super().__init__("That was very fast. Wait a moment, then try again. Nothing was sent.")
