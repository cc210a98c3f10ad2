"""The pledges of the demonstration. Wording is ours in the usual style; sample targets are invented."""

from emulation.models.pledge import Section

THEME_2021 = "Đẩy mạnh chỉnh trang, hiện đại hóa đô thị - Xây dựng nông thôn mới kiểu mẫu"

PLEDGE_THEMES = {
    2020: "Đoàn kết, sáng tạo, thi đua hoàn thành thắng lợi nhiệm vụ công tác năm 2020, lập thành tích chào mừng Đại hội "
    "thi đua yêu nước các cấp.",
    2021: "“Đoàn kết, sáng tạo, thi đua góp phần thực hiện thắng lợi chủ đề năm 2021 của thành phố: "
    f"{THEME_2021}”.",
}

FINAL_PROVISION = (
    "Giao ước có hiệu lực từ ngày ký đến hết ngày 31 tháng 12 năm {year}, được lập thành {copies} bản có giá trị như nhau; "
    "mỗi đơn vị giữ 01 bản, gửi Ban Thi đua - Khen thưởng thành phố 01 bản./."
)

CONTENT = {
    2020: [
        "Hoàn thành chương trình công tác năm của đơn vị; phát triển hội viên; hỗ trợ hội viên ổn định sản xuất, kinh doanh, "
        "giữ việc làm cho người lao động, đồng thời thực hiện tốt các biện pháp phòng, chống dịch Covid-19.",
        "Tuyên truyền, vận động hội viên chấp hành chủ trương của Đảng, chính sách, pháp luật của Nhà nước; tập hợp, phản ánh "
        "kịp thời kiến nghị của doanh nghiệp, hợp tác xã tới thành phố.",
        "Hưởng ứng các phong trào thi đua do Trung ương, thành phố phát động bằng việc làm cụ thể, phù hợp với đặc điểm từng hội.",
        "Làm tốt công tác an sinh xã hội, từ thiện, nhân đạo; giúp đỡ hội viên và người lao động gặp khó khăn.",
        "Xây dựng tổ chức hội vững mạnh, nội bộ đoàn kết; công khai tài chính; thực hành tiết kiệm, chống lãng phí.",
        "Đổi mới công tác thi đua, khen thưởng: đăng ký, tự chấm điểm, bình xét công khai, thực chất; phát hiện, giới thiệu "
        "điển hình tiên tiến.",
    ],
    2021: [
        "Hoàn thành chương trình công tác năm của đơn vị; phát triển hội viên; đồng hành, hỗ trợ hội viên giữ vững sản xuất, "
        "kinh doanh, giữ việc làm cho người lao động, đồng thời thực hiện tốt các biện pháp phòng, chống dịch Covid-19.",
        "Tuyên truyền, vận động hội viên chấp hành chủ trương của Đảng, chính sách, pháp luật của Nhà nước; tích cực hưởng ứng "
        "cuộc bầu cử đại biểu Quốc hội khóa XV và đại biểu Hội đồng nhân dân các cấp nhiệm kỳ 2021 - 2026; tập hợp, phản ánh "
        "kịp thời kiến nghị của doanh nghiệp, hợp tác xã tới thành phố.",
        "Hưởng ứng chủ đề năm của thành phố và các phong trào thi đua do Trung ương, thành phố phát động bằng việc làm cụ thể, "
        "phù hợp với đặc điểm từng hội.",
        "Làm tốt công tác an sinh xã hội, từ thiện, nhân đạo; giúp đỡ hội viên và người lao động gặp khó khăn.",
        "Xây dựng tổ chức hội vững mạnh, nội bộ đoàn kết; công khai tài chính; thực hành tiết kiệm, chống lãng phí; đẩy mạnh "
        "ứng dụng công nghệ thông tin trong hoạt động hội.",
        "Đổi mới công tác thi đua, khen thưởng: đăng ký, tự chấm điểm, bình xét công khai, thực chất; phát hiện, giới thiệu "
        "điển hình tiên tiến; thực hiện đầy đủ Quy chế hoạt động của Khối.",
    ],
}

TARGETS = [
    ("Nhiệm vụ trong chương trình công tác năm được hoàn thành", "%", "100"),
    ("Hội viên kết nạp mới so với kế hoạch của đơn vị", "%", "≥ 100"),
    ("Lượt người được tập huấn, bồi dưỡng, tư vấn so với kế hoạch", "%", "≥ 100"),
    ("Hội nghị, đợt tuyên truyền pháp luật của mỗi đơn vị", "hội nghị, đợt", "≥ 02"),
    ("Kiến nghị của hội viên được tổng hợp, chuyển cơ quan có thẩm quyền", "%", "100"),
    ("Giá trị ủng hộ an sinh xã hội so với đăng ký", "%", "≥ 100"),
    ("Đơn vị gửi đăng ký, báo cáo, bảng tự chấm điểm đúng hạn", "%", "100"),
    ("Đơn vị dự đủ các cuộc họp của Khối, đúng thành phần", "%", "100"),
    ("Đơn vị có lãnh đạo chủ chốt bị kỷ luật từ cảnh cáo trở lên", "đơn vị", "0"),
]

MEASURES = [
    "Mỗi đơn vị cụ thể hóa Giao ước thành kế hoạch thi đua của mình, phát động trong toàn thể hội viên và gửi bản đăng ký thi "
    "đua về Trưởng khối trước ngày 31 tháng 3 năm {year}.",
    "Trưởng khối và Tổ thư ký theo dõi, đôn đốc; tổ chức sơ kết 06 tháng, kiểm tra, chấm điểm và bình xét cuối năm theo Bảng "
    "tiêu chí kèm theo Giao ước này.",
    "Các đơn vị trao đổi kinh nghiệm, phối hợp tổ chức ít nhất 01 hoạt động chung của Khối trong năm.",
]

COMMITMENTS = [
    "Các đơn vị trong Khối cam kết đoàn kết, tự giác thực hiện đầy đủ các nội dung đã ký; chấm điểm trung thực, có minh chứng; "
    "lấy kết quả thực hiện Giao ước làm căn cứ bình xét thi đua và đề nghị khen thưởng năm {year}.",
]


def clauses(year: int) -> list[tuple[str, int, str, str, str]]:
    """The clauses of a year's pledge: section, place, text, unit of measure, level."""
    rows = [(Section.CONTENT, text, "", "") for text in CONTENT[year]]
    rows += [(Section.TARGET, text, unit, level) for text, unit, level in TARGETS]
    rows += [(Section.MEASURE, text.format(year=year), "", "") for text in MEASURES]
    rows += [(Section.COMMITMENT, text.format(year=year), "", "") for text in COMMITMENTS]
    places: dict[str, int] = {}
    numbered = []
    for section, text, unit, level in rows:
        places[section] = places.get(section, 0) + 1
        numbered.append((section, places[section], text, unit, level))
    return numbered
