"""How far a coalition's submissions are, and what to do next on them."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openupr.coalitions.models import Coalition
from openupr.coalitions.next_steps import Situation, WhatNext
from openupr.coalitions.rules.phases import CoalitionPhase
from openupr.web.kept_queries import kept_row, kept_rows

from ..models import TO_BE_WRITTEN, Paragraph, Remark, Section, Submission, Suggestion
from .signing import signing_of
from .submissions import submissions_of

_PHASES = {
    Submission.State.DRAFTING: CoalitionPhase.DRAFTING,
    Submission.State.SIGNING: CoalitionPhase.SIGN_ON,
    Submission.State.LODGED: CoalitionPhase.LODGED,
}


def seen_in_submissions(coalition: Coalition, today: date) -> list[CoalitionPhase]:
    """The phases that its submissions are in. One query."""
    return [_PHASES[Submission.State(state)] for state in kept_rows(_states, coalition.pk)]


def _states(coalition: int) -> QuerySet[Submission, str]:
    return Submission.objects.filter(coalition=coalition).order_by().values_list("state", flat=True).distinct()


def submission_next(now: Situation) -> Iterator[WhatNext]:
    """To answer what was said on it; to begin one, write what is empty, circulate it, ask who signs, lodge."""
    if now.phase in (CoalitionPhase.DRAFTING, CoalitionPhase.SIGN_ON):
        yield from _to_answer(now)
    if now.phase is CoalitionPhase.DRAFTING:
        yield from _drafting(now)
    elif now.phase is CoalitionPhase.SIGN_ON:
        yield from _signing(now)


def _to_answer(now: Situation) -> Iterator[WhatNext]:
    """To the first open comment and the first open suggestion that the reader may answer. Two queries."""
    if "submissions.settle" not in now.may:
        return
    comments = _to_first(now, kept_rows(_open_remarks, now.coalition.pk))
    if comments:
        n, address = comments
        yield WhatNext(ngettext("Answer %(n)s comment", "Answer %(n)s comments", n) % {"n": n}, address)
    suggestions = _to_first(now, kept_rows(_open_suggestions, now.coalition.pk))
    if suggestions:
        n, address = suggestions
        text = ngettext("Decide on %(n)s suggestion", "Decide on %(n)s suggestions", n)
        yield WhatNext(text % {"n": n}, address)


def _to_first(now: Situation, said: list[tuple[int, int, str, int | None]]) -> tuple[int, str] | None:
    """How many of these (`_where_said`) the reader may answer, and the address of the first."""
    if "coalitions.set_up_groups" not in now.may:
        said = [each for each in said if each[3] in now.own]
    if not said:
        return None
    submission, section, anchor, _group = said[0]
    address = reverse("submissions:section", args=[now.coalition.key, submission, section])
    return len(said), f"{address}#{anchor}"


def _open_remarks(coalition: int) -> QuerySet[Any, Any]:
    return _where_said(Remark.objects.filter(resolved=False), coalition)


def _open_suggestions(coalition: int) -> QuerySet[Any, Any]:
    return _where_said(Suggestion.objects.filter(state=Suggestion.State.OPEN), coalition)


def _where_said(rows: QuerySet[Any], coalition: int) -> QuerySet[Any, Any]:
    """Where it was said, in what can still be changed: submission, section, anchor; and whose group's that is."""
    stands = rows.filter(paragraph__removed=False, paragraph__section__taken_out_at=None)
    open_ones = stands.exclude(paragraph__section__submission__state=Submission.State.LODGED)
    whose = Coalesce("paragraph__section__group", "paragraph__section__submission__group")
    return (
        open_ones.filter(paragraph__section__submission__coalition=coalition)
        .order_by("made_at", "pk")
        .values_list("paragraph__section__submission", "paragraph__section", "paragraph__anchor", whose)
    )


def _drafting(now: Situation) -> Iterator[WhatNext]:
    submission = kept_row(_first_draft, now.coalition.pk)
    if submission is None:
        if "submissions.begin" in now.may:
            yield WhatNext(_("Begin the submission"), reverse("submissions:begin", args=[now.coalition.key]))
        return
    n, of_all = _empty(submission)
    yield from _to_write(submission, n, now)
    is_circulated = submission.circulations.exists()
    if n < of_all and not is_circulated and "submissions.circulate" in now.may:
        text = _("Circulate %(title)s") % {"title": submission.shown_title}
        yield WhatNext(text, reverse("submissions:rounds", args=[now.coalition.key, submission.pk]))
    elif (is_circulated or not n) and "submissions.open-signing" in now.may:
        text = _("Ask the organisations to sign %(title)s") % {"title": submission.shown_title}
        yield WhatNext(text, reverse("submissions:signing", args=[now.coalition.key, submission.pk]))


def _to_write(submission: Submission, n: int, now: Situation) -> Iterator[WhatNext]:
    """To what is empty; who works in a group is led to what the group writes."""
    own: list[Section] = []
    if now.is_of_one_group:
        parts = kept_rows(_with_text, submission.pk)
        own = [each for each in parts if each.group_id in now.own and not each.has_text]
        n = len(own)
    if n:
        text = ngettext("Write %(n)s empty part of %(title)s", "Write %(n)s empty parts of %(title)s", n)
        address = reverse("submissions:submission", args=[now.coalition.key, submission.pk])
        if own:
            address = reverse("submissions:section", args=[now.coalition.key, submission.pk, own[0].pk])
        yield WhatNext(text % {"n": n, "title": submission.shown_title}, address)


def _first_draft(coalition: int) -> QuerySet[Submission]:
    return Submission.objects.filter(coalition=coalition, state=Submission.State.DRAFTING)[:1]


def _empty(submission: Submission) -> tuple[int, int]:
    """How many of the draft's parts have nothing written, and of how many: the same as its own page says."""
    written = kept_rows(_texts, submission.pk)
    return written.count(False), len(written)


def _texts(submission: int) -> QuerySet[Any, bool]:
    """Of each section that counts, whether anything is written in it."""
    return _with_text(submission).values_list("has_text", flat=True)


def _with_text(submission: int) -> QuerySet[Any]:
    """The sections that count, each with `has_text`: whether anything is written in it."""
    written = Paragraph.objects.filter(section=OuterRef("pk"), removed=False).exclude(TO_BE_WRITTEN)
    sections = Section.objects.filter(submission=submission).exclude(kind=Section.Kind.ANNEX)
    return sections.annotate(has_text=Exists(written)).select_related("group")


def _signing(now: Situation) -> Iterator[WhatNext]:
    submission = submissions_of(now.coalition).filter(state=Submission.State.SIGNING).first()
    if submission is None:
        return
    parts = [now.coalition.key, submission.pk]
    yield from _to_write(submission, _empty(submission)[0], now)
    signing = signing_of(submission)
    asked = len(signing.statuses)
    said = asked - len(signing.unheard)
    if signing.asks_again and "submissions.open-signing" in now.may:
        yield WhatNext(_("Ask to sign again: the text has changed"), reverse("submissions:signing", args=parts))
    elif said < asked:
        text = _("See who signs: %(said)s of %(asked)s organisations have answered")
        yield WhatNext(text % {"said": said, "asked": asked}, reverse("submissions:signing", args=parts))
    if "submissions.lodge" in now.may:
        yield WhatNext(_("Check the submission"), reverse("submissions:check", args=parts))
        if said >= asked:
            yield WhatNext(_("Lodge the submission"), reverse("submissions:lodge", args=parts))
