"""The columns of a roster, and the words by which offices know them."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from blocs.actor import Actor
from blocs.imports import columns
from blocs.imports.kind import Column, Reading, Unreadable
from blocs.models import Bloc, SigningForm
from blocs.models.organization import OrganizationKind

# What a single hyphen says in an optional cell: nothing, where something is recorded.
CLEAR: Any = object()
MOST_MEMBERS = 9_999
LONGEST_CODE, LONGEST_SHORT, LONGEST_NAME = 24, 80, 300
LONGEST_PERSON, LONGEST_POSITION = 200, 200


def clearable(read: columns.Reader) -> columns.Reader:
    """A reader to which a single hyphen means: take out what is recorded."""

    def read_or_clear(typed: str) -> Reading:
        return Reading(CLEAR) if typed.strip() in {"-", "–"} else read(typed)

    return read_or_clear


def phone(typed: str) -> Reading:
    """A phone number; what does not look like one is kept as it was typed, as on the pages, with a warning."""
    try:
        return columns.phone(typed)
    except Unreadable as error:
        return Reading(_text(typed).value, str(error))


_text = columns.text(columns.LONGEST_PHONE)
# A cell may also hold the title of who signs: "KT. CHỦ TỊCH".
SIGNING = {
    "KT": SigningForm.DEPUTY, "KT. Chủ tịch": SigningForm.DEPUTY, "Ký thay": SigningForm.DEPUTY,
    "TM": SigningForm.COLLECTIVE, "Thay mặt": SigningForm.COLLECTIVE, "TM. Ban Chấp hành": SigningForm.COLLECTIVE,
    "TM. Ban Thường vụ": SigningForm.COLLECTIVE,
    "TL": SigningForm.ORDER, "Thừa lệnh": SigningForm.ORDER,
    "TUQ": SigningForm.AUTHORIZED, "Thừa ủy quyền": SigningForm.AUTHORIZED,
    "Q": SigningForm.ACTING, "Quyền": SigningForm.ACTING,
    "Ký trực tiếp": SigningForm.HEAD, "Người đứng đầu": SigningForm.HEAD,
}  # fmt: skip
KINDS = {
    "Hội đặc thù": OrganizationKind.ASSOCIATION, "Hội quần chúng": OrganizationKind.ASSOCIATION,
    "Hiệp hội": OrganizationKind.BUSINESS_ASSOCIATION, "Hiệp hội doanh nghiệp": OrganizationKind.BUSINESS_ASSOCIATION,
    "Hội DN": OrganizationKind.BUSINESS_ASSOCIATION,
    "Liên hiệp các hội": OrganizationKind.UNION, "Liên hiệp": OrganizationKind.UNION,
    "Liên minh": OrganizationKind.COOPERATIVE_ALLIANCE, "Liên minh HTX": OrganizationKind.COOPERATIVE_ALLIANCE,
    "Khác": OrganizationKind.OTHER, "Phường": OrganizationKind.OTHER, "Xã": OrganizationKind.OTHER,
    "Cơ quan": OrganizationKind.OTHER, "Sở, ban, ngành": OrganizationKind.OTHER,
}  # fmt: skip


# Whose a field is, where heads stand in two rows ("Cán bộ đầu mối" over "Họ và tên"), or after it in one.
HEADS = ("Người đứng đầu", "Người đứng đầu đơn vị", "Lãnh đạo", "Lãnh đạo đơn vị", "Lãnh đạo hội", "Thủ trưởng",
         "Thủ trưởng đơn vị", "Chủ tịch", "Chủ tịch hội", "Người đại diện")  # fmt: skip
CLERKS = ("Cán bộ đầu mối", "Đầu mối", "Đầu mối liên hệ", "Cán bộ phụ trách", "Người phụ trách", "Cán bộ theo dõi",
          "Người liên hệ", "Cán bộ liên hệ", "Chuyên viên phụ trách", "Cán bộ phụ trách thi đua khen thưởng",
          "Cán bộ phụ trách TĐKT", "Cán bộ TĐKT")  # fmt: skip
NAMES = ("Họ và tên", "Họ tên", "Tên")
TITLES = ("Chức vụ", "Chức danh", "Chức vụ, chức danh")
EMAILS = ("Email", "E-mail", "Mail", "Thư điện tử", "Địa chỉ email", "Địa chỉ thư điện tử", "Hộp thư điện tử")
PHONES = ("Điện thoại", "Số điện thoại", "ĐT", "SĐT", "Số ĐT", "Di động", "Điện thoại di động", "ĐTDĐ", "Số máy")  # fmt: skip


def of_whom(people: Sequence[str], fields: Sequence[str]) -> list[str]:
    """ "Cán bộ đầu mối Họ và tên" and "Họ và tên cán bộ đầu mối", for each of the words."""
    pairs = [(who, what) for who in people for what in fields]
    return [f"{a} {b}" for who, what in pairs for a, b in ((who, what), (what, who))]


def kinds(_actor: Actor) -> Sequence[str]:
    return [str(label) for label in OrganizationKind.labels]


def signing_forms(_actor: Actor) -> Sequence[str]:
    return [form.value for form in SigningForm if form.value]


def blocs(actor: Actor) -> Sequence[str]:
    return list(Bloc.objects.visible_to(actor).order_by("code").values_list("code", flat=True))


def offices(actor: Actor) -> Sequence[str]:
    rows = Bloc.objects.visible_to(actor).values_list("head_title", "deputy_title")
    return list(dict.fromkeys(title for pair in rows for title in pair))


def yes_no(_actor: Actor) -> Sequence[str]:
    return ["có", "không"]


COLUMNS = [
    Column(
        "code", _("Code of the organisation"), columns.text(LONGEST_CODE),
        synonyms=["Mã", "Mã số", "Mã ĐV", "Mã hội", "Mã định danh", "Ký hiệu", "Code"],
        help=_("By it an organisation is found again; left empty for a new one, it is made from the short name."),
        example="HOI-LUAT-GIA", width=16,
    ),
    Column(
        "name", _("Name of the organisation"), columns.text(LONGEST_NAME), required=True,
        synonyms=["Tên hội", "Đơn vị", "Tên", "Tên đầy đủ", "Tên tổ chức", "Tên cơ quan", "Tên cơ quan, đơn vị",
                  "Cơ quan, đơn vị", "Đơn vị thành viên", "Tên đơn vị thành viên", "Hội thành viên", "Tổ chức",
                  "Hội", "Hội, hiệp hội", "Tên hội, hiệp hội", "Organisation"],
        help=_("As in the decision. A name the organisation had before finds it too."),
        example="Hội Luật gia thành phố", width=44,
    ),
    Column(
        "short_name", _("Short name"), columns.text(LONGEST_SHORT),
        synonyms=["Tên viết tắt", "Viết tắt", "Tên ngắn", "Tên gọi tắt", "Tên tắt"], example="Hội Luật gia", width=24,
    ),
    Column(
        "kind", _("Kind of organisation"), columns.choice(OrganizationKind.choices, KINDS),
        synonyms=["Loại hình", "Loại", "Loại hình tổ chức", "Loại đơn vị", "Loại hình đơn vị"], choices=kinds,
        example="Hội", width=22,
    ),
    Column(
        "founded_on", _("Day of founding"), clearable(columns.day),
        synonyms=["Ngày thành lập", "Thành lập", "Ngày TL", "Thành lập ngày", "Ngày, tháng, năm thành lập"],
        example="09/03/1995", width=14,
    ),
    Column(
        "bloc", _("Bloc or cluster"), columns.text(LONGEST_NAME),
        synonyms=["Khối/cụm", "Khối", "Cụm", "Khối thi đua", "Cụm thi đua", "Khối, cụm thi đua", "Tên khối", "Mã khối",
                  "Tên khối, cụm", "Thuộc khối", "Thuộc khối, cụm", "Khối, cụm"],
        help=_("Its code or any of its names. A member of two blocs stands in two rows."), choices=blocs, width=24,
    ),
    Column(
        "order", _("Place in the order"), columns.whole(1, MOST_MEMBERS),
        synonyms=["Thứ tự", "STT", "TT", "Số TT", "Số thứ tự", "Thứ tự trong khối"],
        help=_("The order of the decision, in which papers list the members."), example="3", width=8,
    ),
    Column(
        "competes", _("Counted in the emulation"), columns.yes_no,
        synonyms=["Tính thi đua", "Có tính thi đua", "Tham gia tính thi đua", "Chấm điểm thi đua", "Tính điểm"],
        help=_("“không”: it takes part without being scored."), choices=yes_no, example="có", width=10,
    ),
    Column(
        "office", _("Office held in the bloc"), columns.text(60),
        synonyms=["Chức trách trong khối", "Chức trách", "Chức danh trong khối", "Vai trò trong khối",
                  "Chức trách trong khối, cụm", "Trưởng khối, Phó trưởng khối"],
        help=_("Head or deputy head in the year told above the table; needs a decision or minutes."),
        choices=offices, width=18,
    ),
    Column(
        "leader", _("Head of the organisation"), columns.text(LONGEST_PERSON),
        synonyms=["Người đứng đầu", "Họ và tên", "Họ tên", "Chủ tịch", "Lãnh đạo", "Lãnh đạo đơn vị", "Thủ trưởng",
                  "Người đứng đầu đơn vị", "Thủ trưởng đơn vị", "Người đại diện", *of_whom(HEADS, NAMES)],
        help=_("Another name than the recorded one replaces the leader from the day told. Empty: nothing changes."),
        width=24,
    ),
    Column(
        "leader_title", _("Position of the head"), columns.text(LONGEST_POSITION),
        synonyms=[*TITLES, *of_whom(HEADS, TITLES)],
        help=_("As printed on papers, such as Chủ tịch."), example="Chủ tịch", width=20,
    ),
    Column(
        "signing", _("Form of signing"), clearable(columns.choice(SigningForm.choices, SIGNING)),
        synonyms=["Hình thức ký", "Thể thức ký", "Ký thay"], choices=signing_forms, width=12,
        help=_("KT., TM., TL., TUQ., Q.; empty for who signs as the head."),
    ),
    Column(
        "leader_email", _("E-mail of the head"), clearable(columns.email),
        synonyms=[*EMAILS, "Hộp thư", *of_whom(HEADS, EMAILS)],
        help=_("Work e-mail of the leader; the same person is found again by it."),
        example="chu-tich@example.org", width=28,
    ),
    Column(
        "leader_phone", _("Phone of the head"), clearable(phone),
        synonyms=[*PHONES, "Điện thoại liên hệ", *of_whom(HEADS, PHONES)],
        example="0225 3842 345", width=16,
    ),
    Column(
        "since", _("Head since"), columns.day,
        synonyms=["Từ ngày", "Giữ chức từ ngày", "Từ", "Ngày nhận nhiệm vụ", "Giữ chức vụ từ", "Thời điểm giữ chức vụ"],
        help=_("Empty: from the day told above the table."), width=14,
    ),
    Column(
        "clerk", _("Contact person"), columns.text(LONGEST_PERSON),
        synonyms=["Cán bộ đầu mối", "Đầu mối", "Cán bộ phụ trách", "Người phụ trách", "Cán bộ theo dõi",
                  "Đầu mối liên hệ", "Người liên hệ", "Cán bộ liên hệ", *of_whom(CLERKS, NAMES)],
        help=_("Further ones stand in further rows of the same organisation."), width=24,
    ),
    Column(
        "clerk_title", _("Position of the contact person"), columns.text(LONGEST_POSITION),
        synonyms=["Chức vụ/nhiệm vụ đầu mối", "Nhiệm vụ đầu mối", *of_whom(CLERKS, TITLES)],
        example="Chánh Văn phòng", width=22,
    ),
    Column(
        "clerk_email", _("E-mail of the contact person"), clearable(columns.email),
        synonyms=["Email liên hệ", *of_whom(CLERKS, EMAILS)],
        example="van-phong@example.org", width=28,
    ),
    Column(
        "clerk_phone", _("Phone of the contact person"), clearable(phone),
        synonyms=of_whom(CLERKS, PHONES),
        example="0225 3842 346", width=16,
    ),
    Column(
        "into", _("Merged into (code)"), columns.text(LONGEST_NAME),
        synonyms=["Sáp nhập vào (mã)", "Sáp nhập vào", "Hợp nhất vào", "Nhập vào"],
        help=_("The organisation that it goes into on the day told above the table, by the decision told there."),
        width=18,
    ),
]  # fmt: skip
CONTACTS = {"leader_email", "leader_phone", "clerk_email", "clerk_phone"}
