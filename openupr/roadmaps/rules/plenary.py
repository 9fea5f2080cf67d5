"""Time and room on the projector, and how much one phone may say."""

from collections.abc import Sequence
from datetime import datetime

from openupr.coalitions.rules.refusals import Refused

# A phone speaks to the rapporteur, it does not fill the screen: so many a group and a plenary.
MOST_FROM_ONE_PHONE = 5
# More than a moderator can read. Then all phones wait.
MOST_WAITING = 100
LONGEST = 500
# Characters of all texts together that a projector of 1280 x 720 shows at once in letters that the
# last row reads, the door for phones included; measured with four English texts, and with four in
# English and Khmer.
READ_AT_ONCE = 1_200
# Characters up to which letters are of this size: of one recommendation that stands alone, of all
# that stand together.
_LETTERS_ALONE = ((400, "few"), (1_000, "many"))
_LETTERS_TOGETHER = ((800, "few"), (READ_AT_ONCE, "many"))


class NoFeedbackText(Refused):
    """Feedback without a word."""

    def __init__(self) -> None:
        super().__init__("Write what you would like to say to the group.")


class TooMuchSaid(Refused):
    """One phone has said as much as it may to this group."""

    def __init__(self, most: int = MOST_FROM_ONE_PHONE) -> None:
        super().__init__("One phone sends %(most)s messages to a group. Raise your hand to say more.", most=most)


class AlreadyOpen(Refused):
    """One plenary at a time."""

    def __init__(self) -> None:
        super().__init__("A plenary is open already. Close it before another begins.")


class TooManyMessagesWait(Refused):
    """The moderator has more to read than anybody can."""

    def __init__(self) -> None:
        super().__init__("Many messages wait for the moderator. Try again in a few minutes, or raise your hand.")


class SomeAreUnread(Refused):
    """Another number of messages waits than the page showed; `unread`: how many."""

    def __init__(self, unread: int) -> None:
        self.unread = unread
        super().__init__("Not closed yet: some messages from the room are still unread.")


class PlenaryClosed(Refused):
    """The plenary is over."""

    def __init__(self) -> None:
        super().__init__("This plenary is closed.")


def seconds_each(minutes: int, groups: int) -> int:
    """The time of one group: that of all, shared over their number."""
    return minutes * 60 // groups if groups else 0


def seconds_left(since: datetime | None, each: int, *, now: datetime) -> int:
    """What is left to the group that presents; negative when it is over its time, all of it before
    it begins.
    """
    return each - int((now - since).total_seconds()) if since else each


def on_the_clock(seconds: int) -> str:
    """ "9:05", also for that long over the time."""
    minutes, rest = divmod(abs(seconds), 60)
    return f"{minutes}:{rest:02}"


def alone(lengths: Sequence[int], choice: str) -> int:
    """Which recommendation (1 is the first) stands alone on the projector; 0: all do, at once.

    `lengths`: the characters of each; `asked`: its number, or "all"; with anything else it is the
    first one where all together are too much to be read.
    """
    if choice == "all":
        return 0
    if choice.isascii() and choice.isdigit() and len(choice) < 4 and 1 <= int(choice) <= len(lengths):
        return int(choice)
    return 1 if len(lengths) > 1 and sum(lengths) > READ_AT_ONCE else 0


def letters(length: int, *, alone: bool) -> str:
    """The class of so many characters: "few" are drawn large, "most" small, and the page is as long
    as they need.
    """
    sizes = _LETTERS_ALONE if alone else _LETTERS_TOGETHER
    return next((name for most, name in sizes if length <= most), "most")


def cleaned_feedback(text: str) -> str:
    """The text in one paragraph, cut to LONGEST characters. Raises NoFeedbackText."""
    text = " ".join(text.replace("\x00", "").split())[:LONGEST]
    if not text:
        raise NoFeedbackText
    return text
