"""The operator's tables: entered and changed with a record, never deleted, closed to everybody else."""

from datetime import date

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.forms import CheckboxInput
from django.test import Client
from django.urls import NoReverseMatch, reverse

from blocs.models import Appointment, AuditEvent, Organization, Role
from blocs.views import reference_site
from emulation.models import EmulationYear
from tests import factories as make
from tests.addresses.house import a_row
from tests.cast import World

# What the operator may enter and change; everything else is to be looked at only.
EDITABLE = {
    "blocs.organization",
    "blocs.citybody",
    "blocs.legalbasis",
    "emulation.cycle",
    "emulation.meeting",
    "emulation.commendation",
    "emulation.scoringtable",
    "emulation.scoringtableversion",
    "emulation.criteriongroup",
    "emulation.criterion",
    "awards.awardrule",
}
VIEWED = {
    "blocs.accessevent",
    "blocs.auditevent",
    "blocs.bloc",
    "blocs.membership",
    "blocs.office",
    "blocs.person",
    "blocs.user",
    "emulation.emulationyear",
    "emulation.window",
}


def formset(prefix: str, *rows: dict, initial: int = 0) -> dict[str, str]:
    """The fields of an inline as a browser sends them."""
    data = {f"{prefix}-TOTAL_FORMS": str(len(rows)), f"{prefix}-INITIAL_FORMS": str(initial)}
    for number, row in enumerate(rows):
        data |= {f"{prefix}-{number}-{name}": str(value) for name, value in row.items()}
    return data


def organization_data(organization: Organization, code: str = "", **fields) -> dict[str, str]:
    name = organization.names.get()
    row = {
        "id": name.pk,
        "organization": organization.pk,
        "name": name.name,
        "short_name": name.short_name,
        "valid_from": "01/01/2015",
        "decision": "",
    }
    return {
        "code": code or organization.code,
        "kind": organization.kind,
        "seen": str(organization.version),
        **formset("names", row | fields, initial=1),
        **formset("successions"),
    }


def change_url(obj) -> str:
    return reverse(f"admin:{obj._meta.app_label}_{obj._meta.model_name}_change", args=[obj.pk])


def test_the_short_list_of_tables():
    tables = {model._meta.label_lower: table for model, table in admin.site._registry.items()}
    editable = {label for label, table in tables.items() if isinstance(table, reference_site.ReferenceAdmin)}
    assert editable == EDITABLE
    assert set(tables) - editable == VIEWED


def test_no_table_deletes_or_acts_on_many_rows(world: World):
    request = world.client("operator").get("/admin/").wsgi_request
    for table in admin.site._registry.values():
        assert not table.has_delete_permission(request)
        assert table.get_actions(request) == {}
        assert not any(
            inline(table.model, admin.site).has_delete_permission(request) for inline in table.inlines
        )
    with pytest.raises(NoReverseMatch):
        reverse("admin:blocs_organization_delete", args=[1])


@pytest.mark.parametrize("persona", ["leader", "secretariat", "officer", "city_leader", "board", "nobody"])
def test_for_everybody_else_the_tables_do_not_exist(world: World, persona: str):
    client = world.client(persona)
    for address in ["/admin/", "/admin/blocs/person/", change_url(world.units["B"])]:
        response = client.get(address)
        assert response.status_code == 404
        assert 'id="main"' in response.content.decode()


def test_a_visitor_is_led_to_our_login_and_back(world: World):
    response = Client().get("/admin/blocs/person/")
    assert response.headers["Location"] == "/account/login/?next=/admin/blocs/person/"
    assert Client().get("/admin/login/").headers["Location"].startswith("/account/login/?next=")


def test_an_operator_in_another_role_finds_nothing(world: World):
    """Rights come from the capacity chosen: who acts as a leader now is no operator now."""
    user = world.users["leader"]
    Appointment.objects.create(person=user.person, role=Role.OPERATOR, since=make.LONG_AGO)
    client = world.client("leader")
    assert client.get("/admin/").status_code == 404
    client.post("/capacity/", {"capacity": make.actor_of(user, Role.OPERATOR).capacity.key})
    assert client.get("/admin/").status_code == 200


def test_a_change_is_written_with_its_record(world: World):
    unit = world.units["B"]
    client = world.client("operator")
    response = client.post(change_url(unit), organization_data(unit, code="B2"))
    assert response.status_code == 302
    unit.refresh_from_db()
    assert (unit.code, unit.version) == ("B2", 2)
    event = AuditEvent.objects.get()
    assert (event.act, event.old, event.new) == ("organization.change", {"code": "B"}, {"code": "B2"})
    assert (event.user, event.capacity, event.organization) == (world.users["operator"], "operator", unit)
    assert event.address == "127.0.0.1"
    assert not LogEntry.objects.exists()


def test_saving_without_a_change_records_nothing(world: World):
    unit = world.units["B"]
    assert world.client("operator").post(change_url(unit), organization_data(unit)).status_code == 302
    unit.refresh_from_db()
    assert unit.version == 1
    assert not AuditEvent.objects.exists()


def test_a_changed_row_below_is_recorded_by_itself(world: World):
    unit = world.units["B"]
    world.client("operator").post(change_url(unit), organization_data(unit, name="Hội  Mới "))
    assert unit.names.get().name == "Hội Mới"
    assert unit.names.get().search_key.startswith("hoi moi")
    event = AuditEvent.objects.get()
    assert (event.act, event.organization) == ("organizationname.change", unit)
    assert (event.old, event.new) == ({"name": "Hội B"}, {"name": "Hội Mới"})


def test_a_new_organisation_is_entered_with_its_name(world: World):
    data = {
        "code": "HMOI",
        "kind": "association",
        **formset(
            "names", {"name": "Hội Mới", "short_name": "HM", "valid_from": "01/03/2021", "decision": ""}
        ),
        **formset("successions"),
    }
    assert world.client("operator").post("/admin/blocs/organization/add/", data).status_code == 302
    unit = Organization.objects.named(date(2021, 4, 1)).get(code="HMOI")
    assert unit.name == "Hội Mới"
    assert list(AuditEvent.objects.order_by("pk").values_list("act", flat=True)) == [
        "organization.add",
        "organizationname.add",
    ]


def test_a_stale_page_overwrites_nothing(world: World):
    unit = world.units["B"]
    seen = organization_data(unit, code="CU")
    client = world.client("operator")
    client.post(change_url(unit), organization_data(unit, code="B2"))
    response = client.post(change_url(unit), seen)
    assert "vừa được người khác sửa" in response.content.decode()
    unit.refresh_from_db()
    assert unit.code == "B2"


def test_what_the_database_refuses_is_told_beside_the_form(world: World):
    """One rule per award and day."""
    address = "/admin/awards/awardrule/add/"
    data = {
        "commendation": make.make_commendation().pk,
        "valid_from": "01/01/2021",
        "quota_per_bloc": 1,
        "condition": "",
        "legal_source": "",
    }
    client = world.client("operator")
    assert client.post(address, data).status_code == 302
    AuditEvent.objects.all().delete()
    assert client.post(address, data).status_code == 422
    assert not AuditEvent.objects.exists()
    assert client.post(address, data | {"valid_from": "02/01/2021"}).status_code == 302


@pytest.mark.parametrize("table", ["bloc", "membership", "office"])
def test_what_has_pages_of_its_own_is_only_looked_at(world: World, table: str):
    """No composition or office comes in past the refusals of its acts."""
    client = world.client("operator")
    row = apps.get_model("blocs", table).objects.first()
    assert client.get(change_url(row)).status_code == 200
    assert client.post(change_url(row), {"year": 2022, "code": "X"}).status_code == 403
    assert client.get(f"/admin/blocs/{table}/add/").status_code == 403


def test_when_the_record_fails_the_change_falls(world: World, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("the record fails")

    monkeypatch.setattr(reference_site, "record", broken)
    unit = world.units["B"]
    with pytest.raises(RuntimeError):
        world.client("operator").post(change_url(unit), organization_data(unit, code="B2"))
    unit.refresh_from_db()
    assert (unit.code, unit.version) == ("B", 1)


def test_records_are_looked_at_and_never_changed(world: World):
    client = world.client("operator")
    client.post(change_url(world.units["B"]), organization_data(world.units["B"], code="B2"))
    event = AuditEvent.objects.get()
    assert "B2" in client.get(change_url(event)).content.decode()
    assert client.post(change_url(event), {"remark": "x"}).status_code == 403
    event.refresh_from_db()
    assert event.remark == ""


def test_the_list_of_organisations_is_searched_without_marks(world: World):
    make.make_organization("HNDN", name="Hội Nữ doanh nhân")
    text = world.client("operator").get("/admin/blocs/organization/", {"q": "hoi nu"}).content.decode()
    assert "Hội Nữ doanh nhân" in text
    assert "Hội B" not in text


def test_people_and_accounts_are_looked_at_and_entered_on_their_own_pages(world: World):
    client = world.client("operator")
    person = make.make_person("Cán bộ mới", work_phone="0900 000 111")
    shown = client.get(change_url(person)).content.decode()
    assert "Cán bộ mới" in shown
    assert "0900 000 111" not in shown
    assert client.post(change_url(person), {"name": "Tên khác"}).status_code == 403
    user = world.users["clerk"]
    assert client.post(change_url(user), {"email": "khac@hoi.example"}).status_code == 403
    for table in ("person", "user"):
        assert client.get(f"/admin/blocs/{table}/add/").status_code == 403


def test_a_cycle_is_opened_here_but_its_gates_are_not_set_here(world: World):
    table = world.cycle.table_version
    make.make_cycle(world.bloc, 2020, table)
    client = world.client("operator")
    EmulationYear.objects.create(year=2022)
    data = {"bloc": world.bloc.pk, "year": 2022, "table_version": table.pk, "locked_at_0": "01/01/2022"}
    assert client.post("/admin/emulation/cycle/add/", data).status_code == 302
    cycle = world.bloc.cycles.get(year=2022)
    assert cycle.locked_at is None
    assert AuditEvent.objects.get(act="cycle.add").year == 2022


def as_shown(response) -> dict[str, str]:
    """The fields of a page of the admin, as a browser would send them back untouched."""
    forms = [response.context["adminform"].form]
    for inline in response.context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    data = {}
    for field in (field for form in forms for field in form):
        widget = field.field.widget
        if isinstance(widget, CheckboxInput):
            data |= {field.html_name: "on"} if field.value() else {}
            continue
        value = widget.format_value(field.value())
        data[field.html_name] = "".join(value) if isinstance(value, list) else value or ""
    return data


@pytest.mark.parametrize("label", sorted(EDITABLE))
def test_what_is_shown_saved_again_changes_and_records_nothing(world: World, label: str):
    url = change_url(a_row(apps.get_model(label), world))
    AuditEvent.objects.all().delete()
    client = world.client("operator")
    shown = client.get(url)
    response = client.post(url, as_shown(shown))
    assert response.status_code == 302, response.context["errors"]
    assert not AuditEvent.objects.exists()
