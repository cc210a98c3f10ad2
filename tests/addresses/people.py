"""The addresses of people, rights and personal links."""

from blocs.models import Affiliation, Appointment, Representation
from blocs.queries.person import duty_as_seen
from tests.addresses import CITY_STAFF, MEMBERS_OF_K1, WITH_A_ROLE, Address
from tests.cast import World

KEEPERS = frozenset({"officer", "operator"})
OVER_ALL = CITY_STAFF | {"operator"}
OWN_UNIT = frozenset({"leader", "clerk"})
# The clerk of B and his bloc's secretariat see one another's pages; who sees a page and may not act gets 403.
SEE_CLERK = OVER_ALL | OWN_UNIT | {"secretariat"}
COUNCIL = frozenset({"board", "conflicted_board", "leader_on_board"})


def person_of(persona: str):
    return lambda w: [w.users[persona].person_id]


def duty_of(persona: str):
    return lambda w: [Representation.objects.get(person=w.users[persona].person).pk]


def corrected(w: World) -> dict[str, str]:
    row = Representation.objects.get(person=w.users["clerk"].person)
    return {
        "position_title": "Chánh Văn phòng",
        "since": "02/01/2015",
        "reason": "Nhập nhầm",
        "seen": duty_as_seen(row),
    }


def role_of(persona: str):
    return lambda w: [Appointment.objects.get(person=w.users[persona].person).pk]


def tie(w: World) -> list[int]:
    return [Affiliation.objects.get(person=w.users["conflicted_board"].person).pk]


def only(allowed: frozenset[str], seen: frozenset[str] = SEE_CLERK) -> dict:
    """Who may, and who sees the row and may not."""
    return {"allowed": allowed, "answers": dict.fromkeys(seen - allowed, 403)}


NEW_PERSON = {
    "name": "Cán bộ mới",
    "duty": "clerk",
    "position_title": "Chánh Văn phòng",
    "since": "01/03/2021",
}
AGAIN = {"email": "moi@hoi.example"}

EXPECTED: dict[str, Address | tuple[Address, ...]] = {
    # The council has no list of people; without a role there is none either.
    "blocs:people": Address(allowed=WITH_A_ROLE - COUNCIL, otherwise=403),
    "blocs:people_export": Address(method="post", allowed=WITH_A_ROLE - COUNCIL, otherwise=403, status=200),
    "blocs:person_new": (
        Address(allowed=KEEPERS | {"secretariat", "other_secretariat"}, otherwise=403),
        Address(
            method="post",
            data=lambda w: NEW_PERSON | {"organization": w.units["B"].pk},
            allowed=KEEPERS | {"secretariat"},
            otherwise=403,
            # B is not among the organisations it may choose.
            answers={"other_secretariat": 422},
        ),
    ),
    "blocs:person": (
        Address(args=person_of("clerk"), allowed=SEE_CLERK),
        Address(args=person_of("operator"), allowed=OVER_ALL),
        Address(args=person_of("secretariat"), allowed=OVER_ALL | {"secretariat"}),
    ),
    "blocs:person_contact": Address(args=person_of("clerk"), method="post", allowed=SEE_CLERK, status=200),
    "blocs:person_edit": Address(args=person_of("clerk"), **only(KEEPERS | {"secretariat"})),
    "blocs:duty_new": Address(args=person_of("clerk"), **only(KEEPERS | {"secretariat"})),
    "blocs:duty_end": (
        Address(args=duty_of("clerk"), **only(KEEPERS | {"secretariat"})),
        Address(args=duty_of("leader"), **only(KEEPERS)),
        Address(
            args=duty_of("clerk"), method="post", data={"when": "now"}, **only(KEEPERS | {"secretariat"})
        ),
    ),
    "blocs:duty_correction": (
        Address(args=duty_of("clerk"), **only(KEEPERS | {"secretariat"})),
        Address(args=duty_of("leader"), **only(KEEPERS)),
        Address(args=duty_of("clerk"), method="post", data=corrected, **only(KEEPERS | {"secretariat"})),
    ),
    "blocs:leader": (
        Address(
            args=lambda w: [w.units["B"].pk],
            **only(KEEPERS, MEMBERS_OF_K1 | COUNCIL | OVER_ALL | {"secretariat"}),
        ),
        Address(args=lambda w: [0], allowed=()),
    ),
    "blocs:role_new": (
        Address(args=person_of("clerk"), **only(KEEPERS)),
        # Nobody appoints himself.
        Address(args=person_of("officer"), **only(frozenset({"operator"}), OVER_ALL)),
    ),
    "blocs:role_end": (
        Address(args=role_of("secretariat"), **only(KEEPERS, OVER_ALL | {"secretariat"})),
        Address(args=role_of("operator"), **only(frozenset(), OVER_ALL)),
    ),
    "blocs:affiliation_new": Address(args=person_of("clerk"), **only(KEEPERS)),
    "blocs:affiliation_end": Address(args=tie, **only(KEEPERS, OVER_ALL)),
    "blocs:access_new": (
        # The clerk has come in before: a new link would take the account over.
        Address(args=person_of("clerk"), **only(KEEPERS)),
        Address(args=person_of("clerk"), method="post", status=200, **only(KEEPERS)),
        Address(args=person_of("operator"), **only(frozenset(), OVER_ALL)),
    ),
    # The tests' site sends no mail.
    "blocs:access_mail": Address(
        args=person_of("clerk"), method="post", allowed=(), answers=dict.fromkeys(SEE_CLERK, 409)
    ),
    # Nothing to withdraw.
    "blocs:access_withdrawal": Address(
        args=person_of("clerk"),
        method="post",
        allowed=(),
        answers=dict.fromkeys(SEE_CLERK, 403) | dict.fromkeys(KEEPERS, 409),
    ),
    "blocs:account_closing": (
        Address(args=person_of("clerk"), **only(KEEPERS)),
        Address(args=person_of("clerk"), method="post", data={"reason": "Nghỉ việc"}, **only(KEEPERS)),
        Address(args=person_of("operator"), **only(frozenset(), OVER_ALL)),
    ),
    "blocs:account_reopening": Address(
        args=person_of("clerk"),
        method="post",
        allowed=(),
        # It is open.
        answers=dict.fromkeys(SEE_CLERK, 403) | dict.fromkeys(KEEPERS, 409),
    ),
    "blocs:account_address": (
        Address(args=person_of("clerk"), **only(KEEPERS)),
        Address(args=person_of("clerk"), method="post", data=AGAIN, **only(KEEPERS)),
    ),
    # An unknown token is the same for everybody.
    "blocs:access": Address(args=lambda w: ["x"], public=True, status=404),
}
