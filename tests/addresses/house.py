"""The addresses that others bring: login and second factor (allauth), the language, the admin."""

from django.urls import reverse

from tests.addresses import LOGGED_IN, Address
from tests.cast import World

PUBLIC = Address(public=True)
OWN_ACCOUNT = Address()
# Where there is nothing of one's own to show yet, or the password is asked first.
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
    "account_email": OWN_ACCOUNT,
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
# The admin: one line for each kind of its addresses.
PATTERNS: dict[str, Address | tuple[Address, ...]] = {}


def url_of(name: str, address: Address, world: World) -> str:
    """The path of a request."""
    return reverse(name, args=address.args(world)) + address.query
