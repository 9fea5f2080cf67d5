"""What the public page shows."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from openupr.coalitions.models import Coalition
from openupr.upr.un_numbers import NO_NUMBER, UnNumber
from openupr.web.languages import in_page_language

from ..models import ListedRecommendation, PublicPage
from ..queries.un_numbers import un_numbers_of
from ..rules import PUBLIC_FIELDS

_LABELS = {
    "from": _("who recommended it"),
    "response": _("the State's answer"),
    "claim": _("the Government's claim"),
    "levels": _("how many chose each level"),
    "organisations": _("organisations that agreed to be named, with reasons"),
    "institution": _("the responsible institution"),
    "commitment": _("the State's commitment"),
    "evidence": _("sources that are verified and for everyone"),
}


class PublicPageForm(forms.Form):
    """The page's words, its fields, its recommendations."""

    on = forms.BooleanField(label=_("Show it to everyone"), required=False)
    title = forms.CharField(label=_("Title"), max_length=120)
    introduction = forms.CharField(
        label=_("Introduction"), required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 4})
    )
    shown = forms.MultipleChoiceField(
        label=_("Show beside each recommendation"),
        required=False,
        choices=[(key, _LABELS[key]) for key in PUBLIC_FIELDS],
        widget=forms.CheckboxSelectMultiple,
    )
    chosen = forms.TypedMultipleChoiceField(
        label=_("Recommendations"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data: Any = None, *, coalition: Coalition, page: PublicPage | None) -> None:
        given: dict[str, Any] = {}
        if page:
            given = {"on": page.on, "title": page.title, "introduction": page.introduction, "shown": page.fields}
        listed = list(coalition.follow_up_list.order_by("-priority", "-session", "pk"))
        chosen = [each.pk for each in listed if each.published]
        super().__init__(data, initial=given | {"chosen": chosen})
        # Those that come first, and those that are shown already.
        offered = [each for each in listed if each.priority or each.published]
        numbers = un_numbers_of(offered)
        choices = [(each.pk, _named(each, numbers.get(each.pk, NO_NUMBER))) for each in offered]
        self.fields["chosen"].choices = choices  # type: ignore[attr-defined]


def _named(listed: ListedRecommendation, un_number: UnNumber) -> str:
    """A recommendation with its number and who made it in which session: several may have the same words."""
    who = gettext("The State itself") if listed.is_pledge else in_page_language(listed.from_name)
    session = gettext("session %(number)s") % {"number": listed.session} if listed.session else ""
    named = ", ".join(filter(None, [str(un_number), who, session]))
    return f"{named}: {listed.shown}" if named else listed.shown
