"""What people say of their organisation, and for whom an invitation is."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import Organisation


class OrganisationForm(forms.ModelForm[Organisation]):
    """What an organisation is called and says of itself."""

    class Meta:
        model = Organisation
        fields = ["name", "short_name", "about"]


class NoteForm(forms.Form):
    """For whom an invitation is, as a reminder to oneself."""

    note = forms.CharField(label=_("For whom, as a reminder to yourself"), max_length=120, required=False)
