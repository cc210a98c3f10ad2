"""The annexes of the year-end report and its calendar: the tables."""

from blocs.dates import short_paper
from blocs.numbers import format_number
from emulation.documents.paper import Annex, Block, Column, Paragraph, Table
from emulation.documents.typesetting import roman
from reports.documents.year_end_facts import Term, YearEndReport
from reports.documents.year_end_wording import raised


def annexes(facts: YearEndReport) -> tuple[Annex, ...]:
    """Standings first; results and honours where there are any. Numbered without gaps."""
    note = f"(Kèm theo Báo cáo tổng kết công tác thi đua, khen thưởng năm {facts.year} của {facts.word})"
    found = [("BẢNG TỔNG HỢP ĐIỂM, XẾP HẠNG", _standings(facts))]
    if facts.results:
        found.append(("KẾT QUẢ THỰC HIỆN CHỈ TIÊU", (_results(facts),)))
    if facts.honours:
        found.append(("DANH SÁCH KHEN THƯỞNG", _honours(facts)))
    return tuple(
        Annex(f"Phụ lục {roman(number)}", f"{title} NĂM {facts.year}", note, body)
        for number, (title, body) in enumerate(found, start=1)
    )


def calendar(terms: tuple[Term, ...]) -> list[Block]:
    """Next year's terms as a table; nothing where none is set."""
    if not terms:
        return []
    return [
        Table(
            columns=(Column("STT", "count", "middle"), Column("Nội dung"), Column("Thời gian", "wide")),
            rows=tuple((str(number), term.act, _span(term)) for number, term in enumerate(terms, start=1)),
        )
    ]


def _span(term: Term) -> str:
    if term.opens == term.closes:
        return f"ngày {short_paper(term.closes)}"
    return f"từ ngày {short_paper(term.opens)} đến hết ngày {short_paper(term.closes)}"


def _standings(facts: YearEndReport) -> tuple[Block, ...]:
    rows = tuple(
        (
            str(number),
            place.name,
            *(
                format_number(value, facts.decimals)
                for value in (place.base, place.bonus, place.deduction, place.total)
            ),
            f"{place.place} (đồng hạng)" if place.shared else str(place.place),
            place.band,
        )
        for number, place in enumerate(facts.standings, start=1)
    )
    table = Table(
        columns=(
            Column("STT", "count", "middle"),
            Column("Đơn vị"),
            Column("Điểm tiêu chí", "points", "middle"),
            Column("Điểm thưởng", "points", "middle"),
            Column("Điểm trừ", "points", "middle"),
            Column("Tổng điểm", "points", "middle"),
            Column("Xếp thứ", "points", "middle"),
            Column("Xếp loại", "figure", "middle"),
        ),
        rows=rows,
    )
    aside = [
        Paragraph(f"{place.name}: không thuộc diện xét khen thưởng ({place.not_considered.rstrip('.')}).")
        for place in facts.standings
        if place.not_considered
    ]
    on_paper = [
        f"{place.name} (bản giấy ngày {short_paper(place.paper_dated_on)})"
        for place in facts.standings
        if place.paper_dated_on
    ]
    if on_paper:
        aside.append(Paragraph(f"Tổ thư ký nhập thay bảng tự chấm điểm: {'; '.join(on_paper)}."))
    return (table, *aside)


def _results(facts: YearEndReport) -> Table:
    return Table(
        columns=(
            Column("STT", "count", "middle"),
            Column("Chỉ tiêu"),
            Column("Đơn vị tính", "word", "middle"),
            Column("Kế hoạch", "figure", "middle"),
            Column("Thực hiện", "figure", "middle"),
            Column("Tỷ lệ (%)", "figure", "middle"),
        ),
        rows=tuple(
            (
                str(number),
                result.name,
                result.unit,
                format_number(result.planned, trim=True),
                format_number(result.actual, trim=True),
                format_number(result.rate, 1) if result.rate is not None else "",
            )
            for number, result in enumerate(facts.results, start=1)
        ),
    )


def _honours(facts: YearEndReport) -> tuple[Block, ...]:
    """Each honour with its basis; a basis they all share is told once, below."""
    bases = {honour.decision for honour in facts.honours}
    shared = bases.pop() if len(bases) == 1 else ""
    columns = [Column("STT", "count", "middle"), Column("Đơn vị"), Column("Hình thức khen thưởng")]
    rows = [
        [str(number), honour.unit, honour.commendation]
        for number, honour in enumerate(facts.honours, start=1)
    ]
    if bases:
        columns.append(Column("Căn cứ"))
        rows = [[*row, raised(honour.decision)] for row, honour in zip(rows, facts.honours, strict=True)]
    table = Table(tuple(columns), tuple(map(tuple, rows)))
    if not shared:
        return (table,)
    told = raised(shared) if shared.startswith("nguồn: ") else f"Căn cứ: {shared}"
    return (table, Paragraph(f"{told.rstrip('.')}."))
