"""The example table of a bloc of business associations, small enough to add up by hand."""

from decimal import Decimal

from emulation.scoring import (
    Band,
    CriterionSpec,
    Ground,
    Group,
    GroupKind,
    Rule,
    Table,
    TieBreak,
    TieBreakKey,
)


def criterion(
    code: str, maximum: str, *, step: str = "0.5", name: str = "", parent: str = ""
) -> CriterionSpec:
    return CriterionSpec(
        code, name or f"Tiêu chí {code}", Decimal(maximum), (Rule(step=Decimal(step)),), parent
    )


EXAMPLE = Table(
    scale=Decimal(30),
    decimals=1,
    bonus_ceiling=Decimal(3),
    groups=(
        Group("A", "Nhiệm vụ công tác hội", GroupKind.BASE, (criterion("A1", "10"), criterion("A2", "10"))),
        Group("B", "Chấp hành chủ trương", GroupKind.BASE, (criterion("B1", "10"),)),
        Group("D", "Điểm thưởng", GroupKind.BONUS, (criterion("D1", "2"), criterion("D2", "4"))),
        Group("E", "Điểm trừ", GroupKind.DEDUCTION, (criterion("E1", "40", step="1"),)),
    ),
    bands=(Band("Tốt", Decimal(25)), Band("Xuất sắc", Decimal("28.5")), Band("Khá", Decimal(20))),
    tie_breaks=(
        TieBreak(TieBreakKey.GROUP, "A"),
        TieBreak(TieBreakKey.FEWER_DEDUCTIONS),
        TieBreak(TieBreakKey.BONUS),
    ),
    grounds=(Ground("F1", "Không đăng ký thi đua"),),
)
