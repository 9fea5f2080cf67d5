"""Where a State's diplomats are; whom the coalition met there; what they are given; what came of
it.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from openupr.accounts.models import Person
from openupr.upr.states import STATES
from openupr.web.days import DayField
from openupr.web.file_forms import FileForm
from openupr.web.languages import by_name, in_page_language

from ..models import AdoptionText, AskedInMeeting, Contact, Meeting, Presence, Uptake
from ..queries.asks import AskLine
from ..rules import QUESTIONS, SHORT_WORDS, names_a_person, too_long


class PresenceForm(forms.Form):
    """A State, what it has, and who says so."""

    iso3 = forms.ChoiceField(label=_("State"))
    kind = forms.ChoiceField(label=_("Where its diplomats are"), choices=Presence.Kind.choices)
    source = forms.CharField(
        label=_("Source"),
        max_length=300,
        help_text=_("Such as: the Foreign Ministry's diplomatic list, or a call to the embassy."),
    )

    def __init__(self, *args: Any, but: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["iso3"].choices = _states(but)  # type: ignore[attr-defined]


class NotApproachedForm(forms.Form):
    """A State that the coalition does not approach, and why."""

    iso3 = forms.ChoiceField(label=_("State"))
    reason = forms.CharField(label=_("Reason"), required=False, max_length=300)

    def __init__(self, *args: Any, but: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["iso3"].choices = _states(but)  # type: ignore[attr-defined]


class NoteContactForm(forms.Form):
    """A function at a State's mission.

    What seems to name a person is kept only once that is confirmed.
    """

    iso3 = forms.ChoiceField(label=_("State"))
    place = forms.ChoiceField(label=_("Where"), choices=[("", _("Choose one")), *Contact.Place.choices])
    function = forms.CharField(
        label=_("Function"),
        max_length=120,
        help_text=_("Such as: political officer, human rights. Write no name: people change, and a name can hurt."),
    )
    as_written = forms.BooleanField(label=_("Keep it as written"), required=False)

    def __init__(self, *args: Any, but: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["iso3"].choices = _states(but)  # type: ignore[attr-defined]
        if not names_a_person(self.data.get("function", "")):
            del self.fields["as_written"]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if not given.pop("as_written", True):
            told = _(
                "This looks like a person's name or e-mail address. Write a function, or tick “Keep it as written”."
            )
            self.add_error("function", told)
        return given


class LogForm(forms.Form):
    """Two fields, filled on a phone: with whom, and what they said."""

    contact = forms.ChoiceField(label=_("With"))
    said = forms.CharField(
        label=_("What they said"),
        max_length=4000,
        help_text=_("Two lines will do. No names."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, contacts: Sequence[Contact], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._contacts = {str(each.pk): each for each in contacts}
        choices = [(key, str(each)) for key, each in self._contacts.items()]
        # Where there is one contact there is nothing to choose.
        self.fields["contact"].choices = choices if len(choices) == 1 else [("", _("Choose one")), *choices]  # type: ignore[attr-defined]

    def clean_contact(self) -> Contact:
        return self._contacts[self.cleaned_data["contact"]]


class MeetingForm(forms.Form):
    """What was said, the answer to each ask, and what follows.

    The asks that the State is to carry come first.
    """

    day = DayField(label=_("Day"))
    said = forms.CharField(
        label=_("What they said"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )
    next_step = forms.CharField(label=_("Promised next step"), required=False, max_length=200)
    owner = forms.ChoiceField(label=_("Who does it"), required=False)
    next_due = DayField(label=_("By when"), required=False)
    is_done = forms.BooleanField(label=_("Next step done"), required=False)
    in_timeline = forms.BooleanField(
        label=_("Show in our timeline"),
        required=False,
        help_text=_("Everybody in the coalition, and calendars that follow it, see only “Appointment”."),
    )

    def __init__(
        self,
        *args: Any,
        meeting: Meeting,
        asks: Sequence[AskLine],
        people: Sequence[Person],
        in_timeline: bool,
        **kwargs: Any,
    ) -> None:
        names = ("day", "said", "next_step", "next_due", "is_done")
        initial = {name: getattr(meeting, name) for name in names}
        answers = {each.proposal_id: each.answer for each in meeting.asked.all()}
        initial |= {f"ask-{pk}": answer for pk, answer in answers.items()}
        kwargs["initial"] = initial | {"owner": str(meeting.owner_id or ""), "in_timeline": in_timeline}
        super().__init__(*args, **kwargs)
        self._people = {str(each.pk): each for each in [*people, *([meeting.owner] if meeting.owner else [])]}
        named = [(key, each.called) for key, each in self._people.items()]
        self.fields["owner"].choices = [("", _("Their mission")), *named]  # type: ignore[attr-defined]
        self._first = [each for each in asks if meeting.contact.iso3 in each.carried_by or each.pk in answers]
        self._others = [each for each in asks if each not in self._first]
        for ask in (*self._first, *self._others):
            self.fields[f"ask-{ask.pk}"] = _AnswerField(ask)

    @property
    def about_fields(self) -> list[forms.BoundField]:
        """When it was, and what was said."""
        return [self["day"], self["said"]]

    @property
    def step_fields(self) -> list[forms.BoundField]:
        """What follows from it."""
        return [self[name] for name in ("next_step", "owner", "next_due", "is_done", "in_timeline")]

    @property
    def first_asks(self) -> list[forms.BoundField]:
        return [self[f"ask-{ask.pk}"] for ask in self._first]

    @property
    def other_asks(self) -> list[forms.BoundField]:
        return [self[f"ask-{ask.pk}"] for ask in self._others]

    def for_service(self) -> Mapping[str, Any]:
        """What was given, for a service."""
        given = {name: value for name, value in self.cleaned_data.items() if not name.startswith("ask-")}
        given["owner"] = self._people.get(given["owner"])
        answers = {ask.pk: self.cleaned_data[f"ask-{ask.pk}"] for ask in (*self._first, *self._others)}
        return {**given, "answers": answers}


class _AnswerField(forms.ChoiceField):
    """The answer to one ask."""

    def __init__(self, ask: AskLine) -> None:
        label = f"{ask.proposal.group} {ask.proposal.number}: {Truncator(ask.text).chars(90)}"
        super().__init__(label=label, required=False, choices=[("", _("not asked")), *AskedInMeeting.Answer.choices])


class PrivateNoteForm(forms.Form):
    """What our own people read before they meet a State."""

    not_to_say = forms.CharField(
        label=_("What not to say"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 4})
    )
    listen_for = forms.CharField(
        label=_("What to listen for"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 4})
    )


class KeepContactsForm(forms.Form):
    """A later day."""

    until = DayField(label=_("Keep until"), help_text=_("At most a year from today."))


def _states(but: str) -> list[tuple[str, Any]]:
    return [
        ("", _("Choose a State")),
        *((each.iso3, in_page_language(each.name)) for each in by_name(STATES) if each.iso3 != but),
    ]


class ShortAskForm(forms.Form):
    """An ask in the words of the embassy sheets."""

    text = forms.CharField(
        label=_("Recommendation in short"),
        max_length=400,
        help_text=_("In English, at most 30 words. Begin with a verb, such as Adopt, Repeal or Investigate."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    question = forms.CharField(
        label=_("Advance questions"),
        required=False,
        max_length=800,
        help_text=_("One or two, each on a line of its own. States send them before the review."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def clean_text(self) -> str:
        text = " ".join(str(self.cleaned_data["text"]).split())
        if more := too_long(text):
            raise forms.ValidationError(
                _now("It has %(n)s words. Remove %(more)s: a State reads it out in seconds.")
                % {"n": SHORT_WORDS + more, "more": more}
            )
        return text

    def clean_question(self) -> str:
        lines = [" ".join(line.split()) for line in str(self.cleaned_data["question"]).splitlines()]
        questions = [line for line in lines if line]
        if len(questions) > QUESTIONS:
            raise forms.ValidationError(_now("Keep two questions: a sheet has room for two."))
        return "\n".join(questions)


class StatementForm(forms.Form):
    """How long the statement may take, how fast it is spoken, in which language."""

    minutes = forms.IntegerField(
        label=_("Minutes"), min_value=1, max_value=20, help_text=_("UPR Info gives each speaker 5 to 7 minutes.")
    )
    words_a_minute = forms.IntegerField(
        label=_("Words a minute"), min_value=60, max_value=220, help_text=_("Interpreters can follow 100 to 130.")
    )
    language = forms.ChoiceField(label=_("Language"))

    def __init__(self, *args: Any, languages: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = languages  # type: ignore[attr-defined]


class TimeTakenForm(forms.Form):
    """How long a rehearsal took."""

    minutes = forms.IntegerField(label=_("Minutes"), min_value=0, max_value=60)
    seconds = forms.IntegerField(label=_("Seconds"), min_value=0, max_value=59, initial=0)


class StatementDatesForm(forms.Form):
    """When to apply for the pre-session, and when to hand the statement in."""

    application = DayField(
        label=_("Apply until"),
        required=False,
        help_text=_("As UPR Info publishes it."),
    )
    hand_in = DayField(
        label=_("Statement due"),
        required=False,
        help_text=_("Two weeks before the pre-session."),
    )


class WhyNowForm(forms.Form):
    """Why a State should act now, in one sentence with its source."""

    why_now = forms.CharField(
        label=_("Why now"),
        required=False,
        max_length=300,
        help_text=_("One sentence with a fact. Left empty, the sheet says what is on all sheets."),
    )
    why_source = forms.CharField(label=_("Source of the fact"), required=False, max_length=300)

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        if values.get("why_now") and not values.get("why_source"):
            self.add_error("why_source", _("Name the source of the fact."))
        return values


class ContactForm(WhyNowForm):
    """Whom a diplomat can ask, and why now on all sheets."""

    text = forms.CharField(
        label=_("Whom to ask"),
        required=False,
        max_length=300,
        help_text=_("A function and how to reach it. It is on every sheet, so name a person only with their consent."),
    )
    why_now = forms.CharField(
        label=_("Why now"),
        required=False,
        max_length=300,
        help_text=_("One sentence with a fact. It is on each sheet that has none of its own."),
    )

    field_order = ("text", "why_now", "why_source")


class WrittenUptakeForm(forms.Form):
    """What a State recommended, before the record has it."""

    iso3 = forms.ChoiceField(label=_("State"))
    text = forms.CharField(label=_("What it recommended"), max_length=3000, widget=forms.Textarea(attrs={"rows": 3}))
    number = forms.CharField(label=_("Paragraph"), required=False, max_length=24, help_text=_("Such as 118.12."))
    said = forms.ChoiceField(
        label=_("Our recommendation is"),
        choices=[(Uptake.Said.FULL, _("taken up")), (Uptake.Said.PART, _("taken up in part"))],
    )

    def __init__(self, *args: Any, but: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["iso3"].choices = _states(but)  # type: ignore[attr-defined]


class QuestionForm(forms.Form):
    """An advance question of a State."""

    iso3 = forms.ChoiceField(label=_("State"))
    text = forms.CharField(label=_("Question"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    source = forms.CharField(
        label=_("Source"),
        max_length=300,
        help_text=_("A link, or where you read it: OHCHR publishes advance questions before the review."),
    )
    ask = forms.ChoiceField(label=_("For which recommendation"), required=False)

    def __init__(self, *args: Any, but: str, asks: Sequence[AskLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["iso3"].choices = _states(but)  # type: ignore[attr-defined]
        offered = [(str(ask.pk), f"{ask.proposal.group} {ask.proposal.number}: {ask.text[:80]}") for ask in asks]
        self.fields["ask"].choices = [("", _("None of them")), *offered]  # type: ignore[attr-defined]


class LessonsForm(forms.Form):
    """What the next cycle should know."""

    text = forms.CharField(
        label=_("Lessons"),
        required=False,
        max_length=4000,
        help_text=_("What worked, what did not, whom to ask earlier. Name functions, not persons."),
        widget=forms.Textarea(attrs={"rows": 10}),
    )


class WorkbookForm(FileForm):
    """The workbook of lobbying impact that comes back."""

    document = forms.FileField(
        label=_("Workbook"),
        help_text=_("An Excel file, at most 10 MB. It is read in memory; the file is not kept."),
        allow_empty_file=True,
        error_messages={"required": _("Choose the file first.")},
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls"}),
    )


class AdoptionTextForm(forms.Form):
    """A text made from the facts, as a person edits it.

    Which fields it has depends on what it is.
    """

    version = forms.IntegerField(widget=forms.HiddenInput)
    to = forms.CharField(label=_("Addressed to"), required=False, max_length=200)
    text = forms.CharField(
        label=_("Text"),
        max_length=20_000,
        help_text=_("**bold**; a line that begins with a dash is an item. OpenUPR replaces nothing that you write."),
        widget=forms.Textarea(attrs={"rows": 18}),
    )
    pace = forms.IntegerField(
        label=_("Words a minute"), min_value=60, max_value=220, help_text=_("130 is usual; 100 with interpreters.")
    )
    speakers = forms.CharField(
        label=_("Who can speak"),
        required=False,
        max_length=300,
        help_text=_("Member organisations with ECOSOC status: only they can register. There are ten places for NGOs."),
    )
    due = DayField(label=_("Due"), required=False, help_text=_("It enters the coalition's timeline."))
    sent_on = DayField(label=_("Sent or delivered on"), required=False)

    def __init__(self, data: Any = None, *, saved: AdoptionText) -> None:
        super().__init__(data, initial={name: getattr(saved, name) for name in self.base_fields})
        unused = {
            AdoptionText.Kind.PRESS: ("to", "pace", "speakers"),
            AdoptionText.Kind.LETTER: ("pace", "speakers"),
            AdoptionText.Kind.STATEMENT: ("to",),
        }
        for name in unused[AdoptionText.Kind(saved.kind)]:
            del self.fields[name]
