"""Publishing a scoring table, and its page."""

from decimal import Decimal

import pytest

from blocs.errors import BadInput, Closed, NotAllowed
from blocs.models import AuditEvent
from emulation.actions.table import publish_table
from emulation.models import Criterion, ScoringTableVersion
from emulation.queries.scorebook import whole_table
from emulation.scoring import fingerprint
from tests import factories as make


def draft() -> ScoringTableVersion:
    version = make.make_table()
    version.scale = Decimal(40)
    version.save()
    return version


def test_a_sound_version_is_published_with_the_hash_of_its_text(world):
    version = publish_table(draft(), actor=world.actor("operator"))
    assert version.published_by == world.users["operator"]
    assert version.sha256 == fingerprint(whole_table(version))
    assert AuditEvent.objects.get(act="scoring_table.publish").object_id == version.pk


def test_city_staff_and_operators_publish_and_nobody_else(world):
    for persona in ["secretariat", "head_leader", "board"]:
        with pytest.raises(NotAllowed):
            publish_table(draft(), actor=world.actor(persona))
    assert publish_table(draft(), actor=world.actor("officer")).published_at


def test_a_published_version_is_not_published_again(world):
    version = publish_table(draft(), actor=world.actor("operator"))
    with pytest.raises(Closed):
        publish_table(version, actor=world.actor("operator"))


def test_a_table_that_does_not_add_up_is_refused_with_every_reason(world):
    version = draft()
    Criterion.objects.filter(group__version=version, code="A1").update(max_points=Decimal("9.3"))
    with pytest.raises(BadInput) as refusal:
        publish_table(version, actor=world.actor("operator"))
    assert "39.3" in str(refusal.value).replace(",", ".")
    assert "A1" in str(refusal.value)


def test_the_page_of_a_table_shows_its_criteria(world):
    page = world.client("leader").get(f"/scoring-tables/{world.cycle.table_version_id}/")
    assert page.status_code == 200
    assert "Tiêu chí A1" in page.content.decode()


def test_a_draft_is_seen_by_city_and_operator_only(world):
    version = draft()
    assert world.client("operator").get(f"/scoring-tables/{version.pk}/").status_code == 200
    assert world.client("leader").get(f"/scoring-tables/{version.pk}/").status_code == 404
