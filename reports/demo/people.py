"""The offices of the demonstration: persons named by office, their accounts and rights."""

from datetime import date

from django.contrib.auth.hashers import make_password

from blocs.models import Affiliation, Appointment, Bloc, Organization, Person, Representation, Role, User
from blocs.models.representation import Duty
from reports.demo.accounts import DEMO_PASSWORD, DOMAIN
from reports.demo.units import START, Unit

SINCE = date(2019, 1, 1)


class Accounts:
    """Makes accounts that share one password, hashed once."""

    def __init__(self) -> None:
        self.hash = make_password(DEMO_PASSWORD)

    def user(self, key: str, name: str, title: str) -> User:
        """The account of an office; found again if it exists."""
        email = f"{key}@{DOMAIN}"
        user = User.objects.filter(email=email).first()
        if user is None:
            person = Person.objects.create(name=name, role_title=title, work_email=email)
            user = User.objects.create(email=email, person=person, password=self.hash)
        return user

    def leader(self, unit: Unit, organization: Organization) -> User:
        """The leader of a unit: "lanh-dao-" and its code."""
        short = unit.names[0][2]
        user = self.user(f"lanh-dao-{unit.code.lower()}", f"{unit.leader} {short}", unit.leader)
        Representation.objects.get_or_create(
            person=user.person,
            organization=organization,
            duty=Duty.LEADER,
            defaults={"position_title": unit.leader, "signing_form": unit.signing_form, "since": SINCE},
        )
        return user

    def clerk(self, unit: Unit, organization: Organization) -> User:
        """The clerk of a unit: "can-bo-" and its code."""
        user = self.user(f"can-bo-{unit.code.lower()}", f"Văn phòng {unit.names[0][2]}", "Cán bộ văn phòng")
        Representation.objects.get_or_create(
            person=user.person,
            organization=organization,
            duty=Duty.CLERK,
            defaults={"position_title": "Cán bộ văn phòng", "since": SINCE},
        )
        return user

    def appointed(self, key: str, name: str, role: str, bloc: Bloc | None = None) -> User:
        """The holder of a role of the city or of a bloc's secretariat."""
        user = self.user(key, name, name)
        Appointment.objects.get_or_create(person=user.person, role=role, bloc=bloc, defaults={"since": SINCE})
        return user


def load_city_people(accounts: Accounts) -> dict[str, User]:
    """City staff, the council and the operator, by the key of their account."""
    people = [
        ("chuyen-vien", "Chuyên viên cơ quan thường trực", Role.CITY_OFFICER),
        ("lanh-dao-thuong-truc", "Lãnh đạo cơ quan thường trực", Role.CITY_LEADER),
        ("hoi-dong-1", "Ủy viên Hội đồng thứ nhất", Role.BOARD),
        ("hoi-dong-2", "Ủy viên Hội đồng thứ hai", Role.BOARD),
        ("hoi-dong-3", "Ủy viên Hội đồng thứ ba", Role.BOARD),
        ("quan-tri", "Quản trị hệ thống", Role.OPERATOR),
    ]
    return {key: accounts.appointed(key, name, role) for key, name, role in people}


def tie_to(user: User, organization: Organization, nature: str) -> None:
    """Notes a tie that keeps a council member from judging the organisation."""
    Affiliation.objects.get_or_create(
        person=user.person, organization=organization, nature=nature, defaults={"since": START}
    )
