"""Giving access: the personal link, the account behind it."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from blocs.actions import access_link
from blocs.actions.access_link import Access, mail_link, make_link, told_again, withdraw_link
from blocs.actions.accounts import change_address, close_account, reopen_account
from blocs.errors import Conflict, NotAllowed, Refused
from blocs.forms.access import AddressForm, GiveAccessForm, ReasonForm
from blocs.models import Person, User
from blocs.rules import can_give_access, can_keep_account
from blocs.views.acts import attempt
from blocs.views.person import visible_person
from blocs.wording import access_message

METHODS = ["GET", "HEAD", "POST"]


@never_cache
@require_http_methods(METHODS)
def access_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks, then makes a personal link and shows link and code: this once, never again."""
    person = visible_person(request, pk)
    if not can_give_access(request.actor, person):
        raise NotAllowed(
            _("This account was opened already: a new link is given by the city officer or an operator.")
        )
    user = account(person)
    if user is not None and not user.is_active:
        raise Conflict(_("This account is closed. Open it first."))
    form = GiveAccessForm(
        request.POST if request.method == "POST" else None,
        has_account=user is not None,
        initial={"email": person.work_email},
    )
    made, status = attempt(
        form,
        lambda: make_link(person, email=form.cleaned_data.get("email", ""), actor=request.actor),
    )
    if made:
        return shown_once(request, person, made)
    context = {"person": person, "form": form, "account": user, "days": access_link.GOOD_FOR.days}
    return render(request, "blocs/person_access.html", context, status=status)


@never_cache
@require_POST
def access_mail(request: HttpRequest, pk: int) -> HttpResponse:
    """Mails the link just made, without the code; the page then stands as it stood."""
    person = visible_person(request, pk)
    if not settings.SENDS_MAIL:
        raise Refused(_("This site sends no mail. Copy the message into a chat."), status=409)
    sent = request.POST
    access = told_again(person, sent.get("token", ""), sent.get("code", ""), actor=request.actor)
    subject, text = access_message(person, link_address(request, access), access.link.expires_time)
    mail_link(person, access, subject=subject, text=text, actor=request.actor)
    messages.success(request, _("The message has been sent to {email}.").format(email=access.link.user.email))
    return shown_once(request, person, access)


@require_POST
def access_withdrawal(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraws the open link."""
    person = visible_person(request, pk)
    withdraw_link(person, actor=request.actor)
    messages.success(request, _("The link has been withdrawn: it opens nothing any more."))
    return redirect("blocs:person", pk)


@require_http_methods(METHODS)
def account_closing(request: HttpRequest, pk: int) -> HttpResponse:
    """Closes an account, with the reason."""
    person = kept(request, pk)
    form = ReasonForm(request.POST if request.method == "POST" else None)

    def close() -> bool:
        close_account(person, reason=form.cleaned_data["reason"], actor=request.actor)
        return True

    closed, status = attempt(form, close)
    if closed:
        messages.success(request, _("The account is closed: the next request is refused."))
        return redirect("blocs:person", pk)
    context = {
        "person": person,
        "form": form,
        "heading": _("Close the account"),
        "submit": _("Close the account"),
        "kind": "danger",
        "told": [
            _(
                "The person gets in no more, at once, whatever rights there are. The rights themselves stay as they are."
            ),
            _("An open personal link is withdrawn. What was signed and entered stays."),
        ],
    }
    return render(request, "blocs/person_act.html", context, status=status)


@require_POST
def account_reopening(request: HttpRequest, pk: int) -> HttpResponse:
    """Opens a closed account again."""
    person = kept(request, pk)
    reopen_account(person, actor=request.actor)
    messages.success(request, _("The account is open again, with the password or passkey from before."))
    return redirect("blocs:person", pk)


@require_http_methods(METHODS)
def account_address(request: HttpRequest, pk: int) -> HttpResponse:
    """Changes the address one signs in with."""
    person = kept(request, pk)
    user = account(person)
    if user is None:
        raise Conflict(_("{person} has no account.").format(person=person))
    form = AddressForm(request.POST if request.method == "POST" else None, initial={"email": user.email})

    def change() -> bool:
        change_address(person, form.cleaned_data["email"], actor=request.actor)
        return True

    changed, status = attempt(form, change)
    if changed:
        messages.success(request, _("The address has been changed: from now on it signs in."))
        return redirect("blocs:person", pk)
    context = {
        "person": person,
        "form": form,
        "heading": _("Change the address of the account"),
        "submit": _("Change the address"),
        "told": [_("Password and passkeys stay as they are.")],
    }
    return render(request, "blocs/person_act.html", context, status=status)


def kept(request: HttpRequest, pk: int) -> Person:
    """A visible person whose account the actor looks after."""
    person = visible_person(request, pk)
    if not can_keep_account(request.actor, person):
        raise NotAllowed(_("One's own account, and an operator's, is looked after by another operator."))
    return person


def account(person: Person) -> User | None:
    return getattr(person, "user", None)


def link_address(request: HttpRequest, access: Access) -> str:
    return request.build_absolute_uri(reverse("blocs:access", args=[access.token]))


def shown_once(request: HttpRequest, person: Person, access: Access) -> HttpResponse:
    """Link, code and the message to copy."""
    _subject, text = access_message(person, link_address(request, access), access.link.expires_time)
    context = {
        "person": person,
        "link": link_address(request, access),
        "access": access,
        "text": text,
        "sends_mail": settings.SENDS_MAIL,
    }
    return render(request, "blocs/person_access_given.html", context)
