"""The honour in a real browser: an opinion by keyboard alone, a decision from ticks to the public page."""

import re
from datetime import date

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from awards.models import Decision, Nomination, NominationState, Opinion, Verdict
from emulation.models import Honour
from tests.awards.conftest import AtTheCity
from tests.awards.dossiers import (
    approve,
    make_flag,
    make_merit,
    make_nomination,
    make_rule,
    make_snapshot,
    submit,
)
from tests.browser.conftest import DESK, PHONE, scrolls_sideways, tab_to
from tests.cast import build_world

pytestmark = pytest.mark.django_db(transaction=True)

SIZES = [pytest.param(DESK, id="1280"), pytest.param(PHONE, id="360")]


@pytest.fixture
def at_city(transactional_db):
    """K1's scores locked; B proposed for the flag, C for a certificate; both received by the city."""
    world, flag, merit = build_world(), make_flag(), make_merit()
    make_rule(flag, 1, condition="Dẫn đầu phong trào thi đua của Khối.", legal_source="Điều 26")
    make_rule(merit, 2)
    by = world.users["head_leader"]
    snapshot = make_snapshot(world.cycle, [world.units[code] for code in "BCA"], by)
    of_b = make_nomination(snapshot, world.units["B"], flag, by)
    of_c = make_nomination(snapshot, world.units["C"], merit, by)
    submit(world.cycle, by)
    return AtTheCity(world, flag, merit, snapshot, of_b, of_c)


@pytest.fixture
def open_as(at_city, sign_in, live_server):
    """`open_as("board", size, "awards:nominations")` opens a page of the site as a persona."""

    def opened(persona, size, name, *args, query=""):
        page = sign_in(at_city.world.users[persona])
        page.set_viewport_size(size)
        page.goto(live_server.url + reverse(name, args=args) + query)
        return page

    return opened


@pytest.mark.parametrize("size", SIZES)
def test_a_council_member_gives_an_opinion_by_keyboard(at_city, open_as, find_barriers, size):
    page = open_as("board", size, "awards:nominations")
    assert find_barriers() == []
    tab_to(page, f"a[href='{reverse('awards:nomination', args=[at_city.of_b.pk])}']")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Hội B")
    assert find_barriers() == []
    assert not scrolls_sideways(page)
    tab_to(page, "input[name=verdict]")
    page.keyboard.press("ArrowDown")  # from agreement to disagreement
    tab_to(page, "textarea")
    tab_to(page, "button.btn-binding")
    page.keyboard.press("Enter")
    # A disagreement without words comes back with the sentence beside its field.
    expect(page.locator("#id_text_error")).to_be_visible()
    assert find_barriers() == []
    assert not Opinion.objects.exists()
    tab_to(page, "textarea")
    page.keyboard.type("Cần thêm số liệu về hội viên mới.")
    tab_to(page, "button.btn-binding")
    page.keyboard.press("Enter")
    expect(page.locator("#messages .toast-line")).to_be_visible()
    opinion = Opinion.objects.get()
    assert (opinion.verdict, opinion.text) == (Verdict.DISAGREE, "Cần thêm số liệu về hội viên mới.")


def test_a_council_member_goes_from_dossier_to_dossier(at_city, open_as):
    page = open_as("board", DESK, "awards:nomination", at_city.of_b.pk)
    page.locator("input[value=agree]").check()
    page.locator("button[name=then]").click()
    expect(page.locator("h1")).to_have_text("Hội C")
    page.locator("a[rel=prev]").click()
    expect(page.locator("h1")).to_have_text("Hội B")
    expect(page.locator("input[value=agree]")).to_be_checked()


@pytest.mark.parametrize("size", SIZES)
def test_an_officer_records_a_decision_and_the_honour_is_public(
    at_city, open_as, find_barriers, live_server, browser, size
):
    approve(at_city.world, at_city.of_b)
    page = open_as("officer", size, "awards:decision_new")
    assert find_barriers() == []
    assert not scrolls_sideways(page)
    page.locator(f"#id_award_{at_city.of_b.pk}").check()
    page.locator(f"#id_not_{at_city.of_c.pk}").fill("Số lượng đã hết.")
    page.get_by_role("button", name=re.compile("Xem lại")).click()
    expect(page.locator("#id_number")).to_have_class(re.compile("is-invalid"))
    assert find_barriers() == []
    page.locator("#id_number").fill("812/QĐ-UBND")
    page.locator("#id_dated_on").fill("15/3/2022")
    page.get_by_role("button", name=re.compile("Xem lại")).click()
    expect(page.locator(".panel--confirm")).to_contain_text("Hội C")
    assert find_barriers() == []
    assert not scrolls_sideways(page)
    assert not Decision.objects.exists()
    page.locator("button.btn-binding").click()
    expect(page.locator(".facts")).to_contain_text("812/QĐ-UBND")
    assert find_barriers() == []
    assert Decision.objects.get().dated_on == date(2022, 3, 15)
    at_city.of_c.refresh_from_db()
    assert at_city.of_c.state == NominationState.NOT_APPROVED
    stranger = browser.new_page(viewport=size)
    stranger.goto(live_server.url + reverse("awards:honours"))
    expect(stranger.locator(".roll__list")).to_contain_text("Hội B")
    expect(stranger.locator(".roll__list")).to_contain_text("812/QĐ-UBND")
    assert not scrolls_sideways(stranger)
    stranger.close()


@pytest.mark.parametrize("size", SIZES)
def test_the_bloc_proposes_writes_and_sends(at_city, open_as, find_barriers, size):
    world = at_city.world
    Nomination.objects.all().delete()
    world.cycle.submitted_at = world.cycle.submitted_by = None
    world.cycle.save()
    page = open_as("head_leader", size, "awards:cycle_nominations", world.cycle.pk)
    assert find_barriers() == []
    page.get_by_role("link", name=re.compile("Hội B")).click()
    expect(page.get_by_label(at_city.flag.name)).to_be_visible()
    assert find_barriers() == []
    page.get_by_label(at_city.flag.name).check()
    page.get_by_role("textbox").first.fill("Hoàn thành 18/18 nhiệm vụ; kết nạp 40 hội viên mới.")
    page.locator("main form button[type=submit]").click()
    expect(page.locator("h1")).to_have_text("Hội B")
    page.goto(
        page.url.split("/nominations/")[0] + reverse("awards:nomination_sending", args=[world.cycle.pk])
    )
    assert find_barriers() == []
    page.locator("button.btn-binding").click()
    expect(page.locator("#messages .toast-line")).to_be_visible()
    assert Nomination.objects.get().state == NominationState.SENT
    assert not Honour.objects.exists()
