"""Messages that people copy into a chat or that go out by mail: Vietnamese, as papers are."""

from datetime import datetime

from blocs.clock import LOCAL
from blocs.models import Person


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
