"""The page on which a section is written, paragraph by paragraph."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import Form
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from openupr.accounts.models import Person
from openupr.accounts.pages import page
from openupr.coalitions.coalition import languages_to_choose
from openupr.coalitions.frame import Request, coalition_page
from openupr.conformance.rules.language import is_in_other_letters
from openupr.documents.light_markup import count_notes
from openupr.files.word import count_words
from openupr.upr.languages import language as language_of
from openupr.web.choices import ChooseField
from openupr.web.languages import in_page_language, in_parts

from .actions import SEE_SUBMISSION
from .addresses import SECTION
from .budget import Budgeted, budget_of
from .citations import citations, has_withdrawn_quote, in_its_language, quotable, unknown_in
from .document import notes_in, numbers_in
from .evidence import is_evidence_shared
from .frame import Drawn, drawn
from .models import Claim, Paragraph, Remark, Section, SectionTask, Submission, current_paragraphs
from .roadmap_texts import Withdrawn, not_brought_in
from .rules.budget import together
from .rules.paragraphs import LONGEST
from .section_tasks import leaders_of, owners_of
from .submissions import organisations_of_person
from .writing import WrittenParagraph, neighbours, on_one_page, pages_of, suggestions_in, texts_suggested, written

_ROOM = LONGEST * 2
"""The service refuses longer texts with a sentence; the field only refuses what no person typed."""


_LONG = 5


def text_field(label: object, rows: int, *, required: bool = True, most: int = _ROOM) -> forms.CharField:
    # In these fields what is pasted becomes markup.
    area = forms.Textarea(attrs={"rows": rows, "data-markup": True} if rows >= _LONG else {"rows": rows})
    return forms.CharField(label=label, required=required, max_length=most, widget=area)  # type: ignore[arg-type]


class ParagraphTextForm(forms.Form):
    """A paragraph's text, and the version that was open."""

    text = text_field(_("Text"), 6)
    version = forms.IntegerField(min_value=0, max_value=1_000_000, widget=forms.HiddenInput)


class SeenForm(forms.Form):
    """Which version of a paragraph, or of a source, its history showed when it was read."""

    seen = forms.IntegerField(min_value=0, max_value=2**40)

    def number(self) -> int:
        """The version; 0, which none has, where nothing valid was sent."""
        return int(self.cleaned_data["seen"]) if self.is_valid() else 0


class NewParagraphForm(forms.Form):
    """A further paragraph, after one (its key) or at the end."""

    text = text_field(_("A new paragraph"), 5)
    after = forms.IntegerField(min_value=0, max_value=2**40, required=False, widget=forms.HiddenInput)


class TranslationForm(forms.Form):
    """A paragraph in another language, and the version of the translation that was open."""

    language = ChooseField(
        label=_("Language"),
        choices=(),
        missing=_("Choose the language of the translation."),
    )
    text = text_field(_("Translation"), 4, required=False)
    version = forms.IntegerField(min_value=0, max_value=1_000_000, initial=0, widget=forms.HiddenInput)

    def __init__(self, *args: Any, languages: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = [("", _("Choose")), *languages_to_choose(languages)]  # type: ignore[attr-defined]


Forms = Mapping[tuple[int, str], Form]
"""Forms by the key of what they are about (a paragraph, a source; 0: a new paragraph) and their
name.
"""


@page(SECTION, SEE_SUBMISSION)
def section(request: Request[Section], coalition: str, submission: int, section: int) -> HttpResponse:
    """The paragraphs with their forms, comments, suggestions and sources; by theme all of the
    group.
    """
    return draw_section(request)


@dataclass(frozen=True, slots=True)
class Task:
    """A task in a section, and whether it is the task of the reader's organisation."""

    task: SectionTask
    is_ours: bool


@dataclass(frozen=True, slots=True)
class SectionPart:
    """A section on the page on which it is written.

    `not_here`: what the group has adopted since; `new`: the form for a further paragraph; `tasks`:
    the reader's first; `leader` marks them as done, "" where a coordinator does; `owner`: who
    writes it, where no organisation has the task; `heading_words`: how many words its headings add
    with its first text, 0 where it has text.
    """

    section: Section
    own: Budgeted | None
    lines: Sequence["ParagraphLine"]
    new: Form
    not_here: Sequence[object]
    tasks: Sequence["Task"]
    leader: str
    owner: str
    heading_words: int

    @property
    def undecided(self) -> Paragraph | None:
        """The first paragraph that differs from the roadmap, where no one has decided what to
        do.
        """
        return next((line.paragraph for line in self.lines if line.is_offered), None)

    @property
    def asks_approval(self) -> bool:
        """Whether an organisation is still asked to approve it."""
        return any(task.task.work == SectionTask.Work.APPROVE and not task.task.done_on for task in self.tasks)

    @property
    def is_written(self) -> bool:
        """Whether its writers or its owner marked it as ready."""
        writing_tasks = [task.task for task in self.tasks if task.task.work == SectionTask.Work.WRITE]
        return (
            all(writing_task.done_on for writing_task in writing_tasks)
            if writing_tasks
            else self.section.done_on is not None
        )

    @property
    def waits_for_mark(self) -> bool:
        """Whether it can be marked as ready and is not yet."""
        return not self.is_written and bool(self.owner or self.tasks)

    def __post_init__(self) -> None:
        _lead_through([remark for line in self.lines for remark in line.written.remarks])
        # A page may have several parts, each with a form for a further paragraph.
        self.new.auto_id = f"new-{self.section.pk}-%s"


def draw_section(
    request: Request[Section], *, status: int = 200, refused: Forms | None = None, linked_forms: Forms | None = None
) -> HttpResponse:
    """Show the page with these forms open.

    `refused`: forms with errors; `linked_forms`: those whose link was followed.
    """
    about, refused = request.about, refused or {}
    opened = {**refused, **(linked_forms or {})}
    budget, is_out = budget_of(about.submission), about.taken_out_at is not None
    sections = [part.section for part in budget.sections]
    own = {part.section.pk: part for part in budget.sections}
    here = on_one_page(about, sections) or [about]
    numbers = numbers_in(sections), notes_in(about.submission, sections)
    tasks = {} if about.is_locked else _tasks(request, here)
    owners = {} if about.is_locked else owners_of(here)
    page_texts: PageTexts = (budget.citations, *numbers)
    is_first = not any(own[section.pk].written for section in here if section.pk in own)
    lines = _lines(request, here, own, page_texts, opened)
    leaders = leaders_of(section for section in here if section.pk in tasks or section.pk in owners)
    parts = [
        _part(
            section,
            own.get(section.pk),
            lines[section.pk],
            opened.get((0, "text")) if section.pk == about.pk else None,
            tasks.get(section.pk, []),
            owners,
            leaders,
            is_first=is_first,
        )
        for section in here
    ]
    before, after = (None, None) if is_out else neighbours(here[0], pages_of(about.submission, sections))
    context = {
        "page_name": in_parts(about.heading if is_out else about.page_heading),
        "budget": budget,
        "words": together([part.own.balance for part in parts if part.own]),
        "parts": parts,
        "has_parts": len(parts) > 1,
        "quotable": [] if is_out or "submissions.write" not in request.may else _quotable(about.submission),
        "has_evidence": "submissions.from-follow-up" in request.may and is_evidence_shared(about.coalition),
        "before": before,
        "after": after,
        # Where nothing can be written any more, no form can return what was typed.
        "refused": list(refused.values()) if about.is_locked else [],
    }
    return coalition_page(request, "submissions/section.html", context, status=status)


def _lead_through(remarks: Sequence[Remark]) -> None:
    """Give each comment the next open one, from the last to the first.

    `leads_on`: set for open ones, and for the one that was closed last.
    """
    is_open = [at for at, remark in enumerate(remarks) if not remark.resolved]
    last = max((remark.answered_at for remark in remarks if remark.answered_at), default=None)
    for at, remark in enumerate(remarks):
        others = [there for there in is_open if there != at]
        following = next((there for there in others if there > at), others[0] if others else None)
        remark.next_open = None if following is None else remarks[following]  # type: ignore[attr-defined]
        remark.leads_on = not remark.resolved or (last is not None and remark.answered_at == last)  # type: ignore[attr-defined]


PageTexts = tuple[Mapping[str, str], Mapping[int, int], Mapping[int, int]]
"""What citations say, and the numbers in the Word file of paragraphs and of their first notes."""


def _lines(
    request: Request[Section],
    sections: Sequence[Section],
    own: Mapping[int, Budgeted],
    page_texts: PageTexts,
    opened: Forms,
) -> dict[int, list["ParagraphLine"]]:
    """What the page shows of the paragraphs of each section, by the section's key."""
    citation_texts, numbers, notes = page_texts
    suggestions = suggestions_in(sections)
    texts = texts_suggested(suggestions)
    for section in sections:
        if section.pk in own:
            section.fetched_paragraphs = current_paragraphs(own[section.pk].section)  # type: ignore[attr-defined]
        else:
            texts += [paragraph.text for paragraph in current_paragraphs(section)]
    cite = {**citation_texts, **citations(texts, request.about.submission)}
    return {
        key: [
            _line(entry, cite, request, opened, (numbers.get(entry.paragraph.pk), notes.get(entry.paragraph.pk, 1)))
            for entry in entries
        ]
        for key, entries in written(sections, suggestions, cite=cite.get).items()
    }


def _part(
    section: Section,
    own: Budgeted | None,
    lines: Sequence["ParagraphLine"],
    new: Form | None,
    tasks: list[Task],
    owners: Mapping[int, str],
    leaders: Mapping[int, str],
    *,
    is_first: bool,
) -> SectionPart:
    """`is_first`: whether its text would be the first on the page."""
    is_given = any(task.task.work == SectionTask.Work.WRITE for task in tasks)
    owner = "" if is_given else owners.get(section.pk, "")
    return SectionPart(
        section=section,
        own=own,
        lines=lines,
        new=new or NewParagraphForm(),
        not_here=[] if section.is_locked else not_brought_in(section),
        tasks=tasks,
        leader=leaders.get(section.pk, "") if tasks or owner else "",
        owner=owner,
        heading_words=_heading_words(section, own, is_first=is_first),
    )


def _heading_words(section: Section, own: Budgeted | None, *, is_first: bool) -> int:
    if own is None or own.written:
        return 0
    return count_words(section.part_heading) + (count_words(section.theme) if is_first else 0)


def _tasks(request: Request[Section], sections: Sequence[Section]) -> dict[int, list[Task]]:
    """The tasks of each section, by its key: those of the reader's organisations first."""
    section_tasks = list(SectionTask.objects.filter(section__in=sections).select_related("organisation", "section"))
    ours = organisations_of_person(request.actor, request.about.coalition) if section_tasks else set()
    tasks: dict[int, list[Task]] = {}
    for task in sorted(section_tasks, key=lambda task: task.organisation_id not in ours):
        tasks.setdefault(task.section_id, []).append(Task(task, task.organisation_id in ours))
    return tasks


def _quotable(submission: Submission) -> list[tuple[str, str]]:
    """Testimonies that may be quoted, with what to type for each, in the draft's language."""
    if submission.is_locked:
        return []
    with in_its_language(submission):
        return [(quote.text, quote.markup) for quote in quotable(submission.coalition)]


@dataclass(frozen=True, slots=True)
class ParagraphSource:
    """A source; `form` changes it, where it is open; `note`: the number of its end note."""

    claim: Claim
    form: Form | None
    note: int | None


@dataclass(frozen=True, slots=True)
class ParagraphLine:
    """What the page shows of a paragraph.

    `opened`: its open forms, by their names; `unknown`: its citations that the record does not
    have; `withdrawn_quote`: whether it quotes a withdrawn testimony, shown to those who write.
    """

    written: WrittenParagraph
    drawn: Drawn
    sources: Sequence[ParagraphSource]
    opened: Mapping[str, Form]
    unknown: Sequence[str]
    withdrawn_quote: bool
    is_locked: bool
    sees_authors: bool

    @property
    def paragraph(self) -> Paragraph:
        return self.written.paragraph

    @property
    def saved_by(self) -> Person | None:
        """Who saved it last, where the reader may know."""
        return self.written.saved_by if self.sees_authors else None

    @property
    def history_url(self) -> str:
        section = self.paragraph.section
        place = [self.paragraph.coalition.key, section.submission_id, section.pk]
        return f"{reverse('submissions:section-history', args=place)}?paragraph={self.paragraph.anchor}"

    @property
    def withdrawn(self) -> Withdrawn | None:
        """How the group took back its origin, while the reader can and should act on it."""
        withdrawn = self.written.withdrawn
        return withdrawn if withdrawn and not withdrawn.kept and not self.is_locked else None

    @property
    def not_in_language(self) -> str:
        """The submission's language, where the paragraph is in another script; else ""."""
        code = self.paragraph.section.submission.language
        return in_page_language(language_of(code).name) if is_in_other_letters(self.written.brief, code) else ""

    @property
    def is_offered(self) -> bool:
        """Whether the roadmap has another text that can be taken over."""
        return bool(self.written.offered) and not self.is_locked


def _line(
    each: WrittenParagraph,
    cite: dict[str, str],
    request: Request[Section],
    opened: Forms,
    numbers: tuple[int | None, int],
) -> ParagraphLine:
    """`numbers`: its own number in the Word file, and that of its first note."""
    key, text, (number, first_note) = each.paragraph.pk, each.paragraph.body, numbers
    language, first_source = request.about.submission.language, first_note + count_notes(text)
    return ParagraphLine(
        written=each,
        drawn=drawn(text, cite=cite.get, language=language, first=number, first_note=first_note),
        # Points to be written are in no file, and neither are their sources.
        sources=[
            ParagraphSource(claim, opened.get((claim.pk, "source")), None if each.paragraph.is_to_be_written else note)
            for note, claim in enumerate(each.claims, first_source)
        ],
        opened={name: form for (about, name), form in opened.items() if about == key},
        unknown=[] if request.about.is_locked else unknown_in(text, cite),
        withdrawn_quote="submissions.write" in request.may and has_withdrawn_quote(text, cite),
        is_locked=request.about.is_locked,
        sees_authors="submissions.see-authors" in request.may,
    )
