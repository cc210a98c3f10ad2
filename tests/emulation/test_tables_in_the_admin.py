"""The operator writes a scoring table in the admin and publishes it; from then on it is only looked at."""

from decimal import Decimal

from django.urls import reverse

from blocs.models import AuditEvent
from emulation.models import Criterion, CriterionGroup, ScoringTable, ScoringTableVersion
from tests import factories as make
from tests.blocs.test_reference_data import as_shown, formset
from tests.cast import World


def address(table: str, pk: int | None = None) -> str:
    return reverse(f"admin:emulation_{table}_{'change' if pk else 'add'}", args=[pk] if pk else [])


def save(world: World, page: str, pk: int | None = None, **data: object):
    """Sends a page of the admin: what stands there, and what is changed of it."""
    client = world.client("operator")
    shown = as_shown(client.get(address(page, pk)))
    return client.post(address(page, pk), shown | {name: str(value) for name, value in data.items()})


def a_sound_draft(world: World) -> ScoringTableVersion:
    """A table of one group with one criterion of 10 points, entered in the admin."""
    save(world, "scoringtable", code="bang-moi", name="Bảng tiêu chí mới")
    table = ScoringTable.objects.get(code="bang-moi")
    row = {"code": "A", "name": "Nhóm A", "kind": "base", "order": 1}
    save(
        world, "scoringtableversion", table=table.pk, number=1, dated_on="01/03/2021", scale="10", decimals=2,
        bonus_ceiling="0", **formset("groups", row),
        **formset("bands", {"label": "Tốt", "minimum": "0", "order": 1}),
    )  # fmt: skip
    group = CriterionGroup.objects.get(version__table=table)
    criterion = {"code": "A1", "name": "Tiêu chí A1", "max_points": "10", "order": 1}
    save(world, "criteriongroup", group.pk, **formset("criteria", criterion))
    added = Criterion.objects.get(group=group)
    save(world, "criterion", added.pk, **formset("rules", {"order": 1, "kind": "manual", "step": "0.5"}))
    return ScoringTableVersion.objects.get(table=table)


def test_a_table_is_written_and_published(world: World):
    version = a_sound_draft(world)
    assert version.published_at is None
    response = save(world, "scoringtableversion", version.pk, _publish="1")
    assert response.status_code == 302
    version.refresh_from_db()
    assert (version.published_by, len(version.sha256)) == (world.users["operator"], 64)
    acts = set(AuditEvent.objects.values_list("act", flat=True))
    assert acts >= {"scoringtable.add", "criterion.add", "criterionrule.add", "scoring_table.publish"}
    assert world.client("officer").get(reverse("emulation:table", args=[version.pk])).status_code == 200


def test_a_table_that_does_not_add_up_is_not_published(world: World):
    version = a_sound_draft(world)
    Criterion.objects.filter(group__version=version).update(max_points=Decimal(9))
    client = world.client("operator")
    shown = as_shown(client.get(address("scoringtableversion", version.pk)))
    answer = client.post(address("scoringtableversion", version.pk), shown | {"_publish": "1"}, follow=True)
    assert answer.context["messages"]
    version.refresh_from_db()
    assert version.published_at is None


def test_a_published_table_is_not_changed(world: World):
    version = world.cycle.table_version
    group = version.groups.first()
    for table, row in [
        ("scoringtableversion", version), ("criteriongroup", group), ("criterion", group.criteria.first()),
    ]:  # fmt: skip
        client = world.client("operator")
        assert client.get(address(table, row.pk)).status_code == 200
        before = AuditEvent.objects.count()
        assert client.post(address(table, row.pk), {"name": "Khác", "number": "9"}).status_code == 403
        assert AuditEvent.objects.count() == before


def test_no_group_is_moved_or_added_to_a_published_table(world: World):
    group = make.make_table().groups.first()
    published = world.cycle.table_version
    assert save(world, "criteriongroup", group.pk, version=published.pk, code="Z").status_code == 409
    row = {"code": "Z", "name": "Nhóm Z", "kind": "base", "order": 9}
    assert save(world, "criteriongroup", version=published.pk, **row).status_code == 409
    assert not published.groups.filter(code="Z").exists()
