"""Why something cannot be done to a submission; the sentence says it. Nothing was changed."""

from openupr.coalitions.rules.refusals import Refused


class Locked(Refused):
    """The submission is lodged and cannot be changed."""

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
    """A part cannot be done while points are to be written."""

    def __init__(self) -> None:
        super().__init__("This part is empty, or has points that are still to be written. Write or remove them first.")


class TooLong(Refused):
    """More text than fits in one paragraph."""

    def __init__(self, length: int, most: int) -> None:
        sentence = "This paragraph has %(length)s characters; %(most)s fit. Divide it."
        super().__init__(sentence, length=f"{length:,}", most=f"{most:,}")


class NoReasonToReject(Refused):
    """A suggestion is rejected without a reason."""

    def __init__(self) -> None:
        super().__init__("Say why: the person who suggested it will read it.")


class SaysTheSame(Refused):
    """The suggestion changes nothing."""

    def __init__(self) -> None:
        super().__init__("This is the current text: change something in it before you suggest it.")


class AlreadySettled(Refused):
    """The suggestion is settled already."""

    def __init__(self) -> None:
        super().__init__("This suggestion is settled already.")


class JoinFirst(Refused):
    """The suggestion and a later save change the same words."""

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
    """The person does not represent this organisation."""

    def __init__(self) -> None:
        super().__init__("You speak for the organisations that named you their representative, for no other.")


class NothingToCirculate(Refused):
    """The draft has no paragraph."""

    def __init__(self) -> None:
        super().__init__("There is nothing to circulate yet: no section has a paragraph.")


class BadDates(Refused):
    """The last day for comments is past."""

    def __init__(self) -> None:
        super().__init__("This day is past. Choose a later one.")


class RoundIsOver(Refused):
    """The last day for comments has passed."""

    def __init__(self) -> None:
        super().__init__("This draft is closed: its day has passed.")


class NoReceipt(Refused):
    """A lodging is recorded without a receipt."""

    def __init__(self) -> None:
        super().__init__("Enter what the receipt says: its number, or how you know that it was received.")


class NotYet(Refused):
    """The day of the lodging is in the future."""

    def __init__(self) -> None:
        super().__init__("That day has not come yet: enter the day on which it was uploaded.")


class NoReasonForTakingBack(Refused):
    """A lodging is taken back without a reason."""

    def __init__(self) -> None:
        super().__init__("Say why: the members will read it beside what was recorded.")


class SayWhatAbout(Refused):
    """An objection or amendment needs a reason."""

    def __init__(self) -> None:
        super().__init__("Say in a few words what has to change. Somebody settles it after the meeting.")


class NotLodged(Refused):
    """There is no lodging to take back."""

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
    """The same file was taken back already."""

    def __init__(self) -> None:
        super().__init__("This file was uploaded already; nothing was added a second time.")


class NotThatDraft(Refused):
    """The file has nothing in common with the draft."""

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
    """The file has far more paragraphs than a submission."""

    def __init__(self) -> None:
        super().__init__("This file has far more paragraphs than a submission; it was not compared.")


class AnnexedAlready(Refused):
    """The same file is annexed already."""

    def __init__(self) -> None:
        super().__init__("This file is on the list of annexes already.")


class TooManyAnnexes(Refused):
    """More files than a submission needs and a backup can carry."""

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
    """The evidence is not shared, was rejected, or is of another coalition."""

    def __init__(self) -> None:
        super().__init__("This evidence cannot be cited. It is rejected, or only those who added it may see it.")


class NoFileOfEvidence(Refused):
    """The evidence has no file."""

    def __init__(self) -> None:
        super().__init__("This evidence has no file. Add one to it first.")


class PersonalEvidence(Refused):
    """A file that must be deleted on a day cannot be published."""

    def __init__(self) -> None:
        super().__init__("This evidence holds personal data. A submission is public, so its file cannot be annexed.")


class AlreadyTranslated(Refused):
    """There is a translation into this language already."""

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
    """The document is no summary of stakeholders' submissions, or its list cannot be read."""

    def __init__(self) -> None:
        super().__init__(
            "This is not OHCHR's summary of stakeholders' submissions with their list. Choose the document whose "
            "symbol ends in “/3”."
        )


class SummaryOfAnotherReview(Refused):
    """The summary is of another State or session."""

    def __init__(self, symbol: str, state: str) -> None:
        sentence = "This summary (%(symbol)s) is of another review. Choose the one of this review of %(state)s."
        super().__init__(sentence, symbol=symbol, state=state)


class NoSuchSummaryCode(Refused):
    """The summary does not have this code."""

    def __init__(self) -> None:
        super().__init__("OHCHR's list has no submission with this code. Choose one of the list.")
