"""The demonstration: real organisations with their real honours, invented scores, nothing twice."""

from datetime import date
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings

from awards.models import Nomination, NominationState
from blocs.models import AuditEvent, Bloc, Membership, Organization, Person, Representation, User
from blocs.queries import names_on
from emulation.models import Cycle, Honour, PledgeSignature, ReportText, ScoreSheet, StandingEntry
from emulation.models.calendar import Calendar
from emulation.models.commendation import CommendationSign
from emulation.models.scoresheet import SheetState
from emulation.models.window import Act
from reports.demo.accounts import DEMO_PASSWORD, demo_accounts
from reports.demo.real import CONFERENCE

REAL, INVENTED, CLUSTER = "LHH-HDN", "MINH-HOA", "CUM-1"


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker):
    """The demonstration, loaded once for this module and taken away after it."""
    with django_db_blocker.unblock():
        with override_settings(DEMO=True):
            call_command("load_demo", verbosity=0)
        yield
        # The small city of the other tests comes back with its keys: new ones must go on behind them.
        call_command("flush", verbosity=0, interactive=False, reset_sequences=False)


@pytest.fixture(autouse=True)
def _loaded(demo, db):
    pass


def cycle(code: str, year: int) -> Cycle:
    return Cycle.objects.get(bloc__code=code, year=year)


def test_a_site_that_is_no_demo_gets_no_account_with_a_published_password():
    with pytest.raises(CommandError, match="DEMO=1"):
        call_command("load_demo")


@override_settings(DEMO=True)
def test_a_second_load_changes_nothing():
    before = {model: model.objects.count() for model in (Organization, Person, User, ScoreSheet, AuditEvent)}
    out = StringIO()
    call_command("load_demo", stdout=out)
    assert "đã có" in out.getvalue()
    assert {model: model.objects.count() for model in before} == before


def test_the_honours_of_2020_are_those_of_the_article():
    names = names_on(CONFERENCE)
    honours = Honour.objects.filter(for_year=2020).select_related("commendation")
    received = {(names[honour.organization_id].full, honour.commendation.sign) for honour in honours}
    assert received == {
        ("Hội Nữ doanh nhân Hải Phòng", CommendationSign.FLAG),
        ("Liên minh Hợp tác xã và Doanh nghiệp thành phố", CommendationSign.MERIT),
        ("Hiệp hội Doanh nghiệp nhỏ và vừa thành phố Hải Phòng", CommendationSign.MERIT),
        ("Hội Doanh nghiệp trẻ Hải Phòng", CommendationSign.MERIT),
    }
    assert all(honour.source and not honour.number for honour in honours)


def test_the_year_2020_of_the_real_bloc_is_locked_submitted_and_decided():
    year = cycle(REAL, 2020)
    assert (year.is_locked, year.is_submitted, year.is_decided) == (True, True, True)


def test_real_units_have_scores_of_88_to_98_in_an_order_that_fits_their_honours():
    entries = StandingEntry.objects.filter(snapshot__cycle=cycle(REAL, 2020)).order_by("place")
    totals = [entry.total for entry in entries]
    assert all(Decimal(88) <= total <= Decimal(98) for total in totals)
    honoured = Honour.objects.filter(for_year=2020).values_list("organization", flat=True)
    assert [entry.organization_id in set(honoured) for entry in entries] == [True] * 4 + [False] * 3
    assert entries[0].name == "Hội Nữ doanh nhân Hải Phòng"


def test_the_report_of_2020_speaks_of_its_year_in_the_blocs_own_words():
    written = dict(ReportText.objects.filter(cycle=cycle(REAL, 2020)).values_list("section", "text"))
    assert "Dịch Covid-19" in written["difficulties"]
    assert "Đại hội Đảng bộ thành phố lần thứ XVI" in written["direction"]
    assert AuditEvent.objects.filter(act="report_text.save").count() == len(written) == 8


def test_no_real_unit_is_late_returned_or_set_aside():
    sheets = ScoreSheet.objects.filter(cycle__bloc__code=REAL)
    assert not sheets.filter(late_days__gt=0).exists()
    assert not sheets.filter(state=SheetState.RETURNED).exists()
    assert not sheets.filter(disqualified_for__isnull=False).exists()
    assert not sheets.filter(lines__disputed_at__isnull=False).exists()


def test_2021_is_open_by_extensions_whose_reason_says_that_data_are_invented():
    year = cycle(REAL, 2021)
    unit = Organization.objects.get(code="HDNT")
    calendar = Calendar.of(year)
    for act in (Act.PLEDGE, Act.SELF_SCORING):
        standing = calendar.standing(act, unit.pk)
        assert standing.is_open
        assert standing.reason == "Dữ liệu minh họa"


def test_some_of_2021_have_signed_and_some_have_not():
    signatures = PledgeSignature.objects.filter(party__version__pledge__cycle=cycle(REAL, 2021))
    assert signatures.count() == 4
    assert {signature.signed_at.date() for signature in signatures} == {CONFERENCE}


def test_the_invented_bloc_has_four_open_nominations_and_a_shared_place():
    year = cycle(INVENTED, 2020)
    states = Nomination.objects.filter(cycle=year).values_list("state", flat=True)
    assert list(states) == [NominationState.RECEIVED] * 4
    places = (
        StandingEntry.objects.filter(snapshot__cycle=year).order_by("order").values_list("place", "shared")
    )
    assert list(places)[2:4] == [(3, True), (3, True)]


def test_the_invented_bloc_shows_the_awkward_cases_of_2021():
    sheets = {
        sheet.organization.code: sheet for sheet in ScoreSheet.objects.filter(cycle=cycle(INVENTED, 2021))
    }
    assert sheets["HOI-B"].late_days == 5
    assert sheets["HOI-C"].state == SheetState.RETURNED
    assert sheets["HOI-D"].lines.filter(disputed_at__isnull=False).count() == 1
    assert sheets["HOI-F"].state == SheetState.WITH_LEADER
    assert sheets["HOI-G"].disqualified_for.code == "F2"
    assert "HOI-H" not in sheets


def test_all_but_the_first_bloc_is_invented():
    assert dict(Bloc.objects.values_list("code", "fictional")) == {REAL: False, INVENTED: True, CLUSTER: True}
    invented = {f"HOI-{letter}" for letter in "ABCDEFGH"} | {f"PHUONG-{letter}" for letter in "ABCDEFG"}
    assert set(Organization.objects.filter(fictional=True).values_list("code", flat=True)) == invented


def test_every_account_of_the_login_page_exists_and_opens_with_the_shared_password():
    for account in demo_accounts():
        assert User.objects.get(email=account.email).check_password(DEMO_PASSWORD)


def test_the_demonstration_satisfies_every_invariant():
    call_command("check_data", stdout=StringIO())


def test_the_register_tells_of_a_founding_a_new_name_a_merger_and_another_leader():
    founded = Organization.objects.get(code="HHHTPTCN")
    assert founded.founded_on == date(2024, 8, 26)
    assert not founded.fictional
    renamed = Organization.objects.get(code="PHUONG-B")
    assert list(renamed.names.order_by("valid_from").values_list("short_name", flat=True)) == [
        "Phường B",
        "Phường B Đông",
    ]
    merged = Organization.objects.get(code="PHUONG-G")
    assert sorted(merged.origins.values_list("predecessor__code", flat=True)) == ["PHUONG-E", "PHUONG-F"]
    assert Membership.objects.get(bloc__code=CLUSTER, organization=merged, year=2021).order == 5
    leaders = Representation.objects.filter(organization__code="HOI-H", duty="leader").order_by("since")
    assert [row.until for row in leaders] == [date(2021, 6, 30), None]
