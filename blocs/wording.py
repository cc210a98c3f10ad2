"""Messages that people copy into a chat or that go out by mail (Vietnamese, as papers are); what a new right asks for."""

from datetime import datetime

from django.utils.translation import gettext as _

from blocs.clock import LOCAL
from blocs.models import Person
from blocs.queries.people import CLOSED, NONE, OPEN, SENT, Access


def access_message(person: Person, link: str, until: datetime) -> tuple[str, str]:
    """Subject and text with which a personal link is sent. The code is never in it: it is told by phone."""
    title = person.role_title or "ông/bà"
    whom = person.name if person.name.startswith(title) else f"{title} {person.name}"
    text = (
        f"Kính gửi {whom}: tài khoản Khối thi đua đã sẵn sàng. Kính đề nghị mở liên kết cá nhân:\n{link}\n"
        f"Liên kết dùng một lần, đến {until.astimezone(LOCAL):%H:%M ngày %d/%m/%Y}. Khi mở cần mã xác nhận 6 số, "
        "chúng tôi báo qua điện thoại. Đề nghị không chuyển tiếp tin nhắn này. Trân trọng!"
    )
    return "Khối thi đua: liên kết cá nhân để mở tài khoản", text


def access_after(access: Access, before: Access | None) -> tuple[bool, str]:
    """Of somebody with a new right: whether a personal link is to be given, and a sentence that says so or why not."""
    if access.state == OPEN:
        return False, _("The account is open: the new right is there without another link.")
    if access.state == SENT and access.until:
        told = _("The personal link given before opens this right too; it is good to {date}.")
        return False, told.format(date=f"{access.until.astimezone(LOCAL):%d/%m/%Y}")
    if access.state == CLOSED:
        return True, _("The account is closed: open it again, or the right cannot be used.")
    if access.state == NONE:
        return True, _("There is no account yet: give a personal link.")
    if before is not None and before.state == SENT:
        return True, _(
            "The personal link that somebody else had given has ended with the new right: give a new one."
        )
    return True, _("The account was never opened and no link is good any more: give a new personal link.")
