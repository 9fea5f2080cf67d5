"""A text box that holds two texts, each under its mark, until a person has made one text
of them.
"""

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from openupr.coalitions.rules.versions import InOne, SavedMeanwhile, in_one, marks_left_in


def marks() -> tuple[str, str]:
    """What stands above the text that was saved, and above yours, in the reader's language."""
    return f"[{_('Saved meanwhile')}]", f"[{_('Yours')}]"


def both_in_one(base: str, meanwhile: SavedMeanwhile) -> InOne:
    """Two texts for a box, joined against the one that both began with, or marked in the reader's
    language.
    """
    return in_one(base, theirs=meanwhile.theirs, yours=meanwhile.yours, marks=marks())


class JoinedTextField(forms.CharField):
    """A text that may have been joined of two; a text that still has marks, in any language, is
    refused.
    """

    default_error_messages = {
        "marked": gettext_lazy(
            "The marks “%(marks)s” are still in the text. Make one text of the two, take the marks out, then save. "
            "Nothing was changed."
        )
    }

    def validate(self, value: str) -> None:
        """Raises ValidationError."""
        super().validate(value)
        if left := marks_left_in(value, _in_all_languages()):
            params = {"marks": "”, “".join(left)}
            raise forms.ValidationError(self.error_messages["marked"], code="marked", params=params)


def _in_all_languages() -> list[str]:
    """Another language may have been chosen since the box was filled."""
    all_marks: list[str] = []
    for code, _name in settings.LANGUAGES:
        with override(code):
            all_marks += marks()
    return all_marks
