"""Who may do what with a coalition's submissions, from the first section to the receipt."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import Resolver404, resolve
from django.utils.translation import gettext_lazy as _

from openupr.accounts.actions import Action, Actor, Role, Table, general_roles
from openupr.accounts.models import Person
from openupr.coalitions.actions.roles import (
    COORDINATE,
    LEAD_GROUP,
    REMARK,
    SEE,
    SEE_IN_GROUP,
    WORK_IN_GROUP,
    WRITE_IN_GROUP,
    circle,
)
from openupr.coalitions.actions.roles import find as find_coalition
from openupr.coalitions.actions.roles import roles_of as roles_in_coalition
from openupr.coalitions.models import Participation
from openupr.web.kept_queries import kept_row

from .models import Section, Submission


def is_of_the_organisation(person: Person, submission: Submission) -> bool:
    """Whether a person takes part for the submission's organisation, speaks for it, or belongs to
    it.
    """
    organisation = submission.organisation_id
    for_it = Q(organisation=organisation) | Q(person__affiliations__organisation=organisation)
    works = Participation.objects.filter(for_it, coalition=submission.coalition_id, person=person)
    return works.exists() or speaks_for_a_party(person, submission)


def speaks_for_a_party(person: Person, submission: Submission) -> bool:
    """Whether a person is the representative of one of the organisations that are asked."""
    return submission.parties.filter(representative=person).exists()


SEE_SUBMISSION = Action(
    "submissions.see",
    _("Read a submission with its history, remarks, budget and who does what"),
    SEE_IN_GROUP,
    changes=False,
)
SEE_ANSWERS = Action(
    "submissions.see-answers",
    _("See how each organisation answered: at the validation, and when it was asked to sign"),
    REMARK,
    changes=False,
    note=_("Observers see how many agree, and whom the cover names."),
)
SEE_AUTHORS = Action(
    "submissions.see-authors",
    _("See who wrote, commented, suggested, annexed and has read what"),
    REMARK,
    changes=False,
    note=_("Observers read the same texts without these names."),
)
BEGIN = Action(
    "submissions.begin",
    _("Begin a submission from what was decided, and change what its cover says"),
    COORDINATE,
)
ARRANGE = Action(
    "submissions.arrange",
    _("Add, rename, move and take out sections; divide the words"),
    COORDINATE,
)
GIVE_TASKS = Action(
    "submissions.give-tasks",
    _("Say which organisation does what in a section, by when"),
    LEAD_GROUP,
)
WRITE = Action(
    "submissions.write",
    _("Write in a section"),
    WRITE_IN_GROUP,
)
FROM_FOLLOW_UP = Action(
    "submissions.from-follow-up",
    _("Add paragraphs from the follow-up to a section, and cite its evidence"),
    WORK_IN_GROUP,
)
REMARK_ON = Action(
    "submissions.remark",
    _("Comment on a paragraph, and suggest another wording"),
    REMARK | {Role.PAIRED},
)
TRANSLATE = Action(
    "submissions.translate",
    _("Write a translation beside a paragraph"),
    REMARK,
    note=_("Everybody who reads the draft sees it. It is in no file."),
)
SETTLE = Action(
    "submissions.settle",
    _("Accept or reject suggestions, answer comments"),
    WRITE_IN_GROUP,
)
ADD_ANNEX = Action(
    "submissions.add-annex",
    _("Annex a file"),
    WORK_IN_GROUP,
)
REMOVE_ANNEX = Action(
    "submissions.remove-annex",
    _("Take an annexed file away"),
    COORDINATE,
)
CIRCULATE = Action(
    "submissions.circulate",
    _("Circulate a draft, and say whose a changed file is"),
    COORDINATE,
)
BRING_BACK = Action(
    "submissions.bring-back",
    _("Upload one's changed Word file of a circulated draft"),
    REMARK,
    note=_("It changes no text: it becomes suggestions and comments, in one's own name."),
)
HAVE_READ = Action(
    "submissions.have-read",
    _("Say that one has read a draft"),
    SEE,
)
VALIDATE = Action(
    "submissions.validate",
    _("Lead the validation meeting: show a section to the room, record what each organisation says to it"),
    frozenset({Role.COORDINATOR, Role.FACILITATOR}),
)
OPEN_SIGNING = Action(
    "submissions.open-signing",
    _("Ask the organisations to sign the current text"),
    COORDINATE,
)
SIGN = Action(
    "submissions.sign",
    _("Say for one's organisation whether it signs and is named"),
    frozenset({Role.REPRESENTATIVE}),
    note=_("An organisation speaks through its representative."),
)
LODGE = Action(
    "submissions.lodge",
    _("Record that the submission was lodged, with its receipt"),
    COORDINATE,
)
TAKE_LODGING_BACK = Action(
    "submissions.take-lodging-back",
    _("Take back, with a reason, that a submission was lodged: it was recorded by mistake"),
    COORDINATE,
)
BRING_SUMMARY = Action(
    "submissions.bring-summary",
    _("Bring OHCHR's summary of stakeholders' submissions, and say which of them is this one"),
    COORDINATE,
)
TAKE_FILE = Action(
    "submissions.take-file",
    _("Take a submission away as Word, PDF, HTML or Markdown"),
    SEE,
    changes=False,
    note=_("Observers, too, also before it is lodged: they read the same text. Its cover names only who agreed to it."),
)
TAKE_LISTS = Action(
    "submissions.take-lists",
    _("Take lists away as CSV and JSON: sections, tasks, annexes, comments, what was said at the validation"),
    REMARK,
    changes=False,
    note=_("They are for members: they name people and organisations."),
)

ACTIONS = (
    SEE_SUBMISSION, SEE_ANSWERS, SEE_AUTHORS, BEGIN, ARRANGE, GIVE_TASKS, WRITE, FROM_FOLLOW_UP, REMARK_ON, TRANSLATE,
    SETTLE, ADD_ANNEX, REMOVE_ANNEX, CIRCULATE, BRING_BACK, HAVE_READ, VALIDATE, OPEN_SIGNING, SIGN, LODGE,
    TAKE_LODGING_BACK, BRING_SUMMARY, TAKE_FILE, TAKE_LISTS,
)  # fmt: skip


def find(parts: Mapping[str, Any]) -> object:
    """What an address names: a section or submission of its coalition, or the coalition.

    An address without a coalition names nothing in particular.
    """
    if "coalition" not in parts or "submission" not in parts:
        return find_coalition({name: parts[name] for name in ("coalition",) if name in parts})
    if "section" not in parts:
        return kept_row(_submission, parts["coalition"], parts["submission"])
    return kept_row(_section, parts["coalition"], parts["submission"], parts["section"])


def _submission(coalition: str, key: int) -> QuerySet[Submission]:
    submissions = Submission.objects.filter(coalition__key=coalition, pk=key).order_by()
    return submissions.select_related("coalition__review", "group")


def _section(coalition: str, submission: int, key: int) -> QuerySet[Section]:
    """Also a section that was taken out: it can be read but not changed."""
    sections = Section.all_ever.select_related("group", "submission__coalition__review", "submission__group")
    return sections.filter(submission__coalition__key=coalition, submission=submission, pk=key).order_by()


_WORKS_IN_A_GROUP = frozenset({Role.RAPPORTEUR, Role.MEMBER})


def roles_of(actor: Actor, about: object) -> frozenset[Role]:
    """The roles in the coalition; for a group's section, the roles in that group.

    In a group's submission, a section without a group belongs to that group. The people of an
    organisation write its own submission, in whichever groups they work. Only the representatives
    of its parties speak for organisations there.
    """
    if about is None or isinstance(about, Mapping):
        return general_roles(actor)
    submission = _submission_of(about)
    if submission is None or submission.kind == Submission.Kind.JOINT:
        return roles_in_coalition(actor, about)
    by_group = submission.kind == Submission.Kind.BY_GROUP
    in_its_group = by_group and getattr(about, "group", None) is None
    roles = roles_in_coalition(actor, submission if in_its_group else about)
    if not isinstance(actor, Person):
        return roles
    if Role.REPRESENTATIVE in roles and not speaks_for_a_party(actor, submission):
        roles -= {Role.REPRESENTATIVE}
    if by_group:
        return roles
    roles -= _WORKS_IN_A_GROUP
    writes = Role.PARTICIPANT in roles and is_of_the_organisation(actor, submission)
    return roles | {Role.MEMBER} if writes else roles


def _submission_of(about: object) -> Submission | None:
    """The submission of a section, paragraph or round; None for a coalition."""
    if about is None or isinstance(about, Submission):
        return about
    near = (getattr(about, name, None) for name in ("submission", "section", "paragraph", "circulation"))
    return next((_submission_of(thing) for thing in near if thing is not None), None)


_IN_MEMORY = {
    "submissions:returned",
    "submissions:returned-take",
    "submissions:annex-add",
    "submissions:ohchr-summary-bring",
}


def may_send_a_file(scope: Mapping[str, Any]) -> bool:
    """Whether this ASGI scope may send a file that must stay in memory."""
    try:
        return resolve(scope["path"]).view_name in _IN_MEMORY
    except Resolver404:
        return False


TABLE = Table(
    "submissions",
    _("Submissions"),
    actions=ACTIONS,
    roles=roles_of,
    find=find,
    circle=circle,
)
