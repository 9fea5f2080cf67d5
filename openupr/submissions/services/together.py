"""Circulating drafts, the validation meeting, signing on, lodging."""

from datetime import date, datetime

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from openupr.accounts.models import Person
from openupr.accounts.services.acting import act
from openupr.coalitions.clock import day_of
from openupr.coalitions.models import Organisation
from openupr.conformance.rule_sets import rules_for

from ..actions.drafting import (
    CIRCULATE,
    GIVE_TASKS,
    HAVE_READ,
    LODGE,
    OPEN_SIGNING,
    SIGN,
    TAKE_LODGING_BACK,
    VALIDATE,
)
from ..models import (
    Circulation,
    Edition,
    LodgedFile,
    Section,
    SectionTask,
    SignOn,
    Stance,
    Submission,
    current_paragraphs,
    wording_of,
)
from ..queries.editions import content_of
from ..queries.signing import signing_of
from ..rules.refusals import (
    BadDates,
    NoReasonForTakingBack,
    NoReceipt,
    NotAsked,
    NothingToCirculate,
    NotItsOrganisation,
    NotLodged,
    NotPutUp,
    NotYet,
    RoundIsOver,
    SayWhatAbout,
    StillToWrite,
)
from .open_for_writing import check_open, check_stands


@act(GIVE_TASKS, _("Give an organisation a task in a section"), about="section", names="organisation")
def give_task(*, by: Person, section: Section, organisation: Organisation, work: str, due: date | None) -> SectionTask:
    """Who does what in a section, by when; the same task again gets the new day. Raises Locked."""
    check_stands(section)
    task, _ = SectionTask.objects.update_or_create(
        section=section, organisation=organisation, work=SectionTask.Work(work), defaults={"due": due}
    )
    return task


@act(GIVE_TASKS, _("Say whether a task in a section is done"), about="section")
def task_done(*, by: Person, section: Section, task: SectionTask, today: date | None) -> SectionTask:
    """Done on a day, or (None) not done after all."""
    task.done_on, task.asked_again = today, False
    task.save(update_fields=["done_on", "asked_again"])
    return task


@act(GIVE_TASKS, _("Say whether a group's part is done"), about="section")
def part_done(*, by: Person, section: Section, today: date | None) -> Section:
    """The group's part is done on a day, or (None) not done after all. Raises Locked, StillToWrite."""
    check_stands(section)
    written = current_paragraphs(section)
    if today and (not written or any(each.is_to_be_written for each in written)):
        raise StillToWrite
    section.done_on = today
    section.save(update_fields=["done_on"])
    return section


def make_edition(submission: Submission, *, label: str, now: datetime) -> Edition:
    """The submission as it stands, kept; the last one where nothing has changed since, unless that was for something
    else and this one is to be signed or uploaded. Inside a transaction.
    """
    Submission.objects.select_for_update().get(pk=submission.pk)
    content, last = content_of(submission), submission.editions.first()
    if last and last.content == content and (label not in {Edition.TO_SIGN, Edition.TO_UPLOAD} or last.label == label):
        return last
    number = last.number + 1 if last else 1
    return Edition.objects.create(submission=submission, number=number, made_at=now, label=label, content=content)


@act(CIRCULATE, _("Circulate a draft"), about="submission")
def circulate(*, by: Person, submission: Submission, comments_until: date, now: datetime) -> Circulation:
    """Send a draft round: an edition is kept, and comments made from now on belong to this round. Who circulates it
    has read it.

    Raises Locked, NothingToCirculate, BadDates.
    """
    check_open(submission)
    if comments_until < day_of(submission.coalition, now):
        raise BadDates
    if not any(section["paragraphs"] for section in content_of(submission)["sections"]):
        raise NothingToCirculate
    number = submission.circulations.count() + 1
    edition = make_edition(submission, label=f"Draft {number}", now=now)
    circulation = Circulation.objects.create(
        submission=submission,
        number=number,
        circulated_on=day_of(submission.coalition, now),
        comments_until=comments_until,
        edition=edition,
    )
    circulation.read_by.add(by)
    return circulation


@act(HAVE_READ, about="circulation")
def have_read(*, by: Person, circulation: Circulation, today: date) -> None:
    """Say that one has read the draft, up to the round's day. Raises Locked, RoundIsOver."""
    check_open(circulation.submission)
    if circulation.is_over(today):
        raise RoundIsOver
    circulation.read_by.add(by)


@act(VALIDATE, _("Record what an organisation says to a section"), about="section", names="organisation")
def take_stance(
    *, by: Person, section: Section, organisation: Organisation, says: str, words: str = "", wording: str = ""
) -> Stance:
    """What an organisation says to a section, as it was read (`wording`: `wording_of` it; "" for as it stands); an
    objection stays a task until it is settled. Raises Locked, SayWhatAbout.
    """
    check_stands(section)
    if says != Stance.Says.AGREE and not words.strip():
        raise SayWhatAbout
    stance, _ = Stance.objects.update_or_create(
        section=section,
        organisation=organisation,
        defaults={
            "says": Stance.Says(says),
            "words": words.strip(),
            "wording": wording or wording_of(section),
            "settled": False,
        },
    )
    return stance


@act(VALIDATE, _("Settle an objection"), about="stance")
def settle_objection(*, by: Person, stance: Stance, answer: str = "") -> Stance:
    """The objection is dealt with; `answer` says what became of it. Raises Locked, SectionTakenOut."""
    check_stands(stance.section)
    stance.settled, stance.answer = True, answer.strip()
    stance.save(update_fields=["settled", "answer"])
    return stance


@act(OPEN_SIGNING, about="submission")
def ask_to_sign(*, by: Person, submission: Submission, now: datetime) -> Edition:
    """Ask the organisations to sign the text as it stands: again those whose answer no longer counts. Raises Locked."""
    check_open(submission)
    submission.sign_ons.update(asked_again=Q(organisation__in=signing_of(submission).again))
    edition = make_edition(submission, label=Edition.TO_SIGN, now=now)
    submission.state = Submission.State.SIGNING
    submission.save(update_fields=["state"])
    return edition


@act(SIGN, _("Say whether an organisation signs"), about="submission", names="organisation")
def sign_on(
    *, by: Person, submission: Submission, organisation: Organisation, edition: Edition, choice: str, now: datetime
) -> SignOn:
    """An organisation's word on an edition, through its representative; the last one counts.

    What the cover would say of the organisation is kept with it: it answers for that, too.
    Raises Locked, NotItsOrganisation, NotAsked, NotPutUp.
    """
    check_open(submission)
    speaks = submission.coalition.member_organisations.filter(organisation=organisation, representative=by)
    if not speaks.exists() or edition.submission_id != submission.pk:
        raise NotItsOrganisation
    if not submission.parties.filter(organisation=organisation).exists():
        raise NotAsked
    if edition.label != Edition.TO_SIGN:
        raise NotPutUp
    return SignOn.objects.create(
        submission=submission,
        organisation=organisation,
        edition=edition,
        choice=SignOn.Choice(choice),
        said_by=by,
        said_at=now,
        about=organisation.about,
        called=organisation.name,
    )


@act(LODGE, _("Keep the text whose Word file is uploaded"), about="submission")
def keep_for_upload(*, by: Person, submission: Submission, taken: bool, now: datetime) -> Edition:
    """Keep the text as it stands: whoever uploads its file can say later that it was this one. `taken`: its Word file
    is taken now; else its upload is being recorded. Raises Locked.
    """
    check_open(submission)
    return make_edition(submission, label=Edition.TO_UPLOAD if taken else "Shown before lodging", now=now)


@act(LODGE, _("Record that a submission was lodged"), about="submission")
def lodge_submission(
    *,
    by: Person,
    submission: Submission,
    edition: Edition | None = None,
    word: bytes,
    pdf: bytes = b"",
    html: str = "",
    markdown: str = "",
    receipt: str,
    lodged_on: date,
    now: datetime,
) -> Submission:
    """Record that it was uploaded: the files as they were, the day, the receipt. From now on it is locked.

    `edition`: the one that the files are made of; the text as it stands where none is given. What was written since
    is kept as an edition as well, so that both can be compared. Raises Locked, NoReceipt, NotYet.
    """
    check_open(submission)
    if lodged_on > day_of(submission.coalition, now):
        raise NotYet
    if not receipt.strip():
        raise NoReceipt
    last = make_edition(submission, label="As lodged" if edition is None else "Written since", now=now)
    edition = edition or last
    LodgedFile.objects.create(submission=submission, edition=edition, word=word, pdf=pdf, html=html, markdown=markdown)
    submission.state, submission.lodged_on, submission.receipt = Submission.State.LODGED, lodged_on, receipt.strip()
    submission.rules = rules_for(submission.coalition.review.cycle).version
    submission.save(update_fields=["state", "lodged_on", "receipt", "rules"])
    return submission


@act(LODGE, _("Change the receipt of a submission"), about="submission")
def add_receipt(*, by: Person, submission: Submission, receipt: str) -> Submission:
    """Keep what a receipt says that came after the lodging was recorded. Raises NotLodged, NoReceipt."""
    current = Submission.objects.select_for_update().get(pk=submission.pk)
    if not current.is_locked:
        raise NotLodged
    if not receipt.strip():
        raise NoReceipt
    submission.receipt = receipt.strip()
    submission.save(update_fields=["receipt"])
    return submission


@act(TAKE_LODGING_BACK, about="submission")
def take_lodging_back(*, by: Person, submission: Submission, reason: str, today: date) -> LodgedFile:
    """It was recorded by mistake that it was lodged: it can be written and signed again. The files that were kept stay,
    with the day, the receipt and the reason. Raises NotLodged, NoReasonForTakingBack.
    """
    current = Submission.objects.select_for_update().get(pk=submission.pk)
    kept = submission.lodged_files.filter(taken_back_on=None).first()
    if not current.is_locked or kept is None:
        raise NotLodged
    if not reason.strip():
        raise NoReasonForTakingBack
    kept.taken_back_on, kept.reason = today, reason.strip()
    kept.lodged_on, kept.receipt = current.lodged_on, current.receipt
    kept.save(update_fields=["taken_back_on", "reason", "lodged_on", "receipt"])
    submission.state, submission.lodged_on, submission.receipt = Submission.State.SIGNING, None, ""
    submission.save(update_fields=["state", "lodged_on", "receipt"])
    return kept
