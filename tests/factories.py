"""Plain factories: real rows with the least that makes them valid."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import count
from time import time

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.account.internal.userkit import user_id_to_str
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.test import Client

from blocs import clock
from blocs.actor import Actor, resolve_actor
from blocs.models import (
    Affiliation,
    Appointment,
    Bloc,
    BlocName,
    CityBody,
    LegalBasis,
    Membership,
    Office,
    Organization,
    OrganizationName,
    Person,
    Representation,
    Role,
    User,
)
from blocs.models.city import CityBodyKind
from blocs.models.office import OfficeRole
from blocs.models.representation import Duty
from blocs.queries import names_on
from emulation.models import (
    AgendaItem,
    Band,
    Commendation,
    Criterion,
    CriterionGroup,
    CriterionRule,
    Cycle,
    DisqualificationGround,
    EmulationYear,
    Extension,
    Meeting,
    Pledge,
    PledgeClause,
    PledgeParty,
    PledgeVersion,
    ScoringTable,
    ScoringTableVersion,
    TieBreak,
    Window,
)
from emulation.models.commendation import CommendationKind, CommendationSign
from emulation.models.meeting import AgendaKind, MeetingKind
from emulation.models.pledge import PartyCapacity, Section
from emulation.models.scoring_table import GroupKind, TieBreakKey
from emulation.queries.pledge_text import canonical, digest, word
from emulation.queries.scorebook import whole_table
from emulation.scoring import canonical as table_canonical
from emulation.scoring import fingerprint

PASSWORD = "mật khẩu thử nghiệm 2021"
LONG_AGO = date(2015, 1, 1)
_number = count(1)


def make_organization(code: str = "", name: str = "", short_name: str = "", **fields) -> Organization:
    """An organisation with one name since long ago."""
    code = code or f"DV{next(_number)}"
    organization = Organization.objects.create(code=code, **fields)
    OrganizationName.objects.create(
        organization=organization,
        name=name or f"Hội {code}",
        short_name=short_name or code,
        valid_from=LONG_AGO,
    )
    return organization


def make_bloc(code: str = "", name: str = "", **fields) -> Bloc:
    """A bloc with one name since long ago."""
    code = code or f"K{next(_number)}"
    bloc = Bloc.objects.create(code=code, **fields)
    BlocName.objects.create(
        bloc=bloc, name=name or f"Khối thi đua {code}", short_name=f"Khối {code}", valid_from=LONG_AGO
    )
    return bloc


def make_membership(
    bloc: Bloc, organization: Organization, year: int = 2021, order: int = 1, **fields
) -> Membership:
    return Membership.objects.create(bloc=bloc, organization=organization, year=year, order=order, **fields)


def make_head(
    bloc: Bloc, organization: Organization, year: int = 2021, role: str = OfficeRole.HEAD
) -> Office:
    return Office.objects.create(
        bloc=bloc, organization=organization, year=year, role=role, since=date(year, 1, 1)
    )


def make_person(name: str = "", **fields) -> Person:
    """A person named by office, as everywhere in this project."""
    return Person.objects.create(name=name or f"Cán bộ số {next(_number)}", **fields)


def make_user(person: Person | None = None, email: str = "", password: str = PASSWORD) -> User:
    person = person or make_person()
    return User.objects.create_user(email or f"can-bo-{next(_number)}@example.org", password, person=person)


def with_second_factor(client: Client, user: User) -> Client:
    """Notes in the session of a browser, as a login does, that an authenticator's code was given."""
    session = client.session
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "mfa", "type": "totp", "at": time()}]
    session["account_authentication_methods_user"] = user_id_to_str(user)
    session.save()
    return client


def make_app(user: User) -> str:
    """An app on the phone of an account's person; gives its secret."""
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    return secret


def code_of(secret: str) -> str:
    """The code that the app shows now."""
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def make_leader(
    organization: Organization, *, email: str = "", title: str = "Chủ tịch", since=LONG_AGO, until=None
) -> User:
    """An account of somebody who leads an organisation."""
    user = make_user(make_person(f"{title} {organization.code}"), email)
    Representation.objects.create(
        person=user.person,
        organization=organization,
        duty=Duty.LEADER,
        position_title=title,
        since=since,
        until=until,
    )
    return user


def end_leaders(organization: Organization) -> None:
    """Ends the right of whoever leads an organisation, as of yesterday: another may follow."""
    yesterday = clock.today() - timedelta(days=1)
    organization.representations.filter(duty=Duty.LEADER, until=None).update(until=yesterday)


def make_clerk(organization: Organization, *, email: str = "") -> User:
    """An account of somebody who works for an organisation."""
    user = make_user(make_person(f"Văn phòng {organization.code}"), email)
    Representation.objects.create(
        person=user.person,
        organization=organization,
        duty=Duty.CLERK,
        position_title="Chánh Văn phòng",
        since=LONG_AGO,
    )
    return user


def make_appointed(role: str, bloc: Bloc | None = None, *, email: str = "", until=None) -> User:
    """An account of somebody appointed to a role (a bloc for the secretariat)."""
    user = make_user(make_person(f"{Role(role).name} {bloc.code if bloc else ''}".strip()), email)
    Appointment.objects.create(person=user.person, role=role, bloc=bloc, since=LONG_AGO, until=until)
    return user


def make_affiliation(user: User, organization: Organization, nature: str = "Ủy viên danh dự") -> Affiliation:
    return Affiliation.objects.create(
        person=user.person, organization=organization, nature=nature, since=LONG_AGO
    )


def actor_of(user: User, role: str = "") -> Actor:
    """The actor of an account; of several capacities, the one of a role."""
    actor = resolve_actor(user)
    if role:
        key = next(c.key for c in actor.capacities if c.role == role)
        actor = resolve_actor(user, key)
    return actor


def make_cycle(
    bloc: Bloc, year: int = 2021, table_version: ScoringTableVersion | None = None, **fields
) -> Cycle:
    emulation_year, _new = EmulationYear.objects.get_or_create(
        year=year, defaults={"theme": f"Chủ đề của thành phố năm {year}"}
    )
    return Cycle.objects.create(bloc=bloc, year=emulation_year, table_version=table_version, **fields)


def make_window(
    cycle: Cycle, act: str, opens: date | None = None, closes: date | None = None, **fields
) -> Window:
    """A window of the cycle, open around today unless told otherwise."""
    today = clock.today()
    return Window.objects.create(
        cycle=cycle,
        act=act,
        opens=opens or today - timedelta(days=10),
        closes=closes or today + timedelta(days=10),
        **fields,
    )


def make_extension(window: Window, organization: Organization, until: date, granted_by: User) -> Extension:
    return Extension.objects.create(
        window=window,
        organization=organization,
        until=until,
        reason="Lý do thử nghiệm",
        granted_by=granted_by,
    )


def make_table(
    published_by: User | None = None, code: str = "", groups: int = 2, criteria: int = 2
) -> ScoringTableVersion:
    """A table with `groups` × `criteria` criteria of 10 points in steps of 0,5, a bonus and a deduction group.

    Codes are A1, A2, B1 …, then D1 (bonus, at most 4) and E1 (deduction, at most 5).
    """
    table = ScoringTable.objects.create(code=code or f"bang-{next(_number)}", name="Bảng tiêu chí thử nghiệm")
    version = ScoringTableVersion.objects.create(table=table, number=1, dated_on=LONG_AGO)
    layout = [(chr(ord("A") + i), GroupKind.BASE, criteria, Decimal(10)) for i in range(groups)]
    layout += [("X", GroupKind.BONUS, 1, Decimal(4)), ("Y", GroupKind.DEDUCTION, 1, Decimal(5))]
    for place, (letter, kind, number, most) in enumerate(layout, start=1):
        group = CriterionGroup.objects.create(
            version=version, code=letter, name=f"Nhóm {letter}", kind=kind, order=place
        )
        for index in range(1, number + 1):
            criterion = Criterion.objects.create(
                group=group,
                code=f"{letter}{index}",
                name=f"Tiêu chí {letter}{index}",
                max_points=most,
                order=index,
                measure_unit="nhiệm vụ" if (letter, index) == ("A", 1) else "",
            )
            CriterionRule.objects.create(criterion=criterion, step=Decimal("0.5"))
    Band.objects.create(version=version, label="Xuất sắc", minimum=Decimal(35), order=1)
    Band.objects.create(version=version, label="Tốt", minimum=Decimal(20), order=2)
    Band.objects.create(version=version, label="Khá", minimum=Decimal(0), order=3)
    TieBreak.objects.create(version=version, order=1, key=TieBreakKey.GROUP, group_code="A")
    TieBreak.objects.create(version=version, order=2, key=TieBreakKey.FEWER_DEDUCTIONS)
    DisqualificationGround.objects.create(
        version=version, code="F1", text="Không ký giao ước thi đua", order=1
    )
    if published_by:
        version.refresh_from_db()
        text = whole_table(version)
        version.canonical, version.sha256 = table_canonical(text), fingerprint(text)
        version.published_at, version.published_by = clock.now(), published_by
        version.save()
    return version


def make_meeting(
    cycle: Cycle, kind: str = MeetingKind.ASSESSMENT, agenda: str = AgendaKind.AGREE_SCORES
) -> AgendaItem:
    """A meeting today, with one agenda item for the cycle."""
    meeting = Meeting.objects.create(
        bloc=cycle.bloc, kind=kind, held_on=clock.today(), place="Hội trường thử nghiệm"
    )
    return AgendaItem.objects.create(meeting=meeting, cycle=cycle, kind=agenda)


def make_draft_pledge(cycle: Cycle, members: list[Organization]) -> PledgeVersion:
    """A draft text with a clause per section; parties are frozen when the text becomes final."""
    pledge = Pledge.objects.create(cycle=cycle)
    version = PledgeVersion.objects.create(
        pledge=pledge, dated_on=date(cycle.year_id, 3, 9), place="Hải Phòng", theme="Đoàn kết, sáng tạo"
    )
    for section, text in [
        (Section.CONTENT, "Hoàn thành chương trình công tác năm."),
        (Section.CONTENT, "Làm tốt công tác an sinh xã hội."),
        (Section.MEASURE, "Trưởng khối và Tổ thư ký theo dõi, đôn đốc."),
        (Section.COMMITMENT, "Các đơn vị cam kết đoàn kết."),
    ]:
        order = PledgeClause.objects.filter(version=version, section=section).count() + 1
        PledgeClause.objects.create(version=version, section=section, order=order, text=text)
    PledgeClause.objects.create(
        version=version,
        section=Section.TARGET,
        order=1,
        text="Nhiệm vụ được hoàn thành",
        target_unit="%",
        target_level="100",
    )
    return version


def make_final_pledge(cycle: Cycle, members: list[Organization], by: User) -> PledgeVersion:
    """A text that may be signed, with the members as its parties in order (no head, no witness)."""
    version = make_draft_pledge(cycle, members)
    names = names_on(version.dated_on)
    for order, organization in enumerate(members, start=1):
        PledgeParty.objects.create(
            version=version,
            organization=organization,
            name=names[organization.pk].full,
            capacity=PartyCapacity.MEMBER,
            order=order,
        )
    word(version, cycle, len(members))
    version.canonical = canonical(version)
    version.sha256 = digest(version.canonical)
    version.finalised_at, version.finalised_by = clock.now(), by
    version.save()
    return version


def make_commendation(
    code: str = "CITY_FLAG", name: str = "Cờ thi đua của Ủy ban nhân dân thành phố", **fields
) -> Commendation:
    fields = {
        "short_name": "Cờ thi đua",
        "kind": CommendationKind.TITLE,
        "sign": CommendationSign.FLAG,
        "level": 50,
        "authority": "Chủ tịch Ủy ban nhân dân thành phố",
        "through_bloc": True,
    } | fields
    return Commendation.objects.get_or_create(code=code, defaults={"name": name} | fields)[0]


def make_city() -> None:
    """The bodies of the city and a legal basis, as papers need them."""
    for kind, name in [
        (CityBodyKind.CITY, "thành phố Hải Phòng"),
        (CityBodyKind.PEOPLE_COMMITTEE, "Ủy ban nhân dân thành phố Hải Phòng"),
        (CityBodyKind.COUNCIL, "Hội đồng Thi đua - Khen thưởng thành phố"),
        (CityBodyKind.STANDING_BODY, "Ban Thi đua - Khen thưởng thành phố"),
    ]:
        CityBody.objects.create(kind=kind, name=name, short_name=name, valid_from=LONG_AGO)
    LegalBasis.objects.create(
        citation="Luật Thi đua, khen thưởng ngày 26 tháng 11 năm 2003", valid_from=LONG_AGO
    )
