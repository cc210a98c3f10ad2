"""Figures of a year as parts of sentences."""

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from blocs.numbers import format_number
from reports.documents.year_end_facts import Highlight, Received, Result, percentage

# How a result is told, by the unit it is measured in; anything else is told by its name.
PHRASES = {
    "nhiệm vụ": "hoàn thành {actual}/{planned} nhiệm vụ đề ra ({share})",
    "hội viên": "kết nạp {actual} hội viên mới, đạt {share} kế hoạch",
    "lượt người": "tập huấn, bồi dưỡng, tư vấn cho {actual} lượt người, đạt {share} kế hoạch",
    "sự kiện": "tổ chức {actual} sự kiện xúc tiến thương mại, kết nối cung cầu, đạt {share} kế hoạch",
    "hội nghị": "tổ chức {actual} hội nghị tuyên truyền, phổ biến, đạt {share} kế hoạch",
    "hội nghị, đợt": "tổ chức {actual} hội nghị, đợt tuyên truyền, đạt {share} kế hoạch",
    "phong trào": "phát động {actual} phong trào thi đua, đạt {share} kế hoạch",
}


def results_told(results: Iterable[Result]) -> str:
    """The results as one run of a sentence: "hoàn thành 146/152 nhiệm vụ đề ra (96,1%); kết nạp …"."""
    return "; ".join(_told(result) for result in results if result.actual)


def _told(result: Result) -> str:
    if result.share is None:
        return f"thực hiện {amount(result.actual)} {result.unit} về {lowered(result.name)}"
    phrase = PHRASES.get(result.unit.lower(), "thực hiện {actual} {unit} về {name}, đạt {share} kế hoạch")
    return phrase.format(
        actual=amount(result.actual),
        planned=amount(result.planned),
        share=percent(result.share),
        unit=result.unit,
        name=lowered(result.name),
    )


def given_told(result: Result) -> str:
    """What was given for welfare, against what was registered."""
    share = f", bằng {percent(result.share)} đăng ký" if result.share is not None else ""
    return f"Tổng giá trị ủng hộ đạt {amount(result.actual)} {result.unit}{share}."


def highlights_told(highlights: Iterable[Highlight]) -> str:
    """ "Tiêu biểu là Hội A: kết nạp …; Hội B: …."; empty without highlights."""
    told = "; ".join(f"{row.unit}: {lowered(row.text.strip().rstrip('.;'))}" for row in highlights)
    return f"Tiêu biểu là {told}." if told else ""


def honours_told(honours: tuple[Received, ...]) -> str:
    """Who received what, the units of one kind together; a decision that several kinds share stands once, at the end."""
    groups: list[tuple[str, str, list[str]]] = []
    for honour in honours:
        if groups and groups[-1][:2] == (honour.commendation, honour.decision):
            groups[-1][2].append(honour.unit)
        else:
            groups.append((honour.commendation, honour.decision, [honour.unit]))
    told = []
    for number, (commendation, decision, units) in enumerate(groups, start=1):
        shared = number < len(groups) and groups[number][1] == decision
        source = f" ({decision})" if decision and not shared else ""
        told.append(f"{', '.join(units)} được tặng {commendation}{source}")
    return "; ".join(told) + "." if told else ""


def amount(value: Decimal) -> str:
    """A figure as it was entered: 1.250 or 85,5."""
    return format_number(value, trim=True)


def percent(share: Fraction) -> str:
    """96,1%, rounded half up; 100% without decimals."""
    return f"{format_number(percentage(share), 1, trim=True)}%"


def lowered(text: str) -> str:
    """The text as it goes on inside a sentence: a small first letter, unless an abbreviation begins there."""
    return text[:1].lower() + text[1:] if text[1:2].islower() else text


def raised(text: str) -> str:
    """The text as it begins a sentence."""
    return text[:1].upper() + text[1:]
