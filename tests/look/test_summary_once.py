"""What must be put right is summed up once on a page, above the form."""

import pytest
from django.urls import reverse

from tests.cast import World

SUMMARY = "Chưa lưu, cần sửa các chỗ sau"


@pytest.mark.parametrize("name", ["year_new", "year_description"])
def test_wrong_input_is_summed_up_once(world: World, name: str):
    args = [] if name == "year_new" else [world.cycle.year_id]
    answer = world.client("officer").post(reverse(f"emulation:{name}", args=args), {"year": "x"})
    assert answer.status_code == 422
    assert answer.content.decode().count(SUMMARY) == 1
