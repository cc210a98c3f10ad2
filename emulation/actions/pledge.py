"""Writing the pledge: a draft, its text, and the moment from which it may be signed."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from blocs import clock
from blocs.actor import Actor
from blocs.audit import record
from blocs.errors import BadInput, Closed, Conflict, NotAllowed, Stale
from blocs.locking import locked
from blocs.models.city import CityBodyKind
from blocs.queries import bodies_on, names_on
from emulation.models import (
    Cycle,
    IssuedPaper,
    Pledge,
    PledgeClause,
    PledgeParty,
    PledgeSignature,
    PledgeVersion,
)
from emulation.models.paper import PaperKind, PaperState
from emulation.models.pledge import PartyCapacity, Section
from emulation.queries.pledge import members_on
from emulation.queries.pledge_text import Draft, canonical, digest, draft_of, usual_draft, word
from emulation.rules.pledge import can_draft_pledge

# What a person writes of a version, beside its clauses.
WRITTEN = ("place", "dated_on", "theme", "own_bases", "entry_into_force")


def draft_next_version(cycle: Cycle, *, actor: Actor, replacing: int | None = None) -> PledgeVersion:
    """A new draft: a copy of the text in force (`replacing`, its id as the person saw it), of last year's, or empty.

    The text in force is replaced at once and its signatures become void. Raises NotAllowed, Closed, Stale when
    another text is in force than the one seen, Conflict when a draft is being written.
    """
    with transaction.atomic():
        cycle = locked(Cycle, cycle.pk)
        _require(actor, cycle)
        pledge, _is_new = Pledge.objects.get_or_create(cycle=cycle)
        current = pledge.versions.filter(replaced_at__isnull=True).first()
        if (current.pk if current else None) != replacing:
            raise Stale
        if current and not current.is_final:
            raise Conflict(_("A draft is being written already: change that one."))
        voided = _replace(current, actor) if current else 0
        last_years = None if current else _last_years(cycle)
        text = (
            draft_of(current) if current else usual_draft(cycle, draft_of(last_years) if last_years else None)
        )
        version = PledgeVersion(pledge=pledge, number=pledge.versions.count() + 1)
        _write(version, text)
        _record(
            "pledge.draft",
            version,
            actor,
            old={"version": current},
            new={"version": version, "voided": voided},
        )
        return version


def save_pledge_text(version: PledgeVersion, *, actor: Actor, seen: int, text: Draft) -> PledgeVersion:
    """Writes a draft's text anew. `seen` is the version number of the row the person had before him.

    Raises NotAllowed, Closed, Stale, Conflict once the text is final, BadInput for an empty pledge or clause.
    """
    text = text.settled()
    with transaction.atomic():
        version = locked(PledgeVersion, version.pk)
        _require(actor, version.pledge.cycle)
        _require_draft(version)
        if version.version != seen:
            raise Stale
        check_text(text, version.pledge.cycle.year_id)
        old, new = _plain(draft_of(version)), _plain(text)
        version.version += 1
        _write(version, text)
        changed = {key for key in new if old[key] != new[key]}
        _record(
            "pledge.write",
            version,
            actor,
            old={key: old[key] for key in changed},
            new={key: new[key] for key in changed},
        )
        return version


def finalise_pledge(version: PledgeVersion, *, actor: Actor, seen: int) -> PledgeVersion:
    """From now on the text may be signed and is never edited: names, law and parties of its day are frozen, the text is hashed.

    Raises NotAllowed, Closed, Stale, Conflict for a final text or a bloc without members, BadInput for an empty pledge.
    """
    with transaction.atomic():
        version = locked(PledgeVersion, version.pk)
        cycle = version.pledge.cycle
        _require(actor, cycle)
        _require_draft(version)
        if version.version != seen:
            raise Stale
        check_text(draft_of(version), cycle.year_id)
        parties = _freeze_parties(version, cycle)
        if not parties:
            raise Conflict(
                _("The bloc has no members in {year}: nobody could sign.").format(year=cycle.year_id)
            )
        word(version, cycle, sum(party.capacity == PartyCapacity.MEMBER for party in parties))
        version.canonical = canonical(version)
        version.sha256 = digest(version.canonical)
        version.finalised_at, version.finalised_by = clock.now(), actor.user
        version.version += 1
        version.save()
        _record(
            "pledge.finalise",
            version,
            actor,
            new={"sha256": version.sha256, "parties": [p.name for p in parties]},
        )
        return version


def check_text(text: Draft, year: int) -> None:
    """Raises BadInput with a sentence for an empty pledge, an empty clause, a target without a level, a wrong year."""
    if not text.clauses.get(Section.CONTENT):
        raise BadInput(_("The pledge is empty: write at least one of its contents."))
    for section in Section.values:
        for number, clause in enumerate(text.clauses.get(section, ()), start=1):
            if not clause.text:
                raise BadInput(
                    _("Clause {n} of “{section}” is empty: write it or leave it out.").format(
                        n=number, section=Section(section).label
                    )
                )
            if section == Section.TARGET and not clause.level:
                raise BadInput(_("Target {n} has no level to reach.").format(n=number))
    if not year - 1 <= text.dated_on.year <= year:
        raise BadInput(
            _("A pledge of {year} is dated in {year} or at the end of {before}.").format(
                year=year, before=year - 1
            )
        )


def _require(actor: Actor, cycle: Cycle) -> None:
    if not can_draft_pledge(actor, cycle):
        raise NotAllowed(_("The pledge is written by the head of the bloc and the secretariat."))
    if cycle.is_locked or cycle.is_closed:
        raise Closed(_("The scores of this year are final: its pledge is not changed any more."))


def _require_draft(version: PledgeVersion) -> None:
    if version.replaced_at:
        raise Stale
    if version.is_final:
        raise Conflict(_("This text is final. To change it, make a new version; signatures become void."))


def _replace(version: PledgeVersion, actor: Actor) -> int:
    """The text is no longer in force, nor are its signatures or the paper printed from it; returns how many were voided."""
    version = locked(PledgeVersion, version.pk)
    version.replaced_at, version.replaced_by = clock.now(), actor.user
    version.save(update_fields=["replaced_at", "replaced_by"])
    signatures = PledgeSignature.objects.filter(party__version=version, voided_at__isnull=True)
    papers = IssuedPaper.objects.filter(cycle=version.pledge.cycle_id, kind=PaperKind.PLEDGE)
    papers.filter(state=PaperState.VALID).update(state=PaperState.REPLACED)
    return signatures.update(voided_at=version.replaced_at, voided_by=actor.user)


def _last_years(cycle: Cycle) -> PledgeVersion | None:
    """The bloc's pledge of the year before, in force."""
    return PledgeVersion.objects.filter(
        pledge__cycle__bloc=cycle.bloc_id,
        pledge__cycle__year=cycle.year_id - 1,
        replaced_at__isnull=True,
        finalised_at__isnull=False,
    ).first()


def _write(version: PledgeVersion, text: Draft) -> None:
    for name in WRITTEN:
        setattr(version, name, getattr(text, name))
    version.save()
    version.clauses.all().delete()
    PledgeClause.objects.bulk_create(
        PledgeClause(
            version=version,
            section=section,
            order=order,
            text=clause.text,
            target_unit=clause.unit,
            target_level=clause.level,
        )
        for section in Section.values
        for order, clause in enumerate(text.clauses.get(section, ()), start=1)
    )


def _freeze_parties(version: PledgeVersion, cycle: Cycle) -> list[PledgeParty]:
    """Members in the order of the founding decision, the head's unit once more, the witness: under the names of the day."""
    members = members_on(cycle, version)
    names = names_on(version.dated_on, [member.organization_id for member in members])
    rows: list[tuple[int | None, str, str]] = [
        (member.organization_id, names[member.organization_id].full, PartyCapacity.MEMBER)
        for member in members
    ]
    if cycle.head_id in names:
        rows.append((cycle.head_id, names[cycle.head_id].full, PartyCapacity.HEAD))
    if rows and (body := bodies_on(version.dated_on).get(CityBodyKind.STANDING_BODY)):
        rows.append((None, body.full, PartyCapacity.WITNESS))
    return PledgeParty.objects.bulk_create(
        PledgeParty(version=version, organization_id=unit, name=name, capacity=capacity, order=order)
        for order, (unit, name, capacity) in enumerate(rows, start=1)
    )


def _plain(text: Draft) -> dict[str, object]:
    """A text as the record keeps it."""
    rows = {
        section: [
            " | ".join(filter(None, [row.text, row.unit, row.level])) for row in text.clauses.get(section, ())
        ]
        for section in Section.values
    }
    written = {name: getattr(text, name) for name in WRITTEN}
    return written | rows


def _record(act: str, version: PledgeVersion, actor: Actor, **values: Any) -> None:
    cycle = version.pledge.cycle
    record(
        act,
        version,
        actor=actor,
        bloc_id=cycle.bloc_id,
        year=cycle.year_id,
        label=_("Pledge of {year}, text no. {n}").format(year=cycle.year_id, n=version.number),
        **values,
    )
