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
from openupr.submissions.models import AnnexFile, Circulation, LodgedFile, Paragraph, Section, Submission
from openupr.submissions.services import (
    annexing,
    beginning,
    flowing,
    ohchr_summary,
    remarks,
    returning,
    together,
    translating,
    turning,
    validating,
    writing,
)

INTERNAL: Mapping[str, str] = {
    "openupr.submissions.services.demo": "called by the command `demo`, for the coalition that it made",
    "openupr.submissions.services.open_for_writing": "asked by every service that changes a submission",
    "openupr.submissions.services.flowing.flow_in": "part of begin_submission",
    "openupr.submissions.services.forgetting": "called where authorship is forgotten or a testimony withdrawn",
    "openupr.submissions.services.writing.ask_again": "part of the services that change the text of a section",
    "openupr.submissions.services.writing.insert": "part of the services that add a paragraph",
    "openupr.submissions.services.writing.overwrite": "part of the services that change a paragraph",
    "openupr.submissions.services.writing.take_out": "part of the services that take a paragraph out",
    "openupr.submissions.services.returning.check_is_of": "asked by the preview and by taking back",
    "openupr.submissions.services.together.make_edition": "part of circulating, signing and lodging",
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
    submission = beginning.begin_submission(
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
    paragraph = writing.add_paragraph(by=known.chan, section=section, text="Land was taken.", now=now)
    until = today + timedelta(days=1)
    circulation = together.circulate(by=known.sophea, submission=submission, comments_until=until, now=now)
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
    return annexing.add_annex_file(by=known.sophea, rebuilt=Rebuilt("png", data), **given)


def lodged_before(made: Drafted) -> LodgedFile:
    """A lodging that was taken back."""
    given = {"submission": made.submission, "edition": made.circulation.edition, "word": b"PK"}
    return LodgedFile.objects.create(**given, taken_back_on=today_there(), reason="Not sent.")


def addresses(known: Cast, made: Drafted) -> dict[str, Mapping[str, Any]]:
    """The parts of each address."""
    said = remarks.remark(by=known.rithy, paragraph=made.paragraph, text="Where?", now=timezone.now())
    suggested = remarks.suggest(by=known.rithy, paragraph=made.paragraph, text="Much of it.", now=timezone.now())
    claim = remarks.add_claim(
        now=timezone.now(), by=known.chan, paragraph=made.paragraph, source="A report, 2025", kind="un"
    )
    given = {"section": made.section, "organisation": known.forest}
    stance = together.take_stance(by=known.sophea, says="object", words="Say who.", **given)
    task = together.give_task(by=known.sophea, work="write", due=None, **given)
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
    said = remarks.remark(by=known.rithy, paragraph=made.paragraph, text="Where?", now=now)
    suggested = remarks.suggest(by=known.rithy, paragraph=made.paragraph, text="Much land was taken.", now=now)
    claim = remarks.add_claim(by=known.chan, paragraph=made.paragraph, source="A report, 2025", kind="un", now=now)
    stance = together.take_stance(by=known.sophea, **in_section, organisation=known.forest, says="object", words="No.")
    return {
        annexing.add_annex_file: on,
        annexing.remove_annex_file: {"annex": annexed(known, made, b"another map")},
        beginning.begin_submission: {"coalition": known.coalition},
        beginning.change_cover: on,
        beginning.add_section: on,
        beginning.change_section: in_section,
        beginning.divide_words: on,
        beginning.move_section: in_section,
        beginning.remove_section: in_section,
        beginning.bring_section_back: in_section,
        flowing.bring_in: in_section,
        flowing.take_over: to,
        flowing.keep_divergence: to,
        writing.add_paragraph: in_section,
        writing.write_paragraph: to,
        writing.move_paragraph: to,
        writing.remove_paragraph: to,
        writing.restore: in_section,
        remarks.remark: to,
        remarks.answer_remark: {"remark": said, "now": now},
        remarks.suggest: to,
        remarks.accept: {"suggestion": suggested},
        remarks.reject: {"suggestion": suggested},
        remarks.add_claim: to,
        remarks.change_claim: {"claim": claim},
        remarks.remove_claim: {"claim": claim},
        remarks.bring_claim_back: in_section,
        together.give_task: in_section,
        together.task_done: in_section,
        together.circulate: on,
        **{service: {"circulation": made.circulation} for service in (returning.take_back, returning.bring_back)},
        together.have_read: {"circulation": made.circulation, "today": made.circulation.circulated_on},
        together.take_stance: in_section,
        together.settle_objection: {"stance": stance},
        validating.show_to_the_room: in_section,
        validating.end_validation: on,
        validating.see_to_objection: {"stance": stance},
        together.ask_to_sign: on,
        together.sign_on: on,
        **_more_calls(known, made),
    }


def _more_calls(known: Cast, made: Drafted) -> dict[Callable[..., Any], Mapping[str, Any]]:
    lodging = (together.keep_for_upload, together.lodge_submission, together.add_receipt, together.take_lodging_back)
    return {
        **{service: {"submission": made.submission} for service in lodging},
        flowing.add_theme: {"section": made.section},
        together.part_done: {"section": made.section},
        ohchr_summary.bring_summary: {"submission": made.submission},
        ohchr_summary.choose_code: {"submission": made.submission},
        turning.turn_submission: {"submission": made.submission},
        translating.translate_paragraph: {"paragraph": made.paragraph},
        remarks.cite_evidence: {"paragraph": made.paragraph, "evidence": evidence(known)},
        annexing.annex_evidence: {"submission": made.submission, "evidence": evidence_file(known).evidence},
    }
