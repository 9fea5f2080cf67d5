"""What the table of submissions is tried on: see openupr/accounts/tests/examples.py."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from django.utils import timezone

from openupr.accounts.tests.examples import Example, Player
from openupr.coalitions.models import Coalition
from openupr.coalitions.tests.examples.cast import Cast, cast, players
from openupr.coalitions.tests.examples.clock import today_there
from openupr.files.rebuilding import Rebuilt
from openupr.followup.tests.examples import evidence, evidence_file
from openupr.submissions.budget import divide_words
from openupr.submissions.evidence import add_annex_file, annex_evidence, remove_annex_file
from openupr.submissions.lodging import add_receipt, keep_for_upload, lodge_submission, take_lodging_back
from openupr.submissions.models import AnnexFile, Circulation, LodgedFile, Paragraph, Section, Submission
from openupr.submissions.new_submission import begin_submission, change_cover
from openupr.submissions.ohchr_summary import bring_summary, choose_code
from openupr.submissions.paragraphs import (
    add_paragraph,
    move_paragraph,
    remove_paragraph,
    restore,
    translate_paragraph,
    write_paragraph,
)
from openupr.submissions.remarks import (
    accept,
    add_claim,
    answer_remark,
    bring_claim_back,
    change_claim,
    cite_evidence,
    reject,
    remark,
    remove_claim,
    suggest,
)
from openupr.submissions.returned_files import bring_back, take_back
from openupr.submissions.roadmap_texts import bring_in, keep_divergence, take_over
from openupr.submissions.rounds import circulate, have_read
from openupr.submissions.section_tasks import give_task, part_done, task_done
from openupr.submissions.sections import (
    add_section,
    bring_section_back,
    change_section,
    move_section,
    remove_section,
    turn_submission,
)
from openupr.submissions.signing import ask_to_sign, sign_on
from openupr.submissions.theme_paragraphs import add_theme
from openupr.submissions.validation import (
    end_validation,
    see_to_objection,
    settle_objection,
    show_to_the_room,
    take_stance,
)

INTERNAL: Mapping[str, str] = {
    "openupr.submissions.forgetting": "called where authorship is forgotten or a testimony withdrawn",
    "openupr.submissions.paragraphs.ask_again": "part of the services that change the text of a section",
    "openupr.submissions.paragraphs.insert": "part of the services that add a paragraph",
    "openupr.submissions.paragraphs.overwrite": "part of the services that change a paragraph",
    "openupr.submissions.paragraphs.take_out": "part of the services that take a paragraph out",
    "openupr.submissions.editions.make_edition": "part of circulating, signing and lodging",
}


@dataclass(frozen=True)
class Drafted:
    """A joint submission of the cast's coalition; `section` and all in it are the group Land's."""

    submission: Submission
    section: Section
    paragraph: Paragraph
    circulation: Circulation

    @property
    def at(self) -> dict[str, object]:
        """The parts of an address of the submission."""
        return {"coalition": self.submission.coalition.key, "submission": self.submission.pk}

    @property
    def at_section(self) -> dict[str, object]:
        """The parts of an address of the section."""
        return {**self.at, "section": self.section.pk}


def drafted(known: Cast) -> Drafted:
    """A submission with a paragraph in Land's part, circulated once."""
    now, today = timezone.now(), today_there()
    submission = begin_submission(
        by=known.sophea,
        coalition=known.coalition,
        kind="joint",
        title="Joint submission of the test",
        groups=[known.land, known.labour],
        today=today,
        now=now,
    )
    section = submission.sections.get(kind="developments", group=known.land)
    section.submission = submission
    paragraph = add_paragraph(by=known.chan, section=section, text="Land was taken.", now=now)
    until = today + timedelta(days=1)
    circulation = circulate(by=known.sophea, submission=submission, comments_until=until, now=now)
    return Drafted(submission, section, paragraph, circulation)


def example() -> Example:
    """A coalition with everybody who may be in it, and what it drafts."""
    known = cast()
    made = drafted(known)
    return Example(
        players=tuple(_in_the_whole(each) for each in players(known)),
        addresses=addresses(known, made),
        calls=calls(known, made),
    )


def _in_the_whole(player: Player) -> Player:
    """With regard to a submission everybody is what they are in the coalition as a whole."""
    whole = player.elsewhere.get(Coalition, player.roles)
    of_all = dict.fromkeys((Submission, Circulation, AnnexFile), whole)
    return replace(player, elsewhere={**player.elsewhere, **of_all})


def annexed(known: Cast, made: Drafted, data: bytes = b"a map") -> AnnexFile:
    """A file on the list of annexes."""
    given = {"submission": made.submission, "title": "A map of the lake", "today": today_there()}
    return add_annex_file(by=known.sophea, rebuilt=Rebuilt("png", data), **given)


def lodged_before(made: Drafted) -> LodgedFile:
    """A lodging that was taken back."""
    given = {"submission": made.submission, "edition": made.circulation.edition, "word": b"PK"}
    return LodgedFile.objects.create(**given, taken_back_on=today_there(), reason="Not sent.")


def addresses(known: Cast, made: Drafted) -> dict[str, Mapping[str, Any]]:
    """The parts of each address."""
    said = remark(by=known.rithy, paragraph=made.paragraph, text="Where?", now=timezone.now())
    suggested = suggest(by=known.rithy, paragraph=made.paragraph, text="Much of it.", now=timezone.now())
    claim = add_claim(now=timezone.now(), by=known.chan, paragraph=made.paragraph, source="A report, 2025", kind="un")
    given = {"section": made.section, "organisation": known.forest}
    stance = take_stance(by=known.sophea, says="object", words="Say who.", **given)
    task = give_task(by=known.sophea, work="write", due=None, **given)
    saved = made.section.history.all()[0]
    annex = annexed(known, made)
    on, within = made.at, made.at_section
    paragraph = {**within, "paragraph": made.paragraph.pk}
    numbered: Mapping[str, Any] = {**on, "number": made.circulation.number}
    found: dict[str, Mapping[str, Any]] = {
        "submissions": known.at_coalition,
        "submissions-list": {**known.at_coalition, "kind": "csv"},
        "list": {**on, "name": "sections", "kind": "json"},
        **{page: {**on, "number": annex.pk} for page in ("annex-file", "annex-remove")},
        "begin": known.at_coalition,
        "place-evidence": {**known.at_coalition, "number": evidence(known).pk},
        **dict.fromkeys(_OF_ONE, on),
        "file": {**on, "kind": "md"},
        "lodged-before": {**on, "number": lodged_before(made).pk, "kind": "docx"},
        "edition": {**on, "number": made.circulation.edition.number},
        **dict.fromkeys(("have-read", "comments-file", "returned", "returned-take"), numbered),
        **dict.fromkeys(_OF_SECTION, within),
        "restore": {**within, "version": saved.pk},
        "claim-bring-back": {**within, "version": made.section.source_history.all()[0].pk},
        **dict.fromkeys(("paragraph", "remark", "suggest", "translate", "claim-add"), paragraph),
        "remark-answer": {**within, "remark": said.pk},
        "suggestion": {**within, "suggestion": suggested.pk},
        **{page: {**within, "claim": claim.pk} for page in ("claim-change", "claim-remove")},
        "task": {**within, "task": task.pk},
        **{page: {**within, "stance": stance.pk} for page in ("stance-see-to", "stance-settle")},
    }
    return {f"submissions:{page}": parts for page, parts in found.items()}


_OF_ONE = (
    "submission", "cover", "check", "arrange", "section-add", "divide", "tasks", "task-give", "rounds", "circulate",
    "annexes", "annex-add", "annex-look", "validation", "validation-projector", "validation-stage", "validation-end",
    "signing", "signing-open", "sign", "lodge", "lodge-file", "lodging-back", "editions", "taken-out", "turn",
    "receipt", "ohchr-summary", "ohchr-summary-bring", "ohchr-summary-code",
)  # fmt: skip
_OF_SECTION = (
    "section", "section-history", "section-change", "section-remove", "section-bring-back", "preview", "cite",
    "bring-in", "from-follow-up", "evidence", "paragraph-add", "part-done", "validation-section",
    "validation-show", "stance",
)  # fmt: skip


def calls(known: Cast, made: Drafted) -> dict[Callable[..., Any], Mapping[str, Any]]:
    """What each service is about."""
    now = timezone.now()
    on, in_section, to = {"submission": made.submission}, {"section": made.section}, {"paragraph": made.paragraph}
    said = remark(by=known.rithy, paragraph=made.paragraph, text="Where?", now=now)
    suggested = suggest(by=known.rithy, paragraph=made.paragraph, text="Much land was taken.", now=now)
    claim = add_claim(by=known.chan, paragraph=made.paragraph, source="A report, 2025", kind="un", now=now)
    stance = take_stance(by=known.sophea, **in_section, organisation=known.forest, says="object", words="No.")
    return {
        add_annex_file: on,
        remove_annex_file: {"annex": annexed(known, made, b"another map")},
        begin_submission: {"coalition": known.coalition},
        change_cover: on,
        add_section: on,
        change_section: in_section,
        divide_words: on,
        move_section: in_section,
        remove_section: in_section,
        bring_section_back: in_section,
        bring_in: in_section,
        take_over: to,
        keep_divergence: to,
        add_paragraph: in_section,
        write_paragraph: to,
        move_paragraph: to,
        remove_paragraph: to,
        restore: in_section,
        remark: to,
        answer_remark: {"remark": said, "now": now},
        suggest: to,
        accept: {"suggestion": suggested},
        reject: {"suggestion": suggested},
        add_claim: to,
        change_claim: {"claim": claim},
        remove_claim: {"claim": claim},
        bring_claim_back: in_section,
        give_task: in_section,
        task_done: in_section,
        circulate: on,
        **{service: {"circulation": made.circulation} for service in (take_back, bring_back)},
        have_read: {"circulation": made.circulation, "today": made.circulation.circulated_on},
        take_stance: in_section,
        settle_objection: {"stance": stance},
        show_to_the_room: in_section,
        end_validation: on,
        see_to_objection: {"stance": stance},
        ask_to_sign: on,
        sign_on: on,
        **_more_calls(known, made),
    }


def _more_calls(known: Cast, made: Drafted) -> dict[Callable[..., Any], Mapping[str, Any]]:
    lodging = (keep_for_upload, lodge_submission, add_receipt, take_lodging_back)
    return {
        **{service: {"submission": made.submission} for service in lodging},
        add_theme: {"section": made.section},
        part_done: {"section": made.section},
        bring_summary: {"submission": made.submission},
        choose_code: {"submission": made.submission},
        turn_submission: {"submission": made.submission},
        translate_paragraph: {"paragraph": made.paragraph},
        cite_evidence: {"paragraph": made.paragraph, "evidence": evidence(known)},
        annex_evidence: {"submission": made.submission, "evidence": evidence_file(known).evidence},
    }
