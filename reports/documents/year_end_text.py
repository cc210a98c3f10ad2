"""The words of the year-end report: facts to paragraphs, a sentence for each fact that is known and none for the others."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from blocs.dates import in_words, short_paper, two_digits
from blocs.numbers import format_number
from emulation.documents.paper import (
    Block,
    Closing,
    Document,
    Heading,
    Items,
    Letterhead,
    Paragraph,
    Part,
    Signature,
)
from emulation.documents.typesetting import roman
from emulation.models.paper import ReportSection
from reports.documents.offered import offered
from reports.documents.year_end_annexes import annexes, calendar
from reports.documents.year_end_facts import Topic, YearEndReport
from reports.documents.year_end_wording import (
    given_told,
    highlights_told,
    honours_told,
    lowered,
    percent,
    raised,
    results_told,
)

CLOSING_WIDTH = 18.5  # ems of bold type at 13 pt: the signature's part of the closing


def year_end_document(facts: YearEndReport) -> Document:
    """The report ready for print."""
    written = {section: text for section, text in facts.texts.items() if text.strip()}
    words = {**offered(facts.year, facts.bodies, facts.next_year, facts.word), **written}
    following = facts.year + 1
    body: list[Block] = [
        Paragraph(_opening(facts)),
        Part("Phần thứ nhất", f"KẾT QUẢ CÔNG TÁC THI ĐUA, KHEN THƯỞNG NĂM {facts.year}"),
        *_sections(
            ("Đặc điểm tình hình", _circumstances(facts, words)),
            ("Kết quả thực hiện Giao ước thi đua", _achievements(facts, words)),
            ("Kết quả chấm điểm, bình xét và khen thưởng", _scores_and_honours(facts)),
            ("Đánh giá chung", _assessment(facts, words)),
        ),
        Part("Phần thứ hai", f"PHƯƠNG HƯỚNG, NHIỆM VỤ NĂM {following}"),
        *_sections(
            ("Phương hướng", _paragraphs(words[ReportSection.DIRECTION], facts.next_year.theme)),
            ("Nhiệm vụ trọng tâm", _tasks(facts)),
            ("Giải pháp", _paragraphs(words[ReportSection.SOLUTIONS])),
            ("Tổ chức thực hiện", calendar(facts.next_year.calendar)),
            ("Đề xuất, kiến nghị", _last(_paragraphs(words[ReportSection.PROPOSALS]))),
        ),
        Paragraph(
            f"Trên đây là báo cáo tổng kết công tác thi đua, khen thưởng năm {facts.year} và phương hướng, nhiệm vụ "
            f"năm {following} của {facts.word}./."
        ),
        _closing(facts),
    ]
    return Document(
        kind="year_end_report",
        filename=f"bao-cao-tong-ket-{facts.year}.pdf",
        dated_on=facts.dated_on,
        letterhead=Letterhead(facts.bloc_name, facts.place, facts.dated_on, number=f"/BC-{facts.symbol}"),
        title="Báo cáo",
        subject=(
            f"Tổng kết công tác thi đua, khen thưởng năm {facts.year} và phương hướng, nhiệm vụ năm {following}"
        ),
        body=tuple(body),
        annexes=annexes(facts),
        check=_check(facts),
    )


def _sections(*sections: tuple[str, list[Block]]) -> Iterable[Block]:
    """Sections numbered I, II …; one without contents is left out and not counted."""
    for number, (title, blocks) in enumerate(((t, b) for t, b in sections if b), start=1):
        yield Heading(f"{roman(number)}. {title}")
        yield from blocks


def _items(*items: tuple[str, list[Block]]) -> list[Block]:
    """Items numbered 1, 2 … under their headings; one without contents is left out and not counted."""
    blocks: list[Block] = []
    for number, (title, contents) in enumerate(((t, b) for t, b in items if b), start=1):
        blocks += [Heading(f"{number}. {title}", 4), *contents]
    return blocks


def _paragraphs(text: str, emphasised: str = "") -> list[Block]:
    """What a person wrote, a paragraph for each line."""
    return [Paragraph(line, emphasised) for line in text.splitlines() if line.strip()]


def _last(blocks: list[Block]) -> list[Block]:
    """The last words before the closing stay with it, lest the signature find a page nearly empty."""
    return [
        *blocks[:-1],
        *(replace(block, kept=True) for block in blocks[-1:] if isinstance(block, Paragraph)),
    ]


def _sentences(*sentences: str) -> list[Block]:
    """One paragraph of the sentences that are not empty."""
    text = " ".join(sentence for sentence in sentences if sentence)
    return [Paragraph(text)] if text else []


def _opening(facts: YearEndReport) -> str:
    guidance = (
        f" và hướng dẫn của {facts.bodies.standing_body} tại {facts.guidance}" if facts.guidance else ""
    )
    return (
        f"Thực hiện Giao ước thi đua năm {facts.year}{guidance}, {facts.bloc_name} (sau đây gọi tắt là {facts.word}) "
        f"báo cáo kết quả công tác thi đua, khen thưởng năm {facts.year} và phương hướng, nhiệm vụ năm {facts.year + 1} như sau:"
    )


def _circumstances(facts: YearEndReport, words: dict[str, str]) -> list[Block]:
    by_decision = f" theo {facts.composition_decision}" if facts.composition_decision else ""
    offices = [f"{facts.head} là {facts.head_title}"] if facts.head else []
    offices += [f"{deputy} là {facts.deputy_title}" for deputy in facts.deputies]
    changes = (*facts.renamed, *facts.moved)
    bloc: list[Block] = [
        Paragraph(f"{facts.word} có {two_digits(len(facts.members))} đơn vị thành viên{by_decision}:"),
        Items(facts.members),
        *_sentences(
            f"Năm {facts.year}, {', '.join(offices)}." if offices else "",
            f"Trong năm có {two_digits(len(changes))} thay đổi về tên gọi, tổ chức: {'; '.join(changes)}."
            if changes
            else "",
        ),
    ]
    return _items(
        (f"Tổ chức của {facts.word}", bloc),
        ("Thuận lợi", _paragraphs(words[ReportSection.ADVANTAGES])),
        ("Khó khăn", _paragraphs(words[ReportSection.DIFFICULTIES])),
    )


def _achievements(facts: YearEndReport, words: dict[str, str]) -> list[Block]:
    def told(topic: Topic, subject: str) -> list[Block]:
        results = results_told(result for result in facts.results if result.topic == topic)
        best = highlights_told(row for row in facts.highlights if row.topic == topic)
        return _sentences(f"{subject} {results}." if results else "", best)

    welfare = [given_told(row) for row in facts.results if row.topic == Topic.WELFARE and row.actual]
    helpers = highlights_told(row for row in facts.highlights if row.topic == Topic.WELFARE)
    return _items(
        ("Công tác tổ chức, chỉ đạo", _organising(facts)),
        (
            "Thực hiện nhiệm vụ công tác hội, phát triển kinh tế - xã hội",
            told(Topic.WORK, "Các đơn vị"),
        ),
        (
            "Chấp hành chủ trương của Đảng, pháp luật của Nhà nước; xây dựng tổ chức",
            told(Topic.LAW, "Các đơn vị đã"),
        ),
        ("An sinh xã hội, từ thiện, nhân đạo", _sentences(*welfare, helpers)),
        ("Các phong trào thi đua", told(Topic.MOVEMENTS, f"Toàn {facts.word}")),
        ("Phát hiện, bồi dưỡng, nhân rộng điển hình tiên tiến", _paragraphs(words[ReportSection.MODELS])),
    )


def _organising(facts: YearEndReport) -> list[Block]:
    members = two_digits(len(facts.members))
    sheets = ""
    if facts.sheets_sent:
        sheets = f"{two_digits(facts.sheets_sent)}/{members} đơn vị gửi bảng tự chấm điểm"
        on_time = facts.sheets_sent - facts.sheets_late
        sheets += f", trong đó {two_digits(on_time)} đơn vị đúng hạn" if facts.sheets_late else " đúng hạn"
    signed = ""
    if facts.pledge_parties:
        signed = f"{two_digits(facts.pledge_signed)}/{two_digits(facts.pledge_parties)} đơn vị ký Giao ước"
    done = "; ".join(filter(None, (signed, sheets)))
    meetings = ""
    if facts.meetings.held:
        meetings = f"{facts.word} đã tổ chức {two_digits(facts.meetings.held)} cuộc họp"
        if facts.meetings.seats:
            meetings += (
                f", tỷ lệ đơn vị dự họp đạt {percent(Fraction(facts.meetings.taken, facts.meetings.seats))}"
            )
        meetings += "."
    return _sentences(f"Có {done}." if done else "", meetings)


def _scores_and_honours(facts: YearEndReport) -> list[Block]:
    return _items(
        ("Chấm điểm, xếp hạng", _scores(facts)),
        ("Bình xét, suy tôn", _sentences(_proposal(facts))),
        ("Kết quả khen thưởng", _sentences(_honoured(facts))),
    )


def _scores(facts: YearEndReport) -> list[Block]:
    totals = [place.total for place in facts.standings]
    mean = sum(totals, Decimal(0)) / len(totals)
    highest, lowest, average = (
        format_number(value, facts.decimals) for value in (max(totals), min(totals), mean)
    )
    bands: dict[str, int] = {}
    for place in facts.standings:
        if place.band:
            bands[place.band] = bands.get(place.band, 0) + 1
    classes = ", ".join(
        f"{two_digits(count)} đơn vị xếp loại {band.lower()}" for band, count in bands.items()
    )
    reopened = [
        f"Kết quả chấm điểm được mở lại ngày {short_paper(day)}; lý do: {reason.rstrip('.')}."
        for day, reason in facts.reopened
    ]
    return _sentences(
        f"Điểm cao nhất {highest} điểm, thấp nhất {lowest} điểm, bình quân {average} điểm"
        + (f"; {classes}." if classes else "."),
        "Chi tiết tại Phụ lục I.",
        *reopened,
    )


def _proposal(facts: YearEndReport) -> str:
    what = ", ".join(f"{name} cho {two_digits(count)} đơn vị" for name, count in facts.proposed)
    if not what:
        return ""
    when = f"Hội nghị bình xét {in_words(facts.assessed_on)}" if facts.assessed_on else facts.word
    return f"{when} thống nhất đề nghị thành phố tặng {what}."


def _honoured(facts: YearEndReport) -> str:
    if not facts.honours and facts.dossier_sent:
        return f"{facts.word} đã hoàn thiện hồ sơ đề nghị thành phố khen thưởng."
    return honours_told(facts.honours)


def _assessment(facts: YearEndReport, words: dict[str, str]) -> list[Block]:
    late = (
        f"còn {two_digits(facts.sheets_late)} đơn vị gửi bảng tự chấm điểm chậm" if facts.sheets_late else ""
    )
    absences = f"{two_digits(facts.meetings.absences)} lượt vắng họp" if facts.meetings.absences else ""
    counted = "; ".join(filter(None, (late, absences)))
    missed = "; ".join(lowered(row.name) for row in facts.results if row.share is not None and row.share < 1)
    return _items(
        ("Ưu điểm", _paragraphs(words[ReportSection.STRENGTHS])),
        (
            "Tồn tại, hạn chế",
            [
                *_sentences(
                    f"{raised(counted)}." if counted else "",
                    f"Chỉ tiêu chưa đạt kế hoạch: {missed}." if missed else "",
                ),
                *_paragraphs(words[ReportSection.WEAKNESSES]),
            ],
        ),
        ("Nguyên nhân", _paragraphs(words[ReportSection.CAUSES])),
        ("Bài học kinh nghiệm", _paragraphs(words[ReportSection.LESSONS])),
    )


def _tasks(facts: YearEndReport) -> list[Block]:
    """The contents of next year's pledge."""
    return [Paragraph(f"{number}. {task}") for number, task in enumerate(facts.next_year.tasks, start=1)]


def _closing(facts: YearEndReport) -> Closing:
    return Closing(
        recipients=(
            f"{facts.bodies.council} (để báo cáo)",
            facts.bodies.standing_body,
            "Các đơn vị thành viên",
            "Lưu: VT, TK",
        ),
        signature=Signature(
            unit=facts.head_title,
            authority=(*facts.head_authority, facts.head) if facts.head else (),
            role=f"TM. {facts.word} thi đua",
            width=CLOSING_WIDTH,
        ),
    )


def _check(facts: YearEndReport) -> str:
    log = f"Mã đối chiếu nhật ký: {facts.audit_head[:8]}" if facts.audit_head else ""
    invented = (
        "Dữ liệu minh họa: điểm số do hệ thống tạo ra, không phải kết quả của các đơn vị"
        if facts.demonstration
        else ""
    )
    return " · ".join(filter(None, (log, invented)))
