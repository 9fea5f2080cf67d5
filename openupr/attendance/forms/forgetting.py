"""Forgetting names."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ForgetForm(forms.Form):
    """One tick, for what cannot be undone."""

    meant = forms.BooleanField(label=_("Forget these names"), help_text=_("They cannot be restored."))
