"""What submissions ask of people: parts, drafts to read, comments, objections, signatures."""

from datetime import date, timedelta
from typing import Any

from django.db.models import (
    Case,
    Count,
    DateField,
    Exists,
    ExpressionWrapper,
    F,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, Concat, LPad, TruncDate
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openupr.coalitions.for_me import WaitingItem, WaitingKind, waiting_rows
from openupr.coalitions.models import Participation, RapporteurTerm
from openupr.timeline.models import Milestone
from openupr.web.languages import in_page_language, in_parts
from openupr.web.unions import ANY_KEY

from .models import Circulation, Paragraph, Section, SectionTask, SignOn, Stance, Submission, Suggestion
from .models.submission import title_for_readers
from .models.works import WORK_WORDS, WRITTEN
from .section_tasks import parts_to_write

_LODGED = Submission.State.LODGED
# How long an answered comment is shown to its author: it is not known when they read it.
_TOLD_FOR = timedelta(days=7)


def _parts(today: date) -> QuerySet[Any]:
    """A group's part of a draft that is not marked as ready, for its rapporteur or its members.

    The title says whether it was marked before the group adopted a recommendation.
    """
    was_marked = Case(When(done_on=None, then=Value("open ")), default=Value("marked "))
    return waiting_rows(
        parts_to_write(),
        coalition="submission__coalition",
        rapporteur_of="w_leads",
        members_of="w_all",
        group="group",
        about="group__name",
        part="submission",
        title=Concat(was_marked, "submission__title"),
        due="w_day",
    )


def _part_name(item: WaitingItem) -> str:
    """The draft; in “For me” also how to mark the part as ready, or what it lacks."""
    was_marked, _blank, title = item.row.title.partition(" ")
    title = title_for_readers(title)
    if item.whose:
        return title
    sentence = _("A coordinator marks your part as ready: tell them.")
    if was_marked == "marked":
        sentence = _("The group adopted a recommendation since: add it.")
    elif item.row.rapporteur_of:
        sentence = _("When your part is ready, press “%(button)s”.") % {"button": WRITTEN.mark}
    return f"{title}. {sentence}"


def _tasks(today: date) -> QuerySet[Any]:
    """Tasks in sections that are not done, for the organisation's people.

    The title says whether the reader, whose key `ANY_KEY` is in “For me”, marks it as done, and
    whether it must be marked again.
    """
    rows = SectionTask.objects.filter(done_on=None, section__taken_out_at=None)
    group = Coalesce(OuterRef("section__group"), OuterRef("section__submission__group"))
    leads = RapporteurTerm.objects.filter(group=group, person=ANY_KEY, until=None)
    parts = Participation.objects.filter(coalition=OuterRef("section__submission__coalition"), person=ANY_KEY)
    marks = Exists(leads) | Exists(parts.filter(role=Participation.Role.COORDINATOR))
    marked_by = Case(When(marks, then=Value(" reader ")), default=Value(" others "))
    occasion = Case(When(asked_again=True, then=Value("again ")), default=Value("first "))
    return waiting_rows(
        rows.exclude(section__submission__state=_LODGED),
        coalition="section__submission__coalition",
        organisation="organisation",
        group="section__group",
        about="section__submission__title",
        number="section",
        part="section__submission",
        title=Concat("work", marked_by, occasion, "section__heading"),
        due="due",
    )


_MUST = {
    SectionTask.Work.WRITE: gettext_lazy("Your organisation must write the part “%(part)s”."),
    SectionTask.Work.EVIDENCE: gettext_lazy("Your organisation must find evidence for the part “%(part)s”."),
    SectionTask.Work.REVIEW: gettext_lazy("Your organisation must review the part “%(part)s”."),
    SectionTask.Work.TRANSLATE: gettext_lazy("Your organisation must translate the part “%(part)s”."),
    SectionTask.Work.APPROVE: gettext_lazy("Your organisation must approve the part “%(part)s”."),
}


def _task_name(item: WaitingItem) -> str:
    """The task and its section; in “For me” also how it is marked as done."""
    work, marked_by, occasion, heading = item.row.title.split(" ", 3)
    label = str(SectionTask.Work(work).label)
    if item.whose:
        return f"{label[:1].upper()}{label[1:]}: {in_parts(heading)}"
    words = WORK_WORDS[work]
    sentence = _MUST[SectionTask.Work(work)] % {"part": in_parts(heading)}
    if occasion == "again":
        changed = _("The part “%(part)s” has changed since it was marked as %(marked)s. Look at it again.")
        sentence = changed % {"part": in_parts(heading), "marked": words.marked}
    if marked_by == "reader":
        return f"{sentence} {_('When you are ready, press “%(button)s”.') % {'button': words.mark}}"
    return f"{sentence} {_('The rapporteur or a coordinator marks it as done: tell them.')}"


def _rounds(today: date) -> QuerySet[Any]:
    """Drafts in circulation, for everybody but observers who has not read them."""
    parts = "submission__coalition__participations__"
    rows = Circulation.objects.filter(comments_until__gte=today).exclude(submission__state=_LODGED)
    rows = rows.annotate(w_reader=F(f"{parts}person"), w_role=F(f"{parts}role"))
    rows = rows.exclude(w_role=Participation.Role.OBSERVER)
    read = Circulation.read_by.through.objects.filter(circulation=OuterRef("pk"), person=OuterRef("w_reader"))
    return waiting_rows(
        rows.filter(~Exists(read)),
        coalition="submission__coalition",
        person="w_reader",
        number="edition__number",
        part="submission",
        title="submission__title",
        due="comments_until",
    )


def _remarks(today: date) -> QuerySet[Any]:
    """Sections with open suggestions and comments, for their rapporteurs; else for the
    coordinators.
    """
    written = Q(paragraphs__removed=False)
    is_open = Q(paragraphs__suggestions__state=Suggestion.State.OPEN)
    suggestions = Count("paragraphs__suggestions", filter=written & is_open, distinct=True)
    remarks = Count("paragraphs__remarks", filter=written & Q(paragraphs__remarks__resolved=False), distinct=True)
    rows = Section.objects.exclude(submission__state=_LODGED).annotate(
        w_remarks=remarks, w_open=suggestions + F("w_remarks")
    )
    its_group = Coalesce("group", "submission__group")
    has_rapporteur = Exists(RapporteurTerm.objects.filter(group=OuterRef("w_its_group"), until=None))
    rows = rows.annotate(w_its_group=its_group, w_is_led=has_rapporteur)
    # Where the link leads: the first open comment; else the paragraph with the first suggestion.
    below = Paragraph.objects.filter(section=OuterRef("pk"), removed=False).order_by("order", "pk")
    comment = below.filter(remarks__resolved=False).order_by("order", "pk", "remarks__pk").values("remarks__pk")
    suggested = below.filter(suggestions__state=Suggestion.State.OPEN).values("anchor")
    of_comment = Concat(Value("comment-"), Cast(Subquery(comment[:1]), TextField()), output_field=TextField())
    place = Case(When(w_remarks__gt=0, then=of_comment), default=Cast(Subquery(suggested[:1]), TextField()))
    no_ones = Q(w_is_led=False, submission__organisation=None)
    return waiting_rows(
        rows.filter(w_open__gt=0),
        coalition="submission__coalition",
        organisation="submission__organisation",
        rapporteur_of=Case(When(w_is_led=True, then=its_group)),
        coordinators=Case(When(no_ones, then=Value(True)), default=Value(False)),
        group=its_group,
        about="submission__title",
        part="submission",
        title=Concat(place, Value(" "), "heading", output_field=TextField()),
        many="w_open",
    )


def _remarks_of_others(today: date) -> QuerySet[Any]:
    """Submissions with open comments that wait for rapporteurs; coordinators may answer too.

    Without the coordinators' own comments, and without sections that they lead themselves (see
    `_remarks`). The title begins with the first open comment and its section, where the link leads.
    """
    rows = Paragraph.objects.filter(section__submission__organisation=None, section__taken_out_at=None, removed=False)
    rows = rows.exclude(section__submission__state=_LODGED).annotate(
        w_its_group=Coalesce("section__group", "section__submission__group"),
        w_its_name=Coalesce("section__group__name", "section__submission__group__name"),
    )
    leads = RapporteurTerm.objects.filter(group=OuterRef("w_its_group"), until=None)
    is_suggested = Q(suggestions__state=Suggestion.State.OPEN)
    of_another = Q(remarks__resolved=False) & ~Q(remarks__author=ANY_KEY)
    rows = rows.annotate(w_comment=Case(When(of_another, then="remarks")))
    rows = rows.filter(Q(w_comment__isnull=False) | is_suggested)
    rows = rows.filter(Exists(leads)).exclude(Exists(leads.filter(person=ANY_KEY)))
    suggestions = Count("suggestions", filter=is_suggested, distinct=True)
    groups = Cast(Count("w_its_group", distinct=True), TextField())
    # The lowest number is the first comment: numbers of one length are in order as text too.
    comment = LPad(Cast("w_comment", TextField()), 12, Value("0"), output_field=TextField())
    place = Concat(comment, Value("-", TextField()), Cast("section", TextField()))
    first = Coalesce(Min(Case(When(w_comment__isnull=False, then=place))), Value("", TextField()))
    whose = Concat(groups, Value(" "), Min("w_its_name"), output_field=TextField())
    return waiting_rows(
        rows.values("section__submission"),
        coalition="section__submission__coalition",
        coordinators=Value(True),
        about="section__submission__title",
        number=Min("section"),
        part="section__submission",
        title=Concat(first, Value(" ", TextField()), whose),
        many=suggestions + Count("w_comment", distinct=True),
    )


def _answered(today: date) -> QuerySet[Any]:
    """Sections in which another person answered or closed comments of a person, for a week."""
    remarks = "paragraphs__remarks__"
    rows = Section.objects.exclude(submission__state=_LODGED).filter(
        paragraphs__removed=False, paragraphs__remarks__resolved=True
    )
    until = ExpressionWrapper(TruncDate(f"{remarks}answered_at") + Value(_TOLD_FOR), output_field=DateField())
    rows = rows.annotate(
        w_author=F(f"{remarks}author"), w_by=F(f"{remarks}answered_by"), w_until=Cast(until, DateField())
    )
    answered = rows.filter(w_until__gte=today).exclude(w_author=None).exclude(w_by=F("w_author"))
    first = Cast(Min("paragraphs__remarks"), TextField())
    return waiting_rows(
        answered.values("pk", "w_author"),
        coalition="submission__coalition",
        person="w_author",
        group="group",
        about="submission__title",
        part="submission",
        title=Concat(Value("comment-"), first, Value(" "), "heading", output_field=TextField()),
        many=Count("paragraphs__remarks"),
    )


def _objections(today: date) -> QuerySet[Any]:
    """Objections that are not settled, for their owner; without an owner for the coordinators."""
    rows = Stance.objects.filter(says=Stance.Says.OBJECT, settled=False, section__taken_out_at=None)
    return waiting_rows(
        rows.exclude(section__submission__state=_LODGED),
        coalition="section__submission__coalition",
        organisation="seen_to_by",
        coordinators=Case(When(seen_to_by=None, then=Value(True)), default=Value(False)),
        group="section__group",
        about="section__submission__title",
        number="section",
        part="section__submission",
        title="section__heading",
        due="due",
    )


def _to_sign(today: date) -> QuerySet[Any]:
    """Submissions to sign, or to sign again, for the organisation's representative.

    The rule is `rules.signing.must_ask_again`; its result is kept when organisations are asked
    again.
    """
    members = "coalition__member_organisations__"
    rows = Submission.objects.filter(state=Submission.State.SIGNING).annotate(
        w_member=F(f"{members}organisation"),
        w_speaks=F(f"{members}representative"),
        w_name=F(f"{members}organisation__name"),
    )
    in_group = Submission.objects.filter(pk=OuterRef("pk"), group__organisations=OuterRef("w_member"))
    party = Q(kind=Submission.Kind.JOINT) | Q(organisation=F("w_member")) | Exists(in_group)
    sign_ons = SignOn.objects.filter(submission=OuterRef("pk"), organisation=OuterRef("w_member"))
    rows = rows.annotate(w_last=Subquery(sign_ons.order_by("-said_at", "-pk").values("pk")[:1]))
    renamed = ~Q(called="") & ~Q(called=F("organisation__name"))
    rewritten = Q(about__isnull=False) & ~Q(about=F("organisation__about"))
    on_another_cover = Q(choice=SignOn.Choice.NAMED) & (renamed | rewritten)
    answered = SignOn.objects.filter(pk=OuterRef("w_last"), asked_again=False).exclude(on_another_cover)
    # Its part is the answer that lapsed when the text changed.
    lapsed = SignOn.objects.filter(pk=OuterRef("w_last"), asked_again=True)
    closes = Milestone.objects.filter(calendar=OuterRef("coalition__calendar"), key="sign-on").values("day")
    return waiting_rows(
        rows.exclude(w_member=None).filter(party).filter(~Exists(answered)),
        coalition="coalition",
        person="w_speaks",
        whose="w_name",
        about="w_name",
        title="title",
        part=Subquery(lapsed.values("pk")),
        due=Subquery(closes[:1]),
    )


def _title(item: WaitingItem) -> str:
    return title_for_readers(item.row.title)


def _section(item: WaitingItem) -> str:
    address = reverse("submissions:section", args=[item.coalition.key, item.part, item.number])
    return f"{address}#part-{item.number}"


def _remarks_place(item: WaitingItem) -> str:
    address = reverse("submissions:section", args=[item.coalition.key, item.part, item.number])
    return f"{address}#{item.row.title.partition(' ')[0]}"


def _remarks_name(item: WaitingItem) -> str:
    return in_parts(item.row.title.partition(" ")[2])


def _rapporteurs_waited_for(item: WaitingItem) -> str:
    _place, number, group = item.row.title.split(" ", 2)
    if number == "1":
        return _("For the rapporteur of %(group)s") % {"group": in_page_language(group)}
    return _("For the rapporteurs of %(n)s groups") % {"n": number}


def _first_comment(item: WaitingItem) -> str:
    """Where only suggestions are open, the first section that has one."""
    comment, _blank, section = item.row.title.partition(" ")[0].partition("-")
    if not comment:
        return _section(item)
    return f"{reverse('submissions:section', args=[item.coalition.key, item.part, section])}#comment-{int(comment)}"


def _of_rounds(item: WaitingItem) -> str:
    return reverse("submissions:edition", args=[item.coalition.key, item.part, item.number])


def _validation(item: WaitingItem) -> str:
    return reverse("submissions:validation-section", args=[item.coalition.key, item.part, item.number])


def _signing(item: WaitingItem) -> str:
    return reverse("submissions:signing", args=[item.coalition.key, item.number])


def _says_signing(item: WaitingItem) -> str:
    return str(
        gettext_lazy("Sign again: the text has changed")
        if item.part
        else gettext_lazy("Say whether your organisation signs")
    )


KINDS = (
    WaitingKind("part", gettext_lazy("Write your part"), gettext_lazy("Write it"), _parts, _section, name=_part_name),
    WaitingKind(
        "section-task",
        gettext_lazy("A task in a section"),
        gettext_lazy("Open the section"),
        _tasks,
        _section,
        name=_task_name,
        about_in_words=title_for_readers,
    ),
    WaitingKind(
        "round",
        gettext_lazy("Read the draft and comment"),
        gettext_lazy("Read it"),
        _rounds,
        _of_rounds,
        name=_title,
        asked_now=True,
    ),
    WaitingKind(
        "remarks",
        gettext_lazy("Answer suggestions and comments"),
        gettext_lazy("Read and answer"),
        _remarks,
        _remarks_place,
        name=_remarks_name,
        about_in_words=title_for_readers,
    ),
    WaitingKind(
        "remarks-of-others",
        gettext_lazy("Comments in others' parts"),
        gettext_lazy("Read and answer"),
        _remarks_of_others,
        _first_comment,
        private=True,
        name=_rapporteurs_waited_for,
        about_in_words=title_for_readers,
    ),
    WaitingKind(
        "comment-answered",
        gettext_lazy("Your comment was answered"),
        gettext_lazy("Read it"),
        _answered,
        _remarks_place,
        private=True,
        name=_remarks_name,
        about_in_words=title_for_readers,
    ),
    WaitingKind(
        "objection",
        gettext_lazy("Settle an objection"),
        gettext_lazy("Open it"),
        _objections,
        _validation,
        about_in_words=title_for_readers,
    ),
    WaitingKind(
        "sign-on",
        gettext_lazy("Say whether your organisation signs"),
        gettext_lazy("Answer"),
        _to_sign,
        _signing,
        name=_title,
        says=_says_signing,
        asked_now=True,
    ),
)
