"""How Vietnamese is set on paper: what stays together on a line, where a long name may break, dates in words."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import datetime

from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString

from blocs.clock import LOCAL
from blocs.dates import short_paper
from blocs.text import nfc

# A longer run than this may break after all: an unbroken line would run off the paper.
LONGEST_KEPT = 32

_NUMBER = r"\d[\d.,]*"
_KEPT = re.compile(
    "|".join(
        (
            r"[Nn]gày \d{1,2}(?:/\S*)?",
            r"(?:[Nn]ăm|[Tt]háng|[Qq]uý|Điều|[Kk]hoản|Chương|Phụ lục|[Kk]hóa) (?:\d+|[IVX]+)\b[.,;:)]*",
            rf"(?:≥ |≤ )?{_NUMBER} (?:%|điểm|đơn vị|tập thể|đồng|triệu|tỷ|bản|tháng|giờ|phút|lượt|cuộc|hội|nhiệm)(?!\w)",
            r"\w[\w.]*(?:[/-]\w[\w.]*)+",
            r"\w+\./\.",
            r"\w+ [-–](?= )",
        )
    )
)

# Syllables that belong together: a name of an organisation does not break between them.
_BOUND = {
    tuple(pair.split())
    for pair in (
        "xác nhận,điện tử,hệ thống,ban thi,ban chỉ,các hội,các tổ,chi nhánh,chiến binh,chính phủ,công nghiệp,công nghệ,cựu chiến,da cam,đặc thù,doanh nghiệp,doanh nhân,"
        "đảng bộ,đua khen,đồng thi,hải phòng,hiệp hội,hội đồng,hỗ trợ,hợp tác,hữu nghị,khen thưởng,khoa học,khối thi,"
        "kỹ thuật,khuyến học,liên đoàn,liên hiệp,liên minh,luật gia,người cao,người mù,nghệ thuật,nhà báo,nhân dân,nạn nhân,nhỏ và,"
        "phát triển,phường xã,sở nội,tác xã,thanh niên,thành phố,thể thao,thi đua,thương mại,tổ chức,trẻ em,tuổi trẻ,"
        "và các,và vừa,văn hóa,văn học,việt nam,xung phong,ủy ban,chữ thập,thập đỏ,cao tuổi,kiến trúc,trúc sư,đông y"
    ).split(",")
}
_OPENERS = {"và", "thành", "tỉnh", "phường", "các", "thuộc", "trong", "lúc"}
_LINE_COST, _WORD_COST, _COMPOUND_COST = 25, 10, 250
# Widths of bold Times in ems; a letter that is not named is half an em wide.
_WIDTHS = dict.fromkeys("ADCNRUVXYĐÔ", 0.72) | dict.fromkeys("GHKOQ", 0.78) | dict.fromkeys("BELTZ", 0.67) | {
    **dict.fromkeys("FP", 0.61), **dict.fromkeys("ilj", 0.28), **dict.fromkeys("rtf-()", 0.36), **dict.fromkeys(" .,;:", 0.25),
    "I": 0.39, "J": 0.5, "M": 0.94, "S": 0.56, "W": 1.0, "m": 0.83, "w": 0.72,
}  # fmt: skip


def typeset(text: str, emphasised: str = "") -> SafeString:
    """Text ready for paper: escaped, composed, with dates, numbers and symbols kept on one line.

    `emphasised` is set in italics where it occurs, such as the theme of a year inside a clause.
    """
    text = nfc(text)
    if emphasised and (emphasised := nfc(emphasised)) in text:
        before, after = text.split(emphasised, 1)
        return format_html("{}<em>{}</em>{}", _join(before), _join(emphasised), _join(after))
    return _join(text)


def _join(text: str) -> SafeString:
    return format_html_join("", "{}", ((piece,) for piece in _pieces(text)))


def _pieces(text: str) -> Iterator[SafeString]:
    """The text cut into running pieces and kept ones, each escaped."""
    end = 0
    for match in _KEPT.finditer(text):
        if len(match[0]) > LONGEST_KEPT:
            continue
        yield escape(text[end : match.start()])
        yield format_html('<span class="keep">{}</span>', match[0])
        end = match.end()
    yield escape(text[end:])


def name_lines(name: str, width: float) -> tuple[str, ...]:
    """A long name in balanced lines of at most `width` ems of bold type that do not cut a compound word.

    "Khối thi đua Liên hiệp hội và các Hội doanh nghiệp thành phố Hải Phòng" in capitals becomes three lines of
    16 ems. A single word wider than the width has a line of its own.
    """
    words = nfc(name).split()
    if not words:
        return ()
    most = max(1, min(len(words), int(2 * measure(" ".join(words)) / width) + 2))
    found = [lines for count in range(1, most + 1) if (lines := _balanced(words, count, width))]
    if not found:
        return tuple(words)
    return min(found)[1]


def measure(text: str) -> float:
    """The width of `text` in ems of bold Times, near enough to break lines by."""
    return sum(
        _WIDTHS.get(sign[0], 0.5)
        for sign in unicodedata.normalize("NFD", text)
        if not unicodedata.combining(sign)
    )


def _balanced(words: list[str], count: int, width: float) -> tuple[float, tuple[str, ...]] | None:
    """Cost and lines of the best way to set the words in `count` lines, or None where they do not fit."""
    target = measure(" ".join(words)) / count
    # best[i]: cost and lines of the first i words in as many lines as rounds have passed.
    best: dict[int, tuple[float, tuple[str, ...]]] = {0: (0.0, ())}
    for _round in range(count):
        following: dict[int, tuple[float, tuple[str, ...]]] = {}
        for start, (cost, lines) in best.items():
            for end in range(start + 1, len(words) + 1):
                line = " ".join(words[start:end])
                if end > start + 1 and measure(line) > width:
                    break
                total = cost + _LINE_COST + (measure(line) - target) ** 2 + _break_cost(words, end)
                if end not in following or total < following[end][0]:
                    following[end] = (total, (*lines, line))
        best = following
    return best.get(len(words))


def _break_cost(words: list[str], at: int) -> float:
    """What a line break before word `at` costs: much inside a compound, nothing before a joining word."""
    if at >= len(words):
        return 0
    before, after = words[at - 1].lower(), words[at].lower()
    # The last two syllables are nearly always a proper name: Hải Phòng, Việt Nam. A number stays with its word: năm 2020.
    if (
        (before, after) in _BOUND
        or {before, after} & {"-", "–"}
        or at == len(words) - 1
        or after[0].isdigit()
    ):
        return _COMPOUND_COST
    return 0 if after in _OPENERS else _WORD_COST


def moment_in_words(moment: datetime) -> str:
    """lúc 09:12 ngày 09/3/2021, in the time of the city."""
    local = moment.astimezone(LOCAL)
    return f"lúc {local:%H:%M} ngày {short_paper(local.date())}"


def roman(number: int) -> str:
    """I, II, III … up to XXXIX, as sections are numbered."""
    return "X" * (number // 10) + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[number % 10]
