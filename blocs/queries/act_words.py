"""What each act on the register is called; the acts of the apps above are named in `reports`."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

# By "noun.verb", as `blocs.audit.record` is given it.
REGISTER_ACTS: dict[str, Promise] = {
    "organization.enter": gettext_lazy("Entered an organisation"),
    "organization.edit": gettext_lazy("Changed the details of an organisation"),
    "organization.rename": gettext_lazy("Renamed an organisation"),
    "organization.merge": gettext_lazy("Merged an organisation"),
    "organization.split": gettext_lazy("Split an organisation"),
    "organization.correct_name": gettext_lazy("Corrected the name of an organisation"),
    "organization.dissolve": gettext_lazy("Dissolved an organisation"),
    "organization.succeed": gettext_lazy("Noted what an organisation came from"),
    "organization.withdraw": gettext_lazy("Took back the last act on an organisation"),
    "bloc.rename": gettext_lazy("Renamed a bloc"),
    "bloc.end": gettext_lazy("Ended a bloc"),
    "bloc.refound": gettext_lazy("Founded a bloc anew"),
    "composition.set": gettext_lazy("Set the composition of a bloc"),
    "membership.join": gettext_lazy("Took an organisation into a bloc"),
    "membership.leave": gettext_lazy("Let an organisation leave a bloc"),
    "membership.stay": gettext_lazy("Took back that an organisation left"),
    "membership.remove": gettext_lazy("Removed an organisation from a bloc"),
    "office.hand_over": gettext_lazy("Handed over the office of the head"),
    "office.end": gettext_lazy("Ended an office"),
    "office.withdraw": gettext_lazy("Took back an office entered by mistake"),
    "access.make": gettext_lazy("Made a personal link"),
    "access.mail": gettext_lazy("Sent a personal link by e-mail"),
    "access.open": gettext_lazy("Opened the account by a personal link"),
    "access.withdraw": gettext_lazy("Withdrew a personal link"),
    "appointment.end": gettext_lazy("Ended a role"),
    "appointment.withdraw": gettext_lazy("Withdrew a role"),
    "representation.end": gettext_lazy("Ended a duty in an organisation"),
    "representation.replace": gettext_lazy("Replaced the leader of an organisation"),
    "representation.resume": gettext_lazy("Put a duty in an organisation back in force"),
    "representation.withdraw": gettext_lazy("Withdrew a duty in an organisation"),
    "affiliation.end": gettext_lazy("Ended a tie to an organisation"),
    "import.confirm": gettext_lazy("Confirmed an import"),
    "import.withdraw": gettext_lazy("Withdrew an import"),
    "user.set_password": gettext_lazy("Set a password"),
    "user.close": gettext_lazy("Closed an account"),
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
