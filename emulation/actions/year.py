"""Opening a year of the city as a copy of the last one, describing it, adding blocs, and taking the opening back."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from blocs import clock, ports
from blocs.actor import Actor
from blocs.audit import record
from blocs.errors import BadInput, Conflict, NotAllowed
from blocs.locking import locked, take_turn
from blocs.models import Membership
from emulation.models import Cycle, EmulationYear, ScoringTableVersion, Window
from emulation.queries.opening import entries_of, undone_of
from emulation.queries.year import basis_of, last_year, moved, not_in_year
from emulation.rules.year import can_configure_year, can_open_year

DESCRIPTION = ("theme", "guidance", "source")


def open_year(
    year: int, *, actor: Actor, theme: str = "", guidance: str = "", source: str = ""
) -> EmulationYear:
    """Opens the year after the last with its windows (moved by a year), blocs, members and scoring tables.

    Offices are not copied: until a head is recorded, last year's prepares the year. The first year of
    an installation begins with the blocs that have members in it. Raises NotAllowed, BadInput (not the next
    year), Conflict (open already).
    """
    with transaction.atomic():
        if not can_open_year(actor):
            raise NotAllowed
        take_turn("year.open")
        last = last_year()
        if last is not None:
            locked(EmulationYear, last.year)
            if EmulationYear.objects.filter(year=year).exists():
                raise Conflict(_("The year {year} is open already.").format(year=year))
            if year != last.year + 1:
                raise BadInput(
                    _("The next year is {year}: years are opened one after the other.").format(
                        year=last.year + 1
                    )
                )
        elif year < 2000:
            raise BadInput(_("Enter a year with four digits, at most next year."))
        if year > clock.today().year + 1:
            raise BadInput(
                _("Years are opened up to the next one, {year}.").format(year=clock.today().year + 1)
            )
        opened = EmulationYear.objects.create(
            year=year,
            theme=theme,
            guidance=guidance,
            source=source,
            copied_from=last.year if last else None,
        )
        copied = _copy(last.year if last else None, opened)
        described = {name: getattr(opened, name) for name in DESCRIPTION if getattr(opened, name)}
        record(
            "year.open",
            opened,
            actor=actor,
            new={**described, "copied_from": opened.copied_from, **copied},
            year=year,
        )
        return opened


def _copy(source: int | None, opened: EmulationYear) -> dict[str, int]:
    """Copies windows, memberships and cycles; returns how many of each."""
    basis = basis_of(source, opened.year)
    windows: list[Window] = []
    memberships: list[Membership] = []
    if source is not None:
        windows = Window.objects.bulk_create(
            Window(
                year=opened,
                act=window.act,
                opens=moved(window.opens, opened.year - source),
                closes=moved(window.closes, opened.year - source),
                grace_days=window.grace_days,
            )
            for window in Window.objects.filter(year=source).order_by("pk")
        )
        memberships = Membership.objects.bulk_create(
            Membership(
                bloc_id=row.bloc_id,
                organization_id=row.organization_id,
                year=opened.year,
                competes=row.competes,
                order=row.order,
                decision_id=row.decision_id,
                copied=True,
            )
            for row in basis.going_on
        )
    cycles = Cycle.objects.bulk_create(
        Cycle(bloc_id=bloc_id, year=opened, table_version_id=cycle.table_version_id if cycle else None)
        for bloc_id, cycle in basis.taking_part.items()
    )
    return {"windows": len(windows), "memberships": len(memberships), "cycles": len(cycles)}


def describe_year(
    year: EmulationYear, *, actor: Actor, theme: str, guidance: str, source: str, version: int | None = None
) -> EmulationYear:
    """Writes theme, guidance and source of a year. Raises NotAllowed, Stale."""
    with transaction.atomic():
        year = locked(EmulationYear, year.pk, version=version)
        if not can_configure_year(actor):
            raise NotAllowed
        given = {"theme": theme, "guidance": guidance, "source": source}
        old = {name: getattr(year, name) for name in DESCRIPTION if getattr(year, name) != given[name]}
        if not old:
            return year
        for name in old:
            setattr(year, name, given[name])
        save_year(year, *old)
        record(
            "year.change",
            year,
            actor=actor,
            old=old,
            new={name: given[name] for name in old},
            year=year.year,
        )
        return year


def add_blocs(
    year: EmulationYear,
    *,
    actor: Actor,
    blocs: Iterable[int],
    table_version: ScoringTableVersion | None = None,
) -> list[Cycle]:
    """Opens the year for blocs that were not in it, such as newly founded ones, with a published table or none.

    Raises NotAllowed, BadInput (none chosen, or one that cannot take part), Conflict (in the year already).
    """
    with transaction.atomic():
        year = locked(EmulationYear, year.pk)
        if not can_configure_year(actor):
            raise NotAllowed
        wanted = set(blocs)
        if not wanted:
            raise BadInput(_("Choose at least one bloc."))
        if Cycle.objects.filter(year=year, bloc__in=wanted).exists():
            raise Conflict(_("The year is open already for one of these blocs. Open the page again."))
        if table_version is not None and table_version.published_at is None:
            raise BadInput(_("Choose a scoring table that is published."))
        if (
            table_version is not None
            and table_version.table.bloc_id
            and wanted != {table_version.table.bloc_id}
        ):
            raise BadInput(_("This scoring table belongs to one bloc: other blocs begin with another one."))
        possible = {bloc.pk: bloc for bloc in not_in_year(year.year)}
        if wanted - set(possible):
            raise BadInput(_("One of these blocs has ended or does not exist."))
        cycles = []
        for bloc_id in sorted(wanted):
            cycle = Cycle.objects.create(bloc_id=bloc_id, year=year, table_version=table_version)
            cycles.append(cycle)
            record(
                "cycle.add",
                cycle,
                actor=actor,
                new={"table_version": str(table_version or "")},
                label=f"{possible[bloc_id].short_name} {year.year}",
                bloc_id=bloc_id,
                year=year.year,
            )
        return cycles


def undo_year(
    year: EmulationYear, *, actor: Actor, version: int | None = None, typed: int | None = None
) -> None:
    """Takes the opening of the newest year back: its windows, cycles and the memberships that were copied.

    Only until the first entry. The only year of an installation must be typed (`typed`), so that it does not go
    by accident. Raises NotAllowed, Stale, BadInput and Conflict, which says what stands against it.
    """
    with transaction.atomic():
        if not can_open_year(actor):
            raise NotAllowed
        take_turn("year.open")
        year = locked(EmulationYear, year.pk, version=version)
        # Whoever is entering something now ends first, and whoever comes later finds no cycle.
        for pk in Cycle.objects.filter(year=year).order_by("pk").values_list("pk", flat=True):
            locked(Cycle, pk)
        undone = undone_of(year)
        if not undone.newest:
            raise Conflict(_("Only the newest year can be taken back."))
        if against := [*entries_of(year), *ports.vetoes_of("year.undo", year)]:
            raise Conflict(_("The opening cannot be undone any more: {why}").format(why=" ".join(against)))
        if undone.only and typed != year.year:
            raise BadInput(_("This is the only year. Type {year} to take it back.").format(year=year.year))
        described = {name: getattr(year, name) for name in DESCRIPTION if getattr(year, name)}
        counts = {"windows": undone.windows, "memberships": undone.memberships, "cycles": undone.cycles}
        record(
            "year.undo",
            year,
            actor=actor,
            old={**described, "copied_from": year.copied_from, **counts},
            year=year.year,
        )
        try:
            Window.objects.filter(year=year).delete()
            Membership.objects.filter(year=year.year, copied=True).delete()
            Cycle.objects.filter(year=year).delete()
            year.delete()
        except ProtectedError as error:
            raise Conflict(_("Something has been entered in this year: its opening stands.")) from error


def save_year(year: EmulationYear, *fields: str) -> None:
    """Stores what has changed; whoever still has the year before him sees it is another one now."""
    year.version += 1
    year.save(update_fields=[*fields, "version"])
