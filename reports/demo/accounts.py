"""The accounts of a demonstration: offices, not persons. All share one password, told on the login page."""

from dataclasses import dataclass

from django.conf import settings

DOMAIN = "trinhdien.example"
DEMO_PASSWORD = settings.DEMO_PASSWORD


@dataclass(frozen=True)
class DemoAccount:
    """One choice on the login page of a demonstration."""

    key: str
    label: str
    note: str
    icon: str

    @property
    def email(self) -> str:
        return f"{self.key}@{DOMAIN}"


ACCOUNTS = [
    DemoAccount("to-thu-ky", "Tổ thư ký Khối", "Nhập, kiểm tra kết quả; lập báo cáo tổng kết", "users"),
    DemoAccount(
        "lanh-dao-hdnt", "Lãnh đạo đơn vị", "Hội Doanh nghiệp trẻ Hải Phòng: ký giao ước năm 2021", "pen"
    ),
    DemoAccount(
        "lanh-dao-hhdnnvv", "Lãnh đạo đơn vị Trưởng khối", "Hiệp hội Doanh nghiệp nhỏ và vừa thành phố", "pen"
    ),
    DemoAccount(
        "can-bo-hndn", "Cán bộ phụ trách", "Hội Nữ doanh nhân Hải Phòng: nhập bảng tự chấm điểm", "user"
    ),
    DemoAccount(
        "chuyen-vien",
        "Chuyên viên cơ quan thường trực",
        "Tiếp nhận, thẩm định, ghi nhận quyết định",
        "folder",
    ),
    DemoAccount("lanh-dao-thuong-truc", "Lãnh đạo cơ quan thường trực", "Duyệt kết quả thẩm định", "seal"),
    DemoAccount("hoi-dong-1", "Thành viên Hội đồng", "Cho ý kiến về các đề nghị khen thưởng", "scale"),
    DemoAccount(
        "hoi-dong-2",
        "Thành viên Hội đồng có liên quan",
        "Là cố vấn của Hội B nên không thấy hồ sơ của Hội B",
        "scale",
    ),
    DemoAccount("quan-tri", "Quản trị hệ thống", "Danh mục, năm thi đua, tài khoản", "key"),
]


def demo_accounts() -> list[DemoAccount]:
    """The accounts offered on the login page, in the order of the year's work."""
    return ACCOUNTS
