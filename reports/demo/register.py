"""What the register keeps over the years: a founding, a renaming, a merger, a cluster, a leader who changes.

The association founded in 2024 is of the public record; everything else here is invented and says so.
"""

from datetime import date

from blocs import clock
from blocs.actions.bloc import found_bloc
from blocs.actions.composition import set_composition
from blocs.actions.office import hand_over_head
from blocs.actions.organization import enter_organization, rename_organization
from blocs.actions.organization_end import merge_organizations
from blocs.actions.person import Particulars, replace_leader_by_new
from blocs.actions.representation import NewDuty
from blocs.actor import Actor, resolve_actor
from blocs.models import Bloc, Organization, User
from blocs.models.bloc import BlocKind
from blocs.models.organization import OrganizationKind
from blocs.models.representation import Duty
from blocs.queries import names_on
from blocs.queries.composition import Line
from blocs.queries.decision import NewDecision
from reports.demo.catalogue import INVENTED
from reports.demo.moments import local
from reports.demo.structure import LoadedBloc

ISSUER = "Ủy ban nhân dân thành phố Hải Phòng"
COMMUNES = "ABCDEF"
MERGED_ON = date(2021, 1, 1)


def load_register(city: dict[str, User], invented: LoadedBloc) -> None:
    """Uses the acts of the register, as the city officer, at the days they are about."""
    officer = resolve_actor(city["chuyen-vien"])
    _found_in_2024(officer)
    cluster, communes = _cluster(officer)
    _merge_two_communes(officer, cluster, communes)
    _change_a_leader(officer, invented.organizations["HOI-H"])


def _found_in_2024(officer: Actor) -> None:
    day = date(2024, 8, 26)
    with clock.standing_at(local(2024, 9, 3, 9, 0)):
        enter_organization(
            actor=officer,
            code="HHHTPTCN",
            kind=OrganizationKind.BUSINESS_ASSOCIATION,
            name="Hiệp hội Hỗ trợ phát triển công nghiệp Hải Phòng",
            short_name="Hiệp hội HTPT công nghiệp",
            valid_from=day,
            founded_on=day,
            decision="Quyết định số 3019/QĐ-UBND ngày 26/8/2024",
        )


def _cluster(officer: Actor) -> tuple[Bloc, dict[str, Organization]]:
    """A cluster of six invented communes, whose second commune was renamed."""
    with clock.standing_at(local(2020, 1, 15, 9, 0)):
        communes = {letter: _commune(officer, letter) for letter in COMMUNES}
        rename_organization(
            communes["B"],
            actor=officer,
            name="Phường B Đông (minh họa)",
            short_name="Phường B Đông",
            valid_from=date(2020, 1, 10),
            decision=INVENTED,
            version=communes["B"].version,
        )
        cluster = found_bloc(
            actor=officer,
            name="Cụm thi đua các phường số 1 (minh họa)",
            short_name="Cụm các phường số 1 (minh họa)",
            founded_on=date(2020, 1, 1),
            basis=_decision("thành lập Cụm"),
            details={
                "code": "CUM-1",
                "kind": BlocKind.TERRITORIAL,
                "paper_symbol": "CTĐ1",
                "head_title": "Cụm trưởng",
                "deputy_title": "Cụm phó",
                "secretariat_title": "Tổ thư ký",
            },
        )
        Bloc.objects.filter(pk=cluster.pk).update(fictional=True)
        cluster = _compose(officer, cluster, 2020, list(communes.values()))
        cluster = _head(officer, cluster, 2020, communes["A"])
    return cluster, communes


def _commune(officer: Actor, letter: str) -> Organization:
    commune = enter_organization(
        actor=officer,
        code=f"PHUONG-{letter}",
        kind=OrganizationKind.OTHER,
        name=f"Phường {letter} (minh họa)",
        short_name=f"Phường {letter}",
        valid_from=date(2010, 1, 1),
        decision=INVENTED,
    )
    Organization.objects.filter(pk=commune.pk).update(fictional=True)
    return commune


def _merge_two_communes(officer: Actor, cluster: Bloc, communes: dict[str, Organization]) -> None:
    """E and F become G from 2021 on; the cluster's composition of 2021 follows."""
    with clock.standing_at(local(2020, 12, 28, 9, 0)):
        merged = merge_organizations(
            actor=officer,
            predecessors=[communes["E"].pk, communes["F"].pk],
            effective_on=MERGED_ON,
            decision=INVENTED,
            founded={
                "code": "PHUONG-G",
                "kind": OrganizationKind.OTHER,
                "name": "Phường G (minh họa)",
                "short_name": "Phường G",
            },
        )
        Organization.objects.filter(pk=merged.pk).update(fictional=True)
        cluster = _compose(officer, cluster, 2021, [*(communes[letter] for letter in "ABCD"), merged])
        _head(officer, cluster, 2021, merged)


def _compose(officer: Actor, cluster: Bloc, year: int, communes: list[Organization]) -> Bloc:
    cluster.refresh_from_db()
    names = names_on(date(year, 12, 31), [commune.pk for commune in communes])
    lines = [Line(commune.pk, names[commune.pk].full) for commune in communes]
    basis = _decision(f"thành phần của Cụm năm {year}")
    set_composition(cluster, year, lines, actor=officer, seen=cluster.version, basis=basis)
    cluster.refresh_from_db()
    return cluster


def _head(officer: Actor, cluster: Bloc, year: int, commune: Organization) -> Bloc:
    hand_over_head(
        cluster,
        year,
        commune.pk,
        actor=officer,
        since=date(year, 1, 1),
        basis=INVENTED,
        seen=cluster.version,
    )
    cluster.refresh_from_db()
    return cluster


def _decision(what: str) -> NewDecision:
    return NewDecision(issuer=ISSUER, source=f"{INVENTED}: {what} do hệ thống đặt ra")


def _change_a_leader(officer: Actor, organization: Organization) -> None:
    """Another chairman from the middle of the year, who has not opened an account yet."""
    with clock.standing_at(local(2021, 6, 28, 9, 0)):
        replace_leader_by_new(
            Particulars(
                name="Chủ tịch Hội H, từ tháng 7/2021",
                role_title="Chủ tịch",
                work_email="hoi-h@trinhdien.example",
            ),
            organization,
            NewDuty(duty=Duty.LEADER, position_title="Chủ tịch", since=date(2021, 7, 1)),
            seen=list(
                organization.representations.filter(duty=Duty.LEADER, until=None).values_list("pk", flat=True)
            ),
            actor=officer,
        )
