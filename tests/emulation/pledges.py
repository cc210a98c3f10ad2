"""Pledges to test with, made by the acts themselves."""

from datetime import date

from emulation.actions.pledge import draft_next_version, finalise_pledge, save_pledge_text
from emulation.actions.pledge_signature import sign_pledge
from emulation.models import PledgeParty, PledgeSignature, PledgeVersion
from emulation.models.pledge import PartyCapacity, Section
from emulation.models.window import Act
from emulation.queries.pledge_text import Clause, Draft
from tests import factories as make
from tests.cast import World

TEXT = Draft(
    dated_on=date(2021, 3, 9),
    place="thành phố Hải Phòng",
    theme="“Đoàn kết, sáng tạo, thi đua”.",
    own_bases="Quy chế hoạt động của Khối",
    entry_into_force="Giao ước có hiệu lực từ ngày ký.",
    clauses={
        Section.CONTENT: (
            Clause("Hoàn thành chương trình công tác năm."),
            Clause("Làm tốt công tác an sinh xã hội."),
        ),
        Section.TARGET: (Clause("Nhiệm vụ được hoàn thành", "%", "100"),),
        Section.MEASURE: (Clause("Trưởng khối theo dõi, đôn đốc."),),
        Section.COMMITMENT: (Clause("Các đơn vị cam kết thực hiện."),),
    },
)


def draft(world: World, by: str = "secretariat", text: Draft = TEXT) -> PledgeVersion:
    """A draft with a text."""
    actor = world.actor(by)
    version = draft_next_version(world.cycle, actor=actor)
    return save_pledge_text(version, actor=actor, seen=version.version, text=text)


def final(world: World, by: str = "head_leader") -> PledgeVersion:
    """A text that may be signed now: A, B, C, then A as head, then the witness."""
    version = draft(world, by)
    make.make_window(world.cycle, Act.PLEDGE)
    return finalise_pledge(version, actor=world.actor(by), seen=version.version)


def party(version: PledgeVersion, code: str, capacity: str = PartyCapacity.MEMBER) -> PledgeParty:
    return version.parties.get(organization__code=code, capacity=capacity)


def sign(
    world: World, version: PledgeVersion, persona: str, capacity: str = PartyCapacity.MEMBER
) -> PledgeSignature:
    """A leader signs for his unit."""
    actor = world.actor(persona)
    place = version.parties.get(organization=actor.organization_id, capacity=capacity)
    return sign_pledge(place, actor=actor, text_sha256=version.sha256)


def sign_all(world: World, version: PledgeVersion) -> None:
    """Every unit signs, the head's twice."""
    for persona in ("leader", "other_leader", "head_leader"):
        sign(world, version, persona)
    sign(world, version, "head_leader", PartyCapacity.HEAD)
