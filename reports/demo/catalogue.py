"""Reference data with its sources: legal bases, bodies of the city, commendations, award rules, scoring table."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from blocs.models.city import CityBodyKind
from blocs.models.legal import LegalTopic
from emulation.models.commendation import CommendationKind, CommendationSign
from emulation.models.scoring_table import GroupKind, TieBreakKey

ARTICLE = "Tin của Liên minh Hợp tác xã và Doanh nghiệp thành phố ngày 09/3/2021 về hội nghị của Khối"
INVENTED = "Dữ liệu minh họa"

LEGAL_BASES = [
    (
        LegalTopic.EMULATION,
        "Luật Thi đua, khen thưởng ngày 26 tháng 11 năm 2003; Luật sửa đổi, bổ sung một số điều của Luật Thi đua, "
        "khen thưởng ngày 14 tháng 6 năm 2005 và ngày 16 tháng 11 năm 2013",
        date(2014, 6, 1),
        date(2023, 12, 31),
    ),
    (
        LegalTopic.EMULATION,
        "Nghị định số 91/2017/NĐ-CP ngày 31 tháng 7 năm 2017 của Chính phủ quy định chi tiết thi hành một số điều "
        "của Luật Thi đua, khen thưởng",
        date(2017, 10, 1),
        date(2023, 12, 31),
    ),
    (
        LegalTopic.EMULATION,
        "Thông tư số 12/2019/TT-BNV ngày 04 tháng 11 năm 2019 của Bộ trưởng Bộ Nội vụ quy định chi tiết thi hành "
        "một số điều của Nghị định số 91/2017/NĐ-CP",
        date(2020, 1, 1),
        date(2023, 12, 31),
    ),
    (
        LegalTopic.EMULATION,
        "Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022",
        date(2024, 1, 1),
        None,
    ),
    (
        LegalTopic.EMULATION,
        "Nghị định số 98/2023/NĐ-CP ngày 31 tháng 12 năm 2023 của Chính phủ quy định chi tiết thi hành một số điều "
        "của Luật Thi đua, khen thưởng",
        date(2024, 1, 1),
        date(2025, 6, 30),
    ),
    (
        LegalTopic.EMULATION,
        "Thông tư số 01/2024/TT-BNV ngày 24 tháng 02 năm 2024 của Bộ trưởng Bộ Nội vụ quy định biện pháp thi hành "
        "Luật Thi đua, khen thưởng và Nghị định số 98/2023/NĐ-CP",
        date(2024, 2, 24),
        date(2025, 6, 30),
    ),
    (
        LegalTopic.EMULATION,
        "Nghị định số 152/2025/NĐ-CP ngày 14 tháng 6 năm 2025 của Chính phủ quy định về phân cấp, phân quyền trong "
        "lĩnh vực thi đua, khen thưởng; quy định chi tiết và hướng dẫn thi hành một số điều của Luật Thi đua, khen thưởng",
        date(2025, 7, 1),
        None,
    ),
    (
        LegalTopic.EMULATION,
        "Thông tư số 15/2025/TT-BNV ngày 04 tháng 8 năm 2025 của Bộ trưởng Bộ Nội vụ quy định biện pháp thi hành "
        "Luật Thi đua, khen thưởng và Nghị định số 152/2025/NĐ-CP",
        date(2025, 8, 4),
        None,
    ),
    (
        LegalTopic.LOCAL_GOVERNMENT,
        "Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015; Luật sửa đổi, bổ sung một số điều của Luật Tổ "
        "chức Chính phủ và Luật Tổ chức chính quyền địa phương ngày 22 tháng 11 năm 2019",
        date(2020, 7, 1),
        date(2024, 12, 31),
    ),
]

CITY_BODIES = [
    (CityBodyKind.CITY, "thành phố Hải Phòng", "Hải Phòng", date(2000, 1, 1)),
    (
        CityBodyKind.PEOPLE_COMMITTEE,
        "Ủy ban nhân dân thành phố Hải Phòng",
        "UBND thành phố",
        date(2000, 1, 1),
    ),
    (CityBodyKind.COUNCIL, "Hội đồng Thi đua - Khen thưởng thành phố", "Hội đồng", date(2000, 1, 1)),
    (CityBodyKind.STANDING_BODY, "Ban Thi đua - Khen thưởng thành phố", "Ban TĐKT", date(2000, 1, 1)),
    (CityBodyKind.STANDING_BODY, "Sở Nội vụ thành phố Hải Phòng", "Sở Nội vụ", date(2025, 3, 1)),
]

CHAIR = "Chủ tịch Ủy ban nhân dân thành phố"
COMMENDATIONS = [
    # code, name, short name, kind, sign, level, authority, legal source, through a bloc
    (
        "CITY_FLAG",
        "Cờ thi đua của Ủy ban nhân dân thành phố",
        "Cờ thi đua",
        CommendationKind.TITLE,
        CommendationSign.FLAG,
        50,
        CHAIR,
        "Luật Thi đua, khen thưởng, điều về Cờ thi đua của bộ, ban, ngành, tỉnh",
        True,
    ),
    (
        "CITY_MERIT",
        "Bằng khen của Chủ tịch Ủy ban nhân dân thành phố",
        "Bằng khen",
        CommendationKind.FORM,
        CommendationSign.MERIT,
        40,
        CHAIR,
        "Luật Thi đua, khen thưởng, điều về Bằng khen của bộ, ban, ngành, tỉnh",
        True,
    ),
    (
        "GOV_FLAG",
        "Cờ thi đua của Chính phủ",
        "Cờ thi đua của Chính phủ",
        CommendationKind.TITLE,
        CommendationSign.FLAG,
        70,
        "Thủ tướng Chính phủ",
        "Luật Thi đua, khen thưởng, điều về Cờ thi đua của Chính phủ",
        False,
    ),
    (
        "PM_MERIT",
        "Bằng khen của Thủ tướng Chính phủ",
        "Bằng khen của Thủ tướng",
        CommendationKind.FORM,
        CommendationSign.MERIT,
        60,
        "Thủ tướng Chính phủ",
        "Luật Thi đua, khen thưởng, điều về Bằng khen của Thủ tướng Chính phủ",
        False,
    ),
]

AWARD_RULES = [
    ("CITY_FLAG", 1, "Tập thể dẫn đầu phong trào thi đua của khối, xếp loại Xuất sắc."),
    ("CITY_MERIT", 3, "Tập thể có thành tích xuất sắc trong phong trào thi đua của khối."),
]


@dataclass(frozen=True)
class C:
    """A criterion of the demonstration table: code, maximum, name, evidence, unit of its figures."""

    code: str
    most: Decimal
    name: str
    evidence: str = ""
    unit: str = ""


def _c(code: str, most: str, name: str, evidence: str = "", unit: str = "") -> C:
    return C(code, Decimal(most), name, evidence, unit)


# Our own construction after real tables, not an official one.
TABLE = [
    (
        "A",
        "Thực hiện nhiệm vụ công tác hội và phát triển kinh tế - xã hội",
        GroupKind.BASE,
        [
            _c(
                "A1",
                "10",
                "Xây dựng và hoàn thành chương trình, kế hoạch công tác năm",
                "kế hoạch, báo cáo năm",
                "nhiệm vụ",
            ),
            _c("A2", "6", "Kết nạp hội viên mới so với kế hoạch", "quyết định kết nạp", "hội viên"),
            _c("A3", "5", "Tỷ lệ hội viên đóng hội phí", "sổ thu hội phí"),
            _c("A4", "6", "Đào tạo, tập huấn, tư vấn cho hội viên", "danh sách lớp", "lượt người"),
            _c("A5", "6", "Xúc tiến thương mại, kết nối cung cầu", "giấy mời, ảnh", "sự kiện"),
            _c("A6", "6", "Tập hợp, phản ánh kiến nghị của doanh nghiệp; góp ý chính sách", "công văn"),
            _c(
                "A7",
                "6",
                "Vận động hội viên chấp hành pháp luật về thuế, bảo hiểm xã hội, lao động, môi trường",
                "văn bản, ảnh",
            ),
            _c(
                "A8",
                "8",
                "An sinh xã hội, từ thiện, nhân đạo so với đăng ký",
                "biên nhận, thư cảm ơn",
                "triệu đồng",
            ),
            _c("A9", "4", "Chuyển đổi số, cải tiến hoạt động hội", "đường dẫn"),
            _c("A10", "3", "Tạo việc làm; phong trào theo chủ đề năm của thành phố", "báo cáo"),
        ],
    ),
    (
        "B",
        "Chấp hành chủ trương của Đảng, pháp luật của Nhà nước; xây dựng tổ chức",
        GroupKind.BASE,
        [
            _c(
                "B1",
                "5",
                "Phổ biến, quán triệt chủ trương, chính sách, pháp luật",
                "kế hoạch, ảnh",
                "hội nghị, đợt",
            ),
            _c("B2", "4", "Thực hiện Điều lệ, quy chế, chế độ họp Ban Chấp hành", "biên bản"),
            _c("B3", "4", "Xây dựng tổ chức đảng, đoàn thể", "báo cáo"),
            _c(
                "B4",
                "4",
                "Thực hành tiết kiệm, chống lãng phí, tiêu cực; công khai tài chính",
                "báo cáo tài chính",
            ),
            _c("B5", "3", "Đoàn kết nội bộ, không có khiếu kiện đúng", "xác nhận"),
        ],
    ),
    (
        "C",
        "Công tác thi đua, khen thưởng và hoạt động của Khối",
        GroupKind.BASE,
        [
            _c("C1", "4", "Đăng ký thi đua và ký giao ước đúng hạn"),
            _c("C2", "4", "Phát động, cụ thể hóa phong trào thi đua trong đơn vị", "kế hoạch"),
            _c("C3", "4", "Báo cáo sơ kết, tổng kết, bảng tự chấm đầy đủ, đúng hạn"),
            _c("C4", "4", "Tham gia đầy đủ các cuộc họp, hoạt động của Khối, đúng thành phần", "điểm danh"),
            _c("C5", "2", "Phát hiện, nhân rộng điển hình tiên tiến", "bài viết"),
            _c("C6", "2", "Hồ sơ khen thưởng đúng quy định, đúng thời gian"),
        ],
    ),
    (
        "D",
        "Điểm thưởng",
        GroupKind.BONUS,
        [
            _c("D1", "2", "Đảm nhiệm Trưởng khối (2 điểm), Phó trưởng khối (1 điểm)"),
            _c("D2", "4", "Được tặng thưởng cấp Nhà nước, cấp bộ, ngành Trung ương trong năm", "quyết định"),
            _c("D3", "2", "Sáng kiến, mô hình mới được thành phố công nhận", "văn bản công nhận"),
            _c("D4", "2", "Tổ chức thành công hoạt động chung của Khối", "báo cáo"),
        ],
    ),
    (
        "E",
        "Điểm trừ",
        GroupKind.DEDUCTION,
        [
            _c("E1", "5", "Báo cáo chậm quá 05 ngày (1 điểm/lần)"),
            _c("E2", "5", "Vắng họp không có lý do (1 điểm/lần)"),
            _c("E3", "10", "Bị xử phạt hành chính liên quan hoạt động hội (2 điểm/vụ)"),
            _c("E4", "1", "Tự chấm sai lệch trên 05 điểm so với điểm Khối chấm"),
        ],
    ),
]

BANDS = [("Xuất sắc", 95), ("Tốt", 85), ("Khá", 70), ("Trung bình", 50), ("Yếu", 0)]
TIE_BREAKS = [(TieBreakKey.GROUP, "A"), (TieBreakKey.FEWER_DEDUCTIONS, ""), (TieBreakKey.BONUS, "")]
GROUNDS = [
    ("F1", "Không đăng ký thi đua"),
    ("F2", "Không ký giao ước thi đua"),
    ("F3", "Không gửi bảng tự chấm điểm"),
    ("F4", "Lãnh đạo chủ chốt bị kỷ luật từ cảnh cáo trở lên hoặc bị khởi tố"),
    ("F5", "Mất đoàn kết nội bộ nghiêm trọng"),
    ("F6", "Đã có quyết định giải thể"),
    ("F7", "Kê khai thành tích gian dối"),
]
