"""A file for the list of annexes."""

from django import forms
from django.utils.translation import gettext_lazy as _


class AnnexFileForm(forms.Form):
    """What the file is."""

    use_required_attribute = False  # the page says what is missing in its own words
    title = forms.CharField(
        label=_("What it is"),
        max_length=200,
        error_messages={"required": _("Say what it is: the list of annexes names it so.")},
        help_text=_(
            "It is in the Word file and becomes the file's name. It must not name people who do not want to be named."
        ),
    )
