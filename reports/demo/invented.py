"""The invented bloc: 2020 locked with open nominations, 2021 with the awkward cases."""

from datetime import date

from awards.actions.appraisal import appraise_nomination, approve_appraisal, receive_nomination
from awards.actions.nomination import prepare_nomination, send_nominations
from awards.actions.opinion import give_opinion
from awards.models import Nomination, Verdict
from blocs import clock
from blocs.actor import resolve_actor
from blocs.models import User
from emulation.actions.score_line import dispute_line
from emulation.actions.scoresheet import (
    check_sheet,
    present_sheet,
    return_sheet,
    set_disqualified,
    submit_sheet,
)
from emulation.actions.standing import lock_scores
from emulation.models import Commendation, Criterion, Cycle, ScoringTableVersion, Window
from emulation.models.window import Act
from reports.demo.moments import local
from reports.demo.people import Accounts, tie_to
from reports.demo.sheets import Filling, fill, review
from reports.demo.structure import LoadedBloc, load_bloc
from reports.demo.units import INVENTED_BLOC, INVENTED_UNITS
from reports.demo.years import assessment, head, keep_open, load_cycle, load_pledge, secretary, windows_of

CORRECTED = {"HOI-E": {"A5": ("5", "Chỉ có minh chứng của 03 trên 04 sự kiện (nội dung minh họa).")}}
PROPOSED = {"CITY_FLAG": ["HOI-A"], "CITY_MERIT": ["HOI-B", "HOI-C", "HOI-D"]}
ACHIEVEMENTS = {
    "HOI-A": "Hoàn thành 17/18 nhiệm vụ; kết nạp 40 hội viên mới, đạt 100% kế hoạch; vận động 450 triệu đồng an sinh xã hội.",
    "HOI-B": "Hoàn thành 19/19 nhiệm vụ; vận động 478 triệu đồng an sinh xã hội, đạt 94% đăng ký.",
    "HOI-C": "Hoàn thành 20/20 nhiệm vụ; tổ chức 10 đợt phổ biến pháp luật tới hội viên.",
    "HOI-D": "Hoàn thành 21/21 nhiệm vụ; tập huấn, tư vấn cho 420 lượt hội viên.",
}


def load_invented_bloc(table: ScoringTableVersion, city: dict[str, User], accounts: Accounts) -> LoadedBloc:
    """The bloc with both its years; nothing in it is real."""
    loaded = load_bloc(
        INVENTED_BLOC,
        INVENTED_UNITS,
        heads={2020: "HOI-A", 2021: "HOI-C"},
        deputies={2020: "HOI-C", 2021: "HOI-E"},
        secretary_key="to-thu-ky-minh-hoa",
        accounts=accounts,
        fictional=True,
    )
    tie_to(city["hoi-dong-2"], loaded.organizations["HOI-B"], "Cố vấn của Ban Chấp hành (minh họa)")
    first, second = load_cycle(loaded, 2020, table), load_cycle(loaded, 2021, table)
    load_pledge(loaded, first, signed_on=date(2020, 3, 12), signers=list(loaded.units))
    _score(loaded, first)
    _nominate(loaded, first, city)
    signers = [code for code in loaded.units if code not in {"HOI-G", "HOI-H"}]
    load_pledge(loaded, second, signed_on=date(2021, 3, 16), signers=signers)
    late = Window.objects.create(
        cycle=second, act=Act.SELF_SCORING, opens=date(2021, 11, 16), closes=date(2021, 12, 15), grace_days=10
    )
    _awkward(loaded, second)
    keep_open(loaded, [*windows_of(second, Act.PLEDGE), late], granted_by=city["chuyen-vien"])
    return loaded


def _score(loaded: LoadedBloc, cycle: Cycle) -> None:
    for place, (code, unit) in enumerate(loaded.units.items()):
        with clock.standing_at(local(2020, 12, 1 + place, 10, 0)):
            leader = resolve_actor(loaded.leaders[code])
            filling = Filling(unit.lost[2020], unit.won.get(2020, {}))
            sheet = fill(cycle, loaded.organizations[code], filling, actor=leader, place=place)
            sheet = submit_sheet(sheet, actor=leader)
        with clock.standing_at(local(2020, 12, 18 + place, 10, 0)):
            sheet = review(sheet, CORRECTED.get(code, {}), actor=secretary(loaded))
            check_sheet(sheet, actor=secretary(loaded))
    assessment(loaded, cycle, date(2021, 1, 8))
    with clock.standing_at(local(2021, 1, 8, 11, 0)):
        lock_scores(cycle, actor=head(loaded, cycle))


def _nominate(loaded: LoadedBloc, cycle: Cycle, city: dict[str, User]) -> None:
    """Four open nominations: all received, two appraised and approved, one with an opinion."""
    with clock.standing_at(local(2021, 1, 13, 9, 0)):
        for award, codes in PROPOSED.items():
            for code in codes:
                prepare_nomination(
                    cycle,
                    actor=head(loaded, cycle),
                    organization_id=loaded.organizations[code].pk,
                    commendation_id=Commendation.objects.get(code=award).pk,
                    achievements=ACHIEVEMENTS[code],
                    reason="Đã có thành tích xuất sắc trong phong trào thi đua năm 2020",
                )
    with clock.standing_at(local(2021, 1, 14, 9, 0)):
        send_nominations(cycle, actor=head(loaded, cycle))
    officer = resolve_actor(city["chuyen-vien"])
    nominations = list(Nomination.objects.filter(cycle=cycle).order_by("pk"))
    for nomination in nominations:
        with clock.standing_at(local(2021, 1, 18, 9, 0)):
            receive_nomination(nomination, actor=officer)
    for nomination in nominations[:3]:
        with clock.standing_at(local(2021, 1, 25, 15, 0)):
            appraise_nomination(
                nomination,
                actor=officer,
                appraisal="Hồ sơ đủ thành phần, đúng đối tượng (nội dung minh họa).",
            )
    for nomination in nominations[:2]:
        with clock.standing_at(local(2021, 1, 27, 16, 0)):
            approve_appraisal(nomination, actor=resolve_actor(city["lanh-dao-thuong-truc"]))
    with clock.standing_at(local(2021, 2, 2, 9, 0)):
        give_opinion(nominations[0], actor=resolve_actor(city["hoi-dong-3"]), verdict=Verdict.AGREE)


def _awkward(loaded: LoadedBloc, cycle: Cycle) -> None:
    """2021: sent in time, late, returned, disputed, begun, with the leader, not considered, not begun."""
    Window.objects.create(
        cycle=cycle,
        act=Act.OBJECTION,
        opens=date(2021, 12, 16),
        closes=date(clock.today().year + 1, 12, 31),
    )
    sent = {code: local(2021, 12, 10, 9, 0) for code in ["HOI-A", "HOI-C", "HOI-D", "HOI-G"]}
    sent["HOI-B"] = local(2021, 12, 20, 16, 0)
    sheets = {}
    for place, (code, moment) in enumerate(sent.items()):
        with clock.standing_at(moment):
            leader = resolve_actor(loaded.leaders[code])
            lost = loaded.units[code].lost[2020]
            sheet = fill(cycle, loaded.organizations[code], Filling(lost), actor=leader, place=place + 2)
            sheets[code] = submit_sheet(sheet, actor=leader)
    with clock.standing_at(local(2021, 12, 22, 10, 0)):
        keeper = secretary(loaded)
        return_sheet(
            sheets["HOI-C"],
            actor=keeper,
            reason="Đề nghị bổ sung minh chứng tiêu chí A5 và ghi rõ số hội viên kết nạp mới ở tiêu chí A2.",
        )
        corrected = {"A6": ("4", "Mới có văn bản tổng hợp, chưa có văn bản góp ý gửi thành phố.")}
        review(sheets["HOI-D"], corrected, actor=keeper)
        ground = cycle.table_version.disqualification_grounds.get(code="F2")
        set_disqualified(sheets["HOI-G"], actor=keeper, ground=ground)
    with clock.standing_at(local(2021, 12, 24, 8, 40)):
        criterion = Criterion.objects.get(group__version=cycle.table_version, code="A6")
        dispute_line(
            sheets["HOI-D"],
            criterion,
            actor=resolve_actor(loaded.leaders["HOI-D"]),
            reason="Đơn vị đã gửi văn bản góp ý ngày 12/8/2021, xin bổ sung bản chụp.",
        )
    with clock.standing_at(local(2021, 12, 9, 15, 0)):
        clerk = resolve_actor(loaded.clerks["HOI-E"])
        fill(cycle, loaded.organizations["HOI-E"], Filling({"A1": "1"}, only=9), actor=clerk, place=5)
        clerk = resolve_actor(loaded.clerks["HOI-F"])
        sheet = fill(cycle, loaded.organizations["HOI-F"], Filling({"A2": "1"}), actor=clerk, place=6)
        present_sheet(sheet, actor=clerk)
