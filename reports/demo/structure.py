"""Loads a bloc with its units, members, offices and people."""

from dataclasses import dataclass
from datetime import date

from blocs.models import (
    Bloc,
    BlocName,
    CompositionDecision,
    Membership,
    Office,
    Organization,
    OrganizationName,
    Role,
    User,
)
from blocs.models.office import OfficeRole
from reports.demo.catalogue import INVENTED
from reports.demo.people import Accounts
from reports.demo.units import START, Unit

YEARS = [2020, 2021]


@dataclass
class LoadedBloc:
    """A bloc with what the loader needs at hand: organisations and accounts by the code of the unit."""

    bloc: Bloc
    units: dict[str, Unit]
    organizations: dict[str, Organization]
    leaders: dict[str, User]
    clerks: dict[str, User]
    secretary: User
    heads: dict[int, str]


def load_bloc(
    spec: dict[str, str],
    units: list[Unit],
    *,
    heads: dict[int, str],
    deputies: dict[int, str],
    secretary_key: str,
    accounts: Accounts,
    fictional: bool,
) -> LoadedBloc:
    """A bloc with its units as members of 2020 and 2021 and the offices of both years."""
    bloc = Bloc.objects.create(code=spec["code"], fictional=fictional)
    BlocName.objects.create(bloc=bloc, name=spec["name"], short_name=spec["short_name"], valid_from=START)
    decision = CompositionDecision.objects.create(
        bloc=bloc,
        issuer="Ủy ban nhân dân thành phố Hải Phòng",
        source=f"{INVENTED}: thành phần của Khối năm 2020, 2021 do hệ thống đặt ra, số quyết định chưa tra cứu được",
    )
    organizations = {unit.code: _load_unit(unit, fictional) for unit in units}
    for year in YEARS:
        for order, unit in enumerate(units, start=1):
            Membership.objects.create(
                bloc=bloc,
                organization=organizations[unit.code],
                year=year,
                order=order,
                decision=decision,
            )
        for role, holder in [(OfficeRole.HEAD, heads[year]), (OfficeRole.DEPUTY, deputies[year])]:
            Office.objects.create(
                bloc=bloc,
                organization=organizations[holder],
                year=year,
                role=role,
                since=date(year, 1, 1),
            )
    return LoadedBloc(
        bloc=bloc,
        units={unit.code: unit for unit in units},
        organizations=organizations,
        leaders={unit.code: accounts.leader(unit, organizations[unit.code]) for unit in units},
        clerks={unit.code: accounts.clerk(unit, organizations[unit.code]) for unit in units},
        secretary=accounts.appointed(
            secretary_key, f"Tổ thư ký {spec['short_name']}", Role.SECRETARIAT, bloc
        ),
        heads=heads,
    )


def _load_unit(unit: Unit, fictional: bool) -> Organization:
    organization = Organization.objects.create(code=unit.code, kind=unit.kind, fictional=fictional)
    for valid_from, name, short_name in unit.names:
        OrganizationName.objects.create(
            organization=organization,
            name=name,
            short_name=short_name,
            valid_from=valid_from,
            decision="" if valid_from == START else f"{INVENTED}: ngày đổi tên chưa tra cứu được",
        )
    return organization
