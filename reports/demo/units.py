"""The units of the two demonstration blocs, and what each loses of the full marks.

The organisations of the real bloc are of the public record; its composition for 2020–2021, its offices and
all scores are invented and marked so. The second bloc is invented altogether.
"""

from dataclasses import dataclass, field
from datetime import date

from blocs.models.organization import OrganizationKind as Kind


@dataclass(frozen=True)
class Unit:
    """A unit: code, kind, names by first day, the title of its leader, points lost and won by year."""

    code: str
    kind: str
    names: list[tuple[date, str, str]]
    lost: dict[int, dict[str, str]] = field(default_factory=dict)
    won: dict[int, dict[str, str]] = field(default_factory=dict)
    signing_form: str = ""
    leader: str = "Chủ tịch"


START = date(2010, 1, 1)

REAL_BLOC = {
    "code": "LHH-HDN",
    "name": "Khối thi đua Liên hiệp hội và các Hội doanh nghiệp thành phố Hải Phòng",
    "short_name": "Liên hiệp hội và các Hội doanh nghiệp",
}
# In the order of the (demonstration) composition.
REAL_UNITS = [
    Unit(
        "LMHTX",
        Kind.COOPERATIVE_ALLIANCE,
        [
            (START, "Liên minh Hợp tác xã và Doanh nghiệp thành phố", "Liên minh HTX và DN"),
            (date(2022, 1, 1), "Liên minh Hợp tác xã thành phố Hải Phòng", "Liên minh HTX"),
        ],
        lost={
            2020: {
                "A4": "0.5",
                "A8": "1",
                "A9": "1",
                "B1": "0.5",
                "B3": "0.5",
                "C2": "0.5",
                "C4": "1",
                "C5": "0.5",
            }
        },
        won={2020: {"D1": "2"}},
    ),
    Unit(
        "HNDN",
        Kind.BUSINESS_ASSOCIATION,
        [(START, "Hội Nữ doanh nhân Hải Phòng", "Hội Nữ doanh nhân")],
        lost={2020: {"A2": "0.5", "A6": "0.5", "B3": "1", "C2": "0.5", "C4": "0.5"}},
        won={2020: {"D4": "1"}},
    ),
    Unit(
        "HHDNNVV",
        Kind.BUSINESS_ASSOCIATION,
        [(START, "Hiệp hội Doanh nghiệp nhỏ và vừa thành phố Hải Phòng", "Hiệp hội DN nhỏ và vừa")],
        lost={
            2020: {
                "A1": "0.5",
                "A2": "1",
                "A5": "1",
                "A7": "0.5",
                "B3": "1",
                "B4": "0.5",
                "C2": "1",
                "C5": "0.5",
            }
        },
        won={2020: {"D1": "1"}},
    ),
    Unit(
        "HDNT",
        Kind.BUSINESS_ASSOCIATION,
        [
            (START, "Hội Doanh nghiệp trẻ Hải Phòng", "Hội Doanh nghiệp trẻ"),
            (date(2022, 1, 1), "Hội Doanh nhân trẻ Hải Phòng", "Hội Doanh nhân trẻ"),
        ],
        lost={
            2020: {
                "A1": "1",
                "A3": "1",
                "A6": "1",
                "A7": "1",
                "B2": "0.5",
                "B3": "1",
                "C4": "0.5",
                "C6": "0.5",
            }
        },
        won={2020: {"D3": "1"}},
    ),
    Unit(
        "HHDNCCB",
        Kind.BUSINESS_ASSOCIATION,
        [(START, "Hiệp hội Doanh nghiệp Cựu chiến binh Hải Phòng", "Hiệp hội DN Cựu chiến binh")],
        lost={
            2020: {
                "A1": "1",
                "A2": "1.5",
                "A4": "1",
                "A5": "1.5",
                "A9": "1",
                "B1": "0.5",
                "C2": "1",
                "C5": "1",
            }
        },
    ),
    Unit(
        "LHHKHKT",
        Kind.UNION,
        [(START, "Liên hiệp các Hội Khoa học và Kỹ thuật thành phố Hải Phòng", "Liên hiệp các Hội KH&KT")],
        lost={2020: {"A2": "1.5", "A5": "3", "A7": "1", "A8": "2", "A10": "1", "B1": "0.5", "C4": "0.5"}},
        signing_form="KT.",
        leader="Phó Chủ tịch",
    ),
    Unit(
        "LHTCHN",
        Kind.UNION,
        [(START, "Liên hiệp các tổ chức hữu nghị thành phố Hải Phòng", "Liên hiệp các TCHN")],
        lost={
            2020: {
                "A1": "1",
                "A2": "2",
                "A4": "1",
                "A5": "2.5",
                "A8": "1.5",
                "A9": "0.5",
                "B1": "1",
                "C2": "0.5",
                "C4": "1",
            }
        },
    ),
]

INVENTED_BLOC = {
    "code": "MINH-HOA",
    "name": "Khối thi đua các Hội đặc thù (minh họa)",
    "short_name": "Các Hội đặc thù (minh họa)",
}
_LOST = [
    {"A1": "1", "A5": "1", "C4": "0.5"},
    {"A2": "1", "A8": "0.5", "B3": "0.5"},
    {"A2": "1", "A6": "1", "B1": "1", "C2": "0.5"},
    # Hội C and Hội D share a place: the same total, the same points in A, no deductions, no bonus.
    {"A2": "1", "A6": "1", "B1": "1", "C2": "0.5"},
    {"A1": "2", "A3": "2", "A8": "2", "C3": "1"},
    {"A1": "3", "A4": "2", "A7": "2", "B2": "1", "C4": "2"},
    {"A2": "3", "A5": "4", "A9": "2", "B4": "2", "C2": "2"},
    {"A1": "5", "A2": "4", "A4": "3", "A5": "5", "A8": "5", "B1": "3", "B3": "3", "C1": "4", "C3": "3"},
]
INVENTED_UNITS = [
    Unit(
        f"HOI-{letter}",
        Kind.ASSOCIATION,
        [(START, f"Hội {letter} (minh họa)", f"Hội {letter}")],
        lost={2020: _LOST[place]},
        won={2020: {"D1": "2"} if letter == "A" else {}},
    )
    for place, letter in enumerate("ABCDEFGH")
]
