"""A generated city: who. Blocs, organisations with their names, people with their duties, memberships, offices.

Everything follows from one seed, so that two runs measure the same rows. People are named by office.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from blocs.models import (
    Appointment,
    Bloc,
    BlocName,
    Membership,
    Office,
    Organization,
    OrganizationName,
    Person,
    Representation,
    Role,
    Succession,
    User,
)
from blocs.models.bloc import BlocKind
from blocs.models.office import OfficeRole
from blocs.models.organization import SuccessionKind
from blocs.models.representation import Duty
from blocs.text import search_key, sort_key

YEARS = range(2016, 2026)
LAST = YEARS[-1]
BLOCS, ORGANIZATIONS, PERSONS = 35, 320, 12_000
AT_ONCE = 2_000
LONG_AGO = date(2010, 1, 1)
FIELDS = [
    "Nữ doanh nhân", "Doanh nghiệp trẻ", "Luật gia", "Nhà báo", "Kiến trúc sư", "Cựu giáo chức", "Y tế công cộng",
    "Điều dưỡng", "Kế toán", "Làm vườn", "Sinh vật cảnh", "Văn học nghệ thuật", "Khoa học kỹ thuật", "Khuyến học",
    "Người cao tuổi", "Chữ thập đỏ", "Đông y", "Nghề cá", "Vận tải biển", "Cảng biển", "Du lịch", "Thủy sản",
    "Chăn nuôi", "Thư pháp", "Võ thuật", "Bóng đá", "Cầu lông", "Mỹ thuật", "Nhiếp ảnh", "Âm nhạc", "Lịch sử",
    "Di sản", "Hữu nghị", "Tin học", "Xây dựng", "Cơ khí", "Hóa học", "Giáo dục", "Bảo vệ môi trường", "Làng nghề",
]  # fmt: skip
AREAS = ["Hồng Bàng", "Lê Chân", "Ngô Quyền", "Hải An", "Kiến An", "Đồ Sơn", "Thủy Nguyên", "Vĩnh Bảo"]


@dataclass
class Register:
    """The rows others refer to. `members` are the organisations of a bloc in a year, in their order."""

    random: Random
    blocs: list[Bloc] = field(default_factory=list)
    organizations: list[Organization] = field(default_factory=list)
    names: dict[int, str] = field(default_factory=dict)
    users: list[User] = field(default_factory=list)
    # Accounts of those who lead or work for an organisation, the present leader first.
    staff: dict[int, list[User]] = field(default_factory=dict)
    secretariats: dict[int, User] = field(default_factory=dict)
    city: dict[str, User] = field(default_factory=dict)
    members: dict[tuple[int, int], list[int]] = field(default_factory=dict)
    heads: dict[tuple[int, int], int] = field(default_factory=dict)


def build_register() -> Register:
    made = Register(Random(2016))
    _blocs(made)
    _organizations(made)
    _people(made)
    _memberships(made)
    return made


def _blocs(made: Register) -> None:
    kinds = [BlocKind.FUNCTIONAL] * 20 + [BlocKind.TERRITORIAL] * (BLOCS - 20)
    made.blocs = Bloc.objects.bulk_create(Bloc(code=f"K{n:02}", kind=kind) for n, kind in enumerate(kinds, 1))
    names = []
    for number, bloc in enumerate(made.blocs, start=1):
        title = "Khối" if bloc.kind == BlocKind.FUNCTIONAL else "Cụm"
        for word, since in [("thi đua", LONG_AGO), ("thi đua các hội", date(2020, 3, 1))]:
            name = f"{title} {word} số {number}"
            names.append(
                _name(BlocName, bloc=bloc, name=name, short_name=f"{title} {number}", valid_from=since)
            )
    BlocName.objects.bulk_create(names)


def _name(model, **fields):
    """A name with its keys: `bulk_create` does not call `save`."""
    name = model(**fields)
    name.sort_key = sort_key(name.name)
    name.search_key = search_key(f"{name.name} {name.short_name}")
    return name


def _organizations(made: Register) -> None:
    titles = [f"Hội {what} {area}" for area in AREAS for what in FIELDS][:ORGANIZATIONS]
    made.organizations = Organization.objects.bulk_create(
        Organization(code=f"DV{number:03}", founded_on=date(1990 + number % 25, 5, 19))
        for number in range(len(titles))
    )
    names = []
    for number, (unit, title) in enumerate(zip(made.organizations, titles, strict=True)):
        periods = [(f"{title} (lâm thời)", LONG_AGO)] if number % 3 == 0 else []
        periods.append((title, date(2013, 1, 1)))
        periods += [(f"{title} thành phố", date(2019, 7, 1))] if number % 4 == 0 else []
        for name, since in periods:
            names.append(
                _name(
                    OrganizationName,
                    organization=unit,
                    name=name,
                    short_name=f"H{number:03}",
                    valid_from=since,
                )
            )
        made.names[unit.pk] = periods[-1][0]
    OrganizationName.objects.bulk_create(names, batch_size=AT_ONCE)
    Succession.objects.bulk_create(
        Succession(
            predecessor=made.organizations[-n - 1],
            successor=made.organizations[n],
            kind=SuccessionKind.MERGED,
            effective_on=date(2018, 1, 1),
        )
        for n in range(20)
    )


def _people(made: Register) -> None:
    each = PERSONS // ORGANIZATIONS
    people, places = [], []
    for unit in made.organizations:
        for number in range(each):
            title = "Chủ tịch" if number < 4 else "Chánh Văn phòng" if number < 8 else "Cán bộ"
            people.append(_person(f"{title} {made.names[unit.pk]} {number}", title))
            places.append((unit, number))
    people += [_person(f"Cán bộ thành phố {n}", "Chuyên viên") for n in range(PERSONS - len(people) - BLOCS)]
    people += [_person(f"Tổ thư ký {bloc.code}", "Thư ký") for bloc in made.blocs]
    people = Person.objects.bulk_create(people, batch_size=AT_ONCE)
    made.users = User.objects.bulk_create(
        [
            User(email=f"can-bo-{n}@example.org", password="!", person=person)
            for n, person in enumerate(people)
        ],
        batch_size=AT_ONCE,
    )
    duties = []
    for (unit, number), user in zip(places, made.users, strict=False):
        duties.append(_duty(unit, number, user))
        made.staff.setdefault(unit.pk, []).append(user)
    Representation.objects.bulk_create(duties, batch_size=AT_ONCE)
    _appointments(made, made.users[len(places) :])


def _person(name: str, title: str) -> Person:
    person = Person(name=name, role_title=title, work_email="van-phong@example.org")
    person.search_key, person.sort_key = search_key(f"{name} {title}"), sort_key(name)
    return person


def _duty(unit: Organization, number: int, user: User) -> Representation:
    """Leaders follow one another, the present one first; of the others, the first eight are in force."""
    leads = number < 4
    since = date(LAST - 3 * number, 1, 1) if leads else LONG_AGO + timedelta(days=90 * number)
    until = None if number in {0, *range(4, 12)} else since + timedelta(days=3 * 365 if leads else 900)
    return Representation(
        person_id=user.person_id,
        organization=unit,
        duty=Duty.LEADER if leads else Duty.CLERK,
        position_title=user.person.role_title,
        since=since,
        until=until,
    )


def _appointments(made: Register, users: list[User]) -> None:
    roles = [Role.CITY_OFFICER, Role.CITY_LEADER, Role.OPERATOR, Role.BOARD]
    made.city = dict(zip(roles, users, strict=False))
    made.secretariats = {
        bloc.pk: user for bloc, user in zip(made.blocs, users[-len(made.blocs) :], strict=True)
    }
    rows = [
        Appointment(person_id=user.person_id, role=role, since=LONG_AGO) for role, user in made.city.items()
    ]
    rows += [
        Appointment(person_id=user.person_id, role=Role.SECRETARIAT, bloc_id=bloc, since=LONG_AGO)
        for bloc, user in made.secretariats.items()
    ]
    Appointment.objects.bulk_create(rows)


def _memberships(made: Register) -> None:
    """Every organisation competes in one bloc a year; now and then one changes its bloc. Head and deputy rotate."""
    home = {unit.pk: made.blocs[number % BLOCS].pk for number, unit in enumerate(made.organizations)}
    memberships, offices = [], []
    for year in YEARS:
        for unit in made.random.sample(list(home), 6):
            home[unit] = made.random.choice(made.blocs).pk
        for bloc in made.blocs:
            units = [unit for unit, place in home.items() if place == bloc.pk]
            made.members[bloc.pk, year] = units
            memberships += [
                Membership(bloc=bloc, organization_id=unit, year=year, order=order)
                for order, unit in enumerate(units, start=1)
            ]
            for step, role in enumerate([OfficeRole.HEAD, OfficeRole.DEPUTY]):
                unit = units[(year + step) % len(units)]
                made.heads.setdefault((bloc.pk, year), unit)
                offices.append(
                    Office(bloc=bloc, organization_id=unit, year=year, role=role, since=date(year, 1, 1))
                )
    Membership.objects.bulk_create(memberships, batch_size=AT_ONCE)
    Office.objects.bulk_create(offices, batch_size=AT_ONCE)
