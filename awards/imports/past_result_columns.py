"""The columns of a list of past results, and the words by which offices know them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from blocs.actor import Actor
from blocs.imports import columns
from blocs.imports.kind import Column, Reading, Unreadable
from emulation.models import Commendation
from emulation.models.commendation import Subject

LONGEST_NAME, LONGEST_NUMBER, LONGEST_ISSUER, LONGEST_TEXT = 300, 60, 200, 300
_BEFORE = re.compile(r"^(?:theo\s+)?(?:(?:quyết định|qđ)\s+)?(?:(?:số|no\.)\s*:?\s*)?", re.I)
_WITH_DAY = re.compile(r"^(?P<number>.*?[^\s,;(])[\s,;(]+(?:ngày|ngay)\s+(?P<day>.+?)[\s).;]*$", re.I)


@dataclass(frozen=True)
class Number:
    """The number of a decision; the day that stood in the same cell, if any."""

    text: str
    dated_on: date | None = None


def number(typed: str) -> Reading:
    """ "812/QĐ-UBND", also with words before it; "Số 812/QĐ-UBND ngày 01/02/2021" with a warning as both."""
    value = columns.text(LONGEST_TEXT)(typed).value
    day = None
    if found := _WITH_DAY.match(value):
        value, day = found["number"], columns.day(found["day"]).value
    value = _BEFORE.sub("", value).strip()
    if not re.search("[0-9]", value):
        raise Unreadable(
            _("“{text}” is no number of a decision, such as 812/QĐ-UBND.").format(text=value[:60])
        )
    if len(value) > LONGEST_NUMBER:
        raise Unreadable(_("The number of a decision has at most {most} signs.").format(most=LONGEST_NUMBER))
    told = ""
    if day is not None:
        told = _("Read as the number {number} and the day {day}.").format(number=value, day=date_format(day))
    return Reading(Number(value, day), told)


def commendations(_actor: Actor) -> Sequence[str]:
    """What a collective may receive, the highest first."""
    rows = Commendation.objects.filter(subject=Subject.COLLECTIVE)
    return list(rows.order_by("-level", "code").values_list("name", flat=True))


COLUMNS = [
    Column(
        "organization", gettext_lazy("Organisation"), columns.text(LONGEST_NAME), required=True,
        synonyms=["Đơn vị", "Tên đơn vị", "Mã đơn vị", "Tên hội", "Hội", "Tổ chức", "Tập thể", "Tên tập thể",
                  "Cơ quan, đơn vị", "Tên cơ quan, đơn vị", "Đơn vị được khen thưởng", "Đơn vị thành viên"],
        help=gettext_lazy("Its code, or any name it has or had."), example="Hội Luật gia thành phố", width=44,
    ),
    Column(
        "commendation", gettext_lazy("Title or form of commendation"), columns.text(LONGEST_NAME), required=True,
        synonyms=["Danh hiệu/hình thức", "Danh hiệu", "Hình thức", "Danh hiệu, hình thức", "Hình thức khen thưởng",
                  "Danh hiệu thi đua", "Danh hiệu, hình thức khen thưởng", "Danh hiệu thi đua, hình thức khen thưởng",
                  "Khen thưởng", "Kết quả", "Hình thức khen", "Honour", "Award"],
        help=gettext_lazy("Its code, its name or its short name in the catalogue of awards."),
        choices=commendations, example="Bằng khen của Chủ tịch Ủy ban nhân dân thành phố", width=44,
    ),
    Column(
        "year", gettext_lazy("For the year"), columns.year, required=True,
        synonyms=["Năm", "Năm khen thưởng", "Năm thi đua", "Thành tích năm", "Năm được khen thưởng", "Năm đạt"],
        help=gettext_lazy("The year whose work was honoured, not that of the decision."), example="2019", width=8,
    ),
    Column(
        "number", gettext_lazy("Number of the decision"), number,
        synonyms=["Số quyết định", "Số QĐ", "Quyết định số", "Quyết định", "Số, ký hiệu", "Số ký hiệu",
                  "Số, ngày quyết định", "Quyết định khen thưởng", "Số quyết định khen thưởng"],
        help=gettext_lazy("As on the paper; empty where it is not known. With a number the day is needed."),
        example="812/QĐ-UBND", width=18,
    ),
    Column(
        "dated_on", gettext_lazy("Date of the decision"), columns.day,
        synonyms=["Ngày quyết định", "Ngày QĐ", "Ngày ký", "Ngày ban hành", "Ngày, tháng, năm", "Ngày"],
        example="09/03/2020", width=14,
    ),
    Column(
        "issuer", gettext_lazy("Issued by"), columns.text(LONGEST_ISSUER),
        synonyms=["Cơ quan ban hành", "Cấp khen thưởng", "Cơ quan quyết định", "Người ký", "Cấp quyết định",
                  "Thẩm quyền quyết định", "Cơ quan khen thưởng"],
        help=gettext_lazy("Empty: the common issuer told above the table, else who decides on the award."), width=36,
    ),
    Column(
        "source", gettext_lazy("Source"), columns.text(LONGEST_TEXT),
        synonyms=["Nguồn", "Nguồn tài liệu", "Căn cứ", "Nguồn trích dẫn"],
        help=gettext_lazy("Where it is published or kept; empty: the common source told above the table."), width=36,
    ),
    Column(
        "reason", gettext_lazy("Achievement"), columns.text(LONGEST_TEXT),
        synonyms=["Lý do", "Thành tích", "Lý do khen thưởng", "Lý do/thành tích", "Thành tích khen thưởng",
                  "Nội dung", "Nội dung khen thưởng", "For"],
        help=gettext_lazy("As on the certificate."), width=44,
    ),
]  # fmt: skip
