"""What each act on the register is called; the acts of the apps above are named in `reports`."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

# By "noun.verb", as `blocs.audit.record` is given it.
REGISTER_ACTS: dict[str, Promise] = {
    "organization.enter": gettext_lazy("Entered an organisation"),
    "organization.rename": gettext_lazy("Renamed an organisation"),
    "bloc.rename": gettext_lazy("Renamed a bloc"),
    "bloc.end": gettext_lazy("Ended a bloc"),
    "bloc.refound": gettext_lazy("Founded a bloc anew"),
    "composition.set": gettext_lazy("Set the composition of a bloc"),
    "membership.join": gettext_lazy("Took an organisation into a bloc"),
    "membership.leave": gettext_lazy("Let an organisation leave a bloc"),
    "membership.stay": gettext_lazy("Took back that an organisation left"),
    "membership.remove": gettext_lazy("Removed an organisation from a bloc"),
    "office.end": gettext_lazy("Ended an office"),
    "access.make": gettext_lazy("Made a personal link"),
    "access.open": gettext_lazy("Opened the account by a personal link"),
    "access.withdraw": gettext_lazy("Withdrew a personal link"),
    "appointment.end": gettext_lazy("Ended a role"),
    "appointment.withdraw": gettext_lazy("Withdrew a role"),
    "representation.end": gettext_lazy("Ended a duty in an organisation"),
    "representation.withdraw": gettext_lazy("Withdrew a duty in an organisation"),
    "affiliation.end": gettext_lazy("Ended a tie to an organisation"),
    "user.invite": gettext_lazy("Made a link for a new password"),
    "user.set_password": gettext_lazy("Set a password"),
    "user.reopen": gettext_lazy("Let an account be opened anew"),
    "user.add_app": gettext_lazy("Added an authenticator app"),
    "user.remove_app": gettext_lazy("Removed an authenticator app"),
    "user.add_passkey": gettext_lazy("Added a passkey"),
    "user.remove_passkey": gettext_lazy("Removed a passkey"),
    "user.renew_recovery_codes": gettext_lazy("Made new recovery codes"),
}


def usual_words(act: str, kind: str) -> str:
    """An act that has no words of its own: entering and changing say what kind of row it was."""
    if act.endswith(".add"):
        return _("Entered: {kind}").format(kind=kind)
    if act.endswith(".change"):
        return _("Changed: {kind}").format(kind=kind)
    return act
