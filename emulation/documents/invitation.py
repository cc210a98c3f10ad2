"""Messages that are copied into a chat: written in Vietnamese, whatever the language of the screen."""


def invitation_to_sign(unit: str, year: int, url: str) -> str:
    """Asks the leader of a unit to sign the pledge."""
    return (
        f"Kính gửi Chủ tịch {unit}: nội dung Giao ước thi đua năm {year} đã được các đơn vị thống nhất. "
        f"Kính đề nghị Chủ tịch xem và ký tại: {url} (khoảng 2 phút). Trân trọng!"
    )
