"""Workshops, their days and sessions; agendas to start from; what comes of a workshop."""

from django.db import models
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from openupr.coalitions.models import Coalition, Group, Organisation
from openupr.testimonies.models import Box
from openupr.web.fingerprints import fingerprint

from .rules.after import beginning

# A workshop and its days.


class InLanguages(models.Model):
    """Texts that are printed also in the workshop's other languages: `{"km": {"title": "…"}}`.

    The fields are in the first of the workshop's languages. They replace a missing translation.
    """

    translations = models.JSONField(_("in other languages"), default=dict, blank=True)

    class Meta:
        abstract = True

    def said(self, name: str, language: str) -> str:
        """A field in a language (a BCP 47 code)."""
        return str(self.translations.get(language, {}).get(name) or getattr(self, name))


class Workshop(InLanguages):
    """What a coalition does in a room on one or several days. `follows`: the one before in the
    series.
    """

    class Kind(models.TextChoices):
        SUBMISSION = "submission", _("submission workshop")
        VALIDATION = "validation", _("validation meeting")
        PRE_SESSION = "pre-session", _("in-country pre-session")
        GENEVA = "geneva", _("Geneva pre-session")
        FOLLOW_UP = "follow-up", _("follow-up")

    coalition = models.ForeignKey(Coalition, models.CASCADE, related_name="workshops")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.SUBMISSION)
    title = models.CharField(_("title"), max_length=200)
    objective = models.TextField(_("objective"), blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    # BCP 47 codes.
    languages = models.JSONField(_("languages"), default=list)
    organisations = models.ManyToManyField(Organisation, blank=True, related_name="+")
    # Co-organisers from outside the coalition, by name: a UN office, a partner abroad.
    other_organisers = models.JSONField(_("other co-organisers"), default=list)
    follows = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="followed_by")
    # Where its evaluations and testimonies are put; the box itself knows no workshop.
    box = models.OneToOneField(Box, models.SET_NULL, null=True, blank=True, editable=False, related_name="+")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        """Its title in the language of the page, where it has one."""
        return self.said("title", get_language() or "")

    @property
    def place_here(self) -> str:
        """The place, in the language of the page."""
        return self.said("place", get_language() or "")


class Day(models.Model):
    """A day of a workshop; days need not follow each other."""

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="days")
    date = models.DateField(_("date"))

    class Meta:
        ordering = ["date"]
        constraints = [models.UniqueConstraint(fields=["workshop", "date"], name="each_date_once")]

    def __str__(self) -> str:
        return f"{self.workshop}, {self.date}"

    @property
    def coalition(self) -> Coalition:
        return self.workshop.coalition


# What happens on the days of a workshop, and agendas to start from.


class Session(InLanguages):
    """Part of a day, with a beginning and an end. Hours are local to the State under Review.

    `number` is printed: "Session 4". It is None for what is not counted. A part that resumes
    another session after a break or on the next day names it in `continues` and has its number and
    title.
    """

    class Kind(models.TextChoices):
        SESSION = "session", _("session")
        REGISTRATION = "registration", _("registration")
        OPENING = "opening", _("opening")
        RECAP = "recap", _("recap")
        BREAK = "break", _("break")
        WRAP_UP = "wrap-up", _("wrap-up")

    day = models.ForeignKey(Day, models.CASCADE, related_name="sessions")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.SESSION)
    start = models.TimeField(_("from"))
    end = models.TimeField(_("to"))
    number = models.PositiveSmallIntegerField(_("number"), null=True, blank=True)
    title = models.CharField(_("title"), max_length=200)
    objective = models.TextField(_("objective"), blank=True)
    continues = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="parts")
    # Minutes at its end that are kept for questions; minutes that each speaker has.
    question_minutes = models.PositiveSmallIntegerField(_("minutes for questions"), null=True, blank=True)
    speaker_minutes = models.PositiveSmallIntegerField(_("minutes for each speaker"), null=True, blank=True)
    # Whether the rapporteurs of the coalition's groups present in it, each for an equal share.
    each_group = models.BooleanField(_("each group's rapporteur presents"), default=False)
    note = models.CharField(_("note"), max_length=300, blank=True)
    # Participants asked for it, on the day or before.
    requested = models.BooleanField(_("on participants' request"), default=False)

    class Meta:
        ordering = ["day__date", "start", "end", "pk"]

    def __str__(self) -> str:
        """Its title in the language of the page, where it has one."""
        return self.said("title", get_language() or "")

    @property
    def coalition(self) -> Coalition:
        return self.day.workshop.coalition

    @property
    def workshop(self) -> Workshop:
        return self.day.workshop


class SessionRole(models.Model):
    """What a person or an organisation does in a session, by the name that is printed."""

    class Role(models.TextChoices):
        FACILITATOR = "facilitator", _("facilitator")
        MODERATOR = "moderator", _("moderator")
        SPEAKER = "speaker", _("speaker")
        NOTE_TAKER = "note-taker", _("note-taker")
        INTERPRETER = "interpreter", _("interpreter")

    session = models.ForeignKey(Session, models.CASCADE, related_name="roles")
    role = models.CharField(_("role"), max_length=12, choices=Role)
    name = models.CharField(_("name"), max_length=120)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.get_role_display()}: {self.name}"

    @property
    def coalition(self) -> Coalition:
        return self.session.coalition


class AgendaTemplate(models.Model):
    """A coalition's own agenda to start from; rows as in data/agendas.toml (rules.templates)."""

    coalition = models.ForeignKey(Coalition, models.CASCADE, related_name="agenda_templates")
    name = models.CharField(_("name"), max_length=120)
    rows = models.JSONField(default=list)

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


# What comes of a workshop: notes, achievements, lessons, next steps, needs and offers.


class OfAWorkshop(models.Model):
    """Something noted about a workshop."""

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="%(class)ss")

    class Meta:
        abstract = True
        ordering = ["pk"]

    @property
    def coalition(self) -> Coalition:
        return self.workshop.coalition


class SessionNote(models.Model):
    """A few sentences about a session, without names of participants; the report quotes them."""

    session = models.OneToOneField(Session, models.CASCADE, related_name="noted")
    text = models.TextField(_("what was said"))

    def __str__(self) -> str:
        return beginning(self.text)

    @property
    def coalition(self) -> Coalition:
        return self.session.coalition


class Achievement(OfAWorkshop):
    """Something that the workshop reached."""

    text = models.TextField(_("what was reached"))

    class Meta(OfAWorkshop.Meta):
        pass

    def __str__(self) -> str:
        return beginning(self.text)


class Lesson(OfAWorkshop):
    """What to do differently next time: what was seen, and what to look at then."""

    class Topic(models.TextChoices):
        BALANCE = "balance", _("balance")
        INTERPRETING = "interpreting", _("interpreting")
        AGENDA = "agenda", _("agenda and time")
        PARTNERS = "partners", _("partners")
        SAFETY = "safety", _("safety")
        OTHER = "other", _("other")

    topic = models.CharField(_("topic"), max_length=12, choices=Topic, default=Topic.OTHER)
    text = models.TextField(_("what was seen"))
    next_time = models.TextField(_("next time"), blank=True)

    class Meta(OfAWorkshop.Meta):
        pass

    def __str__(self) -> str:
        return beginning(self.text)


class WayForward(OfAWorkshop):
    """A next step: a milestone in the coalition's calendar, under `key`, once it has a day.

    `owner` is a role or an organisation, as the calendar's `whose`.
    """

    text = models.CharField(_("what is to be done"), max_length=200)
    more = models.TextField(_("more about it"), blank=True)
    owner = models.CharField(_("owner"), max_length=120, blank=True)
    day = models.DateField(_("by when"), null=True, blank=True)

    class Meta:
        ordering = [models.F("day").asc(nulls_last=True), "pk"]

    def __str__(self) -> str:
        return self.text

    @property
    def key(self) -> str:
        """What its date is called in the calendar."""
        return f"way-forward-{self.pk}"


class RoadmapHandedIn(OfAWorkshop):
    """A rapporteur handed in the group's roadmap, last on `day`, with these open questions."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="+")
    day = models.DateField(_("handed in on"))
    # Numbers of the roadmap's questions.
    missing = models.JSONField(default=list)

    class Meta:
        ordering = ["group__order", "group_id"]
        constraints = [models.UniqueConstraint(fields=["workshop", "group"], name="handed_in_once_a_group")]

    def __str__(self) -> str:
        return f"{self.group}: {self.day}"


class Support(models.TextChoices):
    """What groups need and partners give."""

    EXPERTISE = "expertise", _("expertise on a subject")
    TRAINING = "training", _("training")
    LANGUAGE = "language", _("translation and interpreting")
    EVIDENCE = "evidence", _("data and evidence")
    CONTACTS = "contacts", _("contacts with States and the UN")
    MONEY = "money", _("money")
    PLACE = "place", _("rooms and travel")
    SAFETY = "safety", _("safety")


class Need(OfAWorkshop):
    """Support that a group needs."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="needs")
    kind = models.CharField(_("kind"), max_length=12, choices=Support)
    text = models.TextField(_("what for"))

    class Meta:
        ordering = ["group__order", "group_id", "pk"]

    def __str__(self) -> str:
        return beginning(self.text)

    @property
    def version(self) -> str:
        """Of what it says, for a page that shows it."""
        return fingerprint([self.kind, self.text])


class Offer(OfAWorkshop):
    """Support that a partner offers; `issues`: keys of the vocabulary that it is for, empty for
    any.
    """

    partner = models.CharField(_("partner"), max_length=120)
    kind = models.CharField(_("kind"), max_length=12, choices=Support)
    issues = models.JSONField(_("for these issues"), default=list, blank=True)
    text = models.TextField(_("what is offered"), blank=True)

    class Meta(OfAWorkshop.Meta):
        pass

    def __str__(self) -> str:
        return f"{self.partner}: {self.get_kind_display()}"

    @property
    def version(self) -> str:
        """Of what it says, for a page that shows it."""
        return fingerprint([self.partner, self.kind, self.issues, self.text])


class Match(models.Model):
    """A person confirmed that this offer meets this need.

    `outcome`: what came of it, as somebody wrote last on `outcome_on`.
    """

    need = models.ForeignKey(Need, models.CASCADE, related_name="matches")
    offer = models.ForeignKey(Offer, models.CASCADE, related_name="matches")
    day = models.DateField(_("confirmed on"))
    outcome = models.TextField(_("what came of it"), blank=True)
    outcome_on = models.DateField(_("said on"), null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["need", "offer"], name="one_match_of_a_need_and_an_offer")]

    def __str__(self) -> str:
        return f"{self.offer} → {self.need}"

    @property
    def coalition(self) -> Coalition:
        return self.need.coalition


# Handouts of a workshop: files in several languages, and the terms that interpreters need.


class _WithoutData(models.Manager["Material"]):
    def get_queryset(self) -> models.QuerySet["Material"]:
        return super().get_queryset().defer("data")


class Material(models.Model):
    """A file to show or hand out: rebuilt (`openupr.files.rebuilding`), or written by OpenUPR.

    `translates`: the original of a translation. `ending` says what the content is; the name of the
    uploaded file is not kept. `objects` do not load `data` until it is needed.
    """

    class Kind(models.TextChoices):
        SLIDES = "slides", _("slides")
        HANDOUT = "handout", _("handout")
        TEMPLATE = "template", _("template of a submission")
        OTHER = "other", _("other")

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="materials")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.HANDOUT)
    title = models.CharField(_("title"), max_length=200)
    # A BCP 47 code.
    language = models.CharField(_("language"), max_length=12)
    translates = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="translations")
    in_room = models.BooleanField(_("phones in the room may have it"), default=False)
    ending = models.CharField(max_length=8)
    data = models.BinaryField()
    size = models.PositiveIntegerField()

    objects = _WithoutData()

    class Meta:
        ordering = ["kind", "title", "pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def coalition(self) -> Coalition:
        return self.workshop.coalition

    @property
    def file_name(self) -> str:
        """The name of the file for downloads: title and language."""
        return f"{slugify(self.title)[:60] or f'material-{self.pk}'}-{self.language}.{self.ending}"


class Term(models.Model):
    """A word of the field in English and Khmer, for interpreters and their listeners."""

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="terms")
    english = models.CharField(_("English"), max_length=120)
    khmer = models.CharField(_("Khmer"), max_length=200)
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        ordering = ["english", "pk"]
        constraints = [models.UniqueConstraint(fields=["workshop", "english"], name="one_term_of_a_word")]

    def __str__(self) -> str:
        return self.english

    @property
    def coalition(self) -> Coalition:
        return self.workshop.coalition
