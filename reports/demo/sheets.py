"""Fills score sheets of the demonstration: invented points, with figures that go with them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from blocs.actor import Actor
from blocs.models import Organization
from emulation.actions.score_line import Entry, agree_with_rest, save_results, save_reviews
from emulation.actions.scoresheet import start_sheet
from emulation.models import Criterion, Cycle, ScoreSheet
from emulation.models.scoring_table import GroupKind

# What a unit plans in a year, by criterion: the first unit's figure, and how much more each next one plans.
PLANS = {
    "A1": (18, 1),
    "A2": (40, 5),
    "A4": (300, 40),
    "A5": (4, 1),
    "A8": (450, 60),
    "B1": (10, 1),
}
RESULTS = {
    "A1": "Hoàn thành các nhiệm vụ trọng tâm trong chương trình công tác năm đã đăng ký.",
    "A5": "Phối hợp tổ chức các hội nghị kết nối cung cầu, đưa sản phẩm của hội viên vào hệ thống bán lẻ.",
    "A6": "Tổng hợp kiến nghị của hội viên, gửi các sở, ngành và tham gia đối thoại doanh nghiệp.",
    "A8": "Ủng hộ phòng, chống dịch Covid-19; hỗ trợ hội viên và người lao động có hoàn cảnh khó khăn.",
    "A9": "Duy trì trang thông tin, họp trực tuyến, cập nhật dữ liệu hội viên.",
    "B1": "Phổ biến chủ trương, chính sách, pháp luật mới tới hội viên qua hội nghị và nhóm trao đổi.",
    "C5": "Giới thiệu điển hình tiên tiến trên trang thông tin của đơn vị.",
}


@dataclass(frozen=True)
class Filling:
    """What a unit enters: full marks less what it lost, plus what it won; the first `only` criteria."""

    lost: Mapping[str, str] = field(default_factory=dict)
    won: Mapping[str, str] = field(default_factory=dict)
    only: int | None = None


def fill(
    cycle: Cycle, organization: Organization, filling: Filling, *, actor: Actor, place: int
) -> ScoreSheet:
    """Begins a unit's sheet and enters its results; `place` varies the planned figures from unit to unit."""
    sheet = start_sheet(cycle, organization, actor=actor)
    lines = sheet.lines.select_related("criterion__group").order_by(
        "criterion__group__order", "criterion__order"
    )
    entries = [
        Entry(line.criterion_id, line.version, _values(line.criterion, filling, place))
        for line in lines[: filling.only]
    ]
    return save_results(sheet, entries, actor=actor).sheet


def review(sheet: ScoreSheet, corrections: Mapping[str, tuple[str, str]], *, actor: Actor) -> ScoreSheet:
    """The bloc's points: other ones for some criteria (code → points, reason), the unit's own for the rest."""
    lines = sheet.lines.filter(criterion__code__in=corrections).select_related("criterion")
    entries = [
        Entry(
            line.criterion_id,
            line.version,
            {
                "reviewed_points": Decimal(corrections[line.criterion.code][0]),
                "review_reason": corrections[line.criterion.code][1],
            },
        )
        for line in lines
    ]
    if entries:
        save_reviews(sheet, entries, actor=actor)
    return agree_with_rest(sheet, actor=actor).sheet


def _values(criterion: Criterion, filling: Filling, place: int) -> dict[str, Decimal | str]:
    if criterion.group.kind == GroupKind.BASE:
        points = criterion.max_points - Decimal(filling.lost.get(criterion.code, "0"))
    else:
        points = Decimal(filling.won.get(criterion.code, "0"))
    values: dict[str, Decimal | str] = {"self_points": points}
    if criterion.code in RESULTS:
        values["result_text"] = RESULTS[criterion.code]
    if criterion.code in PLANS:
        values["planned"], values["actual"] = _figures(criterion, points, place)
    return values


def _figures(criterion: Criterion, points: Decimal, place: int) -> tuple[Decimal, Decimal]:
    """Planned and actual of a criterion with a measure: as much of the plan as of the points."""
    first, more = PLANS[criterion.code]
    planned = Decimal(first + more * place)
    share = points / criterion.max_points
    return planned, (planned * share).quantize(Decimal(1), ROUND_HALF_UP)
