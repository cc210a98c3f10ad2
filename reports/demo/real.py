"""The real bloc: 2020 summed up and honoured as the article tells, 2021 with pledge and self-scoring open."""

from datetime import date

from awards.actions.appraisal import appraise_nomination, approve_appraisal, receive_nomination
from awards.actions.decision import record_decision
from awards.actions.nomination import prepare_nomination, send_nominations
from awards.actions.opinion import give_opinion
from awards.models import DecisionSource, Nomination, Verdict
from blocs import clock
from blocs.actor import resolve_actor
from blocs.models import User
from emulation.actions.scoresheet import check_sheet, present_sheet, submit_sheet
from emulation.actions.standing import lock_scores
from emulation.models import Commendation, Cycle, ScoringTableVersion
from emulation.models.meeting import AgendaKind, MeetingKind
from emulation.models.window import Act
from reports.demo.catalogue import ARTICLE
from reports.demo.moments import local
from reports.demo.people import Accounts
from reports.demo.sheets import Filling, fill, review
from reports.demo.structure import LoadedBloc, load_bloc
from reports.demo.units import REAL_BLOC, REAL_UNITS
from reports.demo.years import (
    assessment,
    head,
    keep_open,
    load_cycle,
    load_meeting,
    load_pledge,
    secretary,
    windows_of,
)

CONFERENCE = date(2021, 3, 9)
PEOPLE_COMMITTEE = "Ủy ban nhân dân thành phố Hải Phòng"
# The real honours of 2020, in the words of the article.
HONOURED = {
    "CITY_FLAG": ["HNDN"],
    "CITY_MERIT": ["LMHTX", "HHDNNVV", "HDNT"],
}
ACHIEVEMENTS = (
    "Hoàn thành chương trình công tác năm; hỗ trợ hội viên ổn định sản xuất, kinh doanh trong điều kiện dịch Covid-19; "
    "tích cực tham gia công tác an sinh xã hội (nội dung minh họa)."
)
REASON = "Đã có thành tích xuất sắc trong phong trào thi đua năm 2020"


def load_real_bloc(table: ScoringTableVersion, city: dict[str, User], accounts: Accounts) -> LoadedBloc:
    """The bloc with both its years."""
    loaded = load_bloc(
        REAL_BLOC,
        REAL_UNITS,
        heads={2020: "LMHTX", 2021: "HHDNNVV"},
        deputies={2020: "HHDNNVV", 2021: "HNDN"},
        secretary_key="to-thu-ky",
        accounts=accounts,
        fictional=False,
    )
    first, second = load_cycle(loaded, 2020, table), load_cycle(loaded, 2021, table)
    load_pledge(loaded, first, signed_on=date(2020, 3, 5), signers=list(loaded.units))
    _score(loaded, first)
    _honour(loaded, first, city)
    load_meeting(
        loaded,
        MeetingKind.YEAR_END,
        CONFERENCE,
        [
            (first, AgendaKind.SUM_UP),
            (first, AgendaKind.PRESENT_AWARDS),
            (second, AgendaKind.SIGN_PLEDGE),
        ],
        source=ARTICLE,
    )
    load_pledge(loaded, second, signed_on=CONFERENCE, signers=["LMHTX", "HHDNCCB", "LHHKHKT", "LHTCHN"])
    keep_open(loaded, windows_of(second, Act.PLEDGE, Act.SELF_SCORING), granted_by=city["chuyen-vien"])
    _begin(loaded, second)
    return loaded


def _score(loaded: LoadedBloc, cycle: Cycle) -> None:
    """The sheets of 2020: sent in time, checked, agreed, locked."""
    sheets = []
    for place, (code, unit) in enumerate(loaded.units.items()):
        organization = loaded.organizations[code]
        with clock.standing_at(local(2020, 12, 3 + place, 15, 10)):
            clerk = resolve_actor(loaded.clerks[code])
            sheet = fill(
                cycle,
                organization,
                Filling(unit.lost[2020], unit.won.get(2020, {})),
                actor=clerk,
                place=place,
            )
            present_sheet(sheet, actor=clerk)
        with clock.standing_at(local(2020, 12, 4 + place, 9, 30)):
            sheets.append(submit_sheet(sheet, actor=resolve_actor(loaded.leaders[code])))
    for place, sheet in enumerate(sheets):
        with clock.standing_at(local(2020, 12, 21 + place, 10, 0)):
            sheet = review(sheet, {}, actor=secretary(loaded))
            check_sheet(sheet, actor=secretary(loaded))
    held_on = date(2021, 1, 12)
    assessment(loaded, cycle, held_on)
    with clock.standing_at(local(2021, 1, 12, 10, 45)):
        lock_scores(cycle, actor=head(loaded, cycle))


def _honour(loaded: LoadedBloc, cycle: Cycle, city: dict[str, User]) -> None:
    """Nominations of 2020 up to the honours that were presented at the conference of 09/03/2021."""
    with clock.standing_at(local(2021, 1, 14, 9, 0)):
        for award, codes in HONOURED.items():
            for code in codes:
                prepare_nomination(
                    cycle,
                    actor=head(loaded, cycle),
                    organization_id=loaded.organizations[code].pk,
                    commendation_id=Commendation.objects.get(code=award).pk,
                    achievements=ACHIEVEMENTS,
                    reason=REASON,
                )
    with clock.standing_at(local(2021, 1, 15, 14, 0)):
        send_nominations(cycle, actor=head(loaded, cycle))
    for nomination in Nomination.objects.filter(cycle=cycle).order_by("pk"):
        judge(nomination, city, year=2021)
    awarded = {
        award: list(
            Nomination.objects.filter(cycle=cycle, commendation__code=award).values_list("pk", flat=True)
        )
        for award in HONOURED
    }
    subjects = {
        "CITY_FLAG": "Tặng Cờ thi đua của Ủy ban nhân dân thành phố năm 2020",
        "CITY_MERIT": "Tặng Bằng khen của Ủy ban nhân dân thành phố năm 2020",
    }
    with clock.standing_at(local(2021, 3, 9, 7, 30)):
        for award, subject in subjects.items():
            record_decision(
                actor=resolve_actor(city["chuyen-vien"]),
                awarded=awarded[award],
                source=DecisionSource.RECORDED,
                issuer=PEOPLE_COMMITTEE,
                subject=subject,
                citation=ARTICLE,
            )


def judge(nomination: Nomination, city: dict[str, User], *, year: int) -> None:
    """The city's work on a nomination: received, appraised, approved, an opinion of the council."""
    with clock.standing_at(local(year, 1, 18, 9, 0)):
        receive_nomination(nomination, actor=resolve_actor(city["chuyen-vien"]))
    with clock.standing_at(local(year, 1, 25, 15, 0)):
        appraise_nomination(
            nomination,
            actor=resolve_actor(city["chuyen-vien"]),
            appraisal="Hồ sơ đủ thành phần, đúng đối tượng; kết quả chấm điểm đã được Khối thống nhất (nội dung minh họa).",
        )
    with clock.standing_at(local(year, 1, 27, 16, 0)):
        approve_appraisal(nomination, actor=resolve_actor(city["lanh-dao-thuong-truc"]))
    with clock.standing_at(local(year, 2, 2, 9, 0)):
        give_opinion(nomination, actor=resolve_actor(city["hoi-dong-3"]), verdict=Verdict.AGREE)


def _begin(loaded: LoadedBloc, cycle: Cycle) -> None:
    """The sheets of 2021: two sent, one with the leader, two begun, two not; no unit in an awkward state."""
    fillings = {
        "LMHTX": Filling({"A2": "1", "A5": "1.5", "C4": "0.5"}, {}),
        "HHDNCCB": Filling({"A1": "1", "A8": "1", "B1": "0.5"}, {}),
        "LHHKHKT": Filling({"A5": "2", "A9": "0.5"}, {}),
        "HNDN": Filling({"A2": "0.5"}, {"D1": "1"}, only=12),
        "HDNT": Filling({"A3": "0.5"}, {}, only=5),
    }
    places = list(loaded.units)
    for day, (code, filling) in enumerate(fillings.items()):
        with clock.standing_at(local(2021, 12, 1 + day, 14, 0)):
            clerk = resolve_actor(loaded.clerks[code])
            sheet = fill(
                cycle, loaded.organizations[code], filling, actor=clerk, place=places.index(code) + 1
            )
            if filling.only is None:
                sheet = present_sheet(sheet, actor=clerk)
        if code in {"LMHTX", "HHDNCCB"}:
            with clock.standing_at(local(2021, 12, 6 + day, 9, 0)):
                submit_sheet(sheet, actor=resolve_actor(loaded.leaders[code]))
