"""Every page template in a real browser, for a role that works with it: no barrier, nothing wider than the screen."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.test.signals import template_rendered
from django.urls import reverse
from playwright.sync_api import Page

from tests import factories as make
from tests.browser.conftest import DESK, PHONE
from tests.cast import build_world
from tests.whole import Whole, build_whole

# Pages only a form leads to, and those for what goes wrong: looked at by the tests beside this one.
ELSEWHERE = {
    "400.html", "403.html", "403_csrf.html", "404.html", "500.html", "awards/decision_confirm.html",
    # What follows a list, an office, a leaving: test_composition.py.
    "blocs/composition_review.html", "blocs/step_confirm.html",
    # A personal link, shown once and opened: test_access.py.
    "blocs/access.html", "blocs/access_opening.html", "blocs/access_refused.html", "blocs/person_access_given.html",
}  # fmt: skip
OF_OTHERS = ("account/", "admin/", "allauth/", "bootstrap5/", "documents/", "mfa/", "pieces/")

# What makes a page scroll sideways: the first elements that reach over its right edge.
TOO_WIDE = """() => document.documentElement.scrollWidth <= document.documentElement.clientWidth ? "" :
    [...document.querySelectorAll("main *")]
        .filter(element => element.getBoundingClientRect().right > document.documentElement.clientWidth)
        .slice(0, 4).map(element => element.outerHTML.slice(0, 120)).join(" | ")"""


@pytest.fixture
def whole(transactional_db: None) -> Whole:
    return build_whole(build_world())


def pages(whole: Whole) -> Iterator[tuple[str, str]]:
    """Who opens what. A page is told by the name of its address and what it is asked with."""
    done, now, sheets = whole.done.pk, whole.now.pk, whole
    unit = {code: row.pk for code, row in whole.world.units.items()}
    people = {persona: user.person_id for persona, user in whole.world.users.items()}
    draft = whole.world.other_cycle.pk
    line = whole.begun.lines.first().criterion_id
    b_party = whole.signing.parties.get(organization=unit["B"]).pk
    office = whole.world.bloc.offices.first().pk
    duty = whole.world.units["B"].representations.get(person=people["clerk"]).pk
    asked = {
        "nobody": [("reports:home",)],
        "leader": [
            ("reports:home",), ("emulation:cycle", now), ("emulation:pledge", now),
            ("emulation:pledge_signature", b_party), ("emulation:scoresheet", sheets.begun.pk),
            ("emulation:scoresheet_submission", sheets.begun.pk), ("emulation:standings", now),
            ("emulation:standings", done), ("emulation:scoresheet_dispute", sheets.locked_sheet.pk, line),
            ("emulation:papers", done), ("reports:organization", unit["B"]), ("awards:nominations",),
            ("awards:nomination", whole.open_dossier.pk),
        ],
        "other_leader": [
            ("emulation:scoresheet", sheets.disputed.pk), ("emulation:pledge_signature", whole.scan.party_id),
        ],
        "secretariat": [
            ("reports:home",), ("emulation:cycle", now), ("emulation:scoresheets", now),
            ("emulation:scoresheets_matrix", now), ("emulation:scoresheet", sheets.sent.pk),
            ("emulation:scoresheet_start", now, unit["B"]), ("emulation:scoresheet_return", sheets.sent.pk),
            ("emulation:scoresheet_check", sheets.sent.pk), ("emulation:scoresheet_check", sheets.disputed.pk),
            ("emulation:scoresheet_disqualification", sheets.sent.pk), ("emulation:standings", now),
            ("emulation:pledge", now), ("emulation:pledge_replacement", now),
            ("emulation:pledge_paper_signature", b_party), ("awards:cycle_nominations", done),
            ("awards:nomination_edit", whole.sent_back.pk),
            ("reports:year_end_report", done),
        ],
        "head_leader": [
            ("reports:home",), ("emulation:standings_lock", now), ("emulation:standings_lock", done),
            ("emulation:standings_reopen", done), ("emulation:cycle_closing", done),
            ("emulation:extension", now), ("awards:cycle_nominations", done), ("awards:nomination_sending", done),
            ("awards:nomination", whole.open_dossier.pk), ("reports:year_end_report_issue", done),
        ],
        "officer": [
            ("reports:home",), ("emulation:years",), ("emulation:year", whole.now.year_id),
            ("emulation:year_new",), ("emulation:year_opening", whole.now.year_id),
            ("emulation:year_description", whole.now.year_id), ("emulation:year_calendar", whole.now.year_id),
            ("emulation:year_joining", whole.now.year_id), ("emulation:year_undoing", whole.now.year_id),
            ("awards:award_numbers", whole.now.year_id), ("emulation:cycle_calendar", now),
            ("emulation:window_change", now, "pledge"), ("emulation:cycle_table", now),
            ("emulation:cycle_table", whole.untouched.pk), ("emulation:extension_change", now, whole.extension.pk),
            ("emulation:extension_removal", now, whole.extension.pk), ("emulation:table", whole.now.table_version_id),
            ("blocs:organizations",), ("reports:organization", unit["B"]), ("blocs:blocs",),
            ("reports:city", whole.done.year_id), ("reports:city", whole.now.year_id), ("reports:search",),
            ("reports:history",), ("reports:history_of", "blocs.organization", unit["B"]), ("reports:history_access",),
            ("blocs:organization_new",), ("blocs:organizations_merge",), ("blocs:organization_split", unit["B"]),
            ("blocs:organization_rename", unit["B"]), ("blocs:organization_dissolve", unit["B"]),
            ("blocs:organization_name_correction", unit["B"]), ("blocs:office_withdrawal", office),
            ("blocs:duty_correction", duty),
            ("blocs:imports",), ("blocs:import_new", "roster"), ("blocs:import_run", whole.runs[0].pk),
            ("blocs:import_cell", whole.runs[0].pk, 2, "name"), ("blocs:import_columns", whole.runs[1].pk),
            ("blocs:import_run", whole.runs[2].pk), ("blocs:import_options", whole.runs[0].pk),
            ("blocs:people",), ("blocs:person", people["conflicted_board"]), ("blocs:person_new",),
            ("blocs:person_edit", people["clerk"]), ("blocs:access_new", people["clerk"]),
            ("blocs:role_new", people["clerk"]), ("blocs:leader", unit["B"]), ("blocs:leader", unit["C"]),
            ("blocs:bloc", whole.world.bloc.pk), ("blocs:bloc_new",), ("blocs:bloc_end", whole.world.bloc.pk),
            ("blocs:composition", whole.world.bloc.pk, whole.done.year_id),
            ("blocs:offices", whole.world.bloc.pk, whole.done.year_id),
            ("blocs:member_new", whole.world.bloc.pk, whole.done.year_id), ("awards:nominations",),
            ("awards:nomination", whole.open_dossier.pk), ("awards:decisions",), ("awards:decision_new",),
            ("awards:decision", whole.decision.pk), ("awards:honours",),
        ],
        "board": [("reports:home",), ("awards:nomination", whole.open_dossier.pk)],
        "city_leader": [("awards:nomination", whole.open_dossier.pk)],
        "operator": [("reports:home",), ("reports:components",)],
        "other_secretariat": [
            ("emulation:pledge", draft), ("emulation:pledge_draft", draft), ("emulation:pledge", whole.untouched.pk),
            ("emulation:pledge_finalisation", draft), ("emulation:pledge_replacement", draft),
        ],
    }  # fmt: skip
    for persona, addresses in asked.items():
        for name, *args in addresses:
            yield persona, reverse(name, args=args)
    table = make.make_table()
    for name, *args in [
        ("index",), ("blocs_person_changelist",), ("blocs_auditevent_changelist",), ("blocs_user_changelist",),
        ("blocs_person_change", whole.world.users["leader"].person_id), ("emulation_meeting_add",),
        ("emulation_scoringtableversion_change", table.pk), ("emulation_criteriongroup_change", table.groups.first().pk),
        ("emulation_scoringtableversion_change", whole.now.table_version_id),
    ]:  # fmt: skip
        yield "operator", reverse(f"admin:{name}", args=args)


def templates_of_ours() -> set[str]:
    """Every template that is a page by itself."""
    root = Path(settings.BASE_DIR) / "templates"
    names = {str(path.relative_to(root)) for path in root.rglob("*.html")}
    return {
        name
        for name in names
        if not name.startswith(OF_OTHERS) and "/_" not in name and not Path(name).name.startswith("base")
    } - ELSEWHERE


def test_no_page_has_a_barrier_or_scrolls_sideways(
    whole: Whole, page: Page, live_server, sign_in: Callable, find_barriers: Callable
):
    """Each page is opened once, at a desk, then looked at on a screen as narrow as a phone's."""
    seen: set[str] = set()
    found, who = {}, ""

    def hear(template, **_rest) -> None:
        seen.add(template.name)

    template_rendered.connect(hear)
    try:
        for persona, address in pages(whole):
            if persona != who:
                sign_in(whole.world.users[persona])
                who = persona
            page.set_viewport_size(DESK)
            page.goto(live_server.url + address)
            for size in [DESK, PHONE]:
                page.set_viewport_size(size)
                trouble = find_barriers()
                if wide := page.evaluate(TOO_WIDE):
                    trouble.append(f"wider than the screen: {wide}")
                if trouble:
                    found[f"{address} as {persona}, {size['width']} wide"] = trouble
    finally:
        template_rendered.disconnect(hear)
    assert found == {}
    assert templates_of_ours() - seen == set()
