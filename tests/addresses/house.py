"""The addresses that others bring: login and second factor (allauth), the language, the admin."""

from django.apps import apps
from django.db.models import Model
from django.urls import reverse

from awards.models import AwardRule
from blocs.actions.access import note_access
from blocs.actor import SYSTEM
from blocs.audit import record
from blocs.models import AccessEvent, AuditEvent
from emulation.models import Commendation, Criterion, CriterionGroup, Meeting, ScoringTableVersion, Window
from emulation.models.window import Act
from tests import factories as make
from tests.addresses import LOGGED_IN, Address
from tests.cast import World

PUBLIC = Address(public=True)
OWN_ACCOUNT = Address()
# Where there is nothing of one's own to show, or the password is asked first.
LED_ON = Address(status=302)
NOTHING_YET = Address(status=404)

EXPECTED: dict[str, Address | tuple[Address, ...]] = {
    "set_language": Address(method="post", data={"language": "en"}, public=True, status=302),
    "account_login": Address(public=True, answers=dict.fromkeys(LOGGED_IN, 302)),
    # Closed: a page says that accounts are made by the operator.
    "account_signup": Address(public=True, answers=dict.fromkeys(LOGGED_IN, 302)),
    "account_logout": Address(public=True, answers={"anonymous": 302}),
    "account_inactive": PUBLIC,
    "account_email_verification_sent": PUBLIC,
    "account_confirm_email": Address(public=True, args=lambda w: ["key"]),
    "account_confirm_login_code": Address(public=True, status=302),
    "account_reset_password": PUBLIC,
    "account_reset_password_done": PUBLIC,
    "account_reset_password_from_key": Address(public=True, args=lambda w: ["1", "key"]),
    "account_reset_password_from_key_done": PUBLIC,
    "account_reauthenticate": OWN_ACCOUNT,
    # Addresses are changed by the operator.
    "account_email": NOTHING_YET,
    "account_change_password": OWN_ACCOUNT,
    "account_set_password": LED_ON,
    "mfa_index": OWN_ACCOUNT,
    "mfa_list_webauthn": OWN_ACCOUNT,
    "mfa_authenticate": Address(public=True, status=302),
    "mfa_login_webauthn": Address(public=True, status=302),
    "mfa_reauthenticate": LED_ON,
    "mfa_reauthenticate_webauthn": LED_ON,
    "mfa_activate_totp": LED_ON,
    "mfa_deactivate_totp": NOTHING_YET,
    "mfa_view_recovery_codes": NOTHING_YET,
    "mfa_download_recovery_codes": NOTHING_YET,
    "mfa_generate_recovery_codes": LED_ON,
    "mfa_add_webauthn": LED_ON,
    "mfa_remove_webauthn": Address(status=302, args=lambda w: [1]),
    "mfa_edit_webauthn": Address(status=302, args=lambda w: [1]),
}
# The admin: who does not act as operator finds nothing there.
FOR_OPERATORS = Address(allowed={"operator"})
PATTERNS: dict[str, Address | tuple[Address, ...]] = {
    "admin:index": FOR_OPERATORS,
    "admin:jsi18n": FOR_OPERATORS,
    "admin:app_list": Address(args=lambda w: ["blocs"], allowed={"operator"}),
    # It has no login of its own: everybody is sent to ours.
    "admin:login": Address(public=True, status=302),
    "admin:[a-z]+_[a-z]+_changelist": FOR_OPERATORS,
    "admin:[a-z]+_[a-z]+_change": FOR_OPERATORS,
    # Records are looked at, never entered.
    "admin:blocs_(audit|access)event_add": Address(allowed=(), answers={"operator": 403}),
    # People and accounts are entered on their own pages.
    "admin:blocs_(person|user|bloc|membership|office)_add": Address(allowed=(), answers={"operator": 403}),
    "admin:emulation_(emulationyear|window)_add": Address(allowed=(), answers={"operator": 403}),
    "admin:[a-z]+_[a-z]+_add": FOR_OPERATORS,
}


def url_of(name: str, address: Address, world: World) -> str:
    """The path of a request; a row's page in the admin is asked for with a row of its table."""
    args = address.args(world)
    if name.startswith("admin:") and name.endswith("_change"):
        app, model, _change = name.removeprefix("admin:").split("_")
        args = [a_row(apps.get_model(app, model), world).pk]
    return reverse(name, args=args) + address.query


def a_row(model: type[Model], world: World) -> Model:
    """A row of a table that may be changed: one of the small city, or a new one."""
    found = None if model in OF_DRAFTS else model.objects.first()
    return found or NEW_ROWS[model](world)


def a_draft() -> ScoringTableVersion:
    """A scoring table that is not published."""
    return make.make_table()


# What is published is only looked at.
OF_DRAFTS = {ScoringTableVersion, CriterionGroup, Criterion}


NEW_ROWS = {
    Window: lambda w: make.make_window(w.cycle, Act.PLEDGE),
    ScoringTableVersion: lambda w: a_draft(),
    CriterionGroup: lambda w: a_draft().groups.first(),
    Criterion: lambda w: a_draft().groups.first().criteria.first(),
    Meeting: lambda w: make.make_meeting(w.cycle).meeting,
    Commendation: lambda w: make.make_commendation(),
    AwardRule: lambda w: AwardRule.objects.create(
        commendation=make.make_commendation(), valid_from=make.LONG_AGO, quota_per_bloc=1
    ),
    AuditEvent: lambda w: record("bloc.change", w.bloc, actor=SYSTEM),
    AccessEvent: lambda w: note_access("history.export", actor=w.actor("officer")),
}
