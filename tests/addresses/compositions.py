"""The addresses of blocs by year: founding, composition, offices."""

from datetime import date
from typing import Any

from blocs.actions.files import store_bytes
from blocs.models import CompositionDecision, Office
from blocs.models.office import OfficeRole
from tests.addresses import BOARD, CITY_STAFF, LOGGED_IN, MEMBERS_OF_K1, Address
from tests.cast import YEAR, World

KEEPERS = {"officer", "operator"}
# Who sees the bloc and only looks.
LOOKERS = dict.fromkeys(MEMBERS_OF_K1 | BOARD | {"city_leader", "secretariat"}, 403)
SEE_K1 = MEMBERS_OF_K1 | BOARD | CITY_STAFF | {"secretariat", "operator"}
PDF = b"%PDF-1.7 decision"


def a_bloc(world: World) -> list[Any]:
    return [world.bloc.pk]


def a_year(world: World) -> list[Any]:
    return [world.bloc.pk, YEAR]


def a_membership(world: World) -> list[Any]:
    return [world.units["B"].memberships.get().pk]


def one_that_left(world: World) -> list[Any]:
    world.units["B"].memberships.update(left_on=date(YEAR, 6, 30))
    return a_membership(world)


def a_deputy(world: World) -> list[Any]:
    office, _new = Office.objects.get_or_create(
        bloc=world.bloc,
        organization=world.units["C"],
        year=YEAR,
        role=OfficeRole.DEPUTY,
        since=date(YEAR, 1, 1),
    )
    return [office.pk]


def a_decision(world: World) -> list[Any]:
    decision, _new = CompositionDecision.objects.get_or_create(
        bloc=world.bloc,
        number="15/QĐ-UBND",
        issuer="Ủy ban nhân dân thành phố",
        document=store_bytes(PDF, content_type="application/pdf"),
    )
    return [decision.pk]


def without_a_scan(world: World) -> list[Any]:
    return [CompositionDecision.objects.create(bloc=world.bloc, number="16/QĐ-UBND", issuer="UBND").pk]


def handed_over(world: World) -> dict[str, Any]:
    return {
        "organization": world.units["B"].pk,
        "since": "01/07/2021",
        "basis": "Biên bản họp ngày 28/06/2021",
        "seen": world.bloc.version,
        "confirmed": "1",
    }


def the_list(world: World) -> dict[str, Any]:
    members = list(world.bloc.memberships.order_by("-order"))
    return {
        "member": [row.organization_id for row in members],
        "competes": [row.organization_id for row in members],
        "seen": world.bloc.version,
        "act": "confirm",
        "decision": "",
    }


def looked_at(args: Any, **more: Any) -> Address:
    """A page with a form: for who keeps the register; 403 for who sees the bloc."""
    return Address(args=args, allowed=KEEPERS, answers=LOOKERS, **more)


EXPECTED: dict[str, Address | tuple[Address, ...]] = {
    "blocs:bloc_new": Address(allowed=KEEPERS, otherwise=403),
    "blocs:bloc_naming": looked_at(a_bloc),
    "blocs:bloc_refounding": looked_at(a_bloc),
    "blocs:bloc_details": looked_at(a_bloc),
    "blocs:bloc_end": looked_at(a_bloc),
    "blocs:bloc_decision": looked_at(a_decision),
    "blocs:bloc_decision_document": (
        Address(args=a_decision, allowed=SEE_K1),
        Address(args=without_a_scan, allowed=()),
    ),
    "blocs:composition": (
        looked_at(a_year),
        looked_at(a_year, method="post", data=the_list),
        Address(args=lambda w: [w.bloc.pk, 1989], allowed=(), answers=LOOKERS),
        Address(args=lambda w: [10**9, YEAR], allowed=()),
    ),
    "blocs:member_new": looked_at(a_year),
    "blocs:member_leaving": looked_at(a_membership),
    "blocs:member_stay": (
        looked_at(one_that_left),
        looked_at(one_that_left, method="post"),
    ),
    "blocs:offices": (
        Address(args=a_year, allowed=SEE_K1),
        Address(args=lambda w: [w.bloc.pk, 1989], allowed=()),
    ),
    "blocs:office_head": (looked_at(a_year), looked_at(a_year, method="post", data=handed_over)),
    "blocs:office_deputy": looked_at(a_year),
    "blocs:office_vacancy": looked_at(a_deputy),
    "blocs:office_correction": looked_at(a_deputy),
    "blocs:office_withdrawal": (
        looked_at(a_deputy),
        looked_at(
            a_deputy,
            method="post",
            data=lambda w: {"reason": "Nhập nhầm đơn vị", "seen": w.bloc.version, "confirmed": "1"},
        ),
    ),
    # A list is for whoever is logged in; what is in it follows from his rights.
    "blocs:blocs_export": (
        Address(method="post", allowed=LOGGED_IN, status=200),
        Address(allowed=(), otherwise=405),
    ),
    "blocs:blocs_members_export": (
        Address(method="post", allowed=LOGGED_IN, status=200),
        Address(allowed=(), otherwise=405),
    ),
    "blocs:members_export": (
        Address(args=a_year, method="post", allowed=SEE_K1, status=200),
        Address(args=lambda w: [w.bloc.pk, 1999], method="post", allowed=()),
        Address(args=a_year, allowed=(), otherwise=405),
    ),
}
