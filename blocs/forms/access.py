"""Giving a personal link, and opening an account with it."""

from typing import Any

from allauth.account.forms import ResetPasswordForm
from allauth.mfa.webauthn.forms import SignupWebAuthnForm
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from blocs.forms.base import Form
from blocs.models import User


class GiveAccessForm(Form):
    """The address of a new account; nothing to ask where there is an account."""

    email = forms.EmailField(
        label=gettext_lazy("Address to sign in with"),
        help_text=gettext_lazy("Usually the work e-mail. Nobody else may have it."),
    )

    def __init__(self, *args: Any, has_account: bool, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if has_account:
            del self.fields["email"]


class AddressForm(Form):
    """The address with which a person signs in."""

    email = forms.EmailField(label=gettext_lazy("Address to sign in with"))


class ReasonForm(Form):
    """Why an account is closed."""

    reason = forms.CharField(
        label=pgettext_lazy("label", "Reason"),
        max_length=300,
        help_text=gettext_lazy("It stands in the record."),
    )


class CodeForm(Form):
    """The code told by phone."""

    code = forms.CharField(
        label=gettext_lazy("Code told by phone"),
        max_length=20,
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "class": "code-input"}
        ),
    )


class FirstPasskeyForm(SignupWebAuthnForm):
    """The passkey as the browser sent it, verified by allauth; what cannot be read at all is refused too."""

    def clean(self) -> dict[str, Any]:
        try:
            return super().clean()
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise ValidationError(
                _("The passkey could not be read. Try again, or choose a password.")
            ) from error


class FirstPasswordForm(Form):
    """A password, twice. `user` is whose it will be: it may not be the address."""

    password1 = forms.CharField(
        label=gettext_lazy("New password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=gettext_lazy("At least ten signs, not only digits, not a common word."),
    )
    password2 = forms.CharField(
        label=gettext_lazy("The same password again"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password1(self) -> str:
        password = self.cleaned_data["password1"]
        validate_password(password, self.user)
        return password

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        first, second = cleaned.get("password1"), cleaned.get("password2")
        if first and second and first != second:
            self.add_error("password2", ValidationError(_("The two passwords are not the same.")))
        return cleaned


class LostPasswordForm(ResetPasswordForm):
    """A mail alone opens no account that was never opened: that is for the personal link with its code."""

    def clean_email(self) -> str:
        email = super().clean_email()
        self.users = [user for user in self.users if user.was_opened]
        return email
