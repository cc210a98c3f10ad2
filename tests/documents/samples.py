"""Papers to test with: the pledge of 2021 in the words of the bloc, with as many signers as one likes."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from emulation.documents.pledge import (
    PledgePaper,
    PledgeParty,
    PledgeSection,
    PledgeTarget,
    confirmed_mark,
    signing_lines,
)

THEME = "Đẩy mạnh chỉnh trang, hiện đại hóa đô thị - Xây dựng nông thôn mới kiểu mẫu"
BLOC = "Khối thi đua Liên hiệp hội và các Hội doanh nghiệp thành phố Hải Phòng"
MEMBERS = (
    "Liên minh Hợp tác xã và Doanh nghiệp thành phố Hải Phòng",
    "Hội Nữ doanh nhân Hải Phòng",
    "Hiệp hội Doanh nghiệp nhỏ và vừa thành phố Hải Phòng",
    "Hội Doanh nghiệp trẻ Hải Phòng",
    "Hiệp hội Doanh nghiệp Cựu chiến binh Hải Phòng",
    "Liên hiệp các Hội Khoa học và Kỹ thuật thành phố Hải Phòng",
    "Liên hiệp các tổ chức hữu nghị thành phố Hải Phòng",
)
MORNING = datetime(2021, 3, 9, 9, 12, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


def party(unit: str, form: str = "", signed: bool = False, name: str = "") -> PledgeParty:
    """A party led by its chairman, or by the deputy who signs for him."""
    position = "Phó Chủ tịch" if form == "KT." else "Chủ tịch"
    return PledgeParty(unit, signing_lines(position, form), confirmed_mark(MORNING) if signed else "", name)


def pledge(parties: tuple[PledgeParty, ...] | None = None, **changes) -> PledgePaper:
    """The pledge of 2021; members sign in turn, every second one has confirmed."""
    if parties is None:
        parties = tuple(
            party(unit, "KT." if i == 3 else "", signed=i % 2 == 0) for i, unit in enumerate(MEMBERS)
        )
    values = {
        "year": 2021,
        "bloc_name": BLOC,
        "place": "Hải Phòng",
        "dated_on": date(2021, 3, 9),
        "bases": BASES,
        "preamble": PREAMBLE,
        "theme": THEME,
        "sections": SECTIONS,
        "parties": parties,
        "head": party(MEMBERS[0]),
        "witness": "Ban Thi đua - Khen thưởng thành phố Hải Phòng",
        "check": "Mã đối chiếu: 4f0c9b2a",
    }
    return PledgePaper(**(values | changes))


BASES = (
    "Luật Thi đua, khen thưởng ngày 26 tháng 11 năm 2003; Luật sửa đổi, bổ sung một số điều của Luật Thi đua, khen "
    "thưởng ngày 14 tháng 6 năm 2005 và ngày 16 tháng 11 năm 2013",
    "Nghị định số 91/2017/NĐ-CP ngày 31 tháng 7 năm 2017 của Chính phủ quy định chi tiết thi hành một số điều của "
    "Luật Thi đua, khen thưởng",
    "Thông tư số 12/2019/TT-BNV ngày 04 tháng 11 năm 2019 của Bộ trưởng Bộ Nội vụ quy định chi tiết thi hành một số "
    "điều của Nghị định số 91/2017/NĐ-CP",
    "Quy chế hoạt động của Khối thi đua Liên hiệp hội và các Hội doanh nghiệp thành phố",
)
PREAMBLE = (
    "Hôm nay, ngày 09 tháng 3 năm 2021, tại thành phố Hải Phòng, với sự chứng kiến của đại diện lãnh đạo Ban Thi đua "
    "- Khen thưởng thành phố, chúng tôi là đại diện lãnh đạo 07 đơn vị thành viên Khối thi đua Liên hiệp hội và các "
    "Hội doanh nghiệp thành phố Hải Phòng (sau đây gọi tắt là Khối) thống nhất ký giao ước thi đua năm 2021 với những "
    "nội dung sau:"
)
SECTIONS = (
    PledgeSection(
        "Chủ đề thi đua",
        (
            "“Đoàn kết, sáng tạo, thi đua góp phần thực hiện thắng lợi chủ đề năm 2021 của thành phố: Đẩy mạnh chỉnh "
            "trang, hiện đại hóa đô thị - Xây dựng nông thôn mới kiểu mẫu”.",
        ),
    ),
    PledgeSection(
        "Nội dung thi đua",
        (
            "Hoàn thành chương trình công tác năm của đơn vị; phát triển hội viên; đồng hành, hỗ trợ hội viên giữ vững "
            "sản xuất, kinh doanh, giữ việc làm cho người lao động, đồng thời thực hiện tốt các biện pháp phòng, chống "
            "dịch Covid-19.",
            "Tuyên truyền, vận động hội viên chấp hành chủ trương của Đảng, chính sách, pháp luật của Nhà nước; tích "
            "cực hưởng ứng cuộc bầu cử đại biểu Quốc hội khóa XV và đại biểu Hội đồng nhân dân các cấp nhiệm kỳ "
            "2021 - 2026; tập hợp, phản ánh kịp thời kiến nghị của doanh nghiệp, hợp tác xã tới thành phố.",
            "Hưởng ứng chủ đề năm của thành phố và các phong trào thi đua do Trung ương, thành phố phát động bằng việc "
            "làm cụ thể, phù hợp với đặc điểm từng hội.",
            "Làm tốt công tác an sinh xã hội, từ thiện, nhân đạo; giúp đỡ hội viên và người lao động gặp khó khăn.",
            "Xây dựng tổ chức hội vững mạnh, nội bộ đoàn kết; công khai tài chính; thực hành tiết kiệm, chống lãng "
            "phí; đẩy mạnh ứng dụng công nghệ thông tin trong hoạt động hội.",
            "Đổi mới công tác thi đua, khen thưởng: đăng ký, tự chấm điểm, bình xét công khai, thực chất; phát hiện, "
            "giới thiệu điển hình tiên tiến; thực hiện đầy đủ Quy chế hoạt động của Khối.",
        ),
    ),
    PledgeSection(
        "Chỉ tiêu chung của Khối",
        targets=(
            PledgeTarget("Nhiệm vụ trong chương trình công tác năm được hoàn thành", "%", "100"),
            PledgeTarget("Hội viên kết nạp mới so với kế hoạch của đơn vị", "%", "≥ 100"),
            PledgeTarget("Lượt người được tập huấn, bồi dưỡng, tư vấn so với kế hoạch", "%", "≥ 100"),
            PledgeTarget("Hội nghị, đợt tuyên truyền pháp luật của mỗi đơn vị", "hội nghị, đợt", "≥ 02"),
            PledgeTarget("Kiến nghị của hội viên được tổng hợp, chuyển cơ quan có thẩm quyền", "%", "100"),
            PledgeTarget("Giá trị ủng hộ an sinh xã hội so với đăng ký", "%", "≥ 100"),
            PledgeTarget("Đơn vị gửi đăng ký, báo cáo, bảng tự chấm điểm đúng hạn", "%", "100"),
            PledgeTarget("Đơn vị dự đủ các cuộc họp của Khối, đúng thành phần", "%", "100"),
            PledgeTarget("Đơn vị có lãnh đạo chủ chốt bị kỷ luật từ cảnh cáo trở lên", "đơn vị", "0"),
        ),
    ),
    PledgeSection(
        "Biện pháp thực hiện",
        (
            "Mỗi đơn vị cụ thể hóa Giao ước thành kế hoạch thi đua của mình, phát động trong toàn thể hội viên và gửi "
            "bản đăng ký thi đua về Trưởng khối trước ngày 31 tháng 3 năm 2021.",
            "Trưởng khối và Tổ thư ký theo dõi, đôn đốc; tổ chức sơ kết 06 tháng, kiểm tra, chấm điểm và bình xét cuối "
            "năm theo Bảng tiêu chí kèm theo Giao ước này.",
            "Các đơn vị trao đổi kinh nghiệm, phối hợp tổ chức ít nhất 01 hoạt động chung của Khối trong năm.",
        ),
    ),
    PledgeSection(
        "Cam kết",
        (
            "Các đơn vị trong Khối cam kết đoàn kết, tự giác thực hiện đầy đủ các nội dung đã ký; chấm điểm trung "
            "thực, có minh chứng; lấy kết quả thực hiện Giao ước làm căn cứ bình xét thi đua và đề nghị khen thưởng "
            "năm 2021.",
        ),
    ),
    PledgeSection(
        "Điều khoản thi hành",
        (
            "Giao ước có hiệu lực từ ngày ký đến hết ngày 31 tháng 12 năm 2021, được lập thành 08 bản có giá trị như "
            "nhau; mỗi đơn vị giữ 01 bản, gửi Ban Thi đua - Khen thưởng thành phố 01 bản./.",
        ),
    ),
)
