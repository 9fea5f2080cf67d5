"""Why something cannot be done to a submission; the sentence says it. Nothing was changed."""

from openupr.coalitions.rules.refusals import Refused


class Locked(Refused):
    """What is lodged stays as it is."""

    def __init__(self) -> None:
        super().__init__("This submission is lodged and stays as it is.")


class NoTextWritten(Refused):
    """An empty text."""

    def __init__(self) -> None:
        super().__init__("Write something first: there is no word in it.")


class ParagraphTakenOut(Refused):
    """The paragraph was taken out."""

    def __init__(self) -> None:
        super().__init__("This paragraph was taken out meanwhile. Bring it back from the section's history first.")


class SectionTakenOut(Refused):
    """The section was taken out."""

    def __init__(self) -> None:
        super().__init__("This section was taken out. A coordinator can bring it back, with all that is in it.")


class StillToWrite(Refused):
    """A part that is called done has something left to write."""

    def __init__(self) -> None:
        super().__init__("This part is empty, or has points that are still to be written. Write or remove them first.")


class TooLong(Refused):
    """More than one paragraph may hold."""

    def __init__(self, length: int, most: int) -> None:
        sentence = "This paragraph has %(length)s characters; %(most)s fit. Divide it."
        super().__init__(sentence, length=f"{length:,}", most=f"{most:,}")


class NoReasonToReject(Refused):
    """A suggestion is rejected without a reason."""

    def __init__(self) -> None:
        super().__init__("Say why: the person who suggested it will read it.")


class SaysTheSame(Refused):
    """A suggestion that changes nothing."""

    def __init__(self) -> None:
        super().__init__("This is the current text: change something in it before you suggest it.")


class AlreadySettled(Refused):
    """A suggestion is settled once."""

    def __init__(self) -> None:
        super().__init__("This suggestion is settled already.")


class JoinFirst(Refused):
    """A suggestion that changes the same words as what was saved since."""

    def __init__(self) -> None:
        super().__init__("What was saved since changes the same words. Join the two texts, then accept.")


class ChangedSinceSeen(Refused):
    """A paragraph is to be removed that has changed since the reader saw it."""

    def __init__(self) -> None:
        super().__init__("Somebody changed this paragraph meanwhile. Read it, then say again whether it goes.")


class SourceChangedSinceSeen(Refused):
    """The source was changed, removed or brought back meanwhile."""

    def __init__(self) -> None:
        super().__init__("Somebody changed this source meanwhile. Read its history again, then bring it back.")


class NotItsOrganisation(Refused):
    """A word for an organisation that one does not speak for."""

    def __init__(self) -> None:
        super().__init__("You speak for the organisations that named you their representative, for no other.")


class NothingToCirculate(Refused):
    """A draft without a paragraph."""

    def __init__(self) -> None:
        super().__init__("There is nothing to circulate yet: no section has a paragraph.")


class BadDates(Refused):
    """A last day for comments that is past."""

    def __init__(self) -> None:
        super().__init__("This day is past. Choose a later one.")


class RoundIsOver(Refused):
    """A round past the day until which comments were taken."""

    def __init__(self) -> None:
        super().__init__("This draft is closed: its day has passed.")


class NoReceipt(Refused):
    """Lodged, but nothing shows it."""

    def __init__(self) -> None:
        super().__init__("Enter what the receipt says: its number, or how you know that it was received.")


class NotYet(Refused):
    """Lodged on a day that has not come."""

    def __init__(self) -> None:
        super().__init__("That day has not come yet: enter the day on which it was uploaded.")


class NoReasonForTakingBack(Refused):
    """A lodging is taken back without a reason."""

    def __init__(self) -> None:
        super().__init__("Say why: the members will read it beside what was recorded.")


class SayWhatAbout(Refused):
    """An objection or an amendment without a reason."""

    def __init__(self) -> None:
        super().__init__("Say in a few words what has to change. Somebody settles it after the meeting.")


class NotLodged(Refused):
    """A lodging is taken back that does not hold."""

    def __init__(self) -> None:
        super().__init__("This submission is not lodged: there is nothing to take back.")


class NotAskedToSign(Refused):
    """The organisation is not a party of the submission."""

    def __init__(self) -> None:
        super().__init__("This submission is not your organisation's: it is not asked to sign it.")


class NotPutUp(Refused):
    """Organisations were not asked to sign this edition."""

    def __init__(self) -> None:
        super().__init__("This edition was not put up for signing. Sign the one that “Signing on” shows.")


class TakenBackAlready(Refused):
    """The same file twice."""

    def __init__(self) -> None:
        super().__init__("This file was uploaded already; nothing was added a second time.")


class NotThatDraft(Refused):
    """A file that has nothing in common with the draft."""

    def __init__(self) -> None:
        super().__init__(
            "Nothing in this file is of the draft that was circulated. Is it another round's, or another text?"
        )


class StillUnsure(Refused):
    """The place of some paragraphs is not decided yet."""

    def __init__(self, number: int) -> None:
        super().__init__("Say first where they belong: %(number)s paragraphs of the file.", number=number)


class NothingLeft(Refused):
    """The draft has no paragraph left."""

    def __init__(self) -> None:
        super().__init__("No paragraph of that draft is left: there is nothing to put this to.")


class TooMuchReturned(Refused):
    """A file with far more paragraphs than a submission."""

    def __init__(self) -> None:
        super().__init__("This file has far more paragraphs than a submission; it was not compared.")


class AnnexedAlready(Refused):
    """The same file a second time."""

    def __init__(self) -> None:
        super().__init__("This file is on the list of annexes already.")


class TooManyAnnexes(Refused):
    """More than a submission can need, and a backup can carry."""

    def __init__(self, files: int, megabytes: int) -> None:
        sentence = "A submission can have %(files)s annexed files of %(megabytes)s MB together. Nothing was added."
        super().__init__(sentence, files=files, megabytes=megabytes)


class NoSuchTheme(Refused):
    """The follow-up list has nothing on this theme."""

    def __init__(self) -> None:
        super().__init__("The follow-up list has no recommendation on this theme. Choose another one.")


class EditedByHand(Refused):
    """New facts would replace a text that a person has edited."""

    def __init__(self) -> None:
        super().__init__("Somebody edited this paragraph, so it stays. Change it by hand.")


class EvidenceNotShared(Refused):
    """Evidence for those only who added it, rejected, or of another coalition."""

    def __init__(self) -> None:
        super().__init__("This evidence cannot be cited. It is rejected, or only those who added it may see it.")


class NoFileOfEvidence(Refused):
    """Evidence without a file."""

    def __init__(self) -> None:
        super().__init__("This evidence has no file. Add one to it first.")


class PersonalEvidence(Refused):
    """A file that must be deleted on a day would stay in what is published."""

    def __init__(self) -> None:
        super().__init__("This evidence holds personal data. A submission is public, so its file cannot be annexed.")


class AlreadyTranslated(Refused):
    """A second translation into a language."""

    def __init__(self) -> None:
        super().__init__("There is a translation into this language already. Change that one.")


class TranslatedMeanwhile(Refused):
    """The translation was saved or removed since it was opened."""

    def __init__(self) -> None:
        super().__init__("Somebody changed this translation meanwhile. Copy your text, then open the page again.")


class Signed(Refused):
    """A draft cannot be turned once an organisation has signed it."""

    def __init__(self) -> None:
        super().__init__("Organisations have signed this text in the order that it has. It cannot be turned any more.")


class NotJoint(Refused):
    """A submission of one group or organisation has one theme only."""

    def __init__(self) -> None:
        super().__init__("Only a joint submission of several groups can be ordered by theme.")


class NoSummary(Refused):
    """A document that is no summary of stakeholders' submissions, or one whose list could not be
    read.
    """

    def __init__(self) -> None:
        super().__init__(
            "This is not OHCHR's summary of stakeholders' submissions with their list. Choose the document whose "
            "symbol ends in “/3”."
        )


class SummaryOfAnotherReview(Refused):
    """A summary of another State or session."""

    def __init__(self, symbol: str, state: str) -> None:
        sentence = "This summary (%(symbol)s) is of another review. Choose the one of this review of %(state)s."
        super().__init__(sentence, symbol=symbol, state=state)


class NoSuchSummaryCode(Refused):
    """A code that the summary does not have."""

    def __init__(self) -> None:
        super().__init__("OHCHR's list has no submission with this code. Choose one of the list.")
