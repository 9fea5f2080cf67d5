"""What people fill in: to sign in, to make an account, to enter a room."""

from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as CodeAgainForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from .models import Person, Server
from .rules import is_usable_username, tidy_username
from .services.accounts import NO_SIGN_IN_NAME, NewAccount, NotUsable

_CODE_HELP = _("Six digits from your app, good for half a minute; or one of your recovery codes.")


class SignInForm(LoginForm):  # type: ignore[misc]  # allauth has no types
    """Name and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(self, login=_("Sign-in name"), password=_("Password"))
        self.fields["login"].widget.attrs["autocapitalize"] = "none"


class NewPasswordForm(ChangePasswordForm):  # type: ignore[misc]
    """The old one, and the new one twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(
            self, oldpassword=_("Present password"), password1=_("New password"), password2=_("New password once more")
        )
        self.fields["password1"].help_text = PASSWORD_HELP


class PasswordAgainForm(ReauthenticateForm):  # type: ignore[misc]
    """The password once more, before something that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(self, password=_("Password"))


class CodeForm(AuthenticateForm):  # type: ignore[misc]
    """The second step of signing in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(self, code=_("Code"))
        self.fields["code"].help_text = _CODE_HELP


class CodeOnceMoreForm(CodeAgainForm):  # type: ignore[misc]
    """A code, before something that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(self, code=_("Code"))
        self.fields["code"].help_text = _CODE_HELP


class FirstCodeForm(ActivateTOTPForm):  # type: ignore[misc]
    """The first code of an app, which shows that it took the secret."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(self, code=_("Code that the app shows now"))


class NewPasskeyForm(AddWebAuthnForm):  # type: ignore[misc]
    """A passkey and what to call it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(self, name=_("What to call it"), passwordless=_("Sign in with it alone, without the password"))
        self.fields["name"].required = False
        self.fields["passwordless"].initial = True
        self.fields["passwordless"].help_text = _(
            "Your device then asks for its PIN, your fingerprint or your face. Without this it is asked for after the"
            " password."
        )


class PasskeyNameForm(EditWebAuthnForm):  # type: ignore[misc]
    """What to call a passkey."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(self, name=_("What to call it"))


PASSWORD_HELP = _("At least 10 characters. A few words in a row are good: easy to keep in mind, hard to guess.")


class NewAccountForm(forms.Form):
    """An account of one's own."""

    username = forms.CharField(
        label=_("Sign-in name"),
        max_length=60,
        help_text=_("Need not be your real name. Letters and digits of any script, no spaces."),
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    called = forms.CharField(
        label=_("What others call you"),
        max_length=80,
        required=False,
        help_text=_("Shown to people you work with. Leave it empty to show the name above."),
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
    )
    password = forms.CharField(
        label=_("Password"),
        max_length=200,
        strip=False,
        help_text=PASSWORD_HELP,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean_username(self) -> str:
        """Said with what is wrong with the password, both at once."""
        username = str(self.cleaned_data["username"])
        if not is_usable_username(tidy_username(username)):
            raise forms.ValidationError(NO_SIGN_IN_NAME)
        return username

    def clean_password(self) -> str:
        password = str(self.cleaned_data["password"])
        validate_password(password)
        return password

    def chosen(self) -> NewAccount:
        """What a valid form holds."""
        return NewAccount(**self.cleaned_data)

    def refuse(self, refusal: NotUsable) -> None:
        """Show beside its field why what was chosen cannot be taken."""
        for sentence in refusal.sentences:
            self.add_error(refusal.field, sentence)


class RenewedPasswordForm(forms.Form):
    """A new password in place of a forgotten one."""

    password = forms.CharField(
        label=_("New password"),
        max_length=200,
        strip=False,
        help_text=PASSWORD_HELP,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )


class AccountForm(forms.ModelForm[Person]):
    """What can be changed about oneself. The language only where there is more than one."""

    class Meta:
        model = Person
        fields = ["called", "language"]
        help_texts = {"called": _("Shown to people you work with.")}

    language = forms.ChoiceField(label=_("Language of the pages"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = settings.LANGUAGES  # type: ignore[attr-defined]
        if len(settings.LANGUAGES) == 1:
            del self.fields["language"]


class ServerForm(forms.ModelForm[Server]):
    """What the operator says about this server."""

    class Meta:
        model = Server
        fields = ["operated_by", "place", "founding"]
        labels = {"founding": _("Who starts a coalition")}
        help_texts = {
            "operated_by": _("An organisation, and how to reach it. Everybody can read this."),
            "place": _("The country, and whose building or which company. Everybody can read this."),
            "founding": _("People whom a coalition invited can still work in it."),
        }
        widgets = {"founding": forms.RadioSelect}


class AccountNameForm(forms.Form):
    """Whose account it is about. No list of accounts is offered: it would tell who takes part here."""

    username = forms.CharField(
        label=_("Sign-in name"),
        max_length=60,
        help_text=_("Ask the person, or a coordinator."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )


class InviteForm(forms.Form):
    """For whom an invitation is."""

    note = forms.CharField(
        label=_("For whom"),
        max_length=120,
        required=False,
        help_text=_("A reminder to you, also on the printed sheet."),
    )


class CloseForm(forms.Form):
    """Whether it is meant, and by whom."""

    meant = forms.BooleanField(label=_("Delete my account"), help_text=_("It cannot be restored."))
    password = forms.CharField(
        label=_("Your password"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class RoomForm(forms.Form):
    """The code on the screen."""

    code = forms.CharField(
        label=_("Code of the room"),
        max_length=40,
        help_text=_("Six letters and digits, as on the screen."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )


def _plain(form: forms.Form, **labels: object) -> None:
    """Labels in our words, and no greyed words inside the fields: a label that vanishes helps nobody."""
    for name, label in labels.items():
        if name in form.fields:
            form.fields[name].label = label  # type: ignore[assignment]
            form.fields[name].widget.attrs.pop("placeholder", None)
            if name.startswith(("password", "oldpassword")) and name != "passwordless":
                form.fields[name].help_text = ""
