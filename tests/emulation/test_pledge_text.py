"""Writing the pledge: who may, what is refused, what is frozen when the text becomes final."""

from dataclasses import replace
from datetime import date

import pytest
from django.utils import translation

from blocs.errors import BadInput, Closed, Conflict, NotAllowed, Stale
from blocs.models import AuditEvent, LegalBasis, OrganizationName
from emulation.actions.pledge import draft_next_version, finalise_pledge, save_pledge_text
from emulation.models import PledgeClause, PledgeVersion
from emulation.models.pledge import Section
from emulation.queries.pledge_text import Clause, canonical, digest, draft_of, text_of
from tests import factories as make
from tests.emulation.pledges import TEXT, draft, final, sign


def save(world, version, text=TEXT, seen=None, by="secretariat"):
    return save_pledge_text(
        version, actor=world.actor(by), seen=version.version if seen is None else seen, text=text
    )


def with_clauses(section, *clauses):
    return replace(TEXT, clauses={**TEXT.clauses, section: clauses})


@pytest.mark.parametrize("persona", ["secretariat", "head_leader"])
def test_head_and_secretariat_write_the_text(world, persona):
    version = draft(world, persona)
    assert draft_of(version) == TEXT.settled()


@pytest.mark.parametrize(
    "persona", ["leader", "clerk", "head_clerk", "other_secretariat", "officer", "operator"]
)
def test_nobody_else_writes_it(world, persona):
    with pytest.raises(NotAllowed):
        draft_next_version(world.cycle, actor=world.actor(persona))
    assert not PledgeVersion.objects.exists()


def test_what_was_changed_is_recorded(world):
    version = draft(world)
    save(world, version, replace(TEXT, place="Hải Phòng"))
    event = AuditEvent.objects.filter(act="pledge.write").latest("pk")
    assert (event.old, event.new) == ({"place": "thành phố Hải Phòng"}, {"place": "Hải Phòng"})
    assert (event.bloc_id, event.year) == (world.bloc.pk, 2021)


def test_a_text_that_somebody_else_changed_is_not_overwritten(world):
    version = draft(world)
    save(world, version, replace(TEXT, place="Hải Phòng"))
    with pytest.raises(Stale):
        save(world, version, TEXT, seen=version.version)
    version.refresh_from_db()
    assert version.place == "Hải Phòng"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (with_clauses(Section.CONTENT), "The pledge is empty"),
        (with_clauses(Section.CONTENT, Clause("Một"), Clause(" \u200b ")), "Clause 2 of"),
        (with_clauses(Section.TARGET, Clause("Hội viên mới", "%", "")), "Target 1 has no level"),
        (with_clauses(Section.TARGET, Clause("", "%", "100")), "Clause 1 of"),
        (replace(TEXT, dated_on=date(2012, 3, 9)), "A pledge of 2021 is dated in 2021"),
    ],
)
def test_an_empty_pledge_or_clause_is_refused(world, text, sentence):
    version = draft(world)
    with translation.override("en"), pytest.raises(BadInput, match=sentence):
        save(world, version, text)
    version.refresh_from_db()
    assert draft_of(version) == TEXT.settled()


def test_an_empty_pledge_does_not_become_final(world):
    version = draft_next_version(world.cycle, actor=world.actor("head_leader"))
    with pytest.raises(BadInput):
        finalise_pledge(version, actor=world.actor("head_leader"), seen=version.version)
    version.refresh_from_db()
    assert not version.is_final
    assert not version.parties.exists()


def test_a_final_text_is_frozen_with_its_parties_in_order(world):
    version = final(world)
    parties = [(row.name, row.capacity) for row in version.parties.order_by("order")]
    assert parties == [
        ("Hội A", "member"),
        ("Hội B", "member"),
        ("Hội C", "member"),
        ("Hội A", "head"),
        ("Ban Thi đua - Khen thưởng thành phố", "witness"),
    ]
    assert version.bases.splitlines() == [
        "Luật Thi đua, khen thưởng ngày 26 tháng 11 năm 2003",
        "Quy chế hoạt động của Khối",
    ]
    assert version.preamble == (
        "Hôm nay, ngày 09 tháng 3 năm 2021, tại thành phố Hải Phòng, với sự chứng kiến của đại diện lãnh đạo Ban Thi đua"
        " - Khen thưởng thành phố, chúng tôi là đại diện lãnh đạo 03 đơn vị thành viên Khối thi đua K1 (sau đây gọi tắt là"
        " Khối) thống nhất ký giao ước thi đua năm 2021 với những nội dung sau:"
    )


def test_a_final_text_is_not_written_again(world):
    version = final(world)
    with pytest.raises(Conflict):
        save(world, version)
    with pytest.raises(Conflict):
        finalise_pledge(version, actor=world.actor("head_leader"), seen=version.version)


def test_a_text_that_changed_since_it_was_read_does_not_become_final(world):
    version = draft(world)
    save(world, version, replace(TEXT, place="Hải Phòng"))
    with pytest.raises(Stale):
        finalise_pledge(version, actor=world.actor("head_leader"), seen=version.version)


def test_the_canonical_text_is_the_same_from_the_same_rows(world):
    version = final(world)
    again = PledgeVersion.objects.get(pk=version.pk)
    assert canonical(again) == again.canonical
    assert digest(again.canonical) == again.sha256
    assert [part.title for part in text_of(again).parts] == [
        "Chủ đề thi đua",
        "Nội dung thi đua",
        "Chỉ tiêu chung của Khối",
        "Biện pháp thực hiện",
        "Cam kết",
        "Điều khoản thi hành",
    ]


def test_what_was_signed_outlives_later_names_and_laws(world):
    version = final(world)
    OrganizationName.objects.filter(organization=world.units["B"]).update(name="Hội khác")
    LegalBasis.objects.update(citation="Luật khác")
    again = PledgeVersion.objects.get(pk=version.pk)
    assert canonical(again) == version.canonical


def test_one_changed_sign_changes_the_hash(world):
    version = final(world)
    clause = version.clauses.first()
    PledgeClause.objects.filter(pk=clause.pk).update(text=clause.text + ".")
    assert digest(canonical(PledgeVersion.objects.get(pk=version.pk))) != version.sha256


def test_a_new_text_is_a_copy_and_voids_the_signatures_of_the_old(world):
    version = final(world)
    signature = sign(world, version, "leader")
    new = draft_next_version(world.cycle, actor=world.actor("secretariat"), replacing=version.pk)
    version.refresh_from_db()
    signature.refresh_from_db()
    assert (new.number, draft_of(new)) == (2, draft_of(version))
    assert version.replaced_at
    assert (signature.voided_at, signature.voided_by) == (version.replaced_at, world.users["secretariat"])
    assert AuditEvent.objects.filter(act="pledge.draft").latest("pk").new["voided"] == 1


def test_a_text_is_replaced_only_by_who_saw_it(world):
    version = final(world)
    with pytest.raises(Stale):
        draft_next_version(world.cycle, actor=world.actor("secretariat"), replacing=None)
    version.refresh_from_db()
    assert version.replaced_at is None


def test_there_is_one_draft_at_a_time(world):
    version = draft(world)
    with pytest.raises(Conflict):
        draft_next_version(world.cycle, actor=world.actor("secretariat"), replacing=version.pk)


def test_the_first_draft_of_a_year_is_last_years_text(world):
    make.make_membership(world.bloc, world.units["A"], 2020)
    make.make_head(world.bloc, world.units["A"], 2020)
    before = make.make_final_pledge(
        make.make_cycle(world.bloc, 2020), [world.units["A"]], world.users["head_leader"]
    )
    version = draft_next_version(world.cycle, actor=world.actor("head_leader"))
    assert draft_of(version).clauses == draft_of(before).clauses
    assert "Chủ đề của thành phố năm 2021" in version.theme


def test_a_first_draft_begins_with_the_usual_words(world):
    version = draft_next_version(world.cycle, actor=world.actor("head_leader"))
    assert version.theme.endswith("chủ đề năm 2021 của thành phố: Chủ đề của thành phố năm 2021”.")
    assert version.own_bases == "Quy chế hoạt động của Khối thi đua K1"


def test_the_pledge_of_a_locked_year_stays_as_it_is(world):
    version = final(world)
    world.cycle.locked_at, world.cycle.locked_by = version.finalised_at, world.users["head_leader"]
    world.cycle.save()
    with pytest.raises(Closed):
        draft_next_version(world.cycle, actor=world.actor("head_leader"), replacing=version.pk)
    version.refresh_from_db()
    assert version.replaced_at is None
