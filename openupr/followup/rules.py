"""What may be said of what was done, on what it rests, and how levels are counted."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from openupr.coalitions.rules.refusals import Refused

# The name of the demo record in openupr.upr.sources: facts of real reviews in our own words.
DEMO = "demo"
_OF_THE_DEMO = " (in words of the demo record, not of the State)"
# A coalition begins with a few: so many can be watched well.
FEWEST_PRIORITIES, MOST_PRIORITIES = 20, 40
# Of all files of evidence of one coalition: they lie in the database, and so in every backup.
MOST_BYTES_OF_FILES = 200_000_000
# Of a group's part that comes back as a file: each is a question on a page.
MOST_ROWS = 800
# From this action category on, one can check later if it was done (openupr/upr/data/actions.csv).
SPECIFIC_ACTION = 4
# "Continuing": it asks to keep on with what is done.
CONTINUING_ACTION = 2
# UPR Info's index: the value of each level. "Not enough information" is no assessment.
WEIGHTS = {"nothing": Fraction(0), "begun": Fraction(1, 2), "done": Fraction(1)}
UNKNOWN = "unknown"


_BETWEEN = re.compile(r"[^\w]+")


class NoAssessment(Refused):
    """Evidence without a word of what it shows, or from where."""

    def __init__(self) -> None:
        super().__init__("Say what the evidence shows, and where it is from.")


class NoClaim(Refused):
    """The Government's claim without its words, or without where it says so."""

    def __init__(self) -> None:
        super().__init__("Write what the Government says, and where it says so.")


class NoReasonForRejection(Refused):
    """An organisation's assessment, or a rejection, without a reason."""

    def __init__(self) -> None:
        super().__init__("Give a reason. Others must be able to follow it.")


class QuotedWithoutName(Refused):
    """A reason cannot be printed without the name of its organisation."""

    def __init__(self) -> None:
        super().__init__(
            "A reason is printed only beside your name: its words often tell whose it is. Tick “Name us in files” too, "
            "or untick “Print our reason”."
        )


class NotYourOrganisationToAssess(Refused):
    """Somebody speaks for an organisation that they do not represent."""

    def __init__(self) -> None:
        super().__init__("An organisation speaks through its representative. You do not represent this one.")


class OwnEvidence(Refused):
    """Somebody verifies what they added themselves."""

    def __init__(self) -> None:
        super().__init__("Somebody else verifies it: you added this evidence.")


class NoEndDate(Refused):
    """Evidence with personal data, and no day on which it is deleted."""

    def __init__(self) -> None:
        super().__init__("Personal data needs a day on which it is deleted. Give one in the future.")


class NotAPicture(Refused):
    """A file of evidence that is neither a PDF nor a picture."""

    def __init__(self) -> None:
        super().__init__("Choose a PDF, PNG or JPEG. Print other files into a PDF first.")


class NoRoom(Refused):
    """More files of evidence than a coalition may keep."""

    def __init__(self) -> None:
        super().__init__(
            "All files of evidence together may have %(most)s MB. Take one away, or write where it is kept.",
            most=MOST_BYTES_OF_FILES // 1_000_000,
        )


class NotADocx(Refused):
    """A thematic list that is no .docx."""

    def __init__(self) -> None:
        super().__init__("Only a .docx is taken here. Open the list in Word and save it as .docx.")


class NoThematicList(Refused):
    """A file that is no thematic list of OHCHR."""

    def __init__(self) -> None:
        super().__init__("This is no thematic list of OHCHR. Choose its Word file.")


class ListOfAnotherState(Refused):
    """A thematic list of another State than the coalition's."""

    def __init__(self) -> None:
        super().__init__("This list is of another State. Choose the list of your own.")


class ImportRuns(Refused):
    """A list that is to enter the record while files are being imported into it."""

    def __init__(self) -> None:
        super().__init__("Files are being imported into the record. Bring the list in again once they have entered.")


class NotThisPart(Refused):
    """A file in which nothing is of the group's part."""

    def __init__(self) -> None:
        super().__init__(
            "None of the recommendations in this file is in this group's part. It may be of another group, coalition "
            "or State. Choose the file that was taken here."
        )


class PartOfAnotherGroup(Refused):
    """The part of another group of the coalition."""

    def __init__(self, group: str) -> None:
        super().__init__("This file is the part of the group %(group)s. Upload it on that group's page.", group=group)


class NoColumn(Refused):
    """A file whose table lacks a column of the part."""

    def __init__(self, column: str) -> None:
        super().__init__(
            "This file has no table with a column “%(column)s”. Choose the file that was taken here.", column=column
        )


class TooManyRows(Refused):
    """A file with more rows than a part may have."""

    def __init__(self) -> None:
        super().__init__(
            "This file has more than %(most)s rows. Divide it, and bring the pieces one by one.", most=MOST_ROWS
        )


class AlreadyJudgedTogether(Refused):
    """One of the recommendations is judged with others already."""

    def __init__(self) -> None:
        super().__init__("One of these is judged with others already. Have it judged alone first.")


class NoTitle(Refused):
    """A report without a name."""

    def __init__(self) -> None:
        super().__init__("Say which report it was.")


class OtherState(Refused):
    """A review of another State than the coalition's."""

    def __init__(self) -> None:
        super().__init__("This review is of another State. Choose reviews of your own.")


class DueInThePast(Refused):
    """A recommendation is given with a day that is over."""

    def __init__(self) -> None:
        super().__init__("This day is over. Choose today or a later day.")


class OtherThanShown(Refused):
    """A theme is given, and its recommendations were not shown before, or others were."""

    def __init__(self) -> None:
        super().__init__("Nothing was given. Look first at what would be given, then give the theme.")


class ListChanged(Refused):
    """The page was older than what was saved."""

    def __init__(self) -> None:
        super().__init__("Somebody else saved this meanwhile. Read it below, then change it again.")


def words_of(text: str) -> str:
    """The words of a text, without signs and capitals: two with the same words are the same."""
    return _BETWEEN.sub(" ", text.casefold()).strip()


# What a public page may show beyond words and UN number. Nothing else leaves.
PUBLIC_FIELDS = ("from", "response", "claim", "levels", "organisations", "institution", "commitment", "evidence")
# Share of common words from which two are proposed as one to judge: see docs/follow-up.md.
NEAR_IDENTICAL = 0.8


def of_the_demo(text: str) -> str:
    """A text of the demo record, marked as invented.

    It stays when the real record replaces the demo, and files show it with the name of a State.
    """
    return f"{text.rstrip(' ;,:.')}{_OF_THE_DEMO}"


def own_words(text: str) -> str:
    """A text without added remarks, to compare it."""
    return text.removesuffix(_OF_THE_DEMO)


@dataclass(frozen=True, slots=True)
class AssessmentSpread:
    """How many chose which level (values of models.Level).

    Never one number: differences stay visible.
    """

    counts: Counter[str]

    @property
    def is_assessed(self) -> bool:
        """Whether somebody says not, partly or fully implemented."""
        return any(self.counts[level] for level in WEIGHTS)

    @property
    def is_dissent(self) -> bool:
        """Whether those who know enough say different things."""
        return self.state == "dissent"

    @property
    def state(self) -> str:
        """The one state in which totals count it.

        The level on which those who know enough agree; "dissent" where they differ; UNKNOWN where
        all lack information; "" where nobody answered.
        """
        levels = [level for level in WEIGHTS if self.counts[level]]
        if len(levels) > 1:
            return "dissent"
        return next(iter(levels), UNKNOWN if self.counts[UNKNOWN] else "")

    @property
    def index(self) -> Fraction | None:
        """UPR Info's index, 0 to 1, if all who know enough agree; else None: a mean would hide
        differences.
        """
        return WEIGHTS.get(self.state)


def spread_of(levels: Iterable[str]) -> AssessmentSpread:
    """The spread of these levels."""
    return AssessmentSpread(Counter(levels))


# Reasons to propose a priority, with their weight: wishes of groups weigh more than all else.
REASONS = {"near": 8, "asked": 3, "wanted": 3, "measurable": 1, "alone": 1}


def reasons_to_choose(
    *, near: bool, wished: bool, wanted: bool, followed: bool, response: str, action: int | None
) -> tuple[str, ...]:
    """Why a recommendation is proposed as a priority: some of REASONS, or none.

    `near`: a group proposes nearly the same. `wished`: a group proposes something on the same
    issue. `wanted`: a group works on its issues or follows it up. `measurable`: supported, and
    specific enough to check. `alone`: supported, and no group works on it.
    """
    supported = response == "supported"
    reasons = ["near"] if near else []
    if wished:
        reasons.append("asked")
    if wanted or followed:
        reasons.append("wanted")
    if supported and action is not None and action >= SPECIFIC_ACTION:
        reasons.append("measurable")
    if supported and not (wanted or followed):
        reasons.append("alone")
    return tuple(reasons)
